"""PDF -> `SourceDocument`: one interface, whatever engine finds the glyphs."""

import hashlib
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from typing import Final

import attrs

from pcc_report.diagnostics import Diagnostic
from pcc_report.diagnostics.catalogue import (
    DIRECTION_OVERRIDDEN,
    FILE_DAMAGED,
    GLYPHS_MENDED,
    GLYPHS_UNMAPPED,
    PAGE_UNREADABLE,
    PAGES_WITHOUT_TEXT,
    TEXT_OVERPRINTED,
    TEXT_UNSEEN,
)
from pcc_report.errors import LimitExceededError, PccReportError, UnreadableInputError, UsageError
from pcc_report.readers.limits import MAX_LINES, MAX_PAGE_GLYPHS, MAX_PAGES, MAX_PDF_BYTES
from pcc_report.readers.pdf.glyphs import Glyph, PdfFile, RawPage
from pcc_report.readers.pdf.integrity import check_integrity
from pcc_report.readers.pdf.lines import DraftLine, Findings, lay_lines
from pcc_report.readers.text import DIRECTIONS, MAX_ORIGINS
from pcc_report.source import Line, Page, SourceDocument, Word

__all__ = ["ENGINES", "read_pdf"]


def read_pdf(
    data: bytes,
    name: str = "",
    pages: Collection[int] | None = None,
    password: str | None = None,
    *,
    engine: str = "pdfplumber",
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
        builder = _Builder(name=name, diagnostics=damage)
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
    if engine == "pdfplumber":
        seen = _count_with_pdfium(data, password)
        if seen is not None and seen != file.page_count:
            reason = f"one reader finds {file.page_count} page(s) in it, another {seen}"
            if seen > file.page_count:
                file.close()
                file, engine = ENGINES["pdfium"](data, password), "pdfium"
            return file, engine, [FILE_DAMAGED.at(reason=reason)]
    return file, engine, []


def _count_with_pdfium(data: bytes, password: str | None) -> int | None:
    from pcc_report.readers.pdf.pdfium import count_pages  # noqa: PLC0415  # each engine is loaded when asked for

    return count_pages(data, password)


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


@attrs.define
class _Builder:
    """Puts pages together into a document, page by page."""

    name: str
    diagnostics: list[Diagnostic]
    parts: list[str] = attrs.Factory(list)
    pages: list[Page] = attrs.Factory(list)
    without_text: list[int] = attrs.Factory(list)
    failures: list[str] = attrs.Factory(list)
    offset: int = 0
    line_count: int = 0

    def add(self, raw: RawPage) -> None:
        """Add a page."""
        glyphs = self._seen(raw)
        notes = _mend(glyphs)
        findings = Findings()
        lines = [
            self._line(raw.number, k, d) for k, d in enumerate(lay_lines(glyphs, raw.dots, raw.rulings, findings), 1)
        ]
        self.line_count += len(lines)
        if self.line_count > MAX_LINES:
            problem = f"more than {MAX_LINES:,} lines"
            raise LimitExceededError(problem, source=self.name, page=raw.number, advice="split the file")
        self.parts.append("\f")
        self.offset += 1
        width, height = raw.width or None, raw.height or None
        self.pages.append(Page(raw.number, tuple(lines), width, height, raw.rulings))
        self.diagnostics += _page_doubts(raw.number, notes, findings, lines)
        if raw.failure:
            self.failures.append(raw.failure)
            self.diagnostics.append(PAGE_UNREADABLE.at(page=raw.number, reason=raw.failure))
        elif not lines and raw.has_image:
            self.without_text.append(raw.number)

    def document(self, data: bytes, reader: str) -> SourceDocument:
        """Return the document, or refuse one without any text."""
        if not any(page.lines for page in self.pages):
            raise self._nothing_read()
        if self.without_text:
            self.diagnostics.append(PAGES_WITHOUT_TEXT.at(pages=_listed(self.without_text)))
        document = SourceDocument(
            text="".join(self.parts),
            pages=tuple(self.pages),
            name=self.name,
            sha256=hashlib.sha256(data).hexdigest(),
            format="pdf",
            reader=reader,
            diagnostics=tuple(self.diagnostics),
        )
        turned = list(DIRECTIONS.finditer(document.text))
        if not turned:
            return document
        origins = []
        for match in turned[:MAX_ORIGINS]:
            line = document.line_at(match.start())
            # the sum that is turned around stands in the same line
            origins.append(line.origin(0, len(line.text)))
        said = DIRECTION_OVERRIDDEN.at(*origins, count=len(turned))
        return attrs.evolve(document, diagnostics=(*document.diagnostics, said))

    def _nothing_read(self) -> UnreadableInputError:
        if self.without_text:
            problem = f"the PDF is a scan: page(s) {_listed(self.without_text)} hold images and no text"
            return UnreadableInputError(problem, source=self.name, advice="run text recognition (OCR) over it first")
        if self.failures:
            problem = f"no page of the PDF can be read ({self.failures[0]})"
            return UnreadableInputError(problem, source=self.name, advice="print it to a new PDF, then read that")
        problem = f"there is no text on the {len(self.pages)} page(s) of the PDF"
        return UnreadableInputError(problem, source=self.name, advice="get it again from where it came from")

    def _line(self, page: int, number: int, draft: DraftLine) -> Line:
        line = Line(
            page=page,
            number=number,
            start=self.offset,
            text=draft.text,
            segments=draft.segments,
            box=draft.box,
            size=draft.size,
            bold=draft.bold,
            words=_later(draft.words),
        )
        self.parts += (draft.text, "\n")
        self.offset += len(draft.text) + 1
        return line

    def _seen(self, raw: RawPage) -> list[Glyph]:
        """Return the glyphs that a person can see; say which were left out."""
        glyphs = raw.glyphs
        if len(glyphs) > MAX_PAGE_GLYPHS:
            problem = f"{len(glyphs):,} characters on one page are more than the {MAX_PAGE_GLYPHS:,} allowed"
            raise LimitExceededError(problem, source=self.name, page=raw.number, advice="check what the page shows")
        for reason, is_unseen in (("outside the page", _is_outside), ("smaller than a point", _is_tiny)):
            unseen = [g for g in glyphs if is_unseen(g, raw)]
            # Where most text would go, it is the page box or the scale that is wrong, not the text.
            if unseen and 2 * len(unseen) < len(glyphs):
                glyphs = [g for g in glyphs if not is_unseen(g, raw)]
                text = "".join(g.text for g in unseen).strip()[:60]
                if text:
                    self.diagnostics.append(TEXT_UNSEEN.at(page=raw.number, reason=reason, text=text))
        return glyphs


def _is_outside(glyph: Glyph, raw: RawPage) -> bool:
    return glyph.x0 > raw.width or glyph.x1 < 0 or glyph.top > raw.height or glyph.bottom < 0


def _is_tiny(glyph: Glyph, _raw: RawPage) -> bool:
    return glyph.size < 1


def _later(words: tuple[Word, ...]) -> Callable[[], tuple[Word, ...]]:
    return lambda: words


def _listed(numbers: Sequence[int]) -> str:
    """Return page numbers as a person writes them: "1-3, 7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = [f"{a}-{b}" if a < b else f"{a}" for a, b in runs[:20]]
    return ", ".join(shown) + (" and more" if len(runs) > 20 else "")


@attrs.define
class _Notes:
    """What was mended on a page, and what could not be."""

    unmapped: list[str] = attrs.Factory(list)
    mended: list[tuple[str, str]] = attrs.Factory(list)


_PLAIN: Final = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st",
    "\ufb06": "st",
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf076": "❖", "(cid:127)": "•",
    "\ufffe": "\xad", "\x02": "\xad", "\ufeff": "", "\0": "",
}  # fmt: skip
_CONTROL = re.compile("[\x00-\x1f\x7f]")


def _mend(glyphs: list[Glyph]) -> _Notes:
    """Spell ligatures out, give bullet signs their name, put swapped bytes right."""
    notes = _Notes()
    for glyph in glyphs:
        text = glyph.text
        if text.isascii() and len(text) == 1 and text >= " ":
            continue
        if text in _PLAIN:
            glyph.text = _PLAIN[text]
        elif any(_is_swapped(c) for c in text):
            glyph.text = "".join(chr(ord(c) >> 8) if _is_swapped(c) else c for c in text)
            if len(text) == 1:
                glyph.text = _ligature(glyph, glyphs)
            notes.mended.append((text, glyph.text))
        elif text.startswith("(cid:") or text == "\ufffd":
            notes.unmapped.append(text)
        else:
            for sign in set(text) & _PLAIN.keys():
                text = text.replace(sign, _PLAIN[sign])
            # A line must stay a line, and lone surrogates are no characters.
            text = _CONTROL.sub("", text).encode("utf-8", "replace").decode()
            glyph.text = " " if text.isspace() else "".join(text.split())
    return notes


def _is_swapped(char: str) -> bool:
    """Whether *char* is a letter with its bytes swapped, as Ghostscript leaves ligatures: U+7400 is "t"."""
    return "\u6100" <= char <= "\u7a00" and not ord(char) & 0xFF


_LIGATURES: Final = ("tti", "tt", "ti", "tf", "fti", "ft", "ffi", "ff", "fi", "fl", "ffl", "fj")


def _ligature(glyph: Glyph, glyphs: list[Glyph]) -> str:
    """Return the letters of a ligature of which only the first was kept: those that are as wide as it."""
    first = glyph.text
    usual = {**dict.fromkeys("tf", 0.34 * glyph.size), **dict.fromkeys("ijl", 0.24 * glyph.size)}
    known = {g.text: g.x1 - g.x0 for g in glyphs if g.font == glyph.font and g is not glyph}
    widths = {c: known.get(c, width) for c, width in usual.items()}

    def misfit(letters: str) -> float:
        return abs(sum(widths.get(c, 0.5 * glyph.size) for c in letters) - (glyph.x1 - glyph.x0))

    return min((first, *(w for w in _LIGATURES if w.startswith(first))), key=misfit)


def _page_doubts(page: int, notes: _Notes, findings: Findings, lines: Sequence[Line]) -> Iterator[Diagnostic]:
    if notes.unmapped and any(sign in line.text for sign in notes.unmapped[:1] for line in lines):
        example = notes.unmapped[0]
        origins = [line.origin(at, at + len(example)) for line in lines if (at := line.text.find(example)) >= 0]
        yield GLYPHS_UNMAPPED.at(*origins[:20], count=len(notes.unmapped), page=page, example=example)
    if notes.mended:
        printed, meant = notes.mended[0]
        yield GLYPHS_MENDED.at(count=len(notes.mended), page=page, printed=printed, meant=meant)
    if findings.overprinted:
        yield TEXT_OVERPRINTED.at(page=page, text="".join(findings.overprinted)[:60])
