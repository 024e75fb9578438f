"""The dataset of the endpoint's benchmark: a build of invented articles, made once and kept in the system's folder for temporary files."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from kg import search, writing
from kg.folder import BUILD, silent
from kg.graph.store import Store
from kg.ids import digest
from kg.index import Index
from tests.benchmarks.synthetic import invented

#: Articles, of some 170 quads each: about a million.
ARTICLES = int(os.environ.get("KG_BENCH_ARTICLES", "6000"))
#: What the dataset is made by; another number makes it anew.
_FORM = 1


def dataset(articles: int = ARTICLES) -> Path:
    """The folder of a build: a store with its search index, and no other files."""
    folder = Path(tempfile.gettempdir()) / f"kg-bench-{_FORM}-{articles}"
    if not folder.is_dir():
        print(f"\nmaking a dataset of {articles} articles in {folder}", flush=True)
        new = folder.with_suffix(".new")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir()
        index = Index(new / "index.sqlite", known=())
        with index:
            index.update(put=[(invented(number, articles), "") for number in range(articles)])
        with Store(new / "store") as store, search.writing(new / "store") as words:
            writing._load(store, index, words, silent)
        Store(new / "store").close()  # opened again, it lets go of its write-ahead logs
        index.close()
        (new / "store" / BUILD).write_text(digest([str(articles)], 32) + "\n", "ascii")
        new.rename(folder)
    return folder
