"""Lines of text -> paragraphs, items, fields and headings."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from pcc_report.layout.blocks import Block, BlockKind
from pcc_report.layout.figures import is_numeric, is_unit, is_void, is_year
from pcc_report.layout.markers import Marker
from pcc_report.layout.outline import heading_kind, is_prompt
from pcc_report.layout.rows import (
    DATE_LABELS,
    HEAD_LABELS,
    WEIGHTY,
    Row,
    is_label,
)
from pcc_report.layout.runs import EMPTY, Run
from pcc_report.layout.sum_lists import is_next_item
from pcc_report.values.dates import find_periods, is_period
from pcc_report.values.money import find_scale
from pcc_report.vocabulary import Vocabulary

_FIELD = re.compile(r"([^:]{2,70}?)\s*:\s+(?=\S)")

_COUNTED = re.compile(r"(\w+)\s+(\d{1,2})\s*(?:[:.)]|[-–—](?=\s))\s*(?=\S)")

_SENTENCE_END = re.compile(r"[.!?;,][\"'”’)\]]*\Z")

LOOSE_END = re.compile(r"\b(?:the|a|an|of|to|and|or|until|with|for|in|on|by|that|which|from|at)\Z", re.IGNORECASE)

_MAX_HEADING_WORDS = 18

_NARROWEST = 60
"""Columns of a text that is wrapped; in a narrower one each line stands for itself."""


_NEAR_FULL = 0.8
_WIDEST = 400
"""Columns of a text that is wrapped; in a wider one each line is a paragraph, or a page."""

_LONG = 12
"""Words of a line that is no label and heads nothing."""
_CLAUSE = 5
"""Words of a line that counts something and is no label either."""


class Shape:
    """What is usual in the document: its text size, and how wide its lines run."""

    def __init__(self, rows: Sequence[Row]) -> None:
        sizes: Counter[float] = Counter()
        bold: Counter[bool] = Counter()
        self.right: dict[int, float] = {}
        widest = 0.0
        for row in rows:
            sizes[round(row.line.size or 0, 1)] += len(row.text)
            bold[row.line.bold] += len(row.text)
            if len(row.segments) <= 1 and row.x0 <= row.x1 / 2:  # what is set to the right tells nothing of it
                page = row.line.page if row.line.box else 0
                self.right[page] = max(self.right.get(page, 0.0), row.x1)
                widest = max(widest, row.x1)
        self.size = sizes.most_common(1)[0][0] if sizes else 0.0
        self.has_styles = any(s > self.size * 1.05 for s in sizes) or (bold[True] > 0 and bold[False] > bold[True])
        self.widest = widest
        self.is_wrapped = _is_wrapped(rows, widest)

    def right_of(self, row: Row) -> float:
        """Return how far to the right lines run where *row* stands."""
        if row.line.zone is not None:
            return row.line.zone.x1
        return max(self.right.get(row.line.page if row.line.box else 0, self.widest), 0.6 * self.widest)


def _is_wrapped(rows: Sequence[Row], widest: float) -> bool:
    """Whether lines of a text that end amid their sentences where it is widest go on in the next: many begin small."""
    below = [
        row
        for above, row in pairwise(rows)
        if above.x1 >= _NEAR_FULL * widest
        and not (above.ends_sentence or row.gap or row.marker)
        and len(above.segments) == len(row.segments) == 1
    ]
    return sum(row.is_lower for row in below) * 4 >= len(below) > 0


_DASHES = frozenset("-–—")


def make_text_blocks(rows: Sequence[Row], vocabulary: Vocabulary, shape: Shape) -> list[Block]:
    """Return the paragraphs, items and fields that *rows* are."""
    blocks: list[Block] = []
    pieces: list[Row] = []
    field: Row | None = None
    for row in rows:
        if row.is_form:
            _close(blocks, pieces)
            pieces = []
            label, value = row.segments
            block = Block(BlockKind.FIELD, run=value, label=label, page=row.line.page, is_tight=not row.gap)
            block.level = int(row.indent)
            blocks.append(block)
            field = row
            continue
        if field is not None and not pieces and _goes_under(row, field):
            blocks[-1].run = blocks[-1].run + row.body
            continue
        field = None
        if row.is_heading and not row.is_field:
            _close(blocks, pieces)
            pieces = []
            _close(blocks, [row])
            blocks[-1].kind = BlockKind.HEADING if _may_be_heading(blocks[-1]) else blocks[-1].kind
            continue
        labelled = bool(pieces) and len(pieces[0].segments) == 2 and pieces[0].segments[0].text.endswith(":")
        if pieces and (_flows(pieces, row, shape) or (labelled and _goes_under(row, pieces[0]))):
            pieces.append(row)
            continue
        _close(blocks, pieces)
        pieces = [row]
    _close(blocks, pieces)
    return _fields(blocks, vocabulary)


def _goes_under(row: Row, field: Row) -> bool:
    """Whether a line under a form's line, alone below its value, goes on with that value."""
    if row.gap or row.marker or len(row.segments) != 1 or row.line.cells is not None:
        return False
    near = 4.0 if row.line.box else 1.0
    return abs(row.x0 - field.places[1][0]) <= near and row.x0 > field.x0 + near


