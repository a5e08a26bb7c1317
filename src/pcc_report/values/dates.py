"""Dates and periods: "28 March 2013", "14eg Mawrth 2013", "2013-14", "Q3 2018/19", "Apr-March 2014".

Nothing is guessed: a bare year is no date, "31/02/2014" and the slip "2013/13" give nothing. Two digits of a
year are of this century. Financial years run from 1 April to 31 March. Scanning is linear in the text.
"""

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import Any, Final

import attrs

from pcc_report.model.period import PartialDate, Period
from pcc_report.vocabulary import load_words


@attrs.frozen
class ScannedDate:
    """A date and the offsets it is printed at; a weekday before it is not inside."""

    start: int
    end: int
    date: PartialDate
    doubt: str = ""
    """Why the reading is uncertain: "03/14/2024" is printed month first."""


@attrs.frozen
class ScannedPeriod:
    """A span of time and the offsets it is printed at."""

    start: int
    end: int
    period: Period | None
    """None when its year is not printed; see `resolve`."""
    kind: str = "years"
    """How it is printed: "years", "quarter", "half", "months", "days" (between two days) or "to_date" (from
    the begin of the financial year to a day)."""
    doubt: str = ""
    year_known: bool = True
    quarter: int | None = None
    """1 is April to June."""
    months: tuple[int, int] | None = None
    """The first and the last month of a span without a year: "Apr-Jun" has (4, 6)."""


@lru_cache(maxsize=2048)
def find_dates(text: str) -> tuple[ScannedDate, ...]:
    """Return every date in *text*, as precise as printed, in printed order.

    Numbers are day first, as in "04/02/2020"; only where that is impossible are they month first, with a
    doubt. A bare year is no date, and neither is the year of a span such as "April 2014-15".

    >>> [str(found.date) for found in find_dates("July 2020, THURSDAY 20 FEBRUARY 2020 and 26/05/16")]
    ['2020-07', '2020-02-20', '2016-05-26']
    """
    if _MAY_BE_YEAR.search(text) is None:
        return ()
    grammar = _grammar()
    found: list[ScannedDate] = []
    at = 0
    for candidate in grammar.may_be_date.finditer(text):
        if candidate.start() < at:
            continue
        match = grammar.date.match(text, candidate.start())
        if match is not None:
            at = match.end()
            hit = _date_of(match)
            if hit is not None:
                found.append(hit)
    return tuple(found)


@lru_cache(maxsize=2048)
def find_periods(text: str) -> tuple[ScannedPeriod, ...]:
    """Return every period in *text*, in printed order, the longest reading at each place.

    "2013-14", "2013/2014", "FY22/23" and "2014-2017" are financial years; "14/15" is one because its years
    follow each other, and "10-19", "24/7" and the decision number "048/2021" are none. "Q1" and "Apr-Jun"
    have no year of their own: `resolve` gives them one.

    >>> [found.period.label for found in find_periods("2013-14, Q3 2018/19 and Apr-March 2014")]
    ['2013-14', '2018-19 Q3', '2013-14']
    """
    if not _may_hold_period(text):
        return ()
    grammar = _grammar()
    found: list[ScannedPeriod] = []
    at = 0
    for candidate in grammar.may_be_period.finditer(text):
        if candidate.start() < at:
            continue
        match = grammar.period.match(text, candidate.start())
        if match is not None:
            hit = _READERS[match.lastgroup or ""](match)
            if hit is not None:
                found.append(hit)
            at = match.end()
    return tuple(found)


@lru_cache(maxsize=2048)
def is_period(text: str) -> ScannedPeriod | None:
    """Return the one period that *text* is as a whole, or None.

    Brackets, a colon, a trailing pound sign and the words "year", "for", "the period" do not count:
    "(2013-14):", "Year 2013/14" and "2019/20 £" are periods; "Budget 2013-14" is not.

    >>> is_period("2019/20 £").period.label, is_period("Budget 2013-14")
    ('2019-20', None)
    """
    if len(text) > _LONGEST_PERIOD or not _may_hold_period(text) or _grammar().may_be_period.search(text) is None:
        return None
    frame = _FRAME.fullmatch(text)
    if frame is None:
        return None
    low, high = frame.span("core")
    found = find_periods(text[low:high])
    if len(found) != 1 or found[0].start != 0 or found[0].end != high - low:
        found = find_periods(text)
        if len(found) != 1 or found[0].start > low or found[0].end < high:
            return None
        return found[0]
    return attrs.evolve(found[0], start=low, end=high)


