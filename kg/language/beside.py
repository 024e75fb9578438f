"""Names right beside a trigger: before and behind it, in its brackets, listed after a class noun, "X, en Y"."""

from __future__ import annotations

from kg.language import cues
from kg.language.bearers import fillers_of
from kg.language.fillers import Filler, named
from kg.language.pieces import Ref, is_finite
from kg.language.pools import leader
from kg.language.quantities import unit_of
from kg.language.series import following
from kg.language.site import Site, is_marked

OPENING, CLOSING = frozenset("«“\"‘'(["), frozenset("»”\"’')]")

SEPARATORS = frozenset({",", "et", "and", "ou", "or", "&", "/", ";", "notamment", "dont", "etc", "etc.", "...", "…", "."})

#: What may open a list behind its class noun: "des partenaires tels A et B", "rivals such as A and B", "ses clients : A, B".
OPENERS = frozenset(
    {
        "(",
        ":",
        "–",
        "—",
        "-",
        ",",
        "tels",
        "tel",
        "telles",
        "telle",
        "que",
        "comme",
        "dont",
        "notamment",
        "such",
        "as",
        "like",
        "including",
        "namely",
        "figurent",
        "figure",
        "include",
        "includes",
        "included",
        "among",
        "them",
        "parmi",
        "lesquels",
        "lesquelles",
        "dénommés",
        "sont",
        "étaient",
        "are",
        "were",
    }
)

#: What may stand between a class noun and its first name: "ses actionnaires d'origine A et B", "ses clients de longue date A et B".
LONG_STANDING = frozenset({"d'", "d’", "de", "origine", "référence", "départ", "longue", "date", "poids", "toujours"})


def name_before(site: Site, position: int) -> Ref | None:
    """The name that ends right before a token, closing quotation marks and a hyphen aside."""
    position -= 1
    while position >= site.sentence.start and (site.doc[position].text in CLOSING or site.doc[position].text == "-"):
        position -= 1
    ref = site.piece.at.get(position)
    return ref if ref is not None and ref.how == "name" and ref.start >= site.sentence.start else None


def name_behind(site: Site, position: int) -> Ref | None:
    """The name that opens at a token, behind articles, adjectives, class nouns and quotation marks: "le groupe belge X", "« X"."""
    limit = min(site.sentence.end, position + 6)
    while position < limit and (
        position not in site.piece.at or (site.piece.at[position].how == "pronoun" and site.doc[position].pos_ == "DET")
    ):
        token = site.doc[position]
        joined = (
            token.text.casefold() in ("de", "d'", "d’")
            and 0 < position < len(site.doc) - 1
            and site.doc[position - 1].pos_ == "NOUN"
            and site.doc[position + 1].pos_ == "NOUN"
        )
        if (
            token.pos_ not in ("DET", "ADJ", "NOUN")
            and token.text not in OPENING - {"(", "["}
            and not (joined and position + 1 not in site.piece.at)
        ):
            return None
        position += 1
    ref = site.piece.at.get(position)
    return ref if ref is not None and ref.how == "name" and ref.start < site.sentence.end else None


def before(site: Site) -> list[Filler]:
    """The name right before the trigger; before a bracket or a comma also the list that it ends is not taken: the last name only."""
    ref = name_before(site, site.hit.tokens[0])
    return fillers_of(ref) if ref is not None else []


def behind(site: Site) -> list[Filler]:
    """The name, or the noun that points back at one, right behind the trigger: "travaillent pour X", "pour le groupe"."""
    first = site.hit.tokens[-1] + 1
    ref = name_behind(site, first)
    if ref is None:
        ref = next(
            (
                r
                for r in (site.piece.at.get(i) for i in range(first, min(first + 3, site.sentence.end)))
                if r is not None and r.how == "noun"
            ),
            None,
        )
    return fillers_of(ref) if ref is not None else []


def bracket_end(site: Site, position: int) -> int | None:
    """The token that closes the bracket opened at `position`."""
    for end in range(position + 1, min(site.sentence.end, position + 40)):
        if site.doc[end].text in (")", "]"):
            return end
    return None


def inside(site: Site) -> list[Filler]:
    """The names that fill the bracket which the trigger opens; none where there are other words in it."""
    start = site.hit.tokens[-1]
    end = bracket_end(site, start)
    if end is None:
        return []
    found: list[Filler] = []
    position = start + 1
    while position < end:
        ref = site.piece.at.get(position)
        token = site.doc[position]
        if ref is not None and ref.how == "name":
            found += fillers_of(ref)
            position = ref.end
        elif token.text.casefold() in SEPARATORS or token.text in OPENING or token.text in CLOSING or token.pos_ == "DET":
            position += 1
        else:
            return []
    return found


