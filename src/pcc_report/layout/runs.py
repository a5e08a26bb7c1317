"""`Run`: text assembled from pieces of lines, that still knows where each character was printed."""

import re
import unicodedata
from collections.abc import Iterable

from pcc_report.provenance import Origin
from pcc_report.source import Line

Piece = tuple[Line, int, int]
"""A line, and the offsets of a run of its text."""

# Characters that stand for nothing, or for others: their text is cleaned, their origin stays.
_DROPPED = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_ODD = re.compile(
    f"[\\s]{{2,}}|[\\t\\n\\r\\v\\f\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000{_DROPPED}\ufb00-\ufb06\ufffe]|\\*\\*|~~|<[a-zA-Z/]"
)
_DROPPED_AT_END = _DROPPED.replace("\u00ad", "")
"""A soft hyphen at the end of a line stays: it says that the word goes on."""
_SOFT = ("\u00ad", "\ufffe")
_SHORT = 2000
"""Runs up to this length work out anew where their characters stand; longer ones remember it."""


class Run:
    """Cleaned text with its origins: blanks collapsed, ligatures spelled out, soft hyphens and marks dropped.

    Pieces of different lines are joined with a blank, or with nothing behind a hyphen inside a word or
    a dash between two numbers.
    """

    __slots__ = ("_places", "pieces", "text")

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self.pieces = tuple([p for p in [_trimmed(*piece) for piece in pieces] if p[1] < p[2]])
        self._places: list[tuple[str, Piece | None, int]] | None = None
        if len(self.pieces) == 1:
            line, start, end = self.pieces[0]
            raw = line.text[start:end]
            self.text = raw if _ODD.search(raw) is None else "".join(c for c, _ in _cleaned(raw))
        else:
            self.text = "".join(c for c, _, _ in self._joined())
            if len(self.text) < _SHORT:
                self._places = None

    def __bool__(self) -> bool:
        return bool(self.text)

    def __repr__(self) -> str:
        return f"Run({self.text!r})"

    def __add__(self, other: "Run") -> "Run":
        return Run((*self.pieces, *other.pieces))

    @property
    def start(self) -> int:
        """Offset in the source text of its first character."""
        line, start, _ = self.pieces[0]
        return line.start + start

    def cut(self, start: int = 0, end: int | None = None) -> "Run":
        """Return the run of ``text[start:end]``."""
        end = len(self.text) if end is None else end
        if start == 0 and end == len(self.text):
            return self
        return Run(self._pieces_of(start, end))

    def split(self, cuts: Iterable[tuple[int, int]]) -> list["Run"]:
        """Return what is left of the run, in order, without the spans *cuts* of its text."""
        parts, at = [], 0
        for start, end in cuts:
            parts.append(self.cut(at, start))
            at = end
        return [p for p in (*parts, self.cut(at)) if p]

    def without_note(self) -> "Run":
        """Return the run without a raised note mark at its end: a last word of digits in clearly smaller type."""
        if not self.pieces:
            return self
        line, start, end = self.pieces[-1]
        words = [w for w in line.words if start <= w.start and w.end <= end]
        if len(words) < 2 or not line.text[words[-1].start : words[-1].end].strip("()[]*").isdigit():
            return self
        last, before = words[-1].box, words[-2].box
        if last.bottom - last.top > 0.8 * (before.bottom - before.top) or last.bottom > before.bottom - 1:
            return self
        return Run((*self.pieces[:-1], (line, start, words[-1].start)))

    def origins(self, field: str = "") -> tuple[Origin, ...]:
        """Return where the run is printed, an origin a piece, each for *field*."""
        return tuple(line.origin(start, end, field) for line, start, end in self.pieces)

    def _pieces_of(self, start: int, end: int) -> list[Piece]:
        if len(self.pieces) == 1:
            line, base, last = self.pieces[0]
            if last - base == len(self.text):
                return [(line, base + start, base + end)]
        found: list[Piece] = []
        parted = False
        for char, piece, offset in self._joined()[start:end]:
            if piece is None:
                parted = char == " "
                continue
            line = piece[0]
            if found and found[-1][0] is line and found[-1][1] <= offset:
                found[-1] = (line, found[-1][1], offset + 1)
            else:
                if found and not parted and found[-1][0].text[found[-1][2] :][:1] in _SOFT:
                    # the hyphen that the word was cut at is in no text, and must not be lost
                    found[-1] = (*found[-1][:2], found[-1][2] + 1)
                found.append((line, offset, offset + 1))
            parted = False
        return found

    def _joined(self) -> list[tuple[str, Piece | None, int]]:
        """Return each character of the text with the piece and the offset in its line that it comes from."""
        if self._places is not None:
            return self._places
        out: list[tuple[str, Piece | None, int]] = []
        soft = False
        for piece in self.pieces:
            line, start, end = piece
            if out and soft:
                # a hyphen where a line was cut goes with the cut, but for names and numbers
                if not line.text[start].islower():
                    out.append(("-", None, 0))
            elif out and not _is_hyphenated(out, line.text[start]):
                out.append((" ", None, 0))
            soft = line.text[end - 1] in _SOFT
            end -= soft
            out += [(c, piece, start + at) for c, at in _cleaned(line.text[start:end])]
        self._places = out
        return out


