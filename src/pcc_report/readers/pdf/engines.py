"""The two engines at work on one file: what one cannot read is read by the other, and said."""

import re
from collections.abc import Callable
from typing import Final

from pcc_report.diagnostics import Diagnostic
from pcc_report.diagnostics.catalogue import FILE_DAMAGED, FILES_ATTACHED, LAYERS_OFF, OTHER_READER
from pcc_report.errors import LimitExceededError, PccReportError, UnreadableInputError
from pcc_report.readers.pdf.glyphs import PdfFile, RawPage


def _open_plumber(data: bytes, password: str | None) -> PdfFile:
    from pcc_report.readers.pdf.plumber import PlumberFile  # noqa: PLC0415  # each engine is loaded when asked for

    return PlumberFile(data, password)


def _open_pdfium(data: bytes, password: str | None) -> PdfFile:
    from pcc_report.readers.pdf.pdfium import PdfiumFile  # noqa: PLC0415  # each engine is loaded when asked for

    return PdfiumFile(data, password)


ENGINES: Final[dict[str, Callable[[bytes, str | None], PdfFile]]] = {
    "pdfium": _open_pdfium,
    "pdfplumber": _open_plumber,
}
"""What opens a PDF, by the name that stands in `SourceDocument.reader`."""


class Engines:
    """A PDF opened by a first engine, and by the other as soon as that is asked for a page."""

    def __init__(self, data: bytes, password: str | None, first: str, *, may_hide: bool) -> None:
        self._data, self._password = data, password
        self._may_hide = may_hide
        self._files: dict[str, PdfFile] = {}
        self._failures: dict[str, str] = {}
        self.first = first
        (self.second,) = ENGINES.keys() - {first}
        self.used: set[str] = set()
        self.doubts: list[Diagnostic] = []
        if self._file(first) is None:
            said = self._failures[first]
            self.first, self.second = self.second, first
            if self._file(self.first) is None:
                problem = f"the PDF is damaged and cannot be read ({said})"
                raise UnreadableInputError(problem, advice="get it again from where it came from, or print it anew")
            self.doubts.append(FILE_DAMAGED.at(reason=f"{first} cannot open it ({said})"))
        names = self._files[self.first].attachments
        if names:
            shown = ", ".join(names[:10]) + (" and more" if len(names) > 10 else "")
            self.doubts.append(FILES_ATTACHED.at(count=len(names), names=shown))

    def page_count(self, *, verified: bool) -> int:
        """Return how many pages there are; *verified*, the most that either engine finds."""
        first = self._file(self.first)
        count = first.page_count if first else 0
        other = self._file(self.second) if verified else None
        if other is not None and other.page_count != count:
            reason = f"{self.first} finds {count} page(s) in it, {self.second} {other.page_count}"
            self.doubts.append(FILE_DAMAGED.at(reason=reason))
            return max(count, other.page_count)
        return count

    def read_page(self, number: int, *, second: bool) -> RawPage:
        """Return page *number* as the first engine has it, or the second; from the other where that one fails."""
        asked, other = (self.second, self.first) if second else (self.first, self.second)
        raw = self._page(asked, number)
        if raw.failure:
            instead = self._page(other, number)
            if not instead.failure:
                self.doubts.append(OTHER_READER.at(page=number, first=asked, reason=raw.failure, second=other))
                raw, asked = instead, other
        return self._without_layers(raw) if self._may_hide and asked == "pdfium" and not raw.failure else raw

    def _without_layers(self, raw: RawPage) -> RawPage:
        """Return a page with what lies on layers that are off marked, which the other engine knows alone."""
        file = self._file("pdfplumber")
        if file is not None and not file.has_layers_off:
            return raw
        other = self._page("pdfplumber", raw.number)
        if other.failure:
            self.doubts.append(LAYERS_OFF.at(page=raw.number, reason=other.failure))
            return raw
        from pcc_report.readers.pdf.layers import without_layers  # noqa: PLC0415  # it knows pdfplumber

        return without_layers(raw, other)

    def close(self) -> None:
        """Let go of the file."""
        for file in self._files.values():
            file.close()

    def _page(self, engine: str, number: int) -> RawPage:
        """Return a page; one bad page shall not lose the others."""
        file = self._file(engine)
        failure = self._failures.get(engine, "")
        if file is not None:
            try:
                page = file.read_page(number)
            except LimitExceededError as error:
                if engine == self.first:
                    raise
                failure = error.problem  # what is too much for the second reader is still read by the first
            except Exception as error:  # noqa: BLE001  # the engines raise whatever damage makes them stumble on
                failure = _reason(error)
            else:
                self.used.add(engine)
                return page
        return RawPage(number=number, width=0, height=0, glyphs=[], failure=failure)

    def _file(self, engine: str) -> PdfFile | None:
        if engine not in self._files and engine not in self._failures:
            try:
                file = ENGINES[engine](self._data, self._password)
            except PccReportError as error:
                if engine == self.first:
                    raise
                self._failures[engine] = error.problem
            except Exception as error:  # noqa: BLE001  # see above
                self._failures[engine] = _reason(error)
            else:
                self._files[engine] = file
        return self._files.get(engine)


def _reason(error: BaseException) -> str:
    """Return what an engine said, on one short line."""
    said = " ".join(re.sub(r"[^\x20-\x7e]+", " ", str(error)).split())[:120]
    return f"{type(error).__name__}: {said}" if said else type(error).__name__
