"""Segments of invented pages, among them nasty ones."""

from __future__ import annotations

import pytest

from kg.documents.segments import segments
from kg.types import SPEAKING

LEAD = "L'hébergeur nantais Nubia annonce le rachat de son concurrent Ciello pour 12 millions d'euros, une première pour le groupe."
SECOND = "Le nouvel ensemble emploierait 120 personnes à Nantes, selon les premières estimations de la direction."


def kinds(text: str, title: str | None = None) -> dict[str, str]:
    """Every line that is not blank with its kind."""
    found: dict[str, str] = {}
    for segment in segments(text, title):
        for line in text[segment.start : segment.end].split("\n"):
            if line.strip():
                found[line.strip()] = segment.kind
    return found


def speaking(text: str) -> str:
    return "".join(text[segment.start : segment.end] for segment in segments(text) if segment.kind in SPEAKING)


def test_a_page_with_everything_on_it() -> None:
    found = kinds(
        "Menu\nAccueil\nPolitique\nVie des entreprises\nS'abonner\n\nNubia rachète son concurrent Ciello\n\n"
        "Par Jeanne Martin, Le Courrier du Nuage\nPublié le 3 mai 2014 à 10h12, mis à jour le 4 mai 2014 à 09h00\n"
        "Temps de lecture : 3 min\nPartager sur Gazouillis\n\nLe siège de Nubia à Nantes. © Photothèque\n\n"
        f"{LEAD}\n\nUn marché en mouvement\n\n{SECOND}\n\nLire aussi\nCiello en difficulté\nAquilon lève 3 millions\n\n"
        "Nubia a été fondé en 2009 par Paul Renier, un ancien d'Aquilon.\n\nPartager\nMots-clés : cloud, rachat\n"
        "Sur le même sujet\nCiello change de patron\nMentions légales\nPlan du site\n© 2014 Le Courrier du Nuage"
    )
    assert found["Nubia rachète son concurrent Ciello"] == "title"
    assert found["Par Jeanne Martin, Le Courrier du Nuage"] == "dateline"
    assert found["Publié le 3 mai 2014 à 10h12, mis à jour le 4 mai 2014 à 09h00"] == "dateline"
    assert found["Le siège de Nubia à Nantes. © Photothèque"] == "caption"
    assert {line for line, kind in found.items() if kind in ("standfirst", "body")} == {
        LEAD,
        "Un marché en mouvement",
        SECOND,
        "Nubia a été fondé en 2009 par Paul Renier, un ancien d'Aquilon.",
    }
    for line in ("Menu", "Vie des entreprises", "Temps de lecture : 3 min", "Ciello en difficulté", "Plan du site"):
        assert found[line] == "boilerplate", line


@pytest.mark.parametrize(
    "block",
    [
        "Commentaires (51)\nVous devez être abonné pour pouvoir commenter.\nLe 20/03/2015 à 10h59\nCiello a perdu 3 millions.",
        "3 commentaires\n\nCiello a perdu 3 millions d'euros en 2014, tout le monde le sait dans le métier depuis des années.",
        "Commentaires\n\nToto75 : Ciello a perdu 3 millions !!!",
        "3 Comments\n\nmike82\nJanuary 12, 2015 at 10:22 am\nCiello a perdu 3 millions.\nReply",
        "Comments\n\nSarah says:\nCiello lost 3 millions, everybody knows that.",
        "Reader comments (2)\n\nCiello a perdu 3 millions, and Nubia is next.",
        "Leave a comment\n\nCiello a perdu 3 millions, and Nubia is next.",
        "Réactions\n\nToto75 : Ciello a perdu 3 millions !!!\n\nAnonyme\nJe pense que Nubia va couler.",
        "Vos réactions\nCiello a perdu 3 millions, et ce n'est pas fini.",
        "12 réactions\nCiello a perdu 3 millions, et ce n'est pas fini.",
        "Jean-Marc\n12 mars 2015 à 10 h 22 min\nCiello a perdu 3 millions.\nRépondre\nLucie il y a 3 ans\nMais non, voyons.",
        "Le 20/03/2015 à 10h59\nCiello a perdu 3 millions.\nLe 20/03/2015 à 11h59\nMais non.",
    ],
)
def test_what_readers_write_never_speaks(block: str) -> None:
    text = f"Nubia rachète Ciello\n\n{LEAD}\n\n{SECOND}\n\n{block}"
    assert "3 millions" not in speaking(text)
    assert SECOND in speaking(text)
    assert "comment" in {segment.kind for segment in segments(text)}


