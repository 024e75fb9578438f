"""The value that a measure or a verb of having governs: "chiffre d'affaires de 3 millions", "emploie 240 salariés"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import cues
from kg.language.comparing import compared_only
from kg.language.counts import bare, is_whole
from kg.language.cues import Cues
from kg.language.pieces import Piece, is_finite
from kg.language.quantities import in_span, unit_of
from kg.language.triggers import Hit
from kg.language.values import Value

if TYPE_CHECKING:
    from spacy.tokens import Span

#: How far behind a measure its value may stand.
REACH = 22


def governed(hit: Hit, piece: Piece, sentence: Span, kinds: tuple[str, ...], lang: str) -> Value | None:
    """The value of some kinds that goes with the trigger, or None: the trigger's own, right before it, or behind it in its clause."""
    units = hit.trigger.rule.units
    own = piece.value_at(hit.anchor)
    if own is not None:
        function = hit.trigger.rule.roles[hit.trigger.kind].get("subject")
        return (
            own
            if _wanted(own, kinds, units) and (hit.trigger.kind != "measure" or function in COUNTED or is_whole(piece, hit.anchor))
            else None
        )
    if hit.trigger.kind == "verb":
        return _object(hit, piece, sentence, kinds, lang)
    if _of_change(hit, piece, lang) or _partial(hit, piece, lang) or compared_only(piece, hit, lang):
        return None
    return _before(hit, piece, sentence, kinds, cues.load(lang)) or _behind(hit, piece, sentence, kinds, lang)


def _wanted(value: Value, kinds: tuple[str, ...], units: frozenset[str], *, unitless: bool = False) -> bool:
    if unitless and value.type == "Amount" and not unit_of(value):
        return True  # "le nombre d'abonnés a atteint 2 millions"
    return value.type in kinds and (not units or unit_of(value) in units)


def _object(hit: Hit, piece: Piece, sentence: Span, kinds: tuple[str, ...], lang: str) -> Value | None:
    """The value behind a verb with no other verb, bracket or semicolon between; of several the first wanted."""
    doc = piece.doc
    rule, units, crossed = hit.trigger.rule, hit.trigger.rule.units, False
    ceasing = doc[hit.anchor].lemma_.casefold() in cues.load(lang).ceasing_verbs
    behind = [t.text.casefold() for t in doc[hit.anchor + 1 : hit.anchor + 4]]
    being = rule.relation == "target" and behind in (["to", "be", "in"], ["to", "be", "present"])
    passed: Value | None = None
    changing = doc[hit.anchor].lemma_.casefold() in cues.load(lang).change_verbs
    if doc[hit.anchor].dep_.startswith("aux") and doc[hit.anchor].dep_ != "aux:caus":
        return None
    for position in range(hit.tokens[-1] + 1, min(sentence.end, hit.tokens[-1] + 12)):
        value = piece.value_at(position)
        if value is not None and value is passed:
            continue
        if value is not None:
            if _wanted(value, kinds, units) and not _of_others(piece, value) and not _modifies(piece, value):
                if changing and doc[position - 1].text.casefold() in ("de", "d'", "d’", "from"):
                    passed = value  # "passer de 200 salariés à 50"
                    continue
                return value if not rule.alone or _alone(piece, value, sentence, cues.load(lang)) else None
            crossed = True
            continue
        if rule.bare and not crossed and (number := bare(piece, position, sentence, rule.bare)) is not None:
            return number
        if passed and doc[position - 1].text.casefold() in ("à", "to") and (
            number := bare(piece, position, sentence, unit_of(passed))
        ) is not None:
            return number
        counts = rule.alone or (units and rule.modality != "planned")
        if counts and doc[position].pos_ == "NOUN" and doc[position].lemma_.casefold() not in cues.load(lang).amount_nouns:
            break  # "a un accord avec 300 clients"
        if being and position == hit.anchor + 2:
            continue  # "wants to be in 400 hospitals"
        if ceasing and doc[position].dep_ == "xcomp" and doc[position].head.i == hit.anchor:
            continue  # "arrêter d'imprimer 100 titres"
        if passed and doc[position].text in ("(", ")"):
            continue
        verbal = doc[position].pos_ in ("VERB", "AUX", "SCONJ") and doc[position].dep_ != "fixed" and position not in piece.at
        if verbal or doc[position].text.casefold() in (";", "(", ":", ",", "dont", "including"):
            break
    for child in doc[hit.anchor].children:
        own = piece.value_at(child.i) if child.dep_ == "nsubj:pass" else None
        if own is not None and _wanted(own, kinds, units):
            return own  # "About 400 positions, or 9% of the staff, will be cut"
    found = in_span(piece, max(sentence.start, hit.anchor - 8), hit.anchor, kinds)
    of_subject = hit.trigger.rule.roles["verb"].get("subject") in ("behind", "site_owner")  # "240 salariés travaillent pour X"
    if found and (of_subject or any(c.dep_ in ("nsubj:pass", "aux:pass") for c in doc[hit.anchor].children)):
        value = found[-1][2]
        return value if _wanted(value, kinds, units) else None
    return None


