"""The model card beside the weights: what it is, data and licences, scores, how to make it again."""

from __future__ import annotations

from pathlib import Path

_TEXT = {
    "fr": {
        "language": "French",
        "data": [
            ("UD French Sequoia, train (morphology, trees)", "LGPL-LR"),
            ("UD French GSD, dev and test parts (morphology, trees; its names typed by hand for this project)", "CC BY-SA 4.0"),
            (
                "UD French PUD (morphology, trees; its `obl` split into arguments, adjuncts and agents; its names typed by hand)",
                "CC BY-SA 3.0",
            ),
            ("Sequoia with named entities (PARSEME-FR/FRSEMCOR), train: PER, ORG, LOC, the type in context", "LGPL-LR"),
            (
                "OrangeSum articles, none that has gold claims (floret vectors from all; the names of 600 typed by hand)",
                "CC BY-SA 4.0",
            ),
            ("press sentences written for this project by grammar: `kg/training/data`", "Apache-2.0, this project"),
        ],
        "not": "wikineural and ParTUT (for non-commercial use only); the official test splits and the articles of ../shared/eval",
    },
    "en": {
        "language": "English",
        "data": [
            ("UD English EWT, train (morphology, trees; its names typed by hand for this project)", "CC BY-SA 4.0"),
            (
                "GUM, train: news, interview, bio, voyage, academic, speech, textbook, court, vlog (trees, entities)",
                "CC BY, CC BY-SA, public domain",
            ),
            ("UNER for EWT, dev part (entities)", "CC BY-SA 4.0"),
            ("press sentences written for this project by grammar: `kg/training/data`", "Apache-2.0, this project"),
        ],
        "not": "wikineural, GUM's documents with a non-commercial or no-derivatives clause (how-to, fiction, …); official test splits",
    },
}


def write_card(lang: str, output: Path, scores: dict[str, dict[str, float]], *, notes: str = "") -> Path:
    """Write README.md into the pipeline's folder from the scores of `kg.training.evaluation.report`; return its path."""
    text = _TEXT[lang]
    lines = [
        f"# kg press pipeline, {text['language']}",
        "",
        "Weights: CC BY-SA 4.0 with the attribution of the corpora below, the strictest licence of what they were trained on. "
        "No data for non-commercial use only.",
        "",
        "Parts, in order: `kg_sentences` (where a sentence may begin), `tok2vec`, `morphologizer`, `parser` (Universal Dependencies), "
        + ("`kg_verbs` (conditional and future), " if lang == "fr" else "")
        + "`kg_lemmas` (table and endings), `ner` (PER, ORG, LOC). Load with `kg.language.pipelines.load`"
        + (", which widens the vectors from half to single precision." if lang == "fr" else "."),
        "",
        "## Data",
        "",
        "| what | licence |",
        "|---|---|",
        *[f"| {what} | {licence} |" for what, licence in text["data"]],
        "",
        f"Not trained on: {text['not']}.",
        "",
        "## Scores",
        "",
        'spaCy\'s Scorer on predicted tokens and sentences, official splits, in per cent; a contraction ("du") is one token, as in spaCy.',
        "",
    ]
    for name, values in scores.items():
        lines += [
            f"**{name}**",
            "",
            "| " + " | ".join(values) + " |",
            "|" + "---|" * len(values),
            "| " + " | ".join(f"{v:.1f}" for v in values.values()) + " |",
            "",
        ]
    lines += [
        "## Again",
        "",
        f"`kg train {lang}` (see `kg/training/README.md`). Seeds are fixed, but time and not a count of steps ends it: weights differ "
        "a little between machines.",
        "",
    ]
    if notes:
        lines += ["## Notes", "", notes.strip(), ""]
    path = output / "README.md"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path
