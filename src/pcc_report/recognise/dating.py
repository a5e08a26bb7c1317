"""When a report was made, and the time that it is about."""

import datetime as dt
import re
from collections.abc import Sequence
from functools import cache

from pcc_report.layout import Block, BlockKind, Run
from pcc_report.model import PartialDate, Period
from pcc_report.recognise.head import MAX_HEAD, Found, Head, contains
from pcc_report.recognise.sentences import sentences
from pcc_report.values.dates import ScannedDate, find_dates, find_periods, is_period
from pcc_report.vocabulary import Vocabulary, load_words, words_of

_MEETING = re.compile(r"meeting|cyfarfod", re.IGNORECASE)


def find_published(
    head: Head, lines: Sequence[Block], blocks: Sequence[Block], furniture: Sequence[Run], vocabulary: Vocabulary
) -> None:
    """Set the date of the report: of a label, a line of the head, or the meeting that it was for."""
    found = [*_in_fields(head, blocks, vocabulary), *_in_lines(lines, vocabulary)]
    found += _behind_labels(blocks, lines, vocabulary)
    if not found:
        found = _at_end(blocks, vocabulary) or _in_furniture(furniture, vocabulary, "published")
    found = found or _of_meeting(blocks[:MAX_HEAD], vocabulary) or _in_furniture(furniture, vocabulary, "updated")
    if found:
        best = max(found, key=lambda f: f.score)
        head.published = best
        head.other_dates += [f for f in found if f.value != best.value and not _coarser(f.value, best.value)]


def _in_fields(head: Head, blocks: Sequence[Block], vocabulary: Vocabulary) -> list[Found[PartialDate]]:
    """Return the dates of fields that say that they are the report's, and note the others."""
    found = []
    for k, block in enumerate(blocks):
        dates = find_dates(block.run.text) if block.kind is BlockKind.FIELD and block.run else []
        if not dates:
            continue
        hit = vocabulary.labels.best(block.label.text)
        meaning = vocabulary.labels.whole(block.label.text) or (hit.meaning if hit else None)
        dated = Found(dates[0].date, block.run.cut(dates[0].start, dates[0].end), 6.0)
        if meaning == "published" and len(words_of(block.label.text)) == 1 and _is_signed(blocks, k, vocabulary):
            meaning = "other_date"
        if meaning == "published":
            dated.score += "publi" in block.label.text.casefold()
            found.append(dated)
            head.labels.append(block.label)
        elif meaning in ("other_date", "updated"):
            head.other_dates.append(dated)
    return found


_SIGNED_WITHIN = 3
"""Blocks between a signature and its date: a name, a post."""


def _is_signed(blocks: Sequence[Block], k: int, vocabulary: Vocabulary) -> bool:
    """Whether a date with nothing but "Date" before it stands under a signature, and is that of signing."""
    texts = [t for b in blocks[max(0, k - _SIGNED_WITHIN) : k] for t in (b.label.text, b.run.text)]
    return any(h is not None and h.meaning == "signature" for h in (vocabulary.prompts.opening(t[:80]) for t in texts))


def _in_lines(lines: Sequence[Block], vocabulary: Vocabulary) -> list[Found[PartialDate]]:
    """Return the dates that lines of the head are, or begin or end with."""
    found = []
    for n, block in enumerate(lines):
        text = block.run.text
        dates = find_dates(text)
        periods = find_periods(text) if dates else ()
        if not dates or (periods and not covers(text, dates[0])):
            continue
        date = dates[0]
        if any(p.start < date.start < p.end for p in periods):
            continue  # "Year ended 31 March 2023"
        if _DEADLINE.search(text, 0, date.start):
            continue
        run = block.run.cut(date.start, date.end)
        whole = covers(text, date)
        if whole and n and block.is_tight and _ends_period(lines[n - 1].run.text, text):
            continue
        if whole:
            stamped = _STAMP.match(text, date.end) is not None
            found.append(Found(date.date, run, 1.0 if stamped else 5.0 - 0.1 * n))
        elif vocabulary.labels.has(text[: date.start], "published"):
            found.append(Found(date.date, run, 5.0))
        elif date.start == 0 or text[date.end :].strip(" )") == "":
            found.append(Found(date.date, run, 3.0 - 0.1 * n))
    return found


