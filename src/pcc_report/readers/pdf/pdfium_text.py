"""The text of a page through PDFium: one call for all of it, then geometry only where it decides something.

A stretch that PDFium gives as one line, painted as one text object, needs the places of its first and last sign
and of nothing between, where its width is that of its signs: then no gap in it can be wide. What is painted in
several objects, is wider than its signs or holds a sign that must be mended is looked at more closely, word by word
or sign by sign.
"""

import ctypes
import math
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby, repeat
from typing import Any, Final

import attrs

from pcc_report.errors import LimitExceededError
from pcc_report.readers.limits import MAX_PAGE_GLYPHS
from pcc_report.readers.pdf.glyphs import Glyph, Strip, turn_of
from pcc_report.readers.pdf.pdfium_c import CLIP_ONLY, INVISIBLE, Scratch
from pcc_report.readers.pdf.repair import SWAPPED, swapped_back

HYPHENS: Final = "\x02\ufffe"
"""What PDFium makes of a hyphen at the end of a line; the next line then follows without a line end."""

WORD_GAP: Final = 0.17
"""Of the font size: PDFium sees blanks in narrower gaps too, which would part a sum."""

LEAST_BLANK: Final = 0.1
"""Of the font size: PDFium drops blanks that are painted by themselves, and puts its own where the gap says so."""

_STRETCH = re.compile(rf"[^\s{HYPHENS}][^\r\n{HYPHENS}]*[{HYPHENS}]?|[{HYPHENS}]")
_WORD = re.compile(r"\S+")
# Signs that are mended or named later, each on its own: controls, joined letters, swapped bytes, private signs,
# and what UTF-8 looks like in another encoding.
_ODD = re.compile(
    "[\x00-\x01\x03-\x08\x0b\x0c\x0e-\x1f\x7f\u6100-\u7a00\ud800-\uf8ff\ufb00-\ufb06\ufeff\ufffd]"
    "|[\u00c2-\u00c5\u00e2][\u0080-\u00bf\u0152-\u017e\u0192\u02c6-\u02dc\u2013-\u203a\u20ac\u2122]"
)
Box = tuple[float, float, float, float]
"""Left, low, right, high, in the page's own coordinates."""
_MOST_CLIPS: Final = 50
"""Paths that clip one object, and points of each, that are looked at."""
_TO_MEASURE = re.compile(r"[^\S \r\n]|  |[£€$\d.,(-] +[\d.,)]|[£€$\d] +[£€$]")
"""Blanks other than single ones, and those in what may be one sum."""
_NUMBER = re.compile(r"[\d£€$]")
_SWAPPED = re.compile(f"[{SWAPPED}]{{2,}}")
_JOINED: Final = "ft"
"""Letters that begin a joined sign, whose letters all come from one place."""

_ROOM: Final = 0.25
"""Of the font size: what a stretch may be wider than its signs without holding a gap that matters."""


@attrs.define(eq=False)
class Font:
    """A font of the file, and what is known of its signs."""

    name: str
    descent: float
    """Of the font size: how far signs reach below the line they stand on."""
    widths: "Widths"


class Widths(dict[str, float]):
    """How wide each sign is, of the font size, asked for once; 0 where that is not known."""

    def __init__(self, ask: Callable[[str], float]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, sign: str) -> float:
        width = self[sign] = self._ask(sign)
        return width

    def total(self, text: str) -> float:
        """Return how wide all signs of *text* are together."""
        try:
            # a look-up that knows nothing of missing signs is faster by half
            return sum(map(self.get, text))  # type: ignore[arg-type]
        except TypeError:
            for sign in set(text) - self.keys():
                self[sign] = self._ask(sign)
            return sum(map(self.get, text))  # type: ignore[arg-type]


