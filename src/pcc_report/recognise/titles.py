"""The title of a report: a form's label, or the line of the head that reads most like one."""

import re
from collections.abc import Sequence

from pcc_report.layout import Block, BlockKind, Run
from pcc_report.recognise.bodies import names_in, same_name
from pcc_report.recognise.dating import covers
from pcc_report.recognise.head import DOCUMENTS, MAX_HEAD, TELLING, Found, Head, contains, rest_of, unwrapped
from pcc_report.values.dates import find_dates, find_periods, is_period
from pcc_report.values.numbers import measure_words
from pcc_report.vocabulary import Vocabulary, words_of

_PART = re.compile(r"\s+[-–—|]\s+|\s*;\s+")


def find_title(head: Head, lines: Sequence[Block], blocks: Sequence[Block], vocabulary: Vocabulary) -> None:
    """Set the title, and claim what prints it again."""
    found: list[Found[str]] = []
    for n, block in enumerate(blocks):
        title = block.kind is BlockKind.FIELD and vocabulary.labels.whole(block.label.text) == "title"
        # at the end of a form it is that of whoever signs
        if title and block.run and (n < MAX_HEAD or not _is_body(block.run, vocabulary)):
            found.append(Found(block.run.text.rstrip(" ."), block.run, 8.0))
            break
    body = head.organisation
    sizes = [b.size for b in blocks if b.size]
    usual = sorted(sizes)[len(sizes) // 2] if sizes else 0.0
    dated = False
    for n, block in enumerate(unwrapped(lines, blocks)):
        text = block.run.text
        if find_dates(text) and covers(text, find_dates(text)[0]):
            dated = True
            continue
        documents = any(h.meaning in DOCUMENTS for h in vocabulary.titles.hits(text))
        if not n and blocks[0].kind is BlockKind.FIELD and vocabulary.headings.whole(text):
            continue  # the first heading below a form
        if n and vocabulary.headings.whole(text) in _SECTIONS and vocabulary.titles.whole(text) not in DOCUMENTS:
            continue
        if "?" in text and (block.run.sums or blocks[0].kind is BlockKind.FIELD):
            continue  # a question of a form, and its answer
        if (is_period(text) and not documents) or len(text) < _SHORTEST or _is_labels(text, vocabulary):
            continue
        run = block.run
        part = 0.0
        if body is not None and contains(run, body.run):
            rest = rest_of(run, body.run)
            if rest is None:
                continue
            if (short := _SHORT_FORM.match(rest.text)) and len(rest.text) > short.end():
                rest = rest.cut(short.end())
            known = vocabulary.titles.hits(rest.text)
            if vocabulary.context.whole(rest.text.split()[-1]) == "lead":
                part = 1.5  # "A review for the Commissioner" stands under the title
            elif len(rest.text.split()) > 2 and known and _stands_at_an_end(text, body.value):
                run = rest
            elif len(rest.text.split()) < 2 and not known:
                part = 2.0
        elif _is_body(run, vocabulary):
            part = 2.0
        score = _title_score(run.text, n, block, usual, dated=dated, lines=lines, blocks=blocks, vocabulary=vocabulary)
        found.append(Found(run.text, run, score - part))
    if not any(f.score > 0 for f in found):
        found += _below_form(blocks, lines, vocabulary)
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


_SECTIONS = ("outcome", "background", "recommendation")
_SHORTEST = 4
_SHORT_FORM = re.compile(r"\([^()]{2,20}\)\s+")
"""The letters that a body goes by, behind its name."""


def _stands_at_an_end(text: str, name: str) -> bool:
    """Whether a body's name begins or ends a line, and is no part of the title's words."""
    before, _, after = text.partition(name)
    inside = TELLING.search(before) is not None and TELLING.search(after) is not None
    return not after.startswith((",", "'", "’")) and not inside


def _is_labels(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line holds labels alone, over the values in the next one: "REPORT TO    ON"."""
    hits = vocabulary.labels.hits(text)
    if any(h.meaning in DOCUMENTS and h.end == len(text) > h.start > 0 for h in vocabulary.titles.hits(text)):
        return False  # "Community Safety Partnerships Funding Update"
    return (
        bool(hits)
        and hits[0].start == 0
        and hits[0].words > 1
        and sum(h.words for h in hits) >= len(words_of(text)) - 1
    )


def _below_form(blocks: Sequence[Block], lines: Sequence[Block], vocabulary: Vocabulary) -> list[Found[str]]:
    """Return the first heading below the labels of a form that tells a subject and a year, or a kind of document."""
    for block in blocks[:_FORM]:
        text = block.run.text
        if block.kind is not BlockKind.HEADING or any(block is b for b in lines) or vocabulary.headings.whole(text):
            continue
        meanings = {h.meaning for h in vocabulary.titles.hits(text)}
        if meanings & DOCUMENTS or ("subject" in meanings and find_periods(text)):
            return [Found(text, block.run, 0.5)]
    return []


_FORM = 20
"""Blocks of a form that may stand over the title."""


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
    score -= 2.0 if not TELLING.search(text) or text[0].islower() else 0.0
    score += 2.5 * bool(kinds & DOCUMENTS) + 1.5 * ("subject" in kinds)
    if "series" in kinds:
        covered = sum(h.words for h in hits if h.meaning == "series")
        covered += sum(len(words_of(text[d.start : d.end])) for d in find_dates(text))
        part = _PART.search(text)
        plain = part is not None and not any(map(str.isdigit, text[: part.start()]))
        size = len(words_of(text))
        score -= 4.0 if covered >= size else 0.2 if plain else 4.0 if covered * 2 >= size else 1.7
    if hits and hits[-1].meaning == "series" and hits[-1].end == len(text) and not kinds & DOCUMENTS:
        score -= 4.0  # "Community Safety Scrutiny Committee"
    score += 0.7 if find_periods(text) or find_dates(text) else 0.0
    score -= (1.2 if kinds & {*DOCUMENTS, "subject"} else 2.5) if dated else 0.0
    score += 1.0 if sum(same_name(text, other.run.text) for other in lines) > 1 else 0.0
    if usual and block.size > usual * 1.15:
        score += min(2.0 * (block.size / usual - 1), 3.0)
    score -= 1.5 if len(text.split()) < 2 else 3.0 if _is_place(text) else 0.0
    score += 1.5 if "series" not in kinds and _is_headline(text, block, blocks, vocabulary) else 0.0
    opening = vocabulary.labels.opening(text)
    score -= 3.0 if opening is not None and opening.words > 1 and opening.meaning == "organisation" else 0.0
    label = vocabulary.labels.best(text.split(":", maxsplit=1)[0]) if ":" in text else None
    score -= 3.0 if label is not None and label.meaning in ("period", "published", "other_date", "amount") else 0.0
    score -= 2.0 if n and not kinds & {*DOCUMENTS, "subject"} and _FILLED_IN.match(text) else 0.0
    position = blocks.index(block) if block in blocks else n
    score += (
        4.0 if position and block.kind is BlockKind.HEADING and _is_salutation(blocks[position - 1], vocabulary) else 0
    )
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


def _is_place(text: str) -> bool:
    """Whether a line says no more than where a paper belongs: "Appendix C", "Agenda Item 6"."""
    *names, last = text.split()
    named = bool(names) and all(w.casefold() in measure_words()["names"]["numbered"] for w in names)
    return named and (len(last) == 1 or last[0].isdigit())


def _is_salutation(block: Block, vocabulary: Vocabulary) -> bool:
    """Whether a letter begins with a line, under which its subject stands: "Dear Commissioner,"."""
    opening = vocabulary.prompts.opening(block.run.text)
    return opening is not None and opening.meaning == "salutation"


_FILLED_IN = re.compile(r"\w+(?: \w+)?: \S")
"""A line of a form: one or two words, a colon and what was filled in."""


def _is_headline(text: str, block: Block, blocks: Sequence[Block], vocabulary: Vocabulary) -> bool:
    """Whether a line of some words stands right over the day of its publication, as the headline of a web page does."""
    if len(text.split()) < _HEADLINE_WORDS or block not in blocks or any(b.size for b in blocks):
        return False
    at = blocks.index(block) + 1
    return any(_is_dateline(b, vocabulary) for b in blocks[at : at + _TWO])


def _is_dateline(block: Block, vocabulary: Vocabulary) -> bool:
    """Whether a line says the day on which a text was published, and little else: "Published 30th June 2023, 11:45"."""
    text = block.label.text + " " + block.run.text if block.label else block.run.text
    dates = [d for d in find_dates(text) if d.date.day]
    label = vocabulary.labels.opening(text)
    said = label is not None and label.meaning == "published"
    return bool(dates) and (covers(text, dates[0]) or said)


_HEADLINE_WORDS = 5
_TWO = 2


def _is_series(text: str, vocabulary: Vocabulary) -> bool:
    return sum(h.words for h in vocabulary.titles.hits(text) if h.meaning == "series") >= len(words_of(text)) > 0
