"""The functions of PDFium that are used here, bound with plain types: addresses and numbers.

`pypdfium2` brings the library. Its own bindings check types at each call and take longer to import than a report
takes to read, so the library is found without importing them. A call keeps the interpreter's lock (`PyDLL`), since
PDFium must not run in two threads at once.
"""

import ctypes
from collections.abc import Callable
from functools import lru_cache
from importlib.machinery import PathFinder
from pathlib import Path
from typing import Any, Final

_ADDRESS, _INT, _UINT = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint
_FLOAT, _DOUBLE, _SIZE, _BYTES = ctypes.c_float, ctypes.c_double, ctypes.c_size_t, ctypes.c_char_p

ERROR_FILE, ERROR_FORMAT, ERROR_PASSWORD, ERROR_SECURITY = 2, 3, 4, 5
"""What ``FPDF_GetLastError`` says."""

TEXT, PATH, IMAGE, FORM = 1, 2, 3, 5
"""What ``FPDFPageObj_GetType`` says."""

FREE_TEXT, WIDGET = 3, 20
"""What ``FPDFAnnot_GetSubtype`` says of notes that are seen on the page, and of form fields."""

INVISIBLE, CLIP_ONLY = 3, 7
"""What ``FPDFTextObj_GetTextRenderMode`` says of text that is not painted."""

MOVE_TO, BEZIER_TO = 2, 1
"""What ``FPDFPathSegment_GetType`` says."""

_FUNCTIONS: Final[tuple[tuple[str, Any, tuple[Any, ...]], ...]] = (
    ("FPDF_InitLibrary", None, ()),
    ("FPDF_LoadMemDocument64", _ADDRESS, (_BYTES, _SIZE, _BYTES)),
    ("FPDF_CloseDocument", None, (_ADDRESS,)),
    ("FPDF_GetLastError", ctypes.c_ulong, ()),
    ("FPDF_GetPageCount", _INT, (_ADDRESS,)),
    ("FPDF_LoadPage", _ADDRESS, (_ADDRESS, _INT)),
    ("FPDF_ClosePage", None, (_ADDRESS,)),
    ("FPDF_GetPageBoundingBox", _INT, (_ADDRESS, _ADDRESS)),
    ("FPDFPage_GetRotation", _INT, (_ADDRESS,)),
    ("FPDFPage_GetAnnotCount", _INT, (_ADDRESS,)),
    ("FPDFPage_GetAnnot", _ADDRESS, (_ADDRESS, _INT)),
    ("FPDFPage_CloseAnnot", None, (_ADDRESS,)),
    ("FPDFAnnot_GetSubtype", _INT, (_ADDRESS,)),
    ("FPDFAnnot_GetRect", _INT, (_ADDRESS, _ADDRESS)),
    ("FPDFAnnot_GetStringValue", ctypes.c_ulong, (_ADDRESS, _BYTES, _ADDRESS, ctypes.c_ulong)),
    ("FPDFDoc_GetAttachmentCount", _INT, (_ADDRESS,)),
    ("FPDFDoc_GetAttachment", _ADDRESS, (_ADDRESS, _INT)),
    ("FPDFAttachment_GetName", ctypes.c_ulong, (_ADDRESS, _ADDRESS, ctypes.c_ulong)),
    ("FPDFText_LoadPage", _ADDRESS, (_ADDRESS,)),
    ("FPDFText_ClosePage", None, (_ADDRESS,)),
    ("FPDFText_CountChars", _INT, (_ADDRESS,)),
    ("FPDFText_GetText", _INT, (_ADDRESS, _INT, _INT, _ADDRESS)),
    ("FPDFText_CountRects", _INT, (_ADDRESS, _INT, _INT)),
    ("FPDFText_GetUnicode", _UINT, (_ADDRESS, _INT)),
    ("FPDFText_IsGenerated", _INT, (_ADDRESS, _INT)),
    ("FPDFText_GetCharOrigin", _INT, (_ADDRESS, _INT, _ADDRESS, _ADDRESS)),
    ("FPDFText_GetLooseCharBox", _INT, (_ADDRESS, _INT, _ADDRESS)),
    ("FPDFText_GetFontSize", _DOUBLE, (_ADDRESS, _INT)),
    ("FPDFText_GetMatrix", _INT, (_ADDRESS, _INT, _ADDRESS)),
    ("FPDFText_GetTextObject", _ADDRESS, (_ADDRESS, _INT)),
    ("FPDFTextObj_GetTextRenderMode", _INT, (_ADDRESS,)),
    ("FPDFTextObj_GetFont", _ADDRESS, (_ADDRESS,)),
    ("FPDFFont_GetBaseFontName", _SIZE, (_ADDRESS, _ADDRESS, _SIZE)),
    ("FPDFFont_GetDescent", _INT, (_ADDRESS, _FLOAT, _ADDRESS)),
    ("FPDFFont_GetGlyphWidth", _INT, (_ADDRESS, ctypes.c_uint32, _FLOAT, _ADDRESS)),
    ("FPDFPage_CountObjects", _INT, (_ADDRESS,)),
    ("FPDFPage_GetObject", _ADDRESS, (_ADDRESS, _INT)),
    ("FPDFFormObj_CountObjects", _INT, (_ADDRESS,)),
    ("FPDFFormObj_GetObject", _ADDRESS, (_ADDRESS, ctypes.c_ulong)),
    ("FPDFPageObj_GetType", _INT, (_ADDRESS,)),
    ("FPDFPageObj_GetMatrix", _INT, (_ADDRESS, _ADDRESS)),
    ("FPDFPageObj_GetFillColor", _INT, (_ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)),
    ("FPDFPageObj_GetClipPath", _ADDRESS, (_ADDRESS,)),
    ("FPDFClipPath_CountPaths", _INT, (_ADDRESS,)),
    ("FPDFClipPath_CountPathSegments", _INT, (_ADDRESS, _INT)),
    ("FPDFClipPath_GetPathSegment", _ADDRESS, (_ADDRESS, _INT, _INT)),
    ("FPDFPath_GetDrawMode", _INT, (_ADDRESS, _ADDRESS, _ADDRESS)),
    ("FPDFPath_CountSegments", _INT, (_ADDRESS,)),
    ("FPDFPath_GetPathSegment", _ADDRESS, (_ADDRESS, _INT)),
    ("FPDFPathSegment_GetPoint", _INT, (_ADDRESS, _ADDRESS, _ADDRESS)),
    ("FPDFPathSegment_GetType", _INT, (_ADDRESS,)),
)


