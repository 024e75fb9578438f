"""Extractors that child processes can import: they say one thing of each article, and come to grief over some."""

from __future__ import annotations

import os
import resource
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kg.errors import ModelError
from kg.types import Document, Extraction, Mention


def document(number: int, text: str) -> Document:
    return Document(id=f"{number:04}", text_hash="", name=f"{number}.txt", text=text, segments=(), lang="fr")


class Says:
    """What it says of an article is its first word, where it is, and in which process that was."""

    def extract(self, document: Document) -> Extraction:
        word = document.text.split()[0]
        end = document.text.index(word) + len(word)
        mention = Mention(start=end - len(word), end=end, text=word, type="Organisation", name=word)
        return Extraction(document=document, mentions=(mention,), claims=())

    def pipe(self, documents: Iterable[Document], *, batch_size: int = 32) -> Iterator[Extraction]:
        return map(self.extract, documents)


class Poisoned(Says):
    """It does what a poisoned article says: crash in C, leave, loop for ever, run out of memory …"""

    def extract(self, document: Document) -> Extraction:
        for word, harm in HARM.items():
            if word in document.text:
                harm()
        return super().extract(document)


class Slow(Says):
    """It takes its time over each article."""

    def __init__(self, seconds: float = 0.05) -> None:
        self.seconds = seconds

    def extract(self, document: Document) -> Extraction:
        time.sleep(self.seconds)
        return super().extract(document)


class Regicide(Says):
    """Over the word "regicide" it kills the process that started its own."""

    def extract(self, document: Document) -> Extraction:
        if "regicide" in document.text:
            os.kill(os.getppid(), signal.SIGKILL)
            _loop()
        return super().extract(document)


class OnceOnly(Says):
    """Its process crashes over the word "once" when it meets it first; a file notes that."""

    def __init__(self, note: Path) -> None:
        self.note = note

    def extract(self, document: Document) -> Extraction:
        if "once" in document.text and not self.note.exists():
            self.note.touch()
            os._exit(4)
        return super().extract(document)


class NoModel(Says):
    """Its model is missing, which is nobody's fault but the configuration's."""

    def pipe(self, documents: Iterable[Document], *, batch_size: int = 32) -> Iterator[Extraction]:
        raise ModelError("model 'x' is not installed")


class Unloadable:
    """Pickle sends it, and the other process cannot make it."""

    def __reduce__(self) -> tuple[Callable[[], None], tuple[()]]:
        return _crash, ()

    def extract(self, document: Document) -> Extraction:
        raise AssertionError

    def pipe(self, documents: Iterable[Document], *, batch_size: int = 32) -> Iterator[Extraction]:
        raise AssertionError


def _crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def _loop() -> None:
    while True:
        time.sleep(0.01)


def _stubborn() -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    _loop()


def _gorge() -> None:
    """As when the system runs out of memory, without the system's running out of it."""
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    held = []
    while True:
        held.append(bytearray(1 << 26))


def _raise() -> None:
    raise ValueError("bitter\ntaste")


HARM: dict[str, Callable[[], None]] = {
    "segfault": _crash,
    "leaves": lambda: os._exit(3),
    "quits": lambda: os._exit(0),
    "killed": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "loops": _loop,
    "stubborn": _stubborn,
    "gorges": _gorge,
    "raises": _raise,
}
