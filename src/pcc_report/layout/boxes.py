"""Boxes drawn around the sections of a form -> the tables inside them; all else in them is prose.

A decision notice, or a return, is often one column of boxes with a section in each: what stands in one is read as it
would be without the lines. Tables in such a box are tables of their own. A drawn table whose rows have cells stays
whole, notes and groups over all of its width with it.
"""

import itertools
from collections.abc import Sequence

from pcc_report.layout.figures import MAX_CELL
from pcc_report.layout.grids import ruled_boxes
from pcc_report.layout.rows import Row
from pcc_report.source import Ruling

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom on a page, in points."""
_FLUSH = 4.0
_LEAST_LINES = 3
"""Lines of one cell over all of a box, from which they are a section of a form."""


def opened(
    rows: Sequence[Row], box: Box, members: Sequence[int], rulings: Sequence[Ruling]
) -> list[tuple[Box, list[int]]]:
    """Return the tables in a drawn box, each with the places of its lines among *rows*: itself, if it is no form."""
    inside = [
        r
        for r in rulings
        if r.x0 >= box[0] - _FLUSH and r.x1 <= box[2] + _FLUSH and r.top < box[3] and r.bottom > box[1]
    ]
    inner = [r for r in inside if not _is_side(r, box)]
    bands = _bands(rows, box, members, inside)
    sections = [lines for top, bottom, lines in bands if _is_section(rows, lines, inner, top, bottom)]
    told = sum(len(rows[i].text) for lines in sections for i in lines)
    if told * 2 <= sum(len(rows[i].text) for i in members):
        return [(box, list(members))]
    found: list[tuple[Box, list[int]]] = []
    for top, bottom, lines in bands:
        drawn = [r for r in inner if r.top > top - _FLUSH and r.bottom < bottom + _FLUSH and not _is_wide(r, box)]
        for nested in ruled_boxes(drawn):
            held = [i for i in lines if _is_in(rows[i], nested)]
            if len(held) > 1:
                found.append((nested, held))
    return found


def _is_wide(ruling: Ruling, box: Box) -> bool:
    return ruling.is_horizontal and ruling.x0 <= box[0] + _FLUSH and ruling.x1 >= box[2] - _FLUSH


def _is_side(ruling: Ruling, box: Box) -> bool:
    """Whether a line is drawn down a side of the box, or over all of its width."""
    if ruling.is_horizontal:
        return _is_wide(ruling, box)
    return min(abs(ruling.x0 - box[0]), abs(ruling.x0 - box[2])) <= _FLUSH


def _bands(
    rows: Sequence[Row], box: Box, members: Sequence[int], inside: Sequence[Ruling]
) -> list[tuple[float, float, list[int]]]:
    """Return top, bottom and lines of what stands between each two lines over all of the box."""
    edges = [box[1], *sorted(r.top for r in inside if _is_wide(r, box)), box[3]]
    found = []
    for top, bottom in itertools.pairwise(edges):
        lines = [i for i in members if top < _middle(rows[i]) <= bottom]
        if lines:
            found.append((top, bottom, lines))
    return found


def _middle(row: Row) -> float:
    at = row.line.box
    return (at.top + at.bottom) / 2 if at is not None else 0.0


def _is_section(rows: Sequence[Row], lines: Sequence[int], inner: Sequence[Ruling], top: float, bottom: float) -> bool:
    """Whether what stands between two lines over all of a box is prose, which no line parts from top to bottom."""
    cut = any(not r.is_horizontal and r.top <= top + _FLUSH and r.bottom >= bottom - _FLUSH for r in inner)
    size = sum(len(rows[i].text) for i in lines)
    return not cut and len(lines) >= _LEAST_LINES and size > MAX_CELL


def _is_in(row: Row, box: Box) -> bool:
    at = row.line.box
    return (
        at is not None and box[0] - 3 <= (at.x0 + at.x1) / 2 <= box[2] + 3 and box[1] - 2 <= _middle(row) <= box[3] + 2
    )