def _close(blocks: list[Block], pieces: list[Row]) -> None:
    if not pieces:
        return
    first = pieces[0]
    marker = first.marker
    called = len(pieces) > 1 and _is_callout(first, pieces[1])
    if len(pieces) == 1:
        run = first.body
    else:
        run = Run([(r.line, marker.end if marker and r is first else 0, len(r.line.text)) for r in pieces])
    block = Block(
        BlockKind.ITEM if marker or called else BlockKind.PARAGRAPH,
        run=run,
        marker=marker,
        size=round((pieces[1] if called else first).line.size or 0, 1),
        bold=all(r.line.bold for r in pieces),
        page=first.line.page,
        is_tight=not first.gap,
    )
    if marker:
        line = first.bullet or first.line
        at = 0 if first.bullet else marker.start
        block.marker_run = Run([(line, at, len(line.text) if first.bullet else marker.end)])
    block.level = 0 if called else int(first.indent)
    blocks.append(block)


_DASHED = re.compile(r"\w[)”’]?\s[-–—]\Z")


def _flows(pieces: Sequence[Row], row: Row, shape: Shape) -> bool:
    """Tell whether *row* carries on the text of *pieces*."""
    above = pieces[-1]
    if row.marker and _is_dash_of_sentence(pieces, row, shape):
        return True
    if row.marker or row.is_rule or row.is_counted or row.is_field or _is_capital_heading(pieces, row):
        return False
    if _hangs(pieces, row):
        return True
    if row.sum_cell and not row.gap and _DASHED.search(above.text):
        return True  # "Safer Streets 4 –" over its sum
    if _is_count_over_words(above, row) or (len(pieces) == 1 and _is_callout(above, row)):
        return True
    if row.line.box is None and ((_is_cell(row.text) and not row.ends_sentence) or _is_cell(above.text)):
        return False
    if (row.sum_cell or above.sum_cell) and not _is_sum_of_sentence(above, shape):
        return False
    box = row.line.box is not None
    paged = row.line.page != above.line.page or row.line.zone != above.line.zone
    if not paged and row.line.bold and not row.is_lower and _is_loose(above, row):
        return False  # a heading under a heading
    if box and (abs((row.line.size or 0) - (above.line.size or 0)) > 0.6 or row.line.bold != above.line.bold):
        return False
    if paged and (box or row.gap):
        near = bool(pieces[0].places) and abs(row.indent - _text_indent(pieces[0])) < (3 if box else 1)
        hangs = near and pieces[0].marker is not None
        return not above.ends_sentence and (row.is_lower or hangs) and above.x1 > 0.7 * shape.right_of(above)
    if row.goes_on:
        return True
    if row.gap:
        return not box and row.is_lower and not above.is_lower and _is_torn(above)
    if pieces[0].marker and box and row.x0 < pieces[0].x0 - 2:
        return False
    word = row.text.split(None, 1)[0]
    per_char = (above.x1 - above.x0) / max(len(above.text), 1) if box else 1.0
    room = shape.right_of(above) - above.x1
    full = room < (len(word) + 1) * per_char + (0.01 if box else 0)
    ragged = not box and room < _RAGGED * shape.widest and len(row.text.split()) > 1
    full = full or (ragged and _is_amid_sentence(above, _LONG))
    wrapped = shape.is_wrapped or _is_open(above, row)
    full = full and (box or (wrapped and _NARROWEST <= shape.widest <= _WIDEST))
    if full and not (above.end_sum and row.end_sum):
        return True
    if row.is_lower and not above.ends_sentence and not above.text.endswith(":"):
        return True
    if not box and LOOSE_END.search(above.text) and _SENTENCE_BEFORE.search(above.text):
        return True  # a second sentence that stops at "in", however short its line
    hanging = pieces[0].marker is not None and row.x0 > pieces[0].x0 + (3 if box else 1) and not above.end_sum
    return hanging and (row.x0 >= pieces[0].x0 + 1)


