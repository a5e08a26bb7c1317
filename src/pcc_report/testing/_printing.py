"""Blocks -> text in its several forms, or PDF."""

import textwrap
from collections.abc import Iterator, Sequence
from io import BytesIO

from pcc_report.model import Report
from pcc_report.testing._blocks import RULE, Block, Cells, Grid, Heading, Lines, blocks_of
from pcc_report.testing._layouts import Form, Layout, PageLayout

Line = tuple[str, Cells]
"""A line, and what is printed again above it where it comes first on a page."""

WIDTH = 1600
"""A page that holds seven columns without wrapping, in points."""


def print_text(report: Report, layout: Layout) -> str:
    """Return *report* printed as a text file."""
    page = layout.page
    lines: list[Line] = [(text, ()) for text in page.above]
    lines += [("", ())] * (layout.gap if lines else 0)
    for block in blocks_of(report, layout):
        lines += _lines(block, page)
        lines += [("", ())] * layout.gap
    lines += [(text, ()) for text in page.below]
    out = _paged(lines, page)
    if page.nbsp:
        out = [line.replace("£ ", "£\u00a0").replace(" £", "\u00a0£") for line in out]
    if page.trailing:
        out = [line + "  " for line in out]
    return page.newline.join([*out, ""])


def _lines(block: Block, page: PageLayout) -> Iterator[Line]:
    if isinstance(block, Heading):
        yield block.text, ()
    elif isinstance(block, Lines):
        for line in block.lines:
            wrapped = _wrapped(line, page.wrap) if block.flows and page.wrap else [line]
            yield from ((text, ()) for text in wrapped)
    else:
        header, body = rendered(block)
        yield from ((line, ()) for line in header)
        yield from ((line, tuple(header) if page.repeats and n else ()) for n, line in enumerate(body))


