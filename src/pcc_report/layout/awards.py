"""Awards that each take a few lines: a body, a sum and what it is for, in one order or another -> tables."""

import re
from collections.abc import Callable, Sequence

from pcc_report.layout.blocks import Block, BlockKind
from pcc_report.layout.grids import Grid, GridRow
from pcc_report.layout.rows import FULL_STOP, split_sum
from pcc_report.layout.runs import EMPTY, Run
from pcc_report.layout.sum_lists import LEAST_ENTRIES, STOP_INSIDE, are_results, may_name, size_before_verb, sum_of
from pcc_report.vocabulary import Vocabulary

_Entry = tuple[list[Run], int]
"""The cells of a row - name, sum, and whose it is or what it is for - and how many blocks they are."""
_BODIES = {0: "category", 1: "money", 2: "recipient"}
_SUBJECTS = {0: "description", 1: "money", 2: "category"}
_DETAILS = {0: "category", 1: "money", 2: "description"}
_ANNOUNCED = {0: "category", 1: "money", 2: "recipient", 3: "description", 4: "status"}
_TWO = 2
"""Entries of a shape that nothing else has; others need more to be a list."""


def find_awards(blocks: list[Block], vocabulary: Vocabulary) -> list[Block]:
    """Take runs of awards of one shape for tables of three columns."""
    blocks = _as_tables(blocks, lambda rest: _explained(rest, vocabulary), _DETAILS, least=_TWO)
    blocks = _as_tables(
        blocks, lambda rest: _amid(rest, vocabulary), lambda rows: _whose(rows, vocabulary), least=LEAST_ENTRIES
    )
    blocks = _as_tables(blocks, lambda rest: _bracketed(rest, vocabulary), _BODIES, least=_TWO)
    blocks = _as_tables(blocks, _bracketed_above, _BODIES, least=LEAST_ENTRIES)
    blocks = _as_tables(blocks, lambda rest: _told(rest, vocabulary), _DETAILS, least=LEAST_ENTRIES)
    blocks = _as_tables(blocks, lambda rest: _announced(rest, vocabulary), _ANNOUNCED, least=_TWO)
    blocks = _as_tables(blocks, lambda rest: _granted(rest, vocabulary), _DETAILS, least=LEAST_ENTRIES)
    blocks = _as_tables(blocks, _put_to_use, _BODIES, least=LEAST_ENTRIES)
    blocks = _with_totals(blocks, vocabulary)
    return _as_tables(blocks, _named_above, _BODIES, least=LEAST_ENTRIES)


def _as_tables(
    blocks: list[Block],
    entry: Callable[[Sequence[Block]], _Entry | None],
    kinds: dict[int, str] | Callable[[Sequence[GridRow]], dict[int, str]],
    *,
    least: int,
) -> list[Block]:
    """Return *blocks* with each run of at least *least* entries as a table; *entry* reads one from the next blocks.

    Each entry has a sum of its own, in its first block or the next. *kinds* tells what the columns hold, or works it
    out from the rows; {} means that they are no table.
    """
    paid = ["£" in b.run.text or bool(b.run.sums) for b in blocks]
    if sum(paid) < least:
        return blocks
    out: list[Block] = []
    i = 0
    while i < len(blocks):
        rows: list[GridRow] = []
        start = i
        while any(paid[i : i + 2]) and (found := entry(blocks[i : i + _MOST_BLOCKS])) is not None:
            rows.append(GridRow(found[0]))
            i += found[1]
        if len(rows) < least:
            i = start + 1
            out.append(blocks[start])
            continue
        told = kinds(rows) if callable(kinds) else kinds
        if not told:
            out += blocks[start:i]
            continue
        members = blocks[start:i]
        marks = [b.marker_run for b in members if b.marker_run]
        grid = Grid(rows, "labels", header=0, kinds=dict(told), dropped=marks)
        region = [r for b in members for r in (b.marker_run, b.label, b.run) if r]
        out.append(Block(BlockKind.TABLE, grids=[grid], region=region, page=members[0].page))
    return out


