"""The pages of a PDF through PDFium; quick, and a second witness for what pdfplumber reads."""

import ctypes
import math
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c

from pcc_report.errors import UnreadableInputError
from pcc_report.readers.limits import MAX_PAGE_GLYPHS, MAX_PAGE_RULINGS
from pcc_report.readers.pdf.glyphs import Glyph, RawPage
from pcc_report.readers.pdf.rulings import Shape, dots_of, rulings_of

NAME = "pdfium"

Point = tuple[float, float]


def count_pages(data: bytes, password: str | None) -> int | None:
    """Return how many pages PDFium finds, or None where it cannot open the file."""
    try:
        document = pdfium.PdfDocument(data, password=password or None)
    except pdfium.PdfiumError:
        return None
    try:
        return len(document)
    finally:
        document.close()


class PdfiumFile:
    """A PDF opened by PDFium."""

    def __init__(self, data: bytes, password: str | None) -> None:
        try:
            self._pdf = pdfium.PdfDocument(data, password=password or None)
        except pdfium.PdfiumError as error:
            if "password" in str(error).lower():
                problem = "the PDF is encrypted" + (", and the password does not open it" if password else "")
                raise UnreadableInputError(problem, advice="give its password (password=)") from error
            raise
        self.page_count = len(self._pdf)

    def read_page(self, number: int) -> RawPage:
        """Return page *number*, from 1."""
        page = self._pdf[number - 1]
        try:
            frame = _Frame(page)
            text = page.get_textpage()
            try:
                glyphs = list(_glyphs(text.raw, frame))
            finally:
                text.close()
            shapes, has_image = _shapes(page.raw, frame)
            return RawPage(
                number=number,
                width=frame.width,
                height=frame.height,
                glyphs=glyphs,
                rulings=rulings_of(shapes, frame.width, frame.height),
                dots=dots_of(shapes),
                has_image=has_image,
            )
        finally:
            page.close()

    def close(self) -> None:
        """Let go of the file."""
        self._pdf.close()


class _Frame:
    """From the coordinates of a page to points from its top left, turned as it is shown."""

    def __init__(self, page: Any) -> None:  # noqa: ANN401  # the library is untyped
        self._left, self._bottom, self._right, self._top = page.get_cropbox()
        self._turn = page.get_rotation()
        wide, high = self._right - self._left, self._top - self._bottom
        self.width, self.height = (wide, high) if self._turn in (0, 180) else (high, wide)

    def point(self, x: float, y: float) -> Point:
        """Return where (x, y) is shown."""
        if self._turn == 90:
            return y - self._bottom, x - self._left
        if self._turn == 180:
            return self._right - x, y - self._bottom
        if self._turn == 270:
            return self._top - y, self._right - x
        return x - self._left, self._top - y

    def angle(self, angle: float) -> float:
        """Return the direction a sign is shown in, in radians; 0 is upright."""
        return math.remainder(angle - math.radians(self._turn), 2 * math.pi)


def _glyphs(text: Any, frame: _Frame) -> Iterator[Glyph]:  # noqa: ANN401  # the library is untyped
    count = c.FPDFText_CountChars(text)
    box, matrix = c.FS_RECTF(), c.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    fonts: dict[int, str] = {}
    last: Glyph | None = None
    place: tuple[float, float, int] | None = None
    for index in range(min(count, MAX_PAGE_GLYPHS + 1)):
        code = c.FPDFText_GetUnicode(text, index)
        if c.FPDFText_IsGenerated(text, index) == 1 or code in (0x0A, 0x0D):
            continue
        c.FPDFText_GetLooseCharBox(text, index, box)
        c.FPDFText_GetCharOrigin(text, index, x, y)
        c.FPDFText_GetMatrix(text, index, matrix)
        thing = c.FPDFText_GetTextObject(text, index)
        key = ctypes.cast(thing, ctypes.c_void_p).value or 0
        sign = _sign(code)
        here = (x.value, y.value, key)
        if last is not None and here == place:
            last.text += sign  # a ligature comes letter by letter from one place
            continue
        x0, top, x1, bottom = _boxed(frame, box.left, box.bottom, box.right, box.top)
        size = c.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
        upright = abs(frame.angle(-c.FPDFText_GetCharAngle(text, index))) < 0.5
        if key not in fonts:
            fonts[key] = _font_name(thing)
        base = frame.point(x.value, y.value)[1]
        place = here
        last = Glyph(sign, x0, top, x1, bottom, base, size, fonts[key], upright)
        yield last


