"""The main flow: bytes -> source -> layout -> report -> checks -> result."""

import os
from collections.abc import Collection, Iterator, Mapping
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Literal, get_args

import attrs

from pcc_report._version import __version__
from pcc_report.assemble import assemble
from pcc_report.checks import run_checks
from pcc_report.diagnostics import Diagnostic, Severity
from pcc_report.diagnostics.catalogue import (
    AMOUNT_UNCERTAIN,
    NOTHING_FOUND,
    READERS_DIFFER,
    RIVAL_READINGS,
    ROW_MISMATCH,
    TOTAL_MISMATCH,
    VARIANCE_MISMATCH,
)
from pcc_report.errors import PccReportError, UsageError
from pcc_report.layout import lay_out
from pcc_report.model import ParseResult, SourceIdentity
from pcc_report.readers import read_document
from pcc_report.source import Page, SourceDocument
from pcc_report.vocabulary import Vocabulary, load_vocabulary

if TYPE_CHECKING:
    from pcc_report.guard import Guard

Source = str | os.PathLike[str] | bytes | BinaryIO
VocabularySource = str | Path | Mapping[str, Any] | None
Verify = Literal["doubt", "always", "never"]

LONGEST_QUOTE: Final = 200
MOST_DIFFERENCES: Final = 20
"""Of two readings of one page that are told; more of them say no more."""


def parse(
    source: Source,
    *,
    name: str = "",
    pages: Collection[int] | None = None,
    vocabulary: VocabularySource = None,
    password: str | None = None,
    verify: Verify = "doubt",
    isolate: bool = False,
    time_limit: float | None = None,
    memory_limit: int | None = None,
) -> ParseResult:
    """Read one document into a typed report.

    Args:
        source: a path, the bytes of a file, or an open binary file.
        name: what to call the source in the result; the path's last part by default.
        pages: read only these pages, counted from 1.
        vocabulary: words of your own over ours; see `pcc_report.vocabulary`.
        password: for an encrypted PDF.
        verify: whether a second reader, where the format has one, reads the pages that are in "doubt", all of them
            "always", or "never", which is fastest.
        isolate: parse in a worker process, which is ended if it takes too much time or memory, and which may crash
            without harm; the first call starts it, later ones find it waiting.
        time_limit: seconds of processor time when isolated, and four times as many by the clock; 30 by default.
        memory_limit: bytes of address space when isolated; 1 GiB by default.

    Faults in the document become diagnostics.

    Raises:
        PccReportError: nothing can be read from the bytes, their format is none of ours, or a limit was exceeded.
        OSError: the path cannot be opened.
    """
    if isolate:
        from pcc_report.guard import Limits, resident_guard  # noqa: PLC0415  # what few ask for is loaded then

        guard = resident_guard(Limits.of(time_limit, memory_limit))
        return isolated(guard, source, name=name, pages=pages, vocabulary=vocabulary, password=password, verify=verify)
    if time_limit is not None or memory_limit is not None:
        msg = "limits of time and memory are those of a worker process"
        raise UsageError(msg, advice="give isolate=True too")
    return read_and_parse(source, name=name, pages=pages, vocabulary=vocabulary, password=password, verify=verify)[1]


def isolated(guard: "Guard", source: Source, *, name: str = "", **given: Any) -> ParseResult:  # noqa: ANN401
    """Return what `parse` returns, from a worker of *guard*; *given* are other arguments of `parse`."""
    if isinstance(source, str | os.PathLike):
        # the worker may have been started in another folder
        name, source = name or os.path.basename(source), os.path.abspath(source)  # noqa: PTH100, PTH119
    else:
        source, found = _bytes_of(source)
        name = name or found
    try:
        return guard.call(parse, source, name=name, **given)
    except PccReportError as error:
        raise error.with_source(name) from None


def parse_text(
    text: str,
    *,
    name: str = "",
    vocabulary: VocabularySource = None,
    isolate: bool = False,
    time_limit: float | None = None,
    memory_limit: int | None = None,
) -> ParseResult:
    r"""Read a report that is text already, such as one copied from a web page; for the arguments see `parse`.

    >>> result = parse_text("Safer Anytown Partnership\n\nActual spend\n\nTaxi marshals\t£1,200\n")
    >>> str(result.report.spend_tables[0].lines[0].figures[0].money)
    '£1,200'
    """
    return parse(
        text.encode("utf-8", "surrogatepass"),
        name=name,
        vocabulary=vocabulary,
        isolate=isolate,
        time_limit=time_limit,
        memory_limit=memory_limit,
    )


def check(
    source: Source,
    *,
    name: str = "",
    vocabulary: VocabularySource = None,
    isolate: bool = False,
    time_limit: float | None = None,
    memory_limit: int | None = None,
) -> tuple[Diagnostic, ...]:
    """Return only the diagnostics of a document, in the order of the source; for the arguments see `parse`."""
    return parse(
        source,
        name=name,
        vocabulary=vocabulary,
        isolate=isolate,
        time_limit=time_limit,
        memory_limit=memory_limit,
    ).diagnostics


