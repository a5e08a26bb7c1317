"""Pages whose text lies on its side or on its head: turned so that it stands upright, before lines are made of it."""

from collections import Counter
from math import isfinite

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
    rulings = sorted(
        (Ruling(*_box(turn, r)) for r in raw.rulings),
        key=lambda r: (not r.is_horizontal, r.top if r.is_horizontal else r.x0, r.x0, r.top),
    )
    return attrs.evolve(
        raw,
        width=raw.width if quarters == 2 else raw.height,
        height=raw.height if quarters == 2 else raw.width,
        glyphs=[_glyph(turn, glyph) for glyph in _taken_apart(raw.glyphs)],
        rulings=tuple(rulings),
        dots=tuple(Dot(*_box(turn, dot)) for dot in raw.dots),
        grounds=tuple(BBox(*_box(turn, ground)) for ground in raw.grounds),
        notes=tuple(attrs.evolve(n, glyphs=tuple(_glyph(turn, g) for g in n.glyphs)) for n in raw.notes),
        turn=turn,
    )


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
