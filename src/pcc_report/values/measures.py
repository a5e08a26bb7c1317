"""Numbers that count or measure something: "51%", "Over 1,000 drug tests", "9 in ten", "6th best", "£1.4m".

The words that tell what a number is stand in ``vocabulary/measures.toml``; here is the grammar. A text is cut
into tokens once, and every number is looked at with the tokens around it, so the time is linear. Where the
words around a number leave open whether it counts anything, it is left out: a wrong measure is worse than a
missing one.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple

import attrs

from pcc_report.model.funding import Qualifier
from pcc_report.model.money import Money
from pcc_report.model.outcomes import Direction, Unit
from pcc_report.values.money import find_money
from pcc_report.values.numbers import (
    DIGITS,
    LONGEST,
    SIGN,
    WORD,
    Number,
    Tokens,
    may_hold_number,
    measure_words,
    read_numbers,
    short_scales,
)


@attrs.frozen(kw_only=True)
class ScannedMeasure:
    """One measure and the offsets of its number, from its qualifier to its unit.

    Scanning ``text[start:end]`` alone gives the same number, unit and qualifier again. In a range that says
    its unit once ("3-8%") the first measure's span reaches to that unit, over the second's.
    """

    start: int
    end: int
    value: Decimal
    unit: Unit
    base: Decimal | None = None
    duration_unit: str | None = None
    currency: str | None = None
    qualifier: Qualifier | None = None
    measured: str | None = None
    direction: Direction | None = None
    baseline: str | None = None


def find_measures(text: str) -> list[ScannedMeasure]:
    """Return every number in the statement *text* that counts or measures something, in order.

    Years, dates, ages, school years, clause numbers and names ("24/7", "Tier 1") are none. "Six of nine" is
    two counts, "9 out of 10" one ratio, "between 3% and 8%" two percentages. A place ("6th best") is a rank;
    an ordinal that places nothing ("its fifth year") is none. Only the first `LONGEST` characters are read.

    >>> for found in find_measures("Over 1,000 drug tests were made, approximately 47% of them positive"):
    ...     print(found.value, found.unit, found.qualifier, found.measured)
    1000 count over drug tests
    47 percent approximately None
    """
    if not may_hold_number(text):
        return []
    return _Scan(text[:LONGEST]).measures()


_CELL_MARK = re.compile(r"\s*\(\s*(?:no\.?|number|#|%|scale|count)\s*\)\s*\Z", re.IGNORECASE)
_ARROW = re.compile(r"\s*([▲↑⬆▼↓⬇])\s*")
_CELL_EDGE = " \t\r\n\u00a0*.;,"
_NOTHING = frozenset(("nil", "zero", "none recorded"))
_MINUS = "-−–"
_SIGNED = re.compile(r"[-−–+]\s?(?=[0-9])")


def measure_cell(text: str) -> ScannedMeasure | None:
    """Return the measure that the whole table cell *text* is, or None where it is or holds anything else.

    "14,902", "31.2%", "45 (No)", "12 (%)", "£1.2m", "12 weeks", "9 out of 10", "4th", ">80%" and "nil" (zero)
    are measures; "n/a", "Green", "Q2", "-", "2019/20", "2021" and "45 people" are not. A cell of words and
    numbers is a statement: `find_measures` reads it. A bare year-like number is taken for a year.

    >>> measure_cell("45 (No)").value
    Decimal('45')
    """
    end = len(text)
    as_percent = False
    mark = _CELL_MARK.search(text)
    if mark is not None:
        end, as_percent = mark.start(), "%" in mark[0]
    direction = None
    start = len(text[:end]) - len(text[:end].lstrip(_CELL_EDGE))
    for arrow in (_ARROW.match(text, 0, end), _ARROW.search(text, max(0, end - 4), end)):
        if arrow is not None and arrow[1] in text:
            direction = Direction.UP if arrow[1] in "▲↑⬆" else Direction.DOWN
            if arrow.start() == 0:
                start = arrow.end()
            else:
                end = arrow.start()
            break
    core = text[start:end].rstrip(_CELL_EDGE)
    if len(core) > 1 and core[0] == "(" and core[-1] == ")":
        start, core = start + 1, core[1:-1]
    if core.strip().lower() in _NOTHING:
        return ScannedMeasure(start=start, end=start + len(core), value=Decimal(0), unit=Unit.COUNT)
    signed = _SIGNED.match(core)
    sign = signed.end() if signed is not None else 0
    found = find_measures(core[sign:])
    if len(found) != 1 or core[sign:][: found[0].start].strip() or core[sign:][found[0].end :].strip():
        return None
    measure = found[0]
    if sign:
        direction = Direction.UP if core[0] == "+" else Direction.DOWN
    value, unit = measure.value, measure.unit
    behind = start + sign + measure.end
    if as_percent and unit is Unit.COUNT and mark is not None:
        unit, behind = Unit.PERCENT, mark.end()
    if sign and core[0] != "+":
        if unit in (Unit.RATIO, Unit.RANK):
            return None
        value = -value
    return attrs.evolve(
        measure,
        start=start + (0 if sign else measure.start),
        end=behind,
        value=value,
        unit=unit,
        direction=direction or measure.direction,
    )


# --- the words ----------------------------------------------------------------------------------------------

_Phrase = tuple[str, ...]


class _Phrases:
    """Phrases that are found at a token, forwards from their first or backwards from their last."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._first: dict[str, list[_Phrase]] = {}
        self._last: dict[str, list[_Phrase]] = {}
        for phrase in phrases:
            words = tuple(Tokens(phrase).words)
            self._first.setdefault(words[0], []).append(words)
            self._last.setdefault(words[-1], []).append(words)
        for table in (self._first, self._last):
            for rivals in table.values():
                rivals.sort(key=len, reverse=True)

    def after(self, words: list[str], index: int) -> int:
        """Return how many tokens from *index* on are the longest phrase there, or 0."""
        if index >= len(words):
            return 0
        for phrase in self._first.get(words[index], ()):
            if tuple(words[index : index + len(phrase)]) == phrase:
                return len(phrase)
        return 0

    def before(self, words: list[str], index: int) -> int:
        """Return how many tokens just before *index* are the longest phrase there, or 0."""
        if index <= 0:
            return 0
        for phrase in self._last.get(words[index - 1], ()):
            if len(phrase) <= index and tuple(words[index - len(phrase) : index]) == phrase:
                return len(phrase)
        return 0


