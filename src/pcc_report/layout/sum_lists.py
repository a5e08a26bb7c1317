"""Blocks of text that are a table all the same: labels with one sum each, sums before names, one cell a line."""

import itertools
import re
from collections.abc import Sequence
from decimal import Decimal

import attrs

from pcc_report.layout.blocks import Block, BlockKind
from pcc_report.layout.cell_lines import is_lone_sum
from pcc_report.layout.grids import (
    Grid,
    GridRow,
)
from pcc_report.layout.rows import (
    FULL_STOP,
    MAX_LABEL,
    TAIL,
    TOTAL_ASIDE,
    item_sum,
    split_sum,
)
from pcc_report.layout.runs import EMPTY, Run
from pcc_report.model import Unit
from pcc_report.values.money import scan_cell
from pcc_report.vocabulary import Vocabulary

_SUM_FIRST = re.compile(r"[£€]\s?\d[\d,.]*\s?(?:k|m|million)?\s*(?:[-–—:]|for\b|to\b)")


def find_sum_lists(blocks: list[Block], vocabulary: Vocabulary) -> list[Block]:
    """Take runs of lines or items that each are a label with one sum for a table of two columns."""
    blocks = [piece for b in blocks for piece in _run_together(b)]
    pairs = [_pair(b, below, vocabulary) for b, below in zip(blocks, [*blocks[1:], None], strict=False)]
    _looser(blocks, pairs, vocabulary)
    _nil_entries(blocks, pairs)
    _heads_of_cells(blocks, pairs)
    out: list[Block] = []
    i = 0
    while i < len(blocks):
        if pairs[i] is None:
            if not _is_total_of_list(blocks[i], out, vocabulary):
                out.append(blocks[i])
            i += 1
            continue
        last = i + 1
        while last < len(blocks) and pairs[last] is not None and _alike(blocks[last - 1], blocks[last]):
            last += 1
        members = blocks[i:last]
        table = _sum_table(members, [p for p in pairs[i:last] if p])
        if out and is_sum_list(out[-1]) and _are_totals(table, out[-1], vocabulary):
            _add_totals(out[-1], table)
            i = last
            continue
        lone_item = members[0].kind is BlockKind.ITEM and len(members) == 1
        if lone_item or not _whole_list(blocks, i, last):
            out += members
        else:
            out.append(table)
        i = last
    return out


def _are_totals(table: Block, above: Block, vocabulary: Vocabulary) -> bool:
    """Whether a list is nothing but totals, or one line that stands apart and comes to what all lines above do."""
    lines = lines_of(table.grids[0], vocabulary)
    summed = [sum_of(r) for r in lines_of(above.grids[0], vocabulary)]
    alone = len(table.grids[0].rows) == len(lines) == 1 and lines[0].gap and len(summed) > 1
    return not lines or (alone and sum_of(lines[0]) == sum(summed) > 0)


def _is_total_of_list(block: Block, out: Sequence[Block], vocabulary: Vocabulary) -> bool:
    """Add a sum that stands below a list to it, where it is that of its lines, or of these and lists above.

    It stands alone, or ends a short sentence: "That comes to £3,500.00."
    """
    if not out or not is_sum_list(out[-1]):
        return False
    told = _told_sum(block)
    if told is None and not is_lone_sum(block):
        return False
    row = GridRow([*told] if told else [EMPTY, block.run], gap=True)
    summed = Decimal(0)
    for above in reversed(out):
        if is_sum_list(above):
            summed += sum((sum_of(r) for r in lines_of(above.grids[0], vocabulary)), Decimal(0))
        elif above.kind is not BlockKind.HEADING:
            return False
        if summed and summed == sum_of(row):
            _add_totals(out[-1], Block(BlockKind.TABLE, grids=[Grid([row], "sums")], region=[block.run]))
            return True
    return False


def _told_sum(block: Block) -> tuple[Run, Run] | None:
    """Return a short sentence's words and the only sum, with which it ends."""
    run = block.run
    if block.kind is not BlockKind.PARAGRAPH or block.marker is not None or len(run.text) > _LONGEST_TOTAL:
        return None
    sums = run.sums
    ends = len(sums) == 1 and 0 < sums[0].start and not run.text[sums[0].end :].strip(" .")
    return (run.cut(0, sums[0].start), run.cut(sums[0].start, sums[0].end)) if ends else None


