"""Plain text of every encoding -> `SourceDocument`."""

import hashlib
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import accumulate, islice, pairwise
from typing import Final

import attrs

from pcc_report.diagnostics import Diagnostic
from pcc_report.diagnostics.catalogue import (
    CHARACTERS_LOST,
    CONTROL_CHARACTERS,
    DIRECTION_OVERRIDDEN,
    ENCODING_GUESSED,
    HIDDEN_CHARACTERS,
    MOJIBAKE_REPAIRED,
    POUNDS_RESTORED,
    UNUSUAL_LINE_ENDS,
)
from pcc_report.errors import LimitExceededError, UnreadableInputError, UnsupportedFormatError, UsageError
from pcc_report.provenance import Origin
from pcc_report.readers.encoding import Decoded, decode, restore_pounds, undo_double_decoding
from pcc_report.readers.formats import foreign_text
from pcc_report.readers.limits import MAX_CELLS, MAX_LINES, MAX_PAGES, MAX_TEXT_BYTES
from pcc_report.source import Line, Page, Repair, Segment, SourceDocument

TAB_STOP: Final = 8
"""Columns from one tab stop to the next, as terminals have them."""

MAX_ORIGINS: Final = 20
"""Places that one diagnostic names; the message tells how many there are."""


def read_text(
    data: bytes,
    name: str = "",
    pages: Collection[int] | None = None,
    password: str | None = None,  # noqa: ARG001  # every reader takes the same arguments
) -> SourceDocument:
    """Read a text file; its form feeds begin new pages.

    The source text is the decoded file, line ends and all; of the pages asked for only, if some were.
    """
    if len(data) > MAX_TEXT_BYTES:
        problem = f"{len(data):,} bytes of text are more than the {MAX_TEXT_BYTES:,} allowed"
        raise LimitExceededError(problem, source=name, advice="split the file")
    if not data.strip(b" \t\r\n\v\f\0"):
        problem = "the file is empty"
        raise UnreadableInputError(problem, source=name, advice="get it again from where it came from")
    decoded = decode(data)
    text, repairs = decoded.text, list[Repair]()
    if not text.isascii():
        text, repairs = undo_double_decoding(text)
    text, pounds = restore_pounds(text)
    _refuse_what_is_no_report(text, name)
    text, numbers, spans = _select_pages(text, pages, name)
    made = _read_pages(text, numbers, name)
    if repairs or pounds:
        repairs, pounds = list(_within(spans, repairs)), list(_within(spans, pounds))
        made = _with_repairs(made, sorted((*repairs, *pounds), key=_place))
    document = SourceDocument(
        text=text,
        pages=made,
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        format="text",
        reader="text",
    )
    whole = pages is None
    found = tuple(_doubts(document, decoded, repairs, whole=whole))
    if pounds:
        found += (POUNDS_RESTORED.at(count=len(pounds)),)
    return attrs.evolve(document, diagnostics=found) if found else document


_WORD = re.compile(r"[^\W_]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")


def _refuse_what_is_no_report(text: str, name: str) -> None:
    foreign = foreign_text(text)
    if foreign:
        problem = f"not a supported format: {foreign.name}"
        raise UnsupportedFormatError(problem, format_name=foreign.name, source=name, advice=foreign.advice)
    if not _WORD.search(text):
        problem = "there is no word and no figure in the file"
        raise UnreadableInputError(problem, source=name, advice="get it again from where it came from")
    if _CONTROL.search(text) and len(_CONTROL.findall(text)) > 0.1 * len(text):
        problem = "not a supported format: binary file"
        raise UnsupportedFormatError(problem, format_name="binary", source=name, advice="save it as PDF or text")


def _select_pages(
    text: str, pages: Collection[int] | None, name: str
) -> tuple[str, list[int], Sequence[tuple[int, int]]]:
    """Return the text of the pages asked for, the number of each, and where they stood, each with its form feed."""
    count = text.count("\f") + (not text.endswith("\f"))
    if count > MAX_PAGES:
        problem = f"{count:,} pages are more than the {MAX_PAGES:,} allowed"
        raise LimitExceededError(problem, source=name, advice="split the file")
    if pages is None:
        return text, list(range(1, count + 1)), [(0, len(text))]
    numbers = [n for n in range(1, count + 1) if n in pages]
    if not numbers:
        problem = f"the file has {count} page(s), none of those asked for"
        raise UsageError(problem, source=name)
    parts = text.split("\f")
    ends = list(accumulate(len(part) + 1 for part in parts))
    spans = [(ends[n - 1] - len(parts[n - 1]) - 1, ends[n - 1]) for n in numbers]
    return "\f".join(parts[n - 1] for n in numbers), numbers, spans


