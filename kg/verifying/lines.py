"""The files of lines: extractions against their own texts and the manifest, claims against the extractions, the small files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg import ids, segments
from kg.errors import DocumentError, KgError
from kg.records import claim_row, extraction_from_row, extraction_row, read_lines, to_line
from kg.sums import sum_faults
from kg.types import Claim, Extraction
from kg.verifying.faults import Fault


class Rows:
    """Files of lines in an output folder, read one row at a time; what is wrong with them is kept in `faults`."""

    def __init__(self, output: Path) -> None:
        """Nothing is read yet."""
        self.output = output
        self.faults: list[Fault] = []

    def rows(self, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
        """Rows with the number of their line; what cannot be read ends them, as a fault."""
        try:
            yield from enumerate(read_lines(self.output / name), start=1)
        except DocumentError as error:
            self.wrong(f"{name}:{error.name.rpartition(':')[2]}", error.reason)
        except UnicodeDecodeError as error:
            self.wrong(name, f"not UTF-8 ({error.reason})")
        except OSError as error:
            self.wrong(name, f"cannot be read ({error.strerror})")

    def wrong(self, file: str, reason: str) -> None:
        """One more fault."""
        self.faults.append(Fault(file, reason))


class Pairs(Rows):
    """The files of extractions with the files of claims made of them: one of each, or a folder of segments of each."""

    def __init__(self, output: Path) -> None:
        """Nothing is read yet."""
        super().__init__(output)
        self.claims = 0
        self.segmented = segments.segmented(output)
        self.files = list(zip(segments.files(output, "extractions"), segments.files(output, "claims"), strict=True))

    def extractions(self) -> Iterator[tuple[str, Extraction]]:
        """Every extraction with where it stands ("extractions.jsonl:3"), in the order of the files; one is held at a time."""
        for extractions, claims in self.files:
            told, before = self.rows(claims), ""
            for number, row in self.rows(extractions):
                place = f"{extractions}:{number}"
                try:
                    extraction = extraction_from_row(row)
                    self.faults += (Fault(place, reason) for reason in wrong(extraction))
                except (TypeError, KeyError, AttributeError) as error:
                    self.wrong(place, f"not an extraction ({type(error).__name__}: {error})")
                    continue
                if self.segmented and segments.prefix_of(extraction.document.id) != Path(extractions).stem:
                    self.wrong(place, f"{extraction.document.name} belongs in another segment")
                if extraction.document.name < before:
                    self.wrong(place, f"{extraction.document.name} stands after {before}: not in the order of the names")
                before = extraction.document.name
                self._compare(claims, told, extraction)
                yield place, extraction
            for number, _ in told:
                self.wrong(f"{claims}:{number}", "a claim that no extraction has")
                break

    def _compare(self, name: str, told: Iterator[tuple[int, dict[str, Any]]], extraction: Extraction) -> None:
        for claim in extraction.claims:
            self.claims += 1
            found = next(told, None)
            if found is None:
                self.wrong(name, f"claim {claim.id} of {claim.doc} is missing")
            elif found[1] != claim_row(claim):
                self.wrong(f"{name}:{found[0]}", f"not claim {claim.id}, which the extraction of {claim.doc} has here")


def segment_faults(output: Path) -> Iterator[Fault]:
    """What is wrong with the folders of segments: one that is missing, or not as its sum says; what else is there."""
    for name, reason in sum_faults(output / "extractions"):
        yield Fault(f"extractions/{name}", reason)
    wanted = set(segments.files(output, "claims"))
    found = {f"claims/{path.name}" for path in (output / "claims").iterdir()} if (output / "claims").is_dir() else set[str]()
    for name in sorted(wanted ^ found):
        yield Fault(name, "is missing" if name in wanted else "is not of this build")


def wrong(extraction: Extraction) -> Iterator[str]:
    """What is wrong with an extraction by itself: hash, offsets, whose claims they are."""
    document = extraction.document
    if document.text_hash != ids.text_hash(document.text):
        yield f"{document.name}: the text has not the hash that is given for it"
    if document.id not in {ids.document_id(document.name), ids.document_id(document.url or document.name)}:
        yield f"{document.name}: the id {document.id} is not that of the document"
    end = 0
    for segment in document.segments:
        if not end <= segment.start <= segment.end <= len(document.text):
            yield f"{document.name}: the segment at {segment.start}–{segment.end} overlaps another or ends beyond the text"
        end = segment.end
    for claim in extraction.claims:
        if not _stands(document.text, claim.start, claim.end, claim.evidence):
            yield f"{document.name}: claim {claim.id}: the text at {claim.start}–{claim.end} is not its evidence"
        if claim.doc != document.name:
            yield f"{document.name}: claim {claim.id} is of {claim.doc}"
        if claim.id != _claim_id(claim):
            yield f"{document.name}: claim {claim.id}: the id is not that of what it says"
    for mention in extraction.mentions:
        if not _stands(document.text, mention.start, mention.end, mention.text):
            yield f"{document.name}: the mention “{mention.text}” is not the text at {mention.start}–{mention.end}"


def _stands(text: str, start: int, end: int, words: str) -> bool:
    return 0 <= start <= end and text[start:end] == words


def _claim_id(one: Claim) -> str:
    return ids.claim_id(
        one.doc, one.relation, one.subject, one.object, one.value, one.date, one.modality, one.negated, one.start, one.end
    )  # fmt: skip


def line(extraction: Extraction) -> str:
    """An extraction as it stands in the file and in the index, without the line's end."""
    return to_line(extraction_row(extraction)).rstrip("\n")


def small_files(output: Path) -> Iterator[Fault]:
    """What is wrong with the issues, the ids that moved and the judgements."""
    from kg.judgements import FILE, read

    for name, keys in (("issues.jsonl", {"doc", "kind", "message"}), ("moved.jsonl", {"from", "to"})):
        rows = Rows(output)
        for number, row in rows.rows(name):
            if row.keys() != keys or not all(isinstance(value, str) for value in row.values()):
                yield Fault(f"{name}:{number}", f"not a row of {', '.join(sorted(keys))}")
        yield from rows.faults
    if (output / FILE).exists():
        try:
            read(output / FILE)
        except (KgError, UnicodeDecodeError, OSError) as error:
            yield Fault(FILE, str(error).removeprefix(str(output / FILE)).lstrip(":, "))