@lru_cache(maxsize=1024)
def heading_period(text: str) -> ScannedPeriod | None:
    """Return the period in the heading of a column, which may be printed as no sentence would: "H1", "April", "17-18".

    What `find_periods` finds comes first. "Months 7-12" count from April; "FY19" ends in 2019, in doubt.

    >>> resolve(heading_period("Second half"), 2018).label, heading_period("Apr-18").period.label
    ('2018-19 H2', '2018-04-01/2018-04-30')
    """
    if len(text) > _LONGEST_PERIOD:
        return None
    if found := find_periods(text):
        return found[0]
    for pattern, read in _HEADINGS.items():
        match = pattern.search(text)
        if match is not None and (scan := read(match)) is not None:
            return scan
    return _month_heading(text)


def _part_heading(match: re.Match[str]) -> ScannedPeriod:
    number = _NUMBERS.get(match["number"].lower()) or int(match["number"][0])
    if match["kind"][0] in "qQ":
        return ScannedPeriod(*match.span(), None, "quarter", "", False, number)
    months = (4, 9) if number == 1 else (10, 3)
    return ScannedPeriod(*match.span(), None, "half", "", False, None, months)


def _months_heading(match: re.Match[str]) -> ScannedPeriod | None:
    first, last = int(match["first"]), int(match["last"])
    if not 1 <= first < last <= _MONTHS:
        return None
    months = ((first + 2) % _MONTHS + 1, (last + 2) % _MONTHS + 1)
    return ScannedPeriod(*match.span(), None, "months", "", False, None, months)


def _year_heading(match: re.Match[str]) -> ScannedPeriod | None:
    last, first = 2000 + int(match["last"]), match.groupdict().get("first")
    if first is not None and int(first) + 1 != int(match["last"]):
        return None
    doubt = "" if first is not None else "one year is printed, it may be that in which the year begins or ends"
    return ScannedPeriod(*match.span(), Period.financial_year(last - 1), "years", doubt)


def _month_heading(text: str) -> ScannedPeriod | None:
    """Return the month that is all of a heading: "April", "Apr 18", "May-18 (£)"; "to December" ends a period."""
    match = _MONTH_HEADING.fullmatch(text)
    month = _grammar().months.get(match["month"].casefold()) if match is not None else None
    if match is None or month is None:
        return None
    if match["year"] is None:
        return ScannedPeriod(*match.span("core"), None, "months", "", False, None, (month, month))
    return ScannedPeriod(*match.span("core"), Period.months(_full_year(match["year"]), month), "months")


_MONTHS = 12
_NUMBER_WORD = r"first|second|third|fourth|1st|2nd|3rd|4th|one|two|three|four"
_HEADINGS: Final[dict[re.Pattern[str], Callable[[re.Match[str]], ScannedPeriod | None]]] = {
    re.compile(rf"\b(?P<number>{_NUMBER_WORD})\s(?P<kind>quarter|half)\b", re.IGNORECASE): _part_heading,
    re.compile(rf"\b(?P<kind>quarter|half)\s(?P<number>{_NUMBER_WORD}|[12])\b", re.IGNORECASE): _part_heading,
    re.compile(r"\b(?P<kind>H)(?P<number>[12])\b"): _part_heading,
    re.compile(r"\bmonths?\s(?P<first>\d\d?)\s?(?:[-–—]|to)\s?(?P<last>\d\d?)\b", re.IGNORECASE): _months_heading,
    re.compile(r"(?<![\w£/.,-])(?P<first>[1-4]\d)[-–](?P<last>[1-4]\d)(?![\w/.,-])"): _year_heading,
    re.compile(r"\bF/?Y\s?['’]?(?:20)?(?P<last>[1-4]\d)\b"): _year_heading,
}
"""Periods as headings have them, and how each is read."""
_MONTH_HEADING = re.compile(
    r"[\s(]*(?P<core>(?P<month>[^\W\d_]{3,9})\.?(?:[\s'’-]{1,2}(?P<year>(?:20)?\d\d))?)[\s():£]*"
)


