"""Pages as an engine saw them -> one `SourceDocument`."""

import hashlib
import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from math import isfinite
from typing import Final

import attrs

from pcc_report.diagnostics import Diagnostic, Severity
from pcc_report.diagnostics.catalogue import (
    DIRECTION_OVERRIDDEN,
    FIELDS_READ,
    GLYPHS_MENDED,
    GLYPHS_UNMAPPED,
    MOJIBAKE_REPAIRED,
    NOTES_FOLDED,
    PAGE_UNREADABLE,
    PAGES_WITHOUT_TEXT,
    TEXT_LAYER,
    TEXT_OVERPRINTED,
    TEXT_TURNED,
    TEXT_UNSEEN,
)
from pcc_report.errors import LimitExceededError, UnreadableInputError
from pcc_report.provenance import Origin
from pcc_report.readers.limits import MAX_LINES, MAX_PAGE_GLYPHS
from pcc_report.readers.pdf.glyphs import OFF, Glyph, RawPage
from pcc_report.readers.pdf.hyphens import without_cuts
from pcc_report.readers.pdf.lines import Findings, lay_rows
from pcc_report.readers.pdf.repair import Notes, mend
from pcc_report.readers.pdf.row import TurnedRow
from pcc_report.readers.pdf.turning import block_upright, turned_upright
from pcc_report.readers.text import DIRECTIONS, MAX_ORIGINS
from pcc_report.source import Line, Page, SourceDocument