def _is_loose(above: Row, row: Row) -> bool:
    """Whether there is more room between two lines of a page than a heading has that goes on in the next line."""
    one, other = above.line.box, row.line.box
    return one is not None and other is not None and other.top - one.top > _LOOSE * (row.line.size or 0) > 0


_LOOSE = 1.7
"""In sizes of the type."""


def _is_open(above: Row, row: Row) -> bool:
    """Whether a line alone shows that its sentence goes on, in a text that may not be wrapped elsewhere."""
    if _CUT_SUM.search(above.text) and _GROUP.match(row.text):
        return True
    if above.text[-1] in ",-–—" or LOOSE_END.search(above.text) or _SENTENCE_BEFORE.search(above.text):
        return not above.ends_sentence
    return row.ends_sentence and _is_amid_sentence(above, _LONG)


_CUT_SUM = re.compile(r"£\s?\d{1,3}(?: \d{3})*\Z")
_GROUP = re.compile(r"\d{3}(?!\d)")
"""What a sum whose thousands a blank parts goes on with."""
_SENTENCE_BEFORE = re.compile(r"[a-z0-9)]{2}\.\s+[A-Z]")


def _is_capital_heading(pieces: Sequence[Row], row: Row) -> bool:
    """Whether the line above is a numbered heading in capitals, with its text right under it."""
    above = pieces[-1]
    numbered = len(pieces) == 1 and above.marker is not None and above.marker.is_number
    return numbered and len(above.body.text) > _CLAUSE and above.body.text.isupper() and not row.text.isupper()


def _is_torn(row: Row) -> bool:
    """Whether a sentence may go on though white space stands below its line, as in copies of charts."""
    return _is_amid_sentence(row, _LONG) or (_is_amid_sentence(row, _CLAUSE) and bool(row.body.measures))


def _is_amid_sentence(row: Row, words: int) -> bool:
    """Whether a line is too long for a label or a heading, is no row of cells, and ends no sentence."""
    apart = len(row.segments) > 1 or " / " in row.text or row.end_sum is not None
    return len(row.text.split()) >= words and not (apart or row.ends_sentence or row.text[-1] in ":;")


_RAGGED = 0.15
"""The part of a text's width that a wrapped line may leave free where copying took words out or moved them."""


def _hangs(pieces: Sequence[Row], row: Row) -> bool:
    """Whether a sum alone on its line of a text is the end of an item: it stands right under the item's words."""
    item = pieces[0]
    beside = item.line.box is None and item.marker is not None and not row.gap
    return beside and row.sum_cell is not None and row.indent == _text_indent(item) > item.indent


def _is_count_over_words(above: Row, row: Row) -> bool:
    """Whether a number stands over what it counts, as in a picture: "1,204" over "messages came in"."""
    words = row.is_lower and len(row.text.split()) > 1 and not _is_cell(row.text)
    return words and not row.gap and _COUNT.fullmatch(above.text) is not None


_COUNT = re.compile(r"\d{1,3}(?:,\d{3})*%?|\d{1,2} (?:in|out of) \d{1,3}")


def _is_callout(number: Row, row: Row) -> bool:
    """Whether a number in much larger type stands on a page right over the words that say what it counts."""
    if number.line.box is None or row.line.box is None or number.marker or row.marker or len(row.segments) != 1:
        return False
    if (number.line.page, number.line.zone) != (row.line.page, row.line.zone):
        return False
    size = number.line.size or 0
    larger = size >= _CALLOUT * (row.line.size or size)
    near = 0 < row.line.box.top - number.line.box.top <= _CALLOUT_STEP * size
    under = row.x0 < number.x1 and number.x0 < row.x1
    words = len(row.text.split()) > 1 and not row.end_sum and not _COUNT.fullmatch(row.text)
    return larger and near and under and words and _is_all_measure(number)


def _is_all_measure(row: Row) -> bool:
    """Whether a line is one measure and nothing else: "94%", "1 in 4", "Over 300", "£84,500"."""
    found = row.body.measures
    if _COUNT.fullmatch(row.text):
        return not is_year(row.text)
    return len(found) == 1 and found[0].start == 0 and found[0].end == len(row.body.text)


_CALLOUT = 1.3
_CALLOUT_STEP = 2.0
"""Of the number's size: how far below it the words begin."""


def _is_cell(text: str) -> bool:
    """Whether a line is nothing but a sum or a sign for none: a cell that was copied on a line of its own."""
    return is_void(text) or (is_numeric(text) and not is_year(text) and WEIGHTY.search(text) is not None)