def _may_hold_period(text: str) -> bool:
    """Tell quickly whether *text* has a digit, or a month for a span such as "Apr-Jun", at all."""
    return _DIGIT.search(text) is not None or not _grammar().months.keys().isdisjoint(
        _LETTERS.findall(text.casefold()),
    )


def resolve(scanned: ScannedPeriod, financial_year: int) -> Period:
    """Return the period of *scanned*, one without a year in the year that starts in April *financial_year*.

    >>> resolve(find_periods("Q1")[0], 2013).label
    '2013-14 Q1'
    """
    if scanned.period is not None:
        return scanned.period
    if scanned.quarter is not None:
        return Period.quarter(financial_year, scanned.quarter)
    if scanned.months is None:
        msg = "a scanned period has a period, a quarter or months"
        raise ValueError(msg)
    first, last = scanned.months
    return Period.months(financial_year + (first < 4), first, (last - first) % 12 + 1)


# --- the grammar --------------------------------------------------------------------------------------------

_DIGIT = re.compile(r"[0-9]")
_LETTERS = re.compile(r"[^\W\d_]+")
_MAY_BE_YEAR = re.compile(r"[0-9]{2}(?:(?<=[-/.'’][0-9]{2})|(?<=19)[0-9]{2}|(?<=20)[0-9]{2})")
"""Every date ends with a year, in full or behind a sign: quick to say no, which is the usual answer."""
_LONGEST_PERIOD: Final = 120
_FRAME = re.compile(
    r"[\s(\[]*+(?>(?:(?:for|in|during|the|financial|period|year|of|to|over|F/?Y)\b(?!\s?['’]?[0-9]{2}\s?[-–][0-9]{2}\b)[\s:]*+){0,5})"
    r"(?P<core>\S(?:[^\n]{0,110}?\S)?)[\s)\]:;,.*]*(?:\(?£\)?)?[\s)\]:;,.]*",
    re.IGNORECASE,
)

_DASH: Final = r"\s?[-–—‐‑−]\s?"
_TO: Final = r"(?:\s?[-–—‐‑−]\s?|,?\s(?i:to|until|up\sto|through\sto|through)\s(?:the\s)?)"
_YEAR: Final = r"(?:19|20)[0-9]{2}"
# Not inside a longer number, a word, a sum, a date or a reference.
_LEFT: Final = r"(?<![\w£$/.,])(?<![0-9][-–])(?<![A-Za-z0-9]-)"
_RIGHT: Final = r"(?![\w/]|[.,][0-9]|[-–][0-9])"


@attrs.frozen
class _Grammar:
    may_be_date: re.Pattern[str]
    """Finds where a date may begin: quick to say no, which is the usual answer."""
    date: re.Pattern[str]
    may_be_period: re.Pattern[str]
    period: re.Pattern[str]
    months: dict[str, int]


