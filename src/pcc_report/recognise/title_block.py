"""The head of a report: who reports, under what title, when, about which period.

Every line of the head is a candidate for each; a form's labels beat shape, and shape beats order.
"""

import itertools
import re
from collections.abc import Sequence
from typing import Generic, TypeVar

import attrs

from pcc_report.layout import EMPTY, Block, BlockKind, Run
from pcc_report.model import PartialDate, Period
from pcc_report.recognise.bodies import is_named, mentions, names_in, same_name
from pcc_report.recognise.sentences import sentences
from pcc_report.values.dates import find_dates, find_periods, is_period
from pcc_report.vocabulary import Vocabulary, words_of

T = TypeVar("T")
_MEETING = re.compile(r"meeting|cyfarfod", re.IGNORECASE)

_PART = re.compile(r"\s+[-–—|]\s+|\s*;\s+")
_MAX_HEAD = 14
"""How many blocks the head of a report may have."""


@attrs.define(eq=False)
class Found(Generic[T]):
    """A value of the head, where it was printed, and how good the evidence is."""

    value: T
    run: Run
    score: float


@attrs.define(eq=False)
class Head:
    """What the head of a report tells."""

    title: Found[str] | None = None
    organisation: Found[str] | None = None
    is_organisation_assumed: bool = False
    """Whether only the sentences or the furniture name who reports."""
    funder: Found[str] | None = None
    published: Found[PartialDate] | None = None
    period: Found[Period] | None = None
    other_dates: list[Found[PartialDate]] = attrs.field(factory=list)
    labels: list[Run] = attrs.field(factory=list)
    """Labels of a form whose values stand in the fields above."""
    repeats: list[Run] = attrs.field(factory=list)
    """The title or the body printed again."""
    used: list[Block] = attrs.field(factory=list)
    """Blocks that belong to the head and start no section."""


def read_head(blocks: Sequence[Block], furniture: Sequence[Run], vocabulary: Vocabulary) -> Head:
    """Return the head of the report that *blocks* are; *furniture* may name who publishes it."""
    head = Head()
    lines = _head_lines(blocks, vocabulary)
    _organisation(head, lines, blocks, furniture, vocabulary)
    _title(head, lines, blocks, vocabulary)
    _published(head, lines, blocks, vocabulary)
    _period(head, lines, blocks, vocabulary)
    taken = {id(f.run) for f in (head.title, head.organisation, head.published, head.period) if f}
    for block in lines:
        if id(block.run) in taken or _is_only_head(block, head, vocabulary):
            head.used.append(block)
    for block in lines:
        if block not in head.used and head.title and same_name(block.run.text, head.title.value):
            head.repeats.append(block.run)
            head.used.append(block)
    return head


def _head_lines(blocks: Sequence[Block], vocabulary: Vocabulary) -> list[Block]:
    lines: list[Block] = []
    skipped = False
    for block in blocks[:_MAX_HEAD]:
        if block.kind is BlockKind.FIELD:
            continue
        if block.kind not in (BlockKind.HEADING, BlockKind.PARAGRAPH):
            break
        text = block.run.text
        if block.marker is not None:
            break
        if block.kind is BlockKind.PARAGRAPH and (len(text.split()) > 20 or text.endswith((".", ":", ";"))):
            if not lines:
                continue
            if skipped or any(h.meaning != "series" for line in lines for h in vocabulary.titles.hits(line.run.text)):
                break
            skipped = True
            continue
        if block.kind is BlockKind.HEADING and text.endswith(":") and vocabulary.headings.hits(text):
            break
        lines.append(block)
    return lines


# ---------------------------------------------------------------- organisation


