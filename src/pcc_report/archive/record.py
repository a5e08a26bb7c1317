"""A result as rows of the archive's tables: what a worker sends back, ready to be stored."""

import hashlib
import re
import time
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

import attrs

from pcc_report._version import __version__
from pcc_report.model import Figure, Money, NamedCell, ParseResult, Period, Report, SpendTable
from pcc_report.pipeline import parse
from pcc_report.provenance import Origin
from pcc_report.serialise import dumps
from pcc_report.theming import themes

Row = tuple[object, ...]

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
"""What text in SQLite cannot hold; the JSON has it, escaped."""

MOST_PENCE: Final = 2**63 - 1

_PENNY: Final = Decimal("0.01")


@attrs.frozen(kw_only=True)
class Record:
    """All that the archive keeps of one parsed file."""

    sha256: str
    size: int
    milliseconds: int
    parser_version: str
    json: str
    rows: dict[str, list[Row]]
    """By table, in the order of the schema's columns, without the first, ``file_id``."""


def recorded(data: bytes, **given: Any) -> Record:  # noqa: ANN401  # arguments of `parse`
    """Parse a file and return its record."""
    began = time.perf_counter()
    result = parse(data, **given)
    rows = {name: [tuple(map(_stored, row)) for row in rows] for name, rows in _tables(result)}
    return Record(
        sha256=result.source.sha256,
        size=len(data),
        milliseconds=round(1e3 * (time.perf_counter() - began)),
        parser_version=__version__,
        json=dumps(result, indent=None),
        rows=rows,
    )


def _stored(value: object) -> object:
    if isinstance(value, str) and not value.isascii():
        return _UNSTORABLE.sub("\ufffd", value)
    return value.replace("\0", "\ufffd") if isinstance(value, str) else value


def _tables(result: ParseResult) -> Iterator[tuple[str, list[Row]]]:
    """Yield each table with its rows; what a foreign key leads to comes first."""
    report = result.report
    tables = [(f"$.report.spend_tables[{n}]", n + 1, table) for n, table in enumerate(report.spend_tables)]
    lines = [
        (f"{path}.lines[{n}]", number, n + 1, table, line)
        for path, number, table in tables
        for n, line in enumerate(table.lines)
    ]
    totals = [
        (f"{path}.{kind}s[{n}]", number, kind, n + 1, table, total)
        for path, number, table in tables
        for kind, found in (("total", table.totals), ("subtotal", table.subtotals))
        for n, total in enumerate(found)
    ]
    sections = [(f"$.report.outcome_sections[{n}]", n + 1, s) for n, s in enumerate(report.outcome_sections)]
    statements = [
        (f"{path}.statements[{n}]", number, n + 1, statement)
        for path, number, section in sections
        for n, statement in enumerate(section.statements)
    ]
    yield "reports", [_report(result)]
    yield "computed", [_computed(result)]
    yield (
        "allocations",
        [
            (
                n + 1,
                f"$.report.allocations[{n}]",
                a.label,
                a.recipient,
                a.role.value,
                *_period(a.period),
                *_money(a.money),
                a.qualifier and a.qualifier.value,
                a.printed,
            )
            for n, a in enumerate(report.allocations)
        ],
    )
    yield (
        "spend_lines",
        [
            (number, n, path, table.title, line.group, line.category, line.recipient, line.description)
            for path, number, n, table, line in lines
        ],
    )
    yield (
        "figures",
        [
            (number, n, *row, counts)
            for path, number, n, table, line in lines
            for row, counts in zip(_figures(path, table, line.figures), _counts(table, line.figures), strict=True)
        ],
    )
    yield (
        "totals",
        [
            (number, kind, n, row[0], row[1], table.title, total.label, total.group, *row[2:])
            for path, number, kind, n, table, total in totals
            for row in _figures(path, table, total.figures)
        ],
    )
    yield "outcome_sections", [(number, path, section.heading) for path, number, section in sections]
    yield (
        "statements",
        [
            (number, n, path, s.text, s.level, s.marker, s.status and s.status.value)
            for path, number, n, s in statements
        ],
    )
    yield (
        "measures",
        [
            (
                number,
                n,
                m + 1,
                f"{path}.measures[{m}]",
                float(measure.value),
                f"{measure.value:f}",
                measure.unit.value,
                None if measure.base is None else f"{measure.base:f}",
                measure.duration_unit,
                None if measure.currency is None else _pence(measure.value),
                measure.currency,
                measure.qualifier and measure.qualifier.value,
                measure.measured,
                measure.direction and measure.direction.value,
                measure.baseline,
                measure.printed,
            )
            for path, number, n, statement in statements
            for m, measure in enumerate(statement.measures)
        ],
    )
    holders: list[tuple[str, tuple[NamedCell, ...]]] = [
        *((path, line.cells) for path, _, _, _, line in lines),
        *((path, total.cells) for path, _, _, _, _, total in totals),
        *((path, statement.cells) for path, _, _, statement in statements),
    ]
    yield (
        "cells",
        [(path, n, cell.column, cell.text) for path, cells in holders for n, cell in enumerate(cells, 1)],
    )
    paths = {id(line): path for path, _, _, _, line in lines} | {id(section): path for path, _, section in sections}
    yield "themes", list(_themes(result, paths))
    yield (
        "diagnostics",
        [
            (n + 1, f"$.diagnostics[{n}]", d.code, d.name, d.severity.value, d.message)
            for n, d in enumerate(result.diagnostics)
        ],
    )
    yield (
        "unplaced",
        [(n + 1, f"$.unplaced[{n}]", u.reason, *_money(u.money), u.printed) for n, u in enumerate(result.unplaced)],
    )
    yield (
        "origins",
        [
            *_origins("$.report", report),
            *_origins("$.diagnostics", result.diagnostics),
            *_origins("$.unplaced", result.unplaced),
        ],
    )
    yield (
        "search",
        [
            *((line.category, "category", path) for path, _, _, _, line in lines),
            *((statement.text, "statement", path) for path, _, _, statement in statements),
        ],
    )


