"""The head of a report: who reports, under what title, when, about which period.

Every line of the head is a candidate for each; a form's labels beat shape, and shape beats order.
"""

import re
from collections.abc import Sequence

from pcc_report.layout import EMPTY, Block, BlockKind, Run
from pcc_report.layout.rows import HEAD_LABELS
from pcc_report.recognise.bodies import same_name
from pcc_report.recognise.dating import find_period, find_published
from pcc_report.recognise.head import MAX_HEAD, Head, contains, rest_of
from pcc_report.recognise.reporters import find_reporter
from pcc_report.recognise.titles import find_title
from pcc_report.vocabulary import Vocabulary


def read_head(blocks: Sequence[Block], furniture: Sequence[Run], vocabulary: Vocabulary) -> Head:
    """Return the head of the report that *blocks* are; *furniture* may name who publishes it."""
    head = Head()
    lines = _head_lines(blocks, vocabulary)
    blocks = [f for n, b in enumerate(blocks) for f in (b, *(_fields_of(b, vocabulary) if n < MAX_HEAD else ()))]
    find_reporter(head, lines, blocks, furniture, vocabulary)
    find_title(head, lines, blocks, vocabulary)
    find_published(head, lines, blocks, furniture, vocabulary)
    find_period(head, lines, blocks, vocabulary)
    taken = {id(f.run) for f in (head.title, head.organisation, head.published, head.period) if f}
    for block in lines:
        if id(block.run) in taken or _is_only_head(block, head, vocabulary):
            head.used.append(block)
    for block in lines:
        if block not in head.used and head.title and same_name(block.run.text, head.title.value):
            head.repeats.append(block.run)
            head.used.append(block)
    return head


def _fields_of(block: Block, vocabulary: Vocabulary) -> list[Block]:
    """Return the fields of a table: its cells of a label and a value, or values under a first row of labels."""
    rows = [row.cells for row in block.grids[0].rows] if block.grids else []
    labels = rows[0] if rows else []
    told = [
        (cell, colon.start()) for row in rows for cell in row if (colon := _COLON.search(cell.text[:_LONGEST_LABEL]))
    ]
    fields = [
        Block(BlockKind.FIELD, run=cell.cut(at + 1), label=cell.cut(0, at + 1))
        for cell, at in told
        if vocabulary.labels.whole(cell.text[:at]) in HEAD_LABELS
    ]
    if len(fields) > 1:
        return fields  # "SUBJECT: Summer programme", in a drawn box
    if len(labels) < _TWO or any(vocabulary.labels.whole(cell.text) not in HEAD_LABELS for cell in labels):
        return []
    fields = []
    for j, label in enumerate(labels):
        value = EMPTY
        for row in rows[1:]:
            if len(row) <= j or not row[0].text or row[0].text.endswith(("?", ":")):
                break
            value = value + row[j] if value else row[j]
        if value:
            fields.append(Block(BlockKind.FIELD, run=value, label=label))
    return fields


_TWO = 2
_COLON = re.compile(r":(?=\s)")
_LONGEST_LABEL = 60
_LONGEST_TITLE = 20
"""Words of a line of the head; the first one may be longer."""


def _head_lines(blocks: Sequence[Block], vocabulary: Vocabulary) -> list[Block]:
    lines: list[Block] = []
    skipped = False
    for block in blocks[:MAX_HEAD]:
        if block.kind is BlockKind.FIELD:
            continue
        if block.kind not in (BlockKind.HEADING, BlockKind.PARAGRAPH):
            break
        text = block.run.text
        if block.marker is not None:
            break
        longest = _LONGEST_TITLE if lines else _LONGEST_TITLE * 1.5
        if block.kind is BlockKind.PARAGRAPH and (len(text.split()) > longest or text.endswith((".", ":", ";"))):
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


def _is_only_head(block: Block, head: Head, vocabulary: Vocabulary) -> bool:
    """Whether a line of the head says nothing but a date, a body, a series or a period."""
    for found in (head.title, head.organisation, head.funder, head.published, head.period):
        if found is not None and contains(block.run, found.run):
            if found is head.title or found is head.organisation or found is head.funder:
                return True
            rest = rest_of(block.run, found.run)
            if rest is None or len(rest.text) < 4:
                return True
    hits = vocabulary.titles.hits(block.run.text)
    return (
        any(h.meaning == "series" for h in hits)
        and block.run is not EMPTY
        and not vocabulary.headings.whole(block.run.text)
    )