def _within(spans: Sequence[tuple[int, int]], repairs: Sequence[Repair]) -> Iterator[Repair]:
    """Yield those of *repairs* that stand in *spans*, as they stand where nothing is left between these."""
    gone = reached = 0
    for start, end in spans:
        gone += start - reached
        reached = end
        for repair in repairs[bisect_left(repairs, start, key=_place) : bisect_left(repairs, end, key=_place)]:
            yield attrs.evolve(repair, at=repair.at - gone) if gone else repair


def _place(repair: Repair) -> int:
    return repair.at


def _with_repairs(pages: Sequence[Page], repairs: Sequence[Repair]) -> tuple[Page, ...]:
    """Return *pages* whose lines know what was mended in them; what ends a line is in none."""
    return tuple(
        attrs.evolve(page, lines=tuple([_with_those_in_it(line, repairs) for line in page.lines])) for page in pages
    )


def _with_those_in_it(line: Line, repairs: Sequence[Repair]) -> Line:
    first = bisect_left(repairs, line.start, key=_place)
    end = bisect_left(repairs, line.start + len(line.text), key=_place)
    if first == end:
        return line
    return attrs.evolve(line, repairs=tuple([attrs.evolve(r, at=r.at - line.start) for r in repairs[first:end]]))


_LINE_END = re.compile("\r\n|[\n\r\v\x85\u2028\u2029\f]")


def _read_pages(text: str, numbers: Sequence[int], name: str) -> tuple[Page, ...]:
    ends = [(m.start(), m.end()) for m in _LINE_END.finditer(text)]
    if len(ends) > MAX_LINES:
        problem = f"{len(ends):,} lines are more than the {MAX_LINES:,} allowed"
        raise LimitExceededError(problem, source=name, advice="split the file")
    if not ends or ends[-1][1] < len(text):
        ends.append((len(text), len(text)))
    pages: list[Page] = []
    raw: list[tuple[int, str]] = []
    at = 0
    for start, end in ends:
        is_page_end = text[start:end] == "\f"
        if start > at or not is_page_end:  # a form feed after a line end ends no line of its own
            raw.append((at, text[at:start]))
        at = end
        if is_page_end:
            pages.append(_read_page(raw, numbers[len(pages)], name))
            raw = []
    if len(pages) < len(numbers):
        pages.append(_read_page(raw, numbers[len(pages)], name))
    return tuple(pages)


def _read_page(raw: list[tuple[int, str]], page: int, name: str) -> Page:
    piped = _pipe_cells([text for _, text in raw])
    piped |= {i: c for i, c in _stroke_cells([text for _, text in raw]) if i not in piped}
    piped |= {i: c for i, c in _glued_cells([text for _, text in raw]) if i not in piped}
    lines: list[Line] = []
    spent = 0
    for number, start, text in _unrolled(raw, piped):
        cells = piped.get(number - 1)
        if cells is None and "\t" in text:
            cells = _trimmed_cells(text, 0, len(text), "\t")
        segments = _segments(text)
        spent += len(segments) + len(cells or ())
        if spent > MAX_CELLS:
            problem = f"more than {MAX_CELLS:,} cells on one page"
            raise LimitExceededError(problem, source=name, advice="split the file")
        lines.append(Line(page, number, start, text, segments, cells))
    return Page(page, tuple(lines))


def _unrolled(raw: Sequence[tuple[int, str]], piped: Collection[int]) -> Iterator[tuple[int, int, str]]:
    """Yield number, start and text of each line, those cut before their bullets whose items were run together.

    Copies of slides have "• Burglary down 9%• Robbery up 2%". A bullet sign between a few words only parts the links
    of a menu, or a name from a telephone number.
    """
    listed = any(text.lstrip()[:1] in _BULLETS for _, text in raw)
    whole = {i for i, (_, text) in enumerate(raw) if i not in piped and "\t" not in text and len(text) <= _LONGEST}
    feet = _feet({i: raw[i][1] for i in sorted(whole) if len(raw[i][1]) >= _LONG})
    for i, (start, text) in enumerate(raw):
        cuts = _inner_bullets(text, listed=listed) if i in whole else []
        if i in feet:
            cuts = [*cuts, feet[i]]
        if not cuts:
            yield i + 1, start, text
            continue
        for at, end in pairwise(sorted({0, *cuts, len(text)})):
            yield i + 1, start + at, text[at:end]