def _alone(piece: Piece, value: Value, sentence: Span, known: Cues) -> bool:
    """Whether an amount is of nothing further: not "12 millions d'euros de recettes", "$12 million in sales"."""
    end = next(e for s, e, v in piece.values if v is value)
    if end < sentence.end and piece.doc[end].pos_ in ("NOUN", "PROPN") and piece.value_at(end) is None:
        return False  # "lost a $12m contract"
    if end + 1 >= sentence.end or piece.doc[end].text.casefold() not in ("de", "d'", "d’", "in", "of", "worth"):
        return True
    here = next((t for t in piece.doc[end + 1 : min(end + 4, sentence.end)] if t.pos_ not in ("DET", "ADJ")), None)
    return here is None or here.pos_ != "NOUN" or piece.value_at(here.i) is not None or here.lemma_.casefold() in known.level_nouns


def _modifies(piece: Piece, value: Value) -> bool:
    """Whether a measure only tells of which size the thing behind it is: "offered a 96MW connection"; "96MW of capacity" is a whole."""
    end = next(e for _, e, v in piece.values if v is value)
    sized = piece.doc.lang_ == "en" and unit_of(value) in SIZES and end < len(piece.doc)
    return sized and piece.doc[end].pos_ in ("NOUN", "PROPN") and piece.doc[end].lemma_.casefold() not in ("capacity", "power")


#: Units that tell sizes.
SIZES = frozenset({"megawatts", "gigawatts", "kilowatts", "square feet", "square metres", "hectares", "acres", "kilometres", "litres"})
#: Functions of rules that count what need not be the whole: "X, avec 300 salariés", "une PME de 80 salariés".
COUNTED = frozenset({"has_count", "classed", "counted", "powered", "surfaced"})
#: Words behind which something else is said.
TURNS = frozenset({"mais", "but", "tandis", "while", "dont", "whose", "although", "though", "alors", "bien", "quand", "whereas"})
#: Words in a count that say it is not the whole: others, further ones, a part.
OTHERS = frozenset(
    {
        "autres",
        "nouveaux",
        "nouvelles",
        "premiers",
        "premières",
        "derniers",
        "dernières",
        "other",
        "new",
        "more",
        "further",
        "first",
        "last",
    }
)
PARTS = frozenset({"moitié", "tiers", "quart", "half", "third", "quarter", "partie", "part", "majorité", "plupart", "most"})


def _of_others(piece: Piece, value: Value) -> bool:
    """Whether a count is of further things or of a part: "trois autres usines", "la moitié des 2 700 postes"."""
    start, end = next((s, e) for s, e, v in piece.values if v is value)
    inside = {t.text.casefold() for t in piece.doc[start:end]}
    if "than" in inside:
        inside -= {"more"}
    return bool(inside & OTHERS) or any(t.text.casefold() in PARTS for t in piece.doc[max(0, start - 2) : start])


def _of_change(hit: Hit, piece: Piece, lang: str) -> bool:
    """Whether the measure is only what changes by something: "la perte de chiffre d'affaires", "une hausse des recettes de 3 millions"."""
    head = hit.anchor - 1
    doc = piece.doc
    verb = doc[hit.anchor].head
    if (
        doc[hit.anchor].dep_ == "obj"
        and verb.lemma_.casefold() in cues.load(lang).change_verbs
        and hit.tokens[-1] + 1 < len(doc)
        and doc[hit.tokens[-1] + 1].text.casefold() in ("de", "d'", "d’", "by")
    ):
        return True  # "a creusé le déficit de 3 millions"
    while head >= 0 and (doc[head].pos_ in ("DET", "ADP") or doc[head].text.casefold() in ("de", "of", "in", "the", "its")):
        head -= 1
    return head >= 0 and head < hit.anchor - 1 and doc[head].lemma_.casefold() in cues.load(lang).change_nouns


def _partial(hit: Hit, piece: Piece, lang: str) -> bool:
    """Whether the words beside a measure make it another one: "perte de recettes", "bénéfice opérationnel", "tax revenue"."""
    doc, last = piece.doc, hit.tokens[-1]
    words = cues.load(lang).partial_words
    for position in (last + 1, hit.anchor - 1):
        if 0 <= position < len(doc) and doc[position].lemma_.casefold() in words | {doc[position].text.casefold()} & words:
            return True
    if last + 2 < len(doc) and doc[last + 1].text.casefold() in ("de", "d'", "d’", "of", "en", "in"):
        noun = doc[last + 2]
        if noun.lemma_.casefold() in cues.load(lang).change_nouns or noun.text.casefold() in cues.load(lang).level_nouns:
            return False  # "en hausse de 5 % à 3 millions", "part du groupe"
        return noun.pos_ == "NOUN" and last + 2 not in piece.at and piece.value_at(last + 2) is None and not noun.text[:1].isupper()
    return False


