"""Glyphs of a page -> its lines: by baseline, top to bottom."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

import attrs

from pcc_report.readers.pdf.glyphs import Dot, Glyph, RawPage, Strip, median
from pcc_report.readers.pdf.row import (
    WORD_GAP,
    Row,
    TurnedRow,
    name_bullet,
    piece_of,
    row_of_glyphs,
    row_of_strips,
    size_of,
)
from pcc_report.readers.pdf.strips import cut_at_strips
from pcc_report.readers.pdf.zones import zones_of
from pcc_report.source import Ruling, Zone

SAME_BASE: Final = 0.25
"""Of the font size: baselines nearer than this are one line (cells of a row in two fonts differ a little)."""


@attrs.define
class Findings:
    """What was noticed while lines were made."""

    overprinted: list[str] = attrs.Factory(list)


def lay_rows(
    raw: RawPage, glyphs: Sequence[Glyph], findings: Findings, known: set[float]
) -> list[tuple[Row, Zone | None]]:
    """Return the rows of a page in the order they are read, each with its zone; turned text comes last.

    *known* are the places of columns on the pages before, see `zones_of`.
    """
    uprights = sorted((r for r in raw.rulings if not r.is_horizontal), key=lambda r: r.x0)
    across = [r for r in raw.rulings if r.is_horizontal]
    laid: list[tuple[Row, Zone | None]] = []
    for zone, found in zones_of(_rows([g for g in glyphs if not g.turn]), raw, known):
        # what stands in a column is on lines of its own
        rows = _rows([part for row in found for part in row]) if zone else found
        made = _laid(rows, raw.dots, uprights, findings)
        cut_at_strips(made, across, uprights)
        laid += ((row, zone) for row in made)
    laid += ((_turned_row(column), None) for column in _turned_columns([g for g in glyphs if g.turn]))
    return laid


def _laid(rows: list[list[Glyph]], dots: Sequence[Dot], uprights: Sequence[Ruling], findings: Findings) -> list[Row]:
    bullets = _bullets(rows, dots)
    made: list[Row] = []
    for index, parts in enumerate(rows):
        parts.sort(key=_left)
        bullet = bullets.get(index)
        row = _quick_row(parts, bullet, uprights) or _row_by_glyphs(parts, bullet, uprights, findings)
        if row:
            made.append(row)
    _cut_at_neighbours(made)
    return made


def _left(glyph: Glyph) -> float:
    return glyph.x0


def _quick_row(parts: list[Glyph], bullet: Glyph | None, uprights: Sequence[Ruling]) -> Row | None:
    """Return the row of strips, or None where the parts must be looked at sign by sign."""
    if not isinstance(parts[-1], Strip):
        return None
    if bullet is not None:
        parts = [bullet, *parts]
    elif not isinstance(parts[0], Strip):
        name_bullet(parts)
    return row_of_strips(parts, uprights)


def _row_by_glyphs(
    parts: list[Glyph], bullet: Glyph | None, uprights: Sequence[Ruling], findings: Findings
) -> Row | None:
    glyphs = _taken_apart(parts)
    blanks = [g.x0 for g in glyphs if g.text.isspace()]
    kept = _without_doubles([g for g in glyphs if not g.text.isspace()], findings)
    if bullet is not None:
        kept.insert(0, bullet)
    if not kept:
        return None
    name_bullet(kept)
    return row_of_glyphs(kept, blanks, uprights)


def _taken_apart(parts: list[Glyph]) -> list[Glyph]:
    """Return the signs one by one, from left to right."""
    glyphs = [g for part in parts for g in (part.source.take_apart(part) if isinstance(part, Strip) else (part,))]
    glyphs.sort(key=_left)
    return glyphs


def _cut_at_neighbours(rows: list[Row]) -> None:
    """Cut at gaps a little wider than a blank where a line near by has a column.

    A tab stop may happen to lie just behind a long name.
    """
    columns = [row.columns if row.cuts else [] for row in rows]
    if not any(columns):
        return
    for index, row in enumerate(rows):
        if row.cuts or row.is_closed:
            continue
        near = [
            other
            for other in (*range(max(index - 4, 0), index), *range(index + 1, min(index + 5, len(rows))))
            if columns[other] and abs(rows[other].base - row.base) < 8 * row.size
        ]
        if near:
            row.cut_at([x for other in near for x in columns[other]], [x for other in near for x in rows[other].ends])


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Group glyphs by baseline, then let raised small ones join the row they belong to."""
    rows: list[list[Glyph]] = []
    base = size = 0.0
    for glyph in sorted((g for g in glyphs if g.text), key=lambda g: (g.base, g.x0)):
        if rows and abs(glyph.base - base) <= SAME_BASE * min(max(glyph.size, 1), size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            base, size = glyph.base, max(glyph.size, 1)
    return _with_raised([row for row in rows if not all(g.text.isspace() for g in row)])


def _with_raised(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Join a row of footnote signs to the row below it, whose words they follow (or the row above)."""
    sizes = [
        row[0].size if len(row) == 1 else median((g.size for g in row if not g.text.isspace()), low=True)
        for row in rows
    ]
    bases = [row[0].base for row in rows]
    gone: set[int] = set()
    for index, row in enumerate(rows):
        for other in (index + 1, index - 1):
            if not 0 <= other < len(rows) or other in gone or sizes[index] > 0.85 * sizes[other]:
                continue
            rise = (bases[other] - bases[index]) / sizes[other]
            if not (0 < rise < 0.7 or -0.35 < rise < 0):
                continue
            main = _taken_apart(rows[other])
            if _follows_words(row, main):
                rows[other] = main + row
                gone.add(index)
                break
    return [row for index, row in enumerate(rows) if index not in gone]


def _follows_words(row: list[Glyph], main: list[Glyph]) -> bool:
    """Whether each part of *row* stands right behind a glyph of *main*, and covers none."""
    ends = sorted(g.x1 for g in main if not g.text.isspace())
    reach = 0.0
    for glyph in sorted((g for g in row if not g.text.isspace()), key=lambda g: g.x0):
        at = bisect_left(ends, glyph.x0 + 0.1 * glyph.size)
        near = max(ends[at - 1] if at else -1e9, reach)
        if glyph.x0 - near > 0.6 * glyph.size:
            return False
        reach = glyph.x1
    return True


def _without_doubles(row: list[Glyph], findings: Findings) -> list[Glyph]:
    """Drop glyphs painted twice to look bold; note different glyphs on one spot."""
    kept: list[Glyph] = []
    for glyph in row:
        wide = max(glyph.x1 - glyph.x0, 0.1)
        twin: Glyph | None = None
        clash = False
        for other in kept[-3:]:
            shared = min(glyph.x1, other.x1) - max(glyph.x0, other.x0)
            widths = wide, max(other.x1 - other.x0, 0.1)
            if shared <= 0.6 * min(widths):
                continue
            if glyph.text == other.text:
                twin = other
            elif (
                shared > 0.6 * max(widths)
                and abs(glyph.size - other.size) < 0.2 * other.size
                and len(glyph.text) == 1 == len(other.text)
            ):
                clash = glyph.text.isalnum() and other.text.isalnum()
        if twin is not None:
            twin.printed = (twin.printed or twin.text) + (glyph.printed or glyph.text)
            continue
        if clash:
            findings.overprinted.append(glyph.text)
        kept.append(glyph)
    return kept


def _bullets(rows: list[list[Glyph]], dots: Sequence[Dot]) -> dict[int, Glyph]:
    """Return the painted bullet sign of each row that has one, left of its text."""
    found: dict[int, Glyph] = {}
    if not dots:
        return found
    bases = [row[0].base for row in rows]
    for dot in dots:
        at = bisect_left(bases, dot.bottom)
        if at >= len(rows):
            continue
        first = min((g for g in rows[at] if not g.text.isspace()), key=lambda g: g.x0)
        size, height = first.size, dot.bottom - dot.top
        rises = bases[at] - dot.bottom
        if 0.1 * size <= height <= 0.7 * size and rises < 0.6 * size and 0 < first.x0 - dot.x1 < 3 * size:
            found[at] = Glyph("•", dot.x0, first.top, dot.x1, first.bottom, first.base, size, first.font)
    return found


def _turned_columns(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Group turned glyphs that stand in one column, in the order they were painted."""
    columns: list[list[Glyph]] = []
    for glyph in glyphs:
        if not glyph.text.strip():
            continue
        last = columns[-1][-1] if columns else None
        if (
            last is not None
            and abs(last.x0 - glyph.x0) < 0.5 * max(last.x1 - last.x0, 1)
            and (max(glyph.top - last.bottom, last.top - glyph.bottom) < 2 * max(glyph.size, 1))
        ):
            columns[-1].append(glyph)
        else:
            columns.append([glyph])
    return columns


def _turned_row(column: list[Glyph]) -> Row:
    words: list[list[Glyph]] = [[]]
    for glyph in column:
        last = words[-1][-1] if words[-1] else None
        wide = max(glyph.x1 - glyph.x0, 1)
        if last is not None and max(glyph.top - last.bottom, last.top - glyph.bottom) > WORD_GAP * wide:
            words.append([])
        words[-1].append(glyph)
    return TurnedRow(column, size_of(column), set(), [], list(map(piece_of, words)))
