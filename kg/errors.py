"""One error class per kind of bad input; every message is one line that names the file and the reason."""

from __future__ import annotations


class KgError(Exception):
    """Base of every error that a user can cause; the command line prints it as one line and exits with 1."""


class DocumentError(KgError):
    """A source that cannot be read as an article: becomes an issue in the report, never stops a build."""

    def __init__(self, name: str, kind: str, reason: str) -> None:
        """`name` is the file as given, `kind` a short slug such as "empty" or "not-text", `reason` the sentence for people."""
        super().__init__(f"{name}: {reason}")
        self.name, self.kind, self.reason = name, kind, reason


class OntologyError(KgError):
    """A mistake in ontology/: the message names file, entry and key."""


class RuleError(KgError):
    """A mistake in a rule file: the message names file, rule and key."""


class JudgementError(KgError):
    """A judgement that cannot be read or cannot hold; the message says which and why."""


class ModelError(KgError):
    """A language pipeline that is missing or cannot serve; the message says what to do."""


class CrewError(KgError):
    """Processes or a cluster that cannot do the extraction; the message says why."""


class StoreError(KgError):
    """A graph store that cannot be opened, read or written."""


class QueryError(KgError):
    """A SPARQL query that does not parse or may not run."""


class QuestionError(KgError):
    """A named question that there is not, or a parameter that it lacks or cannot read."""


class UnknownNameError(KgError):
    """A name that nothing in the graph has; the message names what comes near."""


class ExportError(KgError):
    """An export to an unknown format or an unwritable place."""