def read_and_parse(
    source: Source,
    *,
    name: str = "",
    pages: Collection[int] | None = None,
    vocabulary: VocabularySource = None,
    password: str | None = None,
    verify: Verify = "doubt",
) -> tuple[SourceDocument, ParseResult]:
    """Return what `parse` returns, with the document that it was read from."""
    if verify not in get_args(Verify):
        msg = f"verify is one of {', '.join(get_args(Verify))}, not {verify!r}"
        raise UsageError(msg)
    data, given = _bytes_of(source)
    words = load_vocabulary(vocabulary)
    read = partial(read_document, data, name=name or given, pages=pages, password=password)
    try:
        first = _Reading.of(read(), words)
        again = first.pages_in_doubt(verify)
        if not again:
            return first.document, first.result
        try:
            second = _Reading.of(read(second=again), words)
        except PccReportError:
            # what only the first reader can read stays as it is, and is said
            taken, left = first, None
        else:
            taken, left = _settled(first, second)
    except PccReportError as error:
        raise error.with_source(name or given) from error.__cause__
    told = (*taken.result.diagnostics, *_told(taken.document, left.document if left else None, again))
    return taken.document, attrs.evolve(taken.result, diagnostics=tuple(sorted(told, key=_position)))


_SUMS_IN_DOUBT: Final = frozenset(
    rule.code for rule in (TOTAL_MISMATCH, VARIANCE_MISMATCH, ROW_MISMATCH, RIVAL_READINGS)
)
_IN_DOUBT: Final = _SUMS_IN_DOUBT | {AMOUNT_UNCERTAIN.code, NOTHING_FOUND.code}
"""What another reading of the page may settle."""


@attrs.frozen
class _Reading:
    """One reading of the source, and what became of it."""

    document: SourceDocument
    result: ParseResult

    @classmethod
    def of(cls, document: SourceDocument, words: Vocabulary) -> "_Reading":
        """Lay out, assemble and check a document."""
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
                sha256=document.sha256,
                format=document.format,
                pages=len(document.pages),
                reader=document.reader,
                parser_version=__version__,
            ),
        )
        return cls(document, result)

    def pages_in_doubt(self, verify: Verify) -> frozenset[int]:
        """Return the pages that a second reader shall look at."""
        everywhere = frozenset(page.number for page in self.document.pages)
        if self.document.doubtful is None or verify == "never":
            return frozenset()
        if verify == "always":
            return everywhere
        found = set(self.document.doubtful)
        for doubt in self.result.diagnostics:
            if doubt.code in _IN_DOUBT and doubt.severity is not Severity.INFO:
                found |= {origin.page for origin in doubt.origins} or everywhere
        return frozenset(found)

    @property
    def faults(self) -> tuple[int, int, int, int]:
        """How much is wrong with it, the worst first: sums, warnings, sums without a place, text not understood."""
        doubts = [d for d in self.result.diagnostics if d.severity is not Severity.INFO]
        return (
            sum(d.code in _SUMS_IN_DOUBT for d in doubts),
            len(doubts),
            len(self.result.unplaced),
            sum(claim.origin.end - claim.origin.start for claim in self.result.unread),
        )

    @property
    def figures(self) -> int:
        """How many figures of tables and allocations it gives."""
        report = self.result.report
        return len(report.allocations) + sum(len(line.figures) for t in report.spend_tables for line in t.lines)


def _settled(first: _Reading, second: _Reading) -> tuple[_Reading, _Reading]:
    """Return the better of two readings, then the other; the first where neither is better.

    One that lost text or figures is not better, however well the rest adds up.
    """
    sizes = len("".join(first.document.text.split())), len("".join(second.document.text.split()))
    if sizes[1] > 1.02 * sizes[0]:
        return second, first
    kept = sizes[1] > 0.98 * sizes[0] and second.figures >= first.figures
    return (second, first) if kept and second.faults < first.faults else (first, second)


def _told(taken: SourceDocument, left: SourceDocument | None, numbers: Collection[int]) -> Iterator[Diagnostic]:
    """Yield where two readings differ on the pages that both were asked for; *left* is None where it failed."""
    from pcc_report.source.differences import differences  # noqa: PLC0415  # likewise

    mine, other = ({page.number: page for page in (document.pages if document else ())} for document in (taken, left))
    for number in sorted(numbers):
        pair = (pages.get(number) or Page(number, ()) for pages in (mine, other))
        for found in islice(differences(*pair), MOST_DIFFERENCES):
            yield READERS_DIFFER.at(
                *(line.origin(0, len(line.text)) for line in found.lines),
                severity=None if found.in_figures else Severity.INFO,
                page=number,
                taken=found.taken[:LONGEST_QUOTE],
                left=found.left[:LONGEST_QUOTE],
            )


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
