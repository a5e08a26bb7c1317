"""Sections of results -> outcome sections: items, sentences, rows of tables, cells that answer prompts."""

import re
from collections.abc import Sequence
from itertools import pairwise

import attrs

from pcc_report.assemble.coverage import Ledger
from pcc_report.diagnostics import Diagnostic
from pcc_report.layout import Block, BlockKind, Run, is_numeric
from pcc_report.layout.outline import Section, is_prompt
from pcc_report.layout.sum_lists import COUNTING
from pcc_report.model import ClaimKind, OutcomeSection, OutcomeStatement, Unit
from pcc_report.recognise.asides import telling_sentences
from pcc_report.recognise.bodies import key_of
from pcc_report.recognise.readings import TableReading
from pcc_report.recognise.sentences import sentences
from pcc_report.recognise.statements import answers, count_measures, statement_of, statement_of_row
from pcc_report.values.dates import find_dates, is_period
from pcc_report.values.measures import ScannedMeasure
from pcc_report.vocabulary import Vocabulary

_STOPS = (".", "!", "?", '."', ".”", ".'", ".’", ".)")
"""How a sentence ends; a line that ends otherwise is a caption or a link, no result."""


@attrs.define(eq=False)
class Outcomes:
    """What the sections of results give."""

    sections: list[OutcomeSection] = attrs.field(factory=list)
    diagnostics: list[Diagnostic] = attrs.field(factory=list)
    readings: dict[int, TableReading] = attrs.field(factory=dict)
    """The reading of each table block, by the block's identity."""
    tables: list[TableReading] = attrs.field(factory=list)
    """Spend tables, whose cells may tell outcomes."""
    told: set[int] = attrs.field(factory=set)
    """Paragraphs that told a sum, and are no results."""
    opening: Section | None = None
    """The section before the first heading, which stands under the title."""
    title: str = ""
    """The title of the document."""
    kinds: dict[int, str] = attrs.field(factory=dict)
    """What each section of an unknown heading was taken for."""


def add_results(
    sections: Sequence[Section],
    outcomes: Outcomes,
    ledger: Ledger,
    vocabulary: Vocabulary,
    done: set[int],
    title: Run,
) -> None:
    """Add the outcome sections, in reading order, and claim what in them is no statement."""
    for reading in outcomes.tables:
        _add_prompted(reading, outcomes, ledger, vocabulary, title)
    outcomes.opening, outcomes.title = sections[0], title.text
    titles = {key_of(s.title.text) for s in sections if s.heading is not None}
    for asked in sections:
        _add_answers(asked, outcomes, ledger, vocabulary, done)
    for last, (before, section) in enumerate(zip((None, *sections), sections, strict=False), 1):
        if (
            not _is_result(section, outcomes, done, vocabulary)
            and not _goes_on(before, section, outcomes, done)
            and not _is_among_results(sections[:last], outcomes, done, vocabulary)
        ):
            continue
        outcomes.kinds[id(section)] = "outcome"
        heading = _without_note(_heading_of(section, before, title) or title, ledger, vocabulary)
        found: list[tuple[Run, list[OutcomeStatement]]] = [(heading, [])]
        for n, block in enumerate(section.blocks):
            if id(block) in done:
                continue
            if section.kind in _UNTOLD and block.kind is not BlockKind.TABLE:
                continue  # only its table tells results
            if _leads_in(section.blocks, n):
                ledger.claim(block.run, ClaimKind.LABEL)
                ledger.claim(block.marker_run, ClaimKind.LABEL)
                continue
            if block.kind is BlockKind.ITEM and key_of(block.run.text) in titles:
                ledger.claim(block.run, ClaimKind.BACKGROUND)  # a list of the headings, as at the top of a page
                continue
            if block.run and is_prompt(block.run.text, vocabulary):
                ledger.claim(block.run, ClaimKind.LABEL)
                ledger.claim(block.marker_run, ClaimKind.LABEL)
                continue
            if block.run and (_is_minuted(block.run, vocabulary) or not _WORD.search(block.run.text)):
                ledger.claim(block.run, ClaimKind.BACKGROUND)
                continue
            if block.kind is not BlockKind.TABLE and block.run and _is_asked(block.run, vocabulary):
                ledger.claim(block.label, ClaimKind.LABEL)
                ledger.claim(block.run, ClaimKind.LABEL)
                ledger.claim(block.marker_run, ClaimKind.LABEL)
                done.add(id(block))
                continue
            if block.marker is not None and n and _says_who(section.blocks[n - 1], block):
                ledger.claim(block.run, ClaimKind.BACKGROUND)
                ledger.claim(block.marker_run, ClaimKind.LABEL)
                done.add(id(block))
                continue
            if block.kind is BlockKind.ITEM and not telling_sentences(block.run, vocabulary)[0]:
                ledger.claim(block.run, ClaimKind.BACKGROUND)
                ledger.claim(block.marker_run, ClaimKind.LABEL)
                done.add(id(block))
                continue
            if block.members and block.marker is not None:
                found[-1][1].extend(
                    statement_of(m.run, level=max(m.level, 1), marker=m.marker_run or None) for m in block.members
                )
            elif block.kind is BlockKind.TABLE:
                _add_rows(outcomes.readings[id(block)], found, heading, ledger, vocabulary)
            elif block.kind is BlockKind.ITEM:
                found[-1][1].append(statement_of(block.run, level=block.level, marker=block.marker_run or None))
            elif block.kind is BlockKind.FIELD and block.run and _says_result(block, vocabulary):
                ledger.claim(block.label, ClaimKind.LABEL)
                found[-1][1].append(statement_of(block.run))
            elif block.kind is BlockKind.FIELD and _is_result_field(section, block, vocabulary):
                found[-1][1].append(statement_of(block.label + block.run))
            elif _is_told_here(section, block, outcomes):
                found[-1][1].extend(_told(block, ledger, vocabulary))
            else:
                ledger.claim(block.label, ClaimKind.LABEL)
                ledger.claim(block.run, ClaimKind.BACKGROUND)
            done.add(id(block))
        outcomes.sections += [_section(run, statements) for run, statements in found if statements]
    outcomes.sections.sort(key=lambda s: min((o.start for x in s.statements for o in x.origins), default=0))


