"""Made-up names and sentences: words that mean nothing, to us or to anyone."""

from functools import cache

from hypothesis import strategies as st

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


def words(minimum: int = 2, maximum: int = 3) -> st.SearchStrategy[str]:
    """Draw one made-up word of some syllables, in small letters, that no vocabulary of ours knows."""
    syllable = st.tuples(st.sampled_from(_ONSETS), st.sampled_from(_VOWELS), st.sampled_from(_ENDS)).map("".join)
    return st.lists(syllable, min_size=minimum, max_size=maximum).map("".join).filter(is_unknown)


@cache
def is_unknown(text: str) -> bool:
    """Whether *text* holds no word of our vocabularies, no number word and no month."""
    vocabulary = default_vocabulary()
    known = any(getattr(vocabulary, name).hits(text) for name in LEXICONS)
    return not (known or find_numbers(text) or find_dates(text) or find_periods(text))


def names(most: int = 4) -> st.SearchStrategy[str]:
    """Draw a name of one to *most* made-up words with capitals, such as ``Dranoth Kelim & Voosk``."""
    plain = st.lists(words().map(str.capitalize), min_size=1, max_size=most).map(" ".join)
    tied = st.tuples(plain, st.sampled_from((" & ", " and ", "-", "/")), words().map(str.capitalize)).map("".join)
    noted = st.tuples(plain, words()).map(lambda pair: f"{pair[0]} ({pair[1]})")
    return st.one_of(plain, plain, tied, noted).filter(is_unknown)


def sentences() -> st.SearchStrategy[str]:
    """Draw a statement of made-up words, with a count or a share in some, that ends with a full stop or without."""
    plain = st.lists(words(), min_size=3, max_size=14).map(lambda w: " ".join(w).capitalize())
    counted = st.tuples(st.integers(2, 1899), plain).map(lambda p: f"{p[0]:,} {p[1].lower()}")
    shared = st.tuples(st.integers(1, 99), plain).map(lambda p: f"{p[1]} to {p[0]}% in all")
    body = st.one_of(plain, counted, shared).filter(lambda t: not find_periods(t))
    return st.tuples(body, st.sampled_from((".", ""))).map("".join)