_LONGEST_TOTAL = 80


def _add_totals(table: Block, below: Block) -> None:
    """Add the rows of a list that is nothing but totals to the list above it."""
    for row in below.grids[0].rows:
        cells = [*row.cells, *[EMPTY] * table.grids[0].width][: table.grids[0].width]
        table.grids[0].rows.append(attrs.evolve(row, cells=cells))
    table.region += below.region
    table.members += below.members


def is_sum_list(block: Block) -> bool:
    """Whether a table is a list of names, each with one sum."""
    if block.kind is not BlockKind.TABLE:
        return False
    grid = block.grids[0]
    return grid.how == "sums" or (grid.how == "tails" and grid.width == _NAME_AND_SUM and not grid.heads)


_NAME_AND_SUM = 2


def lines_of(grid: Grid, vocabulary: Vocabulary) -> list[GridRow]:
    """Return the rows of a list that are no total."""
    return [r for r in grid.rows if r.cells[1] and not is_total(r, vocabulary)]


def is_total(row: GridRow, vocabulary: Vocabulary) -> bool:
    """Whether a row of a list is a total: it says so, or has no name."""
    return not row.cells[0] or vocabulary.rows.whole(row.cells[0].text) in ("total", "subtotal")


def sum_of(row: GridRow) -> Decimal:
    """Return the amount of a row of a list; zero where it tells none."""
    scan = scan_cell(row.cells[1].text)
    return scan.money.amount if scan is not None and scan.money is not None else Decimal(0)


def _run_together(block: Block) -> list[Block]:
    """Cut a paragraph that is a list run together, "Body - £n Body - £n ...", into its entries."""
    if block.kind is not BlockKind.PARAGRAPH or block.run.text.count("£") < 3:
        return [block]
    text = block.run.text
    sums = block.run.sums
    labels = [text[a:b] for a, b in zip([0, *(m.end for m in sums)], (m.start for m in sums), strict=False)]
    rest = labels[1:]
    if (
        len(sums) < 3
        or text[sums[-1].end :].strip(" .;")
        or not all(_ENTRY.search(t) and len(t.split()) <= 12 for t in rest)
    ):
        return [block]
    lead = max(labels[0].rfind(": "), labels[0].rfind(". "))
    at = lead + 2 if lead >= 0 else 0
    out = [attrs.evolve(block, run=block.run.cut(0, at))] if at else []
    for money in sums:
        piece = block.run.cut(at, money.end)
        out.append(attrs.evolve(block, run=piece, is_tight=True))
        at = money.end
    return out


_ENTRY = re.compile(r"\A[\s,;]*\w.*(?:[-–—:=]|\()\s*\Z")


def _pair(block: Block, below: Block | None, vocabulary: Vocabulary) -> tuple[Run, Run] | None:
    if block.kind is BlockKind.TABLE or not block.run:
        return None
    if (
        block.kind is BlockKind.HEADING
        and TOTAL_ASIDE.search(block.run.text)
        and below is not None
        and (below.kind in (BlockKind.ITEM, BlockKind.TABLE) or not TOTAL_ASIDE.search(below.run.text))
    ):
        return None  # a heading with the total of its list
    if block.kind is BlockKind.FIELD:
        cell = scan_cell(block.run.text) if len(block.run.text) < 40 else None
        meaning = vocabulary.labels.whole(block.label.text)
        money = cell is not None and cell.kind == "sum" and (cell.has_currency or meaning == "amount")
        return (block.label, block.run) if money else None
    return split_sum(block.run, vocabulary)