def _before(hit: Hit, piece: Piece, sentence: Span, kinds: tuple[str, ...], known: Cues) -> Value | None:
    """ "65 millions d'euros de chiffre d'affaires"."""
    found, units = in_span(piece, sentence.start, hit.anchor, kinds), hit.trigger.rule.units
    if not found:
        return None
    start, end, value = found[-1]
    between = piece.doc[end : hit.anchor]
    verb = next((t.head for t in piece.doc[start:end] if t.head.pos_ == "VERB"), None)
    if verb is not None and len(between) and verb.lemma_.casefold() in known.change_verbs:
        return None  # "lost $2 billion of market value"
    if len(between) == 0 or between.text in ("-", "‑"):  # "a $12 million funding round"
        return value if _wanted(value, kinds, units) else None
    if any(t.text.casefold() in ("de", "d'", "d’", "en", "of", "in") for t in between) and all(
        t.text.casefold() in ("de", "d'", "d’", "en", "of", "in", "its", "annual") or t.pos_ == "ADJ" for t in between
    ):
        return value if _wanted(value, kinds, units) else None
    return None


def _behind(hit: Hit, piece: Piece, sentence: Span, kinds: tuple[str, ...], lang: str) -> Value | None:
    """The first value behind a measure that is its level: no foreign verb between, none of "en hausse de 3 millions"."""
    known = cues.load(lang)
    doc = piece.doc
    changed = False
    position = hit.tokens[-1] + 1
    limit = min(sentence.end, hit.tokens[-1] + REACH)
    while position < limit:
        token = doc[position]
        value = piece.value_at(position)
        if value is not None:
            end = next(e for s, e, v in piece.values if v is value)
            marked = doc[position - 1].text.casefold()
            if (
                _wanted(value, kinds, hit.trigger.rule.units, unitless=hit.trigger.rule.bare is not None)
                and not _of_others(piece, value)
                and not (changed and marked in ("de", "d'", "d’", "by"))
                and marked not in ("contre", "against", "hors", "from")
            ):
                return value
            position = end
            continue
        if hit.trigger.rule.bare and (number := bare(piece, position, sentence, hit.trigger.rule.bare)) is not None:
            marked = doc[position - 1].text.casefold()
            if marked != "from" and not (changed and marked in ("de", "d'", "d’", "by")):
                return number
            position += 1
            continue
        lemma = token.lemma_.casefold()
        if (lemma in known.figures and position > hit.tokens[-1] + 1) or (token.dep_ == "cc" and position == hit.tokens[-1] + 1):
            return None  # the value is another figure's
        if lemma in known.change_nouns and doc[position + 1 : position + 3].text.casefold() != "du groupe":
            changed = True
        if is_finite(token) or (token.pos_ == "VERB" and token.dep_ != "fixed"):
            if lemma in known.change_verbs:
                changed = True
            elif lemma not in known.level_verbs and token.pos_ != "AUX" and token.text.casefold() not in known.led:
                return None
        if token.text in (";", ":", "»") or token.text.casefold() in TURNS:
            return None
        position += 1
    return None


#: What may stand between two counts of one list: "131 magasins en France, 391 entrepôts et 12 hôtels".
BETWEEN = frozenset({"ADP", "DET", "PROPN", "CCONJ", "PUNCT", "ADV"})


def listed_with(piece: Piece, sentence: Span, first: Value, units: frozenset[str]) -> list[Value]:
    """The further counts of the list that a count opens, each of a unit of its own."""
    found: list[Value] = []
    last = sentence.start
    for start, end, value in in_span(piece, sentence.start, sentence.end, ("Count",)):
        if value.start <= first.start:
            last = end
            continue
        between = piece.doc[last:start]
        joined = any(t.text in (",", "et", "and", "&") for t in between)
        if not joined or len(between) > 5 or any(t.pos_ not in BETWEEN or t.text in "();:" for t in between):
            break
        last = end
        if unit_of(value) in units and not _of_others(piece, value):
            found.append(value)
    return found


def like(piece: Piece, sentence: Span, first: Value) -> list[Value]:
    """A value and the further values of its kind and unit behind it in the sentence."""
    return [
        v
        for _, _, v in in_span(piece, sentence.start, sentence.end, (first.type,))
        if v.start >= first.start and unit_of(v) == unit_of(first)
    ]
