"""Whether the bytes of a PDF are whole. No engine tells: they mend in silence, and verify no checksum."""

import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from pcc_report.diagnostics import Diagnostic
from pcc_report.diagnostics.catalogue import FILE_DAMAGED, LATER_REVISION
from pcc_report.errors import LimitExceededError
from pcc_report.readers.limits import MAX_PAGES, MAX_STREAM_BYTES
from pcc_report.readers.pdf.drawings import Drawings

_HEADER = re.compile(rb"%PDF-\d\.\d")
_STARTXREF = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
_XREF_START = re.compile(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)")
_STREAM = re.compile(rb"stream\r?\n")
_FLATE = re.compile(rb"/Filter\s*(?:/FlateDecode\b|\[\s*(?:/FlateDecode\s*)+\])")
_ASCII_FLATE = re.compile(rb"/Filter\s*\[\s*/(?:ASCII85Decode|A85)\s*/(?:FlateDecode|Fl)\s*\]")
_MOST_ASCII: Final = 1 << 18
"""Bytes in ASCII that are decoded, which is slow; the drawing of a full page has some ten thousand."""

_HAS_LENGTH = re.compile(rb"/Length\s*\d")
_FILTERS = re.compile(rb"/Filter\s*(?:/([^\s/<>\[\]]+)|\[([^\]]*)\]|\d+\s+\d+\s+(R)\b)")
_KNOWN_FILTERS: Final = frozenset(
    b"FlateDecode Fl LZWDecode LZW ASCII85Decode A85 ASCIIHexDecode AHx RunLengthDecode RL CCITTFaxDecode CCF"
    b" DCTDecode DCT JBIG2Decode JPXDecode Crypt".split()
)
_ZLIB_HEADS: Final = frozenset((b"x\x01", b"x\x5e", b"x\x9c", b"x\xda"))
_RUNS = re.compile(rb"/RunLengthDecode\b")
_LENGTH = re.compile(rb"/Length\s+(\d{1,12})(?!\s+\d+\s+R)")
_PAGE = re.compile(rb"/Type\s*/Page\b")
_NOT_TEXT = re.compile(rb"/EmbeddedFile\b|/Image\b")
_FONT = re.compile(rb"/Length1\b|/(?:Type1C|CIDFontType0C|OpenType)\b")
_OFF = re.compile(rb"/OFF\b(?!\s*\[\s*\])")
"""A list of layers that are switched off, or the word in some setting of layers."""
_CHUNK: Final = 1 << 20


@attrs.frozen
class Integrity:
    """What the bytes of a PDF tell before any engine reads them."""

    doubts: tuple[Diagnostic, ...]
    """What shows that the file is cut, changed or put together of pieces."""
    texts: int
    """How many streams print text, as far as can be seen; each page has one at least."""
    pages: int
    """How many pages there are, whether or not they can be reached; 0 where that cannot be told."""
    may_hide: bool = attrs.field(kw_only=True)
    """Whether the file may have layers that are switched off."""


def check_integrity(data: bytes) -> Integrity:
    """Look at the table of contents and at all streams; refuse those that fill any memory."""
    ends = tuple(_check_ends(data))
    streams = _check_streams(data)
    is_revised = any(doubt.code == LATER_REVISION.code for doubt in ends)  # its earlier pages may stand there still
    pages = 0 if is_revised else streams.pages
    return Integrity((*ends, *streams.doubts), streams.texts, pages, may_hide=streams.may_hide)


def _check_ends(data: bytes) -> Iterator[Diagnostic]:
    tail = data.rstrip(b"\0 \t\r\n")[-2048:]
    if b"%%EOF" not in tail:
        yield FILE_DAMAGED.at(reason="its end is missing, so it was cut short or written over")
        return
    header = _HEADER.search(data, 0, 1024)
    lead = header.start() if header else 0
    ends = list(_STARTXREF.finditer(data))
    if not ends:
        yield FILE_DAMAGED.at(reason="the pointer to its table of contents is missing")
        return
    at = min(int(ends[-1][1]), len(data))
    if not any(at + shift < len(data) and _XREF_START.match(data, at + shift) for shift in {0, lead}):
        yield FILE_DAMAGED.at(reason="its table of contents is not where the file says, so bytes were added or lost")
        return
    problem = _table_problem(data, at, lead) or _root_problem(data)
    if problem:
        yield FILE_DAMAGED.at(reason=problem)
    if len(ends) > 1 and b"/Linearized" not in data[lead : lead + 1024]:
        if at + lead < ends[-2].end():
            yield FILE_DAMAGED.at(reason="something was appended to it that its table of contents does not know")
        else:
            yield LATER_REVISION.at(count=len(ends))


