"""Flat tables: `to_rows` for programs, one CSV of every sum of money for spreadsheets.

The CSV is UTF-8 with a byte order mark and CRLF line ends, as spreadsheet programs expect; amounts are plain
numbers; a text cell that a program could take for a formula has an apostrophe put before it.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal

from pcc_report.diagnostics import Diagnostic
from pcc_report.export._doubts import Doubts
from pcc_report.model import Figure, Money, NamedCell, ParseResult, Period, SpendTable
from pcc_report.provenance import Origin

Row = dict[str, object]

COLUMNS = (
    "file",
    "kind",
    "table",
    "group",
    "recipient",
    "category",
    "description",
    "role",
    "period",
    "amount",
    "currency",
    "qualifier",
    "printed",
    "page",
    "line",
    "doubts",
)
"""The columns of the CSV; a ``kind`` is allocation, line, subtotal, total, measure or unplaced."""

_FORMULA = frozenset("=+-@|")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def pieces(results: Iterable[ParseResult], one: bool) -> Iterator[str]:  # noqa: ARG001 - several are one table too
    """Yield the byte order mark and header, then the rows of each result."""
    yield "\ufeff" + csv_text([COLUMNS])
    for result in results:
        yield csv_text([row.get(column) for column in COLUMNS] for row in _money_rows(result))


def csv_text(rows: Iterable[Iterable[object]]) -> str:
    """Return rows as CSV, each cell made harmless for spreadsheet programs."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def to_rows(result: ParseResult) -> dict[str, list[Row]]:
    """Return *result* as flat tables, ready for a data frame or a database.

    The tables are ``reports``, ``allocations``, ``spend_lines`` and ``totals`` (a row a figure; sub-totals
    are totals too), ``outcome_statements``, ``measures``, ``diagnostics`` and ``unplaced``. Every row has
    ``file`` and ``sha256``, and the page and line of its first origin; amounts are `Decimal`, empty is None.
    """
    doubts = Doubts(result)
    return {
        "reports": [_report_row(result)],
        "allocations": list(_allocation_rows(result, doubts)),
        "spend_lines": [
            row
            for number, table in enumerate(result.report.spend_tables, 1)
            for row in _line_rows(result, number, table, doubts)
        ],
        "totals": [
            row
            for number, table in enumerate(result.report.spend_tables, 1)
            for row in _total_rows(result, number, table, doubts)
        ],
        "outcome_statements": list(_statement_rows(result, doubts)),
        "measures": list(_measure_rows(result, doubts)),
        "diagnostics": [
            {
                **_identity(result),
                "code": d.code,
                "name": d.name,
                "severity": d.severity.value,
                "message": d.message,
                **_place(d.origins),
            }
            for d in result.diagnostics
        ],
        "unplaced": [
            {
                **_identity(result),
                "reason": u.reason,
                **_money(u.money),
                "printed": u.printed,
                **_place((u.origin,)),
            }
            for u in result.unplaced
        ],
    }


# ---------------------------------------------------------------- the tables


def _report_row(result: ParseResult) -> Row:
    report, source = result.report, result.source
    return {
        **_identity(result),
        "title": report.title,
        "organisation": report.organisation,
        "funder": report.funder,
        "published": None if report.published is None else str(report.published),
        **_period(report.period),
        "format": source.format,
        "pages": source.pages,
        "reader": source.reader,
        "parser_version": source.parser_version,
        "diagnostics": len(result.diagnostics),
        "unread": len(result.unread),
        "unplaced": len(result.unplaced),
        **_place(report.origins),
    }


def _allocation_rows(result: ParseResult, doubts: Doubts) -> Iterator[Row]:
    for allocation in result.report.allocations:
        yield {
            **_identity(result),
            "label": allocation.label,
            "recipient": allocation.recipient,
            "role": allocation.role.value,
            **_period(allocation.period),
            **_money(allocation.money),
            "qualifier": None if allocation.qualifier is None else allocation.qualifier.value,
            "printed": allocation.printed,
            **_place(allocation.origins),
            "doubts": _codes(doubts.about(allocation)),
        }


def _line_rows(result: ParseResult, number: int, table: SpendTable, doubts: Doubts) -> Iterator[Row]:
    for line_number, line in enumerate(table.lines, 1):
        head: Row = {
            **_identity(result),
            "table_number": number,
            "table": table.title,
            "line_number": line_number,
            "group": line.group,
            "recipient": line.recipient,
            "category": line.category,
            "description": line.description,
            "cells": _cells(line.cells),
        }
        for row in _figure_rows(line.figures, line.origins):
            yield {**head, **row, "doubts": _codes(doubts.about(line))}


def _total_rows(result: ParseResult, number: int, table: SpendTable, doubts: Doubts) -> Iterator[Row]:
    rows = [("subtotal", t) for t in table.subtotals] + [("total", t) for t in table.totals]
    for kind, total in rows:
        head: Row = {
            **_identity(result),
            "kind": kind,
            "table_number": number,
            "table": table.title,
            "label": total.label,
            "group": total.group,
            "cells": _cells(total.cells),
        }
        for row in _figure_rows(total.figures, total.origins):
            yield {**head, **row, "doubts": _codes(doubts.about(total))}


