"""The reader comment: where the article's readers begin to speak. What stands behind that line never makes a claim."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.documents.dates import DATE, TIME
from kg.documents.lines import Line

_WHO = r"(?:(?:par|by|posté par|posted by|de|from|@)\s*)?[\w@][\w.@’'-]{0,30}(?:\s[\w.@’'-]{1,30}){0,3}?"
_AGO = (
    r"(?:il y a (?:\d+|une?|environ .{1,12}) (?:secondes?|minutes?|heures?|jours?|semaines?|mois|ans?)|"
    r"(?:\d+|an?|about .{1,12}) (?:second|minute|hour|day|week|month|year)s? ago)"
)
#: The line over a comment: when, and often who.
STAMP = re.compile(
    rf"^(?:#?\d+[.)]?\s*[-–—]?\s*)?(?:{_WHO}\s*(?:[,·•|:–—-]|(?:a écrit|dit|a dit|a commenté|says|said|"
    rf"wrote|writes|commented|le|on)\s*:?)?\s*)?"
    rf"(?:(?:le|on|posté le|posted on|publié le)\s+)?(?:(?:\w+di|dimanche|\w+day),?\s+)?(?:{DATE},?\s*(?:à|"
    rf"at|@|-|–|\|)?\s*{TIME}[:.]?|{_AGO})\s*(?:[|·•#-]\s*(?:répondre|reply|signaler|report)?.{{0,20}})?$",
    re.IGNORECASE,
)
#: The same without a time; an article may introduce a quotation with such a line, so it opens no comments.
SAYS = re.compile(
    rf"^{_WHO}\s+(?:a écrit|dit|a dit|a commenté|says|said|wrote|commented)\s*(?:(?:le|on)\s+{DATE}.{{0,20}})?:$", re.IGNORECASE
)
_PLURAL = r"(?:commentaires?|comments?)"
_OF = r"(?:(?:des|de nos|de vos|from|by|of)\s+(?:les\s+)?(?:lecteurs|internautes|abonnés|membres|readers|users|members|subscribers))"
_COUNT = r"(?:\(\s*\d[\d\s]*\s*\)|:?\s*\d+)"
#: A line that can only open the readers' comments.
HEADING = re.compile(
    rf"^[^\w\"«“”‘’']*(?:(?:les |vos |the |your |all |tous les |view |show |see |hide |voir |afficher |lire )*(?:derniers "
    rf"|latest |reader |readers[’']? |user )?(?:les |the |all )?(?:{_PLURAL}\s*{_COUNT}|\d+\s+{_PLURAL}|"
    rf"(?:commentaires|comments)(?!\s*\?)(?:\s+{_OF})?(?:\s*{_COUNT})?)"
    rf"|(?:no\s+comments|aucun\s+commentaire|(?:one|un)\s+{_PLURAL})(?: yet| pour (?:le moment|l[’']instant))?"
    rf"|(?:\d+|one|une?)\s+(?:{_PLURAL}|réactions?|réponses?|responses?|replies|thoughts?|avis)(?:\s+(?:sur|on|to|à)\s+.{{1,160}})?"
    rf"|(?:réactions?|discussion|responses?|réponses?|forum|avis|messages?)\s*{_COUNT}"
    rf"|(?:vos|les|your|reader)\s+(?:réactions|avis|messages|reactions|thoughts|responses)(?:\s+{_OF})?(?:\s*{_COUNT})?"
    rf"|(?:réactions|reactions|avis|courrier|discussions?|la parole)\s+{_OF}|(?:ce qu[’']en disent|"
    rf"la parole aux?|what)\s+(?:nos |les |our )?(?:lecteurs|readers|internautes)(?:\s+(?:say|think))?"
    rf"|(?:laisse[rz]?|poste[rz]?|écri(?:re|vez)|ajoute[rz]?|publie[rz]?|leave|post|write|add|submit)\s+(?:un|"
    rf"votre|a|your)\s+(?:commentaire|comment|reply|réponse|avis)"
    rf"|(?:join|rejoignez|participe[rz] à)\s+(?:the|la)\s+(?:conversation|discussion)|réagi(?:r|ssez)\s+à\s+(?:cet|"
    rf"l[’'])\s?article|comments? (?:section|are closed)|{_PLURAL} (?:fermés|closed)|espace (?:de )?commentaires?)\W*$",
    re.IGNORECASE,
)
#: A line that may open comments, or may be a subhead of the article.
PERHAPS = re.compile(r"^\W*(?:(?:les )?réactions|reactions|discussion|forum|avis|débat|courrier)\W*$", re.IGNORECASE)

_REPLY = re.compile(
    r"^\W*(?:répondre|reply|signaler(?: un abus)?|report(?: abuse)?|citer|quote|j[’']aime|like|\+1|modérer|"
    r"permalien|permalink|invité|anonyme|anonymous|guest)\W*$", re.IGNORECASE,
)
_QUOTED = re.compile(r"[«“\"][^»”\"]*[»”\"]")
_PERSONAL = re.compile(
    r"\b(?:je|j[’']|moi|mon avis|merci|bravo|perso|franchement|lol|mdr|ptdr|tu|t[’']as|bonjour à tous|"
    r"pff+|hello|hi all|i|i[’']m|i[’']ve|my|thanks|imho|wow|guys)\b|!{2,}|\?{2,}|[:;]-?[)(DP](?:\s|"
    r"$)|\^\^",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"^@?[\w.-]{2,25}(?:\s[\w.-]{1,20})?\s*:?$")
_HANDLE_COLON = re.compile(r"^@?\w[\w.-]{1,25}\s?:\s+\S")


def signs(found: Sequence[Line]) -> int:
    """How many of the lines carry a sign that a reader writes: a stamp, a "reply", a name over a text, the first person."""
    count = 0
    for index, line in enumerate(found):
        text = line.text
        after = found[index + 1].text if index + 1 < len(found) else ""
        named = _HANDLE_COLON.match(text) or (after and _HANDLE.match(text) and not _HANDLE.match(after))
        count += bool(STAMP.match(text) or SAYS.match(text) or _REPLY.match(text) or _PERSONAL.search(_QUOTED.sub(" ", text)) or named)
    return count


def _press(found: Sequence[Line], default: bool = False) -> bool:
    """Whether the lines read as an article: paragraphs of some length, and next to no sign of a reader; `default` for no line."""
    if not found:
        return default
    prose = [line for line in found if line.prose and len(line.text) >= 150]
    return bool(prose) and signs(found) * 8 <= len(found)


def begin(found: Sequence[Line]) -> int:
    """Index of the first line that belongs to the comments (heading, or the first comment); len(found) if there are none.

    A counter ("3 commentaires") above the article is passed over, and so is prose that talks about comments.
    """
    prose = size = 0
    for index, line in enumerate(found):
        text = line.text
        if len(text) <= 200:
            if HEADING.match(text) and not (prose <= 1 and size <= 500 and _counter(found[index + 1 :])):
                return index
            if prose and PERHAPS.match(text) and not _press(found[index + 1 :], default=True):
                return index
            if prose and STAMP.match(text) and _stamped(found, index):
                return _name_above(found, index)
        if line.prose:
            prose, size = prose + 1, size + len(text)
    return len(found)


def _counter(rest: Sequence[Line]) -> bool:
    """Whether an article, and no comment, follows a line that counts comments."""
    for index, line in enumerate(rest):
        if HEADING.match(line.text):
            return any(one.prose for one in rest[:index]) and _press(rest[:index])
        if STAMP.match(line.text) and any(STAMP.match(other.text) for other in rest[index + 1 :]):
            return any(one.prose for one in rest[:index]) and _press(rest[:index])
    return _press(rest)


def _stamped(found: Sequence[Line], index: int) -> bool:
    """Whether the stamp at `index`, below prose, stands over a comment: another one follows, or a reader's words do."""
    rest = found[index + 1 :]
    if sum(1 for line in rest if STAMP.match(line.text)) >= (1 if index > 3 else 2):
        return True
    return bool(rest) and not _press(rest) and signs(rest) > 0 and sum(line.prose for line in found[:index]) >= 2


def _name_above(found: Sequence[Line], index: int) -> int:
    """The line of the name above a stamp, if there is one, else the stamp itself."""
    if index and not found[index - 1].prose and _HANDLE.match(found[index - 1].text) and not found[index].first:
        return index - 1
    return index