@cache
def _grammar() -> _Grammar:
    """Return the patterns, with the names of the months from the vocabulary."""
    words: dict[str, Any] = load_words("months")
    months = {name.casefold(): int(number) for number, names in words["months"].items() for name in names}
    month = rf"{_one_of(months)}(?![^\W\d_])\.?"
    endings = _one_of(words["ordinals"]["endings"])
    ending = rf"(?:\s?{endings}\b|\[{endings}\])?"  # converters put raised letters in brackets
    day = rf"[0-3]?[0-9]{ending}"
    begin, second = _one_of({name[:3] for name in months}), _one_of({name[1:3] for name in months})
    # Quick to say no, which is the usual answer: a digit or the first letter of a word, then what may follow.
    before_month = rf"(?:\s?[A-Za-z]{{2,3}}\b|\[[A-Za-z]{{2,3}}\])?[\s.,-]{{0,2}}(?:of\s)?{begin}"
    return _Grammar(
        may_be_date=re.compile(
            rf"""
            [0-9](?<![\w£$/][0-9])(?=
              [0-9]?(?:[/.-][0-9]{{1,2}}[/.-] | (?=[\s.,-]{{0,2}}[A-Za-z\[]){before_month})
              | [0-9]{{3}}-[0-9]{{2}}-)
            | [A-Za-z](?<![\w£$/][A-Za-z])(?={second}[a-zA-Z]{{0,8}}\.?[\s,'’-]{{0,3}}(?:of\s)?[0-9])
            """,
            re.VERBOSE,
        ),
        date=re.compile(_date_pattern(month, day), re.VERBOSE),
        may_be_period=re.compile(
            rf"""
            [0-9](?<![\w£$/.,][0-9])(?=
              [0-9]{{3}}(?=\s?[-–—‐‑−/]\s?[0-9]|\sto\s20[0-9]{{2}}\Z|\s[0-9]{{2}}\b|[0-9]{{2}}\b)
              | [0-9]?(?:/[0-9]|[.-][0-9]{{1,2}}[.-]{_YEAR})
              | [0-9]?(?=[\s.,-]{{0,2}}[A-Za-z\[])(?:{before_month}|[-\s][Mm]onth|[a-z]{{2}}\s[QqHh]))
            | [A-Za-z](?<![\w£$/][A-Za-z])(?=
              {second}(?=[a-zA-Z]{{0,8}}\.?(?:,?\s?[0-9]{{4}})?(?:,?\s(?:to|TO|until|up|through|and)\s|\s?[-–—‐‑−]))
              | (?<=[QqHh])\s?[1-4] | [Tt][Rr]\s?[1-4] | [Uu][Aa][Rr][Tt][Ee][Rr]\s
              | /?[Yy]\s?['’]?[0-9] | [Ii][Nn][Aa][Nn][Cc][Ii][Aa][Ll]\s[Yy] | [Uu][Ll][Ll]\s[Yy]
              | [a-z]{{4,5}}\s(?:quarter|half|Quarter|Half)\b
              | [Ee][Aa][Rr](?:\s[EeTtUu]|[Ss]\s[0-9]) | [Aa][Ll][Ff][-\s][Yy]
              | [a-z]{{2,7}}[-\s]months?\b
              | [Tt]\s[0-9Tt] | [Ss]\s[Aa][Tt]\s | [Oo][Ss][Ii][Tt][Ii][Oo][Nn]\s
              | [Oo]\s[0-9TtEe] | [Pp]\s[Tt][Oo]\s)
            """,
            re.VERBOSE,
        ),
        period=re.compile(_period_pattern(month, day), re.VERBOSE),
        months=months,
    )


def _one_of(words: Iterable[str]) -> str:
    """Return a pattern for any of *words* in any case, the longest; far quicker to fail than the flag for it.

    Words that begin alike share that part of it, so that it is short.
    """
    rests: dict[str, list[str]] = {}
    for word in sorted(words, reverse=True):
        rests.setdefault(word[:1], []).append(word[1:])
    parts = [f"[{first.upper()}{first.lower()}]{_one_of(rest)}" if first else "" for first, rest in rests.items()]
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


def _date_pattern(month: str, day: str) -> str:
    return rf"""
    (?<![\w£$/])(?<![0-9][-.,])
    (?:
      (?P<y1>{_YEAR})-(?P<m1>[0-9]{{2}})-(?P<d1>[0-9]{{2}})(?![0-9]|-[0-9])
    | (?P<d2>[0-9]{{1,2}})(?P<sep>[/.-])(?P<m2>[0-9]{{1,2}})(?P=sep)(?P<y2>{_YEAR}|[0-9]{{2}})
        (?![\w/]|[-.][0-9])
    | (?P<d3>{day})(?:\s(?:of\s)?|\s?[-.,]\s?)?(?P<m3>{month})
        (?:,?[\s-]{{0,2}}(?:of\s)?(?P<y3>{_YEAR})|['’-](?P<z3>[0-9]{{2}})|\s['’](?P<w3>[0-9]{{2}}))
        (?![0-9]|[-–/][0-9]{{1,4}}\b)
    | (?P<m4>{month})\s(?P<d4>{day}),?\s(?P<y4>{_YEAR})(?![0-9]|[-–/][0-9]{{1,4}}\b)
    | (?P<m5>{month})(?:,?[\s-]{{0,2}}(?:of\s)?(?P<y5>{_YEAR})|(?:\s?['’]|-)(?P<z5>[0-9]{{2}}))
        (?![0-9]|[-–/][0-9]{{1,4}}\b)
    )"""