def _add_answers(section: Section, outcomes: Outcomes, ledger: Ledger, vocabulary: Vocabulary, done: set[int]) -> None:
    """Take the lines right under prompts for statements, wherever they stand; those of a project are under its name."""
    pairs = [
        (prompt, answer)
        for prompt, answer in pairwise(section.blocks)
        if prompt.run
        and is_prompt(prompt.run.text, vocabulary)
        and answer.kind is BlockKind.PARAGRAPH
        and answer.is_tight
        and not is_prompt(answer.run.text, vocabulary)
    ]
    if section.kind == "outcome" or not pairs or not section.title:
        return
    named = section.blocks[0] if vocabulary.columns.whole(section.title.text) == "category" else None
    heading = named.run if named is not None and named.kind is BlockKind.PARAGRAPH else section.title
    outcomes.sections.append(_section(heading, [statement_of(answer.run) for _, answer in pairs]))
    for prompt, answer in pairs:
        ledger.claim(prompt.run, ClaimKind.LABEL)
        done.update((id(prompt), id(answer)))


def _section(run: Run, statements: Sequence[OutcomeStatement]) -> OutcomeSection:
    return OutcomeSection(heading=run.text.rstrip(" :"), statements=tuple(statements), origins=run.origins("heading"))


def _leads_in(blocks: Sequence[Block], n: int) -> bool:
    """Whether an item only leads in to the items under it: "4.1 Returns for the year show:"."""
    item, below = blocks[n], blocks[n + 1] if n + 1 < len(blocks) else None
    if item.kind is not BlockKind.ITEM or not item.run.text.endswith(":"):
        return False
    if any(m.unit in COUNTING for m in item.run.measures):
        return False
    return below is not None and below.kind is BlockKind.ITEM and below.level > item.level


def _heading_of(section: Section, before: Section | None, title: Run) -> Run:
    """Return the heading of a section; the one right above a heading that only leads in, or names columns."""
    above = before.title if before is not None and not before.blocks else None
    if not above or title.text in above.text or section.is_known:
        return section.title
    leads = section.title.text.endswith(":")  # "In the last year we have:"
    return above if leads or _names_columns(section) else section.title


def _names_columns(section: Section) -> bool:
    """Whether a heading is a word for each column of the table under it, which has none: "Need Women Improved"."""
    first = section.blocks[0]
    grid = first.grids[0] if first.kind is BlockKind.TABLE else None
    if grid is None or not any(is_numeric(text) for text in grid.rows[0].texts[1:]):
        return False
    return len(section.title.text.split()) == grid.width > _TWO