def _figure_rows(figures: tuple[Figure, ...], origins: tuple[Origin, ...]) -> Iterator[Row]:
    if not figures:
        yield {"role": None, **_period(None), **_money(None), "printed": None, **_place(origins)}
    for figure in figures:
        yield {
            "role": figure.role.value,
            **_period(figure.period),
            **_money(figure.money),
            "printed": figure.printed,
            **_place(figure.origins or origins),
        }


def _statement_rows(result: ParseResult, doubts: Doubts) -> Iterator[Row]:
    for number, section in enumerate(result.report.outcome_sections, 1):
        for statement_number, statement in enumerate(section.statements, 1):
            yield {
                **_identity(result),
                "section_number": number,
                "section": section.heading,
                "statement_number": statement_number,
                "text": statement.text,
                "level": statement.level,
                "marker": statement.marker,
                "status": None if statement.status is None else statement.status.value,
                "cells": _cells(statement.cells),
                **_place(statement.origins),
                "doubts": _codes(doubts.about(statement)),
            }


def _measure_rows(result: ParseResult, doubts: Doubts) -> Iterator[Row]:
    for number, section in enumerate(result.report.outcome_sections, 1):
        for statement_number, statement in enumerate(section.statements, 1):
            for measure in statement.measures:
                yield {
                    **_identity(result),
                    "section_number": number,
                    "section": section.heading,
                    "statement_number": statement_number,
                    "text": statement.text,
                    "value": measure.value,
                    "unit": measure.unit.value,
                    "base": measure.base,
                    "duration_unit": measure.duration_unit,
                    "currency": measure.currency,
                    "qualifier": None if measure.qualifier is None else measure.qualifier.value,
                    "measured": measure.measured,
                    "direction": None if measure.direction is None else measure.direction.value,
                    "baseline": measure.baseline,
                    "printed": measure.printed,
                    **_place(measure.origins or statement.origins),
                    "doubts": _codes(doubts.about(measure)),
                }


def _money_rows(result: ParseResult) -> Iterator[Row]:
    """Yield a row for each sum of money, wherever in the result it stands, under the names of `COLUMNS`."""
    tables = to_rows(result)
    for row in tables["allocations"]:
        yield {**row, "kind": "allocation", "category": row["label"]}
    by_table: dict[object, list[Row]] = {n: [] for n in range(1, len(result.report.spend_tables) + 1)}
    for row in tables["spend_lines"]:
        by_table[row["table_number"]].append({**row, "kind": "line"})
    for row in tables["totals"]:
        by_table[row["table_number"]].append({**row, "category": row["label"]})
    for number, rows in by_table.items():
        for row in rows:
            yield {**row, "table": row["table"] or f"table {number}"}
    for row in tables["measures"]:
        if row["unit"] == "money":
            yield {
                **row,
                "kind": "measure",
                "table": row["section"],
                "category": row["measured"],
                "description": row["text"],
                "amount": row["value"],
            }
    for row in tables["unplaced"]:
        yield {**row, "kind": "unplaced", "description": row["reason"]}


# ---------------------------------------------------------------- parts of rows


def _identity(result: ParseResult) -> Row:
    return {"file": result.source.name, "sha256": result.source.sha256}


def _place(origins: tuple[Origin, ...]) -> Row:
    return {"page": origins[0].page, "line": origins[0].line} if origins else {"page": None, "line": None}


def _period(period: Period | None) -> Row:
    if period is None:
        return {"period": None, "period_start": None, "period_end": None}
    return {
        "period": period.label,
        "period_start": period.start.isoformat(),
        "period_end": period.end.isoformat(),
    }


def _money(money: Money | None) -> Row:
    if money is None:
        return {"amount": None, "currency": None}
    return {"amount": money.amount, "currency": money.currency}


def _cells(cells: tuple[NamedCell, ...]) -> str | None:
    return "; ".join(f"{cell.column}: {cell.text}" for cell in cells) or None


def _codes(diagnostics: tuple[Diagnostic, ...]) -> str | None:
    return "; ".join(dict.fromkeys(f"{d.code} {d.name}" for d in diagnostics)) or None


# ---------------------------------------------------------------- CSV


def _cell(value: object) -> str:
    """Return *value* as a cell that no spreadsheet program takes for more than it is."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, int | float):
        return str(value)
    text = _CONTROL.sub("\ufffd", str(value)).encode("utf-8", "backslashreplace").decode()
    return "'" + text if _looks_like_formula(text) else text


def _looks_like_formula(text: str) -> bool:
    if text[:1] in {"\t", "\r", "\n"}:
        return True
    for sign in text[:200]:
        if sign.isspace() or unicodedata.category(sign) == "Cf":
            continue
        return unicodedata.normalize("NFKC", sign)[0] in _FORMULA or sign in "\u2212\ufe63"
    return False
