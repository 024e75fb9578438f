"""Markdown, HTML and PDF to text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.documents import read_bytes
from kg.types import SPEAKING, Document

LEAD = "L'hébergeur nantais Nubia annonce le rachat de son concurrent Ciello pour 12 millions d'euros."
SECOND = "Nubia, fondé en 2009, détient désormais 100 % de Ciello. L'opération est close, dit le groupe, qui emploie 120 personnes."


def speaking(document: Document) -> str:
    return "".join(document.text[one.start : one.end] for one in document.segments if one.kind in SPEAKING)


def test_markdown() -> None:
    source = (
        "---\npublisher: La Gazette\n---\n# Nubia rachète *Ciello*\n\n![le siège](x.png)\n\nL'hébergeur "
        "**nantais** Nubia annonce le rachat\nde son "
        "[concurrent](https://example.org/a_(b)) Ciello pour 12&nbsp;millions d'euros.[^1]\n\n## Un "
        "marché\n\n> « Nous voulons aller vite », a "
        "dit Paul Renier, le `président` de Nubia.\n\n- Nubia : 51 %\n- Ciello : 49 "
        "%\n\n```\ncode\n```\n<!-- caché -->\n\n[x]: https://example.org\n"
    )
    document = read_bytes(source.replace("&nbsp;", " ").encode(), name="a.md", suffix=".md")
    assert document.title == "Nubia rachète Ciello"
    assert document.publisher == "La Gazette"
    assert document.text == (
        f"Nubia rachète Ciello\n\n{LEAD}\n\nUn marché\n\n« Nous voulons aller vite », a dit Paul Renier, le président de Nubia.\n\n"
        "- Nubia : 51 %\n- Ciello : 49 %"
    )
    assert document.segments[0].kind == "title"


def page(head: str = "", body: str = "") -> bytes:
    return f"""<!doctype html><html lang="fr"><head><meta charset="utf-8">
