"""The search index: an SQLite file inside the store's folder, so that both are published in one rename, and opening it.

Names, titles and sentences stand in tables; what finds them by word are FTS5 tables without content, whose rows have the same
number. An entity's `weight` is the number of claims about it: what to offer first of two names that begin alike.
"""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

from kg.errors import StoreError
from kg.search.words import form

#: The index's name in the store's folder.
FILE = "search.sqlite"
#: Raised whenever the tables change.
_TABLES_FORM = "2"

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entities (id TEXT PRIMARY KEY, type TEXT NOT NULL, name TEXT NOT NULL, weight INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE names (row INTEGER PRIMARY KEY, entity TEXT NOT NULL, name TEXT NOT NULL, length INTEGER NOT NULL);
CREATE INDEX names_entity ON names (entity);
CREATE TABLE starts (start TEXT NOT NULL, entity TEXT NOT NULL, name TEXT NOT NULL, weight INTEGER NOT NULL,
                     PRIMARY KEY (start, entity, name)) WITHOUT ROWID;
CREATE INDEX starts_entity ON starts (entity);
CREATE INDEX starts_1 ON starts (substr(start, 1, 1), weight DESC, start, entity, name);
CREATE INDEX starts_2 ON starts (substr(start, 1, 2), weight DESC, start, entity, name);
CREATE INDEX starts_3 ON starts (substr(start, 1, 3), weight DESC, start, entity, name);
CREATE TABLE documents (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, lang TEXT NOT NULL, title TEXT,
                        length INTEGER NOT NULL);
CREATE TABLE sentences (row INTEGER PRIMARY KEY, doc TEXT NOT NULL, text TEXT NOT NULL);
CREATE INDEX sentences_doc ON sentences (doc);
CREATE TABLE claims (id TEXT PRIMARY KEY, sentence INTEGER NOT NULL, subject TEXT NOT NULL, object TEXT) WITHOUT ROWID;
CREATE INDEX claims_sentence ON claims (sentence);
CREATE INDEX claims_subject ON claims (subject);
CREATE INDEX claims_object ON claims (object);
"""
#: FTS5 tables over words and stems; a stem counts for half.
WORDS = ("names_words", "titles_words", "sentences_words")
_FOUND = "CREATE VIRTUAL TABLE {} USING fts5(words, stems, content='', tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
_GRAMS = "CREATE VIRTUAL TABLE names_grams USING fts5(name, content='', tokenize='trigram')"
_VOCABULARY = "CREATE VIRTUAL TABLE names_vocabulary USING fts5vocab(names_grams, row)"


def current() -> str:
    """The form of indexes that this program makes and can change."""
    return f"{_TABLES_FORM} {form()}"


def connect(path: Path) -> sqlite3.Connection:
    """The index in file `path`, to be written; made if absent. StoreError when this Python's SQLite cannot, or the file is none."""
    new = not path.exists()
    try:
        connection = sqlite3.connect(str(path), isolation_level=None)
        if new:
            connection.executescript(f"BEGIN; {TABLES} COMMIT;")
            for name in WORDS:
                connection.execute(_FOUND.format(name))
                connection.execute(f"INSERT INTO {name}({name}, rank) VALUES ('rank', 'bm25(1.0, 0.5)')")
            connection.execute(_GRAMS)
            connection.execute(_VOCABULARY)
            connection.execute("INSERT INTO meta VALUES ('form', ?)", (current(),))
    except sqlite3.Error as error:
        need = "; SQLite 3.34 or later with FTS5 is needed" if "no such" in str(error) else ""  # a module, or a tokenizer
        raise StoreError(f"{path}: the search index cannot be made ({error}){need}") from None
    return connection


def usable(store: Path) -> bool:
    """Whether the store in folder `store` has a search index that this program can change."""
    if not (store / FILE).is_file():
        return False
    try:
        connection = sqlite3.connect(f"{(store / FILE).absolute().as_uri()}?mode=ro", uri=True)
        try:
            return bool(connection.execute("SELECT value FROM meta WHERE key = 'form'").fetchone() == (current(),))
        finally:
            connection.close()
    except sqlite3.Error:
        return False


def attach(store: Path) -> sqlite3.Connection:
    """A connection to the index of the store in folder `store`, for reading, also when its file is gone later. StoreError."""
    try:
        # immutable: a published index never changes in place, so nothing need be locked
        uri = f"{(store / FILE).absolute().as_uri()}?mode=ro&immutable=1"
        connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        connection.execute("SELECT value FROM meta").fetchone()
    except sqlite3.Error as error:
        raise StoreError(f"the search index cannot be read ({error}); `kg build` makes it anew") from None
    return connection


_lock = threading.Lock()
_open: dict[Path, tuple[tuple[int, int, int], sqlite3.Connection]] = {}


def opened(store: Path) -> sqlite3.Connection:
    """As `attach`, but opened once; opened anew when another index has been published there. StoreError when there is none."""
    path = (store / FILE).absolute()
    with _lock:
        known = _open.get(path)
        try:
            stat = path.stat()
        except FileNotFoundError:
            if known is not None and not path.parent.exists():
                return known[1]  # between the two renames of a publication
            raise StoreError("there is no search index beside this store; `kg build` makes one") from None
        now = stat.st_dev, stat.st_ino, stat.st_mtime_ns
        if known is None or known[0] != now:
            known = now, attach(store)
            _open[path] = known
        return known[1]