def _organisation(
    head: Head, lines: Sequence[Block], blocks: Sequence[Block], furniture: Sequence[Run], vocabulary: Vocabulary
) -> None:
    found: list[Found[str]] = []
    for block in blocks:
        if block.kind is not BlockKind.FIELD or not block.run:
            continue
        meaning = vocabulary.labels.whole(block.label.text)
        if meaning == "organisation" and not _is_post(block.run, vocabulary):
            named = is_named(block.run.text, vocabulary)
            body = bool(vocabulary.bodies.hits(block.run.text))
            found.append(Found(block.run.text.rstrip(" .,"), block.run, (6.0 if named else 1.4) + body))
        elif meaning == "funder" and vocabulary.bodies.has(block.run.text, "commissioner"):
            head.funder = Found(block.run.text.rstrip(" .,"), block.run, 6.0)
            head.labels.append(block.label)
    for n, block in enumerate(lines):
        found += _bodies_in(block.run, vocabulary, n)
    for n, (above, block) in enumerate(itertools.pairwise(lines)):
        if block.is_tight and not is_named(block.run.text, vocabulary) and not vocabulary.titles.hits(above.run.text):
            found += _bodies_in(above.run + block.run, vocabulary, n)
    mentioned = [] if any(f.score >= _SURE for f in found) else _named_in_text(blocks, furniture, vocabulary)
    found += mentioned
    if not found:
        return
    best = max(found, key=lambda f: f.score)
    head.organisation = best
    head.is_organisation_assumed = any(best is f for f in mentioned)
    for other in found:
        kind = vocabulary.bodies.has(other.value, "commissioner")
        if head.funder is None and other is not best and kind and not vocabulary.bodies.has(best.value, "commissioner"):
            head.funder = other
        elif other is not best and same_name(other.value, best.value):
            head.repeats.append(other.run)


def _is_post(run: Run, vocabulary: Vocabulary) -> bool:
    """Whether a value is somebody's post, as behind "Report by:", and no body."""
    posts = [h for h in vocabulary.prompts.hits(run.text) if h.meaning == "post"]
    return any(h.start == 0 or not vocabulary.bodies.hits(run.text) for h in posts)


_YEARS = re.compile(r"\s+\(?(?:19|20)\d\d(?:\s?[-–/]\s?\d{2,4})?\)?\Z")
_SURE = 1.7
_IN_HEAD = {
    "partnership": 4.0,
    "commissioner": 3.0,
    "proper": 2.2,
    "charity": 1.6,
    "council": 2.0,
    "force": 1.3,
    "brand": 1.0,
    "voluntary": 1.0,
}
"""How far the name of each kind of body, in a line of the head, tells who reports."""


def _bodies_in(run: Run, vocabulary: Vocabulary, order: int) -> list[Found[str]]:
    found = []
    for whole in _parts(run):
        dated = _YEARS.search(whole.text)
        part = whole.cut(0, dated.start()) if dated else whole
        text = part.text
        hits = vocabulary.bodies.hits(text)
        words = words_of(text)
        if not hits or len(words) > 14 or part.sums:
            continue
        kinds = {h.meaning for h in hits}
        base = max(_IN_HEAD[k] for k in kinds)
        kind_words = sum(h.words for h in vocabulary.titles.hits(text) if h.meaning == "kind")
        clash = sum(
            t.words
            for t in vocabulary.titles.hits(text)
            if not any(h.start <= t.start and t.end <= h.end for h in hits)
        )
        score = base - 2.2 * clash - 1.5 * kind_words - 0.15 * order - (1.0 if any(c.isdigit() for c in text) else 0)
        score -= 1.5 if text[:1].islower() or text.endswith(".") else 0
        score -= 3.0 if re.search(r"['’]s?(?:\s|\Z)", text[hits[-1].end - 1 :]) else 0
        score -= 0 if is_named(text, vocabulary) else 2.8
        score -= 1.0 if "commissioner" in kinds and len(words) == 1 else 0
        if score > 0:
            found.append(Found(text.rstrip(" :,"), part, score))
    return found


def _named_in_text(blocks: Sequence[Block], furniture: Sequence[Run], vocabulary: Vocabulary) -> list[Found[str]]:
    """Look for a body in the sentences and the furniture, where no line of the head names one."""
    texts = [b.run for b in blocks if b.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ITEM)]
    found = []
    for one in mentions(texts[:_READ], furniture, vocabulary):
        score = _MENTIONED.get(one.meaning, 0.0)
        if not score:
            continue
        score += 0.6 if one.is_of_site else -min(0.03 * one.at, 0.6)
        found.append(Found(one.first.text, one.first, score + min(0.1 * (one.times - 1), 0.4)))
    return found


_READ = 60
"""Blocks whose sentences are searched for who reports."""
_MENTIONED = {"commissioner": 1.3, "proper": 1.3, "partnership": 1.3, "council": 0.7, "force": 0.4}
"""How far the name of each kind of body, in a sentence, tells who reports."""


# ---------------------------------------------------------------- title