def _date_of(match: re.Match[str]) -> ScannedDate | None:
    part = match.groupdict()
    doubt = ""
    if part["y1"]:
        year, month, day = int(part["y1"]), int(part["m1"]), int(part["d1"])
    elif part["y2"]:
        year, month, day = _full_year(part["y2"]), int(part["m2"]), int(part["d2"])
        short = part["sep"] != "/" and len(part["y2"]) == 2 and (part["sep"] == "-" or len(match[0]) < 8)
        if short and not (part["sep"] == "." and (day > _MOST_SECTIONS or _AT.search(match.string, 0, match.start()))):
            return None  # "1.2.13" is a section, "31.3.23" and "at 1.4.22" are days
        if month > 12 and day <= 12:
            month, day, doubt = day, month, "it is printed month first"
    elif part["m3"]:
        year = _full_year(part["y3"] or part["z3"] or part["w3"])
        month, day = _month_number(part["m3"]), _leading_number(part["d3"])
    elif part["m4"]:
        year, month, day = int(part["y4"]), _month_number(part["m4"]), _leading_number(part["d4"])
    else:
        year, month = _full_year(part["y5"] or part["z5"]), _month_number(part["m5"])
        return ScannedDate(match.start(), match.end(), PartialDate(year, month))
    try:
        date = PartialDate(year, month, day)
    except ValueError:
        return None
    return ScannedDate(match.start(), match.end(), date, doubt) if day else None


_MOST_SECTIONS = 12
"""The highest first number that, before two others, may be that of a section as well as a day."""
_AT = re.compile(r"\b(?:at|ended|balance)\s\Z", re.IGNORECASE)


def _full_year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _month_number(printed: str) -> int:
    return _grammar().months[printed.rstrip(".").casefold()]


def _leading_number(printed: str) -> int:
    return int(printed[:2]) if printed[:2].isdigit() else int(printed[0])


def _period_pattern(month: str, day: str) -> str:
    years = rf"{_YEAR}(?:{_DASH}|\s?/\s?)(?:{_YEAR}|[0-9]{{1,2}})|[0-9]{{2}}/[0-9]{{2}}|{_YEAR}\s[0-9]{{2}}"
    fy = r"(?:(?i:F/?Y|financial\syear)\s?['’]?)"
    any_years = rf"(?:{years}|{fy}(?:{years}|[0-9]{{2}}[-–][0-9]{{2}}))"
    quarter = r"(?i:quarter|qtr|q)\s?[1-4]"
    number = rf"(?:{quarter}|(?i:first|second|third|fourth|1st|2nd|3rd|4th)\s(?i:quarter|half)|[Hh][12])"
    numeric = rf"[0-9]{{1,2}}(?:/[0-9]{{1,2}}/(?:[0-9]{{4}}|[0-9]{{2}})|-[0-9]{{1,2}}-{_YEAR}|\.[0-9]{{1,2}}\.{_YEAR})"
    year = rf",?\s?{_YEAR}"
    whole = rf"(?:(?:{day}(?:\s(?:of\s)?)?)?{month}{year}|{month}\s{day},?\s{_YEAR}|{numeric})"
    counted = r"(?:[0-9]{1,2}|(?i:three|six|nine|twelve|eighteen))"
    ending = r"(?i:ended|ending|to\send|to|up\sto|until)"
    link = r"(?:,?\s(?:(?i:of|report|update|results|return)\s|\(){0,3}|\s?[-–,]\s?|)"
    from_to = rf"""
      (?:(?P<from_day>{day})(?:\s(?:of\s)?)?)?(?P<from_month>{month})(?:,?\s?(?P<from_year>{_YEAR}))?
      (?:{_TO}|(?P<and>\sand\s))
      (?:(?P<to_day>{day})(?:\s(?:of\s)?)?)?(?P<to_month>{month})
      (?:,?\s?(?P<to_year>{_YEAR})(?![0-9]|\s?[-–/][0-9])|,?\s\(?(?P<span_years>{any_years}){_RIGHT})?
      (?![0-9]|[-–/][0-9])"""
    ended = rf"""
      (?:(?i:(?:(?:financial|full)\s)?year|quarter|half[-\s]year)|{counted}[-\s](?i:months?))"""
    return rf"""
    {_LEFT}
    (?:
      (?P<span>(?=[0-9]{{1,2}}[^0-9/]|[^0-9]){from_to})
    | (?P<numeric>(?P<from_date>{numeric}){_TO}(?P<to_date>{numeric})(?![0-9/]))
    | (?P<part>(?P<number>{number})(?:{_TO}(?P<number2>(?i:quarter|qtr|q)?\s?[1-4])(?![0-9/-]))?{link}
        (?P<part_years>{any_years}){_RIGHT})
    | (?P<part_last>(?P<last_years>{any_years}),?\s?[-–:(]?\s?(?P<last_number>{number})\b
        (?!{link}{any_years}))
    | (?P<run>(?P<run_from>{any_years})(?:{_TO}|\s?[-–]\s?)(?P<run_to>{any_years}){_RIGHT})
    | (?P<ended>(?P<what>{ended})(?:\speriod)?\s{ending}\s(?:the\s)?(?P<ended_date>{whole})
        (?![0-9]|[-–/][0-9]))
    | (?P<to_day_only>(?P<lead>(?i:as\sat|position\s(?:as\s)?at|at|up\sto|to))\s(?:the\s)?(?:end\s(?:of\s)?)?
        (?P<day_date>{whole})(?![0-9]|[-–/][0-9]))
    | (?P<counted>(?i:years)\s(?P<counted_from>{_YEAR})\sto\s(?P<counted_to>{_YEAR}){_RIGHT})
    | (?P<pair>\A(?P<pair_from>{_YEAR})\sto\s(?P<pair_to>{_YEAR})\Z)
    | (?P<years>{any_years}{_RIGHT})
    | (?P<six>20[0-9]{{4}}{_RIGHT})
    | (?P<calendar>(?P<calendar_number>{quarter}),?\s(?:of\s)?(?P<calendar_year>{_YEAR}){_RIGHT})
    | (?P<alone>(?i:quarter|qtr|q)\s?(?P<alone_number>[1-4])\b(?![/.]?[0-9]|-[0-9]))
    )"""


