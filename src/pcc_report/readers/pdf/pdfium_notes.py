"""What stands beside the text of a PDF, through PDFium: form fields, notes, attached files."""

from collections.abc import Iterator
from functools import partial
from typing import Any, Final

from pcc_report.readers.pdf.glyphs import Glyph, Note
from pcc_report.readers.pdf.pdfium_c import FREE_TEXT, WIDGET, Scratch, text_of
from pcc_report.readers.pdf.pdfium_text import Frame

MOST: Final = 5_000
"""Notes on a page, and attached files, that are looked at."""


def notes_of(pdfium: Any, page: int, frame: Frame, scratch: Scratch) -> list[Note]:  # noqa: ANN401  # ctypes
    """Return the notes of a page and its form fields that are filled in."""
    found: list[Note] = []
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), MOST)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        try:
            kind = pdfium.FPDFAnnot_GetSubtype(note)
            key = b"V" if kind == WIDGET else b"Contents"
            text = " ".join(text_of(partial(pdfium.FPDFAnnot_GetStringValue, note, key)).split())
            if text:
                seen = kind in (WIDGET, FREE_TEXT) and pdfium.FPDFAnnot_GetRect(note, scratch.float_at)
                glyphs = tuple(_glyphs(text, scratch.floats[:4], frame)) if seen else ()
                found.append(Note(text=text, glyphs=glyphs))
        finally:
            pdfium.FPDFPage_CloseAnnot(note)
    return found


def attachments_of(pdfium: Any, document: int) -> tuple[str, ...]:  # noqa: ANN401  # ctypes
    """Return the names of the files attached to a document; they are not opened."""
    names: list[str] = []
    for index in range(min(pdfium.FPDFDoc_GetAttachmentCount(document), MOST)):
        attached = pdfium.FPDFDoc_GetAttachment(document, index)
        name = text_of(partial(pdfium.FPDFAttachment_GetName, attached)) if attached else ""
        names.append(name or "without a name")
    return tuple(names)


def _glyphs(text: str, rectangle: list[float], frame: Frame) -> Iterator[Glyph]:
    """Yield the words of a field where they may stand in it: nothing but its rectangle is known."""
    left, high, right, low = rectangle
    (x0, x1), (top, bottom) = map(sorted, zip(frame.point(left, low), frame.point(right, high), strict=True))
    size = min(0.7 * (bottom - top), 12.0)
    step = min(0.5 * size, (x1 - x0) / len(text))
    base = top + size if bottom - top > 2 * size else bottom - 0.25 * size
    at = x0
    for word in text.split(" "):
        end = at + step * len(word)
        yield Glyph(word, at, base - 0.8 * size, end, base + 0.2 * size, base, size, "")
        at = end + step