def _wrapped(line: str, width: int) -> list[str]:
    indent = len(line) - len(line.lstrip())
    text = line.strip()
    marker = text.split(" ", 1)[0]
    hang = " " * (indent + len(marker) + 1) if not marker[-1].isalnum() or marker == "o" else ""
    return textwrap.wrap(
        text,
        width,
        initial_indent=" " * indent,
        subsequent_indent=hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _paged(lines: Sequence[Line], page: PageLayout) -> list[str]:
    if page.length is None:
        return [text for text, _ in lines]
    starts = range(0, len(lines), page.length)
    out: list[str] = []
    for n, start in enumerate(starts, 1):
        if page.header:
            out.append(page.header)
        if n > 1:
            out += lines[start][1]
        out += [text for text, _ in lines[start : start + page.length]]
        if page.footer:
            out.append(page.footer.format(page=n, pages=len(starts)))
        if page.is_fed and n < len(starts):
            out.append("\f")
    return "\n".join(out).replace("\f\n", "\f").split("\n")


def rendered(grid: Grid) -> tuple[list[str], list[str]]:
    """Return the lines of the header and those of the body."""
    rows = [*grid.header, *grid.body]
    lines = [_drawn(row, rows, grid) for row in rows]
    header, body = lines[: len(grid.header)], lines[len(grid.header) :]
    if grid.form is Form.MARKDOWN:
        header.append(["|" + "|".join(["---"] * len(grid.columns)) + "|"])
    if grid.form is Form.BOXED:
        edge = ["+" + "+".join("-" * (w + 2) for w in _widths(rows)) + "+"]
        header = [edge, *header, edge] if header else [edge]
        body.append(edge)
    return [x for line in header for x in line], [x for line in body for x in line]


def _drawn(row: Cells, rows: Sequence[Cells], grid: Grid) -> list[str]:
    """Return the lines that one row is printed as."""
    is_rule = row[0] == RULE
    cells = ("",) * len(row) if is_rule else row
    match grid.form:
        case Form.TAB:
            return ["\t".join(cells).rstrip("\t") if not any(cells[1:]) else "\t".join(cells)]
        case Form.PIPE:
            return [" | ".join(cells)]
        case Form.MARKDOWN:
            return [f"| {' | '.join(cells)} |"]
        case Form.CELLS:
            return [c for c in cells if c]
        case Form.BARS:
            return [f"{c} |".strip() for c in cells]
        case Form.SPACED:
            return [_spaced(cells, grid)]
        case Form.BOXED:
            widths = _widths(rows)
            return [
                "| "
                + " | ".join(_set(c, w, k, grid) for k, (c, w) in enumerate(zip(cells, widths, strict=True)))
                + " |"
            ]
        case Form.ALIGNED:
            widths = _widths(rows)
            if is_rule:
                cells = tuple("-" * w if c.kind == "figure" else "" for c, w in zip(grid.columns, widths, strict=True))
            return [
                "   ".join(_set(c, w, k, grid) for k, (c, w) in enumerate(zip(cells, widths, strict=True))).rstrip()
            ]


def _spaced(cells: Cells, grid: Grid) -> str:
    """Return the cells with single spaces between them, and two before the sums."""
    kinds = [c.kind for c in grid.columns]
    words = " ".join(c for c, k in zip(cells, kinds, strict=True) if c and k != "figure")
    sums = " ".join(c for c, k in zip(cells, kinds, strict=True) if c and k == "figure")
    return "  ".join(filter(None, (words, sums)))


def _widths(rows: Sequence[Cells]) -> list[int]:
    return [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]


def _set(cell: str, width: int, k: int, grid: Grid) -> str:
    return cell.rjust(width) if grid.columns[k].kind == "figure" else cell.ljust(width)


# ---------------------------------------------------------------- PDF


def print_pdf(report: Report, layout: Layout) -> bytes:
    """Return *report* printed as a PDF by ReportLab: rulings for a framed or piped table, white gutters else.

    It needs the ``testing`` extra.
    """
    from reportlab.lib import colors  # noqa: PLC0415 - only PDF needs it
    from reportlab.lib.styles import getSampleStyleSheet  # noqa: PLC0415
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, Spacer  # noqa: PLC0415

    styles = getSampleStyleSheet()
    page = layout.page
    story: list[object] = [Paragraph(_escaped(text), styles["BodyText"]) for text in page.above]
    for block in blocks_of(report, layout):
        if isinstance(block, Grid):
            rows = [[_plain(c) for c in r] for r in (*block.header, *block.body)]
            style: list[tuple[object, ...]] = [
                ("ALIGN", (k, 0), (k, -1), "RIGHT") for k, c in enumerate(block.columns) if c.kind == "figure"
            ]
            if block.form in (Form.PIPE, Form.MARKDOWN, Form.BOXED):
                style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
            repeated = len(block.header) if page.repeats else 0
            story.append(LongTable(rows, style=style, hAlign="LEFT", repeatRows=repeated))
        elif isinstance(block, Heading):
            story.append(Paragraph(_escaped(block.text), styles["Heading2"]))
        else:
            story += [Paragraph(_escaped(line), styles["BodyText"]) for line in block.lines]
        story.append(Spacer(1, 6 * layout.gap))
    story += [Paragraph(_escaped(text), styles["BodyText"]) for text in page.below]
    height = 842 if page.length is None else 160 + 18 * page.length
    file = BytesIO()
    document = SimpleDocTemplate(file, pagesize=(WIDTH, height), invariant=1)
    document.build(story, canvasmaker=_furnished(page, height))
    return file.getvalue()


def _furnished(page: PageLayout, height: int) -> type:
    """Return a canvas that prints header and footer when it is saved, for only then the number of pages is known."""
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - only PDF needs it

    class Furnished(Canvas):  # type: ignore[misc]
        def showPage(self) -> None:  # noqa: N802 - ReportLab's name
            done.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, state in enumerate(done, 1):
                self.__dict__.update(state)
                self.drawString(72, height - 40, _plain(page.header))
                self.drawString(72, 36, _plain(page.footer.format(page=number, pages=len(done))))
                super().showPage()
            super().save()

    done: list[dict[str, object]] = []
    return Furnished


def _plain(text: str) -> str:
    """Return *text* in the characters of the standard fonts."""
    return text.replace("\uf0b7", "•").replace("\u2212", "-").replace("■", "•").replace(RULE, "")


def _escaped(text: str) -> str:
    return _plain(text).replace("&", "&amp;").replace("<", "&lt;").lstrip()
