"""PDF -> `SourceDocument`: one interface, whatever engine finds the glyphs."""

import re
from collections.abc import Callable, Collection
from contextlib import suppress
from typing import Final

from pcc_report.diagnostics import Diagnostic
from pcc_report.diagnostics.catalogue import FILE_DAMAGED
from pcc_report.errors import LimitExceededError, PccReportError, UnreadableInputError, UsageError
from pcc_report.readers.limits import MAX_PAGES, MAX_PDF_BYTES
from pcc_report.readers.pdf.builder import DocumentBuilder
from pcc_report.readers.pdf.glyphs import PdfFile, RawPage
from pcc_report.readers.pdf.integrity import check_integrity
from pcc_report.source import SourceDocument

__all__ = ["ENGINES", "read_pdf"]


def read_pdf(
    data: bytes,
    name: str = "",
    pages: Collection[int] | None = None,
    password: str | None = None,
    *,
    engine: str = "pdfium",
) -> SourceDocument:
    """Read a PDF with *engine*, one of `ENGINES`; each gives the same document.

    The source text has the lines of each page, each ended by a line feed, and a form feed behind each page.
    """
    if len(data) > MAX_PDF_BYTES:
        problem = f"{len(data):,} bytes are more than the {MAX_PDF_BYTES:,} allowed"
        raise LimitExceededError(problem, source=name, advice="split the file")
    damage = list(check_integrity(data))
    file, engine, doubt = _opened(data, password, engine, name)
    damage += doubt
    try:
        builder = DocumentBuilder(name=name, diagnostics=damage)
        for number in _page_numbers(file.page_count, pages, name):
            builder.add(_read_page(file, number))
    finally:
        file.close()
    return builder.document(data, engine)


def _opened(data: bytes, password: str | None, engine: str, name: str) -> tuple[PdfFile, str, list[Diagnostic]]:
    """Open a PDF with *engine*, or where that fails with another; say it, and where they see other pages."""
    try:
        file = ENGINES[engine](data, password)
    except PccReportError as error:
        raise error.with_source(name) from error.__cause__
    except Exception as error:
        # The engines raise whatever a damaged file makes them stumble on.
        for other in ENGINES.keys() - {engine}:
            with suppress(Exception):
                file = ENGINES[other](data, password)
                if file.page_count:
                    return (
                        file,
                        other,
                        [FILE_DAMAGED.at(reason=f"{engine} cannot open it ({_reason(error)})")],
                    )
        raise _damaged(error, name) from error
    return file, engine, []


def _open_plumber(data: bytes, password: str | None) -> PdfFile:
    from pcc_report.readers.pdf.plumber import PlumberFile  # noqa: PLC0415  # each engine is loaded when asked for

    return PlumberFile(data, password)


def _open_pdfium(data: bytes, password: str | None) -> PdfFile:
    from pcc_report.readers.pdf.pdfium import PdfiumFile  # noqa: PLC0415  # each engine is loaded when asked for

    return PdfiumFile(data, password)


ENGINES: Final[dict[str, Callable[[bytes, str | None], PdfFile]]] = {
    "pdfplumber": _open_plumber,
    "pdfium": _open_pdfium,
}
"""What opens a PDF, by the name that stands in `SourceDocument.reader`."""


def _damaged(error: BaseException, name: str) -> UnreadableInputError:
    return UnreadableInputError(
        f"the PDF is damaged and cannot be read ({_reason(error)})",
        source=name,
        advice="get it again from where it came from, or print it to a new PDF",
    )


def _reason(error: BaseException) -> str:
    """Return what an engine said, on one short line."""
    said = " ".join(re.sub(r"[^\x20-\x7e]+", " ", str(error)).split())[:120]
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def _page_numbers(count: int, pages: Collection[int] | None, name: str) -> list[int]:
    if not count:
        problem = "the PDF has no page"
        raise UnreadableInputError(problem, source=name, advice="get it again from where it came from")
    if count > MAX_PAGES:
        problem = f"{count:,} pages are more than the {MAX_PAGES:,} allowed"
        raise LimitExceededError(problem, source=name, advice="split the file")
    numbers = [n for n in range(1, count + 1) if pages is None or n in pages]
    if not numbers:
        problem = f"the file has {count} page(s), none of those asked for"
        raise UsageError(problem, source=name)
    return numbers


def _read_page(file: PdfFile, number: int) -> RawPage:
    try:
        return file.read_page(number)
    except LimitExceededError:
        raise
    except Exception as error:  # noqa: BLE001  # one bad page shall not lose the others
        return RawPage(number=number, width=0, height=0, glyphs=[], failure=_reason(error))
