"""Durable files: what is on the disk for good before something that depends on it follows, so that a power cut leaves old or new."""

from __future__ import annotations

import os
from pathlib import Path


def sync(path: Path) -> None:
    """Wait until a file's data, or a folder's names, are on the disk. OSError when they cannot be."""
    flags = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0)
    try:
        number = os.open(path, flags)
    except PermissionError:  # a system that opens no folders
        if path.is_dir():
            return
        raise
    try:
        os.fsync(number)
    finally:
        os.close(number)


def sync_all(folder: Path) -> None:
    """Everything below `folder`: the files first, then the folders that name them, itself last. What is synced already costs little."""
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            sync_all(path)
        else:
            sync(path)
    sync(folder)
