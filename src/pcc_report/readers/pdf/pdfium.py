"""The pages of a PDF through PDFium: the first reader, since it is quick."""

from collections.abc import Iterator
from itertools import repeat
from typing import Any

from pcc_report.errors import UnreadableInputError
from pcc_report.readers.limits import MAX_PAGE_GLYPHS, MAX_PAGE_RULINGS
from pcc_report.readers.pdf import pdfium_c as c
from pcc_report.readers.pdf.glyphs import RawPage
from pcc_report.readers.pdf.pdfium_notes import attachments_of, notes_of
from pcc_report.readers.pdf.pdfium_text import Font, Frame, PageText
from pcc_report.readers.pdf.rulings import Shape, dots_of, grounds_of, rulings_of

NAME = "pdfium"

MAX_FORMS = 8
"""How deep drawings within drawings are looked at for ruling lines."""

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]


class PdfiumFile:
    """A PDF opened by PDFium.

    The page that was read last stays open, so that its strips can be measured and fonts that the next page uses
    too are not loaded again.
    """

    has_layers_off = False

    def __init__(self, data: bytes, password: str | None) -> None:
        self._pdfium = c.library()
        self._scratch = c.Scratch()
        self._fonts: dict[int, Font] = {}
        self._page: int | None = None
        self._text: PageText | None = None
        self._data = data  # PDFium reads from it as long as the document is open
        self._file = self._pdfium.FPDF_LoadMemDocument64(data, len(data), password.encode() if password else None)
        if not self._file:
            raise _refusal(self._pdfium.FPDF_GetLastError(), password)
        self.attachments = attachments_of(self._pdfium, self._file)
        self.page_count: int = max(self._pdfium.FPDF_GetPageCount(self._file), 0)

    def read_page(self, number: int) -> RawPage:
        """Return page *number*, from 1; the strips of pages read before can no longer be measured."""
        page = self._pdfium.FPDF_LoadPage(self._file, number - 1)
        if not page:
            problem = "PDFium cannot load it"
            raise ValueError(problem)
        text = None
        try:
            frame = self._frame_of(page)
            text = PageText(self._pdfium, page, frame, self._fonts, self._scratch)
            glyphs = text.read()
            shapes, has_image = self._shapes(page, frame)
            notes = notes_of(self._pdfium, page, frame, self._scratch)
        finally:
            self._turn_to(page, text)
        return RawPage(
            number=number,
            width=frame.width,
            height=frame.height,
            glyphs=glyphs,
            rulings=rulings_of(shapes, frame.width, frame.height),
            dots=dots_of(shapes),
            notes=tuple(notes),
            grounds=grounds_of(shapes) if any(glyph.unseen for glyph in glyphs) else (),
            has_image=has_image,
            is_blank=not notes and not self._pdfium.FPDFPage_CountObjects(page),
        )

    def close(self) -> None:
        """Let go of the file."""
        self._turn_to(None, None)
        if self._file:
            self._pdfium.FPDF_CloseDocument(self._file)
            self._file = None

    def _turn_to(self, page: int | None, text: PageText | None) -> None:
        """Close the page that was open; forget the fonts that end with it, whose addresses may be used again."""
        used = text.fonts_used if text else set()
        for address in self._fonts.keys() - used:
            del self._fonts[address]
        if self._text:
            self._text.close()
        if self._page:
            self._pdfium.FPDF_ClosePage(self._page)
        self._page, self._text = page, text

    def _frame_of(self, page: int) -> Frame:
        if not self._pdfium.FPDF_GetPageBoundingBox(page, self._scratch.float_at):
            problem = "it has no size"
            raise ValueError(problem)
        left, top, right, bottom = self._scratch.floats[:4]
        return Frame((left, top, right, bottom), self._pdfium.FPDFPage_GetRotation(page) % 4)

    def _shapes(self, page: int, frame: Frame) -> tuple[list[Shape], bool]:
        """Return what is drawn on the page, and whether a picture is on it."""
        pdfium = self._pdfium
        shapes: list[Shape] = []
        has_image = False
        drawings: list[tuple[Any, int, int, Matrix, int]] = [
            (pdfium.FPDFPage_GetObject, page, pdfium.FPDFPage_CountObjects(page), _UNMOVED, 0)
        ]
        while drawings:
            get, holder, count, moved, depth = drawings.pop()
            things = list(map(get, repeat(holder), range(min(count, 2 * MAX_PAGE_GLYPHS))))
            for thing, kind in zip(things, map(pdfium.FPDFPageObj_GetType, things), strict=True):
                if kind == c.TEXT:
                    continue
                has_image = has_image or kind == c.IMAGE
                if kind == c.PATH:
                    shapes += self._path_shapes(thing, moved, frame)
                    if len(shapes) > MAX_PAGE_RULINGS:
                        return shapes, has_image
                elif kind == c.FORM and depth < MAX_FORMS:
                    inner = pdfium.FPDFFormObj_CountObjects(thing)
                    drawings.append(
                        (pdfium.FPDFFormObj_GetObject, thing, inner, _after(self._matrix(thing), moved), depth + 1)
                    )
        return shapes, has_image

    def _matrix(self, thing: int) -> Matrix:
        if not self._pdfium.FPDFPageObj_GetMatrix(thing, self._scratch.float_at):
            return _UNMOVED
        a, b, c_, d, e, f = self._scratch.floats[:6]
        return a, b, c_, d, e, f

    def _path_shapes(self, thing: int, moved: Matrix, frame: Frame) -> Iterator[Shape]:
        units, at = self._scratch.units, self._scratch.unit_at
        self._pdfium.FPDFPath_GetDrawMode(thing, at, at + 4)
        filled, stroked = units[0] != 0, units[1] != 0
        if not (filled or stroked) or (not stroked and self._is_white(thing)):
            return
        a, b, c_, d, e, f = _after(self._matrix(thing), moved)
        for points, curved in self._subpaths(thing):
            shown = [frame.point(a * x + c_ * y + e, b * x + d * y + f) for x, y in points]
            xs, ys = [p[0] for p in shown], [p[1] for p in shown]
            x0, x1, top, bottom = min(xs), max(xs), min(ys), max(ys)
            near = 0.5
            is_box = not curved and (
                min(x1 - x0, bottom - top) <= 1
                or (
                    len(points) in (4, 5)
                    and all(min(x - x0, x1 - x) < near and min(y - top, bottom - y) < near for x, y in shown)
                )
            )
            yield Shape(x0, top, x1, bottom, is_box, stroked, filled)

    def _subpaths(self, thing: int) -> Iterator[tuple[list[Point], bool]]:
        """Yield the points of each part of a path, and whether it is curved."""
        pdfium, floats, at = self._pdfium, self._scratch.floats, self._scratch.float_at
        points: list[Point] = []
        curved = False
        for index in range(min(pdfium.FPDFPath_CountSegments(thing), MAX_PAGE_RULINGS)):
            segment = pdfium.FPDFPath_GetPathSegment(thing, index)
            pdfium.FPDFPathSegment_GetPoint(segment, at, at + 4)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == c.MOVE_TO and points:
                if len(points) > 1:
                    yield points, curved
                points, curved = [], False
            points.append((floats[0], floats[1]))
            curved = curved or kind == c.BEZIER_TO
        if len(points) > 1:
            yield points, curved

    def _is_white(self, thing: int) -> bool:
        at = self._scratch.unit_at
        known = self._pdfium.FPDFPageObj_GetFillColor(thing, at, at + 4, at + 8, at + 12)
        return bool(known) and self._scratch.units[:3] == [255, 255, 255]


_UNMOVED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _after(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that moves by *first*, then by *then*."""
    if then is _UNMOVED:
        return first
    a, b, c_, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c_ * p + d * r, c_ * q + d * s, e * p + f * r + t, e * q + f * s + u


def _refusal(code: int, password: str | None) -> Exception:
    """Return why a document was not opened."""
    if code == c.ERROR_PASSWORD:
        problem = "the PDF is encrypted" + (", and the password does not open it" if password else "")
        return UnreadableInputError(problem, advice="give its password (password=)")
    if code == c.ERROR_SECURITY:
        problem = "the PDF is encrypted in a way that is not known"
        return UnreadableInputError(problem, advice="save it without encryption")
    return ValueError("PDFium finds no PDF in it")
