"""A report and a layout -> text, or PDF."""

from collections.abc import Iterator, Sequence
from io import BytesIO

from pcc_report.model import Report, SpendTable, Total
from pcc_report.testing._layouts import Form, Layout

WIDE = (1600, 842)
"""A page that holds six columns without wrapping, in points."""

LABELS = ("Organisation", "Title", "Date", "Period")


def print_text(report: Report, layout: Layout) -> str:
    """Return *report* printed as a text file."""
    out: list[str] = []
    for block in print_lines(report, layout):
        if block and isinstance(block[0], tuple):
            out += _rows([r for r in block if isinstance(r, tuple)], layout)
        else:
            out += [line for line in block if isinstance(line, str)]
        out += [""] * layout.gap
    return "\n".join(out) + "\n"


def print_pdf(report: Report, layout: Layout) -> bytes:
    """Return *report* printed as a PDF by ReportLab: rulings for a Markdown or pipe table, white gutters else."""
    from reportlab.lib import colors  # noqa: PLC0415 - only PDF needs it
    from reportlab.lib.styles import getSampleStyleSheet  # noqa: PLC0415
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table  # noqa: PLC0415

    styles = getSampleStyleSheet()
    story: list[object] = []
    for block in print_lines(report, layout):
        if block and isinstance(block[0], tuple):
            rows = [[_plain(c) for c in r] for r in block]
            ruled = layout.form in (Form.PIPE, Form.MARKDOWN)
            right = ("ALIGN", (1, 0), (-1, -1), "RIGHT")
            grid = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)
            story.append(Table(rows, style=[right, grid] if ruled else [right], hAlign="LEFT"))
        else:
            for line in block:
                is_heading = isinstance(line, Heading)
                text = _plain(str(line)).replace("&", "&amp;").replace("<", "&lt;")
                story.append(Paragraph(text, styles["Heading2" if is_heading else "BodyText"]))
        story.append(Spacer(1, 6 * layout.gap))
    file = BytesIO()
    SimpleDocTemplate(file, pagesize=WIDE, invariant=1).build(story)
    return file.getvalue()


class Heading(str):
    """A line that is a heading."""

    __slots__ = ()


Block = Sequence[str] | Sequence[tuple[str, ...]]


def print_lines(report: Report, layout: Layout) -> Iterator[Block]:
    """Yield the blocks of the page: lines of text, or rows of cells for a table."""
    values = (
        report.organisation or "",
        report.title or "",
        layout.print_date(report.published) if report.published else "",
        layout.print_period(report.period) if report.period else "",
    )
    if layout.has_fields:
        yield [f"{label}: {value}" for label, value in zip(LABELS, values, strict=True) if value]
    else:
        for value in values:
            if value:
                yield [Heading(value)]
    for table in report.spend_tables:
        yield [Heading(table.title)]
        for allocation in report.allocations:
            yield [f"{allocation.label}: £{allocation.money.amount:,}"]
        yield [*_header(layout), *_body(table, layout)]
    if layout.container and report.outcome_sections:
        yield [Heading(layout.container)]
    for section in report.outcome_sections:
        yield [Heading(section.heading)]
        yield [_bullet(layout.bullet, n) + s.text for n, s in enumerate(section.statements)]


def _bullet(bullet: str, n: int) -> str:
    return bullet.replace("1", str(n + 1)).replace("a)", f"{chr(97 + n % 26)})")


def _header(layout: Layout) -> list[tuple[str, ...]]:
    return [(layout.stub, *(h + layout.notation.unit for h in layout.headings))]


def _body(table: SpendTable, layout: Layout) -> Iterator[tuple[str, ...]]:
    group: str | None = None
    subtotals = {t.group: t for t in table.subtotals}
    width = len(layout.headings) + 1
    for line in table.lines:
        if line.group != group:
            if group in subtotals:
                yield _total(subtotals[group], layout)
            group = line.group
            yield (group or "", *[""] * (width - 1))
        yield (line.category, *(layout.notation.print(f.money) for f in line.figures))
    if group in subtotals:
        yield _total(subtotals[group], layout)
    for total in table.totals:
        yield _total(total, layout)


def _total(total: Total, layout: Layout) -> tuple[str, ...]:
    return (total.label, *(layout.notation.print(f.money) for f in total.figures))


def _rows(rows: Sequence[tuple[str, ...]], layout: Layout) -> list[str]:
    if layout.form is Form.TAB:
        return ["\t".join(row).rstrip("\t") if not any(row[1:]) else "\t".join(row) for row in rows]
    if layout.form is Form.PIPE:
        return [" | ".join(row) for row in rows]
    if layout.form is Form.MARKDOWN:
        framed = [f"| {' | '.join(row)} |" for row in rows]
        rule = "|" + "|".join(["---"] * len(rows[0])) + "|"
        return [framed[0], rule, *framed[1:]]
    widths = [max(len(row[j]) for row in rows) for j in range(len(rows[0]))]
    return [
        (
            row[0].ljust(widths[0]) + "".join("   " + c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))
        ).rstrip()
        for row in rows
    ]


def _plain(text: str) -> str:
    """Return *text* in the characters of the standard fonts."""
    return text.replace("\uf0b7", "•")
