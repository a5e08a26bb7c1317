"""Blocks of labels that come again and again, a sum among them -> a table with a row for each block.

Such a list prints "Amount:", "Who received the funding:", "Purpose:" for one award after the other. A label is
known to the vocabulary, or comes again with a colon, or as often as one over a sum; its value stands behind it or
in the lines below. What stands between a sum and the next block is that block's name, and what stands before
several blocks, apart from them, heads a group of them.
"""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import attrs

from pcc_report.layout.blocks import Block, BlockKind
from pcc_report.layout.figures import is_void
from pcc_report.layout.grids import Grid, GridRow
from pcc_report.layout.rows import DATE_LABELS, FULL_STOP, TOTAL_ASIDE, split_sum
from pcc_report.layout.runs import EMPTY, Run
from pcc_report.values.money import find_money, scan_cell
from pcc_report.vocabulary import Vocabulary, words_of

_FIELD = re.compile(r"([^:]{2,70}?)\s*:\s+(?=\S)")
_MAX_WORDS = 5
_MAX_NAME = 15
"""Words of a name over a block of labels."""
_LONGEST_LABEL = 60
_FAR = 9
"""Blocks between two labels of one list."""
_KINDS = {
    "amount": "allocated",
    "purpose": "category",
    "recipient": "recipient",
    "description": "description",
    "group": "group",
    **dict.fromkeys(DATE_LABELS, "date"),
}
"""The kind of column that a form's label makes."""
_COLUMNS = {
    "recipient": "recipient",
    "category": "purpose",
    "allocated": "amount",
    "money": "amount",
    "description": "description",
    "group": "group",
}
"""What a column heading means where it is printed before each value instead."""


@attrs.define(eq=False)
class _Label:
    """A block that is, or starts with, a label that may come again."""

    key: str
    text: Run
    value: Run
    has_colon: bool = True


@attrs.define(eq=False)
class _Record:
    """One block of labels with the values under each."""

    values: dict[str, list[Run]] = attrs.field(factory=dict)
    name: Run = EMPTY
    group: Run = EMPTY
    rest: list[Block] = attrs.field(factory=list)
    """What stands behind its labels and before the next record, as the results of a project do."""


def find_records(blocks: list[Block], vocabulary: Vocabulary) -> list[Block]:
    """Return *blocks* with a list of such records made one table; all as they were where there is none."""
    pieces = _cut_inside(blocks, vocabulary)
    again = _again(pieces, vocabulary)
    labelled = [_again_label(b, again) or _label(b, vocabulary) for b in pieces]
    counts = Counter(one.key for one in labelled if one)
    most = max(counts.values(), default=0)
    # "Total spend" in each record is a label like the others, once behind all it is their total
    found = [
        one
        if one and (not _is_total(one, vocabulary) or (counts[one.key] * 2 > most and _is_asked(one, vocabulary)))
        else None
        for one in labelled
    ]
    labels = {
        i: one for i, one in enumerate(found) if one and counts[one.key] > (1 if _is_known(one, vocabulary) else 2)
    }
    labels = _of_one_form(labels)
    places = _dense(sorted(labels), pieces)
    if len({labels[i].key for i in places}) < 2:
        return blocks
    made = _collected(pieces, places, labels)
    if made is None:
        return blocks
    first, last, records = made
    table = _table(pieces, first, last, records, places, labels, vocabulary)
    if table is None:
        return blocks
    return [*pieces[:first], table[0], *_told_behind(records, table[0], pieces[table[1] :]), *pieces[table[1] :]]


def _told_behind(records: Sequence[_Record], table: Block, below: Sequence[Block]) -> list[Block]:
    """Return what stands behind the labels of each record, under the record's name as a heading."""
    if not any(record.rest for record in records):
        return []
    grid = table.grids[0]
    column = next((j for j, kind in (grid.kinds or {}).items() if kind == "category"), None)
    out: list[Block] = []
    for record, row in zip(records, grid.rows[1:], strict=False):
        name = (row.cells[column] if column is not None else EMPTY) or record.name or record.group
        goes_on = record is records[-1] and bool(below) and below[0].kind in (BlockKind.ITEM, BlockKind.PARAGRAPH)
        # a sum in front of a record is read where it stands, and heads nothing
        if name and not name.sums and (record.rest or goes_on):
            out.append(Block(BlockKind.HEADING, run=name, page=table.page))
        out += record.rest
    return out


