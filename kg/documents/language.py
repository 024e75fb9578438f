"""The language of an article: French or English, by a vote of its paragraphs; anything else is refused by the reader."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lingua import LanguageDetector

#: Languages that articles may have.
ARTICLES = ("fr", "en")
#: Below this many words a text is too short for any other language to be told from these two.
SHORT = 12
#: As much of an article as is looked at, in characters.
SAMPLE = 6000

#: The commonest short words. Words that several of these languages write alike count for each of them.
_STOP = {
    "fr": (
        "le la les l d un une des du de et est à au aux en dans que qui qu il elle on ce cette ces se sa son ses par "
        "pour sur avec pas ne n plus ont a été sont mais ou où leur nous vous je c s j"
    ),
    "en": (
        "the of and to in is that for it with as was on are by at this be from has have its an or which not but will "
        "would he she they we had been were their his who more than a i you"
    ),
    "de": (
        "der die das und ist in den von zu mit dem des ein eine für auf nicht im sich auch es an werden aus er hat dass "
        "sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr "
        "durch man sein wurde"
    ),
    "es": (
        "el la los las de y que en un una del al se por con para es su sus no lo como más pero ha este esta entre fue "
        "sobre también hay o le ya son desde muy todo"
    ),
    "it": (
        "il lo la i gli le di e che in un una del della dei delle al alla per con è non si da nel nella sono più ha "
        "anche come ma o su suo sua questo dal essere stato tra"
    ),
    "nl": (
        "de het een en van in is dat op te met voor zijn niet aan er om ook als bij door naar uit maar die worden wordt "
        "heeft of over hun meer dan nog tot was deze werd kan hebben"
    ),
    "pt": (
        "o a os as de e que em um uma do da dos das no na nos nas se por com para é não mais como mas ao foi são seu "
        "sua ou também já pelo pela entre"
    ),
}
_VOTES: dict[str, tuple[str, ...]] = {}
for _language, _common_words in _STOP.items():
    for _word in _common_words.split():
        _VOTES[_word] = (*_VOTES.get(_word, ()), _language)

_WORD = re.compile(r"[^\W\d_]+")
#: A letter that is none of the Latin ones of Western and Central Europe.
_FAR = re.compile(r"[^\W\d_\x00-\u024f]")


@lru_cache(maxsize=2)
def _detector(other: bool) -> LanguageDetector:
    """Lingua's small models, loaded when the common words do not decide; `other` adds the neighbours of French and English."""
    from lingua import Language, LanguageDetectorBuilder

    chosen = [Language.FRENCH, Language.ENGLISH]
    if other:
        chosen += [
            Language.GERMAN, Language.SPANISH, Language.ITALIAN, Language.DUTCH, Language.PORTUGUESE, Language.CATALAN, Language.POLISH,
            Language.ROMANIAN, Language.SWEDISH, Language.DANISH, Language.CZECH, Language.TURKISH, Language.HUNGARIAN, Language.FINNISH,
        ]  # fmt: skip
    return LanguageDetectorBuilder.from_languages(*chosen).with_low_accuracy_mode().build()


def _lingua(text: str, other: bool) -> str | None:
    found = _detector(other).detect_language_of(text[:SAMPLE])
    return None if found is None else found.iso_code_639_1.name.lower()


def paragraph(text: str) -> str | None:
    """ISO 639-1 code of one stretch of text, by its common words, by Lingua where these are too few; None if it has no words."""
    words = _words(text)
    return (_common(words) or _lingua(text, other=len(words) >= SHORT)) if words else None


def _words(text: str) -> list[str]:
    return _WORD.findall(text[:SAMPLE].lower())


def _common(words: list[str]) -> str | None:
    """The language whose common words are frequent enough; None where they do not decide."""
    votes: Counter[str] = Counter()
    for word, count in Counter(words).items():
        for language in _VOTES.get(word, ()):
            votes[language] += count
    (best, most), (_, second) = [*votes.most_common(2), ("", 0), ("", 0)][:2]
    # Running text has a common word in three; a margin keeps neighbours (fr/it/es, de/nl) apart.
    return best if most >= 3 and most >= 0.2 * len(words) and most >= 1.4 * second else None


def language(paragraphs: Iterable[str]) -> str | None:
    """ISO 639-1 code of the language that most of the text is in, paragraphs weighed by their letters.

    Texts of fewer than SHORT words are French or English, whichever fits better. A text in another script gives
    "other"; one without any word None.
    """
    texts = []
    size = 0
    for text in paragraphs:
        texts.append(text)
        size += len(text)
        if size > SAMPLE:
            break
    whole = "\n".join(texts)
    split = [_words(text) for text in texts]
    if not any(split):
        return None
    far = len(_FAR.findall(whole))
    if far and far > 0.5 * sum(map(len, _WORD.findall(whole))):
        return "other"
    if sum(map(len, split)) < SHORT:
        votes = Counter(one for words in split for word in words for one in _VOTES.get(word, ()) if one in ARTICLES)
        return max(ARTICLES, key=lambda one: votes[one]) if votes["fr"] != votes["en"] else _lingua(whole, other=False) or ARTICLES[0]
    weights: Counter[str] = Counter()
    unsure: list[str] = []
    for text, words in zip(texts, split, strict=True):
        # Titles and subheads are too short to be sure of: they have no vote where there are paragraphs.
        if words and (len(text) >= 60 or len(whole) < 200):
            code = _common(words)
            if code is not None:
                weights[code] += len(text)
            else:
                unsure.append(text)
    leaders = weights.most_common(2)
    ahead = (leaders[0][1] - (leaders[1][1] if len(leaders) > 1 else 0)) if leaders else 0
    if ahead <= sum(map(len, unsure)):  # else they cannot change who leads, and Lingua's models need not be loaded
        for text in unsure:
            code = _lingua(text, other=len(_words(text)) >= SHORT)
            if code is not None:
                weights[code] += len(text)
    if not weights:
        return paragraph(whole)
    return min(weights, key=lambda code: (-weights[code], code))