# --- reading what the grammar found -------------------------------------------------------------------------

_PAIR = re.compile(r"(?P<first>[0-9]{4}|[0-9]{2})(?P<sep>\s?[-–—‐‑−/]\s?|\s)(?P<second>[0-9]{1,4})\Z")
_NUMBERS: Final = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
    "one": 1, "two": 2, "four": 4, "three": 3, "six": 6, "nine": 9, "twelve": 12, "eighteen": 18,
}  # fmt: skip


def _years(printed: str) -> tuple[int, int, str] | None:
    """Return the year a span starts and the year it ends in, and a doubt: "2013-14" is 2013 and 2014.

    "2013/13" and "2015/81" are no years, "14/15" is, since they follow each other.
    """
    pair = _PAIR.search(printed)
    if pair is None:
        return None
    first, second, sep = pair["first"], pair["second"], pair["sep"].strip()
    start = _full_year(first)
    if len(first) == 2:
        follows = int(second) == int(first) + 1 and len(second) == 2
        return (start, start + 1, "") if follows and 10 <= int(first) <= 49 else None
    end = int(second) if len(second) == 4 else start - start % 10 ** len(second) + int(second)
    if end <= start and (start + 1) % 10 ** len(second) == int(second):
        end = start + 1  # "1999-00", "2009-0"
    if end <= start or end > start + 10 or len(second) == 3:
        return None
    if end != start + 1 and (len(second) == 1 or not sep):
        return None
    if end != start + 1 and len(second) == 2 and sep == "/":
        return start, end, "the two years do not follow each other, it may be a number"
    return start, end, ""


def _read_years(match: re.Match[str]) -> ScannedPeriod | None:
    years = _years(match[0])
    if years is None:
        return None
    first, last, doubt = years
    if match[0][-3].isspace() and match[0][-2:].isdigit() and _LOWER_BEHIND.match(match.string, match.end()):
        doubt = doubt or "a space stands for the dash, it may be two numbers"
    return ScannedPeriod(*match.span(), Period.financial_year(first, last), "years", doubt)


_LOWER_BEHIND = re.compile(r"\s[a-z]")


def _read_six(match: re.Match[str]) -> ScannedPeriod | None:
    first, last = int(match[0][:4]), int(match[0][4:])
    if (first + 1) % 100 != last:
        return None
    doubt = "a stroke is lost, it may be a number"
    return ScannedPeriod(*match.span(), Period.financial_year(first), "years", doubt)


