"""Durable files: what is on the disk for good before something that depends on it follows, so that a power cut leaves old or new."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # of Linux's <fcntl.h> and <linux/fs.h>
_CANNOT = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}


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


def exchange(one: Path, other: Path) -> bool:
    """Let two paths that are there change places at one stroke: whoever looks finds either, at any moment. OSError when that fails.

    False, and nothing has happened, where the system or the file system has no such call.
    """
    call = _renameat2()
    if call is None:
        return False
    if call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))


@cache
def _renameat2() -> Callable[..., int] | None:
    """Linux's call that can let two paths change places; Python has none of its own."""
    if sys.platform != "linux":
        return None
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):  # a C library without it
        return None
    call.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    found: Callable[..., int] = call
    return found
