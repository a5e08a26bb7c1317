r"""Funding reports of Police and Crime Commissioners, read into exact, typed, traceable data.

`parse` reads a file (PDF or text), `parse_many` many of them, `parse_text` a string, `check` gives the doubts
alone; `dump`, `dumps`, `load` and `loads` keep results as JSON, whose `schema` is a JSON Schema; `to_rows` makes
flat tables; `themes` joins what was spent with what came of it.

    >>> import pcc_report
    >>> result = pcc_report.parse_text("Anytown Partnership\n\nActual spend\n\nCCTV\t£1,250\nTotal\t£1,250\n")
    >>> result.report.spent()
    Money(amount=Decimal('1250'), currency='GBP')

Names are imported when first used, so that ``import pcc_report`` costs next to nothing.
"""

from pcc_report._version import __version__

TYPE_CHECKING = False  # checkers take it for true; the import of `typing` would cost more than all the rest

if TYPE_CHECKING:
    from pcc_report.batch import FileResult, parse_many
    from pcc_report.diagnostics import Diagnostic, Severity
    from pcc_report.errors import (
        ArchiveError,
        InternalError,
        InvalidResultError,
        LimitExceededError,
        MemoryLimitError,
        PccReportError,
        TimeLimitError,
        UnopenedInputError,
        UnreadableInputError,
        UnsupportedFormatError,
        UsageError,
        VocabularyError,
        WorkerCrashError,
    )
    from pcc_report.export import to_rows
    from pcc_report.model import (
        Abbreviation,
        Allocation,
        Claim,
        ClaimKind,
        Column,
        Direction,
        Figure,
        Measure,
        Money,
        NamedCell,
        OutcomeSection,
        OutcomeStatement,
        ParseResult,
        PartialDate,
        Period,
        Qualifier,
        Reference,
        Report,
        Role,
        SourceIdentity,
        SpendLine,
        SpendTable,
        Status,
        Total,
        Unit,
        Unplaced,
        origins_of,
    )
    from pcc_report.pipeline import check, parse, parse_text
    from pcc_report.provenance import BBox, Origin
    from pcc_report.serialise import dump, dumps, load, loads, schema
    from pcc_report.theming import KnownBy, Theme, ThemedLine, ThemedSection, themes

__all__ = [
    "Abbreviation",
    "Allocation",
    "ArchiveError",
    "BBox",
    "Claim",
    "ClaimKind",
    "Column",
    "Diagnostic",
    "Direction",
    "Figure",
    "FileResult",
    "InternalError",
    "InvalidResultError",
    "KnownBy",
    "LimitExceededError",
    "Measure",
    "MemoryLimitError",
    "Money",
    "NamedCell",
    "Origin",
    "OutcomeSection",
    "OutcomeStatement",
    "ParseResult",
    "PartialDate",
    "PccReportError",
    "Period",
    "Qualifier",
    "Reference",
    "Report",
    "Role",
    "Severity",
    "SourceIdentity",
    "SpendLine",
    "SpendTable",
    "Status",
    "Theme",
    "ThemedLine",
    "ThemedSection",
    "TimeLimitError",
    "Total",
    "Unit",
    "UnopenedInputError",
    "Unplaced",
    "UnreadableInputError",
    "UnsupportedFormatError",
    "UsageError",
    "VocabularyError",
    "WorkerCrashError",
    "__version__",
    "check",
    "dump",
    "dumps",
    "load",
    "loads",
    "origins_of",
    "parse",
    "parse_many",
    "parse_text",
    "schema",
    "themes",
    "to_rows",
]

_HOMES = {
    "batch": (
        "FileResult",
        "parse_many",
    ),
    "diagnostics": (
        "Diagnostic",
        "Severity",
    ),
    "errors": (
        "ArchiveError",
        "InternalError",
        "InvalidResultError",
        "LimitExceededError",
        "MemoryLimitError",
        "PccReportError",
        "TimeLimitError",
        "UnopenedInputError",
        "UnreadableInputError",
        "UnsupportedFormatError",
        "UsageError",
        "VocabularyError",
        "WorkerCrashError",
    ),
    "export": ("to_rows",),
    "model": (
        "Abbreviation",
        "Allocation",
        "Claim",
        "ClaimKind",
        "Column",
        "Direction",
        "Figure",
        "Measure",
        "Money",
        "NamedCell",
        "OutcomeSection",
        "OutcomeStatement",
        "ParseResult",
        "PartialDate",
        "Period",
        "Qualifier",
        "Reference",
        "Report",
        "Role",
        "SourceIdentity",
        "SpendLine",
        "SpendTable",
        "Status",
        "Total",
        "Unit",
        "Unplaced",
        "origins_of",
    ),
    "pipeline": (
        "check",
        "parse",
        "parse_text",
    ),
    "provenance": (
        "BBox",
        "Origin",
    ),
    "serialise": (
        "dump",
        "dumps",
        "load",
        "loads",
        "schema",
    ),
    "theming": (
        "KnownBy",
        "Theme",
        "ThemedLine",
        "ThemedSection",
        "themes",
    ),
}
"""Which module of this package each name comes from."""


def __getattr__(name: str) -> object:
    for module, names in _HOMES.items():
        if name in names:
            from importlib import import_module  # noqa: PLC0415 - the point is to import nothing before

            value: object = getattr(import_module(f"pcc_report.{module}"), name)
            globals()[name] = value
            return value
    msg = f"module 'pcc_report' has no attribute {name!r}"
    raise AttributeError(msg)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__} - {"TYPE_CHECKING"})
