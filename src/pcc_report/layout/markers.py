"""Bullets and numbers at the start of a line."""

import re

import attrs

_BULLET = re.compile(
    r"\s*(?:\t)?([•●○◦▪■□▫‣⁃∙·►➢➤✓✔❖◆◇★☆√\ue000-\uf8ff]|\*(?!\*|[^\s*][^*]*\*\s*\Z)|[-–—>~»?](?=\s)|[o§Øv](?=[\s\u00a0]{1,}\S)(?=\s*[A-Z0-9£]))[\s\u00a0]*"
)
# a converter to Markdown leaves the stars of bold type around a number
_NUMBER = re.compile(
    r"\s*(?P<bold>\*\*)?(?P<mark>(?:\d{1,2}\.){1,5}\d{0,2}\.?|\(?(?!00)\d{1,2}\)|\(?[a-zA-Z]\)|\(?[ivxIVX]{1,5}\)|[a-z]\.|[ivx]{2,4}\.)(?(bold)\*\*)(?=[\s\u00a0])[\s\u00a0]*(?=\S)"
)
# a number with nothing but a gap behind it, where no further gap says that it is the first cell of a row
_BARE_NUMBER = re.compile(r"\s*(\d{1,2})(?:[ \u00a0]{2,}|\t)(?=[A-Z])")
_SUMS = re.compile(r"[\s£\d.,()\-−–%kKmM]+")
_SIGNED = re.compile(r"[£\d][\d,.\s]*(?:[kKmM]|mn|bn|million|billion|thousand)?[-–—]?\s*")
_COLUMN_GAP = re.compile(r"(?<![.!?])\s{2,}\S|\t")


@attrs.frozen
class Marker:
    """A bullet or a number, and where the text behind it starts."""

    text: str
    """As printed, such as ``-``, ``•``, ``5.1.1.`` or ``a)``."""
    start: int
    end: int
    """Offset of the text behind it."""
    is_number: bool

    @property
    def style(self) -> str:
        """What markers of one list share: the glyph, or the form of the number with its depth."""
        if not self.is_number:
            return self.text
        if self.depth == 1 and self.text.endswith(".0"):
            return "1.0"
        return re.sub(r"\d+", "1", re.sub(r"[A-Z]+", "A", re.sub(r"[a-z]+", "a", self.text)))

    @property
    def is_bare(self) -> bool:
        """Whether it is a number and no sign: one that may be a figure, where it does not count on."""
        return self.text.isdigit()

    def numbers_next(self, mark: str) -> bool:
        """Whether a number of as many parts counts on from this one: "1.2" from "1.1"."""
        here, there = (tuple(map(int, re.findall(r"\d+", text))) for text in (self.text, mark))
        return len(here) == len(there) > 1 and there == (*here[:-1], here[-1] + 1)

    @property
    def depth(self) -> int:
        """How many numbers a numbering has: 3 for ``5.1.1.``, 1 for ``a)`` and for a bullet."""
        numbers = re.findall(r"\d+", self.text)
        if len(numbers) > 1 and numbers[-1] == "0":
            numbers.pop()
        return max(len(numbers), 1) if self.is_number else 1


def find_marker(text: str, limit: int = 400, *, above: Marker | None = None) -> Marker | None:
    """Return the marker that *text* starts with, or None; *above* is the last number before it, which it may go on.

    A line of nothing but a marker has none: a marker needs text behind it.
    """
    head = text[:limit]
    match = _BULLET.match(head)
    if match and match.end() < len(text.rstrip()) and not _is_sign(head, match):
        return Marker(match[1], match.start(1), match.end(), is_number=False)
    match = _NUMBER.match(head)
    if match and (_is_numbering(match, head) or (above is not None and above.numbers_next(match["mark"]))):
        return Marker(match["mark"], match.end() - len(match[0].lstrip()), match.end(), is_number=True)
    match = _BARE_NUMBER.match(head)
    if match and not _COLUMN_GAP.search(text, match.end()):
        return Marker(match[1], match.start(1), match.end(), is_number=True)
    return None


def _is_sign(head: str, match: re.Match[str]) -> bool:
    """Whether the dash is a minus before a sum ("- 25"), or one of two around the number of a page ("- 3 -")."""
    rest = head[match.end() :]
    return match[1] in "-–—" and _SIGNED.fullmatch(rest) is not None


_POINTS_OF_DAY = 2
_DAY_APART = re.compile(r"(?:\s{2,}|\t)(?:1[3-9]|2\d|3[01])\.\d{1,2}\.\d\d\b")
"""A day that can be no number of a section, apart on a line."""


def _is_numbering(match: re.Match[str], head: str) -> bool:
    """Whether the number numbers a line: "4.1 The grant", and not a quantity such as "4.1 million"."""
    mark = match["mark"]
    if mark.count(".") == _POINTS_OF_DAY and _DAY_APART.search(head, match.end()):
        return False  # "1.4.22    31.3.23": two days that head columns
    if mark[-1] in ".)" or not mark[-1].isdigit():
        return True
    if mark[0] == "0" or _SUMS.fullmatch(head, match.end()):
        return False  # the first sum of a row without a label
    apart = len(match[0]) - len(match[0].rstrip()) > 1
    if mark.count(".") > 1 and head[match.end()].isdigit():
        return all(int(n) <= 30 for n in re.findall(r"\d+", mark))  # "6.2.1 97 people": no quantity has two points
    return (head[match.end()].isupper() or apart) and all(int(n) <= 30 for n in re.findall(r"\d+", mark))