def _inner_bullets(text: str, *, listed: bool) -> list[int]:
    """Return where items begin inside of a line; *listed*: whether lines of the page begin with such signs."""
    if _BULLET.search(text, 1) is None:
        return []
    lead = len(text) - len(text.lstrip())
    inner = [m.start() for m in _BULLET.finditer(text) if m.start() > lead]
    parts = [text[a:b] for a, b in pairwise([*inner, len(text)])]
    wordy = sum(len(part.split()) > _LINK_WORDS for part in parts)
    return inner if (listed or len(inner) > 1) and wordy * 2 > len(inner) else []


_BULLETS = frozenset("•●▪■➢\uf0b7\uf0a7")
_BULLET = re.compile(rf"[{''.join(sorted(_BULLETS))}](?=\s?[^\W_])")
_LINK_WORDS = 3
"""Words of a link, with the sign before it."""


def _feet(pages: Mapping[int, str]) -> dict[int, int]:
    """Return where the foot begins in each line that is a whole page: what several end with alike, and count on in."""
    last = Counter(_DIGITS.sub("#", word) for text in pages.values() for word in text[-_LONGEST_FOOT:].split()[-1:])
    if max(last.values(), default=0) < _LEAST_ROWS:
        return {}
    tokens = {i: list(_TOKEN.finditer(text, len(text) - _LONGEST_FOOT)) for i, text in pages.items()}
    words = {i: [_DIGITS.sub("#", m[0]) for m in found] for i, found in tokens.items()}
    for size in range(_MOST_WORDS, _LEAST_WORDS, -1):
        alike = Counter(tuple(w[-size:]) for w in words.values() if len(w) > size)
        foot, times = alike.most_common(1)[0] if alike else ((), 0)
        if times < _LEAST_ROWS or len({w for w in foot if w.isalpha()}) < _LEAST_WORDS:
            continue
        starts = {i: tokens[i][-size] for i, w in words.items() if len(w) > size and tuple(w[-size:]) == foot}
        numbers = [[int(n) for n in _DIGITS.findall(pages[i], m.start())] for i, m in starts.items()]
        if any(all(a < b for a, b in pairwise(column)) for column in zip(*numbers, strict=False)):
            return {i: m.start() for i, m in starts.items()}
    return {}


_DIGITS = re.compile(r"[0-9]{1,9}")
_TOKEN = re.compile(r"\S+")
_LONGEST = 20_000
"""Characters of a line that may be a page; a longer one is none that anybody printed."""
_LONG = 120
"""Characters of a line that is a page."""
_LONGEST_FOOT = 160
_MOST_WORDS = 20
_LEAST_WORDS = 4


# A run of words with single blanks between, or the two of a typist behind a full stop. Deterministic: no character
# can match in two ways.
_RUN = re.compile(r"[^\s|]+(?:(?:[^\S\t]|(?<=[.!?])[ ]{2}(?=[A-Z(\"“‘']))[^\s|]+)*")
_LEADER = re.compile(r"\s?+(?:[.·_]{4,}+|…{2,}+|[.·](?:\s[.·]){2,}+)\s?+|\s[.]{3}\Z")


def _segments(text: str) -> tuple[Segment, ...]:
    spans = [m.span() for m in _RUN.finditer(text)]
    if not spans:
        return ()
    if "..." in text or ". ." in text or "……" in text or "___" in text or "··" in text or "· ·" in text:
        spans = [part for span in spans for part in _without_leaders(text, *span)]
    if "\t" not in text:
        return tuple(Segment(start, end, start, end) for start, end in spans)
    made: list[Segment] = []
    column = at = 0
    for start, end in spans:
        column = _column(text, at, start, column)
        made.append(Segment(start, end, column, column + end - start))
        column, at = column + end - start, end
    return tuple(made)


