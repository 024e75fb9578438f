"""The app that the verbs hang on, and what they share: how errors end, and the options that many of them have."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from kg import __version__
from kg.cli import completion
from kg.cli.saying import say
from kg.errors import KgError


class _Verbs(TyperGroup):
    """A group whose commands end with one clean line instead of a traceback or a box."""

    def main(self, *args: Any, **settings: Any) -> Any:
        alone = settings.pop("standalone_mode", True)
        settings["standalone_mode"] = False
        if not alone:
            return super().main(*args, **settings)
        try:
            code = super().main(*args, **settings)
        except Exception as error:  # typer may bring its own click along, so complaints are known by what they can do
            told, context = getattr(error, "format_message", None), getattr(error, "ctx", None)
            if told is None:
                raise
            if type(error).__name__ != "NoArgsIsHelpError":  # that one has shown the help
                verb = context.command_path if context is not None else "kg"
                say(f"{verb}: {' '.join(told().replace('Value error, ', '').split()).rstrip('.')} (see {verb} --help)")
            code = getattr(error, "exit_code", 2)
        sys.exit(code if isinstance(code, int) else 0)

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


Json = Annotated[bool, flag("--json", help="One JSON document on stdout: a list, or an object.")]
Quiet = Annotated[bool, flag("--quiet", "-q", help="No remarks and no progress; problems are still told.")]
Output = Annotated[Path, typer.Option("--output", "-o", help="Folder that `kg build` wrote.", metavar="FOLDER")]
Models = Annotated[
    list[str] | None,
    typer.Option("--model", help="spaCy pipeline for a language: an installed package or a folder. Repeatable.", metavar="LANG=MODEL"),
]
Meta = Annotated[Path | None, typer.Option("--meta", help="CSV with title, published, publisher, url by file name.", metavar="FILE.csv")]
Rules = Annotated[
    list[Path] | None, typer.Option("--rules", help="Rules of your own: a YAML file, or a folder of them. Repeatable.", metavar="PATH")
]
Name = Annotated[
    str,
    typer.Argument(
        help="A name, an alias or an id, in any case, with or without accents.", metavar="NAME", autocompletion=completion.names
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", help="Only what the articles published by then say: 2015, 2015-03 or 2015-03-20.", metavar="DATE"),
]
Undated = Annotated[bool, flag("--undated", help="With --as-of: the articles without a date too.")]


def check_as_of(as_of: str | None, undated: bool) -> None:
    """Wrong usage: --undated without --as-of."""
    if undated and as_of is None:
        raise typer.BadParameter("it goes with --as-of DATE", param_hint="--undated")
