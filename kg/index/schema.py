"""The tables of the index, and opening them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from kg.errors import StoreError

#: Raised whenever the tables change: an index of another form is made anew from the extractions.
FORM = 10

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (name TEXT PRIMARY KEY, id TEXT NOT NULL, fingerprint TEXT NOT NULL, head TEXT NOT NULL,
                        whole BLOB NOT NULL, extraction TEXT NOT NULL);
CREATE INDEX documents_id ON documents (id);
CREATE TABLE issues (name TEXT NOT NULL, number INTEGER NOT NULL, doc TEXT NOT NULL, kind TEXT NOT NULL, message TEXT NOT NULL,
                     PRIMARY KEY (name, number)) WITHOUT ROWID;
CREATE TABLE forms (id INTEGER PRIMARY KEY, name TEXT NOT NULL, own TEXT NOT NULL, record TEXT NOT NULL, UNIQUE (name, own, record));
CREATE TABLE names (doc TEXT NOT NULL, name TEXT NOT NULL, form INTEGER NOT NULL, entity TEXT, PRIMARY KEY (doc, name)) WITHOUT ROWID;
CREATE INDEX names_form ON names (form, entity, doc);
CREATE INDEX names_name ON names (name, entity);
CREATE TABLE links (link TEXT NOT NULL, form INTEGER NOT NULL, PRIMARY KEY (link, form)) WITHOUT ROWID;
CREATE INDEX links_form ON links (form);
CREATE TABLE entities (id TEXT PRIMARY KEY, name TEXT NOT NULL, row TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX entities_name ON entities (name);
CREATE TABLE claims (id TEXT PRIMARY KEY, doc TEXT NOT NULL, relation TEXT NOT NULL, subject TEXT NOT NULL, object TEXT NOT NULL,
                     cited TEXT NOT NULL, row TEXT NOT NULL, sentence BLOB NOT NULL, around BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX claims_doc ON claims (doc);
CREATE INDEX claims_subject ON claims (subject, relation, object);
CREATE INDEX claims_object ON claims (object, relation);
CREATE INDEX claims_cited ON claims (cited);
CREATE TABLE facts (id TEXT PRIMARY KEY, subject TEXT NOT NULL, relation TEXT NOT NULL, object TEXT NOT NULL,
                    row TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX facts_pile ON facts (subject, relation, object);
CREATE INDEX facts_object ON facts (object, relation, subject);
CREATE TABLE inferences (id TEXT PRIMARY KEY, relation TEXT NOT NULL, subject TEXT NOT NULL, object TEXT NOT NULL,
                         row TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX inferences_subject ON inferences (subject);
CREATE INDEX inferences_object ON inferences (object, relation);
CREATE TABLE conflicts (site TEXT NOT NULL, id TEXT NOT NULL, row TEXT NOT NULL, PRIMARY KEY (site, id)) WITHOUT ROWID;
CREATE INDEX conflicts_id ON conflicts (id);
CREATE TABLE deals (id TEXT PRIMARY KEY, thread TEXT NOT NULL, row TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX deals_thread ON deals (thread);
CREATE TABLE involved (claim TEXT NOT NULL, site TEXT NOT NULL, PRIMARY KEY (claim, site)) WITHOUT ROWID;
CREATE INDEX involved_site ON involved (site);
CREATE TABLE gaps (id INTEGER PRIMARY KEY, doc TEXT NOT NULL, start INTEGER NOT NULL, relation TEXT NOT NULL, lack TEXT NOT NULL,
                   text TEXT NOT NULL, unknown TEXT NOT NULL, names TEXT NOT NULL, row TEXT NOT NULL);
CREATE INDEX gaps_doc ON gaps (doc, start);
CREATE INDEX gaps_relation ON gaps (relation, lack, doc, start);
CREATE VIRTUAL TABLE gaps_words USING fts5(text, unknown, content='', tokenize='unicode61 remove_diacritics 2');
"""
# What one update touches and changes, for as long as a connection is open: it may be all there is, so it is on disk.
_PASSING = (
    "CREATE TEMP TABLE touched (kind TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID",
    "CREATE TEMP TABLE changed (kind TEXT NOT NULL, id TEXT NOT NULL, old TEXT, new TEXT, PRIMARY KEY (kind, id)) WITHOUT ROWID",
)


def connect(path: Path | None) -> sqlite3.Connection:
    """The index in file `path` (made if absent), or in memory when None. StoreError when it is not one, or another build holds it."""
    try:
        connection = sqlite3.connect(str(path) if path is not None else ":memory:", isolation_level=None, timeout=0)
        connection.execute("PRAGMA synchronous = FULL")
        form = connection.execute("PRAGMA user_version").fetchone()[0]
        if form not in (0, FORM):
            _drop(connection)
        if form != FORM:
            connection.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {FORM}; COMMIT;")
        for table in _PASSING:
            connection.execute(table)
    except sqlite3.Error as error:
        raise StoreError(f"{path or 'memory'}: cannot be used as an index ({error})") from None
    return connection


def _drop(connection: sqlite3.Connection) -> None:
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY sql LIKE 'CREATE VIRTUAL%' DESC").fetchall()
    for (name,) in tables:  # what FTS5 keeps goes with its table
        connection.execute(f"DROP TABLE IF EXISTS {name}")
