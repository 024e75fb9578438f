"""The app that the verbs hang on, and what they share: how errors end, how options read, how lines are said."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from kg import __version__
from kg.errors import KgError
from kg.types import Issue


def say(line: str) -> None:
    """One line on stderr."""
    print(line, file=sys.stderr)


def say_issues(issues: Iterable[Issue]) -> None:
    """Each issue as one line, `file: reason`, on stderr."""
    for issue in issues:
        say(f"{issue.doc}: {' '.join(issue.message.split())}")


class _Verbs(TyperGroup):
    """A group whose commands end with one clean line instead of a traceback."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except KgError as error:
            say(f"kg: {' '.join(str(error).split())}")
            raise typer.Exit(1) from None
        except KeyboardInterrupt:
            say("kg: interrupted")
            raise typer.Exit(130) from None
        except OSError as error:
            if error.errno == errno.EPIPE:  # the reader of our stdout had enough: `kg extract … | head`
                raise
            say(f"kg: {error.filename or 'system'}: {error.strerror or error}")
            raise typer.Exit(1) from None


app = typer.Typer(
    cls=_Verbs,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def flag(*names: str, **settings: Any) -> Any:
    """An option that takes no value, so the help shows no kind of value beside it."""
    return typer.Option(*names, metavar="", **settings)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def kg(
    version: Annotated[bool, flag("--version", callback=_version, is_eager=True, help="Print the version and leave.")] = False,
) -> None:
    """Press articles in, a knowledge graph out in which every edge opens down to the sentence that says it.

    [bold]Start with:[/bold]  kg build articles/ -o output   then   kg show NAME   or   kg query 'SELECT …'
    """


def parse_models(choices: Iterable[str]) -> dict[str, str]:
    """`fr=NAME_OR_FOLDER` options as a mapping; anything else is wrong usage."""
    models: dict[str, str] = {}
    for choice in choices:
        lang, equals, model = choice.partition("=")
        if not (lang and equals and model):
            raise typer.BadParameter(f"{choice!r} is not LANG=MODEL, such as fr=fr_core_news_sm", param_hint="--model")
        models[lang] = model
    return models


Output = Annotated[Path, typer.Option("--output", "-o", help="Folder that `kg build` wrote.", metavar="FOLDER")]
Models = Annotated[
    list[str] | None,
    typer.Option("--model", help="spaCy pipeline for a language: an installed package or a folder. Repeatable.", metavar="LANG=MODEL"),
]
Meta = Annotated[Path | None, typer.Option("--meta", help="CSV with title, published, publisher, url by file name.", metavar="FILE.csv")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", help="Only what the articles published by then say: 2015, 2015-03 or 2015-03-20.", metavar="DATE"),
]
Undated = Annotated[bool, flag("--undated", help="With --as-of: the articles without a date too.")]


def check_as_of(as_of: str | None, undated: bool) -> None:
    """Wrong usage: --undated without --as-of."""
    if undated and as_of is None:
        raise typer.BadParameter("it goes with --as-of DATE", param_hint="--undated")
