"""The main flow: bytes -> source -> layout -> report -> checks -> result."""

import os
from collections.abc import Collection, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from pcc_report._version import __version__
from pcc_report.assemble import assemble
from pcc_report.checks import run_checks
from pcc_report.diagnostics import Diagnostic
from pcc_report.errors import PccReportError, UsageError
from pcc_report.layout import lay_out
from pcc_report.model import ParseResult, SourceIdentity
from pcc_report.readers import read_document
from pcc_report.source import SourceDocument
from pcc_report.vocabulary import load_vocabulary

Source = str | os.PathLike[str] | bytes | BinaryIO
VocabularySource = str | Path | Mapping[str, Any] | None


def parse(
    source: Source,
    *,
    name: str = "",
    pages: Collection[int] | None = None,
    vocabulary: VocabularySource = None,
    password: str | None = None,
) -> ParseResult:
    """Read one document into a typed report.

    Args:
        source: a path, the bytes of a file, or an open binary file.
        name: what to call the source in the result; the path's last part by default.
        pages: read only these pages, counted from 1.
        vocabulary: words of your own over ours; see `pcc_report.vocabulary`.
        password: for an encrypted PDF.

    Faults in the document become diagnostics.

    Raises:
        PccReportError: nothing can be read from the bytes, or their format is none of ours.
        OSError: the path cannot be opened.
    """
    return read_and_parse(source, name=name, pages=pages, vocabulary=vocabulary, password=password)[1]


def parse_text(text: str, *, name: str = "", vocabulary: VocabularySource = None) -> ParseResult:
    r"""Read a report that is text already, such as one copied from a web page.

    >>> result = parse_text("Safer Anytown Partnership\n\nActual spend\n\nTaxi marshals\t£1,200\n")
    >>> str(result.report.spend_tables[0].lines[0].figures[0].money)
    '£1,200'
    """
    return parse(text.encode("utf-8", "surrogatepass"), name=name, vocabulary=vocabulary)


def check(source: Source, *, name: str = "", vocabulary: VocabularySource = None) -> tuple[Diagnostic, ...]:
    """Return only the diagnostics of a document, in the order of the source."""
    return parse(source, name=name, vocabulary=vocabulary).diagnostics


def read_and_parse(
    source: Source,
    *,
    name: str = "",
    pages: Collection[int] | None = None,
    vocabulary: VocabularySource = None,
    password: str | None = None,
) -> tuple[SourceDocument, ParseResult]:
    """Return what `parse` returns, with the document that it was read from."""
    data, given = _bytes_of(source)
    words = load_vocabulary(vocabulary)
    try:
        document = read_document(data, name=name or given, pages=pages, password=password)
    except PccReportError as error:
        raise error.with_source(name or given) from error.__cause__
    assembled = assemble(lay_out(document, words), document, words)
    checked = run_checks(assembled.report)
    diagnostics = (*document.diagnostics, *assembled.diagnostics, *checked)
    result = ParseResult(
        report=assembled.report,
        diagnostics=tuple(sorted(diagnostics, key=_position)),
        claims=assembled.claims,
        unplaced=assembled.unplaced,
        source=SourceIdentity(
            name=document.name,
            sha256=document.sha256 or sha256(data).hexdigest(),
            format=document.format,
            pages=len(document.pages),
            reader=document.reader,
            parser_version=__version__,
        ),
    )
    return document, result


def _position(diagnostic: Diagnostic) -> tuple[int, str]:
    return (diagnostic.origins[0].start if diagnostic.origins else -1, diagnostic.code)


def _bytes_of(source: Source) -> tuple[bytes, str]:
    if isinstance(source, bytes | bytearray | memoryview):
        return bytes(source), ""
    if isinstance(source, str | os.PathLike):
        path = Path(source)
        return path.read_bytes(), path.name
    data: object = source.read()
    if not isinstance(data, bytes):
        msg = "the file is open for text"
        raise UsageError(msg, advice='open it with mode "rb"')
    return data, os.path.basename(str(getattr(source, "name", "")))  # noqa: PTH119