def _read_run(match: re.Match[str]) -> ScannedPeriod | None:
    first, last = _years(match["run_from"]), _years(match["run_to"])
    if first is None or last is None or last[1] <= first[0] or last[1] > first[0] + 20:
        return None
    period = Period.financial_year(first[0], last[1])
    return ScannedPeriod(*match.span(), period, "years", first[2] or last[2])


def _read_counted(match: re.Match[str]) -> ScannedPeriod | None:
    first, last = int(match["counted_from"]), int(match["counted_to"])
    if not first < last <= first + 10:
        return None
    return ScannedPeriod(*match.span(), Period.financial_year(first, last))


def _read_pair(match: re.Match[str]) -> ScannedPeriod | None:
    """Read years that follow each other and are all of a text; in a sentence, "from 2019 to 2020" compares them."""
    first, last = int(match["pair_from"]), int(match["pair_to"])
    return ScannedPeriod(*match.span(), Period.financial_year(first)) if last == first + 1 else None


def _read_span(match: re.Match[str]) -> ScannedPeriod | None:
    if match["and"]:
        lead = _BETWEEN.search(match.string, max(0, match.start() - 12), match.start())
        found = _span_of(match) if lead is not None else None
        return attrs.evolve(found, start=lead.start()) if found is not None and lead is not None else None
    return _span_of(match)


def _span_of(match: re.Match[str]) -> ScannedPeriod | None:
    first, last = _month_number(match["from_month"]), _month_number(match["to_month"])
    from_day = _leading_number(match["from_day"]) if match["from_day"] else 0
    to_day = _leading_number(match["to_day"]) if match["to_day"] else 0
    from_year = int(match["from_year"]) if match["from_year"] else None
    to_year = int(match["to_year"]) if match["to_year"] else None
    if from_year is None and to_year is None:
        if from_day or to_day:
            return None
        years = _years(match["span_years"]) if match["span_years"] else None
        if years is not None and years[1] == years[0] + 1:
            start = years[0] + (first < 4)
            return _between(match, (start, first, 1), (start + (last < first), last, 0), "months")
        if match["span_years"]:
            return None
        return ScannedPeriod(*match.span(), None, "months", "", False, None, (first, last))
    if match["span_years"]:
        return None
    runs_over = (last, to_day or 31) < (first, from_day or 1)
    if from_year is None:
        from_year = (to_year or 0) - runs_over
    if to_year is None:
        to_year = from_year + runs_over
    return _between(
        match,
        (from_year, first, from_day or 1),
        (to_year, last, to_day),
        "days" if from_day or to_day else "months",
    )


_BETWEEN = re.compile(r"\bbetween\s(?:the\s)?\Z", re.IGNORECASE)


def _between(
    match: re.Match[str], first: tuple[int, int, int], last: tuple[int, int, int], kind: str
) -> ScannedPeriod | None:
    """Return the period between two days; day 0 is the last of its month."""
    try:
        start = dt.date(*first)
        end = dt.date(last[0], last[1], last[2] or calendar.monthrange(last[0], last[1])[1])
        period = Period(start, end)
    except ValueError:
        return None
    return ScannedPeriod(*match.span(), period, kind)


def _read_numeric(match: re.Match[str]) -> ScannedPeriod | None:
    first, last = find_dates(match["from_date"]), find_dates(match["to_date"])
    if len(first) != 1 or len(last) != 1:
        return None
    start, end = first[0].date, last[0].date
    found = _between(
        match,
        (start.year, start.month or 1, start.day or 1),
        (end.year, end.month or 1, end.day or 0),
        "days",
    )
    return found and attrs.evolve(found, doubt=first[0].doubt or last[0].doubt)


def _part_number(printed: str) -> tuple[str, int]:
    """Return "quarter" or "half" and its number: "Q3", "third quarter", "H1"."""
    lower = printed.lower()
    kind = "half" if lower.startswith("h") or lower.endswith("half") else "quarter"
    word = lower.split()[0]
    return kind, _NUMBERS[word] if word in _NUMBERS else int(lower[-1])