_TWO = 2


def _without_note(heading: Run, ledger: Ledger, vocabulary: Vocabulary) -> Run:
    """Return a heading without the words in brackets that say that it is printed again: "Crime (continued)"."""
    match = _NOTE.search(heading.text)
    if match is None or vocabulary.furniture.whole(match[1]) != "print":
        return heading
    ledger.claim(heading.cut(match.start()), ClaimKind.LABEL)
    return heading.cut(0, match.start())


_NOTE = re.compile(r"\s\(([^()]{3,30})\)\Z")


def _says_who(above: Block, block: Block) -> bool:
    """Whether what stands behind a dash says who spoke the words in quotation marks above it."""
    dashed = block.marker is not None and block.marker.text in ("-", "–", "—", "―")
    return dashed and above.kind is not BlockKind.ITEM and above.run.text.endswith(_CLOSED) and not _counts(block.run)


_CLOSED = ('"', "”", "’", "'")


def _is_minuted(run: Run, vocabulary: Vocabulary) -> bool:
    opening = vocabulary.prompts.opening(run.text[:_OPENING], _SIGNS)
    return opening is not None and opening.meaning == "minutes"


def _is_asked(run: Run, vocabulary: Vocabulary) -> bool:
    """Whether a text only asks for results: a question of a form, or of Outcomes-Based Accountability."""
    return len(sentences(run)) == 1 and (run.text.endswith("?") or vocabulary.prompts.whole(run.text) == "oba")


_UNTOLD = ("background", "recommendation")
_WORD = re.compile(r"[^\W\d_]")
_OPENING = 100
"""Characters in which the words stand that open a text."""
_SIGNS = 3
"""Characters within which they begin, behind a bracket or a quotation mark."""


def _told(block: Block, ledger: Ledger, vocabulary: Vocabulary) -> list[OutcomeStatement]:
    out = []
    told, asides = telling_sentences(block.run, vocabulary)
    for sentence in asides:
        ledger.claim(sentence, ClaimKind.BACKGROUND)
    for sentence in told:
        if sentence.text.endswith((":", "?")):
            ledger.claim(sentence, ClaimKind.LABEL)
        else:
            out.append(statement_of(sentence))
    return out


def _is_result(section: Section, outcomes: Outcomes, done: set[int], vocabulary: Vocabulary) -> bool:
    left = [b for b in section.blocks if id(b) not in done]
    if not left:
        return False
    if section.kind == "outcome":
        return True
    if any(b.kind is BlockKind.TABLE and _is_result_table(outcomes.readings[id(b)], section) for b in left):
        return True
    items = [b for b in left if b.kind is BlockKind.ITEM]
    if section.kind == "unknown" or (not section.is_known and section.kind == "spend"):
        return _is_list_of_results(items, vocabulary) or _is_told(section, outcomes, done, vocabulary)
    if section.kind == "spend":
        if len(items) > 1 and count_measures([b.run for b in items]) * 2 > len(items):
            return True
        return not any(b.kind is BlockKind.TABLE for b in section.blocks) and _is_told(
            section, outcomes, done, vocabulary
        )
    return False


def _goes_on(before: Section | None, section: Section, outcomes: Outcomes, done: set[int]) -> bool:
    """Whether one sentence that counts something goes on the results of the part before, numbered as it is."""
    heads = [s.heading for s in (before, section) if s is not None and s.heading is not None]
    marks = [h.marker for h in heads if h.marker is not None and h.marker.is_number]
    if len(marks) < _TWO or marks[0].style != marks[1].style or section.kind != "unknown":
        return False
    if before is None or outcomes.kinds.get(id(before)) != "outcome" or before.is_known:
        return False
    blocks = [b for b in section.blocks if id(b) not in done and id(b) not in outcomes.told]
    return len(blocks) == len(section.blocks) == 1 and blocks[0].kind is BlockKind.PARAGRAPH and _counts(blocks[0].run)


