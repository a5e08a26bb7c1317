"""Number words and digits: "Two hundred and twelve", "4,237", "46.5", "twenty-first".

`find_numbers` is the public scanner. `Tokens` and `read_numbers` are the same reading one step lower, for
`pcc_report.values.measures`, which looks at the words around a number too.
"""

import re
from decimal import Decimal
from functools import cache
from typing import Any, Final, NamedTuple

import attrs

from pcc_report.vocabulary import load_words, words_of


@attrs.frozen
class ScannedNumber:
    """One number and the offsets it is printed at."""

    start: int
    end: int
    value: Decimal
    is_word: bool
    """Said in words, at least in part: "Ninety", "1.2 million"."""
    is_ordinal: bool
    """"6th" or "sixth": a place, a date or a fraction, rather than a number of things."""


LONGEST: Final = 50_000
"""So many characters of a text are scanned: ten pages in one paragraph are no statement."""


def find_numbers(text: str) -> list[ScannedNumber]:
    """Return every number in *text*, in words or digits, in printed order.

    A number inside a longer word is none: "someone", "freight", "A38", "COVID19", "5.1.1", "24/7" and
    "2:00" give nothing, nor do digits that begin with nought. A hyphen ends a word:
    "ninety-minute" holds 90. Only the first `LONGEST` characters are read.

    >>> [str(number.value) for number in find_numbers("Two hundred and twelve of 4,237 in the twenty-first")]
    ['212', '4237', '21']
    """
    if not may_hold_number(text[:LONGEST]):
        return []
    tokens = Tokens(text[:LONGEST])
    starts, ends = tokens.starts, tokens.ends
    return [
        ScannedNumber(starts[n.first], ends[n.last - 1], n.value, n.is_word, n.is_ordinal)
        for n in read_numbers(tokens)
        if n.is_plain
    ]


def measure_words() -> dict[str, Any]:
    """Return the word lists of ``vocabulary/measures.toml``."""
    return load_words("measures")


@cache
def short_scales() -> dict[str, int]:
    """Return the scales that are glued to digits: the "k" of "10k"."""
    scales: dict[str, int] = measure_words()["numbers"]["short_scales"]
    return scales


# --- tokens -------------------------------------------------------------------------------------------------

DIGITS: Final = 1
"""Digits, with the letters glued behind them: "4,237", "6th", "5-18yrs" gives "18yrs"."""
WORD: Final = 2
SIGN: Final = 3

_TOKEN = re.compile(
    r"([0-9]+(?:[.,:/][0-9]+|[\u00a0\u2009\u202f][0-9]{3}(?![0-9]))*[^\W\d_]*)"
    r"|([^\W\d_]+(?:['’][^\W\d_]+)?)"
    r"|([^\w\s])\3*",
)
_DIGIT = re.compile(r"[0-9]")


