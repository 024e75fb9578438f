"""Blank pipelines with the tokenizer for press text: spaCy's rules for the language, fixed where treebanks and newspapers differ."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

_CLITICS = "je|tu|ils?|elles?|on|nous|vous|ce|moi|toi|lui|leur|là"


def blank(lang: str) -> Language:
    """An empty pipeline of the language ("fr" or "en") with the tokenizer of this project."""
    import spacy

    nlp = spacy.blank(lang)
    return french(nlp) if lang == "fr" else english(nlp)


def french(nlp: Language) -> Language:
    """French: hyphenated words stay whole except before a clitic subject ("a-t-il"), both apostrophes elide, glued sentences part."""
    from spacy.lang.char_classes import ALPHA, ALPHA_LOWER, ALPHA_UPPER, CONCAT_QUOTES, LIST_ELLIPSES, LIST_ICONS
    from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

    tokenizer: Any = nlp.tokenizer
    prefixes = [rf"(?:ex|Ex|anti|pro|post)-(?!PDG|DG|DSI|DRH|CEO)(?=[{ALPHA_UPPER}0-9])", *(nlp.Defaults.prefixes or [])]
    infixes = [
        *LIST_ELLIPSES,
        *LIST_ICONS,
        r"(?<=[0-9])[+*^](?=[0-9-])",
        rf"(?<=[{ALPHA_LOWER}{CONCAT_QUOTES}])\.(?=[{ALPHA_UPPER}{CONCAT_QUOTES}])",
        rf"(?<=[{ALPHA_UPPER}0-9%][{ALPHA_UPPER}0-9])\.(?=[{ALPHA_UPPER}][{ALPHA_LOWER}’'])",
        rf"(?<=[{ALPHA}0-9%)»]),(?=[{ALPHA}«(])",
        rf"(?<=[{ALPHA})»])[:;!?](?=[{ALPHA_UPPER}«])",
        rf"(?<=[{ALPHA}0-9])[<>=/](?=[{ALPHA}])",
        rf"(?<=[{ALPHA}0-9])[»«\"“”()]+(?=[{ALPHA}0-9])",
        rf"(?<=[{ALPHA}]['’])(?=[{ALPHA}0-9])",
        rf"(?<=[{ALPHA}]['’])[«\"“](?=[{ALPHA}0-9])",
        rf"(?<=[{ALPHA}]-t)(?=-(?:ils?|elles?|on)\b)",
    ]
    suffixes = [
        *(nlp.Defaults.suffixes or []),
        rf"(?<=[{ALPHA}])-(?:t-)?(?:{_CLITICS})",
        rf"(?<=[{ALPHA}])-t(?=$)",
        r"(?<=[0-9])(?:€|k€|M€|Md€|Mds€|M\$|Md\$|m²|%)",
        r"(?<=[0-9%€$£])\.",
        rf"(?<=[{ALPHA_UPPER}{ALPHA_LOWER}][{ALPHA_UPPER}])\.",
    ]
    tokenizer.prefix_search = compile_prefix_regex(prefixes).search
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    whole = re.compile(
        r"^(?:[A-Z]\.){2,}$|^(?:rendez-vous|chez-[\w-]+|au-delà|par-delà|celui-là|celle-là|ceux-là|celles-là|sous-ce|voilà)$",
        re.IGNORECASE,
    )
    tokenizer.token_match = whole.match
    for form in ("MM.", "art.", "env.", "chap.", "éd.", "Éd.", "p.", "pp.", "cf.", "ex.", "vol.", "Inc.", "Corp.", "Ltd.", "Co."):
        tokenizer.add_special_case(form, [{"ORTH": form}])
    return nlp


#: Prefixes that stay with their word in UD English ("non-stop", "e-mail"), where other hyphens part.
_JOINED = "non|e|re|anti|co|pre|pro|mid|cross|post|over|multi|ex|sub|counter|semi|mini|neo|socio|inter|intra|micro|un"


def english(nlp: Language) -> Language:
    """English: spaCy's rules brought to those of UD (prefixes keep their hyphen, runs of marks stay whole); glued sentences part."""
    from spacy.lang.char_classes import ALPHA, ALPHA_LOWER, ALPHA_UPPER
    from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

    tokenizer: Any = nlp.tokenizer
    marks = [r"[!?]{2,}", r"<<+", r">>+", r"\*{2,}", r"={2,}", r"-{2,}"]
    tokenizer.prefix_search = compile_prefix_regex([*marks, *(nlp.Defaults.prefixes or [])]).search
    suffixes = [*marks, *(nlp.Defaults.suffixes or []), r"(?<=[0-9])(?:am|pm|AM|PM|[kK])"]
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    infixes = [
        r"[!?]{2,}",
        *(nlp.Defaults.infixes or []),
        rf"(?<=[{ALPHA}]{{2}})/(?=[{ALPHA}]{{2}})",
        rf"(?<=[{ALPHA_UPPER}][{ALPHA_UPPER}])\.(?=[{ALPHA_UPPER}][{ALPHA_LOWER}])",
    ]
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    whole = re.compile(rf"^(?:{_JOINED})-[{ALPHA}]+$|^(?:\d{{3}}-)?\d{{3}}-\d{{4}}$", re.IGNORECASE)
    tokenizer.token_match = whole.match
    tokenizer.rules = {form: parts for form, parts in tokenizer.rules.items() if form != "and/or"}
    for form in ("al.", "Ft.", "Bros.", "St."):
        tokenizer.add_special_case(form, [{"ORTH": form}])
    return nlp