<title>Nubia rachète Ciello - Le Courrier du Nuage</title>{head}</head>
<body><nav><ul><li><a href="/">Accueil</a></li><li><a href="/e">Économie</a></li></ul></nav>
<article><h1>Nubia rachète Ciello</h1><figure><img src="x.jpg"><figcaption>Le siège. © Photothèque</figcaption></figure><p>{LEAD}</p>
<h2>Un marché en mouvement</h2><p>{SECOND} La \ufb01liale <a href="/b">Boréal</a> suivra.</p>{body}
<p>Lire aussi : <a href="/c">Ciello en difficulté</a></p></article>
<section id="comments" class="comments">
<h3>3 commentaires</h3><div class="comment"><p>Le 03/02/2019 à 11h00</p>
<p>Moi je trouve que Nubia
est à vendre à Aquilon depuis 2018 et que personne n'en veut, voilà tout ce qu'il y a à en dire.</p></div></section>
<footer><p>© 2019 Le Courrier du Nuage. Tous droits réservés.</p></footer></body></html>""".encode()


JSON_LD = """<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"Un site"},
{"@type":["NewsArticle"],"headline":"Rachat de Ciello","datePublished":"2019-02-02T08:00:00Z","url":"https://example.org/a",
"publisher":{"@type":"Organization","name":"Courrier du Nuage"}}]}</script>"""
META = """<meta property="og:site_name" content="Le Courrier"><meta property="article:published_time" content="2019-02-03T10:00:00+01:00">
<link rel="canonical" href="https://example.org/b">"""


def test_html_text() -> None:
    document = read_bytes(page(), name="a.html", suffix=".html")
    assert document.text.startswith(f"Nubia rachète Ciello\n\n{LEAD}\n\nUn marché en mouvement\n\n{SECOND} La filiale Boréal suivra.")
    assert document.text.count("Nubia rachète Ciello") == 1
    assert "Aquilon" not in document.text
    assert "Accueil" not in document.text
    assert "difficulté" not in speaking(document)
    assert (document.title, document.lang) == ("Nubia rachète Ciello", "fr")
    assert (document.published, document.publisher, document.url) == (None, None, None)


def test_html_date_and_publisher_as_the_page_shows_them() -> None:
    above = "<p class='by'>Par Jeanne Martin, La Gazette</p><span>Publié le 2 février 2019 à 8h</span>"
    source = page().decode().replace("<article>", f"{above}<article>")
    document = read_bytes(source.encode(), name="a.html", suffix=".html")
    assert (document.published, document.publisher) == ("2019-02-02", "La Gazette")


def test_html_metadata_json_ld_goes_before_meta_tags() -> None:
    document = read_bytes(page(JSON_LD + META), name="a.html", suffix=".html")
    assert (document.published, document.publisher, document.url) == ("2019-02-02", "Courrier du Nuage", "https://example.org/a")
    document = read_bytes(page(META), name="a.html", suffix=".html")
    assert (document.published, document.publisher, document.url) == ("2019-02-03", "Le Courrier", "https://example.org/b")


@pytest.mark.parametrize(
    "script", ["{", "[]", '{"@type": "NewsArticle", "datePublished": "soon", "publisher": [], "headline": 3}', "[[[1]]]"]
)
def test_broken_json_ld_is_passed_over(script: str) -> None:
    document = read_bytes(page(f'<script type="application/ld+json">{script}</script>{META}'), name="a.html", suffix=".html")
    assert document.published == "2019-02-03"


def test_html_in_its_declared_encoding_and_with_a_declaration() -> None:
    source = page().decode().replace("utf-8", "windows-1252").replace("\ufb01", "fi")
    document = read_bytes(("<?xml version='1.0' encoding='windows-1252'?>" + source).encode("cp1252"), name="a.html", suffix=".html")
    assert LEAD in document.text


def test_comments_inside_the_article_element_do_not_speak() -> None:
    inside = "<h3>2 commentaires</h3><p>Le 03/02/2019 à 11h00</p><p>Ciello appartient à Aquilon depuis 2012, c'est connu.</p>"
    document = read_bytes(page(body=inside), name="a.html", suffix=".html")
    assert SECOND in speaking(document)
    assert "Aquilon" not in speaking(document)


def test_pdf(make_pdf: Callable[..., bytes]) -> None:
    first = [
        (20.0, 50.0, 760.0, "Nubia rachète Ciello"),
        (11.0, 50.0, 730.0, "Publié le 2 février 2019"),
        (11.0, 50.0, 700.0, "L'hébergeur nantais Nubia annonce officiellement le rachat de son concurrent Ciello pour douze mil-"),
        (11.0, 50.0, 687.0, "lions d'euros, une somme élevée. Le vice-"),
        (11.0, 50.0, 674.0, "président du groupe, affirme-t-"),
        (11.0, 50.0, 661.0, "il, veut aller vite. L'opération sera bouclée au mois de juin, selon le communiqué du groupe, qui"),
        (9.0, 290.0, 30.0, "1/2"),
    ]
    second = [
        (11.0, 50.0, 760.0, "emploie 120 personnes."),
        (14.0, 50.0, 730.0, "Un marché en mouvement"),
        (11.0, 50.0, 705.0, "Le nouvel ensemble réaliserait un chiffre d'affaires de 40 millions d'euros dès 2020."),
        (9.0, 290.0, 30.0, "2/2"),
    ]
    document = read_bytes(make_pdf(first, second), name="a.pdf", suffix=".pdf")
    assert document.text == (
        "Nubia rachète Ciello\n\nPublié le 2 février 2019\n\nL'hébergeur nantais Nubia annonce "
        "officiellement le rachat de son concurrent Ciello "
        "pour douze millions d'euros, une somme élevée. Le vice-président du groupe, affirme-t-il, veut "
        "aller vite. L'opération sera bouclée au "
        "mois de juin, selon le communiqué du groupe, qui emploie 120 personnes.\n\nUn marché en "
        "mouvement\n\nLe nouvel ensemble réaliserait un "
        "chiffre d'affaires de 40 millions d'euros dès 2020."
    )
    assert (document.title, document.published) == ("Nubia rachète Ciello", "2019-02-02")
    assert document.segments[0].kind == "title"


def test_pdf_without_headings_keeps_its_paragraphs(make_pdf: Callable[..., bytes]) -> None:
    last = "Nubia emploie 120 personnes à Nantes et à Lyon."
    rows = [(11.0, 50.0, 700.0, LEAD), (11.0, 50.0, 687.0, "Une première."), (11.0, 50.0, 660.0, last)]
    document = read_bytes(make_pdf(rows), name="a.pdf", suffix=".pdf")
    assert document.text == f"{LEAD} Une première.\n\n{last}"
    assert document.title is None