def noted(site: Site) -> list[Filler]:
    """The name before a bracket with a value of the rule's kind in it: "Talmont (240 salariés)"."""
    rule, start = site.hit.trigger.rule, site.hit.tokens[-1]
    end = bracket_end(site, start)
    ref = name_before(site, site.hit.tokens[0])
    if end is None or ref is None:
        return []
    held = [v for s, e, v in site.piece.values if s > start and e <= end and v.type in rule.values]
    return fillers_of(ref) if any(not rule.units or unit_of(v) in rule.units for v in held) else []


def members(site: Site) -> list[Filler]:
    """The names listed behind a class noun: "ses partenaires (A, B et C)", "des rivaux tels A ou B", "les concurrents A et B"."""
    head = leader(site.doc[site.hit.tokens[-1]], site.piece, cues.load(site.lang))
    if head is not None and site.hit.trigger.rule.relation == "shareholding":
        return fillers_of(head)  # "X's investors, led by Y"
    position = site.hit.tokens[-1] + 1
    while position < site.sentence.end - 1 and site.doc[position].text.casefold() in LONG_STANDING and position not in site.piece.at:
        position += 1
    ref = name_behind(site, position) if site.doc[position - 1].pos_ in ("NOUN", "ADV") and position > site.hit.tokens[-1] + 1 else None
    if ref is not None:
        return named(site.doc[ref.root], site.piece, site.lang)
    position, crossed = site.hit.tokens[-1] + 1, 0
    while position < site.sentence.end and position not in site.piece.at and crossed < 9:
        token = site.doc[position]
        if token.pos_ in ("VERB", "AUX", "SCONJ") and token.text.casefold() not in OPENERS:
            return []
        if token.text.casefold() in OPENERS:
            found = _list_from(site, position + 1)
            if found:
                return found
        position += 1
        crossed += 1
        ref = site.piece.at.get(position)
        if ref is not None and crossed and (is_marked(site, ref.start, frozenset({"DET", "ADJ", "NOUN"})) or ref.how != "name"):
            # "des partenaires de Talmont (A, B)": the complement is passed over
            position = ref.end
    ref = site.piece.at.get(position)
    # "les concurrents A et B", "les géants américains A et B"
    if ref is not None and ref.how == "name" and all(t.pos_ == "ADJ" for t in site.doc[site.hit.tokens[-1] + 1 : position]):
        return named(site.doc[ref.root], site.piece, site.lang)
    return []


#: Words that add a name to a list that follows: "outre X, Y a pour actionnaires A et B".
BESIDES = frozenset({"outre", "besides", "alongside"})


def besides(site: Site) -> list[Filler]:
    """The name that words before the clause of a list add to it."""
    for token in site.doc[site.sentence.start : site.hit.tokens[0]]:
        if token.text.casefold() in BESIDES:
            ref = name_behind(site, token.i + 1)
            return fillers_of(ref) if ref is not None and site.doc[ref.end].text == "," else []
    return []


def _list_from(site: Site, position: int) -> list[Filler]:
    """The names of a list from a token on, over further openers ("tels que", "notamment")."""
    while position < site.sentence.end and position not in site.piece.at:
        token = site.doc[position]
        if token.text.casefold() not in OPENERS and token.text not in OPENING and token.pos_ not in ("DET", "ADJ", "NOUN"):
            return []
        position += 1
    ref = site.piece.at.get(position)
    if ref is None or ref.how != "name":
        return []
    while (behind := site.piece.at.get(ref.end)) is not None and behind.how == "name" and behind.types == ref.types:
        ref = behind  # "le Cloud X", where what X is called reads like a name
    found = fillers_of(ref)
    others = following(ref, site.piece) or _after_aside(site, ref)
    inner = site.doc[position - 1].text == "(" or any(t.text == "(" for t in site.doc[site.hit.tokens[-1] + 1 : position])
    if not others and inner:
        others = _comma_list(site, ref)
    for other in others:
        found += fillers_of(other)
    return found


def _after_aside(site: Site, first: Ref) -> list[Ref]:
    """The rest of a list whose first name has an aside behind it: "X bien entendu, et les Y, Z et W"."""
    doc = site.doc
    for position in range(first.end, min(first.end + 4, site.sentence.end - 2)):
        if position in site.piece.at or is_finite(doc[position]):
            return []
        if doc[position].text == "," and doc[position + 1].text.casefold() in ("et", "and"):
            ref = name_behind(site, position + 2)
            return [ref, *following(ref, site.piece)] if ref is not None else []
    return []


def _comma_list(site: Site, first: Ref) -> list[Ref]:
    """The further names of a list in brackets, which needs no "et"."""
    others: list[Ref] = []
    position = first.end
    while position + 1 < site.sentence.end and site.doc[position].text in (",", "et", "and"):
        ref = name_behind(site, position + 1)
        if ref is None:
            break
        others.append(ref)
        position = ref.end
    return others
