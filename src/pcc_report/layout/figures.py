"""What stands in a cell of figures: a number of any kind, or a sign for none."""

import re
from functools import lru_cache

from pcc_report.values.dates import is_period
from pcc_report.values.money import scan_cell

_NUMBER = re.compile(r"[(\-−–+~<>£$€]*\s*\d[\d,. ]*\s*(?:[kKmM]|bn|mn|million|%)?\s*[)*†]*\Z")
_WORD = re.compile(r"[^\W\d_]{4,}")
_WORDS_OF_NONE = frozenset(("none", "na"))
_UNIT = re.compile(r"\(?£?\s?(?:['’]?000'?s?|[mk]|million|thousands?)?\)?\Z", re.IGNORECASE)
_YEAR_AND_UNIT = re.compile(r"(?:19|20)[0-9]{2} \(?£\)?")
"""The heading of a column, "2017 £": no sum has its sign behind it, apart."""
_VOID = frozenset(("-", "–", "—", "nil", "n/a", "na", "tbc", "tba", "none", "..", "…"))


MAX_CELL = 160
"""Characters of a cell that stands alone on its line; more is a paragraph."""


def is_void(text: str) -> bool:
    """Whether a text is a sign for no number and no word of a sentence: "-", "n/a", "TBC"."""
    word = text.strip().casefold()
    if word.startswith("not yet "):
        scan = scan_cell(word)
        return scan is not None and scan.kind == "none"
    return word in _VOID and word not in _WORDS_OF_NONE


@lru_cache(maxsize=4096)
def is_numeric(text: str) -> bool:
    """Whether a cell's text is a number of any kind, or a sign for none."""
    text = text.strip()
    return text.casefold() in _VOID or _NUMBER.match(text) is not None or _is_money(text)


def is_unit(text: str) -> bool:
    """Whether a text is nothing but the unit of the sums below it: "£", "(£000s)", "£m"; "£0K" is a sum."""
    return bool(text) and _UNIT.match(text) is not None


def is_year(text: str) -> bool:
    """Whether a text is nothing but four digits that are a year of our time."""
    return len(text) == 4 and text.isdigit() and text[:2] in ("19", "20")


def _is_money(text: str) -> bool:
    if len(text) >= 40 or not any(map(str.isdigit, text)):
        return False
    if _YEAR_AND_UNIT.fullmatch(text):
        return False
    bare = text.strip("£ ()")
    if not bare.isdecimal() and is_period(bare):
        return False  # a year and its unit head a column: "£ 2014/15"
    scan = scan_cell(text)
    return scan is not None and not (
        scan.doubt and (_WORD.search(text) or (scan.money is None and any(map(str.isalpha, text))))
    )