_TABLE = re.compile(rb"\s*xref\b")
_SECTION = re.compile(rb"\s*(\d{1,10})\s+(\d{1,10})\s*?\r?\n")
_ENTRIES = re.compile(rb"(?:\d{10} \d{5} [nf]\s{1,2})*")
_ENTRY = re.compile(rb"(\d{10}) \d{5} ([nf])")
_OBJECT = re.compile(rb"\s*(\d+)\s+\d+\s+obj\b")


def _table_problem(data: bytes, at: int, lead: int) -> str:
    """Return what is wrong with the table of contents at *at*: each entry must lead to its object."""
    match = _TABLE.match(data, at) or _TABLE.match(data, at + lead)
    if not match:
        return ""  # a table that is itself a compressed stream; its checksum is looked at with the others
    at = match.end()
    while section := _SECTION.match(data, at):
        number, count = int(section[1]), int(section[2])
        listed = _ENTRIES.match(data, section.end(), section.end() + 20 * count)
        entries = _ENTRY.findall(listed[0]) if listed else []
        if len(entries) < count:
            return "its table of contents is broken"
        for index, (place, kind) in enumerate(entries, number):
            if (
                kind == b"n"
                and not _is_object(data, int(place), index)
                and not _is_object(data, int(place) + lead, index)
            ):
                return f"object {index} is not where its table of contents says"
        at = listed.end() if listed else section.end()
    return ""


def _is_object(data: bytes, at: int, number: int) -> bool:
    match = _OBJECT.match(data, at)
    return match is not None and int(match[1]) == number


_ROOT = re.compile(rb"/Root\s+(\d{1,10})\s+\d+\s+R")


def _root_problem(data: bytes) -> str:
    """Return what is wrong with the last trailer: it must name the object that lists the pages."""
    at = data.rfind(b"trailer")
    if at < 0:
        return ""
    root = _ROOT.search(data, at)
    if not root:
        return "its trailer does not name the list of its pages"
    number = int(root[1])
    if b"/ObjStm" in data or b"\n%d 0 obj" % number in data:
        return ""
    if not re.search(rb"(?<!\d)%d\s+\d+\s+obj\b" % number, data):
        return "the list of its pages is missing"
    return ""


def _check_streams(data: bytes) -> Integrity:
    """Inflate what is no picture, and compare the checksums."""
    pages = len(_PAGE.findall(data))
    if pages > 4 * MAX_PAGES:
        problem = f"the PDF has more than the {MAX_PAGES:,} pages allowed"
        raise LimitExceededError(problem, advice="split the file")
    if b"/Encrypt" in data:
        return Integrity((), 0, 0, may_hide=b"/ObjStm" in data or _OFF.search(data) is not None)
    broken = count = texts = 0
    printing: list[int] = []
    outside: list[bytes] = []
    behind = 0
    may_hide = _OFF.search(data) is not None
    drawings = Drawings()
    for start in _STREAM.finditer(data):
        if data[start.start() - 3 : start.start()] == b"end":
            continue
        outside.append(data[behind : start.start()])
        behind = max(data.find(b"endstream", start.end()), start.end())
        at = data.rfind(b" obj", max(0, start.start() - 2000), start.start())
        header = data[at : start.start()] if at >= 0 else b""
        count += 1
        if at < 0 or not _is_described(header, data[start.end() : start.end() + 2]):
            broken += 1
            continue
        if _NOT_TEXT.search(header):
            continue
        content = _content(data, start.end(), header)
        if content is None:
            broken += 1
        elif _FONT.search(header):
            continue  # signs of a font that is not whole are lost in silence
        elif b"/ObjStm" in header:
            outside.append(content)
            pages += len(_PAGE.findall(content))
            may_hide = may_hide or _OFF.search(content) is not None
        else:
            number = _OBJECT_BEFORE.search(data, max(0, at - 20), at)
            if _prints(header, content):
                texts += 1
                printing.append(int(number[1]) if number else 0)
            if b"Do" in content:
                drawings.add(data[max(0, at - 20) : at], header, content)
    drawings.refuse_too_many()
    broken += max(data.count(b"endstream") - count, 0)
    doubts: list[Diagnostic] = []
    if broken:
        reason = f"{broken} of its streams are broken, so text may be missing or wrong"
        doubts.append(FILE_DAMAGED.at(reason=reason))
    if not broken and (unused := _unused(printing, [*outside, data[behind:]])):
        doubts.append(FILE_DAMAGED.at(reason=f"{unused} of its streams print text and belong to no page"))
    return Integrity(tuple(doubts), texts, pages if not broken else 0, may_hide=may_hide)


_OBJECT_BEFORE = re.compile(rb"(\d+)\s+\d+\Z")
_CONTENTS = re.compile(rb"/Contents (\d{1,10}) 0 R\b")
_REFERENCE = re.compile(rb"(?<!\d)(\d{1,10})\s{1,9}\d{1,5}\s{1,9}R\b")