class _Words:
    """The word lists, as sets and phrases."""

    def __init__(self) -> None:
        lists = measure_words()
        self.plural_fractions: dict[str, int] = lists["fractions"]["plural"]
        self.fractions: dict[str, int] = lists["fractions"]["singular"]
        self.fraction_signs: dict[str, list[int]] = lists["fractions"]["signs"]
        self.fraction_starts = frozenset(("half", "quarter", "hundredth", *self.fraction_signs))
        context = lists["fraction_context"]
        self.no_fraction_after = frozenset(context["not_after"])
        self.fraction_after = frozenset(context["after"])
        self.half_before = frozenset(context["half_before"])

        qualifiers = lists["qualifiers"]
        self.qualifiers = {
            tuple(Tokens(phrase).words): Qualifier(name)
            for name in ("over", "under", "approximately", "up_to")
            for phrase in qualifiers[name]
        }
        for sign, name in qualifiers["signs"].items():
            self.qualifiers[tuple(sign.split())] = Qualifier(name)
        self.qualifier_phrases = _Phrases(" ".join(phrase) for phrase in self.qualifiers)
        self.modifiers = _Phrases(qualifiers["modifiers"])
        self.behind = {tuple(phrase.split()): Qualifier(name) for phrase, name in qualifiers["behind"].items()}
        self.behind_phrases = _Phrases(" ".join(phrase) for phrase in self.behind)
        self.no_qualifier_after = {word: frozenset(after) for word, after in qualifiers["not_after"].items()}
        self.weak = frozenset(Qualifier(name) for name in qualifiers["weak"])

        self.durations = {word: unit for unit, words in lists["durations"].items() for word in words}
        context = lists["duration_context"]
        self.duration_modifiers = frozenset(context["modifiers"])
        self.unsupported_durations = frozenset(context["unsupported"])
        self.exceeding_after = frozenset(context["exceeding_after"])
        self.old = _Phrases(context["old"])
        self.duration_names = frozenset(tuple(name) for name in context["names"])
        self.named_when_singular = frozenset(context["named_when_singular"])

        self.percent = _Phrases(lists["percent"]["signs"])
        self.cut_off: str = lists["percent"]["cut_off"]

        rank = lists["rank"]
        self.rank_nouns = frozenset(rank["nouns"])
        self.rank_phrases = _Phrases(rank["phrases"])
        self.rank_verbs = frozenset(rank["verbs"])
        self.first_verbs = frozenset(rank["verbs_of_first"])
        self.first_phrases = _Phrases(rank["phrases_of_first"])

        dates = lists["dates"]
        self.months = frozenset(dates["months"])
        self.month_words = frozenset(dates["months_also_words"])
        self.weekdays = frozenset(dates["weekdays"])
        self.years = range(dates["first_year"], dates["last_year"] + 1)
        self.before_year = frozenset(dates["before_year"])
        self.before_round_year = frozenset(dates["before_round_year"])
        self.time_marks = _Phrases(lists["times"]["marks"])

        ages = lists["ages"]
        self.ages = frozenset(ages["words"])
        self.age_fillers = frozenset(ages["between"])
        self.people = frozenset(ages["people"])
        self.them = frozenset(ages["them"])
        self.age_limits = frozenset(ages["limits"])
        self.be = frozenset(ages["be"])
        self.age_behind = _Phrases(ages["behind"])

        names = lists["names"]
        self.numbered = frozenset(names["numbered"])
        self.operations = frozenset(names["operations"])
        self.numbered_small = frozenset(names["numbered_small"])
        self.small: int = names["small"]
        self.determiners = frozenset(names["determiners"])
        self.numbered_behind_the = frozenset(names["numbered_behind_the"])
        self.lists = frozenset(names["lists"])
        self.abbreviations = frozenset(names["abbreviations"])
        self.colon = frozenset(names["colon"])
        self.telephones = frozenset(names["telephones"])
        self.telephone_nouns = frozenset(names["telephone_nouns"])
        self.not_before = frozenset(names["not_before"])
        self.not_before_phrases = _Phrases(names["not_before_phrases"])
        self.runs = frozenset(names["runs"])
        self.weights = frozenset(names["weights"])

        one = lists["one"]
        self.not_after_one = frozenset(one["not_after"])
        self.not_before_one = frozenset(one["not_before"])
        self.openers = frozenset(one["clause_openers"])
        self.auxiliaries = frozenset(one["auxiliaries"])

        idioms = [tuple(w for w in Tokens(p).words if w not in _HYPHENS) for p in lists["idioms"]["phrases"]]
        self.idioms: dict[str, list[_Phrase]] = {}
        for idiom in sorted(idioms, key=len, reverse=True):
            self.idioms.setdefault(idiom[0], []).append(idiom)

        direction = lists["direction"]
        self.ways = dict.fromkeys(direction["up"], Direction.UP) | dict.fromkeys(
            direction["down"],
            Direction.DOWN,
        )
        self.way_words = frozenset(word for word in self.ways if " " not in word)
        self.way_fillers = frozenset(direction["fillers"])
        self.ways_behind = frozenset(direction["behind"])
        self.signed_after = frozenset(direction["signed_after"])
        self.baseline = _Phrases(lists["baseline"]["openers"])
        self.baseline_first = frozenset(opener.split()[0] for opener in lists["baseline"]["openers"])
        self.baseline_stops = frozenset(lists["baseline"]["stops"])

        measured = lists["measured"]
        self.plurals = frozenset(measured["plurals"])
        self.stops = frozenset(measured["stops"])
        self.counted = frozenset(measured["counted"])


