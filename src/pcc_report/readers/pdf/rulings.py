"""Drawn lines and boxes of a page -> its `Ruling`s, merged, and the small shapes that may be bullet signs."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from pcc_report.provenance import BBox
from pcc_report.readers.limits import MAX_PAGE_RULINGS
from pcc_report.readers.pdf.glyphs import Dot
from pcc_report.source import Ruling

THIN: Final = 2.5
"""Points: a filled box as thin as this is a drawn line."""

NEAR: Final = 1.5
"""Points: ends as near as this touch."""


@attrs.frozen
class Shape:
    """A drawn path by its box, origin top left."""

    x0: float
    top: float
    x1: float
    bottom: float
    is_box: bool
    """A rectangle, or a straight line; not a curve."""
    is_stroked: bool
    is_filled: bool


def rulings_of(shapes: Iterable[Shape], width: float, height: float) -> tuple[Ruling, ...]:
    """Return the straight lines among *shapes* and the edges of boxes.

    Edges of a box count where they are stroked, or where the box is one cell of a painted grid.
    """
    found: list[Ruling] = []
    painted: list[Shape] = []
    for s in shapes:
        wide, high = s.x1 - s.x0, s.bottom - s.top
        if not s.is_box or max(wide, high) < THIN:
            continue
        if min(wide, high) <= THIN:
            if max(wide, high) > 2 * min(wide, high):
                found.append(_straight(s))
        elif s.is_stroked:
            found += _edges(s)
        elif s.is_filled and wide * high < 0.5 * width * height:
            painted.append(s)
        if len(found) + len(painted) > MAX_PAGE_RULINGS:
            return ()
    rows = Counter((round(s.top), round(s.bottom)) for s in painted)
    columns = Counter((round(s.x0), round(s.x1)) for s in painted)
    for s in painted:
        in_row = rows[round(s.top), round(s.bottom)] > 1
        in_column = columns[round(s.x0), round(s.x1)] > 1
        if in_row and in_column:
            found += _edges(s)
    return tuple(_merged(found))


def grounds_of(shapes: Iterable[Shape]) -> tuple[BBox, ...]:
    """Return the areas painted by filled shapes."""
    return tuple(BBox(s.x0, s.top, s.x1, s.bottom) for s in shapes if s.is_filled and s.bottom - s.top > THIN)


def dots_of(shapes: Iterable[Shape]) -> tuple[Dot, ...]:
    """Return the shapes as small and as round (or square) as a bullet sign."""
    return tuple(
        Dot(s.x0, s.top, s.x1, s.bottom)
        for s in shapes
        if 1 <= s.x1 - s.x0 <= 10 and 1 <= s.bottom - s.top <= 10 and 0.75 <= (s.x1 - s.x0) / (s.bottom - s.top) <= 1.33
    )


def _straight(s: Shape) -> Ruling:
    if s.x1 - s.x0 >= s.bottom - s.top:
        middle = (s.top + s.bottom) / 2
        return Ruling(s.x0, middle, s.x1, middle)
    middle = (s.x0 + s.x1) / 2
    return Ruling(middle, s.top, middle, s.bottom)


def _edges(s: Shape) -> Iterator[Ruling]:
    yield Ruling(s.x0, s.top, s.x1, s.top)
    yield Ruling(s.x0, s.bottom, s.x1, s.bottom)
    yield Ruling(s.x0, s.top, s.x0, s.bottom)
    yield Ruling(s.x1, s.top, s.x1, s.bottom)


def _merged(rulings: list[Ruling]) -> Iterator[Ruling]:
    """Join lines that lie on one another and touch; top to bottom, then left to right."""
    flat = _joined([(r.top, r.x0, r.x1) for r in rulings if r.is_horizontal])
    tall = _joined([(r.x0, r.top, r.bottom) for r in rulings if not r.is_horizontal])
    yield from (Ruling(_r(a), _r(at), _r(b), _r(at)) for at, a, b in flat)
    yield from (Ruling(_r(at), _r(a), _r(at), _r(b)) for at, a, b in tall)


def _joined(pieces: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Join pieces (across, from, to) of one direction; sorted by the first, then the second."""
    tracks: list[tuple[float, list[tuple[float, float]]]] = []
    for at, start, end in sorted(pieces):
        if not tracks or at - tracks[-1][0] > NEAR:
            tracks.append((at, []))
        tracks[-1][1].append((start, end))
    joined: list[tuple[float, float, float]] = []
    for at, spans in tracks:
        spans.sort()
        low, high = spans[0]
        for start, end in spans[1:]:
            if start > high + NEAR:
                joined.append((at, low, high))
                low, high = start, end
            high = max(high, end)
        joined.append((at, low, high))
    return joined


def _r(value: float) -> float:
    return round(value, 2)
