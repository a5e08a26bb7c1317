"""`Run`: text assembled from pieces of lines, that still knows where each character was printed."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pcc_report.provenance import Origin
from pcc_report.source import Line
from pcc_report.values.measures import ScannedMeasure, find_measures
from pcc_report.values.money import ScannedMoney, find_money

Piece = tuple[Line, int, int]
"""A line, and the offsets of a run of its text."""

# Characters that stand for nothing, or for others: their text is cleaned, their origin stays.
_DROPPED = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_BLANKS = (
    " \t\n\r\v\f\x1c\x1d\x1e\x1f\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_MAY_BE_ODD = re.compile(f"[\x1c-\x1f{_DROPPED}\ufb00-\ufb06\ufffe*~<]")
"""Signs without which a text is what it says, but for its blanks; one class of characters is searched quickly."""
_ODD = re.compile(
    f"[\\s]{{2,}}|[\\t\\n\\r\\v\\f\x1c-\x1f\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000{_DROPPED}\ufb00-\ufb06\ufffe]|\\*\\*|~~|<[a-zA-Z/]"
)
_DROPPED_AT_END = _DROPPED.replace("\u00ad", "")
"""A soft hyphen at the end of a line stays: it says that the word goes on."""
_SOFT = ("\u00ad", "\ufffe")
"""Hyphens that stand where a word was cut by the end of a line."""


class Run:
    """Cleaned text with its origins: blanks collapsed, ligatures spelled out, soft hyphens and marks dropped.

    Pieces of different lines are joined with a blank, or with nothing behind a hyphen inside a word or
    a dash between two numbers.
    """

    __slots__ = ("_measures", "_parts", "_sums", "pieces", "text")

    def __init__(self, pieces: Sequence[Piece]) -> None:
        if len(pieces) == 1:
            only = _trimmed(pieces[0])
            self.pieces: tuple[Piece, ...] = (only,) if only[1] < only[2] else ()
        else:
            self.pieces = tuple([p for p in map(_trimmed, pieces) if p[1] < p[2]])
        self._parts: list[_Part] | None = None
        self._sums: tuple[ScannedMoney, ...] | None = None
        self._measures: tuple[ScannedMeasure, ...] | None = None
        if len(self.pieces) == 1:
            line, start, end = self.pieces[0]
            self.text = _cleaned(line.text[start:end])
        else:
            self.text = "".join([link + text for link, _, text in _linked(self.pieces)])

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

    @property
    def sums(self) -> tuple[ScannedMoney, ...]:
        """The sums of money in its text, looked for once."""
        if self._sums is None:
            self._sums = tuple(find_money(self.text))
        return self._sums

    @property
    def measures(self) -> tuple[ScannedMeasure, ...]:
        """The measures in its text, looked for once."""
        if self._measures is None:
            self._measures = tuple(find_measures(self.text))
        return self._measures

    def cut(self, start: int = 0, end: int | None = None) -> "Run":
        """Return the run of ``text[start:end]``."""
        end = len(self.text) if end is None else end
        if start == 0 and end == len(self.text):
            return self
        return Run(self._pieces_of(start, end))

    def place_of(self, offset: int) -> int:
        """Return the offset in the source text of the character ``text[offset]``."""
        line, start, end = self.pieces[0]
        if len(self.pieces) == 1 and end - start == len(self.text):
            return line.start + start + offset  # nothing was cleaned away
        return self.cut(offset, offset + 1).start

    def parts_at(self, starts: Sequence[int]) -> list["Run"]:
        """Return the parts that begin at each of *starts* and end where the next one begins, or with the run."""
        return [self.cut(a, b) for a, b in pairwise([*starts, len(self.text)])]

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
        if not line.text[start:end].rsplit(None, 1)[-1].strip("()[]*").isdigit():
            return self
        words = [w for w in line.words if start <= w.start and w.end <= end]
        if len(words) < 2:
            return self
        last, before = words[-1], words[-2]
        if last.bottom - last.top > 0.8 * (before.bottom - before.top) or last.bottom > before.bottom - 1:
            return self
        return Run((*self.pieces[:-1], (line, start, words[-1].start)))

    def small_print(self) -> tuple["Run", "Run"]:
        """Return the run without its last lines in clearly smaller type than the first, and these."""
        usual = self.pieces[0][0].size if self.pieces else None
        if usual is None or len(self.pieces) == 1:
            return self, EMPTY
        at = len(self.pieces)
        while at and (self.pieces[at - 1][0].size or usual) < SMALLER * usual:
            at -= 1
        if at == len(self.pieces):
            return self, EMPTY
        return Run(self.pieces[:at]), Run(self.pieces[at:])

    def origins(self, field: str = "") -> tuple[Origin, ...]:
        """Return where the run is printed, an origin a piece, each for *field*."""
        return tuple([line.origin(start, end, field) for line, start, end in self.pieces])

    def _pieces_of(self, start: int, end: int) -> list[Piece]:
        if len(self.pieces) == 1:
            line, base, last = self.pieces[0]
            if last - base == len(self.text):
                return [(line, base + start, base + end)]
        found: list[Piece] = []
        for begin, line, offsets in self._places():
            low, high = max(start - begin, 0), min(end - begin, len(offsets))
            if low >= high:
                continue
            first, behind = offsets[low], offsets[high - 1] + 1
            if found and found[-1][0] is line and found[-1][1] <= first:
                found[-1] = (line, found[-1][1], behind)
            else:
                if found and self.text[begin - 1] != " " and found[-1][0].text[found[-1][2] :][:1] in _SOFT:
                    # the hyphen that a word was cut at is in no text, and must not be lost
                    found[-1] = (*found[-1][:2], found[-1][2] + 1)
                found.append((line, first, behind))
        return found

    def _places(self) -> list["_Part"]:
        """Return the parts of the text; worked out when first asked for, since few runs are cut."""
        if self._parts is None:
            self._parts = []
            at = 0
            for link, (line, start, end), text in _linked(self.pieces):
                at += len(link)
                self._parts.append((at, line, _offsets(line.text, start, end, text)))
                at += len(text)
        return self._parts


_Part = tuple[int, Line, Sequence[int]]
"""A piece in the text of its run: where it begins there, its line, and where each of its characters stands in that."""


def _linked(pieces: Iterable[Piece]) -> Iterator[tuple[str, Piece, str]]:
    """Yield each piece with what links it to the text before it, and its own cleaned text."""
    before = ""
    soft = False
    for line, start, end in pieces:
        first = line.text[start]
        link = ""
        if before and soft:
            # a hyphen where a line was cut goes with the cut, but for names and numbers
            link = "" if first.islower() else "-"
        elif before and not _is_hyphenated(before, first) and not _is_cut(before, line.text[start:end]):
            link = " "
        soft = line.text[end - 1] in _SOFT
        behind = end - soft
        text = _cleaned(line.text[start:behind])
        yield link, (line, start, behind), text
        before = (before + link + text)[-_LONGEST_END:]


_LONGEST_END = 6
_CUT_NUMBER = re.compile(r"[0-9],([0-9]{1,2})\Z")
_CUT_PENCE = re.compile(r",[0-9]{3}\.[0-9]\Z")
_DIGITS = re.compile(r"[0-9]{1,2}(?![0-9])")


def _is_cut(before: str, following: str) -> bool:
    return is_cut_number(before, following) or is_cut_unit(before, following)


def is_cut_number(before: str, following: str) -> bool:
    """Whether a number was cut inside its last group of three, as a cell too narrow for it does: "129,39" over "1".

    Or in its pence, where nothing stands below but their last digit: "28,978.2" over "5".
    """
    rest = _DIGITS.match(following)
    if rest is None:
        return False
    cut = _CUT_NUMBER.search(before)
    if cut is not None:
        return len(cut[1]) + len(rest[0]) == _GROUP
    return len(following) == 1 and _CUT_PENCE.search(before) is not None


_GROUP = 3


def is_cut_unit(before: str, following: str) -> bool:
    """Whether a unit in brackets was cut by the end of a line of a narrow heading: "Budget (£0" over "00)"."""
    cut, rest = _OPEN_UNIT.search(before), _UNIT_REST.match(following)
    return cut is not None and rest is not None and len(cut[1]) + len(rest[1]) in (0, _GROUP)


_OPEN_UNIT = re.compile(r"\(£['’]?(0{0,3})\Z")
_UNIT_REST = re.compile(r"['’]?(0{0,3})['’]?s?\)")


def _is_hyphenated(before: str, following: str) -> bool:
    """Whether a hyphen at the end of *before* stands inside a word, or a dash between two numbers."""
    if len(before) < 2:
        return False
    last = before[-1]
    return (last in "-\u2010" and before[-2].isalpha() and following.isalpha()) or (
        last in "-–" and before[-2].isdigit() and following.isdigit()
    )


def _trimmed(piece: Piece) -> Piece:
    """Return a piece without blanks, marks and signs that stand for nothing at its ends."""
    line, start, end = piece
    text = line.text
    if start >= end or (text[start] not in _LOOSE and text[end - 1] not in _LOOSE):
        return piece
    if text[start] in _MARKS or text[end - 1] in _MARKS:
        start, end = _without_marks(text, start, end)
    while start < end and ((char := text[start]).isspace() or char in _DROPPED):
        start += 1
    while start < end and ((char := text[end - 1]).isspace() or char in _DROPPED_AT_END):
        end -= 1
    return line, start, end


_MARKS = frozenset("*~#<>_")
_LOOSE = _MARKS.union(_BLANKS, _DROPPED)
"""What may have to be trimmed at the end of a piece; most pieces have nothing of it."""
_MARKUP = re.compile(r"~~[^~]*~~|\*\*_?|_\*\*|</?(?:strong|b|em|i|u|p|span)>|<br\s*/?>", re.IGNORECASE)
"""What a converter leaves of bold type, of struck-out words (which are no part of the text) and of line breaks."""
_LEADING_MARKS = re.compile(rf"(?:\s|{_MARKUP.pattern})+", re.IGNORECASE)
_TRAILING_MARKS = re.compile(rf"(?:\s|{_MARKUP.pattern}){{1,20}}\Z", re.IGNORECASE)
HASHES = re.compile(r"\s*#{1,6}\s+")
"""The mark of a heading in Markdown."""


def _without_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without the markup at its ends; the hashes of a heading go where the line begins."""
    hashes = HASHES.match(text, 0, end)
    if hashes is not None and start <= hashes.end():
        start = hashes.end()
    lead = _LEADING_MARKS.match(text, start, end)
    start = lead.end() if lead is not None else start
    trail = _TRAILING_MARKS.search(text, max(start, end - _LONGEST_MARKS), end)
    end = trail.start() if trail is not None else end
    return (start + 1, end - 1) if _EMPHASIS.fullmatch(text, start, end) else (start, end)


_EMPHASIS = re.compile(r"([*_])(?=[^\s*_])[^*_]*(?<=\S)\1")
"""All of a text in italics, as Markdown writes it."""
_LONGEST_MARKS = 80


def _cleaned(raw: str) -> str:
    """Return a text with its blanks collapsed, ligatures spelled out, marks dropped."""
    if _MAY_BE_ODD.search(raw) is None:
        # a piece begins with no blank; one that a hyphen at its end was taken from may end with one
        return " ".join(raw.split()) + " " * raw[-1:].isspace()
    return raw if _ODD.search(raw) is None else "".join([char for char, _ in _characters(raw)])


def _offsets(text: str, start: int, end: int, cleaned: str) -> Sequence[int]:
    """Return where in a line's *text* each character of the *cleaned* text of a part of it stands."""
    raw = text[start:end]
    return range(start, end) if raw == cleaned else [start + at for _, at in _characters(raw)]


def _characters(raw: str) -> list[tuple[str, int]]:
    """Return each character that cleaning leaves, and the offset of what it was made of."""
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


SMALLER = 0.95
"""Of the size of the type of a name: how large that is at most in which it is explained."""

EMPTY = Run(())
"""The run of no text."""
