"""When a report was made, and the time that it is about."""

import re
from collections.abc import Sequence

from pcc_report.layout import Block, BlockKind
from pcc_report.model import PartialDate, Period
from pcc_report.recognise.head import Found, Head, contains
from pcc_report.recognise.sentences import sentences
from pcc_report.values.dates import ScannedDate, find_dates, find_periods, is_period
from pcc_report.vocabulary import Vocabulary

_MEETING = re.compile(r"meeting|cyfarfod", re.IGNORECASE)
_MAX_HEAD = 14


def find_published(head: Head, lines: Sequence[Block], blocks: Sequence[Block], vocabulary: Vocabulary) -> None:
    """Set the date of the report: of a label, a line of the head, or the meeting that it was for."""
    found: list[Found[PartialDate]] = []
    meeting: Found[PartialDate] | None = None
    for block in blocks:
        if block.kind is not BlockKind.FIELD or not block.run:
            continue
        meaning = vocabulary.labels.whole(block.label.text)
        hit = vocabulary.labels.best(block.label.text)
        meaning = meaning or (hit.meaning if hit else None)
        dates = find_dates(block.run.text)
        if not dates:
            continue
        run = block.run.cut(dates[0].start, dates[0].end)
        if meaning == "published":
            named = "publi" in block.label.text.casefold()
            found.append(Found(dates[0].date, run, 6.0 + named))
            head.labels.append(block.label)
        elif meaning == "other_date":
            head.other_dates.append(Found(dates[0].date, run, 0.0))
            if vocabulary.labels.has(block.label.text, "other_date") and _MEETING.search(block.label.text):
                meeting = Found(dates[0].date, run, 1.5)
    for n, block in enumerate(lines):
        text = block.run.text
        dates = find_dates(text)
        if not dates or (find_periods(text) and not covers(text, dates[0])):
            continue
        date = dates[0]
        run = block.run.cut(date.start, date.end)
        whole = covers(text, date)
        tail = text[date.end :].strip(" )") == "" and not whole
        if whole:
            found.append(Found(date.date, block.run if run.text == text else run, 5.0 - 0.1 * n))
        elif vocabulary.labels.has(text[: date.start], "published"):
            found.append(Found(date.date, run, 5.0))
        elif tail or text.startswith(run.text):
            found.append(Found(date.date, run, 3.0 - 0.1 * n))
    for n, block in enumerate(blocks[:_MAX_HEAD]):
        dates = find_dates(block.run.text) if block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH) else []
        if dates and block not in lines and len(dates) == 1 and covers(block.run.text, dates[0]):
            found.append(Found(dates[0].date, block.run.cut(dates[0].start, dates[0].end), 4.0 - 0.1 * n))
    if not found:
        for block in blocks[-6:]:
            hits = (
                vocabulary.labels.hits(block.run.text[:60])
                if block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)
                else []
            )
            dates = find_dates(block.run.text) if any(h.meaning == "published" and h.start == 0 for h in hits) else []
            if dates and len(block.run.text) < 80:
                found.append(Found(dates[0].date, block.run.cut(dates[0].start, dates[0].end), 2.0))
    if not found and meeting is not None:
        found.append(meeting)
    if found:
        best = max(found, key=lambda f: f.score)
        head.published = best
        head.other_dates += [f for f in found if f.value != best.value and not _coarser(f.value, best.value)]


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
