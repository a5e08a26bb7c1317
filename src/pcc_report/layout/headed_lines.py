"""Tables of which a copy kept one blank between the cells, with words behind the sums: "Body £5,000 What it was for".

A line of headings tells how many sums a line below it has, and that words stand before and behind them. Names in
two columns side by side cannot be told apart and stay in one; a code or a date at the edge of them can.
"""

import re
from collections.abc import Sequence
from functools import cache

from pcc_report.layout.grids import Grid, GridRow
from pcc_report.layout.line_heads import LineHeads, line_heads
from pcc_report.layout.rows import NUMBER_TOKEN, WEIGHTY, Row
from pcc_report.layout.runs import EMPTY, Run
from pcc_report.layout.sum_lists import STOP_INSIDE
from pcc_report.values.dates import find_dates
from pcc_report.vocabulary import Vocabulary

_LONGEST_HEADINGS = 160
_LONGEST_LABEL = 14
"""Words of the names before the sums."""
_LEAST_LINES = 2


def find_headed_lines(rows: Sequence[Row], vocabulary: Vocabulary) -> list[tuple[int, int, list[Grid]]]:
    """Return (first row, behind the last row, grids) of each line of headings with the lines below it."""
    found = []
    i = 0
    while i < len(rows) - _LEAST_LINES:
        table = _table(rows, i, vocabulary) if _may_head(rows[i]) else None
        if table is None:
            i += 1
        else:
            found.append(table)
            i = table[1]
    return found


def _may_head(row: Row) -> bool:
    text = row.text
    return (
        row.is_plain
        and not row.body.sums
        and len(text) <= _LONGEST_HEADINGS
        and " " in text
        and text[-1:] not in ".:;,?"
    )


def _table(rows: Sequence[Row], i: int, vocabulary: Vocabulary) -> tuple[int, int, list[Grid]] | None:
    if not _has_sum(rows[i + 1]) and not _has_sum(rows[i + 2]):
        return None
    head = rows[i].body
    for shape in line_heads(head.text, vocabulary):
        if not shape.has_words and not any(_edges(shape)):
            continue
        made, last = _lines(rows, i + 1, shape, vocabulary)
        if sum(bool(r.cells[0]) and bool(r.cells[-1]) for r in made) >= _LEAST_LINES:
            cells = head.parts_at([h.start for h in shape.heads])
            names, sums, words = cells[: shape.first], cells[shape.first : shape.last], cells[shape.last :]
            header = GridRow([*_by_edges(names, shape), *sums, *([sum(words[1:], words[0])] if words else ())])
            return i, last, [Grid([header, *made], "lines", header=1)]
    return None


def _edges(shape: LineHeads) -> tuple[bool, bool]:
    """Whether a code or a date comes first, or last, before the sums, beside names."""
    first = shape.first > 1 and shape.heads[0].meaning in _EDGES
    return first, shape.first > 1 + first and shape.heads[shape.first - 1].meaning in _EDGES


def _has_sum(row: Row) -> bool:
    return row.line.cells is None and len(row.segments) == 1 and _SUM.search(row.text) is not None


_SUM = re.compile(r"(?:\A|\s)(?:£|\d[\d,]*,\d{3}|\d{3,})")


def _lines(rows: Sequence[Row], start: int, shape: LineHeads, vocabulary: Vocabulary) -> tuple[list[GridRow], int]:
    """Return the rows of the table whose lines begin at *start*, and where they end."""
    out: list[GridRow] = []
    last = start
    signed = any("£" in row.text for row in rows[start : start + 2])
    for k in range(start, len(rows)):
        row = rows[k]
        if row.line.zone != rows[start - 1].line.zone or row.line.cells is not None or row.marker:
            break
        cells = _cells(row.body, shape, vocabulary, signed=signed) if len(row.segments) == 1 else None
        if cells is not None:
            out.append(GridRow(cells, gap=row.gap))
            if _is_total(cells[_name_at(shape)].text, vocabulary):
                return out, k + 1
        elif out and shape.has_words and out[-1].cells[-1] and row.is_lower and not row.gap:
            out[-1].cells[-1] = out[-1].cells[-1] + row.body
        else:
            break
        last = k + 1
    return out, last


def _is_total(text: str, vocabulary: Vocabulary) -> bool:
    return vocabulary.rows.whole(text) == "total"


def _name_at(shape: LineHeads) -> int:
    """Return the column of the names before the sums, or of the words behind them where no names stand before."""
    if not shape.first:
        return shape.figures
    return int(_edges(shape)[0])


def _cells(run: Run, shape: LineHeads, vocabulary: Vocabulary, *, signed: bool) -> list[Run] | None:
    """Return the cells of a line: names, sums, words; None if it has no such sums with words on both sides."""
    for match in _side_by_side(shape.figures).finditer(run.text):
        if signed and "£" not in match[0]:
            continue
        if not WEIGHTY.search(match[0]) and not _PLAIN_SUM.search(match[0]):
            continue
        name, words = run.cut(0, match.start()), run.cut(match.end())
        if bool(name) != bool(shape.first) or len(name.text.split()) > _LONGEST_LABEL:
            return None
        if bool(words) != shape.has_words and not (not words and _is_total(name.text, vocabulary)):
            return None
        if STOP_INSIDE.search(name.text):
            return None
        sums = [run.cut(match.start() + m.start(), match.start() + m.end()) for m in _TOKEN.finditer(match[0])]
        return [*_names(name, shape), *sums, *([words] if shape.has_words else ())]
    return None


@cache
def _side_by_side(count: int) -> re.Pattern[str]:
    """Return what finds as many numbers that only blanks part."""
    return re.compile(rf"(?:(?<=\s)|\A){NUMBER_TOKEN}(?:\s+{NUMBER_TOKEN}){{{count - 1}}}(?=\s|\Z)")


_TOKEN = re.compile(NUMBER_TOKEN, re.IGNORECASE)
_PLAIN_SUM = re.compile(r"(?<!\S)\d{3,}(?!\S)")

_EDGES = ("reference", "date")


def _by_edges(heads: Sequence[Run], shape: LineHeads) -> list[Run]:
    """Return the headings of the names: a code or date that comes first or last, and all others as one."""
    if not heads:
        return []
    first, last = _edges(shape)
    names = heads[first : len(heads) - last]
    return [*heads[:first], sum(names[1:], names[0]), *heads[len(heads) - last :]]


def _names(name: Run, shape: LineHeads) -> list[Run]:
    """Return the cells of what stands before the sums, cut as `_by_edges` cuts the headings."""
    if not shape.first:
        return []
    first, last = _edges(shape)
    start = _edge(name.text) if first else 0
    end = len(name.text)
    if last:
        dates = find_dates(name.text)
        end = dates[-1].start if dates and dates[-1].end == len(name.text) else end
    cells = [name.cut(0, start) if start else EMPTY] if first else []
    cells.append(name.cut(start, end))
    if last:
        cells.append(name.cut(end) if end < len(name.text) else EMPTY)
    return cells


def _edge(text: str) -> int:
    """Return where the code or date with which a text begins ends; 0 without."""
    dates = [d for d in find_dates(text) if d.start == 0]
    if dates:
        return dates[0].end
    code = _CODE.match(text)
    return code.end() if code else 0


_CODE = re.compile(r"(?=\S*\d)[A-Z0-9][A-Z0-9/._\-]*(?=\s)")
