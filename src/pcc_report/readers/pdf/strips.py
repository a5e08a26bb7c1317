"""Columns of a table whose rows are drawn and whose columns are not: strips of white that run through all its lines.

Words of a narrow cell that are set to both edges stand as far apart as columns do, and the end of a full cell is as
near to the next one as two words are. What runs down through every line between the rules is no gap of words.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from pcc_report.readers.pdf.glyphs import Piece
from pcc_report.readers.pdf.row import Row
from pcc_report.source import Ruling

_LEAST_RULES: Final = 3
_LEAST_LINES: Final = 3
"""Lines of a table, of which fewer may leave a strip white by chance."""
_LEAST_WIDTH: Final = 0.45
"""Of the font size: a strip as narrow as a blank tells nothing."""
_SAME: Final = 2.0
"""Points: edges as near as this are one."""
_TALLEST: Final = 160.0
"""Points between two rules of one table."""
_LOOSE: Final = 1.6
"""Of the font size: lines of one row are nearer to each other than this."""
_HEADS: Final = 4
"""Lines of a header that stand over the first rule."""
_PITCH: Final = 2.2
"""Of the font size: lines of a header, and its first row, are nearer to each other than this."""

_Strip = tuple[float, float]


def cut_at_strips(rows: Sequence[Row], across: Sequence[Ruling], uprights: Sequence[Ruling]) -> None:
    """Cut the rows between drawn lines at the strips of white that run through all of them, and only there."""
    if len(across) < _LEAST_RULES or len(rows) < _LEAST_LINES:
        return
    for tops in (part for run in _tables(across, uprights) for part in _apart(run, rows)):
        first, last = _between(rows, tops)
        heads = _heads(rows, first)
        if len(tops) < _LEAST_RULES or last - first < _LEAST_LINES or _is_well_cut(rows[heads:last]):
            continue
        body = [row for row in rows[first:last] if not _spans(row, rows[first:last], tops)]
        strips = _strips(body)
        for at in range(heads, first) if strips else ():
            found = [_between_heads(strip, rows[at:first], body) for strip in strips]
            narrowed = [strip for strip in found if strip is not None]
            if len(narrowed) == len(strips):  # else more stands there than the header
                strips = narrowed
                for row in rows[at:first]:
                    row.cuts.clear()
                    _cut(row, strips, ())
                break
        for row in body if strips else ():
            _cut(row, strips, body)


def _tables(across: Sequence[Ruling], uprights: Sequence[Ruling]) -> Iterator[list[float]]:
    """Yield the heights of the lines drawn over each other from edge to edge of a table without lines down."""
    alike: dict[tuple[int, int], list[float]] = {}
    for rule in sorted(across, key=lambda r: r.top):
        alike.setdefault((round(rule.x0 / _SAME), round(rule.x1 / _SAME)), []).append(rule.top)
    for (left, right), tops in alike.items():
        run = tops[:1]
        for top in (*tops[1:], tops[-1] + 2 * _TALLEST):
            if top - run[-1] <= _TALLEST:
                run.append(top)
                continue
            x0, x1 = left * _SAME + _SAME, right * _SAME - _SAME
            drawn = any(x0 < u.x0 < x1 and u.top < run[-1] and run[0] < u.bottom for u in uprights)
            if len(run) >= _LEAST_RULES and not drawn:
                yield run
            run = [top]


def _apart(tops: Sequence[float], rows: Sequence[Row]) -> Iterator[list[float]]:
    """Yield the lines drawn of one table each: between two tables stand lines of other sizes, or further apart."""
    part = list(tops[:1])
    for above, top in pairwise(tops):
        inside = [row for row in rows if above < row.base < top]
        loose = any(
            b.base - a.base > _LOOSE * b.size or abs(a.size - b.size) > 0.1 * b.size for a, b in pairwise(inside)
        )
        if loose:
            yield part
            part = []
        part.append(top)
    yield part


def _between(rows: Sequence[Row], tops: Sequence[float]) -> tuple[int, int]:
    """Return which rows stand between the first of the lines drawn and the last."""
    inside = [at for at, row in enumerate(rows) if tops[0] < row.base < tops[-1] + _SAME]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _heads(rows: Sequence[Row], first: int) -> int:
    """Return the first of the lines close over a table's first rule that may be its header."""
    at = first
    while at and first - at < _HEADS and 0 < rows[at].base - rows[at - 1].base < _PITCH * rows[at].size:
        at -= 1
    return at