class Frame:
    """From the coordinates of a page to points from its top left, turned as it is shown."""

    def __init__(self, box: tuple[float, float, float, float], turn: int) -> None:
        self.left, self.top, self._right, self._bottom = box
        self.turn = turn
        """Quarters, clockwise."""
        wide, high = self._right - self.left, self.top - self._bottom
        self.width, self.height = (high, wide) if turn % 2 else (wide, high)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where (x, y) is shown."""
        if self.turn == 1:
            return y - self._bottom, x - self.left
        if self.turn == 2:
            return self._right - x, y - self._bottom
        if self.turn == 3:
            return self.top - y, self._right - x
        return x - self.left, self.top - y

    def turn_of(self, a: float, b: float, c: float, d: float) -> int:
        """Return `Glyph.turn` of a sign with this matrix."""
        for _ in range(self.turn):
            a, b, c, d = b, -a, d, -c
        return turn_of(a, b, c, d)


class PageText:
    """What is written on one page, as long as it is open."""

    def __init__(self, pdfium: Any, page: int, frame: Frame, fonts: dict[int, Font], scratch: Scratch) -> None:  # noqa: ANN401  # ctypes
        self._pdfium = pdfium
        self._frame = frame
        self._fonts = fonts
        self._scratch = scratch
        # what is called for each line is at hand
        self._origin_at = pdfium.FPDFText_GetCharOrigin
        self._matrix_at = pdfium.FPDFText_GetMatrix
        self._size_at = pdfium.FPDFText_GetFontSize
        self._painter_at = pdfium.FPDFText_GetTextObject
        self._font_of = pdfium.FPDFTextObj_GetFont
        self._mode_of = pdfium.FPDFTextObj_GetTextRenderMode
        self._colour_of = pdfium.FPDFPageObj_GetFillColor
        self._count_painters = pdfium.FPDFText_CountRects
        self._clip_at = pdfium.FPDFPageObj_GetClipPath
        self._count_clips = pdfium.FPDFClipPath_CountPaths
        self._clips: dict[int, Box | None] = {}
        self._text = pdfium.FPDFText_LoadPage(page)
        if not self._text:
            problem = "PDFium cannot load its text"
            raise ValueError(problem)
        self._spots: list[int] = []
        self.fonts_used: set[int] = set()

    def close(self) -> None:
        """Let go of the text."""
        self._pdfium.FPDFText_ClosePage(self._text)

    def read(self) -> list[Glyph]:
        """Return strips where signs stand in order, and glyphs where they do not."""
        count = self._pdfium.FPDFText_CountChars(self._text)
        if count > MAX_PAGE_GLYPHS:
            problem = f"{count:,} characters on one page are more than the {MAX_PAGE_GLYPHS:,} allowed"
            raise LimitExceededError(problem, advice="check what the page shows")
        if count <= 0:
            return []
        text = self._all_text(count)
        if self._frame.turn or len(text) != count:
            # the page lies on its side, or the places in the text are not those of the signs
            return list(self._glyphs(0, count))
        odd = _ODD.search(text) is not None
        self._spots = [match.start() for match in _TO_MEASURE.finditer(text)]
        found: list[Glyph] = []
        for match in _STRETCH.finditer(text):
            stretch = match[0].rstrip()
            found += self._stretch(match.start(), stretch[:-1] + "-" if stretch[-1] in HYPHENS else stretch, odd=odd)
        return found

    def _all_text(self, count: int) -> str:
        buffer = ctypes.create_string_buffer(2 * count + 2)
        units = self._pdfium.FPDFText_GetText(self._text, 0, count, ctypes.addressof(buffer))
        return buffer.raw[: 2 * max(units - 1, 0)].decode("utf-16-le", "surrogatepass")

    def _stretch(self, start: int, text: str, *, odd: bool) -> list[Glyph]:
        """Return what *text*, a line of PDFium's or the rest of one, is made of."""
        objects = self._count_painters(self._text, start, len(text))  # blanks are none
        if objects > 1 and text[1].isspace():
            # a bullet sign, painted by itself; no strip, since it may have to be mended or named
            rest = text[1:].lstrip()
            following = self._stretch(start + len(text) - len(rest), rest, odd=odd)
            if isinstance(following[0], Strip):
                following[0].is_parted = not self._pdfium.FPDFText_IsGenerated(self._text, start + 1)
            return [*self._glyphs(start, start + 1), *following]
        printed = text
        if odd and _ODD.search(text):
            text = _SWAPPED.sub(_swap, text)
            if _ODD.search(text):
                return list(self._glyphs(start, start + len(text)))
        if objects <= 1:
            return self._strip_or_glyphs(start, text, printed)
        if text == printed and not _NUMBER.search(text) and (whole := self._strip(start, text, room=0.05)):
            return [whole]  # as wide as its signs are in the font of the first: all of them are of that font
        if 2 * objects > len(text):
            # an object for each sign, as Chromium has it
            whole = self._strip(start, text, measure=True) if self._is_uniform(start, len(text)) else None
            return [whole] if whole and text == printed else list(self._glyphs(start, start + len(text)))
        return list(self._runs(start, text, printed))

    def _is_uniform(self, start: int, count: int) -> bool:
        """Whether all signs of a stretch are of one font and size."""
        indices = range(start, start + count)
        painters = list(map(self._painter_at, repeat(self._text), indices))
        fonts = set(map(self._font_of, filter(None, painters)))
        sizes = {size for size, it in zip(map(self._size_at, repeat(self._text), indices), painters, strict=True) if it}
        return len(fonts) == 1 == len(sizes)

    def _runs(self, start: int, text: str, printed: str) -> Iterator[Glyph]:
        """Yield what each text object of a stretch shows."""
        at = 0
        objects = map(self._pdfium.FPDFText_GetTextObject, repeat(self._text), range(start, start + len(text)))
        last: Glyph | None = None
        painted = False
        for painter, signs in groupby(objects):
            run = text[at : at + len(list(signs))]
            body = run.strip()
            if body:
                begin = at + run.index(body)
                found = self._strip_or_glyphs(start + begin, body, printed[begin : begin + len(body)])
                if last is not None and isinstance(found[0], Strip):
                    painted = painted or run[0].isspace()
                    found[0].is_parted = painted or (text[at - 1].isspace() and _is_blank_between(last, found[0]))
                yield from found
                last, painted = found[-1], run[-1].isspace()
            else:
                painted = painted or bool(painter)
            at += len(run)

    def _strip_or_glyphs(self, start: int, text: str, printed: str) -> list[Glyph]:
        strip = self._strip(start, text)
        if strip is None:
            return list(self._glyphs(start, start + len(text)))
        if printed != text:
            strip.printed = printed
        return [strip]

    def _strip(self, start: int, text: str, room: float | None = None, *, measure: bool = False) -> Strip | None:
        """Return *text* as a strip, or None where its signs are turned, overlap or are not known.

        With *room* given, it must not be wider than its signs by more, of the font size; with *measure* its words are
        looked at in any case.
        """
        page, scratch = self._text, self._scratch
        painter = self._painter_at(page, start)
        font = self._font_of_painter(painter)
        self._matrix_at(page, start, scratch.float_at)
        a, b, c, d = scratch.floats[:4]
        if b or c or a <= 0 or d <= 0:
            return None
        size = self._size_at(page, start)
        wide, size = size * a, size * d
        self._origin_at(page, start, scratch.double_at, scratch.double_at + 8)
        left, base = scratch.doubles[:2]
        widths = font.widths
        right, last_base = self._end(start, start + len(text), text, widths, wide)
        if (clip := self._clip_of(painter, start)) and not (_holds(clip, left, base) and _holds(clip, right, base)):
            return None
        excess = right - left - widths.total(text) * wide
        loose = excess > (_ROOM if room is None else room) * size
        tight = excess < -(0.3 + 0.01 * len(text) if room is None else room) * size
        if base != last_base or size < 1 or right < left or (room is not None and (loose or tight)):
            return None
        left, right, base = left - self._frame.left, right - self._frame.left, self._frame.top - base
        blank, slack = widths[" "] * wide, max(excess, 0.0)
        strip = Strip(
            text,
            left,
            base - (1 - font.descent) * size,
            right,
            base + font.descent * size,
            base,
            size,
            font.name,
            0,
            self._look_of(painter),
            start=start,
            end=start + len(text),
            widths=widths,
            gap=blank + slack / (text.count(" ") or 1),
            widest=blank + slack,
            source=self,
        )
        if measure or loose or tight or self._is_spotted(start, start + len(text)):
            if 0.0 in map(widths.__getitem__, text) or not self._look_at_words(strip, text, last_base):
                return None
            if any(gap < -0.1 * size for gap in strip.gaps):
                return None
        return strip

    def _is_spotted(self, start: int, end: int) -> bool:
        """Whether a stretch holds blanks that must be looked at."""
        at = bisect_left(self._spots, start)
        return at < len(self._spots) and self._spots[at] < end

    def _look_at_words(self, strip: Strip, text: str, base: float) -> bool:
        """Measure the words of a stretch and part them by single blanks; tell whether all stand on one line.

        PDFium sees blanks where there is none, in gaps so narrow that they do not part a sum.
        """
        words: list[str] = []
        places: list[tuple[float, float]] = []
        wide = self._wide_at(strip.start)
        for match in _WORD.finditer(text):
            at, end = strip.start + match.start(), strip.start + match.end()
            left, first_base = self._origin(at)
            right, last_base = self._end(at, end, match[0], strip.widths, wide)
            if first_base != base or last_base != base:
                return False
            left, right = left - self._frame.left, right - self._frame.left
            narrow = words and left - places[-1][1] <= _least_blank(words[-1], match[0]) * strip.size
            if narrow and self._pdfium.FPDFText_IsGenerated(self._text, at - 1):
                words[-1] += match[0]
                places[-1] = (places[-1][0], right)
            else:
                words.append(match[0])
                places.append((left, right))
        strip.text, strip.measured = " ".join(words), tuple(places)
        return True

    def places(self, strip: Strip) -> tuple[tuple[float, float], ...]:
        """Return where each word of *strip* begins and ends."""
        wide = self._wide_at(strip.start)
        left = self._frame.left
        return tuple(
            (
                self._origin(strip.start + m.start())[0] - left,
                self._end(strip.start + m.start(), strip.start + m.end(), m[0], strip.widths, wide)[0] - left,
            )
            for m in _WORD.finditer(strip.text)
        )

    def take_apart(self, strip: Strip) -> list[Glyph]:
        """Return the signs of *strip* one by one."""
        glyphs = list(self._glyphs(strip.start, strip.end))
        if strip.printed:
            for glyph in glyphs:
                glyph.printed, glyph.text = glyph.text, swapped_back(glyph.text)
        return glyphs

    def _wide_at(self, index: int) -> float:
        """Return by how much the width of a sign is taken there."""
        self._pdfium.FPDFText_GetMatrix(self._text, index, self._scratch.float_at)
        wide: float = self._pdfium.FPDFText_GetFontSize(self._text, index) * self._scratch.floats[0]
        return wide

    def _origin(self, index: int) -> tuple[float, float]:
        """Return where a sign stands: its left end and its line, in the page's own coordinates."""
        at = self._scratch.double_at
        self._pdfium.FPDFText_GetCharOrigin(self._text, index, at, at + 8)
        x, y = self._scratch.doubles[:2]
        return x, y

    def _end(self, start: int, end: int, text: str, widths: Mapping[str, float], wide: float) -> tuple[float, float]:
        """Return where the last sign ends, and the line it stands on."""
        scratch = self._scratch
        self._origin_at(self._text, end - 1, scratch.double_at, scratch.double_at + 8)
        x, y = scratch.doubles[:2]
        if text[-1] == "-":
            # often painted as a soft hyphen, which may be narrower
            self._pdfium.FPDFText_GetLooseCharBox(self._text, end - 1, self._scratch.float_at)
            return self._scratch.floats[2], y
        width = widths[text[-1]]
        at = len(text) - 2
        # the letters of a joined sign all come from one place
        while at >= 0 and text[at] in _JOINED and self._origin(start + at)[0] == x:
            width += widths[text[at]]
            at -= 1
        return x + width * wide, y

    def _look_of(self, painter: int | None) -> str:
        """Return why nobody sees the signs of a text object, if so."""
        if not painter:
            return ""
        if self._mode_of(painter) in (INVISIBLE, CLIP_ONLY):
            return "invisible"
        at, units = self._scratch.unit_at, self._scratch.units
        known = self._colour_of(painter, at, at + 4, at + 8, at + 12)
        if known and (units[0] == units[1] == units[2] == 255):
            return "white"
        return "invisible" if known and not units[3] else ""

    def _clip_of(self, painter: int | None, index: int) -> "Box | None":
        """Return the box outside of which nothing of a text object is seen; *index* is one of its signs."""
        if not painter:
            return None
        clip = self._clip_at(painter)
        count = self._count_clips(clip) if clip else 0
        if count <= 0:
            return None
        if painter not in self._clips:
            self._clips[painter] = self._clip_box(clip, count) if self._is_direct(painter, index) else None
        return self._clips[painter]

    def _is_direct(self, painter: int, index: int) -> bool:
        """Whether a text object stands on the page itself; in a drawing put on it, its clip has other coordinates."""
        pdfium, scratch = self._pdfium, self._scratch
        pdfium.FPDFText_GetMatrix(self._text, index, scratch.float_at)
        on_page = scratch.floats[:6]
        return bool(pdfium.FPDFPageObj_GetMatrix(painter, scratch.float_at)) and scratch.floats[:6] == on_page

    def _clip_box(self, clip: int, count: int) -> "Box":
        pdfium, floats, at = self._pdfium, self._scratch.floats, self._scratch.float_at
        left, low, right, high = -math.inf, -math.inf, math.inf, math.inf
        for path in range(min(count, _MOST_CLIPS)):
            points = []
            for number in range(min(pdfium.FPDFClipPath_CountPathSegments(clip, path), _MOST_CLIPS)):
                segment = pdfium.FPDFClipPath_GetPathSegment(clip, path, number)
                if pdfium.FPDFPathSegment_GetPoint(segment, at, at + 4):
                    points.append((floats[0], floats[1]))
            if points:
                left, right = max(left, min(x for x, _ in points)), min(right, max(x for x, _ in points))
                low, high = max(low, min(y for _, y in points)), min(high, max(y for _, y in points))
        return left, low, right, high

    def _font_of_painter(self, painter: int | None) -> Font:
        """Return the font of a text object; one that is not known has no widths."""
        address = self._font_of(painter) if painter else None
        if not address:
            return _NO_FONT
        self.fonts_used.add(address)
        font = self._fonts.get(address)
        if font is None:
            font = self._fonts[address] = self._new_font(address)
        return font

    def _new_font(self, address: int) -> Font:
        pdfium, scratch = self._pdfium, self._scratch
        length = pdfium.FPDFFont_GetBaseFontName(address, scratch.letters_at, scratch.LETTERS)
        name = scratch.letters.raw[: max(min(length, scratch.LETTERS) - 1, 0)].decode("utf-8", "replace")
        descent = 0.0
        if pdfium.FPDFFont_GetDescent(address, 1000.0, scratch.float_at):
            descent = -scratch.floats[0] / 1000

        def width_of(sign: str) -> float:
            for meant in (sign, *_TWINS.get(sign, ())):
                if pdfium.FPDFFont_GetGlyphWidth(address, ord(meant), 1.0, scratch.float_at):
                    width: float = scratch.floats[0]
                    if width > 0:
                        return width
            return _UNKNOWN.get(sign, 0.0)

        return Font(name, descent if 0.1 < descent < 0.4 else 0.22, Widths(width_of))

    def _glyphs(self, start: int, end: int) -> Iterator[Glyph]:
        """Yield signs one by one; those of a joined sign as one."""
        pdfium, page, scratch, frame = self._pdfium, self._text, self._scratch, self._frame
        glyph: Glyph | None = None
        place: tuple[float, float] | None = None
        painter = a = b = c = d = size = 0.0
        font, look, clip = _NO_FONT, "", None
        was_parted = False
        for index in range(start, end):
            code = pdfium.FPDFText_GetUnicode(page, index)
            if code in (0x0A, 0x0D) or pdfium.FPDFText_IsGenerated(page, index) == 1:
                was_parted = code == 0x20
                continue
            thing = pdfium.FPDFText_GetTextObject(page, index)
            if thing != painter or not thing:
                painter, font, look = thing, self._font_of_painter(thing), self._look_of(thing)
                clip = self._clip_of(thing, index)
                pdfium.FPDFText_GetMatrix(page, index, scratch.float_at)
                a, b, c, d = scratch.floats[:4]
                size = pdfium.FPDFText_GetFontSize(page, index)
                if size < 0:  # a sign of such a size is painted turned by half, which its matrix may turn back
                    a, b, c, d, size = -a, -b, -c, -d, -size
                place = None
            sign = _sign(code)
            width = font.widths[sign] * size * a
            x, y = self._origin(index)
            unseen = look or ("" if clip is None or _holds(clip, x + width / 2, y) else "clipped")
            if glyph is not None and (x, y) == place:
                glyph.text += sign
                glyph.x1 += width
                continue
            place = x, y
            turn = frame.turn_of(a, b, c, d)
            glyph_size = size * math.hypot(c, d)
            if not turn and not frame.turn and width:
                base = frame.top - y
                x0, x1 = x - frame.left, x - frame.left + width
                top, bottom = base - (1 - font.descent) * glyph_size, base + font.descent * glyph_size
            else:
                pdfium.FPDFText_GetLooseCharBox(page, index, scratch.float_at)
                left, high, right, low = scratch.floats[:4]
                corners = frame.point(left, low), frame.point(right, high)
                (x0, x1), (top, bottom) = map(sorted, zip(*corners, strict=True))
                base = frame.point(x, y)[0 if turn % 2 else 1]
            last, glyph = glyph, Glyph(sign, x0, top, x1, bottom, base, glyph_size, font.name, turn, unseen)
            if was_parted and not turn and last is not None and _is_blank_between(last, glyph):
                yield Glyph(" ", last.x1, top, x0, bottom, base, glyph_size, font.name)
            was_parted = False
            yield glyph


