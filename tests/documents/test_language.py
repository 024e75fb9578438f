"""The language of an article: by common words, by Lingua when these do not decide."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kg.documents.language import language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Nubia rachète Ciello", "fr"),
        ("Nubia buys out Ciello", "en"),
        ("Le groupe Nubia a annoncé lundi qu'il détient désormais la totalité du capital de Ciello, son concurrent.", "fr"),
        ("Nubia said on Monday that it now holds all of the shares in Ciello, its rival, and will keep the brand.", "en"),
        ("Das Unternehmen hat gestern angekündigt, dass es seine Rechenzentren verkaufen will. Der Käufer ist noch nicht bekannt.", "de"),
        ("La empresa anunció ayer la compra de su competidor, que tiene su sede en Madrid y emplea a más de mil personas.", "es"),
        ("La società ha annunciato ieri l'acquisto del suo concorrente, che ha sede a Milano e impiega mille persone.", "it"),
        ("Het bedrijf heeft gisteren bekendgemaakt dat het zijn datacenters in Nederland gaat verkopen aan een groep.", "nl"),
        ("Firma ogłosiła wczoraj, że kupi wszystkie udziały w spółce zależnej od dotychczasowych właścicieli, którzy jej nie chcą.", "pl"),
        ("Компания объявила вчера о покупке своего конкурента", "other"),
        ("2015 — 12 %", None),
    ],
)
def test_language(text: str, code: str | None) -> None:
    assert language([text]) == code


def test_a_long_quotation_does_not_change_the_language_of_an_article() -> None:
    french = "Le groupe Nubia a annoncé lundi qu'il détient désormais la totalité du capital de Ciello, son concurrent de toujours."
    german = "« Das Unternehmen hat gestern angekündigt, dass es seine Rechenzentren verkaufen will. »"
    assert language([french, german, french]) == "fr"


def test_plain_french_and_english_load_no_model() -> None:
    code = (
        "import sys; from kg.documents import read_text\n"
        "read_text('Le groupe a annoncé lundi que la société est à vendre et que les salariés sont prévenus.', name='a')\n"
        "read_text('The group said on Monday that the company is for sale and that the staff have been told.', name='b')\n"
        "print(sorted({'lingua', 'trafilatura', 'pypdfium2', 'spacy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