def _title(head: Head, lines: Sequence[Block], blocks: Sequence[Block], vocabulary: Vocabulary) -> None:
    found: list[Found[str]] = []
    for block in blocks:
        title = block.kind is BlockKind.FIELD and vocabulary.labels.whole(block.label.text) == "title"
        if title and block.run and not _is_body(block.run, vocabulary):
            found.append(Found(block.run.text.rstrip(" ."), block.run, 8.0))
            break
    body = head.organisation
    sizes = [b.size for b in blocks if b.size]
    usual = sorted(sizes)[len(sizes) // 2] if sizes else 0.0
    dated = False
    for n, block in enumerate(_unwrapped(lines)):
        text = block.run.text
        if find_dates(text) and _covers(text, find_dates(text)[0]):
            dated = True
            continue
        if n and vocabulary.headings.whole(text) in ("outcome", "background", "recommendation"):
            continue
        if (is_period(text) and not vocabulary.titles.has(text, "kind")) or len(text) < 4:
            continue
        run = block.run
        part = 0.0
        if body is not None and _contains(run, body.run):
            rest = _rest(run, body.run)
            if rest is None:
                continue
            known = vocabulary.titles.hits(rest.text)
            if vocabulary.context.whole(rest.text.split()[-1]) == "lead":
                part = 1.5  # "A review for the Commissioner" stands under the title
            elif len(rest.text.split()) > 2 and known and f"{body.value}," not in text:
                run = rest
            elif len(rest.text.split()) < 2 and not known:
                part = 2.0
        elif _is_body(run, vocabulary):
            part = 2.0
        score = _title_score(run.text, n, block, usual, dated=dated, lines=lines, blocks=blocks, vocabulary=vocabulary)
        found.append(Found(run.text, run, score - part))
    if not found:
        return
    best = max(found, key=lambda f: f.score)
    if best.score > 0 or len(found) == 1:
        head.title = best
        if body is None:
            return
        for other in found:
            if other is not best and same_name(other.value, best.value):
                head.repeats.append(other.run)


def _unwrapped(lines: Sequence[Block]) -> list[Block]:
    """Join the lines of a title that was wrapped: a line ends open, and the next stands right under it."""
    out: list[Block] = []
    for block in lines:
        if out and block.is_tight and _OPEN_END.search(out[-1].run.text):
            out[-1] = attrs.evolve(out[-1], run=out[-1].run + block.run)
        else:
            out.append(block)
    return out


_OPEN_END = re.compile(r"(?:[-–—,&]|\b(?:and|of|the|for|to|in|with|or|on|by))\Z", re.IGNORECASE)

_TELLING = re.compile(r"[^\W\d_]{4}")
"""A word of a title: the letters of a reference number are fewer."""


def _is_body(run: Run, vocabulary: Vocabulary) -> bool:
    """Whether a line is the name of a body and nothing else."""
    size = len(words_of(run.text))
    return any(len(words_of(named.run.text)) >= size - 1 for named in names_in(run, vocabulary))


def _title_score(
    text: str,
    n: int,
    block: Block,
    usual: float,
    *,
    dated: bool,
    lines: Sequence[Block],
    blocks: Sequence[Block],
    vocabulary: Vocabulary,
) -> float:
    bodies = vocabulary.bodies.hits(text)
    hits = [h for h in vocabulary.titles.hits(text) if not any(b.start <= h.start and h.end <= b.end for b in bodies)]
    kinds = {h.meaning for h in hits}
    score = 2.0 - 0.4 * n
    score -= 2.0 if not _TELLING.search(text) else 0.0
    score += 2.5 * ("kind" in kinds) + 1.5 * ("subject" in kinds)
    if "series" in kinds:
        covered = sum(h.words for h in hits if h.meaning == "series")
        covered += sum(len(words_of(text[d.start : d.end])) for d in find_dates(text))
        part = _PART.search(text)
        plain = part is not None and not any(c.isdigit() for c in text[: part.start()])
        size = len(words_of(text))
        score -= 4.0 if covered >= size else 0.2 if plain else 4.0 if covered * 2 >= size else 1.7
    score += 0.7 if find_periods(text) or find_dates(text) else 0.0
    score -= (1.2 if kinds & {"kind", "subject"} else 2.5) if dated else 0.0
    score += 1.0 if sum(same_name(text, other.run.text) for other in lines) > 1 else 0.0
    if usual and block.size > usual * 1.15:
        score += min(2.0 * (block.size / usual - 1), 3.0)
    score -= 1.5 if len(text.split()) < 2 else 0.0
    label = vocabulary.labels.best(text.split(":", maxsplit=1)[0]) if ":" in text else None
    score -= 3.0 if label is not None and label.meaning in ("period", "published", "other_date", "amount") else 0.0
    position = blocks.index(block) if block in blocks else n
    below = blocks[position + 1] if position + 1 < len(blocks) else None
    if below is not None and below.kind in (BlockKind.TABLE, BlockKind.ITEM) and n:
        score -= 1.5 if vocabulary.headings.hits(text) or vocabulary.titles.hits(text) else 0.5
    if below is not None and below.is_tight and _is_series(below.run.text, vocabulary):
        score -= 3.0  # the name of a committee over two lines
    score -= (
        (4.0 if vocabulary.headings.whole(text) in ("background", "recommendation") else 1.0)
        if vocabulary.headings.whole(text) and n
        else 0.0
    )
    return score


def _is_series(text: str, vocabulary: Vocabulary) -> bool:
    return sum(h.words for h in vocabulary.titles.hits(text) if h.meaning == "series") >= len(words_of(text)) > 0


# ---------------------------------------------------------------- dates and periods


def _published(head: Head, lines: Sequence[Block], blocks: Sequence[Block], vocabulary: Vocabulary) -> None:
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
        if not dates or (find_periods(text) and not _covers(text, dates[0])):
            continue
        date = dates[0]
        run = block.run.cut(date.start, date.end)
        whole = _covers(text, date)
        tail = text[date.end :].strip(" )") == "" and not whole
        if whole:
            found.append(Found(date.date, block.run if run.text == text else run, 5.0 - 0.1 * n))
        elif vocabulary.labels.has(text[: date.start], "published"):
            found.append(Found(date.date, run, 5.0))
        elif tail or text.startswith(run.text):
            found.append(Found(date.date, run, 3.0 - 0.1 * n))
    for n, block in enumerate(blocks[:_MAX_HEAD]):
        dates = find_dates(block.run.text) if block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH) else []
        if dates and block not in lines and len(dates) == 1 and _covers(block.run.text, dates[0]):
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


