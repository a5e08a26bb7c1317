"""When a report was made, and the time that it is about."""

import re
from collections.abc import Sequence

from pcc_report.layout import Block, BlockKind, Run
from pcc_report.model import PartialDate, Period
from pcc_report.recognise.head import Found, Head, contains
from pcc_report.recognise.sentences import sentences
from pcc_report.values.dates import ScannedDate, find_dates, find_periods, is_period
from pcc_report.vocabulary import Vocabulary, words_of

_MEETING = re.compile(r"meeting|cyfarfod", re.IGNORECASE)
_MAX_HEAD = 14


def find_published(
    head: Head, lines: Sequence[Block], blocks: Sequence[Block], furniture: Sequence[Run], vocabulary: Vocabulary
) -> None:
    """Set the date of the report: of a label, a line of the head, or the meeting that it was for."""
    found = [*_in_fields(head, blocks, vocabulary), *_in_lines(lines, vocabulary)]
    found += _behind_labels(blocks, lines, vocabulary)
    if not found:
        found = _at_end(blocks, vocabulary) or _in_furniture(furniture, vocabulary, "published")
    found = found or _of_meeting(blocks[:_MAX_HEAD], vocabulary) or _in_furniture(furniture, vocabulary, "updated")
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
    return any(h.meaning == "signature" and h.start == 0 for text in texts for h in vocabulary.prompts.hits(text[:80]))


def _in_lines(lines: Sequence[Block], vocabulary: Vocabulary) -> list[Found[PartialDate]]:
    """Return the dates that lines of the head are, or begin or end with."""
    found = []
    for n, block in enumerate(lines):
        text = block.run.text
        dates = find_dates(text)
        if not dates or (find_periods(text) and not covers(text, dates[0])):
            continue
        date = dates[0]
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
        in_head = n < _MAX_HEAD and block.kind is not BlockKind.ITEM and (alone or label)
        if in_head or (label > 1 and vocabulary.labels.whole(text[: date.start])):
            found.append(Found(date.date, block.run.cut(date.start, date.end), 4.0 - 0.1 * min(n, _MAX_HEAD)))
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
        opens = any(h.meaning == "published" and h.start == 0 for h in vocabulary.labels.hits(block.run.text[:60]))
        dates = find_dates(block.run.text) if opens else []
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
        if len(dates) == 1 and _label_before(run.text, dates[0], vocabulary, meaning) > 1:
            found.append(Found(dates[0].date, run.cut(dates[0].start, dates[0].end), 2.0))
    return found


def _coarser(date: PartialDate, other: PartialDate) -> bool:
    return date.year == other.year and date.month in (None, other.month) and date.day is None


def find_period(head: Head, lines: Sequence[Block], blocks: Sequence[Block], vocabulary: Vocabulary) -> None:
    """Set the period that a label, the title, the head, or else a heading or sentence tells."""
    found: list[Found[Period]] = []
    for block in blocks:
        if block.kind is BlockKind.FIELD and block.run and vocabulary.labels.whole(block.label.text) == "period":
            periods = [p for p in find_periods(block.run.text) if p.period]
            if periods:
                found.append(Found(periods[0].period, block.run.cut(periods[0].start, periods[0].end), 9.0))  # type: ignore[arg-type]
                head.labels.append(block.label)
    title = head.title.run if head.title else None
    for n, block in enumerate(lines):
        for scan in find_periods(block.run.text):
            if scan.period is None or scan.kind == "to_date":
                continue
            own = title is not None and (block.run is title or contains(block.run, title))
            whole = is_period(block.run.text) is not None
            score = 8.0 if whole else 7.0 if own else 4.0 - 0.1 * n
            found.append(Found(scan.period, block.run.cut(scan.start, scan.end), score))
    if not found and title is not None:
        found += [Found(s.period, title.cut(s.start, s.end), 7.0) for s in find_periods(title.text) if s.period]
    for k, block in enumerate(blocks):
        if block in lines or found:
            continue
        if block.kind is BlockKind.HEADING:
            found += [
                Found(s.period, block.run.cut(s.start, s.end), 3.0)
                for s in find_periods(block.run.text)
                if s.period and not _is_result_heading(block.run.text, vocabulary)
            ]
        elif block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and k < 40:
            for sentence in sentences(block.run):
                found += [
                    Found(s.period, sentence.cut(s.start, s.end), 2.5)
                    for s in find_periods(sentence.text)
                    if s.period and s.kind != "to_date"
                ]
                if found:
                    break
    if found:
        head.period = max(found, key=lambda f: f.score)


def _is_result_heading(text: str, vocabulary: Vocabulary) -> bool:
    return vocabulary.headings.has(text, "outcome")


_BESIDE_DATE = 9
"""Letters that may stand beside a date: a day of the week."""
_TIME = re.compile(r"\b\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\b\.?)?|\b\d{1,2}\s*[ap]\.?m\b\.?", re.IGNORECASE)
"""A time of day, printed beside a date."""


def covers(text: str, date: ScannedDate) -> bool:
    """Return whether *text* is the date and no more than a time or a day of the week."""
    start, end = date.start, date.end
    rest = (_TIME.sub("", text[:start]), _TIME.sub("", text[end:]))
    return sum(len(re.sub(r"\W", "", part)) for part in rest) <= _BESIDE_DATE