@pytest.mark.parametrize(
    "line",
    [
        "51 commentaires ont été supprimés en une semaine, a précisé Nubia, qui a perdu 3 millions.",
        "Commentaires de la direction : « Nous avons perdu 3 millions d'euros dans la modération. »",
        "Les commentaires du ministre sur les 3 millions perdus par Nubia ont été mal reçus à Nantes.",
        "Nubia comments on the loss of 3 millions were few.",
        "Comment Nubia a-t-il perdu 3 millions ?",
        '"No comment", répond Paul Renier.',
        "« Sans commentaire »",
        '"No comment".',
        "Comment ?",
    ],
)
def test_an_article_that_talks_of_comments_is_not_cut(line: str) -> None:
    text = f"Nubia ferme ses commentaires\n\n{LEAD}\n\n{line}\n\n{SECOND}"
    assert speaking(text) == text


def test_a_quotation_announced_by_its_speaker_opens_no_comments() -> None:
    text = (
        f"Nubia rachète Ciello\n\n{LEAD}\n\n{SECOND}\n\nLe président a dit :\n\nJe crois que nous irons vite, merci à tous.\n\n"
        "Tout commence il y a environ deux mois.\n\nPar décence.\n\nPaul Renier a dit :\n\nMoi, je reste à Nantes avec toutes mes équipes."
    )
    assert speaking(text) == text


def test_reactions_can_be_a_subhead() -> None:
    union = (
        "Les syndicats du groupe regrettent une décision prise sans eux et demandent un comité extraordinaire, qui pourrait se tenir "
        "dès la semaine prochaine à Nantes, selon la direction."
    )
    text = f"Nubia rachète Ciello\n\n{LEAD}\n\nRéactions\n\n{union}\n\n{SECOND}"
    assert speaking(text) == text


def test_a_counter_above_the_article_is_not_the_block_of_comments() -> None:
    text = (
        f"Nubia rachète Ciello\nLe 3 mars 2015 à 10h00\n3 commentaires\n{LEAD} Le montant avait été gardé secret jusqu'ici.\n{SECOND}\n"
        "Commentaires (3)\nLe 03/03/2015 à 10h59\nCiello ne vaut rien.\nLe 03/03/2015 à 11h59\nAquilon a racheté Ciello."
    )
    found = kinds(text)
    assert found["3 commentaires"] == "boilerplate"
    assert found[SECOND] == "body"
    assert found["Ciello ne vaut rien."] == found["Aquilon a racheté Ciello."] == "comment"


def test_every_comment_is_a_segment_of_its_own() -> None:
    text = f"{LEAD}\n{SECOND}\nCommentaires (2)\nLe 03/03/2015 à 10h59\nUn.\nLe 03/03/2015 à 11h59\nDeux."
    assert [text[one.start : one.end] for one in segments(text) if one.kind == "comment"] == [
        "Le 03/03/2015 à 10h59\nUn.\n",
        "Le 03/03/2015 à 11h59\nDeux.",
    ]


def test_no_title_at_all() -> None:
    text = f"{LEAD}\n{SECOND}"
    assert [segment.kind for segment in segments(text)] == ["body"]


@pytest.mark.parametrize("text", [LEAD, "Nubia rachète Ciello", "Nubia"])
def test_one_line(text: str) -> None:
    assert [segment.kind for segment in segments(text)] == ["body"]


def test_nothing_and_blanks() -> None:
    assert segments("") == ()
    assert [(one.start, one.end) for one in segments(" \n\n ")] == [(0, 4)]


def test_lines_wrapped_by_hand_are_one_paragraph() -> None:
    text = (
        "Nubia rachète Ciello\n\nL'hébergeur nantais Nubia annonce le rachat de son concurrent Ciello\npour "
        "12 millions d'euros. L'opération, "
        "qui doit encore être approuvée\npar les actionnaires, sera bouclée en juin 2015, a précisé le groupe\ndans un communiqué."
    )
    assert [segment.kind for segment in segments(text)] == ["title", "body"]