EMPTY = Run(())
"""The run of no text."""


def _is_hyphenated(out: list[tuple[str, Piece | None, int]], following: str) -> bool:
    if len(out) < 2:
        return False
    last, before = out[-1][0], out[-2][0]
    return (last == "-" and before.isalpha() and following.isalpha()) or (
        last in "-–" and before.isdigit() and following.isdigit()
    )


def _trimmed(line: Line, start: int, end: int) -> Piece:
    text = line.text
    if start < end and (text[start] in _MARKS or text[end - 1] in _MARKS):
        start, end = _without_marks(text, start, end)
    while start < end and ((char := text[start]).isspace() or char in _DROPPED):
        start += 1
    while start < end and ((char := text[end - 1]).isspace() or char in _DROPPED_AT_END):
        end -= 1
    return line, start, end


_MARKS = frozenset("*~#<>_")
_MARKUP = re.compile(r"~~[^~]*~~|\*\*_?|_\*\*|</?(?:strong|b|em|i|u|p|span)>|<br\s*/?>", re.IGNORECASE)
"""What a converter leaves of bold type, of struck-out words (which are no part of the text) and of line breaks."""
_LEADING_MARKS = re.compile(rf"(?:\s|{_MARKUP.pattern})+", re.IGNORECASE)
_TRAILING_MARKS = re.compile(rf"(?:\s|{_MARKUP.pattern}){{1,20}}\Z", re.IGNORECASE)
_HASHES = re.compile(r"\s*#{1,6}\s+")


def _without_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without the markup at its ends; the hashes of a heading go where the line begins."""
    hashes = _HASHES.match(text, 0, end)
    if hashes is not None and start <= hashes.end():
        start = hashes.end()
    lead = _LEADING_MARKS.match(text, start, end)
    start = lead.end() if lead is not None else start
    trail = _TRAILING_MARKS.search(text, max(start, end - _LONGEST_MARKS), end)
    return start, trail.start() if trail is not None else end


_LONGEST_MARKS = 80


def _cleaned(raw: str) -> list[tuple[str, int]]:
    out: list[tuple[str, int]] = []
    gone: dict[int, int] = {m.start(): m.end() for m in _MARKUP.finditer(raw)} if _MARKUP.search(raw) else {}
    skip = 0
    for at, char in enumerate(raw):
        if at in gone:
            skip = gone[at]
            if char == "<" and out and out[-1][0] != " ":
                out.append((" ", at))
        if at < skip:
            continue
        if char.isspace():
            if out and out[-1][0] != " ":
                out.append((" ", at))
        elif char == "\ufffe":
            out.append(("-", at))
        elif char in _DROPPED:
            continue
        elif "\ufb00" <= char <= "\ufb06":
            out += [(c, at) for c in unicodedata.normalize("NFKC", char)]
        else:
            out.append((char, at))
    return out