def is_sum_text(text: str) -> bool:
    """Whether a value is a sum: one printed as money, or a sign for none."""
    scan = scan_cell(text) if len(text) < 40 else None
    return scan is not None and scan.kind in ("sum", "nil") and (scan.has_currency or "," in text or scan.kind == "nil")


def _is_total(label: _Label, vocabulary: Vocabulary) -> bool:
    return vocabulary.rows.whole(label.text.text) in ("total", "subtotal")


def _is_asked(label: _Label, vocabulary: Vocabulary) -> bool:
    """Whether a total is of one kind, as a form asks for each time: "Total spend"; "Total" alone ends a list."""
    return vocabulary.columns.whole(label.text.text) in ("allocated", "actual", "forecast")


def _is_known(label: _Label, vocabulary: Vocabulary) -> bool:
    text = label.text.text
    return vocabulary.labels.whole(text) is not None or vocabulary.columns.whole(text) is not None or bool(label.value)


def _again(blocks: Sequence[Block], vocabulary: Vocabulary) -> set[str]:
    """Return the lines that are labels because they come again as often as one that is over sums each time.

    Once more or less often, since a total may be told like a record, and a record may lack a label.
    """
    texts = ["" if b.marker is not None or b.kind not in _LINES else b.run.text for b in blocks]
    over = Counter(
        _key(text)
        for text, below in pairwise(texts)
        if vocabulary.columns.whole(text) in _SUMS and below and is_sum_text(below)
    )
    least = max(over.values(), default=0)
    if least < _LEAST_AGAIN:
        return set()
    short = [t for t in texts if t and len(t) < _LONGEST_LABEL and not any(map(str.isdigit, t)) and not t.endswith(".")]
    counts = Counter(map(_key, short))
    again = {key for key, n in counts.items() if n >= _LEAST_AGAIN and abs(n - least) <= 1}
    return again - _same_values(texts, again, vocabulary)


def _same_values(texts: Sequence[str], again: set[str], vocabulary: Vocabulary) -> set[str]:
    """Return the lines that stand under the same label each time, and nothing else does: "Completed" under "Status"."""
    before: dict[str, set[str]] = {}
    behind: dict[str, set[str]] = {}
    for above, below in pairwise(map(_key, texts)):
        before.setdefault(below, set()).add(above)
        behind.setdefault(above, set()).add(below)
    values: set[str] = set()
    for text in texts:
        key = _key(text)
        if key not in again or vocabulary.labels.whole(text) or vocabulary.columns.whole(text):
            continue
        if vocabulary.prompts.whole(text) is None and all(
            label in again - values and behind[label] == {key} for label in before.get(key, {""})
        ):
            values.add(key)
    return values


_LINES = (BlockKind.PARAGRAPH, BlockKind.HEADING)
_SUMS = ("allocated", "actual", "forecast", "money")
_LEAST_AGAIN = 3


def _again_label(block: Block, again: set[str]) -> _Label | None:
    text = block.run.text
    if block.marker is not None or block.kind not in _LINES or not again or _key(text) not in again:
        return None
    return _Label(_key(text), block.run.cut(0, len(text.rstrip(" :"))), EMPTY, has_colon=text.endswith(":"))


def _cut_inside(blocks: list[Block], vocabulary: Vocabulary) -> list[Block]:
    """Cut "Recipient: Body Amount: £9" in two where its second label comes again in other blocks too."""
    keys = Counter(one.key for b in blocks if (one := _label(b, vocabulary)))
    known = {k for k, n in keys.items() if n > 1}
    if not known:
        return blocks
    out: list[Block] = []
    for block in blocks:
        one = _label(block, vocabulary)
        cut = _inner(one.value.text, known - {one.key}) if one and one.value else 0
        if one is None or not cut:
            out.append(block)
            continue
        label = block.label or block.run.cut(0, block.run.text.index(one.value.text))
        out.append(attrs.evolve(block, kind=BlockKind.FIELD, label=label, run=one.value.cut(0, cut)))
        out.append(Block(BlockKind.PARAGRAPH, run=one.value.cut(cut), page=block.page, is_tight=True))
    return out


def _inner(text: str, keys: set[str]) -> int:
    for match in re.finditer(r"\S+:\s", text):
        words = list(re.finditer(r"\S+", text[: match.end()]))
        for n in range(1, min(_MAX_WORDS, len(words) - 1) + 1):
            if _key(text[words[-n].start() : match.end()]) in keys:
                return words[-n].start()
    return 0