def _is_well_cut(rows: Sequence[Row]) -> bool:
    """Whether each row has one segment or as many as the others, so that nothing is in doubt."""
    return len({len(row.cuts) for row in rows if row.cuts}) == 1 and all(row.cuts or row.is_closed for row in rows)


def _spans(row: Row, rows: Sequence[Row], tops: Sequence[float]) -> bool:
    """Whether a row is one stretch of words, alone between two drawn lines: the heading of a group."""
    band = sum(top < row.base for top in tops)
    alone = sum(sum(top < other.base for top in tops) == band for other in rows) == 1
    return alone and not row.cuts and all(b.x0 - a.x1 < _LEAST_WIDTH * row.size for a, b in pairwise(row.words))


def _strips(rows: Sequence[Row]) -> list[_Strip]:
    """Return the strips of white through all *rows*, those whose words to the right stand under each other."""
    if len(rows) < _LEAST_LINES:
        return []
    width = _LEAST_WIDTH * max(row.size for row in rows)
    found: list[_Strip] = []
    reach = None
    for x0, x1 in sorted((word.x0, word.x1) for row in rows for word in row.words):
        if reach is not None and x0 - reach >= width:
            found.append((reach, x0))
        reach = x1 if reach is None else max(reach, x1)
    ends = [*(a for a, _ in found), float("inf")][1:]
    return [strip for strip, end in zip(found, ends, strict=False) if _is_column(rows, strip[1], end)]


def _between_heads(strip: _Strip, heads: Sequence[Row], body: Sequence[Row]) -> _Strip | None:
    """Return the part of a strip that the words of a header leave white too; None if they leave nothing.

    Headings wider than what stands under them reach into the strip from both sides: no heading reaches over the edge
    at which the figures of its column end, or its words begin.
    """
    left, right = strip
    width = _LEAST_WIDTH * max(row.size for row in heads)
    white: list[_Strip] = []
    reach = left
    for x0, x1 in sorted((w.x0, w.x1) for row in heads for w in row.words if w.x1 > left and w.x0 < right):
        if x0 - reach >= width:
            white.append((reach, x0))
        reach = max(reach, x1)
    if right - reach >= width:
        white.append((reach, right))
    if len(white) < 2:
        return white[0] if white else None
    above = [w for row in body if (w := next((w for w in reversed(row.words) if w.x1 <= left + 1), None))]
    if sum(left - w.x1 < _SAME and _is_figure(w) for w in above) * 2 > len(above):
        return white[0]
    behind = [w for row in body if (w := next((w for w in row.words if w.x0 >= right - 1), None))]
    if sum(w.x0 - right < _SAME for w in behind) * 2 > len(behind):
        return white[-1]
    return max(white, key=lambda part: part[1] - part[0])


def _is_column(rows: Sequence[Row], left: float, right: float) -> bool:
    """Whether most of what stands between two places begins at one edge, or is figures that end at one."""
    cells = [cell for row in rows if (cell := [w for w in row.words if w.x0 >= left - 1 and w.x1 <= right + 1])]
    edges = Counter(round(cell[0].x0) for cell in cells).most_common(1)[0][1]
    ends = [round(cell[-1].x1) for cell in cells if _is_figure(cell[-1])]
    flush = Counter(ends).most_common(1)[0][1] if ends else 0
    return len(cells) > 1 and max(edges, flush + len(cells) - len(ends) if flush > 1 else 0) * 2 > len(cells)


def _is_figure(word: Piece) -> bool:
    return any(map(str.isdigit, word.text)) or not any(map(str.isalpha, word.text))


def _cut(row: Row, strips: Sequence[_Strip], others: Sequence[Row]) -> None:
    """Cut a row where a strip runs through it; words that stand apart by their cell's two edges are cut nowhere."""
    words = row.words
    for at, (before, word) in enumerate(pairwise(words), 1):
        if any(before.x1 <= a + 1 and b - 1 <= word.x0 for a, b in strips):
            row.cuts.add(at)
        elif at in row.cuts and not (_is_figure(before) or _is_figure(word) or _begin_there(word.x0, strips, others)):
            row.cuts.discard(at)


def _begin_there(x0: float, strips: Sequence[_Strip], rows: Sequence[Row]) -> bool:
    """Whether most rows are cut at one place between two strips: a column that a long cell of another one runs into."""
    left = max((b for _, b in strips if b <= x0), default=0.0) - 1
    right = min((a for a, _ in strips if a > x0), default=float("inf")) + 1
    inside = sum(any(left <= w.x0 and w.x1 <= right for w in row.words) for row in rows)
    cut = sum(any(abs(column - x0) < _SAME for column in row.columns) for row in rows)
    return cut * 2 > inside