def _looser(blocks: Sequence[Block], pairs: list[tuple[Run, Run] | None], vocabulary: Vocabulary) -> None:
    """Fill in pairs of lists in which every item ends, or every one starts, with its only sum."""
    i = 0
    while i < len(blocks):
        last = i + 1
        while last < len(blocks) and is_next_item(blocks[last - 1], blocks[last]):
            last += 1
        members = blocks[i:last]
        if len(members) > 1 and not all(pairs[i:last]):
            loose = [item_sum(b.run, vocabulary) for b in members]
            if all(loose) and sum(len(p[0].text) for p in loose if p) < 220 * len(loose):
                pairs[i:last] = loose
            elif sum(map(bool, pairs[i:last])) * 4 >= len(members) * 3 and len(members) > _LEAST_LED:
                led = [pair or _led_sum(b.run) for pair, b in zip(pairs[i:last], members, strict=True)]
                pairs[i:last] = led if all(led) else pairs[i:last]
        i = last


def _led_sum(run: Run) -> tuple[Run, Run] | None:
    """Return (label, sum) of an entry with words behind: "Advisers – £420,000 across ten councils (Manchester 60k)"."""
    first = next((m for m in run.sums if m.kind == "sum" and m.has_currency), None)
    dash = _DASH_END.search(run.text[: first.start]) if first is not None else None
    if first is None or dash is None or not 0 < dash.start() <= MAX_LABEL:
        return None
    return run.cut(0, dash.start()), run.cut(first.start, first.end)


def _words_behind(block: Block, label: Run, money: Run) -> Run:
    """Return what an item tells behind the sum that its label leads up to."""
    text = block.run.text
    at = text.find(money.text, len(label.text)) if block.kind is BlockKind.ITEM and text.startswith(label.text) else -1
    end = at + len(money.text)
    return EMPTY if at < 0 or TAIL.match(text, end) else block.run.cut(end)


_DASH_END = re.compile(r"\s*(?:\s[-–—]|:)\s*\Z")
_LEAST_LED = 3
"""Entries of a list, above which most tell how the others are to be read."""


def _nil_entries(blocks: Sequence[Block], pairs: list[tuple[Run, Run] | None]) -> None:
    """Fill in pairs of entries of a list of sums that say that nothing was given: "Cycle marking – nil"."""
    for i, block in enumerate(blocks):
        if pairs[i] is not None or block.kind is BlockKind.TABLE or block.run.text[-1:] not in "lL0":
            continue
        match = _NIL_ENTRY.fullmatch(block.run.text)
        beside = any(0 <= k < len(blocks) and pairs[k] is not None and _alike(block, blocks[k]) for k in (i - 1, i + 1))
        if match is not None and beside:
            pairs[i] = block.run.cut(*match.span("name")), block.run.cut(*match.span("sum"))


def _heads_of_cells(blocks: Sequence[Block], pairs: list[tuple[Run, Run] | None]) -> None:
    """Empty pairs that are no entries but the head of a group of cells one a line: "North Wold (£8,000)"."""
    for i, block in enumerate(blocks):
        beside = any(0 <= k < len(blocks) and pairs[k] is not None for k in (i - 1, i + 1))
        if pairs[i] is None or beside or not TOTAL_ASIDE.search(block.run.text):
            continue
        if any(is_lone_sum(b) for b in blocks[i : i + _CELLS_BEFORE_SUM]):
            pairs[i] = None


_CELLS_BEFORE_SUM = 5


_NIL_ENTRY = re.compile(r"(?P<name>[^\W\d_].{1,100}?)\s*(?::|[-–—=])\s*(?P<sum>(?:£\s?)?nil|£\s?0)", re.IGNORECASE)


def is_next_item(above: Block, below: Block) -> bool:
    """Whether two blocks are items of one list, or two lines that both start with a sum."""
    if above.kind is BlockKind.ITEM and below.kind is BlockKind.ITEM:
        return above.marker is not None and below.marker is not None and above.marker.style == below.marker.style
    lines = (BlockKind.PARAGRAPH, BlockKind.HEADING)
    return (
        above.kind in lines
        and below.kind in lines
        and all(_SUM_FIRST.match(b.run.text) and len(b.run.text) < 200 for b in (above, below))
    )


def _alike(above: Block, below: Block) -> bool:
    if above.kind is BlockKind.ITEM or below.kind is BlockKind.ITEM:
        same = above.marker is not None and below.marker is not None and above.marker.style == below.marker.style
        return same and above.kind is below.kind
    return True