def _label(block: Block, vocabulary: Vocabulary) -> _Label | None:
    if block.kind is BlockKind.FIELD:
        return _Label(_key(block.label.text), block.label.cut(0, len(block.label.text.rstrip(" :"))), block.run)
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING) or block.marker is not None:
        return None
    text = block.run.text
    match = _FIELD.match(text) if ":" in text else None
    if match and len(match[1].split()) <= _MAX_WORDS and match.end() < len(text):
        return _Label(_key(match[1]), block.run.cut(0, match.end(1)), block.run.cut(match.end()))
    short = "£" in text and len(text) < _LONGEST_LABEL and not TOTAL_ASIDE.search(text)
    pair = split_sum(block.run, vocabulary) if short else None
    if pair is not None and vocabulary.columns.whole(pair[0].text) in _SUMS:
        return _Label(_key(pair[0].text), *pair)  # "Budget £5,000", as clear as with a colon
    end = text.rfind(" ")
    if end > 0 and is_void(text[end + 1 :]) and vocabulary.columns.whole(text[:end]) in _SUMS:
        return _Label(_key(text[:end]), block.run.cut(0, end), block.run.cut(end + 1))
    known = vocabulary.labels.whole(text) or vocabulary.columns.whole(text) in _COLUMNS
    if len(text) < _LONGEST_LABEL and (known or (text.endswith(":") and "£" not in text)):
        return _Label(_key(text), block.run.cut(0, len(text.rstrip(" :"))), EMPTY, has_colon=text.endswith(":"))
    return None


def _key(label: str) -> str:
    return " ".join(words_of(label))


def _of_one_form(labels: dict[int, _Label]) -> dict[int, _Label]:
    """Return the labels with a colon where most have one: a line without is a heading among them."""
    with_colon = {i: one for i, one in labels.items() if one.has_colon}
    return with_colon if len(with_colon) * 2 > len(labels) else labels


def _dense(places: list[int], blocks: Sequence[Block]) -> list[int]:
    """Return the longest run of label places that stand near each other."""
    best: list[int] = []
    run: list[int] = []
    for at in places:
        between = range(run[-1], at) if run else range(0)
        apart = not run or at - run[-1] > _FAR or any(blocks[k].kind is BlockKind.TABLE for k in between)
        run = [at] if apart else [*run, at]
        if len(run) > len(best):
            best = run
    return best


def _collected(
    blocks: Sequence[Block], places: Sequence[int], labels: dict[int, _Label]
) -> tuple[int, int, list[_Record]] | None:
    """Return where the list begins and ends, and its records."""
    records: list[_Record] = []
    first = places[0]
    lead = blocks[first - 1] if first and blocks[first - 1].kind is not BlockKind.TABLE else None
    between = _between(blocks, places, labels)
    named = _are_named(blocks, places, labels, between)
    end = first
    for n, at in enumerate(places):
        one = labels[at]
        if not records or one.key in records[-1].values or (named and n in between):
            record = _Record(group=records[-1].group if records else EMPTY)
            before = [blocks[k] for k in between.get(n, ())] or ([lead] if not records and lead else [])
            if named and before:
                record.name = before[-1].run
                before = before[:-1]
            if before and before[-1].kind is BlockKind.HEADING and not before[-1].is_tight and n:
                record.group = before[-1].run
                before = before[:-1]
            elif not n and not named and lead is not None and _groups(lead, blocks, between):
                record.group = lead.run
            if not n and named and first > 1 and _heads_groups(blocks[first - 2], between):
                record.group = blocks[first - 2].run
            if records:
                records[-1].rest = before
            records.append(record)
        stop = places[n + 1] if n + 1 < len(places) else len(blocks)
        taken = [k for k in range(at + 1, stop) if k not in between.get(n + 1, ())]
        last = n + 1 == len(places)
        above = [r.values[one.key] for r in records if one.key in r.values] if last else []
        values, end = _values(blocks, taken, one, last=last, end=at + 1, above=above)
        if end != at + 1 + len(taken) and n + 1 < len(places):
            return None
        records[-1].values[one.key] = values
    if len(records) < 2:
        return None
    starts = first - 1 if (named or records[0].group) and lead is not None else first
    starts -= bool(named and records[0].group)
    return starts, end, records


