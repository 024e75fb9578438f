"""Writing a build: what changed into a copy of the store, the files that people read, and all of it into place at once."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kg import segments
from kg.durable import sync
from kg.folder import BUILD, FILES, MADE, MOVED, STORE, Progress, complete, copy_store, entities_in, moved_ids, silent
from kg.index import Changes, Index
from kg.publication import publish_build
from kg.records import write_lines
from kg.types import Entity, Issue

if TYPE_CHECKING:
    from kg.graph.store import Quad, Store
    from kg.search import Writer


def write(
    work: Path,
    output: Path,
    index: Index,
    changes: Changes,
    *,
    issues: Iterable[Issue],
    models: Mapping[str, str] | None = None,
    rules: Sequence[Path] = (),
    progress: Progress = silent,
    without: Iterable[str] = (),
    kept: Callable[[], object] | None = None,
) -> None:
    """Bring the files and the store of `output` up to what `index` holds; `issues` are those of the sources.

    Of many documents (kg.segments.LARGE) only the segments are written whose documents changed, and no graph files.
    `models` are the pipelines that were chosen, None for those of the build before; `rules` are files of rules beside the
    shipped ones. `without` are the names of documents that somebody asked to be taken out. `kept` is called when the index has
    kept the change and nothing else is in place yet.

    Everything is made in `work` first. Call it inside `with index:`; the index keeps the change before anything is in place.
    """
    from kg import search
    from kg.entities.moving import moved
    from kg.graph.store import Store
    from kg.manifest import build_mark, program, rewrite_manifest, write_manifest
    from kg.sums import sum_up

    usable = complete(output)
    total = index.counts()["documents"]
    large = segments.is_large(total)
    same_form = usable and segments.segmented(output) == large
    progress("write", 0, total)
    every = [*issues, *index.issues()]
    write_lines(work / "issues.jsonl", ({"doc": issue.doc, "kind": issue.kind, "message": issue.message} for issue in every))
    if same_form and not changes:
        _renew(work / "issues.jsonl", output / "issues.jsonl")
        return
    same = index.made_by(program(), changes)
    new = not usable or changes.whole
    old = [one for one in entities_in(output) if index.names.entity(one.id) is None] if new else changes.lost_entities
    earlier = moved_ids(output)
    ids = moved(old, earlier, index.names.now(old, earlier))
    write_lines(work / MOVED, ({"from": one, "to": other} for one, other in ids.items()))
    if large:
        segments.write(work, output, index.lines, changes.prefixes if same_form and not changes.whole else segments.PREFIXES)
    else:
        segments.write_one_each(work, index.lines)
    if usable and not changes.whole:
        copy_store(output / STORE, work / STORE)
        with Store(work / STORE) as store, search.writing(work / STORE) as words:
            _change(store, index, changes, words, same)
    else:
        with Store(work / STORE) as store, search.writing(work / STORE) as words:
            _load(store, index, words, progress)
        Store(work / STORE).close()  # opened again, it lets go of its write-ahead logs, larger than all the rest
    if not large:
        from kg.exports import export

        with Store(work / STORE, read_only=True) as store:
            for name in MADE:
                progress(name, total, total)
                export(store, work / name)
    if models is None:
        rewrite_manifest(output / FILES[-1], work / FILES[-1], index.sources(), index.judgements)
    else:
        write_manifest(work / FILES[-1], index.sources(), models, index.judgements, rules)
    made = build_mark([work / FILES[-1], segments.marked(work)])
    (work / STORE / BUILD).write_text(made + "\n", "ascii")
    shutil.copyfile(work / MOVED, work / STORE / MOVED)
    sum_up(work / STORE, output / STORE if usable else None)

    def commit() -> None:
        index.commit()
        if kept is not None:
            kept()

    publish_build(work, output, commit, without)


def _renew(made: Path, there: Path) -> None:
    """Put one file in the place of another, durably, unless they are the same."""
    if there.read_bytes() != made.read_bytes():
        sync(made)
        made.replace(there)
        sync(there.parent)


def _load(store: Store, index: Index, words: Writer, progress: Progress) -> None:
    """Everything into a fresh store and a fresh search index."""
    from kg.graph.conclusions import inference_quads
    from kg.graph.samples import samples
    from kg.graph.triples import conflict_quads, document_quads, entity_quads, fact_quads, ontology_quads
    from kg.graph.triples_deals import deal_quads
    from kg.graph.triples_examples import example_quads

    total = index.counts()["documents"]

    def documents() -> Iterator[Quad]:
        for number, extraction in enumerate(index.extractions(), start=1):
            resolution = index.resolution(extraction.document.name)
            yield from document_quads(extraction, resolution, index.reviews)
            words.put_document(extraction, resolution)
            progress("graph", number, total)

    def entities() -> Iterator[Entity]:
        for entity in index.entities():
            yield entity
            words.put_entity(entity)

    store.fill(
        chain(
            documents(), ontology_quads(), example_quads(samples().values()), entity_quads(entities()), fact_quads(index.facts()),
            conflict_quads(index.conflicts()), deal_quads(index.deals()), inference_quads(index.inferences()),
        )
    )  # fmt: skip


def _change(store: Store, index: Index, changes: Changes, words: Writer, same: bool) -> None:
    """What changed, and nothing else, into a store and a search index that have the rest; `same`: this very program made it."""
    from kg.graph.conclusions import inference_quads
    from kg.graph.namespaces import EXAMPLES, ONTOLOGY
    from kg.graph.samples import samples
    from kg.graph.triples import conflict_quads, document_quads, entity_quads, fact_quads, graph_iri, ontology_quads
    from kg.graph.triples_deals import deal_quads
    from kg.graph.triples_examples import example_quads

    for id_ in changes.gone:
        store.drop(graph_iri(id_))
        words.drop_document(id_)
    for doc in changes.written:
        extraction = index.extraction(doc)
        if extraction is not None:
            resolution = index.resolution(doc)
            store.drop(graph_iri(extraction.document.id))
            store.load(document_quads(extraction, resolution, index.reviews))
            words.put_document(extraction, resolution)
    store.take(entity_quads(changes.old_entities))
    store.take(fact_quads(changes.old_facts))
    store.take(conflict_quads(changes.old_conflicts))
    store.take(deal_quads(changes.old_deals))
    store.load(entity_quads(changes.new_entities))
    for entity in changes.old_entities:
        words.drop_entity(entity.id)
    for entity in changes.new_entities:
        words.put_entity(entity)
    store.load(fact_quads(changes.new_facts))
    store.load(conflict_quads(changes.new_conflicts))
    store.load(deal_quads(changes.new_deals))
    store.take(inference_quads(changes.old_inferences))
    store.load(inference_quads(changes.new_inferences))
    if not same:  # another program may say more of its terms
        store.renew(ONTOLOGY, ontology_quads())
        store.renew(EXAMPLES, example_quads(samples().values()))