@attrs.define
class DocumentBuilder:
    """Puts pages together into a document, page by page."""

    name: str
    diagnostics: list[Diagnostic]
    parts: list[str] = attrs.Factory(list)
    pages: list[Page] = attrs.Factory(list)
    without_text: list[int] = attrs.Factory(list)
    blank: list[int] = attrs.Factory(list)
    failures: list[str] = attrs.Factory(list)
    doubtful: set[int] = attrs.Factory(set)
    """Pages that the other engine should look at."""
    columns: set[float] = attrs.Factory(set)
    """Where second columns begin on the pages so far."""
    offset: int = 0
    line_count: int = 0

    def add(self, raw: RawPage) -> None:
        """Add a page."""
        raw = turned_upright(raw)
        glyphs, unseen = self._seen(raw)
        raw, glyphs, block = block_upright(raw, glyphs)
        glyphs = [*glyphs, *(glyph for note in raw.notes for glyph in note.glyphs)]
        notes = mend(glyphs)
        findings = Findings()
        lines: list[Line] = []
        aside: list[Line] = []
        for number, (row, zone) in enumerate(lay_rows(raw, glyphs, findings, self.columns), 1):
            line = row.line(raw.number, number, self.offset)
            turn = block.turn if block and line.box and block.holds(line.box) else raw.turn
            if zone is not None or turn is not None:
                line = attrs.evolve(line, zone=zone, turn=turn)
            lines.append(line)
            if isinstance(row, TurnedRow):
                aside.append(line)
            self.parts += (line.text, "\n")
            self.offset += len(line.text) + 1
        self.line_count += len(lines)
        if self.line_count > MAX_LINES:
            problem = f"more than {MAX_LINES:,} lines"
            raise LimitExceededError(problem, source=self.name, page=raw.number, advice="split the file")
        self.parts.append("\f")
        self.offset += 1
        width, height = raw.width or None, raw.height or None
        self.pages.append(Page(raw.number, tuple(lines), width, height, raw.rulings))
        doubts = [*unseen, *_page_doubts(raw.number, notes, findings, lines), *_turned_doubts(raw.number, aside)]
        self.diagnostics += (*doubts, *_notes_told(raw))
        if any(d.severity is not Severity.INFO for d in doubts) or (not lines and not raw.is_blank):
            self.doubtful.add(raw.number)
        if raw.failure:
            self.failures.append(raw.failure)
            self.diagnostics.append(PAGE_UNREADABLE.at(page=raw.number, reason=raw.failure))
        elif raw.is_blank:
            self.blank.append(raw.number)
        elif not lines and raw.has_image:
            self.without_text.append(raw.number)

    @property
    def is_empty(self) -> bool:
        """Whether no page has any text."""
        return not self.line_count

    def document(self, data: bytes, reader: str, *, is_damaged: bool) -> SourceDocument:
        """Return the document, or refuse one without any text; of one that is damaged all pages are in doubt."""
        if self.is_empty:
            raise self._nothing_read()
        if self.without_text:
            self.diagnostics.append(PAGES_WITHOUT_TEXT.at(pages=_listed(self.without_text)))
        pages = self._pages_without_cuts()
        document = SourceDocument(
            text="".join(self.parts),
            pages=pages,
            name=self.name,
            sha256=hashlib.sha256(data).hexdigest(),
            format="pdf",
            reader=reader,
            diagnostics=tuple(self.diagnostics),
            doubtful=frozenset(page.number for page in self.pages) if is_damaged else frozenset(self.doubtful),
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

    def _pages_without_cuts(self) -> tuple[Page, ...]:
        """Return the pages, hyphens that only the end of a line put into a word made soft ones."""
        lines = [line for page in self.pages for line in page.lines]
        softened = without_cuts(lines)
        if not softened:
            return tuple(self.pages)
        lines = [softened.get(at, line) for at, line in enumerate(lines)]
        rest = iter(lines)
        pages = [attrs.evolve(page, lines=tuple(islice(rest, len(page.lines)))) for page in self.pages]
        self.parts = [part for page in pages for part in (*(f"{line.text}\n" for line in page.lines), "\f")]
        return tuple(pages)

    def _nothing_read(self) -> UnreadableInputError:
        if self.without_text:
            problem = f"the PDF is a scan: page(s) {_listed(self.without_text)} hold images and no text"
            return UnreadableInputError(problem, source=self.name, advice="run text recognition (OCR) over it first")
        if self.failures:
            problem = f"no page of the PDF can be read ({self.failures[0]})"
            return UnreadableInputError(problem, source=self.name, advice="print it to a new PDF, then read that")
        problem = f"there is no text on the {len(self.pages)} page(s) of the PDF"
        return UnreadableInputError(problem, source=self.name, advice="get it again from where it came from")

    def _seen(self, raw: RawPage) -> tuple[list[Glyph], list[Diagnostic]]:
        """Return the glyphs that a person can see, and say which were left out."""
        glyphs, doubts = raw.glyphs, list[Diagnostic]()
        if len(glyphs) > MAX_PAGE_GLYPHS:
            problem = f"{len(glyphs):,} characters on one page are more than the {MAX_PAGE_GLYPHS:,} allowed"
            raise LimitExceededError(problem, source=self.name, page=raw.number, advice="check what the page shows")
        for reason, is_gone in (("at no place", _is_nowhere), ("on a layer that is switched off", _is_off)):
            gone = [g for g in glyphs if is_gone(g)]
            if gone:
                text = "".join(g.text for g in gone)
                doubts.append(TEXT_UNSEEN.at(page=raw.number, reason=reason, text=text[:60]))
                glyphs = [g for g in glyphs if not is_gone(g)]
        size = sum(len(g.text) for g in glyphs)
        for reason, is_unseen in _UNSEEN:
            unseen = [g for g in glyphs if is_unseen(g, raw)]
            text = "".join(g.text for g in unseen).strip()
            if not text:
                continue
            # Where most text would go, it is the page box, the scale or a scan that is odd, not the text.
            if 2 * len(text) < size:
                glyphs = [g for g in glyphs if not is_unseen(g, raw)]
                doubts.append(TEXT_UNSEEN.at(page=raw.number, reason=reason, text=text[:60]))
            elif is_unseen is _is_invisible:
                doubts.append(TEXT_LAYER.at(page=raw.number))
        return glyphs, doubts


def _is_nowhere(glyph: Glyph) -> bool:
    """Whether the place of a sign is no number, as that of a damaged one may be."""
    return not isfinite(glyph.x0 + glyph.x1 + glyph.top + glyph.bottom + glyph.base + glyph.size)


def _is_off(glyph: Glyph) -> bool:
    return glyph.unseen == OFF


def _is_outside(glyph: Glyph, raw: RawPage) -> bool:
    return glyph.x0 > raw.width or glyph.x1 < 0 or glyph.top > raw.height or glyph.bottom < 0


def _is_tiny(glyph: Glyph, _raw: RawPage) -> bool:
    return glyph.size < 1


def _is_invisible(glyph: Glyph, _raw: RawPage) -> bool:
    return glyph.unseen == "invisible"


def _is_clipped(glyph: Glyph, _raw: RawPage) -> bool:
    return glyph.unseen == "clipped"


def _is_white(glyph: Glyph, raw: RawPage) -> bool:
    """Whether a sign is white on white; on a picture it may be seen."""
    if glyph.unseen != "white" or raw.has_image:
        return False
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return not any(box.x0 <= x <= box.x1 and box.top <= y <= box.bottom for box in raw.grounds)


_UNSEEN: Final = (
    ("outside the page", _is_outside),
    ("smaller than a point", _is_tiny),
    ("not painted", _is_invisible),
    ("white on white", _is_white),
    ("cut off", _is_clipped),
)


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


def _notes_told(raw: RawPage) -> Iterator[Diagnostic]:
    """Yield what notes and form fields say: read where they are seen, told where they are folded."""
    for rule, notes in (
        (FIELDS_READ, [note for note in raw.notes if note.glyphs]),
        (NOTES_FOLDED, [note for note in raw.notes if not note.glyphs]),
    ):
        if notes:
            text = "; ".join(note.text for note in notes)
            yield rule.at(count=len(notes), page=raw.number, text=text[:200] + ("..." if len(text) > 200 else ""))


def _origins_of(texts: Collection[str], lines: Sequence[Line]) -> list[Origin]:
    """Return where *texts* stand on a page, the first places of them."""
    places = (
        line.origin(match.start(), match.end())
        for line in lines
        for match in re.finditer("|".join(map(re.escape, sorted(texts, key=len, reverse=True))), line.text)
    )
    return list(islice(places, MAX_ORIGINS))


_SUM = re.compile(r"[£€$]\s?\d|\d,\d{3}")


def _turned_doubts(page: int, lines: Sequence[Line]) -> Iterator[Diagnostic]:
    """Yield that lines which do not stand upright hold sums; one sum says what it is about by itself."""
    sums = [line for line in lines if _SUM.search(line.text)]
    if len(sums) > 1:
        origins = [line.origin(0, len(line.text)) for line in sums[:MAX_ORIGINS]]
        yield TEXT_TURNED.at(*origins, count=len(sums), page=page, text=sums[0].text[:60])


def _page_doubts(page: int, notes: Notes, findings: Findings, lines: Sequence[Line]) -> Iterator[Diagnostic]:
    if notes.unmapped and any(sign in line.text for sign in notes.unmapped[:1] for line in lines):
        example = notes.unmapped[0]
        origins = [line.origin(at, at + len(example)) for line in lines if (at := line.text.find(example)) >= 0]
        yield GLYPHS_UNMAPPED.at(*origins[:20], count=len(notes.unmapped), page=page, example=example)
    for rule, mended in ((GLYPHS_MENDED, notes.mended), (MOJIBAKE_REPAIRED, notes.decoded_twice)):
        if mended:
            printed, meant = mended[0]
            origins = _origins_of({meant for _, meant in mended}, lines)
            yield rule.at(*origins, count=len(mended), page=page, printed=printed, meant=meant)
    if findings.overprinted:
        yield TEXT_OVERPRINTED.at(page=page, text="".join(findings.overprinted)[:60])