def _between(blocks: Sequence[Block], places: Sequence[int], labels: dict[int, _Label]) -> dict[int, list[int]]:
    """Return, by the number of a label, the blocks before it that are no value of the label above it.

    They stand behind a sum, which is a whole value, or apart from it and from the block they lead to.
    """
    found: dict[int, list[int]] = {}
    for n in range(1, len(places)):
        above, here = places[n - 1], places[n]
        free = list(range(above + 1, here))
        if not labels[above].value and free:
            free = free[1:]
        if not free:
            continue
        value = labels[above].value or blocks[above + 1].run
        if _leads_with_sum(value.text):
            found[n] = free
        else:
            heads = list(itertools.takewhile(lambda k: _may_name(blocks[k]), reversed(free)))
            if heads:
                found[n] = heads[::-1]
    return found


def _may_name(block: Block) -> bool:
    """Whether a block that stands apart may name a record, or a group of them: a heading, or "2. Anytown Refuge"."""
    numbered = block.marker is not None and block.marker.is_number and not FULL_STOP.search(block.run.text)
    return not block.is_tight and (block.kind is BlockKind.HEADING or numbered)


def _leads_with_sum(text: str) -> bool:
    sums = find_money(text)
    return is_sum_text(text) or (bool(sums) and sums[0].start == 0 and len(text) < _LONGEST_LABEL)


def _are_named(
    blocks: Sequence[Block], places: Sequence[int], labels: dict[int, _Label], between: dict[int, list[int]]
) -> bool:
    """Whether most records but the first have one short line between the sum above and their own first label."""
    starts, seen = 0, set[str]()
    names = 0
    for n, at in enumerate(places):
        before = between.get(n, ())
        if labels[at].key in seen or before or not n:  # a record may lack the label that others begin with
            seen = set()
            starts += bool(n)
            if before:
                name, above = blocks[before[-1]], blocks[before[-1] - 1]
                short = len(name.run.text.split()) <= _MAX_NAME and not FULL_STOP.search(name.run.text)
                over = blocks[at].is_tight or name.is_tight or name.page != above.page or name.marker is not None
                names += short and over
        seen.add(labels[at].key)
    return starts > 0 and names * 5 >= starts * 3


def _groups(lead: Block, blocks: Sequence[Block], between: dict[int, list[int]]) -> bool:
    """Whether the line over the first record heads a group, as lines over later ones do."""
    headed = any(blocks[k[-1]].kind is BlockKind.HEADING for k in between.values() if k)
    return headed and lead.kind is BlockKind.HEADING


def _heads_groups(block: Block, between: dict[int, list[int]]) -> bool:
    """Whether a heading over the first name heads a group, as those over later names do."""
    return block.kind is BlockKind.HEADING and any(len(places) > 1 for places in between.values())


def _values(
    blocks: Sequence[Block],
    taken: Sequence[int],
    label: _Label,
    *,
    last: bool,
    end: int,
    above: Sequence[Sequence[Run]],
) -> tuple[list[Run], int]:
    """Return the values of a label, and behind which block they end; *above* are those that it had before."""
    values = [label.value] if label.value else []
    for k in taken:
        below = blocks[k]
        if last and below.kind is BlockKind.PARAGRAPH and _is_usual(below.run, [v[len(values) :] for v in above]):
            values.append(below.run)
            end = k + 1
            continue
        if last and values and above and all(len(v) <= len(values) for v in above):
            break
        heading = below.kind is BlockKind.HEADING and not below.is_tight
        if below.kind in (BlockKind.TABLE, BlockKind.ITEM) or (
            values and (last or heading) and (last or not FULL_STOP.search(below.run.text)) and not below.is_tight
        ):
            break
        if values and last and (label.value or not below.is_tight):
            break
        values.append(below.run)
        end = k + 1
    return values, end


def _is_usual(run: Run, above: Sequence[Sequence[Run]]) -> bool:
    """Whether most of the values above go on, and those that do with a sentence, as *run* is."""
    told = [v[0] for v in above if v]
    return len(told) * 2 > len(above) and all(FULL_STOP.search(r.text) for r in (run, *told))


