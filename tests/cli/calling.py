"""How the tests of this folder call the command line, and the article they give it."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner, Result

from kg.cli import app

GOOD = (
    "Brisetel monte au capital de Nuvéa\n\nLa Gazette d'Orval, le 12 mars 2019\n\n"
    "L'opérateur Brisetel détient 44 % de la société Nuvéa. Le groupe Cormoran a racheté Ondalys pour 12 millions d'euros en 2018.\n"
    "Le reste du capital appartient à la ville d'Orval, qui n'a pas souhaité commenter cette opération.\n"
)


def kg_(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], prog_name="kg", input=stdin)


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]