def _whole_list(blocks: Sequence[Block], first: int, last: int) -> bool:
    """Whether most of a list's items are such pairs; one result that ends with a sum makes no table."""
    if blocks[first].kind is not BlockKind.ITEM:
        return True
    size = last - first
    before = itertools.takewhile(lambda b: is_next_item(b, blocks[first]), reversed(blocks[:first]))
    behind = itertools.takewhile(lambda b: is_next_item(blocks[first], b), blocks[last:])
    around = sum(1 for _ in (*before, *behind))
    return around == 0 or size > 2 * around


def _sum_table(members: Sequence[Block], pairs: Sequence[tuple[Run, Run]]) -> Block:
    rows = [GridRow([label, money], gap=not m.is_tight) for m, (label, money) in zip(members, pairs, strict=True)]
    grid = Grid(rows, "sums")
    to_bodies = all(_is_given(m.run.text, label, money) for m, (label, money) in zip(members, pairs, strict=True))
    purposes = [_PURPOSE.search(label.text) for label, _ in pairs]
    if to_bodies and sum(map(bool, purposes)) * 2 > len(purposes):
        for row, cut in zip(rows, purposes, strict=True):
            label, money = row.cells
            row.cells = [label.cut(cut.end()), money, label.cut(0, cut.start())] if cut else [label, money, EMPTY]
        grid.kinds = {0: "category", 1: "money", 2: "recipient"}
    behind = [_words_behind(m, label, money) for m, (label, money) in zip(members, pairs, strict=True)]
    if any(behind) and not grid.kinds:
        for row, words in zip(rows, behind, strict=True):
            row.cells = [*row.cells, words]
        grid.kinds = {0: "category", 1: "money", 2: "description"}
    grid.dropped = [m.marker_run for m in members if m.marker_run]
    region = [r for m in members for r in (m.marker_run, m.label, m.run) if r]
    table = Block(BlockKind.TABLE, grids=[grid], region=region, page=members[0].page, marker=members[0].marker)
    table.members = list(members)
    return table


def _is_given(text: str, label: Run, money: Run) -> bool:
    """Whether the label names the body of "£20,000 to Body for this and that"."""
    at = text.find(label.text, len(money.text))
    return text.startswith(money.text) and at >= 0 and text[len(money.text) : at].split()[:1] == ["to"]


_PURPOSE = re.compile(r"\s+(?:for|towards)\s+(?:the\s+)?(?=\S)")


def find_sums_first(blocks: list[Block]) -> list[Block]:
    """Take lines "£n – Name", each with what it is for in the paragraphs below, for tables of three columns."""
    entries = [_NAMED_BY_SUM.match(b.run.text) if may_name(b) else None for b in blocks]
    if sum(m is not None and bool(m["dash"]) for m in entries) < LEAST_ENTRIES:
        entries = [m if m and _BODY_DASH.search(b.run.text) else None for b, m in zip(blocks, entries, strict=True)]
        runs = [len(list(g)) for found, g in itertools.groupby(m is not None for m in entries) if found]
        if max(runs, default=0) < LEAST_ENTRIES:
            return blocks
    out: list[Block] = []
    i = 0
    while i < len(blocks):
        rows: list[list[Run]] = []
        start = i
        while i < len(blocks) and (entry := entries[i]) is not None:
            name, money = blocks[i].run.cut(entry.end()), blocks[i].run.cut(0, entry.end("sum"))
            told = EMPTY
            i += 1
            while i < len(blocks) and entries[i] is None and _tells(blocks[i], told):
                told = told + blocks[i].run if told else blocks[i].run
                i += 1
            rows.append([name, money, told])
        if not rows:
            out.append(blocks[i])
            i += 1
            continue
        grid = Grid([GridRow(r) for r in rows], "labels", header=0, kinds={0: "category", 1: "money", 2: "description"})
        if not any(r[2] for r in rows):
            grid = Grid([GridRow(r[:2]) for r in rows], "sums")
        region = [b.run for b in blocks[start:i]]
        out.append(Block(BlockKind.TABLE, grids=[grid], region=region, page=blocks[start].page))
    return out