def _holds(clip: "Box", x: float, y: float) -> bool:
    """Whether a sign that stands at (x, y) is seen within *clip*; its edge may be that of the sign."""
    left, low, right, high = clip
    return left - 1 <= x <= right + 1 and low - 1 <= y <= high + 1


def _swap(match: re.Match[str]) -> str:
    return swapped_back(match[0])


def _is_blank_between(left: Glyph, right: Glyph) -> bool:
    """Whether a blank that PDFium put between two signs is one."""
    return right.x0 - left.x1 > _least_blank(left.text, right.text) * right.size


def _least_blank(left: str, right: str) -> float:
    """Return how wide a blank that PDFium put between two texts must be; in a sum only a gap decides."""
    return WORD_GAP if left[-1] in _SUM_SIGNS and right[0] in _SUM_SIGNS else LEAST_BLANK


def _sign(code: int) -> str:
    if code in _HYPHEN_CODES:
        return "-"
    if not code or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return "\ufffd"
    return chr(code)


_SUM_SIGNS: Final = frozenset("0123456789£€$.,()%-")
_HYPHEN_CODES: Final = frozenset(map(ord, HYPHENS))
_TWINS: Final = {"-": "\xad\u2010"}
"""Signs that a file may give another code."""

_UNKNOWN: Final = {" ": 0.25, "\xa0": 0.25}
"""Widths of blanks in fonts that have none, so that nobody paints them."""

_NO_FONT: Final = Font("", 0.22, Widths(lambda sign: _UNKNOWN.get(sign, 0.0)))