def _table(
    blocks: Sequence[Block],
    first: int,
    end: int,
    records: Sequence[_Record],
    places: Sequence[int],
    labels: dict[int, _Label],
    vocabulary: Vocabulary,
) -> tuple[Block, int] | None:
    """Return the table of *records*, and behind which block it ends."""
    printed: dict[str, Run] = {}
    for i in places:
        printed.setdefault(labels[i].key, labels[i].text)
    order = list(printed)
    money = [
        k
        for k in order
        if sum(_leads_with_sum(v[0].text) for r in records if (v := r.values.get(k))) * 2 > len(records)
    ]
    if not money:
        return None
    meanings = {k: _meaning(printed[k].text, vocabulary) for k in order}
    for key in order:
        if vocabulary.prompts.whole(printed[key].text) == "oba" or any(
            vocabulary.prompts.has(v.text, "oba") for r in records for v in r.values.get(key, ())
        ):
            meanings[key] = "outcome"
    columns: list[tuple[str, int]] = [(k, 0) for k in order]
    long = [k for k in order if meanings[k] == "category" and any(len(r.values.get(k, [])) > 1 for r in records)]
    columns += [(k, 1) for k in long[:1]]
    grid = Grid([], "labels", header=1)
    kinds = {j: "description" if nth else meanings[k] for j, (k, nth) in enumerate(columns) if nth or meanings[k]}
    extra = [w for w in ("name", "group") if any(getattr(r, w) for r in records)]
    for which in extra:
        kinds[len(columns) + extra.index(which)] = "category" if which == "name" else "group"
    if "name" in extra:
        kinds = {j: "description" if kind == "category" and j < len(columns) else kind for j, kind in kinds.items()}
    grid.kinds = kinds
    grid.rows.append(GridRow([EMPTY if nth else printed[k] for k, nth in columns] + [EMPTY] * len(extra)))
    for record in records:
        row = GridRow([])
        for j, (key, nth) in enumerate(columns):
            values = record.values.get(key, [])
            chosen = values[nth:] if nth else values[:1] if key in long[:1] else values
            if key in money and chosen:
                chosen = [_sum_of(chosen[0])]
            if meanings[key] == "outcome":
                row.parts[j] = list(chosen)
            row.cells.append(_joined(chosen))
        row.cells += [getattr(record, w) for w in extra]
        grid.rows.append(row)
    totals, end = _totals(blocks, end, [(k, columns.index((k, 0))) for k in money], vocabulary)
    if totals:
        row = GridRow([EMPTY] * (len(columns) + len(extra)))
        row.cells[0 if columns.index((money[0], 0)) else 1] = totals[0][1]
        for j, _, amount in totals:
            row.cells[j] = amount
        grid.rows.append(row)
    rest = {id(block) for record in records for block in record.rest}
    grid.dropped = [labels[i].text for i in places] + [label for _, label, _ in totals[1:]]
    grid.dropped += [b.marker_run for b in blocks[first:end] if b.marker_run and id(b) not in rest]
    region = [r for b in blocks[first:end] if id(b) not in rest for r in (b.label, b.run) if r]
    last = blocks[end - 1].page
    return Block(BlockKind.TABLE, grids=[grid], region=region, page=blocks[first].page, last_page=last), end


def _joined(runs: Sequence[Run]) -> Run:
    out = EMPTY
    for run in runs:
        out = out + run if out else run
    return out


def _sum_of(run: Run) -> Run:
    """Return the sum that a value begins with, without the remark behind it."""
    found = run.sums
    return run.cut(0, found[0].end) if not is_sum_text(run.text) and found and found[0].start == 0 else run


def _totals(
    blocks: Sequence[Block], end: int, money: Sequence[tuple[str, int]], vocabulary: Vocabulary
) -> tuple[list[tuple[int, Run, Run]], int]:
    """Return column, label and sum of each total behind the list, and behind which block they end.

    A total stands in one line or in two; of several, "Total planned" and "Total actual", each names its column.
    """
    found: list[tuple[int, Run, Run]] = []
    while end < len(blocks):
        label, behind = blocks[end].run, end + 1
        match = _FIELD.match(label.text)
        if blocks[end].label:
            label, amount = blocks[end].label, label
        elif match is not None:
            label, amount = label.cut(0, match.end(1)), label.cut(match.end())
        elif behind < len(blocks):
            amount, behind = blocks[behind].run, behind + 1
        else:
            break
        column = next((j for key, j in money if key in _key(label.text)), money[0][1])
        is_total = vocabulary.rows.has(label.text, "total") and is_sum_text(amount.text)
        if not is_total or column in [j for j, _, _ in found]:
            break
        found.append((column, label, amount))
        end = behind
    return found, end


def _meaning(label: str, vocabulary: Vocabulary) -> str:
    own = _KINDS.get(vocabulary.labels.whole(label) or "")
    hit = vocabulary.columns.best(label)
    return own or (hit.meaning if hit else "")