MOST_TEXT: Final = 1 << 16
"""Bytes of a text that stands beside the page: a note of 30,000 letters is none."""


class Scratch:
    """Memory that the functions write to; each kind with its address."""

    LETTERS: Final = 256

    def __init__(self) -> None:
        self.letters = ctypes.create_string_buffer(self.LETTERS)
        self.letters_at = ctypes.addressof(self.letters)
        self.floats = (_FLOAT * 8)()
        self.doubles = (_DOUBLE * 8)()
        self.units = (ctypes.c_uint * 8)()
        self.float_at = ctypes.addressof(self.floats)
        self.double_at = ctypes.addressof(self.doubles)
        self.unit_at = ctypes.addressof(self.units)


def text_of(ask: Callable[[int | None, int], int]) -> str:
    """Return a text that a function writes as UTF-16 to an address, and whose length in bytes it returns."""
    length = ask(None, 0)
    if not 2 < length <= MOST_TEXT:
        return ""
    buffer = ctypes.create_string_buffer(length)
    ask(ctypes.addressof(buffer), length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")


@lru_cache(maxsize=1)
def library() -> Any:  # noqa: ANN401  # ctypes knows its functions by name only
    """Return the library, its functions bound and itself started."""
    pdfium = ctypes.PyDLL(str(_library_file()))
    for name, result, arguments in _FUNCTIONS:
        function = getattr(pdfium, name)
        function.restype, function.argtypes = result, arguments
    pdfium.FPDF_InitLibrary()  # does nothing where pypdfium2 did it before
    return pdfium


def _library_file() -> Path:
    found = PathFinder.find_spec("pypdfium2_raw")
    for folder in (found.submodule_search_locations or ()) if found else ():
        for path in sorted(Path(folder).glob("*pdfium.*")):
            if path.suffix in (".so", ".dll", ".dylib"):
                return path
    msg = "the library of pypdfium2 is not where it should be"
    raise ImportError(msg)
