"""Made-up names and sentences: words that mean nothing, to us or to anyone."""

import random
from functools import cache

from pcc_report.values.dates import find_dates, find_periods
from pcc_report.values.numbers import find_numbers
from pcc_report.vocabulary import LEXICONS, default_vocabulary

_ONSETS = (
    "b",
    "br",
    "d",
    "dr",
    "f",
    "g",
    "gl",
    "k",
    "kr",
    "l",
    "m",
    "n",
    "p",
    "pl",
    "r",
    "sk",
    "st",
    "t",
    "tr",
    "v",
    "w",
    "z",
)
_VOWELS = ("a", "e", "i", "o", "u", "ai", "oo", "ea")
_ENDS = ("", "b", "d", "k", "l", "m", "n", "nd", "r", "sk", "t", "th", "x")


@cache
def is_unknown(text: str) -> bool:
    """Whether *text* holds no word of our vocabularies, no number word and no month."""
    vocabulary = default_vocabulary()
    known = any(getattr(vocabulary, name).hits(text) for name in LEXICONS)
    return not (known or find_numbers(text) or find_dates(text) or find_periods(text))


class Coiner:
    """Coins words, each once, in an order that *seed* decides: what is told apart on paper has two names here."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - names, not secrets
        self._coined: set[str] = set()

    def word(self) -> str:
        """Return a word of two or three syllables, in small letters, that no vocabulary of ours knows."""
        while True:
            parts = (_ONSETS, _VOWELS, _ENDS) * self._random.choice((2, 2, 3))
            word = "".join(map(self._random.choice, parts))
            if word not in self._coined and is_unknown(word):
                self._coined.add(word)
                return word

    def words(self, least: int, most: int) -> str:
        """Return some words, the first with a capital."""
        return " ".join(self.word() for _ in range(self._random.randint(least, most))).capitalize()

    def name(self, most: int = 4) -> str:
        """Return a name of one to *most* words with capitals, such as ``Dranoth Kelim & Voosk``."""
        plain = " ".join(self.word().capitalize() for _ in range(self._random.randint(1, most)))
        match self._random.randint(0, 3):
            case 0:
                return plain + self._random.choice((" & ", " and ", "-", "/")) + self.word().capitalize()
            case 1:
                return f"{plain} ({self.word()})"
            case _:
                return plain