_MOST_BLOCKS = 12


def _explained(blocks: Sequence[Block], vocabulary: Vocabulary) -> _Entry | None:
    """Read "Fund: £n. What it is for."."""
    block = blocks[0]
    text = block.run.text
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.FIELD) or "£" not in text:
        return None
    sums = block.run.sums
    if len(sums) != 1 or sums[0].money is None or not _STOPPED.match(text, sums[0].end):
        return None
    if block.kind is BlockKind.FIELD:
        cells = [block.label, block.run.cut(0, sums[0].end), block.run.cut(sums[0].end + 1)]
        return (cells, 1) if not sums[0].start else None
    first = split_sum(block.run.cut(0, sums[0].end), vocabulary)
    if first is None or not _NAMES_SUM.search(text[: sums[0].start]):
        return None
    return [first[0], first[1], block.run.cut(sums[0].end + 1)], 1


_STOPPED = re.compile(r"\.\s+[A-Z]")
_NAMES_SUM = re.compile(r"\A[^.]{2,140}(?::|\s[-–—=])\s*\Z")


def _bracketed(blocks: Sequence[Block], vocabulary: Vocabulary) -> _Entry | None:
    """Read "Body (£n) - what for"."""
    block = blocks[0]
    text = block.run.text
    if block.kind is BlockKind.TABLE or block.label or "(£" not in text or len(text) > _LONGEST_ENTRY:
        return None
    match = _BRACKETED.match(text)
    if match is None or len(block.run.sums) != 1 or vocabulary.context.has(text[: match.start("sum")], "cap"):
        return None
    run = block.run
    return [run.cut(match.end()), run.cut(*match.span("sum")), run.cut(0, match.end("name"))], 1


_LONGEST_ENTRY = 260
_BRACKETED = re.compile(r"(?P<name>[^£.:]{3,120}?)\s*\((?P<sum>£[^()]{1,20})\)\s*(?:[-–—:]|for\b|to\b)\s*(?=[^\W_])")


def _amid(blocks: Sequence[Block], vocabulary: Vocabulary) -> _Entry | None:
    """Read "Body – £n – what for", with other signs for the dashes, or "Body received £n for this or that"."""
    block = blocks[0]
    run = block.run
    plain = block.kind is not BlockKind.TABLE and not block.label and "£" in run.text
    if not plain or len(run.text) > _LONGEST_ENTRY or len(run.sums) != 1 or run.sums[0].money is None:
        return None
    start, end = run.sums[0].start, run.sums[0].end
    before, behind = _BEFORE.search(run.text[:start]), _BEHIND.match(run.text, end)
    if behind is None:
        return None
    if before is None:
        size = size_before_verb(run.text[:start], vocabulary, "allocated") if behind["for"] else 0
    else:
        follows = behind["comma"] if before["sign"] == "," else behind["dash"] or behind["for"]
        size = before.start() if follows or (before["sign"] == "(" and behind["closed"]) else 0
    name = run.text[:size]
    named = 2 < size <= _LONGEST_NAME and (name[0].isupper() or name[0].isdigit()) and not STOP_INSIDE.search(name)
    if not named or vocabulary.rows.has(name, "total") or vocabulary.context.has(name, "cap"):
        return None
    return [run.cut(behind.end()), run.cut(start, end), run.cut(0, size)], 1


def _whose(rows: Sequence[GridRow], vocabulary: Vocabulary) -> dict[int, str]:
    """Tell what the names of such a list are: bodies, or the subjects that the money was for; {} if it is none."""
    if are_results([row.cells[0] for row in rows]):
        return {}
    names = [row.cells[2].text for row in rows]
    subjects = sum(bool(vocabulary.categories.hits(name)) and not vocabulary.bodies.hits(name) for name in names)
    return _SUBJECTS if subjects * 2 > len(names) else _BODIES


