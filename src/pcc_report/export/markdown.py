"""A summary for a person: who, when, how much, on what, what came of it, and what is in doubt.

Every text of the document is escaped: it can neither break the page nor become markup or HTML.
"""

import re
from collections.abc import Iterable, Iterator

from pcc_report.diagnostics import Diagnostic
from pcc_report.model import Figure, ParseResult, Period, Report, Role, SpendLine, SpendTable, Total
from pcc_report.provenance import Origin

_BLANK = re.compile(r"\s+")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SPECIAL = re.compile(r"[\\`*_\[\]<>|~#$!]|&(?=#?\w+;)")
"""An "&" means something only where it begins the name of a sign, such as "&copy;"; elsewhere it is best read bare."""
_BLOCK_SIGN = re.compile(r"(?:[-+=:>]|\d+(?=[.)]))")
_WIDEST = 60
"""Columns of a table are aligned up to this width; a longer cell sticks out."""


def pieces(results: Iterable[ParseResult], one: bool) -> Iterator[str]:  # noqa: ARG001 - headings part them
    """Yield one summary for each result, parted by rules."""
    lead = ""
    for result in results:
        yield lead + "\n".join(_summary(result)) + "\n"
        lead = "\n---\n\n"


def _summary(result: ParseResult) -> Iterator[str]:
    report, source = result.report, result.source
    yield f"# {_text(report.title or source.name or 'Report without a title')}"
    yield ""
    yield from _facts(report)
    yield f"- Source: {_text(source.name or 'unnamed')}, {source.pages} page{'s'[: source.pages != 1]}"
    for number, table in enumerate(report.spend_tables, 1):
        yield from _spend_table(table, number)
    for section in report.outcome_sections:
        yield from ("", f"## {_text(section.heading or 'Outcomes')}", "")
        for statement in section.statements:
            status = f" ({statement.status})" if statement.status is not None else ""
            yield f"{'  ' * min(statement.level - 1, 8)}- {_text(statement.text)}{status}"
    if report.references:
        yield from ("", "## Other documents named", "")
        yield from (f"- {_text(reference.text)}" for reference in report.references)
    if report.abbreviations:
        yield from ("", "## Abbreviations", "")
        yield from (f"- {_text(a.short)}: {_text(a.long)}" for a in report.abbreviations)
    yield from _doubts(result)


def _facts(report: Report) -> Iterator[str]:
    facts = (
        ("Organisation", report.organisation),
        ("Funder", report.funder),
        ("Published", report.published),
        ("Period", _period(report.period)),
    )
    for name, fact in facts:
        if fact is not None:
            yield f"- {name}: {_text(str(fact))}"
    for allocation in report.allocations:
        of = "".join(f", {_text(part)}" for part in (allocation.recipient, _period(allocation.period)) if part)
        qualifier = f"{allocation.qualifier.replace('_', ' ')} " if allocation.qualifier is not None else ""
        label = _text(allocation.label) or "Allocation"
        yield f"- {label} ({_role(allocation.role)}{of}): {qualifier}{allocation.money}"
    for name, money in (("Spent", report.spent()), ("Variance", report.variance())):
        if money is not None:
            yield f"- {name} in all (computed): {money}"


# ---------------------------------------------------------------- tables


def _spend_table(table: SpendTable, number: int) -> Iterator[str]:
    series = _series(table)
    names = [n for n in ("group", "recipient", "category", "description") if _used(table, n)] or ["category"]
    head = [n.capitalize() for n in names]
    head += [_role(role).capitalize() + (f" {_period(period)}" if period else "") for role, period in series]
    rows = [[*(_text(getattr(line, n) or "") for n in names), *_amounts(line.figures, series)] for line in table.lines]
    marked = [(t, f"Sub-total {t.group or t.label}".strip()) for t in table.subtotals]
    marked += [(t, t.label or "Total") for t in table.totals]
    rows += [
        [f"**{_text(label)}**", *[""] * (len(names) - 1), *_amounts(total.figures, series)] for total, label in marked
    ]
    yield from ("", f"## {_text(table.title) or f'Spend table {number}'}", "")
    yield from _aligned(head, rows, len(names))


def _series(table: SpendTable) -> list[tuple[Role, Period | None]]:
    rows: tuple[SpendLine | Total, ...] = (*table.lines, *table.subtotals, *table.totals)
    return list(dict.fromkeys((f.role, f.period) for row in rows for f in row.figures))


def _used(table: SpendTable, name: str) -> bool:
    return any(getattr(line, name) for line in table.lines)


def _amounts(figures: tuple[Figure, ...], series: list[tuple[Role, Period | None]]) -> list[str]:
    cells: dict[tuple[Role, Period | None], list[str]] = {}
    for figure in figures:
        said = _text(figure.printed) if figure.money is None else str(figure.money)
        cells.setdefault((figure.role, figure.period), []).append(said)
    return [" / ".join(cells.get(key, ())) for key in series]


def _aligned(head: list[str], rows: list[list[str]], texts: int) -> Iterator[str]:
    widths = [min(max(3, *(len(row[column]) for row in (head, *rows))), _WIDEST) for column in range(len(head))]

    def line(cells: list[str]) -> str:
        padded = (
            cell.ljust(width) if column < texts else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        return "| " + " | ".join(padded) + " |"

    yield line(head)
    yield line(["-" * w if column < texts else "-" * (w - 1) + ":" for column, w in enumerate(widths)])
    yield from map(line, rows)


# ---------------------------------------------------------------- doubts


def _doubts(result: ParseResult) -> Iterator[str]:
    yield from ("", "## Doubts", "")
    if not result.diagnostics:
        yield "None."
    for d in sorted(result.diagnostics, key=lambda d: -d.severity.rank):
        yield f"- {_place(d)}{_text(d.code)} {d.severity}, {_text(d.name)}: {_text(d.message)}"
    if result.unplaced:
        yield from ("", "## Sums without a place in the report", "")
        for sum_ in result.unplaced:
            yield f"- {_where(sum_.origin)}: {_text(sum_.printed)} ({_text(sum_.reason)})"


def _place(diagnostic: Diagnostic) -> str:
    return f"{_where(diagnostic.origins[0])}: " if diagnostic.origins else ""


def _where(origin: Origin) -> str:
    return f"page {origin.page}, line {origin.line}"


# ---------------------------------------------------------------- texts


def _period(period: Period | None) -> str | None:
    return None if period is None else period.label


def _role(role: Role) -> str:
    return role.value.replace("_", " ")


def _text(text: str) -> str:
    """Return *text* on one line, so that markdown and HTML show it as it is."""
    text = _CONTROL.sub("\ufffd", _BLANK.sub(" ", text).strip())
    text = _SPECIAL.sub(lambda m: {"<": "&lt;", ">": "&gt;", "&": "&amp;"}.get(m[0], "\\" + m[0]), text)
    sign = _BLOCK_SIGN.match(text)
    if sign is None:
        return text
    at = sign.end() if sign[0].isdigit() else 0
    return text[:at] + "\\" + text[at:]
