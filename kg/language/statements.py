"""Who says something, by name, and the organisation that is said to be or do something: "X a déclaré que Y", "'Y …', said X"."""

from __future__ import annotations

from kg.language import cues, scope
from kg.language.bearers import fillers_of
from kg.language.fillers import Filler
from kg.language.pieces import Ref
from kg.language.quotations import quotations
from kg.language.salience import medium
from kg.language.site import SUBJECTS, Site
from kg.language.speakers import STOPS, incise_at, speaker
from kg.language.voices import is_speech

#: Tokens from a verb of saying to the quotation before it and to the one behind it, and from the verb to its speaker.
BEFORE, BEHIND, FAR = 6, 4, 30
#: Tokens of a quotation that speaks of the speaker's own firm without naming it.
LONG = 15


def orator(site: Site) -> list[Filler]:
    """The speaker of a verb of saying, when the text names or resolves him."""
    known = cues.load(site.lang)
    verb = site.anchor
    source = incise_at(site.piece, verb, site.sentence, known) or speaker(verb, site.piece, known)
    if source is None or source.name is None or source.kind != "speaker":
        return []
    refs = [r for r in site.piece.refs if len(r.names) == 1 and r.names[0] == source.name and abs(r.start - verb.i) < FAR]
    refs = [r for r in refs if site.sentence.start <= r.start < site.sentence.end and r.types[0] in ("Person", "Organisation")]
    content = said(site)
    if content is None:
        return []
    outside = [r for r in refs if not content[0] <= r.start < content[1] and _may_speak(site, r)]
    return fillers_of(min(outside, key=lambda r: abs(r.start - verb.i))) if outside else []


def _may_speak(site: Site, ref: Ref) -> bool:
    """Whether a speaker is named in full, is nobody whose lawyers or secretary speak, and no medium, to which others speak."""
    if any(c.dep_ == "case" for c in site.doc[ref.root].children):
        return False
    if ref.types[0] == "Person":
        return " " in ref.names[0]
    return ref.names[0] not in site.piece.weak and not medium((ref.names[0], ref.types[0]))


def spoken_of(site: Site) -> list[Filler]:
    """What a statement is about: the firm or product that is its subject, the only firm that it names, else the speaker's own firm."""
    content, known = said(site), cues.load(site.lang)
    if content is None:
        return []
    low, high = content
    about = site.piece.topic[0] if site.piece.topic is not None else None
    kinds = (("Organisation",), ("Product",))
    refs = [r for r in site.piece.refs if low <= r.start and r.end <= high and r.types in kinds and r.how != "pronoun"]
    refs = [r for r in refs if r.names[0] not in site.piece.weak and not is_speech(site.doc[r.root].head, known)]
    firms = [r for r in refs if r.types[0] == "Organisation"]
    own = [f for f in _own_firm(site, content) if f.name == about] if not firms else []
    subject = next((r for r in (firms or refs) if _is_subject(site, r)), None)
    if subject is not None:
        return fillers_of(subject) + own
    names = {r.names[0] for r in firms}
    return fillers_of(firms[0]) if names == {about} and firms[0].how == "name" else own


def _own_firm(site: Site, content: tuple[int, int]) -> list[Filler]:
    """The firm of which a speaker who is quoted at length is the head: "« … », explique le président de X, Paul Marchand"."""
    if content[1] - content[0] < LONG or not any(low == content[0] for low, _ in quotations(site.doc)):
        return []
    for child in site.anchor.children:
        if child.dep_ not in SUBJECTS and child.dep_ != "obj":
            continue
        inner = {t.i for t in child.subtree}
        refs = [r for r in site.piece.refs if r.root in inner and r.how == "name"]
        if not any(r.types == ("Person",) for r in refs):
            continue
        firms = [r for r in refs if r.types == ("Organisation",) and site.doc[r.root].head.pos_ == "NOUN"]
        if len(firms) == 1 and any(c.dep_ == "case" for c in site.doc[firms[0].root].children):
            return fillers_of(firms[0])
    return []


def _is_subject(site: Site, ref: Ref) -> bool:
    """Whether a name is the subject of a main clause or of the clause that is said, not of one said in passing."""
    root = site.doc[ref.root]
    return root.dep_ in SUBJECTS and scope.plain_dep(root.head) not in ("acl:relcl", "acl", "advcl")


def said(site: Site) -> tuple[int, int] | None:
    """Token bounds of what a verb of saying says: the quotation beside it, its clause, what its insertion is set in."""
    doc, verb = site.doc, site.anchor
    for low, high in quotations(doc):
        between = doc[high : verb.i] if high <= verb.i else doc[verb.i : low]
        near = (high <= verb.i and len(between) <= BEFORE) or (verb.i < low and (len(between) <= BEHIND or doc[low - 1].text == ":"))
        if near and high - low > 6 and (high <= verb.i or low < site.sentence.end + 1):
            if any(t.text in (".", ";") for t in between):
                continue
            return low, high
    clause = next((c for c in verb.children if scope.plain_dep(c) == "ccomp" and c.i > verb.i), None)
    if clause is not None:
        return max(clause.left_edge.i, verb.i + 1), clause.right_edge.i + 1
    left = verb.i - 1
    while left > site.sentence.start and (doc[left].pos_ in ("AUX", "ADV", "PRON") or doc[left].text.startswith("-")):
        left -= 1
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS and c.i < verb.i), None)
    if subject is not None and site.lang == "en":
        # "…, Paul Marchand told reporters"
        left = subject.left_edge.i - 1
    if left <= site.sentence.start + 3 or doc[left].text not in STOPS:
        return None
    inserted = incise_at(site.piece, verb, site.sentence, cues.load(site.lang)) is not None
    return (site.sentence.start, left) if inserted else None
