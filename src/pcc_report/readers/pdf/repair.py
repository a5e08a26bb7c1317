"""Signs that stand for others: joined letters, bullet signs of symbol fonts, swapped bytes -> what a person reads."""

import re
from typing import Final

import attrs

from pcc_report.readers.encoding import undo_decoding
from pcc_report.readers.pdf.glyphs import Glyph, Strip


@attrs.define
class Notes:
    """What was mended on a page, and what could not be."""

    unmapped: list[str] = attrs.Factory(list)
    mended: list[tuple[str, str]] = attrs.Factory(list)
    decoded_twice: list[tuple[str, str]] = attrs.Factory(list)


_PLAIN: Final = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st",
    "\ufb06": "st",
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf076": "❖", "(cid:127)": "•",
    "\ufffe": "\xad", "\x02": "\xad", "\ufeff": "", "\0": "",
}  # fmt: skip
SWAPPED: Final = "".join(chr(code << 8) for code in range(ord("a"), ord("z") + 1))
"""Letters with their bytes swapped, as Ghostscript leaves those of ligatures: U+7400 is "t"."""

_CONTROL = re.compile("[\x00-\x1f\x7f]")


def mend(glyphs: list[Glyph]) -> Notes:
    """Spell ligatures out, give bullet signs their name, put swapped bytes right."""
    notes = Notes()
    for glyph in glyphs:
        text = glyph.text
        if isinstance(glyph, Strip):
            if glyph.printed:
                notes.mended.append((glyph.printed, glyph.text))
            continue
        if text.isascii() and len(text) == 1 and text >= " ":
            continue
        if text in _PLAIN:
            glyph.text = _PLAIN[text]
        elif not set(text).isdisjoint(SWAPPED):
            glyph.text = swapped_back(text)
            if len(text) == 1 or "\ufffd" in text:
                glyph.text = _ligature(glyph, glyphs)
            notes.mended.append((text, glyph.text))
        elif text.startswith("(cid:") or text == "\ufffd":
            notes.unmapped.append(text)
        else:
            # A line must stay a line, and lone surrogates are no characters.
            text = text.encode("utf-8", "replace").decode()
            meant = _CONTROL.sub("", "".join(_PLAIN.get(sign, sign) for sign in text))
            glyph.text = " " if meant.isspace() else "".join(meant.split())
        if glyph.text != text and not text.isspace():
            glyph.printed = text
    _undo_double_decoding(glyphs, notes)
    return notes


def _undo_double_decoding(glyphs: list[Glyph], notes: Notes) -> None:
    """Make the first of the signs that UTF-8 became in another encoding the one that was meant, the rest nothing."""
    for _ in range(_MOST_ROUNDS):
        signs = [g for g in glyphs if len(g.text) == 1 and not isinstance(g, Strip)]
        repairs = undo_decoding("".join(g.text for g in signs))[1]
        shift = 0
        for repair in repairs:
            first, *rest = signs[repair.at + shift : repair.at + shift + len(repair.printed)]
            shift += len(repair.printed) - len(repair.meant)
            if len(repair.meant) != 1 or any(abs(g.base - first.base) > first.size for g in rest):
                continue
            first.printed = "".join(g.printed or g.text for g in (first, *rest))
            first.text, first.x1 = repair.meant, rest[-1].x1
            for glyph in rest:
                glyph.text = ""
            notes.decoded_twice.append((repair.printed, repair.meant))
        if not repairs:
            break


_MOST_ROUNDS: Final = 3


def swapped_back(text: str) -> str:
    """Put the bytes of letters right.

    >>> swapped_back("Alloca\u7400\u6900on")
    'Allocation'
    """
    return "".join(chr(ord(sign) >> 8) if sign in SWAPPED else sign for sign in text)


_LIGATURES: Final = ("tti", "tt", "ti", "tf", "fti", "ft", "ffi", "ff", "fi", "fl", "ffl", "fj")


def _ligature(glyph: Glyph, glyphs: list[Glyph]) -> str:
    """Return the letters of a ligature of which only the first was kept: those that are as wide as it."""
    first = glyph.text[0]
    usual = {**dict.fromkeys("tf", 0.34 * glyph.size), **dict.fromkeys("ijl", 0.24 * glyph.size)}
    alike = [g for g in glyphs if g.font == glyph.font and g is not glyph]
    known = {g.text: g.x1 - g.x0 for g in alike}
    for strip in alike:
        if isinstance(strip, Strip):
            known |= {c: strip.widths[c] * glyph.size for c in strip.widths.keys() & set("tfijl")}
    widths = {c: known.get(c, width) for c, width in usual.items()}

    def misfit(letters: str) -> float:
        return abs(sum(widths.get(c, 0.5 * glyph.size) for c in letters) - (glyph.x1 - glyph.x0))

    return min((first, *(w for w in _LIGATURES if w.startswith(first))), key=misfit)