def _read_part(match: re.Match[str]) -> ScannedPeriod | None:
    years = _years(match["part_years"])
    if years is None or years[1] != years[0] + 1:
        return None
    found = _part_of(match, match["number"], years[0])
    if match["number2"] is None or found is None or found.period is None:
        return found
    last = Period.quarter(years[0], int(match["number2"][-1]))
    if found.kind != "quarter" or last.start <= found.period.start:
        return None
    return attrs.evolve(found, period=Period(found.period.start, last.end), kind="months", quarter=None)


def _read_part_last(match: re.Match[str]) -> ScannedPeriod | None:
    years = _years(match["last_years"])
    if years is None or years[1] != years[0] + 1:
        return None
    return _part_of(match, match["last_number"], years[0])


def _part_of(match: re.Match[str], printed: str, year: int, doubt: str = "") -> ScannedPeriod | None:
    kind, number = _part_number(printed)
    if kind == "half":
        return ScannedPeriod(*match.span(), Period.half(year, number), kind, doubt) if number < 3 else None
    return ScannedPeriod(*match.span(), Period.quarter(year, number), kind, doubt, True, number)


def _read_calendar(match: re.Match[str]) -> ScannedPeriod | None:
    doubt = "one year is printed, it may be the financial or the calendar year"
    return _part_of(match, match["calendar_number"], int(match["calendar_year"]), doubt)


def _read_alone(match: re.Match[str]) -> ScannedPeriod | None:
    return ScannedPeriod(*match.span(), None, "quarter", "", False, int(match["alone_number"]))


def _read_ended(match: re.Match[str]) -> ScannedPeriod | None:
    dates = find_dates(match["ended_date"])
    if len(dates) != 1:
        return None
    end, what = dates[0].date, match["what"].lower()
    month = end.month or 12
    last = calendar.monthrange(end.year, month)[1]
    if end.day is not None and end.day != last:
        return _year_to(match, dt.date(end.year, month, end.day)) if what.endswith("year") else None
    if "month" in what:
        word = re.split(r"[-\s]", what)[0]
        count, kind = _NUMBERS[word] if word in _NUMBERS else int(word), "months"
    elif what == "quarter":
        count, kind = 3, "quarter"
    elif what.startswith("half"):
        count, kind = 6, "half"
    else:
        count, kind = 12, "years"
    if not count:
        return None
    return ScannedPeriod(*match.span(), Period.months(end.year, month - count + 1, count), kind, dates[0].doubt)


def _year_to(match: re.Match[str], end: dt.date) -> ScannedPeriod | None:
    """Return the year that ends within a month, as that of a charity may: on 5 April."""
    if (end.month, end.day) == (2, 29) or match["what"].lower().startswith("half"):
        return None
    start = end.replace(year=end.year - 1) + dt.timedelta(days=1)
    return ScannedPeriod(*match.span(), Period(start, end), "years")


def _read_to_day(match: re.Match[str]) -> ScannedPeriod | None:
    dates = find_dates(match["day_date"])
    if len(dates) != 1 or dates[0].date.month is None:
        return None
    date, lead = dates[0].date, match["lead"].lower()
    last = calendar.monthrange(date.year, dates[0].date.month)[1]
    day = date.day or last
    if lead in ("at", "to", "up to") and (date.day is None or day != last):
        return None  # "met at 3 May 2018", "prior to April 2014"
    if lead == "to" and _NOT_TO.search(match.string, max(0, match.start() - 12), match.start()):
        return None
    end = dt.date(date.year, dates[0].date.month, day)
    start = dt.date(end.year - (end.month < 4), 4, 1)
    return ScannedPeriod(*match.span(), Period(start, end), "to_date", dates[0].doubt)


_NOT_TO = re.compile(r"\b(?:prior|due|subject|back|relating|extended|moved|deferred|postponed)\s\Z", re.IGNORECASE)

_READERS: Final[dict[str, Callable[[re.Match[str]], ScannedPeriod | None]]] = {
    "span": _read_span,
    "numeric": _read_numeric,
    "part": _read_part,
    "part_last": _read_part_last,
    "run": _read_run,
    "counted": _read_counted,
    "pair": _read_pair,
    "ended": _read_ended,
    "to_day_only": _read_to_day,
    "years": _read_years,
    "six": _read_six,
    "calendar": _read_calendar,
    "alone": _read_alone,
}
