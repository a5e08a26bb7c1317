"""Bytes -> `SourceDocument`: one module or package for each input format."""

from collections.abc import Collection

from pcc_report.errors import PccReportError, UnreadableInputError, UnsupportedFormatError, UsageError
from pcc_report.readers.formats import Reader, foreign_bytes, is_pdf
from pcc_report.readers.text import read_text
from pcc_report.source import SourceDocument

__all__ = ["READERS", "Reader", "read_document"]


def read_document(
    data: bytes,
    *,
    name: str = "",
    pages: Collection[int] | None = None,
    password: str | None = None,
    second: Collection[int] = (),
) -> SourceDocument:
    """Read a file into its pages, lines and words; its bytes tell the format, not its name.

    The pages *second* are read by the format's second reader, where it has one.

    Damage that leaves something to read is a diagnostic of the document. A format that is not known, a file
    with nothing to read and one beyond the budgets are errors.
    """
    if pages is not None and (not pages or min(pages) < 1):
        problem = "pages count from 1, and at least one must be asked for"
        raise UsageError(problem, source=name)
    if not data:
        problem = "the file is empty"
        raise UnreadableInputError(problem, source=name, advice="get it again from where it came from")
    foreign = foreign_bytes(data)
    if foreign:
        problem = f"not a supported format: {foreign.name}"
        raise UnsupportedFormatError(problem, format_name=foreign.name, source=name, advice=foreign.advice)
    reader = next(r for r in READERS if r.recognises(data))
    try:
        if second and reader.verify:
            return reader.verify(data, name, pages, password, second)
        return reader.read(data, name, pages, password)
    except PccReportError as error:
        raise error.with_source(name) from error.__cause__


def _read_pdf(data: bytes, name: str, pages: Collection[int] | None, password: str | None) -> SourceDocument:
    from pcc_report.readers.pdf import read_pdf  # noqa: PLC0415  # a text file shall not wait for PDF libraries

    return read_pdf(data, name, pages, password)


def _verify_pdf(
    data: bytes, name: str, pages: Collection[int] | None, password: str | None, second: Collection[int]
) -> SourceDocument:
    from pcc_report.readers.pdf import verify_pdf  # noqa: PLC0415  # see above

    return verify_pdf(data, name, pages, password, second)


def _is_anything(_data: bytes) -> bool:
    return True


READERS: tuple[Reader, ...] = (
    Reader("pdf", is_pdf, _read_pdf, _verify_pdf),
    Reader("text", _is_anything, read_text),
)
"""In the order they are asked; what no other format claims is text, or refused by its reader."""
