"""The pages of a PDF through pdfplumber; slower than PDFium, with better boxes."""

import io
import logging
import re
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdftypes import resolve1
from pdfplumber.utils.exceptions import PdfminerException

from pcc_report.errors import LimitExceededError, UnreadableInputError
from pcc_report.readers.limits import MAX_PAGE_GLYPHS, MAX_SECOND_BYTES
from pcc_report.readers.pdf.glyphs import OFF, Glyph, RawPage, turn_of
from pcc_report.readers.pdf.layers import Layers, laid_out
from pcc_report.readers.pdf.rulings import Shape, dots_of, grounds_of, rulings_of

NAME = "pdfplumber"

# They warn of every odd font and key on stderr; what matters of that is a diagnostic of ours.
for _noisy in ("pdfminer", "pdfplumber"):
    logging.getLogger(_noisy).setLevel(logging.CRITICAL)


class PlumberFile:
    """A PDF opened by pdfplumber; it knows nothing of notes and attached files."""

    attachments: tuple[str, ...] = ()

    def __init__(self, data: bytes, password: str | None) -> None:
        try:
            self._pdf = pdfplumber.open(io.BytesIO(data), password=password or "")
            self.page_count = len(self._pdf.pages)
            self._layers = Layers.of(self._pdf.doc.catalog)
            self.has_layers_off = self._layers is not None
        except (PDFPasswordIncorrect, PDFEncryptionError) as error:
            raise _encrypted(password) from error
        except PdfminerException as error:
            cause = error.args[0] if error.args else error
            if isinstance(cause, PDFPasswordIncorrect):
                raise _encrypted(password) from error
            if isinstance(cause, PDFEncryptionError):
                problem = "the PDF is encrypted in a way that is not known"
                raise UnreadableInputError(problem, advice="save it without encryption") from error
            raise

    def read_page(self, number: int) -> RawPage:
        """Return page *number*, from 1."""
        page = self._pdf.pages[number - 1]
        _refuse_endless_text(page.page_obj)
        if self._layers:
            page._layout = laid_out(page, self._layers)  # noqa: SLF001  # else it is made without regard to layers
        left, top, right, bottom = page.bbox
        lines, boxes, curves = ([o for o in kind if not _is_off(o)] for kind in (page.lines, page.rects, page.curves))
        shapes = [
            *(_shape(o, left, top, is_box=True) for o in lines if _is_straight(o)),
            *(_shape(o, left, top, is_box=True) for o in boxes if not _is_white(o)),
            *(_shape(o, left, top, is_box=_is_straight(o)) for o in curves if not _is_white(o)),
        ]
        width, height = float(right - left), float(bottom - top)
        raw = RawPage(
            number=number,
            width=width,
            height=height,
            glyphs=[_glyph(c, left, top) for c in page.chars],
            rulings=rulings_of(shapes, width, height),
            dots=dots_of(s for s in shapes if s.is_filled or s.is_stroked),
            grounds=grounds_of(shapes),
            has_image=any(not _is_off(image) for image in page.images),
            is_blank=not any(page.objects.values()),
        )
        page.close()
        return raw

    def close(self) -> None:
        """Let go of the file."""
        self._pdf.close()


_PRINTED = re.compile(rb"\(((?:[^()\\]|\\.)*+)\)|<([0-9A-Fa-f\s]*+)>")


def _refuse_endless_text(page: Any) -> None:  # noqa: ANN401  # the library is untyped
    """Refuse a page that prints more than the budget, before a record is made of each character."""
    for stream in page.contents:
        drawing = resolve1(stream).get_data()
        if len(drawing) > MAX_SECOND_BYTES:
            problem = f"more than the {MAX_SECOND_BYTES:,} bytes of drawing allowed for the second reader"
            raise LimitExceededError(problem, advice="check what the page shows")
        if len(drawing) > MAX_PAGE_GLYPHS:
            printed = sum(len(m[1] or b"") + len(m[2] or b"") // 4 for m in _PRINTED.finditer(drawing))
            if printed > 2 * MAX_PAGE_GLYPHS:
                problem = f"more than the {MAX_PAGE_GLYPHS:,} characters allowed on one page"
                raise LimitExceededError(problem, advice="check what the page shows")


def _encrypted(password: str | None) -> UnreadableInputError:
    problem = "the PDF is encrypted, and the password does not open it" if password else "the PDF is encrypted"
    return UnreadableInputError(problem, advice="give its password (password=)")


def _glyph(char: dict[str, Any], left: float, top: float) -> Glyph:
    a, b, c, d, e, f = char["matrix"]
    turn = turn_of(a, b, c, d)
    # the height of a box is no size where signs lie on their side
    base, size = (e - left, char["x1"] - char["x0"]) if turn % 2 else (_base(char, f) - top, char["size"])
    return Glyph(
        char["text"],
        char["x0"] - left,
        char["top"] - top,
        char["x1"] - left,
        char["bottom"] - top,
        base,
        size,
        str(char["fontname"]),
        turn,
        OFF if _is_off(char) else "white" if _is_white(char) else "",
    )


def _base(char: dict[str, Any], height: float) -> float:
    """Return where the line is that a sign stands on, from the top; *height* is its own, from the foot."""
    base: float = char["bottom"] - (height - char["y0"])
    return base


def _shape(thing: dict[str, Any], left: float, top: float, *, is_box: bool) -> Shape:
    return Shape(
        thing["x0"] - left,
        thing["top"] - top,
        thing["x1"] - left,
        thing["bottom"] - top,
        is_box,
        bool(thing.get("stroke")),
        bool(thing.get("fill")),
    )


def _is_straight(thing: dict[str, Any]) -> bool:
    return bool(min(thing["x1"] - thing["x0"], thing["bottom"] - thing["top"]) <= 1)


def _is_off(thing: dict[str, Any]) -> bool:
    """Whether something lies on a layer that is switched off."""
    return bool(thing.get("mcid") == OFF)


def _is_white(thing: dict[str, Any]) -> bool:
    """Whether a sign, or a shape that is filled and has no outline, is white."""
    if thing["object_type"] != "char" and (thing.get("stroke") or not thing.get("fill")):
        return False
    color = thing.get("non_stroking_color")
    parts = color if isinstance(color, tuple | list) else (color,)
    if len(parts) == 4:
        return all(p == 0 for p in parts)
    return bool(parts) and all(p == 1 for p in parts)
