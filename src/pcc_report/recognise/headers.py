"""The header of a grid: how many rows it has, and the heading of each column."""

import itertools
import re
from collections.abc import Sequence

from pcc_report.layout import EMPTY, Grid, GridRow, Run, is_numeric, is_unit, is_year
from pcc_report.layout.outline import is_prompt
from pcc_report.model import Role
from pcc_report.values.dates import find_dates, find_periods, is_period
from pcc_report.values.money import find_scale
from pcc_report.vocabulary import Vocabulary


def span_heads(header: Sequence[GridRow]) -> None:
    """Carry a heading to the right over the empty cells behind it, where the header row below has headings there."""
    upper: GridRow | None = None
    for row, below in itertools.pairwise(header):
        if _share_out(row, below):
            upper = row
            continue
        above, over = EMPTY, EMPTY
        if _repeats(row):
            upper = row
            continue
        for j in range(1, len(row.cells)):
            own = upper.cells[j] if upper is not None and j < len(upper.cells) else EMPTY
            if row.cells[j]:
                above, over = row.cells[j], own
                years = [is_period(c.text) is not None for c in below.cells[j : j + 2]]
                if j < len(below.cells) and _is_over(above, below.cells[j]) and years != [True, True]:
                    above = EMPTY
            elif above and own is over and j < len(below.cells) and below.cells[j]:
                row.cells[j] = above
            else:
                above = EMPTY
        upper = row


def _is_over(head: Run, own: Run) -> bool:
    """Whether a heading stands over one column alone: it ends where the words below it do, or is in their middle.

    One that runs over several columns does neither; where both begin together, nothing tells.
    """
    for a0, a1 in _extents(head):
        for b0, b1 in _extents(own):
            if abs(a0 - b0) > _FLUSH and (abs(a1 - b1) <= _FLUSH or abs(a0 + a1 - b0 - b1) <= _FLUSH):
                return True
    return False


def _extents(run: Run) -> list[tuple[float, float]]:
    """Return where the lines of a run begin and end, in points on a page and in signs in a text."""
    found = []
    for line, start, end in run.pieces:
        box = line.box_of(start, end)
        if line.cells is None:
            found.append((box.x0, box.x1) if box is not None else (float(start), float(end)))
    return found


_FLUSH = 1.0


def _repeats(row: GridRow) -> bool:
    """Whether a row prints one heading twice side by side: each column has its own, and none runs over the next."""
    return any(a and b and a is not b and a.text == b.text for a, b in itertools.pairwise(row.cells[1:]))