_DEADLINE = re.compile(
    r"\b(?:by|due|before|no later than|not later than|deadline)\b(?:\s+(?:on|the|is|date))*\W*\Z", re.IGNORECASE
)
"""What stands before the day until which something is to be sent in."""
_STAMP = re.compile(r"\s\d\d:\d\d\Z")
"""The clock time of an upload, which a site prints in the head of what others have written."""


def _ends_period(above: str, text: str) -> bool:
    """Whether a date only ends a period that the line above begins: "Report for the year ended / 31 March 2017"."""
    return any(p.start < len(above) < p.end for p in find_periods(f"{above} {text}"))


def _behind_labels(blocks: Sequence[Block], lines: Sequence[Block], vocabulary: Vocabulary) -> list[Found[PartialDate]]:
    """Return the dates of other blocks that are no more than a date, or stand behind their label in running text."""
    found = []
    for n, block in enumerate(blocks):
        if block.kind not in (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM) or block in lines:
            continue
        text = block.run.text
        dates = find_dates(text) if len(text) < _LONGEST_LINE else []
        if not dates or (n and block.is_tight and _ends_period(blocks[n - 1].run.text, text)):
            continue
        date = dates[0]
        label = _label_before(text, date, vocabulary, "published")
        alone = len(dates) == 1 and covers(text, date)
        in_head = n < MAX_HEAD and block.kind is not BlockKind.ITEM and (alone or label)
        if in_head or (label > 1 and vocabulary.labels.whole(text[: date.start])):
            found.append(Found(date.date, block.run.cut(date.start, date.end), 4.0 - 0.1 * min(n, MAX_HEAD)))
    return found


_LONGEST_LINE = 300


def _label_before(text: str, date: ScannedDate, vocabulary: Vocabulary, meaning: str) -> int:
    """Return how many words the label right before a date has: "Q3 report submitted 14 January 2011".

    In a sentence, "to be read with the report submitted in May 2011", it is the date of something else.
    """
    before = _WEEKDAY.sub("", text[: date.start])
    last = next(reversed(vocabulary.labels.hits(before)), None)
    if last is None or last.meaning != meaning or before[last.end :].strip(" :/–—-|\t"):
        return 0
    return 0 if _SMALL_WORD.search(before[: last.start]) else last.words


_SMALL_WORD = re.compile(r"(?<![\w'’])[a-z]{2,}\b")
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\W*\Z", re.IGNORECASE)


def _at_end(blocks: Sequence[Block], vocabulary: Vocabulary) -> list[Found[PartialDate]]:
    """Return the date of a last line such as "Published July 2020"."""
    found: list[Found[PartialDate]] = []
    for block in blocks[-6:]:
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING) or len(block.run.text) >= 80:
            continue
        opening = vocabulary.labels.opening(block.run.text[:60])
        opens = opening is not None and opening.meaning == "published"
        dates = find_dates(block.run.text) if opens else ()
        if dates:
            found.append(Found(dates[0].date, block.run.cut(dates[0].start, dates[0].end), 2.0))
    return found


def _of_meeting(blocks: Sequence[Block], vocabulary: Vocabulary) -> list[Found[PartialDate]]:
    """Return the date of the meeting that the report was for: who is addressed, and when they met."""
    found: list[Found[PartialDate]] = []
    for block in blocks:
        text, dates = block.run.text, find_dates(block.run.text)
        if len(dates) != 1 or len(text) >= _LONGEST_LINE:
            continue
        if block.kind is BlockKind.FIELD:
            meeting = vocabulary.labels.has(block.label.text, "other_date") and _MEETING.search(block.label.text)
            addressed = vocabulary.labels.whole(block.label.text) == "funder" and dates[0].end == len(text)
            is_meeting = bool(meeting) or addressed
        else:
            is_meeting = _MEETING.match(text) is not None
        if is_meeting:
            found.append(Found(dates[0].date, block.run.cut(dates[0].start, dates[0].end), 1.5))
    return found


def _in_furniture(furniture: Sequence[Run], vocabulary: Vocabulary, meaning: str) -> list[Found[PartialDate]]:
    """Return the dates that running heads or the frame of a page print behind a label."""
    found = []
    for run in furniture:
        dates = find_dates(run.text) if len(run.text) < _LONGEST_LINE else []
        if len(dates) == 1 and (
            _label_before(run.text, dates[0], vocabulary, meaning) > 1
            or _is_labelled(run.text[: dates[0].start].rstrip(), vocabulary, meaning)
            or (dates[0].start and vocabulary.labels.whole(run.text[: dates[0].start]) == meaning)
        ):
            found.append(Found(dates[0].date, run.cut(dates[0].start, dates[0].end), 2.0))
    return found