def _text_indent(row: Row) -> float:
    """Return how far the text of an item is set in, behind its marker."""
    if row.line.box is None and row.marker is not None:
        return float(row.marker.end)
    return row.places[0][0] - row.x0 + row.indent


def _is_dash_of_sentence(pieces: Sequence[Row], row: Row, shape: Shape) -> bool:
    """Whether a dash that begins a line was only wrapped there: no room was left for it above, and no item begins."""
    item, above = pieces[0], pieces[-1]
    if row.marker is None or row.line.box is None or row.line.page != above.line.page or row.gap:
        return False
    if not item.marker or not item.places or row.marker.text not in _DASHES or item.marker.text in _DASHES:
        return False
    room = shape.right_of(above) - above.x1
    per_char = (above.x1 - above.x0) / max(len(above.text), 1)
    return (
        not above.ends_sentence
        and row.is_lower
        and room < 3 * per_char
        and abs(row.line.box.x0 - item.places[0][0]) < 3
    )


def _is_sum_of_sentence(above: Row, shape: Shape) -> bool:
    """Whether a line that is nothing but a sum ends the sentence of the line above."""
    full = above.x1 > 0.85 * shape.right_of(above)
    return (
        above.sum_cell is None
        and not above.ends_sentence
        and full
        and len(above.text.split()) > 6
        and len(above.segments) == 1
    )


def _fields(blocks: list[Block], vocabulary: Vocabulary) -> list[Block]:
    """Find "Label: value", "Label:" over its value, and words that only count ("Measure 1: ...")."""
    out: list[Block] = []
    skip = False
    bare = _bare_labels(blocks, vocabulary)
    leading = _leading_labels(blocks, vocabulary)
    for i, block in enumerate(blocks):
        if skip:
            skip = False
            continue
        text = block.run.text
        if block.kind is BlockKind.HEADING:
            out.append(block)
            continue
        counted = _COUNTED.match(text)
        if counted and _is_counted(blocks, i, counted[1], vocabulary):
            _make_counted(block, counted)
            out.append(block)
            continue
        if block.kind is BlockKind.ITEM and not _is_form_item(text, vocabulary):
            out.append(block)
            continue
        match = _FIELD.match(text) if ":" in text else None
        is_labelled = match is not None and match.end() < len(text) and _is_form_label(match[1], vocabulary)
        if match and is_labelled and not _is_title(match[1], text[match.end() :], vocabulary):
            out.append(
                _field(
                    block,
                    block.run.cut(0, match.end(1) + text[match.end(1) :].index(":") + 1),
                    block.run.cut(match.end()),
                )
            )
        elif i in leading:
            out.append(_field(block, block.run.cut(0, leading[i]), block.run.cut(leading[i])))
        elif i in bare or (
            text.endswith(":") and vocabulary.labels.whole(text) and _has_value_below(blocks, i, vocabulary)
        ):
            out.append(_field(block, block.run, blocks[i + 1].run))
            skip = True
        elif (
            text.endswith(":")
            and vocabulary.labels.whole(text) in {*DATE_LABELS, "other", "title"}
            and not vocabulary.headings.best(text)
        ):
            out.append(_field(block, block.run, EMPTY))
        else:
            out.append(block)
    return out


def _leading_labels(blocks: Sequence[Block], vocabulary: Vocabulary) -> dict[int, int]:
    """Return the lines that begin with the label of a form, where at least three follow each other, and its end.

    Copies and some PDFs keep no colon and but one blank between a label and its value: "Organisation Anytown CSP".
    """
    ends: dict[int, int] = {}
    for i, block in enumerate(blocks[:_FORM_LINES]):
        if block.kind is BlockKind.PARAGRAPH and len(block.run.text.split()) <= _VALUE_WORDS:
            first = vocabulary.labels.opening(block.run.text)
            value = block.run.text[first.end :] if first is not None else ""
            plain = value.startswith(" ") and (value[1:2].isupper() or value[1:2].isdigit()) and ":" not in value
            if first is not None and first.meaning in HEAD_LABELS and plain:
                ends[i] = first.end
    runs = [[i for _, i in g] for _, g in groupby(enumerate(ends), key=lambda pair: pair[1] - pair[0])]
    return {i: ends[i] for run in runs if len(run) >= _LEAST_LABELS for i in run}


_FORM_LINES = 20
_LEAST_LABELS = 3


