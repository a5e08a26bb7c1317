"""Lists of sums, each under a heading of its own -> one list in groups, where the page says that they are one.

It says so by a total that covers all of them, or by a heading or sentence that they all stand under, where the
lists are alike and no heading among them is known as one of a report.
"""

from collections.abc import Sequence
from decimal import Decimal

import attrs

from pcc_report.layout.blocks import Block, BlockKind
from pcc_report.layout.grids import Grid, GridRow
from pcc_report.layout.outline import heading_kind
from pcc_report.layout.runs import EMPTY
from pcc_report.layout.sum_lists import is_sum_list, is_total, lines_of, sum_of
from pcc_report.vocabulary import Vocabulary

_FEWEST_ALONE = 3
"""Lists under headings that are groups although nothing stands over all of them."""


def find_list_groups(blocks: list[Block], vocabulary: Vocabulary) -> list[Block]:
    """Return *blocks* with such lists made one table, their headings rows of it."""
    out: list[Block] = []
    i = 0
    while i < len(blocks):
        last = i
        while last + 1 < len(blocks) and _is_part(blocks[last], blocks[last + 1], vocabulary):
            last += 2
        parts = [(blocks[k], blocks[k + 1]) for k in range(i, last, 2)]
        if len(parts) > 1:
            lead = next((b for b in reversed(out) if not _is_lone_sum(b)), None)
            while len(parts) > 1 and not _are_one(parts, lead, vocabulary):
                parts.pop()
        if len(parts) > 1 and _stand_below(parts):
            end = i + 2 * len(parts)
            below = blocks[end : end + (end < len(blocks) and _is_told(blocks[end]))]
            out += [parts[0][0], _told_below([t for _, t in parts], [*(h for h, _ in parts[1:]), *below])]
            i = end + len(below)
        elif len(parts) > 1:
            out.append(_joined(parts))
            i += 2 * len(parts)
        else:
            out.append(blocks[i])
            i += 1
    return out


def _is_part(heading: Block, table: Block, vocabulary: Vocabulary) -> bool:
    """Whether a heading that nobody knows stands right over a list of sums."""
    text = heading.run.text
    named = heading.kind is BlockKind.HEADING and heading.marker is None and "£" not in text
    return named and is_sum_list(table) and table.marker is None and heading_kind(text, vocabulary) is None


def _are_one(parts: Sequence[tuple[Block, Block]], lead: Block | None, vocabulary: Vocabulary) -> bool:
    grids = [table.grids[0] for _, table in parts]
    whole = sum((sum_of(r) for g in grids for r in lines_of(g, vocabulary)), Decimal(0))
    last = grids[-1].rows[-1]
    if is_total(last, vocabulary) and sum_of(last) == whole:
        return True
    ends = [_ends_with_own_total(g, vocabulary) for g in grids]
    if any(ends) and not all(ends):
        return False
    return len(parts) >= _FEWEST_ALONE or (lead is not None and _leads(lead, vocabulary))


def _stand_below(parts: Sequence[tuple[Block, Block]]) -> bool:
    """Whether what seems a heading stands right under the one sum before it, and apart from the one behind it."""
    return all(_is_lone_sum(t) for _, t in parts) and all(_is_told(h) and not t.is_tight for h, t in parts[1:])


def _is_told(block: Block) -> bool:
    """Whether a block is words right under the one before it."""
    return block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH) and block.is_tight


def _told_below(tables: Sequence[Block], told: Sequence[Block]) -> Block:
    """Return a list of sums, each with what the words below it tell."""
    runs = [*(b.run for b in told), EMPTY][: len(tables)]
    rows = [GridRow([*t.grids[0].rows[0].cells, run]) for t, run in zip(tables, runs, strict=True)]
    dropped = [r for t in tables for r in t.grids[0].dropped]
    grid = Grid(rows, "labels", header=0, kinds={0: "category", 1: "money", 2: "description"}, dropped=dropped)
    region = [*(r for t in tables for r in t.region), *(b.run for b in told)]
    return attrs.evolve(tables[0], grids=[grid], region=region, members=[m for t in tables for m in t.members])


def _is_lone_sum(block: Block) -> bool:
    """Whether a block is one line with a sum, such as the allocation told under a heading before its list."""
    return is_sum_list(block) and len(block.grids[0].rows) == 1


def _leads(lead: Block, vocabulary: Vocabulary) -> bool:
    """Whether a block is a heading of money, or a sentence that leads in to what stands below."""
    text = lead.run.text
    if lead.kind is BlockKind.HEADING:
        return text.endswith(":") or heading_kind(text, vocabulary) == "spend"
    return lead.kind is BlockKind.PARAGRAPH and text.endswith(":")


def _ends_with_own_total(grid: Grid, vocabulary: Vocabulary) -> bool:
    """Whether a total behind a list's lines is theirs; a total of all lists may stand behind it."""
    totals = [r for r in grid.rows if is_total(r, vocabulary)]
    summed = sum((sum_of(r) for r in lines_of(grid, vocabulary)), Decimal(0))
    return bool(totals) and sum_of(totals[0]) == summed


def _joined(parts: Sequence[tuple[Block, Block]]) -> Block:
    rows: list[GridRow] = []
    for heading, table in parts:
        rows.append(GridRow([heading.run, EMPTY], gap=True))
        rows += table.grids[0].rows
    grid = Grid(rows, "sums", dropped=[r for _, t in parts for r in t.grids[0].dropped])
    first = parts[0][1]
    return attrs.evolve(
        first,
        grids=[grid],
        region=[r for h, t in parts for r in (h.run, *t.region)],
        members=[m for _, t in parts for m in t.members],
        page=parts[0][0].page,
        is_tight=parts[0][0].is_tight,
    )