def _period(head: Head, lines: Sequence[Block], blocks: Sequence[Block], vocabulary: Vocabulary) -> None:
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
            own = title is not None and (block.run is title or _contains(block.run, title))
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


# ---------------------------------------------------------------- shared


def _parts(run: Run) -> list[Run]:
    cuts = [m.span() for m in _PART.finditer(run.text)]
    return run.split(cuts) if cuts else [run]


_BESIDE_DATE = 9
"""Letters that may stand beside a date: a day of the week."""
_TIME = re.compile(r"\b\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\b\.?)?|\b\d{1,2}\s*[ap]\.?m\b\.?", re.IGNORECASE)
"""A time of day, printed beside a date."""


def _covers(text: str, date: object) -> bool:
    start, end = date.start, date.end  # type: ignore[attr-defined]
    rest = (_TIME.sub("", text[:start]), _TIME.sub("", text[end:]))
    return sum(len(re.sub(r"\W", "", part)) for part in rest) <= _BESIDE_DATE


def _contains(run: Run, part: Run) -> bool:
    return (
        bool(run.pieces)
        and bool(part.pieces)
        and any(a is b and s <= t and u <= e for a, s, e in run.pieces for b, t, u in part.pieces)
    )


def _rest(run: Run, part: Run) -> Run | None:
    """Return what stands in *run* behind or before *part*, separators apart."""
    at = run.text.find(part.text)
    if at < 0:
        return None
    after = run.text[at + len(part.text) :]
    before = run.text[:at]
    if after.strip(" -–—|:,"):
        lead = len(after) - len(after.lstrip(" -–—|:,"))
        return run.cut(at + len(part.text) + lead)
    if before.strip(" -–—|:,"):
        return run.cut(0, len(before.rstrip(" -–—|:,")))
    return None


def _is_only_head(block: Block, head: Head, vocabulary: Vocabulary) -> bool:
    """Whether a line of the head says nothing but a date, a body, a series or a period."""
    for found in (head.title, head.organisation, head.funder, head.published, head.period):
        if found is not None and _contains(block.run, found.run):
            if found is head.title or found is head.organisation or found is head.funder:
                return True
            rest = _rest(block.run, found.run)
            if rest is None or len(rest.text) < 4:
                return True
    hits = vocabulary.titles.hits(block.run.text)
    return (
        any(h.meaning == "series" for h in hits)
        and block.run is not EMPTY
        and not vocabulary.headings.whole(block.run.text)
    )
