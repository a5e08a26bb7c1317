"""Results -> files for people and tools: one module for each format, all named in `EXPORTERS`."""

from collections.abc import Callable, Iterable, Iterator

import attrs

from pcc_report.errors import UsageError
from pcc_report.export import csv, json, jsonl, markdown
from pcc_report.export.csv import to_rows
from pcc_report.model import ParseResult

__all__ = ["EXPORTERS", "Exporter", "to_rows", "write"]


@attrs.frozen
class Exporter:
    """A format: its name, what it holds, and the function that gives the pieces of its text.

    The function takes the results and whether they are one document or a row of them.
    """

    name: str
    summary: str
    pieces: Callable[[Iterable[ParseResult], bool], Iterator[str]]


EXPORTERS: tuple[Exporter, ...] = (
    Exporter("json", "everything, as `loads` reads it; a JSON array for several results", json.pieces),
    Exporter("jsonl", "the same, one result a line", jsonl.pieces),
    Exporter("csv", "one row for each sum of money, for spreadsheets", csv.pieces),
    Exporter("markdown", "a summary for a person to read", markdown.pieces),
)
"""Every format, the default first."""


def write(results: ParseResult | Iterable[ParseResult], format_name: str = "json") -> Iterator[str]:
    """Yield the text of one result, or of several as they come, in a format of `EXPORTERS`, piece by piece.

    Line ends are part of the text; write it without translating them.
    """
    for exporter in EXPORTERS:
        if exporter.name == format_name:
            one = isinstance(results, ParseResult)
            return exporter.pieces((results,) if isinstance(results, ParseResult) else results, one)
    msg = f"no format {format_name!r}"
    raise UsageError(msg, advice="the formats are " + ", ".join(e.name for e in EXPORTERS))