def find_two_years(blocks: list[Block]) -> list[Block]:
    """Take lines "Place: £n (£m in 2013/14)" for a table of two years."""
    found = [_TWO_YEARS.match(b.run.text) if b.run.text.count("£") > 1 else None for b in blocks]
    if not any(found):
        return blocks
    out: list[Block] = []
    i = 0
    while i < len(blocks):
        last = i
        while last < len(blocks) and found[last] is not None:
            last += 1
        if last - i < LEAST_ENTRIES:
            out += blocks[i : max(last, i + 1)]
            i = max(last, i + 1)
            continue
        pairs = [(b.run, m) for b, m in zip(blocks[i:last], found[i:last], strict=True) if m is not None]
        rows = [GridRow([r.cut(*m.span("label")), r.cut(*m.span("sum")), r.cut(*m.span("before"))]) for r, m in pairs]
        run, first = pairs[0]
        grid = Grid([GridRow([EMPTY, EMPTY, run.cut(*first.span("year"))]), *rows], "two-years", header=1)
        grid.dropped = [r.cut(*m.span("year")) for r, m in pairs[1:]]
        region = [b.run for b in blocks[i:last]]
        out.append(Block(BlockKind.TABLE, grids=[grid], region=region, page=blocks[i].page))
        i = last
    return out


_TWO_YEARS = re.compile(
    r"(?P<label>[^£:]{2,80}?)\s*(?::|\s[-–—=])\s*(?P<sum>£[\d,.]+(?:\s?(?:[kKmM]|million))?)\s*"
    r"\((?P<before>£[\d,.]+(?:\s?(?:[kKmM]|million))?)\s+(?:in|for)\s+(?P<year>[\d/–-]{4,9})\)\Z"
)


LEAST_ENTRIES = 3

_BODY_DASH = re.compile(r"\w\s[-–—]\s\w")

_NAMED_BY_SUM = re.compile(
    r"(?P<sum>£\s?(?:\d[\d,]*(?:\.\d+)?\s?(?:[kKmM]\b|million\b)?|TBC|nil))\s*(?P<dash>[-–—:])?\s*(?=[\w‘“])",
    re.IGNORECASE,
)


def may_name(block: Block) -> bool:
    """Whether a block is a short line without a full stop, as the name of a body or project is."""
    text = block.run.text
    plain = block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) and block.marker is None
    return plain and len(text) < 120 and len(block.run.pieces) == 1 and not FULL_STOP.search(text)


STOP_INSIDE = re.compile(r"[^\W\d_]{4}[.!?;]\s")
"""The end of a sentence inside of a text, which then is no name; the letters of "St. Anytown" are fewer."""


def size_before_verb(before: str, vocabulary: Vocabulary, *meanings: str) -> int:
    """Return how long the name is before a word of giving, of *meanings* if any, that leads up to a sum; 0 without."""
    lead = before.rstrip()
    hits = (h for h in vocabulary.context.hits(lead) if h.end == len(lead) and (not meanings or h.meaning in meanings))
    verb = next(hits, None)
    return len(_HELPING_VERB.sub("", lead[: verb.start].rstrip())) if verb is not None else 0


_HELPING_VERB = re.compile(r"\s+(?:has|have|had|was|were|is|are|will|be|been|\s)+\Z")


def are_results(told: Sequence[Run]) -> bool:
    """Whether most of what is told beside sums counts something else: results, which tell what came of the money."""
    counting = sum(any(m.unit in COUNTING for m in run.measures) for run in told)
    return counting * 2 > len(told)


COUNTING = (Unit.COUNT, Unit.PERCENT, Unit.RATIO)
"""Units of measures that tell what came of money."""


def _tells(block: Block, told: Run) -> bool:
    """Whether a block goes on telling what an entry is for: sentences, or the line of one."""
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING) or block.marker is not None:
        return False
    text = block.run.text
    sentence = FULL_STOP.search(text) is not None or len(text.split()) >= _SENTENCE_WORDS
    return block.is_tight and (sentence or (bool(told) and not FULL_STOP.search(told.text)))


_SENTENCE_WORDS = 10