def test_a_date_at_the_head_of_a_paragraph_stands_by_itself() -> None:
    text = f"Nubia rachète Ciello\n\n[MàJ du 12.01.2014 à 11h30] {LEAD}\n\n{SECOND}"
    found = [(segment.kind, text[segment.start : segment.end]) for segment in segments(text)]
    assert found[1] == ("dateline", "[MàJ du 12.01.2014 à 11h30] ")
    assert found[2][1].startswith(LEAD)
    text = f"Nubia rachète Ciello\n\nNANTES (AGP) – {LEAD}\n\n{SECOND}"
    assert kinds(text)["NANTES (AGP) –"] == "dateline"


def test_a_share_in_parentheses_is_no_agency() -> None:
    text = "Nubia rachète Ciello\n\nNubia (44,4 %) – le premier actionnaire – rachète Ciello à ses associés pour 12 millions d'euros."
    assert speaking(text) == text


def test_a_credit_at_the_end_of_a_paragraph_is_a_caption() -> None:
    text = f"Nubia rachète Ciello\n\n{SECOND}\n\n{LEAD} Photo : le siège de Nubia à Nantes"
    assert kinds(text)["Photo : le siège de Nubia à Nantes"] == "caption"
    assert kinds(text)[LEAD] == "body"


def test_a_sentence_that_begins_with_credit_is_none() -> None:
    line = "Crédit : la banque du Centre accorde à Nubia une ligne de 3 millions d'euros pour le rachat de Ciello."
    assert kinds(f"Nubia rachète Ciello\n\n{LEAD}\n\n{line}")[line] == "body"


def test_tables_of_contents_above_and_below() -> None:
    heads = ("Un marché en mouvement", "Des salariés inquiets")
    above = (
        f"Nubia rachète Ciello\nSommaire\n- {heads[0]}\n- {heads[1]}\n{LEAD}\n{heads[0]}\n{SECOND}\n"
        f"{heads[1]}\nLes syndicats attendent des garanties de la direction."
    )
    found = kinds(above)
    assert found[f"- {heads[0]}"] == "boilerplate"
    assert found[heads[0]] == found[heads[1]] == "body"
    below = (
        f"Nubia rachète Ciello\n{LEAD}\n{heads[0]}\n{SECOND}\n{heads[1]}\n"
        f"Les syndicats attendent des garanties de la direction.\nNubia rachète Ciello\n-\n{heads[0]}\n-\n{heads[1]}"
    )
    last = segments(below)[-1]
    assert last.kind == "boilerplate"
    assert below[last.start : last.end].startswith("Nubia rachète Ciello\n-")


def test_a_run_of_single_words_below_the_article_is_a_menu() -> None:
    text = f"Nubia rachète Ciello\n\n{LEAD}\n\n{SECOND}\n\nProduits\nNos tarifs\nCarrières\nPresse"
    found = kinds(text)
    assert {found[line] for line in ("Produits", "Nos tarifs", "Carrières", "Presse")} == {"boilerplate"}
    assert found[SECOND] == "body"


def test_items_of_a_list_at_the_end_speak() -> None:
    text = f"Nubia rachète Ciello\n\n{LEAD}\n\nNubia : 51 %\nCiello : 49 %"
    assert speaking(text) == text


def test_a_repeated_title_over_a_credit_is_a_caption() -> None:
    text = (
        f"Nubia rachète Ciello\n\nUn pionnier s'en va\nNuage 3 min\nNubia rachète Ciello\n"
        f"Crédits : Photothèque\n\n{LEAD}\n\n{SECOND} {SECOND}"
    )
    assert [segment.kind for segment in segments(text)] == ["title", "standfirst", "boilerplate", "caption", "standfirst", "body"]


def test_signature_and_publisher_below_the_text() -> None:
    found = kinds(f"Nubia rachète Ciello\n\n{LEAD}\n\n{SECOND}\n\nJeanne Martin\nLe Courrier du Nuage — 12 mars 2015")
    assert found["Jeanne Martin"] == found["Le Courrier du Nuage — 12 mars 2015"] == "dateline"


def test_a_known_title_is_found_where_it_stands() -> None:
    text = f"Le Courrier du Nuage\n\nNubia rachète Ciello.\n\n{LEAD}\n\n{SECOND}"
    assert kinds(text, "Nubia rachète Ciello.")["Nubia rachète Ciello."] == "title"