_BEFORE = re.compile(r"\s*(?P<sign>[(:,]|\s[-–—]|[–—])\s*\Z")
_BEHIND = re.compile(
    r"\s*(?P<closed>\))?\s*(?:(?P<dash>[-–—:])|(?P<comma>,)|(?P<for>(?:for|towards|to)\b(?:\s+the\b)?))?\s*(?=[^\W_])"
)


def _bracketed_above(blocks: Sequence[Block]) -> _Entry | None:
    """Read "Body (£n)", and what for in the line under it."""
    if len(blocks) < _TWO or not (may_name(blocks[0]) and may_name(blocks[1]) and blocks[1].is_tight):
        return None
    run, below = blocks[0].run, blocks[1].run
    match = _NAME_AND_SUM.fullmatch(run.text)
    if match is None or "£" in below.text:
        return None
    return [below, run.cut(*match.span("sum")), run.cut(0, match.end("name"))], 2


_NAME_AND_SUM = re.compile(r"(?P<name>[^£.:]{3,100}?)\s*\((?P<sum>£[\d,.]+\s?(?:[kKmM]|million)?)\)")


def _told(blocks: Sequence[Block], vocabulary: Vocabulary) -> _Entry | None:
    """Read "Name – £n", with one or two paragraphs on it below."""
    pair = _pair(blocks[0], vocabulary)
    told, size = EMPTY, 1
    for block in blocks[1 : 1 + _MOST_TOLD] if pair is not None else ():
        sentences = block.kind is BlockKind.PARAGRAPH and FULL_STOP.search(block.run.text) is not None
        if not sentences or _pair(block, vocabulary) is not None:
            break
        told, size = told + block.run if told else block.run, size + 1
    return ([*pair, told], size) if pair is not None and told else None


_MOST_TOLD = 2


def _pair(block: Block, vocabulary: Vocabulary) -> tuple[Run, Run] | None:
    return split_sum(block.run, vocabulary) if may_name(block) and "£" in block.run.text else None


def _announced(blocks: Sequence[Block], vocabulary: Vocabulary) -> _Entry | None:
    """Read "Project, Body", under it "£n funding awarded", and under that a paragraph on what for."""
    if len(blocks) <= _TWO or not (may_name(blocks[0]) and blocks[1].kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)):
        return None
    name, money, told = blocks[0].run, blocks[1].run, blocks[2]
    sums = money.sums
    first = bool(sums) and sums[0].start == 0 and sums[0].money is not None and not name.sums
    if not first or len(money.text) > _LONGEST_ENTRY or FULL_STOP.search(money.text):
        return None
    rest = money.cut(sums[0].end)
    given = [h for h in vocabulary.columns.hits(rest.text) if h.meaning == "allocated"]
    if not given or told.kind is not BlockKind.PARAGRAPH or told.run.sums or FULL_STOP.search(told.run.text) is None:
        return None
    body = _OF_BODY.search(name.text)
    whose = name.cut(body.start("body")) if body else EMPTY
    return [name.cut(0, body.start()) if body else name, money.cut(0, sums[0].end), whose, told.run, rest], 3


def _granted(blocks: Sequence[Block], vocabulary: Vocabulary) -> _Entry | None:
    """Read "Body was awarded £n. What for", with items on what it buys below."""
    block = blocks[0]
    run, sums = block.run, block.run.sums
    plain = block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) and not block.marker
    if not plain or len(sums) != 1 or sums[0].money is None:
        return None
    name = run.text[: size_before_verb(run.text[: sums[0].start], vocabulary, "allocated")]
    named = 0 < len(name) <= _LONGEST_NAME and name[0].isupper() and not _STOP.search(name)
    if not named or not _ENDS_CLAUSE.match(run.text, sums[0].end):
        return None
    told, size = run.cut(sums[0].end + 1), 1
    for item in blocks[1:]:
        if item.kind is not BlockKind.ITEM:
            break
        told, size = told + item.run if told else item.run, size + 1
    return [run.cut(0, len(name)), run.cut(sums[0].start, sums[0].end), told], size