def _sign(code: int) -> str:
    if code in (0x02, 0xFFFE):  # what PDFium makes of a hyphen at the end of a line
        return "-"
    if not code or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return "\ufffd"
    return chr(code)


def _font_name(thing: Any) -> str:  # noqa: ANN401  # the library is untyped
    font = c.FPDFTextObj_GetFont(thing) if thing else None
    if not font:
        return ""
    held = ctypes.create_string_buffer(256)
    length = c.FPDFFont_GetBaseFontName(font, held, 256)
    return held.raw[: max(min(length, 256) - 1, 0)].decode("utf-8", "replace")


def _boxed(frame: _Frame, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
    (ax, ay), (bx, by) = frame.point(x0, y0), frame.point(x1, y1)
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _shapes(page: Any, frame: _Frame) -> tuple[list[Shape], bool]:  # noqa: ANN401  # the library is untyped
    shapes: list[Shape] = []
    has_image = False
    for index in range(min(c.FPDFPage_CountObjects(page), 2 * MAX_PAGE_GLYPHS)):
        thing = c.FPDFPage_GetObject(page, index)
        kind = c.FPDFPageObj_GetType(thing)
        has_image = has_image or kind == c.FPDF_PAGEOBJ_IMAGE
        if kind == c.FPDF_PAGEOBJ_PATH:
            shapes += _path_shapes(thing, frame)
            if len(shapes) > MAX_PAGE_RULINGS:
                break
    return shapes, has_image


def _path_shapes(thing: Any, frame: _Frame) -> Iterator[Shape]:  # noqa: ANN401  # the library is untyped
    fill, stroke = ctypes.c_int(), c.FPDF_BOOL()
    c.FPDFPath_GetDrawMode(thing, fill, stroke)
    filled, stroked = fill.value != c.FPDF_FILLMODE_NONE, bool(stroke.value)
    if not (filled or stroked) or (not stroked and _is_white(thing)):
        return
    matrix = c.FS_MATRIX()
    c.FPDFPageObj_GetMatrix(thing, matrix)
    for points, curved in _subpaths(thing):
        shown = [
            frame.point(matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f)
            for x, y in points
        ]
        xs, ys = [p[0] for p in shown], [p[1] for p in shown]
        wide, high = max(xs) - min(xs), max(ys) - min(ys)
        near = 0.5
        on_edge = all(
            min(px - min(xs), max(xs) - px) < near and min(py - min(ys), max(ys) - py) < near for px, py in shown
        )
        is_box = not curved and ((on_edge and len(points) in (4, 5)) or min(wide, high) <= 1)
        yield Shape(min(xs), min(ys), max(xs), max(ys), is_box, stroked, filled)


def _subpaths(thing: Any) -> Iterator[tuple[list[Point], bool]]:  # noqa: ANN401  # the library is untyped
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    curved = False
    for index in range(min(c.FPDFPath_CountSegments(thing), MAX_PAGE_RULINGS)):
        segment = c.FPDFPath_GetPathSegment(thing, index)
        c.FPDFPathSegment_GetPoint(segment, x, y)
        kind = c.FPDFPathSegment_GetType(segment)
        if kind == c.FPDF_SEGMENT_MOVETO and points:
            if len(points) > 1:
                yield points, curved
            points, curved = [], False
        points.append((x.value, y.value))
        curved = curved or kind == c.FPDF_SEGMENT_BEZIERTO
    if len(points) > 1:
        yield points, curved


def _is_white(thing: Any) -> bool:  # noqa: ANN401  # the library is untyped
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    c.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha)
    return (red.value, green.value, blue.value) == (255, 255, 255)