def _is_labelled(before: str, vocabulary: Vocabulary, meaning: str) -> bool:
    """Whether the words before a date end with a label and its colon: "Draft 3   Author: A. Person   Date:"."""
    last = next(reversed(vocabulary.labels.hits(before)), None)
    return last is not None and last.meaning == meaning and before[last.end :] == ":"


def _coarser(date: PartialDate, other: PartialDate) -> bool:
    return date.year == other.year and date.month in (None, other.month) and date.day is None


def find_period(head: Head, lines: Sequence[Block], blocks: Sequence[Block], vocabulary: Vocabulary) -> None:
    """Set the period that a label, the title, the head, or else a heading or sentence tells."""
    found = [*_period_fields(head, blocks, vocabulary), *_covered(blocks, vocabulary)]
    title = head.title.run if head.title else None
    if title is not None:
        found += [Found(p, title.cut(a, b), _of_plan(title.text, a, p, 7.0, vocabulary)) for a, b, p in _spans(title)]
    heads = [title] if title is not None else []
    for run in (*heads, *(b.run for b in lines)):
        years = _TWO_YEARS.search(run.text)
        if years is not None and int(years[2]) == int(years[1]) + 1:
            period = Period.financial_year(int(years[1]))
            found.append(Found(period, run.cut(years.start(1), years.end(2)), 4.0))
    for n, block in enumerate(lines):
        own = title is not None and (block.run is title or contains(block.run, title))
        best = 8.0 if is_period(block.run.text) is not None else 7.0 if own else 4.0 - 0.1 * n
        for a, b, period in _spans(block.run):
            found.append(Found(period, block.run.cut(a, b), _of_plan(block.run.text, a, period, best, vocabulary)))
    found += _narrowed(found, blocks, vocabulary)
    found = found or _start_to_end(blocks, vocabulary) or _told([b for b in blocks if b not in lines], vocabulary)
    if found:
        head.period = max(found, key=lambda f: f.score)


_TWO_YEARS = re.compile(r"(?:(?<=[^\W\d_]\s)(?<!from\s)|\A)(20[0-9]{2})\sto\s(20[0-9]{2})(?=\Z|\s[-–—|])")
"""Years of a title, "Annual plan 2019 to 2020"; in a sentence they are those of a comparison."""


def _period_fields(head: Head, blocks: Sequence[Block], vocabulary: Vocabulary) -> list[Found[Period]]:
    found = []
    for block in blocks:
        if block.kind is BlockKind.FIELD and block.run and vocabulary.labels.whole(block.label.text) == "period":
            for scan in find_periods(block.run.text):
                if scan.period:
                    found.append(Found(scan.period, block.run.cut(scan.start, scan.end), 9.0))
                    head.labels.append(block.label)
                    break
    return found


def _spans(run: Run) -> list[tuple[int, int, Period]]:
    """Return the periods of a line, each with its place; years side by side, "2022/23 & 2023/24", are one."""
    out: list[tuple[int, int, Period]] = []
    for scan in find_periods(run.text):
        if scan.period is None or scan.kind == "to_date":
            continue
        follows = out and out[-1][2].end + dt.timedelta(1) == scan.period.start
        if follows and _BESIDE.fullmatch(run.text, out[-1][1], scan.start):
            out[-1] = (out[-1][0], scan.end, Period(out[-1][2].start, scan.period.end))
        else:
            out.append((scan.start, scan.end, scan.period))
    return out


_BESIDE = re.compile(r"\s*(?:,|&|and|\+|\s)\s*")


def _of_plan(text: str, start: int, period: Period, score: float, vocabulary: Vocabulary) -> float:
    """Return the score of a period, less for the years of a plan or strategy that the report is only one year of."""
    several = period.end.year - period.start.year > 1
    plan = any(h.meaning == "plan" for h in vocabulary.titles.hits(text[:start])[-1:])
    return min(score, 3.2) if several and plan else score