def _put_to_use(blocks: Sequence[Block]) -> _Entry | None:
    """Read "Body - £n will be used for this or that", or "Body does good work - £n will go towards this or that"."""
    run = blocks[0].run
    if blocks[0].kind is not BlockKind.PARAGRAPH or "£" not in run.text or len(run.text) > _LONGEST_ENTRY:
        return None
    sums = run.sums
    if len(sums) != 1 or sums[0].money is None:
        return None
    lead, use = _DASHED.search(run.text[: sums[0].start]), _USED.match(run.text, sums[0].end)
    if lead is None or use is None:
        return None
    name = _CAPITALS.match(run.text[: lead.start()])
    if name is None:
        return None
    does = len(run.text[name.end() : lead.start()].split()) >= _SAID_TO_DO
    body = run.cut(0, name.end() if does else lead.start())
    return [run.cut(use.end(), len(run.text.rstrip(" ."))), run.cut(sums[0].start, sums[0].end), body], 1


_DASHED = re.compile(r"\s*[-–—]\s*\Z")
_USED = re.compile(r"\s+(?:[a-z]+\s+){1,5}?(?:for|towards)\s+(?=\w)")
_CAPITALS = re.compile(r"(?:[A-Z][\w'’&.-]*)(?:\s+(?:(?:for|of|the|and|in|&|on|upon)\s+)*[A-Z][\w'’&.-]*)*")
_SAID_TO_DO = 3
"""Words behind the capital ones of a name, which say what the body does."""


_STOP = re.compile(r"[.:;!?]\s")
_ENDS_CLAUSE = re.compile(r"\s*(?:[.,;]|\Z)")
_LONGEST_NAME = 100


def _with_totals(blocks: list[Block], vocabulary: Vocabulary) -> list[Block]:
    """Let the line under a run of awards that says their total, or is the sum of them, be its last row."""
    out: list[Block] = []
    for block in blocks:
        above = out[-1] if out else None
        grid = above.grids[0] if above is not None and above.grids else None
        plain = block.kind is not BlockKind.TABLE and block.marker is None and len(block.run.text) < _LONGEST_TOTAL
        under = plain and grid is not None and grid.how == "labels" and grid.kinds
        pair = split_sum(block.run, vocabulary) if under and "£" in block.run.text else None
        if grid is None or above is None or pair is None:
            out.append(block)
            continue
        row = GridRow([*pair, *[EMPTY] * (grid.width - 2)])
        if not vocabulary.rows.has(pair[0].text, "total") and sum_of(row) != sum(map(sum_of, grid.rows)):
            out.append(block)
            continue
        grid.rows.append(row)
        above.region.append(block.run)
    return out


_LONGEST_TOTAL = 120
_OF_BODY = re.compile(r",\s+(?P<body>[A-Z][^,]{2,80})\Z")
"""Whose a project is, behind its name."""


def _named_above(blocks: Sequence[Block]) -> _Entry | None:
    """Read a body, and under it "£n for this or that"."""
    if len(blocks) < _TWO or not (may_name(blocks[0]) and may_name(blocks[1])):
        return None
    body, money = blocks[0].run, blocks[1].run
    match = _FOR.match(money.text)
    if match is None or "£" in body.text or len(body.text.split()) > _NAME_WORDS:
        return None
    aside = _ASIDE.search(body.text)
    return [money.cut(match.end()), money.cut(0, match.end("sum")), body.cut(0, aside.start()) if aside else body], 2


_NAME_WORDS = 14
_FOR = re.compile(
    r"(?P<sum>£\s?\d[\d,]*(?:\.\d+)?\s?(?:[kKmM]\b|million\b)?)\s*"
    r"(?:(?:for|to fund|towards|to pay for|to)\s|[-–—:]\s?)\s*(?=\w)"
)
_ASIDE = re.compile(r"\s+[-–—]?\s*\([^()]*\)\Z")
