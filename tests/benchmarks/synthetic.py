"""Articles made up by the thousand, the same for the same number: names in syllables, a few of them everywhere and most of them rare."""

from __future__ import annotations

import json
import random
from itertools import pairwise
from pathlib import Path

from kg.types import Document, Extraction
from tests.graph.sample import article, claim, extraction, mention

_SYLLABLES = ("bra", "vol", "ner", "tis", "kum", "del", "or", "fa", "mi", "zu", "pel", "gan")
_RELATIONS = ("shareholding", "acquisition", "partner", "competitor", "customer")
#: Claims in an article.
CLAIMS = 5


def name(number: int) -> str:
    """The name of the company with this number."""
    dice = random.Random(number)
    return "".join(dice.choice(_SYLLABLES) for _ in range(3)).capitalize() + str(number)


_SENTENCES = (
    "Le groupe {a} a annoncé mardi avoir racheté la société {b} pour {n} millions d'euros.",
    "Créée en 20{m}, l'entreprise emploie plus de {n}00 salariés dans trois pays et vise de nouveaux clients dans le nord de la France.",
    "Selon {a}, qui détient {n} % de {c}, le conseil d'administration doit se réunir avant la fin du mois.",
    "La direction de {b} n'a pas souhaité commenter ces informations, que plusieurs syndicats jugent inquiétantes.",
    "« Nous avons choisi {c} pour héberger nos données », explique le directeur général de {a}, qui parle d'un contrat de {n} mois.",
    "{c} pourrait céder ses parts à {b} l'an prochain, d'après une source proche du dossier.",
    "Dans le quartier, les habitants attendent surtout de savoir quand la rue sera de nouveau ouverte aux voitures.",
    "Interrogée jeudi, la maire a rappelé que la ville avait déjà versé {n} millions d'euros pour ce projet.",
)


def archive(path: Path, count: int) -> Path:
    """An archive at `path` of so many articles in French, of some 350 words each, whose companies are invented."""
    with path.open("w", encoding="utf-8") as stream:
        for number in range(count):
            dice = random.Random(number)
            names = {letter: name(dice.randrange(5000)) for letter in "abc"}
            some = (dice.choice(_SENTENCES).format(n=dice.randrange(12, 90), m=dice.randrange(10, 25), **names) for _ in range(17))
            title = f"{names['a']} et {names['b']} parlent affaires"
            stream.write(json.dumps({"id": number, "title": title, "text": " ".join(some)}, ensure_ascii=False) + "\n")
    return path


def invented(number: int, total: int) -> Extraction:
    """Article `number` of `total`: about six companies in a row, of which four articles tell on average, whatever `total` is.

    The same two stand in the same relation everywhere; the values of stakes differ.
    """
    text, publisher, published = written(number, total)
    return told(article(f"{number}.txt", text, "en", publisher, published), number, total)


def written(number: int, total: int) -> tuple[str, str, str]:
    """Its text, who published it, and when."""
    _, lines = _lines(number, total)
    return "\n".join(lines), f"Paper {number % 50}", f"20{10 + number % 10}-0{1 + number % 9}-11"


def told(document: Document, number: int, total: int) -> Extraction:
    """What it claims, `document` being it as it was read."""
    companies, lines = _lines(number, total)
    claims = []
    for place, (line, (a, b)) in enumerate(zip(lines, pairwise(companies), strict=True)):
        relation = _RELATIONS[place % len(_RELATIONS)]
        value = f"{line.split()[2]} %" if relation == "shareholding" else None
        claims.append(claim(document, relation, a, line, b, value=value))
    return extraction(document, claims, [mention(document, one, "Organisation") for one in companies])


def _lines(number: int, total: int) -> tuple[list[str], list[str]]:
    dice = random.Random(f"{number} {total}")
    first = dice.randrange(max(total // 4, 1)) * (CLAIMS + 1)
    companies = [name(first + place) for place in range(CLAIMS + 1)]
    return companies, [f"{a} has {dice.choice((20, 21, 40))} % of {b}, says report {dice.randint(1, 99)}." for a, b in pairwise(companies)]