def _bare_labels(blocks: Sequence[Block], vocabulary: Vocabulary) -> set[int]:
    """Return the lines of a form that are labels without a colon, each over its value.

    One alone tells nothing, and labels that come again are those of records, one after the other.
    """
    times = Counter(b.run.text for b in blocks)
    known = [vocabulary.labels.whole(b.run.text) if b.kind is BlockKind.PARAGRAPH else None for b in blocks]
    found = {
        i
        for i, (meaning, following) in enumerate(pairwise(known))
        if (meaning in HEAD_LABELS or meaning == "purpose")
        and following is None
        and times[blocks[i].run.text] == 1
        and not vocabulary.columns.whole(blocks[i + 1].run.text)
        and find_scale(blocks[i + 1].run.text) is None
        and _has_value_below(blocks, i, vocabulary)
        and len(blocks[i + 1].run.text.split()) <= _VALUE_WORDS
    }
    return found if len(found) > 1 else set()


_VALUE_WORDS = 14


def _is_form_item(text: str, vocabulary: Vocabulary) -> bool:
    match = _FIELD.match(text) if ":" in text else None
    label = match[1] if match else text
    return (match is not None or text.endswith(":")) and vocabulary.labels.whole(label) is not None


def _is_counted(blocks: Sequence[Block], i: int, word: str, vocabulary: Vocabulary) -> bool:
    """Whether a word and a number only count the lines of a list: "Measure 1: ...", and the next one under it."""
    if vocabulary.prompts.whole(word) != "numbered" or blocks[i].kind is BlockKind.TABLE:
        return False
    beside = [blocks[k] for k in (i - 1, i + 1) if 0 <= k < len(blocks)]
    return any(
        (m := _COUNTED.match(b.marker_run.text + " " + b.run.text if b.marker_run else b.run.text)) and m[1] == word
        for b in beside
    )


def _make_counted(block: Block, counted: re.Match[str]) -> None:
    end = counted.end()
    mark = block.run.text[:end].rstrip()
    block.marker_run = block.run.cut(0, len(mark))
    block.marker = Marker(mark, 0, end, is_number=True)
    block.run = block.run.cut(end)
    block.kind = BlockKind.ITEM


def _is_form_label(label: str, vocabulary: Vocabulary) -> bool:
    if is_label(label, vocabulary):
        return True
    words = label.split()
    hit = vocabulary.labels.best(label)
    if any(map(str.isdigit, label)):
        return False
    return hit is not None and len(words) <= 7 and hit.words * 2 >= len(words) and label[:1].isupper()


def _is_title(label: str, value: str, vocabulary: Vocabulary) -> bool:
    """Whether a line with a colon is a title: all in capitals, or a body or fund and what kind of document."""
    if is_label(label, vocabulary):
        return False
    if label.isupper() and value.isupper():
        return True
    is_document = vocabulary.titles.has(value, "kind", "plan")
    return is_document and (
        bool(vocabulary.bodies.hits(label)) or any(p.end == len(value) for p in find_periods(value))
    )


def _has_value_below(blocks: Sequence[Block], i: int, vocabulary: Vocabulary) -> bool:
    if i + 1 >= len(blocks):
        return False
    below = blocks[i + 1]
    text = below.run.text
    plain = below.kind is BlockKind.PARAGRAPH or (below.kind is BlockKind.ITEM and blocks[i].kind is BlockKind.ITEM)
    return plain and below.is_tight and not (text.endswith(":") and vocabulary.labels.whole(text))


def _field(block: Block, label: Run, value: Run) -> Block:
    return Block(
        BlockKind.FIELD,
        run=value,
        label=label,
        marker=block.marker,
        marker_run=block.marker_run,
        size=block.size,
        bold=block.bold,
        page=block.page,
        is_tight=block.is_tight,
    )


def find_headings(blocks: list[Block], shape: Shape, vocabulary: Vocabulary) -> None:
    """Make headings of the paragraphs that stand as one, in larger type or apart from the text."""
    for i, block in reversed(list(enumerate(blocks))):
        if block.kind is not BlockKind.PARAGRAPH or not _may_be_heading(block):
            continue
        if i and block.is_tight and is_prompt(blocks[i - 1].run.text, vocabulary):
            continue  # an answer
        last = i and block.is_tight and block.marker is None and blocks[i - 1].run.measures
        if last and any(m.start == 0 for m in block.run.measures):
            continue  # "14 schools were visited", the last of several lines
        if shape.has_styles and block.size:
            styled = block.size > shape.size * 1.05 or block.bold
            known = vocabulary.headings.whole(block.run.text) is not None
            if not (styled or known or _leads(blocks, i)):
                continue
        elif not _stands_as_heading(blocks, i):
            continue
        block.kind = BlockKind.HEADING