def _without_leaders(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut at leader dots ("Hate Crime ....... £31,000"), and drop those that a wider gap follows."""
    at = start
    for leader in _LEADER.finditer(text, start, end):
        if leader.start() > start:
            yield at, leader.start()
            at = leader.end()
    if at < end:
        yield at, end


def _column(text: str, start: int, end: int, column: int) -> int:
    """Return the column of the character at *end*, when that of *start* is *column*."""
    tabs = text.count("\t", start, end)
    if not tabs:
        return column + end - start
    first = text.index("\t", start, end)
    column = _next_stop(column + first - start)
    if tabs == end - first:
        return column + (tabs - 1) * TAB_STOP
    for char in text[first + 1 : end]:
        column = _next_stop(column) if char == "\t" else column + 1
    return column


def _next_stop(column: int) -> int:
    return (column // TAB_STOP + 1) * TAB_STOP


def _trimmed_cells(text: str, start: int, end: int, separator: str) -> tuple[tuple[int, int], ...]:
    cells: list[tuple[int, int]] = []
    at = start
    for part in text[start:end].split(separator):
        bare = part.strip()
        if bare:
            lead = at + len(part) - len(part.lstrip())
            cells.append((lead, lead + len(bare)))
        else:
            cells.append((at, at))
        at += len(part) + 1
    return tuple(cells)


def _pipe_cells(texts: Sequence[str]) -> dict[int, tuple[tuple[int, int], ...]]:
    """Return the cells of the lines that are cut by pipes, by index.

    A pipe at an edge of the line is a border, or it stands beside an empty cell: the other rows of the
    same block of lines tell.
    """
    found: dict[int, tuple[tuple[int, int], ...]] = {}
    block: list[int] = []
    for index, text in enumerate(texts):
        if "|" in text and ("\t" not in text or text.strip()[0] == "|" or text.strip()[-1] == "|"):
            if block and block[-1] != index - 1:
                found.update(_block_cells(texts, block))
                block = []
            block.append(index)
    if block:
        found.update(_block_cells(texts, block))
    return found


_STROKE = re.compile(r"(?<=\s)/(?=\s|\Z)")
_LEAST_STROKES = 2
_LEAST_ROWS = 3


def _stroke_cells(texts: Sequence[str]) -> Iterator[tuple[int, tuple[tuple[int, int], ...]]]:
    """Yield the cells of lines that strokes with a blank on each side cut, where several lines do so alike."""
    cuts = [[m.start() for m in _STROKE.finditer(t)] if t.count(" /") >= _LEAST_STROKES else [] for t in texts]
    start = 0
    for i in range(len(texts) + 1):
        if i < len(texts) and len(cuts[i]) >= _LEAST_STROKES:
            continue
        if i - start >= _LEAST_ROWS and max(map(len, cuts[start:i])) - min(map(len, cuts[start:i])) <= 1:
            for k in range(start, i):
                yield k, tuple(_without_blanks(texts[k], a + 1, b) for a, b in pairwise([-1, *cuts[k], len(texts[k])]))
        start = i + 1


def _without_blanks(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without blanks at its ends; of nothing else, an empty one."""
    part = text[start:end]
    first = start + len(part) - len(part.lstrip())
    return min(first, end), max(start + len(part.rstrip()), min(first, end))


_GLUED = re.compile(r"\s*[^£]*?\s*(?>(?:[-–(]?£[0-9][0-9,.]*+[kKmM]?\)?){2,30})\s*\Z")
_GLUED_PAIR = re.compile(r"£[0-9][0-9,.]*+[kKmM]?\)?[-–(]?£")
_GLUED_SUM = re.compile(r"[-–(]?£[0-9][0-9,.]*+[kKmM]?\)?")
_GLUED_HEAD = re.compile(r"(?<=[a-z)])(?=[A-Z£(])|(?<=[A-Z])(?=[A-Z][a-z])")


def _glued_cells(texts: Sequence[str]) -> Iterator[tuple[int, tuple[tuple[int, int], ...]]]:
    """Yield the cells of lines whose cells were run together, "Walsall£36,000£36,850-£850", and of the line over them.

    A line of headings is cut where a capital follows a small letter, if that gives as many cells.
    """
    sums = [[m.span() for m in _GLUED_SUM.finditer(t)] if _is_glued(t) else [] for t in texts]
    start = 0
    for i in range(len(texts) + 1):
        if i < len(texts) and sums[i] and (i == start or len(sums[i]) == len(sums[start])):
            continue
        if i - start >= _LEAST_ROWS:
            yield from _glued_head(texts, start - 1, len(sums[start]) + 1)
            for k in range(start, i):
                first = len(texts[k]) - len(texts[k].lstrip())
                label = len(texts[k][: sums[k][0][0]].rstrip())
                yield k, ((first, max(label, first)), *sums[k])
        start = i if i < len(texts) and sums[i] else i + 1


def _is_glued(text: str) -> bool:
    may_be = len(text) < _LONGEST_GLUED and _GLUED_PAIR.search(text) is not None
    return may_be and _GLUED.match(text) is not None


_LONGEST_GLUED = 300


def _glued_head(texts: Sequence[str], at: int, width: int) -> Iterator[tuple[int, tuple[tuple[int, int], ...]]]:
    if at < 0 or len(texts[at]) > _LONGEST_GLUED:
        return
    cuts = [0, *(m.start() for m in _GLUED_HEAD.finditer(texts[at])), len(texts[at])]
    if len(cuts) == width + 1:
        yield at, tuple(pairwise(cuts))


def _block_cells(texts: Sequence[str], block: list[int]) -> Iterator[tuple[int, tuple[tuple[int, int], ...]]]:
    bare = {i: texts[i].strip() for i in block}
    opened = {i for i in block if bare[i][0] == "|"}
    closed = {i for i in block if bare[i][-1] == "|"}
    # Where some rows have a border and some have none, the rows without tell how many cells there are.
    plain_left, plain_right = set(block) - opened, set(block) - closed
    if sum(i in closed and bare[i].count("|") == 1 for i in block) * 2 >= len(block):
        plain_right = set()  # one cell a line, a pipe behind each, and a page's number
    usual = 0
    if plain_left or plain_right:
        sure = (plain_left & plain_right) or (plain_left or plain_right)
        counts = Counter(
            bare[i].count("|") + 1 - (i in opened and not plain_left) - (i in closed and not plain_right) for i in sure
        )
        usual = counts.most_common(1)[0][0]
    for i in block:
        text = texts[i]
        start = len(text) - len(text.lstrip())
        end = start + len(bare[i])
        if bare[i] == "|":
            yield i, ((end, end),)
            continue
        count = bare[i].count("|") + 1
        left, right = i in opened, i in closed
        surplus = count - usual
        if left and plain_left and surplus <= (right and not plain_right):
            left = False
        if right and plain_right and surplus <= left:
            right = False
        yield i, _trimmed_cells(text, start + left, end - right, "|")


_SUSPECT = re.compile(
    "[\x00-\x08\x0e-\x19\x1b-\x1f\x7f-\x9f\u200b-\u200d\u2028-\u202b\u202d\u202e\u2060\u2067\u2068\ufffd\ud800-\udfff]"
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f-\x84\x86-\x9f]|\x1a(?!\\s*\\Z)")
DIRECTIONS = re.compile("[\u202a\u202b\u202d\u202e\u2067\u2068]")
_INSIDE_WORD = re.compile(r"(?<=[^\W\d_])[\u200b-\u200d\u2060]+(?=[^\W\d_])")
_ODD_ENDS: Final = {"\x85": "NEL (U+0085)", "\u2028": "LS (U+2028)", "\u2029": "PS (U+2029)"}
_ODD_END = re.compile("[\x85\u2028\u2029]")
_LOST = re.compile("\ufffd+")


def _doubts(
    document: SourceDocument, decoded: Decoded, repairs: Sequence[Repair], *, whole: bool
) -> Iterator[Diagnostic]:
    text = document.text
    if decoded.guess:
        # Guessed and repaired offsets count in the whole text; of selected pages only the message is given.
        at = decoded.guessed_at if whole and not repairs else ()
        origins = _origins(document, [(k, k + 1) for k in at])
        yield ENCODING_GUESSED.at(*origins, encoding=decoded.encoding, reason=decoded.guess)
    if repairs:
        first = repairs[0]
        origins = _origins(document, [(r.at, r.end) for r in repairs])
        yield MOJIBAKE_REPAIRED.at(*origins, count=len(repairs), printed=first.printed, meant=first.meant)
    if "\x1a" not in text and not _SUSPECT.search(text):
        return
    spans = _first(_LOST, text)
    if spans:
        yield CHARACTERS_LOST.at(*_origins(document, spans), count=text.count("\ufffd"))
    spans = _first(_CONTROLS, text)
    if spans:
        example = f"U+{ord(text[spans[0][0]]):04X}"
        yield CONTROL_CHARACTERS.at(*_origins(document, spans), count=len(_CONTROLS.findall(text)), example=example)
    spans = _first(DIRECTIONS, text)
    if spans:
        yield DIRECTION_OVERRIDDEN.at(*_origins(document, spans), count=len(DIRECTIONS.findall(text)))
    spans = _first(_INSIDE_WORD, text)
    if spans:
        yield HIDDEN_CHARACTERS.at(*_origins(document, spans), count=len("".join(_INSIDE_WORD.findall(text))))
    ends = _ODD_END.findall(text)
    if ends:
        yield UNUSUAL_LINE_ENDS.at(count=len(ends), example=_ODD_ENDS[ends[0]])


def _first(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [m.span() for m in islice(pattern.finditer(text), 1000)]


def _origins(document: SourceDocument, spans: Sequence[tuple[int, int]]) -> tuple[Origin, ...]:
    """Return where the first of *spans* stand; a line is named once."""
    found: dict[int, Origin] = {}
    for start, end in spans:
        line = document.line_at(start)
        if line.start not in found and line.start <= start and end <= line.start + len(line.text):
            found[line.start] = line.origin(start - line.start, end - line.start)
        if len(found) == MAX_ORIGINS:
            break
    return tuple(found.values())