_HYPHENS = frozenset("-‐‑")
_DASHES = frozenset("-‐‑–—")


@cache
def _words() -> _Words:
    return _Words()


# --- the scan -----------------------------------------------------------------------------------------------

_MONEY_HINTS: Final = ("£", "$", "€", "pound", "gbp", "pence", "euro", "dollar")
_PENCE_HINT = re.compile(r"[0-9][pP]\b")
_OF_TWO = re.compile(r"([1-9][0-9]{0,2})/([1-9][0-9]{0,2})")
_ONE: Final = Decimal(1)
_RUN: Final = 9
"""So many bare numbers with nothing between them are a table run together, no statement."""


class _Sum(NamedTuple):
    """A sum of money: tokens *first* up to, but not with, *last*."""

    first: int
    last: int
    start: int
    end: int
    money: Money


class _UnitFound(NamedTuple):
    """What follows a number: its unit, or that it is an age, a time of day or a date."""

    kind: str
    end: int
    """Token index behind the unit."""
    duration_unit: str | None = None


class _Scan:
    """One statement being read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = Tokens(text)
        self.words = self.tokens.words
        self.count = len(self.words)
        self.lists = _words()
        self.entries = self._entries()
        self.idioms = self._idioms()
        self.done = 0
        """Tokens before this index are part of a measure already."""
        self.found: list[ScannedMeasure] = []
        all_words = set(self.words)
        self.has_ways = not self.lists.way_words.isdisjoint(all_words)
        self.has_baseline = not self.lists.baseline_first.isdisjoint(all_words)

    def measures(self) -> list[ScannedMeasure]:
        """Return the measures in printed order."""
        listed = -1
        """Token index behind a number that is a name's, so that "and 6" of "years 5 and 6" is one too."""
        listed_before: Number | None = None
        for position, entry in enumerate(self.entries):
            if entry.first < self.done or entry.first in self.idioms:
                continue
            if isinstance(entry, _Sum):
                self._add_money(entry)
                continue
            if listed >= 0 and listed_before is not None and self._continues(entry, listed, listed_before):
                listed, listed_before = entry.last, entry
                continue
            if self._read(position, entry):
                listed, listed_before = entry.last, entry
            else:
                listed, listed_before = -1, None
        return self.found

    # -- what is a number here

    def _entries(self) -> Sequence[Number | _Sum]:
        tokens, words, lists = self.tokens, self.words, self.lists
        numbers = read_numbers(tokens)
        if len(numbers) >= _RUN:
            numbers = _without_runs(numbers)
        extra = not lists.fraction_starts.isdisjoint(words)
        sums: list[_Sum] = []
        small = self.text.casefold()
        if any(map(small.__contains__, _MONEY_HINTS)) or _PENCE_HINT.search(self.text) is not None:
            starts, ends = tokens.starts, tokens.ends
            for scanned in find_money(self.text):
                if scanned.money is None or not scanned.has_currency:
                    continue
                first = bisect_left(ends, scanned.start + 1)
                last = bisect_left(starts, scanned.end)
                sums.append(_Sum(first, last, scanned.start, scanned.end, scanned.money))
        if not sums and not extra:
            return numbers
        covered = {index for each in sums for index in range(each.first, each.last)}
        entries: list[Number | _Sum] = [n for n in numbers if n.first not in covered]
        if extra:
            taken = covered.union(*(range(n.first, n.last) for n in numbers))
            for index, word in enumerate(words):
                if word in lists.fraction_starts and index not in taken:
                    entries.append(Number(index, index + 1, Decimal(0), True, True, "", True))
        entries.extend(sums)
        entries.sort(key=lambda entry: entry.first)
        return entries

    def _idioms(self) -> frozenset[int]:
        """Return the indexes of tokens in phrases whose numbers count nothing, such as "one to one"."""
        words, idioms = self.words, self.lists.idioms
        held: set[int] = set()
        for index, word in enumerate(words):
            if word not in idioms:
                continue
            for idiom in idioms[word]:
                end = index
                for part in idiom:
                    if end > index and end < self.count and words[end] in _HYPHENS:
                        end += 1
                    if end >= self.count or words[end] != part:
                        break
                    end += 1
                else:
                    held.update(range(index, end))
                    break
        return frozenset(held)

    # -- one number

    def _read(self, position: int, number: Number) -> bool:
        """Add the measure that *number* is; tell whether it is a name's or an age instead."""
        first, words, lists = number.first, self.words, self.lists
        if not number.is_readable:
            if words[first].startswith("0"):
                self._skip_telephone(number)
            else:
                self._add_of_two(number)
            return False
        if number.is_ordinal:
            self._add_ordinal(number)
            return False
        unit = self._unit(number)
        shared = False
        if unit.kind == "none" and not number.glued:
            unit, shared = self._shared_unit(position, number)
        if unit.kind == "percent":
            self._add(number, unit.end, Unit.PERCENT, number.value, inner=shared)
            return False
        if unit.kind in ("age", "time", "date", "excluded"):
            return False
        if self._is_date(position, number):
            return False
        if self._is_age(number):
            return True
        if self._add_ratio(position, number):
            return False
        if unit.kind == "duration":
            self._add_duration(number, unit, shared=shared)
            return False
        value, last = number.value, number.last
        noun_needed = False
        if number.glued:
            scale = short_scales().get(number.glued)
            if number.glued in lists.weights:
                scale = 1
            if scale is None or self.tokens.word(last) in lists.runs:
                return False
            if number.glued == "m":  # or metres
                if not self._is_counted(last):
                    return False
                noun_needed = True
            value = value * scale if "." not in words[first] else Decimal(int(value * scale))
        elif self._is_named(number):
            return True
        elif self._is_no_count(number):
            return False
        if self._is_year_like(number) or (
            number.value in lists.telephones and not number.is_word and self._is_telephone(number)
        ):
            if self._is_telephone(number) or not self._counts_though_year_like(number):
                return False
            noun_needed = self._qualifier(first)[0] in (None, *lists.weak)
        elif number.value in lists.telephones and not number.is_word:
            noun_needed = self._qualifier(first)[0] is None
        if number.value == 1 and number.is_word and number.last == first + 1 and not self._is_counted_one(number):
            return False
        end = self._noun_end(last) if noun_needed else last
        self._add(number, end, Unit.COUNT, value, measured_from=last)
        return False

    def _unit(self, number: Number) -> _UnitFound:
        """Return the unit right behind *number*."""
        words, lists, last = self.words, self.lists, number.last
        none = _UnitFound("none", last)
        if number.glued:
            if number.glued in ("s", "yo"):
                return _UnitFound("age", last)
            if lists.time_marks.after([number.glued], 0):
                return _UnitFound("time", last)
            if lists.percent.after([number.glued], 0):
                return _UnitFound("percent", last)
            duration = lists.durations.get(number.glued)
            if duration is not None:
                return self._duration_or_age(number, last, duration)
            return none
        if last >= self.count:
            return none
        word = words[last]
        length = lists.percent.after(words, last)
        if length:
            return _UnitFound("percent", last + length)
        if last == self.count - 1 and len(word) >= 4 and lists.cut_off.startswith(word):
            return _UnitFound("percent", last + 1)
        if lists.time_marks.after(words, last) and not number.is_word:
            return _UnitFound("time", last)
        if word in ("'", "’") and self.tokens.word(last + 1) == "s":
            return _UnitFound("age", last)
        if self._is_month(last + (word == "of")) and number.value <= 31:
            return _UnitFound("date", last)
        after = last
        if word in _HYPHENS:
            if not (self.tokens.is_tight(last) and self.tokens.is_tight(last + 1)):
                return none
            after = last + 1
            word = self.tokens.word(after)
        if word in lists.duration_modifiers:
            after += 1
            word = self.tokens.word(after)
        stem = word.removesuffix("'s").removesuffix("’s")
        duration = lists.durations.get(stem)
        if duration is None:
            return none
        following = self.tokens.word(after + 1)
        if (
            stem == "year"
            and following.isdigit()
            and int(following) <= 13
            and ("A" <= self.text[self.tokens.starts[after]] <= "Z" or (word == stem and number.value != 1))
        ):
            return none  # "90 year 6 pupils" are no years
        if duration == "day" and number.value == 1 and number.is_word and after == last and stem == "day":
            return _UnitFound("excluded", last)
        return self._duration_or_age(number, after + 1, duration)

    def _duration_or_age(self, number: Number, end: int, duration: str) -> _UnitFound:
        words, lists = self.words, self.lists
        after = end + (self.tokens.word(end) in _HYPHENS)
        if lists.old.after(words, after) or lists.old.after(words, end):
            return _UnitFound("age", end)
        if duration == "year" and (lists.age_behind.after(words, end - 1) or lists.age_behind.after(words, end)):
            return _UnitFound("age", end)
        first = number.first
        if duration == "year" and first >= 2 and words[first - 1] in _DASHES and number.glued:
            return _UnitFound("age", end)
        per = self.tokens.word(end)
        if per in ("a", "per"):
            name = (str(number.value), duration, self.tokens.word(end + 1))
            if name in lists.duration_names:
                return _UnitFound("excluded", end)
        singular = words[end - 1] == duration
        if singular and number.value in lists.named_when_singular and duration == "hour":
            return _UnitFound("excluded", end)
        return _UnitFound("duration", end, duration)

    def _shared_unit(self, position: int, number: Number) -> tuple[_UnitFound, bool]:
        """Return the unit said only behind the second number of a range: "3-8%", "two or three months"."""
        none = _UnitFound("none", number.last)
        if position + 1 >= len(self.entries):
            return none, False
        other = self.entries[position + 1]
        last = number.last
        if isinstance(other, _Sum) or other.first != last + 1 or other.is_ordinal or not other.is_readable:
            if isinstance(other, Number) and other.is_ordinal and self._links(last, other.first):
                return self._shared_date(other), False
            return none, False
        link = self.words[last]
        between = number.first > 0 and self.words[number.first - 1] == "between"
        if link in _DASHES:
            if not (self.tokens.is_tight(last) and self.tokens.is_tight(last + 1)):
                return none, False
        elif link not in ("to", "or", "and", "&"):
            return none, False
        unit = self._unit(other)
        if unit.kind in ("date", "time"):
            return unit, False
        if link in ("and", "&") and not between:
            return none, False
        return unit, unit.kind in ("percent", "duration")

    def _links(self, last: int, first: int) -> bool:
        return first == last + 1 and self.words[last] in self.lists.lists

    def _shared_date(self, other: Number) -> _UnitFound:
        is_date = self._is_month(other.last + (self.tokens.word(other.last) == "of"))
        return _UnitFound("date" if is_date else "none", other.last)

    # -- what is no measure

    def _is_month(self, index: int) -> bool:
        word = self.tokens.word(index)
        if word not in self.lists.months:
            return False
        return (
            word not in self.lists.month_words or self.text[self.tokens.starts[index]].isupper()
        )  # "may" and "march" are verbs

    def _is_counted(self, index: int) -> bool:
        """Tell whether the token at *index* is a noun of many things."""
        word = self.tokens.word(index)
        return word in self.lists.counted or word in self.lists.plurals

    def _is_date(self, position: int, number: Number) -> bool:
        first, last, value = number.first, number.last, number.value
        if number.is_word or value != value.to_integral_value() or value < 1:
            return False
        previous = self.tokens.word(first - 1)
        if value <= 31 and (previous in self.lists.weekdays or self._is_month(first - 1)):
            return not self._is_counted(last)
        if not self._is_year_like(number):
            printed = self.words[first]
            is_joined = len(printed) == 6 and printed.isdigit() and printed.startswith("20")
            return is_joined and int(printed[4:]) == (int(printed[2:4]) + 1) % 100
        after = last + (self.tokens.word(last) in _DASHES)
        if position + 1 < len(self.entries):
            other = self.entries[position + 1]
            if isinstance(other, Number) and other.first == after and other.is_plain:
                printed = self.words[other.first]
                if after > last and len(printed) in (1, 2, 4) and printed.isdigit():
                    self.done = other.last
                    return True
                if len(printed) == 2 and printed.isdigit() and int(printed) == (int(value) + 1) % 100:
                    self.done = other.last
                    return True
        return False

    def _is_year_like(self, number: Number) -> bool:
        printed = self.words[number.first]
        return (
            number.last == number.first + 1
            and not number.glued
            and len(printed) == 4
            and printed.isdigit()
            and int(printed) in self.lists.years
        )

    def _counts_though_year_like(self, number: Number) -> bool:
        qualifier, start = self._qualifier(number.first)
        if qualifier is not None and qualifier not in self.lists.weak:
            return self.tokens.word(start - 1) != "since"
        if number.value % 100 == 0 and self.tokens.word(number.first - 1) not in self.lists.before_round_year:
            return self._measured(number.last, Unit.COUNT, number.value) is not None
        if not self._is_counted(number.last):
            return False
        return qualifier is not None or not (
            self.tokens.word(number.first - 1) in self.lists.before_year or self._is_month(number.first - 1)
        )

    def _is_age(self, number: Number) -> bool:
        words, lists, first, last = self.words, self.lists, number.first, number.last
        if number.value >= 100:
            return False
        index = first - 1
        while index >= max(self.done, first - 4) and (words[index] in lists.age_fillers or words[index] in _DASHES):
            index -= 1
        if index >= self.done and words[index] in lists.ages:
            return True
        following = self.tokens.word(last)
        people = self.tokens.word(first - 1)
        if lists.age_behind.after(words, last) and (people in lists.people or following == "and"):
            return True
        if people == "(":
            people = self.tokens.word(first - 2)
        if people in lists.people:
            if following == "+":
                return True
            other = self.tokens.word(last + 1)
            if following in (*_DASHES, "to") and other.isdigit() and number.value < int(other[:4]) < 100:
                return True
        if first >= 2 and words[first - 1] in lists.age_limits:
            before = words[first - 2]
            if before == "(" and following == ")":
                return True  # "Admissions to hospital (under 25)"
            if before in lists.people:
                return not self._is_counted(last)
            if before in lists.them:
                return number.value >= 10 and (last >= self.count or self.tokens.kinds[last] == SIGN)
            # "half were under 25" may be said of their age or of their number
            return before in lists.be and number.value >= 10 and self._ends_phrase(last)
        return False

    def _is_named(self, number: Number) -> bool:
        """Tell whether *number* is part of a name or a reference: "Tier 1", "section 136", "Covid-19"."""
        words, lists, tokens, first = self.words, self.lists, self.tokens, number.first
        index = first - 1
        if index < self.done:
            return False
        previous = words[index]
        if previous in "£$€":
            return True
        if previous in _HYPHENS and tokens.is_tight(first) and tokens.is_tight(index):
            return tokens.kinds[index - 1] == WORD
        if previous == "." and tokens.word(index - 1) in lists.abbreviations:
            return tokens.is_tight(index)
        if previous == ":":
            return tokens.word(index - 1) in lists.colon
        if previous in lists.numbered or tokens.word(index - 1) in lists.operations:
            return True
        if previous not in lists.numbered_small or number.value > lists.small:
            return False
        before = tokens.word(index - 1)
        if before in ("a", "the"):
            return previous in lists.numbered_behind_the
        return before not in lists.determiners

    def _continues(self, number: Number, listed: int, before: Number) -> bool:
        """Tell whether *number* goes on with a list of names or ages: the 6 of "years 5 and 6"."""
        words = self.words
        if number.first != listed + 1 or words[listed] not in self.lists.lists or number.value > 99:
            return False
        if number.is_ordinal or number.glued not in ("", "s", "yrs", "yr"):
            return False
        link = words[listed]
        if link in ("to", "-", "–", "—", "/"):
            return True
        return before.value < number.value <= before.value + 6 and self._unit(number).kind != "percent"

    def _skip_telephone(self, number: Number) -> None:
        """Pass over the groups of digits behind one that begins with nought: "01902 555 123"."""
        end = number.last
        while end < self.count and self.tokens.kinds[end] == DIGITS and self.words[end].isdigit():
            end += 1
        self.done = end

    def _is_telephone(self, number: Number) -> bool:
        if number.value not in self.lists.telephones or number.is_word or number.last != number.first + 1:
            return False
        following = self.tokens.word(number.last)
        if self._qualifier(number.first)[0] is not None and following not in self.lists.telephone_nouns:
            return False
        if following in self.lists.telephone_nouns:
            return True
        if number.first == 0 and number.last == self.count:
            return False  # a cell of a table, in which no telephone number stands alone
        if number.first == 0 and following.isalpha() and following not in self.lists.stops:
            behind = self.tokens.word(number.last + 1)
            if self._is_counted(number.last + 1) or (behind.endswith("s") and behind not in self.lists.stops):
                return False  # "112 door chains fitted"
        return not (following.endswith("s") and following not in self.lists.stops) and not self._is_counted(
            number.last,
        )

    def _is_no_count(self, number: Number) -> bool:
        """Tell whether the words behind *number* take its meaning as a count away."""
        words, lists, tokens, last = self.words, self.lists, self.tokens, number.last
        if last >= self.count:
            return False
        word = words[last]
        if word in lists.not_before or word in lists.unsupported_durations:
            return True
        if lists.not_before_phrases.after(words, last):
            return True
        if word in _HYPHENS and tokens.is_tight(last) and tokens.is_tight(last + 1):
            return tokens.kinds[last + 1] == WORD and tokens.word(last + 1) not in lists.plural_fractions
        return False

    def _is_counted_one(self, number: Number) -> bool:
        """Tell whether "one" numbers what is reported, rather than standing for it or in a phrase."""
        words, lists, tokens, first, last = self.words, self.lists, self.tokens, number.first, number.last
        previous = tokens.word(first - 1)
        if last >= self.count:
            return first == 0 or previous in lists.openers or self._qualifier(first)[0] is not None
        following = words[last]
        if following in lists.auxiliaries or tokens.kinds[last] != WORD:
            return first == 0 or previous in lists.openers
        if following in lists.not_before_one or previous in lists.not_after_one:
            return False
        return following not in lists.stops

    # -- measures of several tokens

    def _add_of_two(self, number: Number) -> None:
        """Add "9/10 clients" and "2/3 of referrals"; other strokes are dates and names."""
        match = _OF_TWO.fullmatch(self.words[number.first])
        if match is None or self.tokens.is_tight(number.first):
            return
        value, base = Decimal(match[1]), Decimal(match[2])
        last = number.last
        is_of = self.tokens.word(last) == "of" and not self._is_month(last + 1)
        if value < base and (is_of or (base in (5, 10, 100) and self._is_counted(last))):
            self._add(number, last + 1, Unit.RATIO, value, base=base, measured_from=last)

    def _add_ordinal(self, number: Number) -> None:
        """Add the rank or the fraction that an ordinal (or "half", "quarter") is."""
        words, lists, tokens, first, last = self.words, self.lists, self.tokens, number.first, number.last
        word = words[first]
        if word in lists.fraction_signs:
            numerator, denominator = lists.fraction_signs[word]
            self._add(number, last, Unit.RATIO, Decimal(numerator), base=Decimal(denominator))
            return
        previous = tokens.word(first - 1)
        if word == "half":
            self._add_half(number)
            return
        if word in lists.fractions and last == first + 1:
            if previous in ("a", "an") and self._is_fraction(first - 1, last, word):
                article = number._replace(first=first - 1)
                self._add(article, last, Unit.RATIO, _ONE, base=Decimal(lists.fractions[word]))
                return
            if word in ("quarter", "hundredth"):
                return
        if self._is_month(last + (tokens.word(last) == "of")) or self._is_month(first - 1):
            return
        if number.value < 1:
            return
        following = last + (tokens.word(last) in _HYPHENS)
        is_first = number.value == 1
        if is_first:
            is_rank = previous in lists.first_verbs or lists.first_phrases.after(words, following) > 0
        else:
            is_rank = (
                tokens.word(following) in lists.rank_nouns
                or lists.rank_phrases.after(words, following) > 0
                or (previous in lists.rank_verbs and self._ends_phrase(last))
            )
            if is_rank and lists.rank_phrases.after(words, following) and words[following] == "of":
                is_rank = previous in lists.rank_verbs or words[following + 1] == "all" or "core" in words
        if first == 0 and last == self.count:
            is_rank = True
        if is_rank:
            self._add(number, last, Unit.RANK, number.value, bare=True)

    def _ends_phrase(self, last: int) -> bool:
        word = self.tokens.word(last)
        return last >= self.count or self.tokens.kinds[last] == SIGN or word in self.lists.stops

    def _is_fraction(self, start: int, last: int, word: str) -> bool:
        """Tell whether "a third" or "one third" at *start* is a share rather than the third of a row."""
        lists = self.lists
        before = self.tokens.word(start - 1)
        following = self.tokens.word(last)
        if before in lists.no_fraction_after or self._is_month(last + 1):
            return False
        alone = start == 0 and last == self.count
        led = before in lists.fraction_after or self._qualifier(start)[0] is not None
        if following == "of":
            return True
        if word == "quarter" and not (led or alone):
            return False
        return self._ends_phrase(last) or (following.endswith("ed") and self.tokens.kinds[last] == WORD)

    def _add_half(self, number: Number) -> None:
        words, lists, first, last = self.words, self.lists, number.first, number.last
        previous = self.tokens.word(first - 1)
        following = self.tokens.word(last)
        if previous in lists.no_fraction_after or following in _HYPHENS:
            return
        if following in ("a", "an") and self.tokens.word(last + 1) in lists.durations:
            unit = lists.durations[words[last + 1]]
            self._add(number, last + 2, Unit.DURATION, Decimal("0.5"), duration_unit=unit)
            return
        start = first - 1 if previous in ("a", "one") and first - 1 >= self.done else first
        led = self.tokens.word(start - 1) in lists.fraction_after or self._qualifier(start)[0] is not None
        if (
            following in lists.half_before
            or (self._ends_phrase(last) and (led or start == 0 or following in lists.auxiliaries))
            or (led and self._ends_phrase(last))
        ):
            self._add(number._replace(first=start), last, Unit.RATIO, _ONE, base=Decimal(2))

    def _add_ratio(self, position: int, number: Number) -> bool:
        """Add "9 in ten", "8 out of 10", "two thirds", "66.1 crimes per 1,000"; tell whether it is one."""
        words, lists, tokens, last = self.words, self.lists, self.tokens, number.last
        if number.glued or last >= self.count:
            return False
        value = number.value
        after = last + (words[last] in _HYPHENS)
        word = tokens.word(after)
        previous = tokens.word(number.first - 1)
        if word in lists.plural_fractions and 0 < value < lists.plural_fractions[word]:
            if previous in lists.no_fraction_after:
                return False
            base = Decimal(lists.plural_fractions[word])
            self._add(number, after + 1, Unit.RATIO, value, base=base)
            return True
        if value == 1 and word in lists.fractions and self._is_fraction(number.first, after + 1, word):
            base = Decimal(lists.fractions[word])
            self._add(number, after + 1, Unit.RATIO, value, base=base)
            return True
        if position + 1 >= len(self.entries):
            return False
        other = self.entries[position + 1]
        if isinstance(other, _Sum) or not other.is_plain or other.is_ordinal or not other.value:
            return False
        gap = words[last : other.first] if other.first - last <= 6 else []
        if gap and gap[-1] == "every":
            gap = gap[:-1] if gap[0] != "for" else ["in"]
        is_share = gap in (["out", "of"], ["out", "of", "the"], ["out", "of", "a", "total", "of"])
        base = other.value
        if gap == ["in"]:
            round_base = base <= 10 or base in (12, 15, 20, 25, 30, 40, 50, 60) or not base % 50
            is_share = round_base and base > 1 and not self._is_year_like(other) and self._unit(other).kind == "none"
        if is_share and value <= base and self._unit(other).kind != "percent":
            self._add(number, other.last, Unit.RATIO, value, base=base)
            return True
        is_rate = bool(gap) and gap[-1] == "per" and base >= 100 and len(gap) <= 5
        if is_rate and all(tokens.kinds[i] == WORD for i in range(last, other.first)):
            self._add(number, other.last, Unit.RATIO, value, base=base, measured_from=last)
            return True
        return False

    def _add_duration(self, number: Number, unit: _UnitFound, *, shared: bool) -> None:
        self._add(
            number,
            unit.end,
            Unit.DURATION,
            number.value,
            duration_unit=unit.duration_unit,
            inner=shared,
        )

    def _add_money(self, entry: _Sum) -> None:
        qualifier, start_token = self._qualifier(entry.first)
        end_token, end = entry.last, entry.end
        if qualifier is None:
            start = entry.start
            qualifier, end_token = self._qualifier_behind(entry.last)
            if end_token > entry.last:
                end = self.tokens.ends[end_token - 1]
        else:
            start = min(self.tokens.starts[start_token], entry.start)
        direction, baseline = self._movement(entry.first, end_token)
        self.done = end_token
        self.found.append(
            ScannedMeasure(
                start=start,
                end=end,
                value=entry.money.amount,
                unit=Unit.MONEY,
                currency=entry.money.currency,
                qualifier=qualifier,
                direction=direction,
                baseline=baseline,
            ),
        )

    # -- putting a measure together

    def _add(
        self,
        number: Number,
        end: int,
        unit: Unit,
        value: Decimal,
        *,
        base: Decimal | None = None,
        duration_unit: str | None = None,
        measured_from: int | None = None,
        inner: bool = False,
        bare: bool = False,
    ) -> None:
        """Add a measure that reaches from *number* to the token before *end*.

        *inner* is the first of a range whose unit stands behind the second; *bare* takes no qualifier.
        """
        tokens = self.tokens
        first, last = number.first, end
        qualifier: Qualifier | None = None
        if not bare:
            qualifier, first = self._qualifier(number.first)
            if qualifier is not None and unit is Unit.DURATION and not self._exceeds(first, duration_unit):
                qualifier, first = None, number.first
            if inner and self.tokens.word(first - 1) == "between" and first - 1 >= self.done:
                first -= 1
            if qualifier is None and not inner:
                qualifier, last = self._qualifier_behind(end)
        direction, baseline = self._movement(number.first, last)
        sign = self._sign(number, last, unit)
        if sign:
            first = min(first, number.first - 1)
            direction = Direction.UP if sign > 0 else Direction.DOWN
            value *= sign
        measured = None
        if unit in (Unit.COUNT, Unit.RATIO, Unit.PERCENT) and not inner:
            measured = self._measured(last if measured_from is None or last > end else measured_from, unit, value)
        self.done = number.last if inner else last
        self.found.append(
            ScannedMeasure(
                start=tokens.starts[first],
                end=tokens.ends[last - 1],
                value=value,
                unit=unit,
                base=base,
                duration_unit=duration_unit,
                qualifier=qualifier,
                measured=measured,
                direction=direction,
                baseline=baseline,
            ),
        )

    def _qualifier(self, first: int) -> tuple[Qualifier | None, int]:
        """Return the qualifier before the token *first*, and the token where its words begin."""
        words, lists = self.words, self.lists
        index = first
        if (first and words[first - 1] == "." and self.tokens.word(first - 2) in ("c", "ca", "approx")) or (
            first and words[first - 1] in ("a", "an")
        ):
            index -= 1
        length = lists.qualifier_phrases.before(words, index)
        if not length:
            return None, first
        start = index - length
        if start < self.done:
            return None, first
        phrase = tuple(words[start:index])
        before = self.tokens.word(start - 1)
        if before in lists.no_qualifier_after.get(phrase[0], ()) and self._takes_object(phrase, first):
            return None, first
        if phrase == ("up", "to") and self._is_rise_between(start):
            return None, first
        modifier = lists.modifiers.before(words, start)
        if modifier and start - modifier >= self.done:
            start -= modifier
        return lists.qualifiers[phrase], start

    def _takes_object(self, phrase: _Phrase, first: int) -> bool:
        """Tell whether a word such as "about" may be a preposition here: not before a percentage."""
        return phrase != ("about",) or self.tokens.word(first + 1) not in ("%", "percent", "per")

    def _is_rise_between(self, start: int) -> bool:
        """Tell "from 12 up to 30", where the words are no limit, from "up to 30"."""
        return start >= 2 and self.words[start - 2] == "from" and self.tokens.kinds[start - 1] == DIGITS

    def _qualifier_behind(self, end: int) -> tuple[Qualifier | None, int]:
        """Return the qualifier that follows ("300+", "50 or more"), and the token index behind it."""
        words, lists = self.words, self.lists
        if end >= self.count:
            return None, end
        if words[end] == "+" and not (self.tokens.word(end + 1)[:1].isdigit() and self.tokens.word(end + 1)):
            return Qualifier.OVER, end + 1
        length = lists.behind_phrases.after(words, end)
        if not length:
            return None, end
        return lists.behind[tuple(words[end : end + length])], end + length

    def _exceeds(self, start: int, duration_unit: str | None) -> bool:
        """Tell "for over three years" from "£9,000 over three years"; *start* is where "over" stands."""
        if self.words[start] != "over":
            return True
        if self.words[start + 1] in ("a", "an"):
            return False
        if start == 0 or duration_unit in ("second", "minute", "hour"):
            return True
        return self.words[start - 1] in self.lists.exceeding_after or self.tokens.kinds[start - 1] == SIGN

    def _sign(self, number: Number, last: int, unit: Unit) -> int:
        """Return -1 or 1 for a sign right before what may be below zero, else 0.

        A dash before a count is mostly a mark of the sentence; it is a sign where a movement is told in numbers
        ("a change of -15"), behind a bracket, and where nothing but the number follows a colon.
        """
        first = number.first
        index = first - 1
        if index < self.done or not self.tokens.is_tight(first):
            return 0
        sign = self.words[index]
        if sign != "+" and sign not in _MINUS:
            return 0
        if index == 0:
            if last < self.count:
                return 0
        elif self.tokens.is_tight(index) and self.words[index - 1] not in "([":
            return 0
        elif unit in (Unit.RATIO, Unit.RANK) or number.is_word:
            return 0
        elif unit is not Unit.PERCENT and sign != "−":
            before = self.words[index - 1]
            if before not in "([" and before not in self.lists.signed_after and (before != ":" or last < self.count):
                return 0
        return 1 if sign == "+" else -1

    # -- what is measured, and which way it moved

    def _measured(self, index: int, unit: Unit, value: Decimal) -> str | None:
        """Return the noun phrase at the token *index*, as printed, or None where its end is not plain."""
        words, kinds, lists, tokens = self.words, self.tokens.kinds, self.lists, self.tokens
        if self.tokens.word(index) == "of" and (
            unit is not Unit.COUNT or self.tokens.word(index + 1) in ("the", "those", "our", "these")
        ):
            index += 1
            while index < self.count and words[index] in ("the", "those", "all", "our", "these"):
                index += 1
        end = index
        is_head = False
        while end < self.count and end - index < 10:
            word = words[end]
            if kinds[end] == SIGN:
                if word not in _HYPHENS or not (tokens.is_tight(end) and tokens.is_tight(end + 1)):
                    break
            elif kinds[end] == DIGITS or word in lists.stops or word in lists.ways_behind:
                break
            else:
                many = word in lists.plurals or (len(word) > 3 and word[-1] == "s" and word[-2:] not in ("ss", "us"))
                if is_head and (not many or word in ("says", "reports", "shows", "remains", "attends")):
                    break
                if word.endswith("ed") and (value == 1 or is_head) and end > index:
                    break
                is_head = many
            end += 1
        if end == index or end - index >= 10 or words[end - 1] in _HYPHENS:
            return None
        if not is_head and (value != 1 or unit is not Unit.COUNT or words[index].endswith("ed")):
            return None
        return self.text[tokens.starts[index] : tokens.ends[end - 1]]

    def _noun_end(self, index: int) -> int:
        """Return the token index behind the noun at *index*, without which its number would not be read."""
        if index >= self.count:
            return index
        noun = self._measured(index, Unit.COUNT, Decimal(0))
        if noun is None or self._is_counted(index):
            return index + 1
        return bisect_left(self.tokens.starts, self.tokens.starts[index] + len(noun))

    def _movement(self, first: int, last: int) -> tuple[Direction | None, str | None]:
        """Return which way the number at *first* moved, and from what, as far as its clause says."""
        direction = self._direction(first, last) if self.has_ways else None
        if not self.has_baseline:
            return direction, None
        opener = self._baseline(last)
        if opener is None:
            return direction, None
        start, end = opener
        is_way = self.words[start] in ("up", "down")
        way = self.words[start] if is_way else self.tokens.word(start - 1)
        if direction is None and start > last - 1:
            direction = self.lists.ways.get(way)
        return direction, self.text[self.tokens.starts[start + is_way] : self.tokens.ends[end - 1]]

    def _direction(self, first: int, last: int) -> Direction | None:
        words, lists = self.words, self.lists
        following = self.tokens.word(last)
        if following in lists.ways_behind and not (following in ("up", "down") and not self._ends_phrase(last + 1)):
            return lists.ways.get(following)
        index = first - 1
        if self.tokens.word(index) == "from":
            return None
        limit = max(0, first - 7)
        while index >= limit:
            word = words[index]
            if word == "from" and self.tokens.word(index - 1) in ("up", "down"):
                return None
            if word in ("than", "to") and self.tokens.word(index - 1) in (
                "more",
                "less",
                "fewer",
                "higher",
                "lower",
                "up",
            ):
                index -= 2
                continue
            if word in lists.way_words:
                if word in ("more", "less", "fewer", "higher", "lower"):
                    return None
                return lists.ways[word]
            if word not in lists.way_fillers and not self._is_range_part(index):
                return None
            index -= 1
        return None

    def _is_range_part(self, index: int) -> bool:
        """Tell whether the token belongs to the first half of "between 3% and 8%"."""
        if self.words[index] in ("and", "%", *_DASHES):
            return True
        return self.tokens.kinds[index] == DIGITS

    def _baseline(self, last: int) -> tuple[int, int] | None:
        """Return the tokens of a comparison behind the token *last*, in the same clause."""
        words, lists = self.words, self.lists
        index = last
        limit = min(self.count, last + 16)
        entry_seen = False
        while index < limit:
            word = words[index]
            if word in lists.baseline_first and lists.baseline.after(words, index):
                break
            if word in (".", ";", ":", "|", "?", "!") or self.tokens.kinds[index] == DIGITS:
                entry_seen = True
                break
            index += 1
        if index >= limit or entry_seen:
            return None
        end = index
        while end < self.count and words[end] not in lists.baseline_stops:
            end += 1
        return (index, end) if end - index <= 14 else None


def _without_runs(numbers: list[Number]) -> list[Number]:
    """Leave out long rows of bare numbers with nothing between them."""
    kept: list[Number] = []
    row: list[Number] = []
    for number in numbers:
        if row and row[-1].last != number.first:
            if len(row) < _RUN:
                kept.extend(row)
            row = []
        row.append(number)
    if len(row) < _RUN:
        kept.extend(row)
    return kept
