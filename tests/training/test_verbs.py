"""French conjugation, the mood check and the lemma tables."""

from __future__ import annotations

import pytest

from kg.training.conjugation import conjugate, parts, verb_tables
from kg.training.corpora import Sentence
from kg.training.lemmas import lemma_tables


@pytest.mark.parametrize(
    ("verb", "form"),
    [
        ("racheter", "rachèterait"), ("appeler", "appellerait"), ("céder", "céderait"), ("employer", "emploierait"),
        ("envoyer", "enverrait"),
        ("finir", "finirait"), ("détenir", "détiendrait"), ("venir", "viendrait"), ("acquérir", "acquerrait"), ("vendre", "vendrait"),
        ("prendre", "prendrait"), ("mettre", "mettrait"), ("voir", "verrait"), ("prévoir", "prévoirait"), ("pouvoir", "pourrait"),
        ("devoir", "devrait"),
        ("vouloir", "voudrait"), ("savoir", "saurait"), ("avoir", "aurait"), ("être", "serait"), ("faire", "ferait"), ("aller", "irait"),
        ("recevoir", "recevrait"), ("conduire", "conduirait"), ("courir", "courrait"), ("ouvrir", "ouvrirait"), ("partir", "partirait"),
    ],
)  # fmt: skip
def test_conditional(verb: str, form: str) -> None:
    assert (verb, "Mood=Cnd|Number=Sing|Person=3|VerbForm=Fin") in conjugate(verb)[form]


def test_participles_and_present() -> None:
    assert parts("racheter")[2:] == ("rachète", "rachètent", "racheté")
    assert parts("détenir")[2:] == ("détient", "détiennent", "détenu")
    assert "lancée" in conjugate("lancer")
    assert "lançait" in conjugate("lancer")
    assert "logeait" in conjugate("loger")


def test_a_form_is_future_only_when_a_known_stem_says_so() -> None:
    from kg.language.components import Verbs

    stems, other, _ = verb_tables(["racheter", "montrer", "préparer", "tirer", "être", "détenir"])
    verbs = Verbs(stems, other)
    assert verbs.analyse("rachèterait") == ("racheter", "Cnd", "3", "Sing")
    assert verbs.analyse("détiendront") == ("détenir", "Fut", "3", "Plur")
    assert verbs.analyse("montrait") is None
    assert verbs.analyse("préparaient") is None
    assert verbs.analyse("opéra") is None


def test_lemma_tables_learn_endings() -> None:
    from kg.language.components import Lemmas

    words = [("lancée", "lancer"), ("cédée", "céder"), ("fondée", "fonder"), ("née", "naître"), ("rentrée", "rentrer")]
    sentences = [Sentence([w], [False], [lemma], ["VERB"]) for w, lemma in words]
    forms, endings = lemma_tables(sentences)
    lemmas = Lemmas(forms, endings)
    assert lemmas.lemma("trouvée", "VERB") == "trouver"
    assert lemmas.lemma("née", "VERB") == "naître"
    assert lemmas.lemma("Brumont", "PROPN") == "Brumont"