class Tokens:
    """The words, numbers and signs of one text, in parallel lists; words in lower case."""

    __slots__ = ("ends", "kinds", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        lower = text.lower()
        if len(lower) != len(text):  # "İ" grows
            lower = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)
        matches = list(_TOKEN.finditer(lower))
        self.kinds: list[int] = [match.lastindex or SIGN for match in matches]
        self.words: list[str] = [match[match.lastindex or SIGN] for match in matches]
        self.starts: list[int] = [match.start() for match in matches]
        self.ends: list[int] = [match.end() for match in matches]

    def __len__(self) -> int:
        return len(self.words)

    def word(self, index: int) -> str:
        """Return the token at *index*, empty beyond either end."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def is_tight(self, index: int) -> bool:
        """Tell whether nothing stands between the token at *index* and the one before it."""
        return 0 < index < len(self.words) and self.ends[index - 1] == self.starts[index]


def may_hold_number(text: str) -> bool:
    """Tell quickly whether *text* has a digit or a number word at all."""
    return _DIGIT.search(text) is not None or not _grammar().any_word.isdisjoint(words_of(text))


# --- numbers ------------------------------------------------------------------------------------------------


class Number(NamedTuple):
    """One number of a `Tokens`: tokens *first* up to, but not with, *last*."""

    first: int
    last: int
    value: Decimal
    is_word: bool
    is_ordinal: bool
    glued: str
    """Letters glued behind the digits that are neither an ordinal's nor a scale's: "yrs", "pm"."""
    is_readable: bool
    """False for digits that are no number: "5.1.1", "24/7", "2:00", "0800", "A38", "#3"."""

    @property
    def is_plain(self) -> bool:
        """Tell whether this is a number as it stands, with nothing glued to it."""
        return self.is_readable and not self.glued


_ZERO = Decimal(0)
_HALF = Decimal("0.5")
_HYPHENS = frozenset("-‐‑")
_LONGEST = 18
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,3}(?:[\u00a0\u2009\u202f][0-9]{3})+")
_PLAIN = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_SPLIT = re.compile(r"(.*[0-9])([^0-9]*)", re.DOTALL)
_GROUP_SIGNS = str.maketrans("", "", ",\u00a0\u2009\u202f")


class _Grammar:
    """The number words, by their place in a number."""

    def __init__(self) -> None:
        words = measure_words()["numbers"]
        self.small: dict[str, int] = {}
        self.tens: dict[str, int] = {}
        self.ordinals: dict[str, int] = {}
        for n, word in enumerate(words["units"]):
            self.small[word] = n
        for n, word in enumerate(words["teens"], 10):
            self.small[word] = n
        for n, word in enumerate(words["tens"], 2):
            self.tens[word] = n * 10
        for n, word in enumerate(words["ordinal_units"], 1):
            self.ordinals[word] = n
        for n, word in enumerate(words["ordinal_teens"], 10):
            self.ordinals[word] = n
        for n, word in enumerate(words["ordinal_tens"], 2):
            self.ordinals[word] = n * 10
        for wrong, right in words["misspelt"].items():
            for table in (self.small, self.tens, self.ordinals):
                if right in table:
                    table[wrong] = table[right]
        scales: dict[str, int] = dict(words["scales"])
        self.dozen = {"dozen": scales.pop("dozen")}
        self.hundred = {"hundred": scales.pop("hundred")}
        self.scales = scales
        self.all_scales = {**self.dozen, **self.hundred, **scales}
        self.articles = frozenset(words["articles"])
        self.suffixes = frozenset(words["ordinal_suffixes"])
        self.starts = frozenset((*self.small, *self.tens, *self.ordinals, *self.articles, "half"))
        fractions = measure_words()["fractions"]
        every = (*self.small, *self.tens, *self.ordinals, *self.all_scales, *fractions["singular"])
        self.any_word = frozenset(words_of(" ".join((*every, *fractions["plural"], *fractions["signs"]))))


@cache
def _grammar() -> _Grammar:
    return _Grammar()


def read_numbers(tokens: Tokens) -> list[Number]:
    """Return the numbers of *tokens* in printed order, unreadable digits among them."""
    grammar = _grammar()
    starts = grammar.starts
    found: list[Number] = []
    index, count = 0, len(tokens)
    words, kinds = tokens.words, tokens.kinds
    while index < count:
        number: Number | None = None
        kind = kinds[index]
        if kind == DIGITS:
            number = _read_digits(tokens, index, grammar)
        elif kind == WORD and words[index] in starts:
            number = _read_words(tokens, index, grammar)
        if number is None:
            index += 1
        else:
            found.append(number)
            index = number.last
    return found


def _read_digits(tokens: Tokens, index: int, grammar: _Grammar) -> Number:
    printed = tokens.words[index]
    last = index + 1
    glued = ""
    unreadable = Number(index, last, _ZERO, False, False, "", False)
    if tokens.is_tight(index) and tokens.kinds[index - 1] != SIGN and tokens.words[index - 1] != "c":
        return unreadable
    if not printed[-1].isdigit():
        match = _SPLIT.match(printed)
        if match is None:  # pragma: no cover - a token of digits begins with one
            return unreadable
        printed, glued = match.groups()
    if len(printed) > _LONGEST or not (_PLAIN.fullmatch(printed) or _GROUPED.fullmatch(printed)):
        return unreadable
    value = Decimal(printed.translate(_GROUP_SIGNS))
    if glued in grammar.suffixes:
        return Number(index, last, value, False, True, "", True)
    if not glued:
        following = tokens.word(last)
        if following in grammar.suffixes and tokens.kinds[last] == WORD and "." not in printed:
            return Number(index, last + 1, value, False, True, "", True)
        if following in grammar.all_scales:
            value = _tidy(value * grammar.all_scales[following])
            return Number(index, last + 1, value, True, False, "", True)
        if following == "and" and tokens.words[last : last + 3] == ["and", "a", "half"]:
            return _with_half(tokens, Number(index, last, value, True, False, "", True), grammar)
    return Number(index, last, value, False, False, glued, True)


def _read_words(tokens: Tokens, index: int, grammar: _Grammar) -> Number | None:
    word = tokens.words[index]
    if word == "half":
        return _read_half(tokens, index, grammar)
    if index and tokens.is_tight(index) and tokens.kinds[index - 1] == DIGITS:
        return None
    read = _whole(tokens, index, grammar)
    if read is None:
        return None
    value, last, is_ordinal = read
    number = Number(index, last, Decimal(value), True, is_ordinal, "", True)
    if not is_ordinal and tokens.words[last : last + 3] == ["and", "a", "half"]:
        return _with_half(tokens, number, grammar)
    return number


def _read_half(tokens: Tokens, index: int, grammar: _Grammar) -> Number | None:
    """Read "half a million" and "half a dozen"."""
    scale = grammar.all_scales.get(tokens.word(index + 2))
    if scale is None or tokens.words[index + 1] not in grammar.articles:
        return None
    return Number(index, index + 3, _tidy(scale * _HALF), True, False, "", True)


def _with_half(tokens: Tokens, number: Number, grammar: _Grammar) -> Number:
    """Read on over the "and a half" of "two and a half", and of "two and a half million"."""
    last = number.last + 3
    scale = grammar.all_scales.get(tokens.word(last))
    value = number.value + _HALF
    if scale is not None:
        value, last = _tidy(value * scale), last + 1
    return number._replace(last=last, value=value, is_word=True)


def _tidy(value: Decimal) -> Decimal:
    """Return a whole number without the decimals that a product has left: 500000.0 is 500000."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