def _is_among_results(sections: Sequence[Section], outcomes: Outcomes, done: set[int], vocabulary: Vocabulary) -> bool:
    """Whether the last part counts something, and all parts before it under the same larger heading tell results.

    Their headings are in the same type, and no word of them is known.
    """
    section = sections[-1]
    if section.kind != "unknown" or section.heading is None or not section.heading.size or not section.blocks:
        return False
    style = section.heading.size, section.heading.bold
    alike = []
    for above in reversed(sections[:-1]):
        if above.heading is None or above.heading.size > section.heading.size:
            break
        if (above.heading.size, above.heading.bold) == style:
            alike.append(above)
    told = [b for b in section.blocks if b.kind is BlockKind.PARAGRAPH and id(b) not in done | outcomes.told]
    counts = any(m.unit is not Unit.MONEY for b in told for m in _new_in(b.run, vocabulary))
    return counts and len(alike) >= _TWO and all(outcomes.kinds.get(id(s)) == "outcome" for s in alike)


def _is_list_of_results(items: Sequence[Block], vocabulary: Vocabulary) -> bool:
    """Whether a list tells results under a heading that does not say so: half of it counts other things than money."""
    counting = sum(
        any(m.unit is not Unit.MONEY and not _is_share_of_money(m, b.run.text, vocabulary) for m in b.run.measures)
        for b in items
    )
    is_of_links = all(len(b.run.text.split()) <= _LINK_WORDS and not _begins_with_count(b.run) for b in items)
    return counting > 0 and counting * 2 >= len(items) and not is_of_links


def _begins_with_count(run: Run) -> bool:
    return any(m.start == 0 and m.unit is not Unit.MONEY for m in run.measures)


_LINK_WORDS = 3


def _says_result(block: Block, vocabulary: Vocabulary) -> bool:
    """Whether a label says that a result is told behind it: "Outputs: 24 young people did reparation"."""
    return vocabulary.headings.whole(block.label.text) == "outcome"


def _is_result_field(section: Section, block: Block, vocabulary: Vocabulary) -> bool:
    """Whether "Volunteers trained: 12" under a heading of results is one, and no part of a form."""
    if section.kind != "outcome" or not block.run:
        return False
    return vocabulary.labels.whole(block.label.text) is None and count_measures([block.label + block.run]) > 0


def _is_told_here(section: Section, block: Block, outcomes: Outcomes) -> bool:
    if section.kind == "outcome" and block.kind is BlockKind.PARAGRAPH:
        # beside a list or a table, or where results told before it end, a text that counts nothing may be anything
        beside = _has_list(section) or any(b.kind is BlockKind.TABLE for b in section.blocks)
        named = outcomes.title and section.title.text.startswith(outcomes.title)  # "Performance report" says little
        said = (section.is_known or section.is_held) and not (beside or named) and block.run.text.endswith(_STOPS)
        return said or _counts(block.run)
    return _is_narrative(section, block, outcomes)


def _has_list(section: Section) -> bool:
    """Whether a section has items; one alone without a bullet is a call-out beside its text."""
    items = [b for b in section.blocks if b.kind is BlockKind.ITEM]
    return len(items) > 1 or any(b.marker is not None for b in items)


def _counts(run: Run) -> bool:
    return any(m.unit is not Unit.MONEY for m in run.measures)


def _is_narrative(section: Section, block: Block, outcomes: Outcomes) -> bool:
    return (
        block.kind is BlockKind.PARAGRAPH
        and section.kind in ("unknown", "spend")
        and not (section.is_known and any(b.kind is BlockKind.TABLE for b in section.blocks))
        and id(block) not in outcomes.told
        and block.run.text.endswith(_STOPS)
        and (not any(b.kind is BlockKind.TABLE for b in section.blocks) or _counts(block.run))
        and (not _has_list(section) or count_measures(sentences(block.run)) > 1)
    )


def _is_told(section: Section, outcomes: Outcomes, done: set[int], vocabulary: Vocabulary) -> bool:
    """Whether the paragraphs under a heading that nobody knows tell results: most sentences count something.

    Under one that may name results, and no title, date or money, half is enough if it counts people or things.
    """
    if _is_dateline(section.title.text):
        return False
    parts = [
        s
        for b in section.blocks
        if b.kind is BlockKind.PARAGRAPH
        and id(b) not in outcomes.told
        and id(b) not in done
        and b.run.text.endswith(_STOPS)
        for s in sentences(b.run)
    ]
    counting = sum(any(m.unit not in (Unit.MONEY, Unit.DURATION) for m in _new_in(s, vocabulary)) for s in parts)
    if section is outcomes.opening:
        parts_told = [s for s in parts if s.measures and not s.sums]  # what opens with sums tells of the fund
        return len(parts) > 1 and len(parts_told) * 2 > len(parts)
    may_name = section.kind == "unknown"
    measured = sum(bool(_new_in(s, vocabulary)) for s in parts)
    return len(parts) > 1 and (measured * 2 > len(parts) or (may_name and counting * 2 >= len(parts)))