def _unused(numbers: Sequence[int], parts: Sequence[bytes]) -> int:
    """Return how many of the streams *numbers* are named nowhere in *parts* of the file."""
    left = set(numbers)
    for reference in (_CONTENTS, _REFERENCE):  # nearly all are found by the first, which is much quicker
        left -= {int(number) for part in parts for number in reference.findall(part)}
        if not left:
            break
    return len(left)


def _prints(header: bytes, content: bytes) -> bool:
    """Whether a stream is the drawing of a page and prints text."""
    return b"BT" in content and (b"Tj" in content or b"TJ" in content) and b"/Form" not in header


def _is_described(header: bytes, head: bytes) -> bool:
    """Whether the dictionary of a stream that begins with *head* is whole and tells how the stream is packed."""
    if header.count(b"<<") != header.count(b">>") or not _HAS_LENGTH.search(header):
        return False
    if b"/Filter" not in header:
        return head not in _ZLIB_HEADS
    filters = _FILTERS.search(header)
    return filters is not None and _KNOWN_FILTERS.issuperset(
        (filters[1] or filters[2] or b"").replace(b"/", b" ").split()
    )


def _content(data: bytes, at: int, header: bytes) -> bytes | None:
    """Return the stream that begins at *at*, unpacked; empty if we cannot, None if it is cut or its checksum wrong."""
    if b"/Columns" in header:
        _refuse_rows(header)
    filters = _FLATE.search(header)
    if filters:
        content = _inflated(data, at)
        for _ in range(1, filters[0].count(b"/FlateDecode")):
            content = _inflated(content, 0) if content is not None else None
        return content
    _refuse_runs(header)
    raw = data[at : data.find(b"endstream", at)]
    if b"/Filter" not in header:
        return raw
    if not _ASCII_FLATE.search(header) or len(raw) > _MOST_ASCII:
        return b""
    packed = _from_ascii(raw)
    return _inflated(packed, 0) if packed is not None else None


_BLANKS: Final = b" \t\r\n\f\0"


def _from_ascii(raw: bytes) -> bytes | None:
    """Return what stands in base 85, or None where there is another sign; five times as fast as `base64`."""
    text = raw.partition(b"~")[0].translate(None, _BLANKS).replace(b"z", b"!!!!!")
    if text.translate(None, _BASE_85):
        return None
    lost = -len(text) % 5
    digits = (text + b"u" * lost).translate(_DIGIT_OF)
    words = [
        (((a * 85 + b) * 85 + c) * 85 + d) * 85 + e
        for a, b, c, d, e in zip(*(digits[k::5] for k in range(5)), strict=True)
    ]
    if words and max(words) >= 1 << 32:
        return None
    return struct.pack(f">{len(words)}I", *words)[: 4 * len(words) - lost]


_BASE_85: Final = bytes(range(33, 118))
_DIGIT_OF: Final = bytes(max(code - 33, 0) for code in range(256))


def _refuse_runs(header: bytes) -> None:
    """Refuse a stream of runs that may become longer than is allowed: two bytes make 128 at most."""
    length = _LENGTH.search(header)
    if length and _RUNS.search(header) and 64 * int(length[1]) > MAX_STREAM_BYTES:
        problem = f"a stream of the PDF may run to more than the {MAX_STREAM_BYTES:,} bytes allowed"
        raise LimitExceededError(problem, advice="it is no honest report; do not open it")


_ROW = re.compile(rb"/(Columns|Colors|BitsPerComponent)\s+(\d{1,12})")


def _refuse_rows(header: bytes) -> None:
    """Refuse a stream of which one row is longer than all of it may be: engines make room for rows unseen."""
    told = {name: int(number) for name, number in _ROW.findall(header)}
    bits = told.get(b"Columns", 1) * max(told.get(b"Colors", 1), 1) * max(told.get(b"BitsPerComponent", 8), 1)
    if bits > 8 * MAX_STREAM_BYTES:
        problem = f"a row of a stream of the PDF is longer than the {MAX_STREAM_BYTES:,} bytes allowed"
        raise LimitExceededError(problem, advice="it is no honest report; do not open it")


def _inflated(data: bytes, at: int) -> bytes | None:
    """Return the stream that begins at *at*, or None where it is cut or its checksum is not right."""
    inflate = zlib.decompressobj()
    parts: list[bytes] = []
    size = 0
    try:
        while not inflate.eof:
            pending = inflate.unconsumed_tail
            if not pending:
                pending = data[at : at + _CHUNK]
                at += _CHUNK
                if not pending:
                    return None
            parts.append(inflate.decompress(pending, _CHUNK))
            size += len(parts[-1])
            if size > MAX_STREAM_BYTES:
                problem = f"a stream of the PDF inflates to more than the {MAX_STREAM_BYTES:,} bytes allowed"
                raise LimitExceededError(problem, advice="it is no honest report; do not open it")
    except zlib.error:
        return None
    return b"".join(parts)
