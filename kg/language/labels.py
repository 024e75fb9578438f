"""Labels of other pipelines in the terms used here: what a recogniser's types mean, and Universal Dependencies for other parsers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: What the recognisers' labels mean in the ontology; a label without type (nationalities, MISC) still marks a name.
TYPE_OF_LABEL = {
    "PER": "Person", "PERSON": "Person", "ORG": "Organisation", "NORP": "", "LOC": "Place", "GPE": "Place", "FAC": "Place",
    "PRODUCT": "Product", "TECH": "Technology", "PROGRAMME": "Programme", "LAW": "Law", "WORK_OF_ART": "Product", "EVENT": "Programme",
    "MISC": "",
}  # fmt: skip
#: ClearNLP labels of other English parsers whose head agrees with Universal Dependencies.
CLEAR = {
    "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass", "dobj": "obj", "dative": "iobj", "neg": "advmod",
    "nn": "compound", "poss": "nmod:poss", "relcl": "acl:relcl", "npadvmod": "obl", "oprd": "xcomp", "attr": "xcomp", "acomp": "xcomp",
    "preconj": "cc:preconj", "predet": "det:predet", "prt": "compound:prt", "quantmod": "advmod", "intj": "discourse", "meta": "dep",
}  # fmt: skip
#: What only parsers of that school say.
FOREIGN = frozenset({"nsubjpass", "dobj", "pobj", "prep", "pcomp", "auxpass", "relcl", "attr", "acomp", "poss"})


def to_universal(doc: Doc) -> Doc:
    """The parse of a document in Universal Dependencies, changed in place; one that is so already is left alone.

    Prepositions come to hang from their noun as `case`, which hangs from the preposition's head as `obl`, `nmod` or, for a passive's
    "by", `obl:agent`; a copula comes to hang from its predicate.
    """
    if not any(token.dep_ in FOREIGN for token in doc):
        return doc
    heads = [token.head.i for token in doc]
    deps = [CLEAR.get(token.dep_, token.dep_) for token in doc]
    for token in doc:
        if token.dep_ == "agent" or token.dep_ == "prep":
            noun = next((c for c in token.children if c.dep_ in ("pobj", "pcomp")), None)
            if noun is None:
                deps[token.i] = "advmod"
                continue
            governor = token.head
            heads[noun.i] = governor.i
            verbal = governor.pos_ in ("VERB", "AUX", "ADJ", "ADV")
            deps[noun.i] = "obl:agent" if token.dep_ == "agent" else "advcl" if noun.dep_ == "pcomp" else "obl" if verbal else "nmod"
            heads[token.i], deps[token.i] = noun.i, "mark" if noun.dep_ == "pcomp" else "case"
    for token in doc:
        if token.lemma_ == "be" and token.dep_ not in ("aux", "auxpass"):
            predicate = next((c for c in token.children if c.dep_ in ("attr", "acomp")), None)
            if predicate is not None:
                root = token.head.i == token.i
                heads[predicate.i], deps[predicate.i] = (predicate.i if root else heads[token.i]), deps[token.i]
                for child in token.children:
                    if child.i != predicate.i and heads[child.i] == token.i:
                        heads[child.i] = predicate.i
                heads[token.i], deps[token.i] = predicate.i, "cop"
    for token in doc:
        token.dep_ = ""
    for token, head, dep in zip(doc, heads, deps, strict=True):
        token.head = doc[head]
        token.dep_ = dep
    return doc
