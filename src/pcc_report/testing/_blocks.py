"""A report and a layout -> the blocks of its page, whatever they are printed to."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import attrs

from pcc_report.model import Column, Figure, OutcomeSection, Report, SpendLine, SpendTable, Total
from pcc_report.testing._layouts import (
    Form,
    Layout,
    SectionLayout,
    Shape,
    Statements,
    TableLayout,
    print_date,
    print_period,
)
from pcc_report.testing._phrases import phrases

Cells = tuple[str, ...]


@attrs.frozen
class Heading:
    """A line that is a heading."""

    text: str


@attrs.frozen
class Lines:
    """Lines one below another."""

    lines: Cells
    flows: bool = False
    """Whether they may be wrapped."""


@attrs.frozen
class Grid:
    """A table: its rows of headings and the others."""

    form: Form
    columns: tuple[Column, ...]
    header: tuple[Cells, ...]
    body: tuple[Cells, ...]


Block = Heading | Lines | Grid

RULE = "\0"
"""The text of the cells of a row that is a spacer, or a rule."""


def blocks_of(report: Report, layout: Layout) -> Iterator[Block]:
    """Yield the blocks of the page in their order."""
    yield from _head(report, layout)
    if "{sum}" in layout.allocation:
        for allocation in report.allocations:
            yield Lines((layout.allocation.format(sum=f"£{allocation.money.amount:,}"),), flows=True)
    for n, (table, shown) in enumerate(zip(report.spend_tables, layout.tables, strict=False)):
        yield from _table(report if n == 0 else attrs.evolve(report, allocations=()), table, shown, layout)
    if not report.outcome_sections:
        return
    has_clauses = any(
        _layout_of(layout, n).statements is Statements.CLAUSES for n in range(len(report.outcome_sections))
    )
    yield Heading(f"5. {layout.container}" if has_clauses else layout.container)
    for n, section in enumerate(report.outcome_sections):
        yield from _section(section, _layout_of(layout, n), n + 1 if has_clauses else 0)


# ---------------------------------------------------------------- the title block


def _head(report: Report, layout: Layout) -> Iterator[Block]:
    head = layout.head
    values = [
        report.organisation or "",
        report.title or "",
        print_date(report.published, head.date) if report.published else "",
        print_period(report.period, head.period) if report.period else "",
    ]
    labelled = list(zip(head.labels, values, strict=True))
    if head.is_title_first:
        labelled[:2] = labelled[1::-1]
    if head.form:
        yield Lines(
            tuple(line for label, value in labelled if value for line in f"{label}{head.form}{value}".split("\n"))
        )
        return
    for label, value in labelled:
        for _ in range(head.times if label == head.labels[1] else 1):
            if value:
                yield Heading(value)


# ---------------------------------------------------------------- money


def _table(report: Report, table: SpendTable, shown: TableLayout, layout: Layout) -> Iterator[Block]:
    totals = [t for t in table.totals if shown.total != "heading"]
    if shown.shape is not Shape.AWARDS:
        yield Heading(table.title)
    granted = [] if "{sum}" in layout.allocation else [(a.label, f"£{a.money.amount:,}") for a in report.allocations]
    if granted and (layout.allocation == "line" or shown.shape is not Shape.GRID):
        yield Lines(tuple(f"{label}: {printed}" for label, printed in granted))
        granted = []
    if shown.intro:
        yield Lines((shown.intro,))
    match shown.shape:
        case Shape.GRID:
            yield _grid(attrs.evolve(table, totals=tuple(totals)), shown, granted, layout)
        case Shape.LIST:
            yield from _list(table, totals, shown)
        case Shape.BULLETS:
            lines = [shown.bullet + _item(line, shown) for line in table.lines]
            yield Lines(tuple(_counted(lines)), flows=True)
            yield from (Lines(((f"{t.label}: " if t.label else "") + _sum(t, shown),)) for t in totals)
        case Shape.FUNDS:
            for line in table.lines:
                yield Lines((f"{line.category}: {_sum(line, shown)}. {line.description}",), flows=True)
        case Shape.BLOCKS:
            for line in table.lines:
                yield from _block(line, shown)
        case Shape.AWARDS:
            yield from _awards(table, shown)
        case Shape.PROSE:
            yield Lines((_prose(table, shown),), flows=True)
        case Shape.CHART:
            yield Lines(tuple(line.category for line in table.lines))
            yield Lines(tuple(_sum(line, shown) for line in reversed(table.lines)))


def _sum(row: SpendLine | Total, shown: TableLayout) -> str:
    return shown.notation.print(row.figures[0].money)


def _counted(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines, their numbers or letters counting on."""
    for n, line in enumerate(lines):
        marker, _, rest = line.partition(" ")
        yield f"{marker.replace('1', str(n + 1)).replace('a)', chr(97 + n % 26) + ')')} {rest}"


def _item(line: SpendLine, shown: TableLayout) -> str:
    if line.recipient:
        return f"{_sum(line, shown)} to {line.recipient} for {line.category}"
    told = f", including {line.description}" if line.description else ""
    return f"{line.category}{told}{shown.separator}{_sum(line, shown)}"


def _list(table: SpendTable, totals: Sequence[Total], shown: TableLayout) -> Iterator[Block]:
    def line(label: str, row: SpendLine | Total) -> str:
        return f"{label}{shown.separator if label else ''}{_sum(row, shown)}"

    subtotals = {t.group: t for t in table.subtotals}
    parts: list[list[str]] = []
    for group, lines in groupby(table.lines, key=lambda x: x.group):
        part = [group] if group else []
        part += [line(x.category, x) for x in lines]
        if group in subtotals:
            part.append(line(subtotals[group].label, subtotals[group]))
        parts.append(part)
    last = [line(t.label, t) for t in totals]
    if len(parts) == 1:
        parts[0] += last
    else:
        parts.append(last)
    yield from (Lines(tuple(part)) for part in parts if part)


