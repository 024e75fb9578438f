"""The tables of the project's own components, made from treebanks and from French conjugation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from kg.training.conjugation import verb_tables
from kg.training.corpora import Sentence
from kg.training.spelling import lists


def french_verbs(sentences: Iterable[Sentence]) -> list[str]:
    """Infinitives of the treebanks and of verbs.yaml, the more frequent first."""
    counts = Counter(
        lemma
        for s in sentences
        for lemma, pos in zip(s.lemmas, s.pos, strict=True)
        if pos in {"VERB", "AUX"} and lemma.endswith(("er", "ir", "re", "ïr"))
    )
    known = [v for v, _ in sorted(counts.items(), key=lambda kv: (-kv[1], kv[0])) if v.isalpha() and v == v.lower()]
    return list(dict.fromkeys([*known, *lists("verbs")["fr"]]))


def lemma_tables(
    sentences: Sequence[Sentence], forms_of_verbs: dict[str, str] | None = None
) -> tuple[dict[str, str], dict[str, list[Any]]]:
    """("POS form" → lemma, "POS ending" → [letters to drop, letters to add]) from annotated sentences and conjugated forms.

    Forms are lower case except for names. Entries that the endings already give are left out, to keep the table small.
    """
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for s in sentences:
        for word, lemma, pos in zip(s.words, s.lemmas, s.pos, strict=True):
            if lemma and lemma != "_" and pos not in {"PUNCT", "X", "SYM"}:
                form = word.replace("’", "'")
                if pos != "PROPN":
                    seen[f"{pos} {form.lower()}"][lemma.lower() if pos in {"VERB", "NOUN", "ADJ", "ADV", "AUX"} else lemma] += 1
                elif lemma != form:
                    seen[f"{pos} {form}"][lemma] += 1
                else:
                    seen[f"{pos} {form}"][lemma] += 1
    forms = {key: max(sorted(c), key=lambda k: c[k]) for key, c in seen.items()}
    for form, verb in (forms_of_verbs or {}).items():
        forms.setdefault(f"VERB {form}", verb)
    endings = _endings(forms)
    kept = {k: v for k, v in forms.items() if _by_endings(k, endings) != v}
    return kept, endings


def _edit(form: str, lemma: str) -> tuple[int, str]:
    """How to make the lemma of a form: letters to drop at its end, letters to add."""
    common = 0
    while common < min(len(form), len(lemma)) and form[common] == lemma[common]:
        common += 1
    return len(form) - common, lemma[common:]


def _endings(forms: dict[str, str], *, support: int = 3) -> dict[str, list[Any]]:
    """The commonest edit of every ending of one to six letters that at least `support` forms share."""
    edits: dict[str, Counter[tuple[int, str]]] = defaultdict(Counter)
    for key, lemma in forms.items():
        pos, _, form = key.partition(" ")
        if pos in {"PROPN", "NUM", "PRON", "DET"} or " " in lemma:
            continue
        edit = _edit(form, lemma)
        for size in range(1, min(7, len(form))):
            if edit[0] <= size:
                edits[f"{pos} {form[-size:]}"][edit] += 1
    best: dict[str, list[Any]] = {}
    for key, counts in sorted(edits.items(), key=lambda kv: (len(kv[0]), kv[0])):
        edit, count = max(counts.items(), key=lambda kv: (kv[1], kv[0][1]))
        if count < support:
            continue
        pos, _, ending = key.partition(" ")
        shorter = best.get(f"{pos} {ending[1:]}") if len(ending) > 1 else None
        if shorter != list(edit) or (len(ending) > 1 and any(
            f"{pos} {ending[k:]}" in best and best[f"{pos} {ending[k:]}"] != list(edit) for k in range(1, len(ending))
        )):
            best[key] = list(edit)
    return best


def _by_endings(key: str, endings: dict[str, list[Any]]) -> str | None:
    """What the component would say of a table key without its entry."""
    pos, _, form = key.partition(" ")
    if pos == "PROPN":
        return form
    for size in range(min(6, len(form) - 1), 0, -1):
        rule = endings.get(f"{pos} {form[-size:]}")
        if rule:
            return form[: len(form) - int(rule[0])] + str(rule[1])
    return form if pos not in {"X", "SYM", "NUM"} else None


def french_tables(sentences: Sequence[Sentence]) -> tuple[dict[str, str], frozenset[str], dict[str, str], dict[str, list[Any]]]:
    """(future stems, forms that only look like futures, lemma forms, lemma endings) for French."""
    stems, other, verb_forms = verb_tables(french_verbs(sentences))
    nouns = {w.lower() for s in sentences for w, p in zip(s.words, s.pos, strict=True) if p in {"NOUN", "ADJ", "ADV", "ADP"}}
    forms, endings = lemma_tables(sentences, verb_forms)
    return stems, other | frozenset(n for n in nouns if n.endswith(("ra", "ras", "rait", "rais", "rons", "rez", "rions"))), forms, endings