def _share_out(row: GridRow, below: GridRow) -> bool:
    """Give each heading its columns where the header row below says the same under each: years under two roles."""
    heads = {id(c): c for c in row.cells[1:] if c}
    texts = [t.casefold() for t in below.texts]
    under = [j for j in range(1, len(texts)) if texts[j] and texts.count(texts[j]) == len(heads)]
    each = len(under) // len(heads) if heads else 0
    if len(heads) < 2 or each < 2 or under != list(range(under[0], under[-1] + 1)):
        return False
    said = [texts[j] for j in under]
    if said != said[:each] * len(heads) or not all(row.cells.index(c) in under for c in heads.values()):
        return False
    for k, j in enumerate(under):
        row.cells[j] = list(heads.values())[k // each]
    return True


def keep_once(row: GridRow) -> None:
    """Keep a run that a reading set over several columns, as it does with headings, in the first of them only."""
    seen: set[int] = set()
    for j, cell in enumerate(row.cells):
        if cell and id(cell) in seen:
            row.cells[j] = EMPTY
        seen.add(id(cell))


def header_size(grid: Grid, vocabulary: Vocabulary) -> int:
    """Return how many leading rows of *grid* are its header."""
    if grid.header is not None:
        figures = [_is_figure_text(r.texts[j]) for r in grid.rows[: grid.header] for j in r.filled if j]
        if grid.how != "cells":
            return grid.header
        size = 0 if figures and all(figures) else grid.header
        while 0 < size < len(grid.rows) - 1 and _carries_header_on(grid.rows[size]):
            size += 1
        return size
    if grid.how == "sums":
        return 0
    titles = next((k for k, row in enumerate(grid.rows[:_MOST_TITLES]) if row.filled != [0]), 0)
    size = titles
    for row in grid.rows[titles : titles + 4]:
        # under a title, what names its first column too may be the first line
        first = size == titles and (not titles or row.filled[:1] != [0])
        goes_on = size > titles and (_carries_header_on(row) or _is_amid(grid, size))
        if not _is_header(row, grid, vocabulary, first=first) and not goes_on:
            break
        size += 1
    if size == titles:
        return 0
    while size and grid.rows[size - 1].is_spanning and size == 1 and _is_data_below(grid, size):
        size -= 1
    return size if size < len(grid.rows) else 0


def drop_titles(grid: Grid, vocabulary: Vocabulary) -> None:
    """Take the rows over the true header out of a grid that begins with the page's title.

    Converters mark the first row as the header whatever it says; on a page, a heading under the title parts it from
    the header. The true header has headings of sums, and no sum stands above it.
    """
    marked = grid.how == "cells" and grid.header == 1
    drawn = (
        grid.how in ("rulings", "positions") and grid.header is None and grid.rows[:1] and grid.rows[0].filled != [0]
    )
    if not (marked or drawn) or _sum_heads(grid.rows[0], vocabulary):
        return
    for k, row in enumerate(grid.rows[1 : _MOST_OVER + 1], 1):
        if any(_is_figure_text(text) for text in row.texts if text):
            return
        if len(row.filled) > _sum_heads(row, vocabulary) > 1 and (marked or grid.rows[k - 1].filled == [0]):
            grid.dropped += [cell for above in grid.rows[:k] for cell in above.cells if cell]
            grid.rows = grid.rows[k:]
            return


def _is_amid(grid: Grid, k: int) -> bool:
    """Whether a row is the heading of the first column alone, centred beside headings of two lines."""
    row, beside = grid.rows[k], grid.rows[k - 1 : k + 2 : 2]
    alone = row.filled == [0] and not row.is_spanning and len(beside) > 1
    return alone and all(
        r.filled and not r.cells[0] and not any(map(_is_figure_text, filter(None, r.texts))) for r in beside
    )


_MOST_OVER = 6


def _sum_heads(row: GridRow, vocabulary: Vocabulary) -> int:
    """Return how many cells of a row behind its first are headings of sums and nothing else."""
    return sum(vocabulary.columns.whole(text) in _SUM_MEANINGS for text in row.texts[1:] if text)


_SUM_MEANINGS = frozenset(("money", *(role.value for role in Role if role is not Role.OTHER)))


_MOST_TITLES = 3
"""Rows that may stand over the header, less one: the number and name of a note to accounts."""


def _is_header(row: GridRow, grid: Grid, vocabulary: Vocabulary, *, first: bool) -> bool:
    filled = row.filled
    if not filled:
        return first
    if filled == [0]:
        return False
    texts = [row.texts[j] for j in filled if j > 0]
    if any(_is_figure_text(t) for t in texts) or (not first and _tells(row)):
        return False
    known = sum(
        bool(
            vocabulary.columns.hits(t)
            or is_period(t)
            or find_scale(t) is not None
            or _is_part(t)
            or is_prompt(t, vocabulary)
        )
        for t in row.texts
        if t
    )
    below = grid.rows[1:] if first else grid.rows
    numeric = any(is_numeric(t) for r in below for t in r.texts[1:] if t)
    return known * 2 >= len(filled) or (first and numeric)


def _tells(row: GridRow) -> bool:
    """Whether a cell counts something in a few words, as those of results do: "64 people came"."""
    return any(len(c.text.split()) >= _TELLING and c.measures for c in row.cells if c)


_TELLING = 3


def _carries_header_on(row: GridRow) -> bool:
    """Whether a row under the header has words for several columns, or a year for one, and no label and no figure."""
    filled = row.filled
    if len(filled) == 1:
        return filled[0] > 0 and is_year(row.texts[filled[0]])
    return len(filled) > 1 and filled[0] > 0 and not any(_is_figure_text(row.texts[j]) for j in filled)


def _is_part(text: str) -> bool:
    return bool(find_periods(text) or find_dates(text))


def _is_figure_text(text: str) -> bool:
    if len(text) == 4 and text.isdigit() and text[:2] in ("19", "20"):
        return False
    if is_unit(text) or find_dates(text) or is_period(text) or _DAY.match(text):
        return False
    return is_numeric(text)


_DAY = re.compile(r"[0-3]?\d\.[01]?\d\.\d\d(?!\d|[.,]\d)")
"""A day as accounts print it, "1.4.22", which elsewhere may be the number of a section."""


def _is_data_below(grid: Grid, size: int) -> bool:
    return size < len(grid.rows) and len(grid.rows[size].filled) > 1


def heading_of(grid: Grid, header: int, j: int) -> Run:
    """Return the heading of column *j*: its cells of all rows of the header."""
    out = EMPTY
    for row in grid.rows[:header]:
        if j < len(row.cells) and row.cells[j]:
            out = out + row.cells[j] if out else row.cells[j]
    return out