def find_bare_statements(blocks: list[Block], vocabulary: Vocabulary) -> None:
    """Take runs of lines that stand alone under one heading, and count things, for items without a bullet."""
    start = 0
    for i in range(len(blocks) + 1):
        above = blocks[start - 1] if start else None
        if (
            i < len(blocks)
            and _is_wordy(blocks[i])
            and (not _is_name(blocks[i].run.text, vocabulary) or _heads_results(above, vocabulary))
        ):
            continue
        headed = above is not None and _may_head(above) and "£" not in above.run.text
        counted = start < i and _is_told(blocks[start].run.text)
        first = start if headed or counted else start + 1
        run = blocks[first:i]
        counting = [b for b in run if b.run.measures]
        many = len(run) >= 3 and len(counting) * 2 > len(run)
        two = len(run) == 2 and headed and len(counting) == 2
        told = len(run) > 1 and bool(counting) and _heads_results(above, vocabulary)
        if (many or two or told) and len({b.size for b in run}) == 1:
            for block in [*run, *_more_named(run, blocks[i:])]:
                block.kind, block.level = BlockKind.ITEM, 1
            if first > start and _heads_run(blocks[start]):
                blocks[start].kind = BlockKind.HEADING
        start = i + 1


def _heads_run(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and _may_be_heading(block) and block.run.text[:1].isalpha()


def _more_named(run: Sequence[Block], below: Sequence[Block]) -> Iterator[Block]:
    """Yield the lines that go on a list of "Name: what was done" with a sum among their words."""
    if not all(_NAMED.match(block.run.text) for block in run):
        return
    for block in below:
        match = _NAMED.match(block.run.text) if block.kind is BlockKind.PARAGRAPH and block.is_tight else None
        sums = block.run.sums
        if match is None or not block.run.text[match.end() :][:1].isalnum() or not sums or sums[0].start == match.end():
            return
        yield block


_NAMED = re.compile(r"[A-Z][^:.£]{2,60}:\s+")


def _heads_results(block: Block | None, vocabulary: Vocabulary) -> bool:
    if block is None or block.kind is not BlockKind.HEADING or "£" in block.run.text:
        return False
    return heading_kind(block.run.text, vocabulary) == "outcome"


def _may_head(block: Block) -> bool:
    """Whether a line is a heading, or numbered as one: "4.2 Helpline"."""
    numbered = block.marker is not None and block.marker.is_number and block.marker.depth > 1
    return block.kind is BlockKind.HEADING or (numbered and len(block.run.text.split()) < _LEAST_WORDS)


def _is_name(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line is the name of a part, and no sentence: most words have a capital, or are those of headings."""
    words = [w for w in text.split() if len(w) >= _WEIGHTY_WORD and w[0].isalpha()]
    hit = vocabulary.headings.best(text)
    known = hit is not None and hit.words * _SENTENCE_WORDS >= len(text.split())
    return known or sum(w[0].isupper() for w in words) * 2 > len(words) + 1


_WEIGHTY_WORD = 4
_SENTENCE_WORDS = 8
"""Words of a sentence for each word that headings have too."""


def _is_told(text: str) -> bool:
    """Whether a line heads none of those below it: it is long, or ends with a count of its own."""
    return len(text.split()) >= _LONG or _is_count(text)


_LEAST_WORDS = 5


def _is_wordy(block: Block) -> bool:
    text = block.run.text
    long = len(text.split()) >= _LEAST_WORDS or _is_count(text)
    lone = block.kind is BlockKind.HEADING or (block.kind is BlockKind.PARAGRAPH and not _SENTENCE_END.search(text))
    told = lone and block.marker is None and long and not text.isupper() and "£" not in text
    return told and not is_period(text)


def _is_count(text: str) -> bool:
    """Whether a short line is a count with what it counts: "Referrals: 412", "412 referrals received"."""
    return _COUNT_AT_END.search(text) is not None or _COUNT_FIRST.match(text) is not None


_COUNT_AT_END = re.compile(r"(?::|\s[-–—])\s+\d[\d,.]*\s?%?\Z")
_COUNT_FIRST = re.compile(r"\d[\d,.]*%?\s+[a-z]")


def _leads(blocks: Sequence[Block], i: int) -> bool:
    """Whether a line in plain type stands alone over a heading or a list, as a heading nobody styled.

    One with a colon only leads in to the list, but where it tells the year of the sums in it; that, and the number of
    a table, need no white space above.
    """
    block, below = blocks[i], blocks[i + 1] if i + 1 < len(blocks) else None
    if below is None or len(block.run.pieces) > 1:
        return False
    if block.run.text.endswith(":"):
        return below.kind is BlockKind.ITEM and "£" in below.run.text and bool(find_periods(block.run.text))
    if below.kind is BlockKind.TABLE and _NUMBER_OF_TABLE.match(block.run.text):
        return True
    return not block.is_tight and below.kind in (BlockKind.ITEM, BlockKind.HEADING, BlockKind.TABLE)


_NUMBER_OF_TABLE = re.compile(r"table\s+[A-Z]?\d{1,2}(?:\.\d{1,2})*(?:\s*[:.–-]\s|\s+[A-Z])", re.IGNORECASE)
"""As in "Table 4.1: Annual value of contracts"."""


def _may_be_heading(block: Block) -> bool:
    text = block.run.text
    return (
        (
            len(text.split()) <= _MAX_HEADING_WORDS
            and not (text.endswith(":") and "£" not in text and _FULL_STOP_INSIDE.search(text))
            and not _SENTENCE_END.search(text.rstrip(":"))
            and (any(map(str.isalpha, text)) or is_period(text) is not None)
            and not text[:1].islower()
            and not is_unit(text)
        )
        or (text.isupper() and len(text) < 120)
        or (text.endswith("?") and len(text.split()) <= (_MAX_HEADING_WORDS if block.bold else _LONG))
    )


_FULL_STOP_INSIDE = re.compile(r"[a-z0-9]{3}\.\s+[A-Z]")


def _stands_as_heading(blocks: Sequence[Block], i: int) -> bool:
    block = blocks[i]
    below = blocks[i + 1] if i + 1 < len(blocks) else None
    if len(block.run.pieces) > 1:
        return False
    if not block.is_tight:
        return True
    return below is not None and (below.kind in (BlockKind.ITEM, BlockKind.TABLE) or not below.is_tight)


def set_levels(blocks: Sequence[Block]) -> None:
    """Give the items of each list their depth, from how far they are set in and how they are numbered."""
    stack: list[tuple[int, str]] = []
    for block in blocks:
        if block.kind is not BlockKind.ITEM:
            if block.kind is BlockKind.HEADING:
                stack = []
            continue
        indent = block.level
        style = block.marker.style if block.marker else ""
        if block.marker is not None and block.marker.text[0].isdigit() and not block.is_tight:
            # a number apart counts on from numbers, and stands under no bullet above
            stack = [(at, kind) for at, kind in stack if at < indent - 1 or kind[:1].isdigit()]
        while stack and (indent < stack[-1][0] - 1 or (abs(indent - stack[-1][0]) <= 1 and stack[-1][1] != style)):
            if abs(indent - stack[-1][0]) <= 1 and (indent, style) not in [
                (a, s) for a, s in stack if abs(a - indent) <= 1
            ]:
                break
            stack.pop()
        if not stack or indent > stack[-1][0] + 1 or stack[-1][1] != style:
            stack.append((indent, style))
        block.level = min(50, len(stack))


def find_numbered_headings(blocks: list[Block], vocabulary: Vocabulary) -> list[Block]:
    """Take a numbered line for a heading where deeper numbers, a table, bullets or text stand under it."""
    for i, block in enumerate(blocks):
        marker = block.marker
        if block.kind is not BlockKind.ITEM or marker is None or not marker.is_number:
            continue
        if not marker.text.lstrip("(")[0].isdigit():
            continue
        text = block.run.text
        question = text.endswith("?") and len(text.split()) <= 30
        if not question and (len(text.split()) > _MAX_HEADING_WORDS or _SENTENCE_END.search(text)):
            continue
        if "£" in text or ". " in text or not text[:1].isupper() or LOOSE_END.search(text):
            continue
        below = blocks[i + 1] if i + 1 < len(blocks) else None
        if below is not None and _numbers(block, below):
            block.kind = BlockKind.HEADING
            continue
        if below is None or text.endswith(":"):
            continue
        if i and (is_next_item(blocks[i - 1], block) or _counts_on(blocks, i)):
            continue  # the end of a list
        alone = i > 0 and blocks[i - 1].kind is BlockKind.HEADING and blocks[i - 1].marker is None
        if alone and below.kind is BlockKind.HEADING and below.marker is None:
            continue  # the only item under its heading
        sibling = below.kind is BlockKind.ITEM and below.marker is not None and below.marker.style == marker.style
        deeper = below.kind is BlockKind.ITEM and (below.marker is None or _is_deeper(marker, below.marker))
        bulleted = deeper and below.marker is not None and not below.marker.is_number
        named = heading_kind(text, vocabulary) or heading_kind(blocks[i - 1].run.text, vocabulary)
        if alone and bulleted and named is None:
            continue  # the first item under its heading, with items of its own
        if deeper or (
            not sibling and below.kind in (BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.FIELD, BlockKind.HEADING)
        ):
            block.kind = BlockKind.HEADING
    return blocks


def find_bare_numbers(blocks: Sequence[Block]) -> None:
    """Cut the numbers from headings that count on from 1, though no stop stands behind them: "2 Results by theme"."""
    found = [(b, m) for b in blocks if b.kind is BlockKind.HEADING and (m := _BARE_NUMBER.match(b.run.text))]
    numbers = [int(match[1]) for _, match in found]
    if len(found) < _LEAST_NUMBERED or numbers != list(range(1, len(found) + 1)):
        return
    for block, match in found:
        if block.marker is None:
            block.marker_run = block.run.cut(0, match.end(1))
            block.marker = Marker(match[1], match.start(1), match.end(), is_number=True)
            block.run = block.run.cut(match.end())


_BARE_NUMBER = re.compile(r"(\d{1,2})\s+(?=[A-Z])")
_LEAST_NUMBERED = 3


def _is_deeper(number: Marker, below: Marker) -> bool:
    """Whether a list begins below a numbered line: bullets, deeper numbers, letters, or numbers from 1 again."""
    if not below.is_number or below.depth > number.depth:
        return True
    letters = not any(map(str.isdigit, below.text))
    again = below.style == number.style and re.sub(r"\D", "", below.text) == "1" != re.sub(r"\D", "", number.text)
    return below.text[:2].lower() in ("a)", "(a", "a.") if letters else again


def find_lettered_headings(blocks: Sequence[Block], vocabulary: Vocabulary) -> None:
    """Set apart what counts the parts of a form: "A. Spend", "B2. Wardens", "SECTION 4 – RESULTS".

    One alone is a part of its heading, and so is a word that names more than a part: "Priority 2: Wardens".
    """
    for pattern in (_LETTERED, _LETTER_AND_NUMBER, _PART):
        found = [
            (b, m) for b in blocks if b.kind is BlockKind.HEADING and not b.marker and (m := pattern.match(b.run.text))
        ]
        found = [(b, m) for b, m in found if pattern is not _PART or vocabulary.prompts.whole(m["word"]) == "part"]
        at = {m["at"] for _, m in found}
        if len(at) < 2 or (pattern is _LETTERED and any(chr(ord(letter) - 1) not in at for letter in at - {"A"})):
            continue
        for block, match in found:
            block.marker_run = block.run.cut(0, match.end("mark"))
            # parts of a form stand over all headings in it, numbered or not
            block.marker = Marker(match["mark"], 0, match.end(), is_number=pattern is not _PART)
            block.run = block.run.cut(match.end())


_LETTERED = re.compile(r"(?P<mark>(?P<at>[A-Z])[.)])\s+(?=[A-Z])")
_LETTER_AND_NUMBER = re.compile(r"(?P<mark>[A-Z](?P<at>\d{1,2})[.:)]?)\s+(?=[A-Z])")
_PART = re.compile(r"(?P<mark>(?P<word>[^\W\d_]+)\s+(?P<at>[A-Z]|\d{1,2})\s*[-–—:.])\s*(?=[^\W\d_])")


def _numbers(heading: Block, below: Block) -> bool:
    """Whether the number of the line below goes on that of a heading: "5.1." under "5."."""
    if heading.marker is None or below.marker is None or not below.marker.is_number:
        return False
    deeper = below.marker.depth > heading.marker.depth
    return deeper and below.marker.text.startswith(heading.marker.text.rstrip(".") + ".")


def _counts_on(blocks: Sequence[Block], i: int) -> bool:
    """Whether a numbered line counts on from one above, with nothing but items of its own between them."""
    marker = blocks[i].marker
    for above in reversed(blocks[:i]):
        if above.kind is not BlockKind.ITEM or above.marker is None or marker is None:
            return False
        if above.marker.style == marker.style:
            numbers = [int(n) for m in (above.marker, marker) for n in re.findall(r"\d+", m.text)[-1:]]
            return len(numbers) == 2 and numbers[1] == numbers[0] + 1
        if above.marker.is_number:
            return False
    return False
