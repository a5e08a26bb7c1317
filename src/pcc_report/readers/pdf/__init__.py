"""PDF -> `SourceDocument`: one interface, whatever engine finds the glyphs."""

from collections.abc import Collection
from contextlib import suppress

from pcc_report.diagnostics.catalogue import FILE_DAMAGED, OTHER_READER
from pcc_report.errors import LimitExceededError, PccReportError, UnreadableInputError, UsageError
from pcc_report.readers.limits import MAX_PAGES, MAX_PDF_BYTES
from pcc_report.readers.pdf.builder import DocumentBuilder
from pcc_report.readers.pdf.engines import ENGINES, Engines
from pcc_report.readers.pdf.integrity import check_integrity
from pcc_report.source import SourceDocument

__all__ = ["ENGINES", "read_pdf", "verify_pdf"]


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
    return _read(data, name, pages, password, engine, frozenset())


def verify_pdf(
    data: bytes, name: str, pages: Collection[int] | None, password: str | None, second: Collection[int]
) -> SourceDocument:
    """Read a PDF again, the pages *second* with the other engine than before."""
    return _read(data, name, pages, password, "pdfium", second)


def _read(
    data: bytes,
    name: str,
    pages: Collection[int] | None,
    password: str | None,
    engine: str,
    second: Collection[int],
) -> SourceDocument:
    if len(data) > MAX_PDF_BYTES:
        problem = f"{len(data):,} bytes are more than the {MAX_PDF_BYTES:,} allowed"
        raise LimitExceededError(problem, source=name, advice="split the file")
    integrity = check_integrity(data)
    engines = Engines(data, password, engine, may_hide=integrity.may_hide)
    try:
        count = engines.page_count(verified=bool(second))
        numbers = _page_numbers(count, pages, name)
        builder = DocumentBuilder(name=name, diagnostics=list(integrity.doubts))
        for number in numbers:
            builder.add(engines.read_page(number, second=number in second))
        if builder.is_empty and not second:
            # what finds no text at all is not believed alone
            other = DocumentBuilder(name=name, diagnostics=list(integrity.doubts))
            with suppress(PccReportError):
                for number in numbers:
                    other.add(engines.read_page(number, second=True))
            if not other.is_empty:
                said = OTHER_READER.at(page=numbers[0], first=engines.first, reason="no text", second=engines.second)
                other.diagnostics.append(said)
                builder = other
    finally:
        engines.close()
    builder.diagnostics += engines.doubts
    if integrity.pages > count:
        reason = f"it holds {integrity.pages} pages, of which {count} can be reached"
        builder.diagnostics.append(FILE_DAMAGED.at(reason=reason))
    if pages is None and builder.blank and integrity.texts > len(numbers) - len(builder.blank):
        reason = f"page {builder.blank[0]} is blank, and the file holds text that stands on no page"
        builder.diagnostics.append(FILE_DAMAGED.at(reason=reason))
    is_damaged = any(doubt.code == FILE_DAMAGED.code for doubt in builder.diagnostics)
    return builder.document(data, ", ".join(sorted(engines.used)), is_damaged=is_damaged)


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