_Read = tuple[int, int, bool]


def _whole(tokens: Tokens, index: int, grammar: _Grammar) -> _Read | None:
    """Read a whole number: groups below a thousand, each with a smaller scale than the one before."""
    total, ceiling, link = 0, 10**12, " "
    best: _Read | None = None
    while True:
        group = _below_thousand(tokens, index, grammar)
        if group is None:
            return best
        value, last, is_ordinal = group
        joined = None if is_ordinal else _joined(tokens, last)
        scale = 1
        if joined is not None and joined[0] in " -":
            scale = grammar.scales.get(tokens.word(joined[1]), 1)
        if best is not None and scale >= ceiling:
            return best
        if joined is None or scale == 1:
            if best is not None and value < 100 and link == ",":
                return best
            return total + value, last, is_ordinal
        total, ceiling = total + value * scale, scale
        last = joined[1] + 1
        best = (total, last, False)
        onward = _joined(tokens, last)
        if onward is None:
            return best
        link, index = onward
        if tokens.word(index) in grammar.articles:
            return best


def _below_thousand(tokens: Tokens, index: int, grammar: _Grammar) -> _Read | None:
    word = tokens.word(index)
    if word in grammar.articles:
        scale = grammar.all_scales.get(tokens.word(index + 1))
        if scale is None:
            return None
        if scale in grammar.scales.values():
            return 1, index + 1, False
        value, last = scale, index + 2
    else:
        small = _below_hundred(tokens, index, grammar)
        if small is None or small[2]:
            return small
        value, last, _ = small
        joined = _joined(tokens, last)
        if joined is None or joined[0] not in " -" or not value:
            return small
        following = tokens.word(joined[1])
        if following in grammar.dozen:
            return value * grammar.dozen[following], joined[1] + 1, False
        if following not in grammar.hundred:
            return small
        value, last = value * 100, joined[1] + 1
    if value % 100 or value == grammar.dozen["dozen"]:
        return value, last, False
    joined = _joined(tokens, last)
    if joined is None or joined[0] == ",":
        return value, last, False
    rest = _below_hundred(tokens, joined[1], grammar)
    if rest is None or not rest[0]:
        return value, last, False
    onward = _joined(tokens, rest[1])
    if onward is not None and onward[0] in " -" and tokens.word(onward[1]) in grammar.hundred:
        return value, last, False
    return value + rest[0], rest[1], rest[2]


def _below_hundred(tokens: Tokens, index: int, grammar: _Grammar) -> _Read | None:
    word = tokens.word(index)
    if word in grammar.small:
        return grammar.small[word], index + 1, False
    if word in grammar.ordinals:
        return grammar.ordinals[word], index + 1, True
    if word not in grammar.tens:
        return None
    value = grammar.tens[word]
    joined = _joined(tokens, index + 1)
    if joined is not None and joined[0] in " -":
        following = tokens.word(joined[1])
        unit = grammar.small.get(following, 0)
        if 1 <= unit <= 9:
            return value + unit, joined[1] + 1, False
        place = grammar.ordinals.get(following, 0)
        if 1 <= place <= 9:
            return value + place, joined[1] + 1, True
    return value, index + 1, False


def _joined(tokens: Tokens, index: int) -> tuple[str, int] | None:
    """Tell how the token at *index* leads on to a further number word, and where that stands.

    The link is " " (nothing between), "-", "and" or ",".
    """
    words = tokens.words
    if index >= len(words):
        return None
    word = words[index]
    if tokens.kinds[index] == WORD:
        return ("and", index + 1) if word == "and" else (" ", index)
    if word in _HYPHENS and tokens.is_tight(index) and tokens.is_tight(index + 1):
        if tokens.word(index + 1) == "and" and tokens.word(index + 2) in _HYPHENS:
            return "and", index + 3
        return "-", index + 1
    if word == ",":
        return ",", index + 1
    return None