def _new_in(run: Run, vocabulary: Vocabulary) -> list[ScannedMeasure]:
    """Return the measures that may be news: no sizes of what is known, "the 20 areas", and no shares of money."""
    return [
        m
        for m in run.measures
        if not _KNOWN.search(run.text, 0, m.start) and not _is_share_of_money(m, run.text, vocabulary)
    ]


def _is_share_of_money(measure: ScannedMeasure, text: str, vocabulary: Vocabulary) -> bool:
    """Whether a number tells how much of a sum something is: "half of each grant"."""
    of = _OF.match(text, measure.end) if measure.unit in (Unit.PERCENT, Unit.RATIO) else None
    hit = next(iter(vocabulary.columns.hits(text[of.end() :])), None) if of is not None else None
    return hit is not None and hit.start == 0 and hit.meaning in _MONEY


_OF = re.compile(r"\s+of\s+(?:(?:the|each|every|its|our|this|that|all|their)\s+)*", re.IGNORECASE)
_MONEY = ("allocated", "money")
_KNOWN = re.compile(r"\b(?:the|these|those)\s+\Z", re.IGNORECASE)


def _is_dateline(heading: str) -> bool:
    """Whether a heading is the day on which a text was published, with little else: "Thursday 26 October 2023"."""
    return len(heading.split()) <= _DATELINE_WORDS and any(d.date.day for d in find_dates(heading))


_DATELINE_WORDS = 6


def _is_result_table(reading: TableReading, section: Section) -> bool:
    if reading.is_money:
        return False
    kinds = {c.kind for c in reading.columns}
    if kinds & {"target", "status", "indicator", "outcome"}:
        return True
    unsaid = section.kind == "unknown" or (section.kind == "spend" and not section.is_known)
    return section.kind == "outcome" or (unsaid and bool(kinds & {"figure", "percent", "count"}))


def _add_rows(
    reading: TableReading,
    found: list[tuple[Run, list[OutcomeStatement]]],
    heading: Run,
    ledger: Ledger,
    vocabulary: Vocabulary,
) -> None:
    texts = [tuple(row.row.texts) for row in reading.rows]
    again = texts[0] if texts and texts.count(texts[0]) > 1 else None  # what is printed overleaf again is a header
    for row, text in zip(reading.rows, texts, strict=True):
        if row.kind == "group":
            found.append((row.label, []))
        elif row.kind == "header" or text == again:
            for run in row.row.cells:
                ledger.claim(run, ClaimKind.LABEL)
            if row.row.is_spanning and found[-1][0] is heading and _is_title(row.row.cells[0]):
                found.append((row.row.cells[0], []))
        elif len(row.row.filled) == 1 and is_prompt(row.label.text, vocabulary):
            ledger.claim(row.label, ClaimKind.LABEL)
        elif row.row.filled:
            found[-1][1].append(statement_of_row(row, reading, vocabulary))
    for run in reading.grid.dropped:
        ledger.claim(run, ClaimKind.LABEL)
    if found[-1][0] is not heading:
        found.append((heading, []))


def _is_title(run: Run) -> bool:
    """Whether what stands over the headings of a table names it, and is no year."""
    return _WORD.search(run.text) is not None and is_period(run.text) is None


def _add_prompted(
    reading: TableReading, outcomes: Outcomes, ledger: Ledger, vocabulary: Vocabulary, title: Run
) -> None:
    """Take the cells of a spend table that tell results for statements, under the row's label or else the title."""
    columns = [c for c in reading.columns if c.kind == "outcome"]
    told: set[int] = set()
    for row in reading.of("line"):
        statements: list[OutcomeStatement] = []
        for column in columns:
            run = row.row.cells[column.index]
            if not run or (row.label and run.start == row.label.start) or run.start in told:
                continue  # what names the row tells nothing else, and a cell beside several rows tells it once
            told.add(run.start)
            for part in row.row.parts.get(column.index) or [run]:
                said, prompts = answers(part, vocabulary)
                for prompt in prompts:
                    ledger.claim(prompt, ClaimKind.LABEL)
                statements += [statement_of(r) for r in said]
        if statements:
            outcomes.sections.append(_section(row.label or title, statements))