def _start_to_end(blocks: Sequence[Block], vocabulary: Vocabulary) -> list[Found[Period]]:
    """Return the time between the one start date and the one end date that a form prints."""
    dates: dict[str, list[tuple[PartialDate, Run]]] = {"start": [], "end": []}
    for block in blocks:
        meaning = vocabulary.labels.whole(block.label.text) if block.kind is BlockKind.FIELD else None
        if meaning is not None and meaning in dates:
            dates[meaning] += [(d.date, block.run.cut(d.start, d.end)) for d in find_dates(block.run.text)[:1]]
    if not all(len(some) == 1 for some in dates.values()):
        return []
    [(first, begin)], [(last, finish)] = dates["start"], dates["end"]
    if None in (first.month, first.day, last.month, last.day):
        return []
    start, end = (dt.date(d.year, d.month or 1, d.day or 1) for d in (first, last))
    return [Found(Period(start, end), begin + finish, 3.0)] if start < end else []


def _covered(blocks: Sequence[Block], vocabulary: Vocabulary) -> list[Found[Period]]:
    """Return the periods that sentences say that the report is about: "This report covers April to June 2023"."""
    found = []
    for block in blocks[:_READ]:
        for hit in vocabulary.prompts.hits(block.run.text):
            if hit.meaning == "covers":
                near = (s for s in _spans(block.run) if 0 <= s[0] - hit.end < _CLOSE)
                found += [Found(p, block.run.cut(a, b), 7.5) for a, b, p in near]
    return found


def _narrowed(found: Sequence[Found[Period]], blocks: Sequence[Block], vocabulary: Vocabulary) -> list[Found[Period]]:
    """Return the part of the year in the title that a report says it is about: "This report ... for the period ...".

    What it asks for or plans is for other years, or for all of one.
    """
    told: list[Found[Period]] = []
    for block in blocks[:_READ] if found else ():
        for sentence in sentences(block.run):
            opening = vocabulary.prompts.opening(sentence.text)
            if opening is None or opening.meaning != "itself":
                continue
            for a, b, period in _spans(sentence):
                inside = any(f.value.contains(period) and f.value != period for f in found)
                if inside and _FOR_THE_PERIOD.search(sentence.text, 0, a):
                    told.append(Found(period, sentence.cut(a, b), 7.5))
    return told


_FOR_THE_PERIOD = re.compile(r"\b(?:for|in|during|over)\s+the\s+period\s+(?:from\s+)?\Z", re.IGNORECASE)
_CLOSE = 12
"""Characters between "this report covers" and the period: "the year"."""


def _told(blocks: Sequence[Block], vocabulary: Vocabulary) -> list[Found[Period]]:
    """Return the period that headings and sentences tell most often, and compare nothing with."""
    told: dict[Period, list[Run]] = {}
    for k, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING and not vocabulary.headings.has(block.run.text, "outcome"):
            parts = [block.run]
        elif block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and k < _READ:
            parts = list(sentences(block.run))
        else:
            continue
        for part in parts:
            for a, b, period in _spans(part):
                if not _is_baseline(part.text[:a]):
                    told.setdefault(period, []).append(part.cut(a, b))
    most = max(told, key=lambda period: len(told[period]), default=None)
    return [Found(most, told[most][0], 2.5)] if most is not None else []


_READ = 40
"""Blocks whose sentences are asked for the period."""


def _is_baseline(before: str) -> bool:
    """Whether a year is only what others are compared with: "against nine in 2017/18"."""
    return _baseline().search(before[-_NEAR:]) is not None


_NEAR = 40


@cache
def _baseline() -> re.Pattern[str]:
    openers = load_words("measures")["baseline"]["openers"]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, openers))})\b(?:\W+\w+){{0,3}}\W*\Z", re.IGNORECASE)


_BESIDE_DATE = 9
"""Letters that may stand beside a date: a day of the week."""
_TIME = re.compile(r"\b\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\b\.?)?|\b\d{1,2}\s*[ap]\.?m\b\.?", re.IGNORECASE)
"""A time of day, printed beside a date."""


def covers(text: str, date: ScannedDate) -> bool:
    """Return whether *text* is the date and no more than a time or a day of the week."""
    start, end = date.start, date.end
    rest = (_TIME.sub("", text[:start]), _TIME.sub("", text[end:]))
    return sum(len(re.sub(r"\W", "", part)) for part in rest) <= _BESIDE_DATE
