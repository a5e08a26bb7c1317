"""Pages, and blocks on them, whose text lies on its side or on its head: turned upright before lines are made of it."""

from collections import Counter
from collections.abc import Iterable
from math import isfinite
from typing import Final

import attrs

from pcc_report.provenance import BBox
from pcc_report.readers.pdf.glyphs import Dot, Glyph, RawPage, Strip
from pcc_report.source import Ruling, Turn


def turned_upright(raw: RawPage) -> RawPage:
    """Return the page turned as a person turns it: so that most of its text stands upright."""
    signs: Counter[int] = Counter()
    for glyph in raw.glyphs:
        signs[glyph.turn] += len(glyph.text.strip())
    quarters, most = signs.most_common(1)[0] if signs else (0, 0)
    if quarters not in (1, 2, 3) or 2 * most <= signs.total() or not isfinite(raw.width + raw.height):
        return raw
    turn = Turn(quarters, raw.width, raw.height)
    return attrs.evolve(
        raw,
        width=raw.width if quarters == 2 else raw.height,
        height=raw.height if quarters == 2 else raw.width,
        glyphs=[_glyph(turn, glyph) for glyph in _taken_apart(raw.glyphs)],
        rulings=_in_order(Ruling(*_box(turn, r)) for r in raw.rulings),
        dots=tuple(Dot(*_box(turn, dot)) for dot in raw.dots),
        grounds=tuple(BBox(*_box(turn, ground)) for ground in raw.grounds),
        notes=tuple(attrs.evolve(n, glyphs=tuple(_glyph(turn, g) for g in n.glyphs)) for n in raw.notes),
        turn=turn,
    )


@attrs.frozen
class Block:
    """A part of a page that was turned and stands by itself between these heights."""

    turn: Turn
    top: float
    bottom: float

    def holds(self, box: BBox) -> bool:
        """Whether a line of the page as it is read is one of the block."""
        return self.top < (box.top + box.bottom) / 2 < self.bottom


LEAST_SIGNS: Final = 40
LEAST_LINES: Final = 3
"""What a block has at least; else it is a label along an edge, or the headers of narrow columns."""


def block_upright(raw: RawPage, glyphs: list[Glyph]) -> tuple[RawPage, list[Glyph], Block | None]:
    """Return a page and its glyphs with a block of turned text, such as a table printed sideways, put upright.

    It is put into the height that it has on the page, if nothing else stands there and it fits in.
    """
    signs: Counter[int] = Counter()
    for glyph in glyphs:
        if glyph.turn > 0:
            signs[glyph.turn] += len(glyph.text.strip())
    quarters, most = signs.most_common(1)[0] if signs else (0, 0)
    if most < LEAST_SIGNS or raw.turn is not None or not isfinite(raw.width + raw.height):
        return raw, glyphs, None
    block = [glyph for glyph in glyphs if glyph.turn == quarters]
    rest = [glyph for glyph in glyphs if glyph.turn != quarters and not glyph.text.isspace()]
    top, bottom = min(g.top for g in block), max(g.bottom for g in block)
    over = max((g.bottom for g in rest if g.top < bottom), default=0.0)
    under = min((g.top for g in rest if g.bottom > top), default=raw.height)
    if over > top or under < bottom or len({round(g.base) for g in block}) < LEAST_LINES:
        return raw, glyphs, None

    def is_of_block(thing: Ruling | Dot) -> bool:
        return over <= thing.top and thing.bottom <= under

    things: list[Glyph | Ruling] = [*block, *filter(is_of_block, raw.rulings)]
    top, bottom = min(thing.top for thing in things), max(thing.bottom for thing in things)
    turn = Turn(quarters, raw.width, raw.height)
    boxes = [_box(turn, thing) for thing in things]
    left, first, last = min(box[0] for box in boxes), min(box[1] for box in boxes), max(box[3] for box in boxes)
    if last - first > bottom - top:
        return raw, glyphs, None
    turn = attrs.evolve(turn, right=min((g.x0 for g in rest), default=0.0) - left, down=top - first)
    moved = attrs.evolve(
        raw,
        rulings=_in_order(Ruling(*_box(turn, r)) if is_of_block(r) else r for r in raw.rulings),
        dots=tuple(Dot(*_box(turn, dot)) if is_of_block(dot) else dot for dot in raw.dots),
    )
    upright = [_glyph(turn, glyph) if glyph.turn == quarters else glyph for glyph in glyphs]
    return moved, upright, Block(turn, top, bottom)


def _in_order(rulings: Iterable[Ruling]) -> tuple[Ruling, ...]:
    return tuple(sorted(rulings, key=lambda r: (not r.is_horizontal, r.top if r.is_horizontal else r.x0, r.x0, r.top)))


def _taken_apart(glyphs: list[Glyph]) -> list[Glyph]:
    return [g for part in glyphs for g in (part.source.take_apart(part) if isinstance(part, Strip) else (part,))]


def _box(turn: Turn, thing: Glyph | Ruling | Dot | BBox) -> tuple[float, float, float, float]:
    (x0, x1), (top, bottom) = map(
        sorted, zip(turn.read(thing.x0, thing.top), turn.read(thing.x1, thing.bottom), strict=True)
    )
    return x0, top, x1, bottom


def _glyph(turn: Turn, glyph: Glyph) -> Glyph:
    """Return a sign as it stands on the page that was turned."""
    x0, top, x1, bottom = _box(turn, glyph)
    # across the direction that it is read in, as `Glyph.base` says
    base = turn.read(glyph.base, glyph.base)[1 if glyph.turn in (turn.quarters, (turn.quarters + 2) % 4) else 0]
    left = (glyph.turn - turn.quarters) % 4 if glyph.turn >= 0 else glyph.turn
    return attrs.evolve(glyph, x0=x0, top=top, x1=x1, bottom=bottom, base=base, turn=left)