def _block(line: SpendLine, shown: TableLayout) -> Iterator[Block]:
    values = {"amount": _sum(line, shown), "recipient": line.recipient, "category": line.category}
    for name, value in values.items():
        if value:
            yield Lines((f"{phrases('blocks', name)[0]}:",))
            yield Lines((value,))
    if line.description:
        yield Lines((line.description,), flows=True)


def _awards(table: SpendTable, shown: TableLayout) -> Iterator[Block]:
    for group, lines in groupby(table.lines, key=lambda x: x.group):
        if group:
            yield Heading(group)
        for line in lines:
            yield Heading(f"{line.recipient} – {line.category}")
            words = " ".join(c.text for c in line.cells)
            yield Lines((f"To award {line.recipient} {_sum(line, shown)} {words}.",), flows=True)
    yield Heading("Recommendation")
    yield Lines(tuple(_counted(shown.bullet + _item(line, shown) for line in table.lines)), flows=True)


def _prose(table: SpendTable, shown: TableLayout) -> str:
    told = [f"{_sum(x, shown)} to {x.recipient} for {x.category}" for x in table.lines]
    return f"We gave {', '.join(told[:-1])}{' and ' if told[1:] else ''}{told[-1]}."


# ---------------------------------------------------------------- tables


def _grid(table: SpendTable, shown: TableLayout, granted: Sequence[tuple[str, str]], layout: Layout) -> Grid:
    columns = table.columns
    allocated = [_row(columns, label, [printed]) for label, printed in granted]
    totals = [_total(columns, t, shown) for t in table.totals]
    body = [*allocated, *(totals if shown.total == "first" else []), *_body(table, shown)]
    if shown.total == "last":
        body += [*([(RULE,) * len(columns)] if shown.spacer and totals else []), *totals]
    return Grid(shown.form, columns, tuple(_header(columns, shown, layout)), tuple(body))


def _header(columns: Sequence[Column], shown: TableLayout, layout: Layout) -> Iterator[Cells]:
    unit = shown.notation.unit if shown.unit == "heading" and not shown.notation.behind else ""
    if shown.header == 1:
        yield tuple(c.heading + unit if c.kind == "figure" else c.heading for c in columns)
    elif shown.header == 2:
        seen = ""
        above = []
        for column in columns:
            heading = column.heading + unit if column.kind == "figure" else ""
            above.append("" if heading == seen else heading)
            seen = heading
        yield tuple(above)
        yield tuple(_below(c, layout) if c.kind == "figure" else c.heading for c in columns)
    if shown.header and shown.unit == "row":
        yield tuple((shown.notation.unit.strip(" ()") or "£") if c.kind == "figure" else "" for c in columns)


def _below(column: Column, layout: Layout) -> str:
    return print_period(column.period, layout.head.period) if column.period else ""


def _body(table: SpendTable, shown: TableLayout) -> Iterator[Cells]:
    columns = table.columns
    subtotals = {t.group: t for t in table.subtotals}
    for group, lines in groupby(table.lines, key=lambda x: x.group):
        if group and shown.groups == "row":
            yield _row(columns, group, [])
        for line in lines:
            yield tuple(_cells(columns, line, shown))
        if group in subtotals:
            yield _total(columns, subtotals[group], shown)


def _cells(columns: Sequence[Column], line: SpendLine, shown: TableLayout) -> Iterator[str]:
    figures = iter(line.figures)
    others = {c.column: c.text for c in line.cells}
    for column in columns:
        if column.kind == "figure":
            yield _print(next(figures), shown)
        elif column.kind == "other":
            yield others.get(column.heading, "")
        else:
            yield str(getattr(line, column.kind) or "")


def _print(figure: Figure, shown: TableLayout) -> str:
    return shown.notation.print(figure.money)


def _total(columns: Sequence[Column], total: Total, shown: TableLayout) -> Cells:
    return _row(columns, total.label, [_print(f, shown) for f in total.figures])


def _row(columns: Sequence[Column], label: str, sums: Sequence[str]) -> Cells:
    """Return a row of a label in the first cell and sums in the columns of figures, as far as there are sums."""
    left = iter(sums)
    return tuple(label if n == 0 else next(left, "") if c.kind == "figure" else "" for n, c in enumerate(columns))


# ---------------------------------------------------------------- outcomes


def _layout_of(layout: Layout, n: int) -> SectionLayout:
    return layout.sections[n] if n < len(layout.sections) else SectionLayout()


def _section(section: OutcomeSection, shown: SectionLayout, number: int) -> Iterator[Block]:
    yield Heading(f"5.{number}. {section.heading}" if number else section.heading)
    told = section.statements
    match shown.statements:
        case Statements.BULLETS:
            outer = _counted(shown.bullet + s.text for s in told if s.level == 1)
            yield Lines(tuple(next(outer) if s.level == 1 else f"   {shown.inner}{s.text}" for s in told), flows=True)
        case Statements.CLAUSES:
            yield Lines(tuple(f"5.{number}.{n}. {s.text}" for n, s in enumerate(told, 1)), flows=True)
        case Statements.PROSE:
            yield Lines((" ".join(s.text for s in told),), flows=True)
        case Statements.TABLE:
            names = tuple(c.column for c in told[0].cells)
            columns = tuple(Column(heading=name, kind="other") for name in names)
            yield Grid(Form.PIPE, columns, (names,), tuple(tuple(c.text for c in s.cells) for s in told))