def _report(result: ParseResult) -> Row:
    report, source = result.report, result.source
    return (
        "$.report",
        report.title,
        report.organisation,
        report.funder,
        None if report.published is None else str(report.published),
        *_period(report.period),
        source.format,
        source.pages,
        source.reader,
        source.parser_version,
    )


def _computed(result: ParseResult) -> Row:
    found = [result.report.allocated(), result.report.spent(), result.report.variance()]
    currency = next((money.currency for money in found if money is not None), None)
    # sums of two currencies do not go into one row, where they would be compared
    sums = [_money(None if money is None or money.currency != currency else money) for money in found]
    return (currency, *(value for pence, amount, _ in sums for value in (pence, amount)), _fingerprint(result.report))


def _fingerprint(report: Report) -> str | None:
    """Return what is the same for one report in several formats; None where it has no sums to tell it by."""
    lines = [
        (line.category, [(f.role.value, *_period(f.period), *_money(f.money)) for f in line.figures])
        for table in report.spend_tables
        for line in table.lines
    ]
    if not any(figures for _, figures in lines):
        return None
    told = repr((report.organisation, *_period(report.period), lines))
    return hashlib.sha256(told.encode("utf-8", "backslashreplace")).hexdigest()


def _figures(path: str, table: SpendTable, figures: tuple[Figure, ...]) -> Iterator[Row]:
    for n, figure in enumerate(figures):
        in_table = figure.column is not None and figure.column < len(table.columns)
        yield (
            n + 1,
            f"{path}.figures[{n}]",
            figure.role.value,
            *_period(figure.period),
            *_money(figure.money),
            figure.printed,
            table.columns[figure.column].heading if in_table and figure.column is not None else None,
        )


def _counts(table: SpendTable, figures: tuple[Figure, ...]) -> Iterator[int]:
    for figure in figures:
        alike = table.addable(figures, figure.role, figure.period)
        yield int(len(alike) == 1 and alike[0] is figure)


def _themes(result: ParseResult, paths: dict[int, str]) -> Iterator[Row]:
    for theme in themes(result.report):
        if theme.key is None:
            continue
        for line in theme.lines:
            known_by = line.known_by and line.known_by.value
            yield paths[id(line.line)], theme.key, theme.name, known_by, int(line.is_shared)
        for section in theme.sections:
            known_by = section.known_by and section.known_by.value
            yield paths[id(section.section)], theme.key, theme.name, known_by, int(section.is_shared)


def _origins(path: str, value: object) -> Iterator[Row]:
    """Yield the origins of a record and of all that it holds, each under the path of its own record."""
    if isinstance(value, tuple):
        for n, item in enumerate(value):
            yield from _origins(f"{path}[{n}]", item)
        return
    for name in _FIELDS.get(type(value)) or _fields(type(value)):
        held = getattr(value, name)
        if name == "origins" or isinstance(held, Origin):
            for n, origin in enumerate(held if isinstance(held, tuple) else (held,), 1):
                box = origin.box
                yield (
                    path,
                    n,
                    origin.field,
                    origin.page,
                    origin.line,
                    origin.start,
                    origin.end,
                    origin.text,
                    origin.printed,
                    *((None,) * 4 if box is None else (box.x0, box.top, box.x1, box.bottom)),
                )
        elif held and isinstance(held, tuple):
            yield from _origins(f"{path}.{name}", held)


_FIELDS: dict[type, tuple[str, ...]] = {}


def _fields(kind: type) -> tuple[str, ...]:
    names = tuple(field.name for field in getattr(kind, "__attrs_attrs__", ()))
    return _FIELDS.setdefault(kind, names)


def _period(period: Period | None) -> Row:
    if period is None:
        return (None, None, None)
    return (period.label, period.start.isoformat(), period.end.isoformat())


def _money(money: Money | None) -> tuple[int | None, str | None, str | None]:
    if money is None:
        return (None, None, None)
    return (_pence(money.amount), f"{money.amount:f}", money.currency)


def _pence(amount: Decimal) -> int | None:
    if abs(amount) > MOST_PENCE // 100:
        return None
    rounded = amount.quantize(_PENNY)
    return int(rounded.scaleb(2)) if rounded == amount else None
