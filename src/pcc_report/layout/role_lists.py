"""Lines that tell several sums of one name, with what each is: "CCTV: budget £12,000, spent £11,400" -> a table."""

from collections.abc import Sequence

import attrs

from pcc_report.layout.blocks import Block, BlockKind
from pcc_report.layout.grids import Grid, GridRow
from pcc_report.layout.runs import EMPTY, Run
from pcc_report.values.money import ScannedMoney
from pcc_report.vocabulary import Hit, Vocabulary

_ROLES = frozenset(("allocated", "actual", "forecast", "committed", "variance", "match_funding", "carried_forward"))
_SEPARATORS = " \t:;,(–—-|."
_LONGEST = 200
_LONGEST_NAME = 12
"""Words of a name."""
_NEAR = 5
"""Signs that may stand between a sum and the word that says what it is."""
_JOIN = 4
"""Signs between what was said of one sum and what is said of the next: ", ", "; and "."""


@attrs.frozen
class _Line:
    """A name, and each of its sums with the words that say what it is."""

    name: Run
    kinds: tuple[str, ...]
    words: tuple[Run, ...]
    sums: tuple[Run, ...]


def find_role_lists(blocks: list[Block], vocabulary: Vocabulary) -> list[Block]:
    """Take lines one behind another that tell the same kinds of money of a name each for the rows of a table."""
    out: list[Block] = []
    i = 0
    while i < len(blocks):
        line = _line(blocks[i], vocabulary)
        if line is not None and not line.name:
            out.append(_sums(blocks[i], line))
            i += 1
            continue
        lines = [line] if line is not None else []
        while lines and i + len(lines) < len(blocks):
            more = _line(blocks[i + len(lines)], vocabulary)
            if more is None or not more.name or more.kinds != lines[0].kinds:
                break
            lines.append(more)
        if len(lines) > 1:
            out.append(_table(blocks[i : i + len(lines)], lines))
            i += len(lines)
        else:
            out.append(blocks[i])
            i += 1
    return out


def _table(blocks: Sequence[Block], lines: Sequence[_Line]) -> Block:
    rows = [GridRow([EMPTY, *lines[0].words]), *(GridRow([line.name, *line.sums]) for line in lines)]
    dropped = [word for line in lines[1:] for word in line.words]
    grid = Grid(rows, "labels", header=1, dropped=dropped)
    region = [b.run for b in blocks]
    return Block(BlockKind.TABLE, grids=[grid], region=region, page=blocks[0].page, last_page=blocks[-1].page)


def _sums(block: Block, line: _Line) -> Block:
    """Return a line without a name, which stands above it, as a list of its sums."""
    rows = [GridRow([word, run]) for word, run in zip(line.words, line.sums, strict=True)]
    return Block(BlockKind.TABLE, grids=[Grid(rows, "sums")], region=[block.run], page=block.page, last_page=block.page)


def _line(block: Block, vocabulary: Vocabulary) -> _Line | None:
    text = block.run.text
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING) or len(text) > _LONGEST:
        return None
    sums = block.run.sums if text.count("£") > 1 else ()
    if len(sums) < 2 or any(s.money is None for s in sums):
        return None
    hits = [h for h in vocabulary.columns.hits(text) if h.meaning in _ROLES]
    told = _told(text, sums, hits, before=True) or _told(text, sums, hits, before=False)
    if told is None:
        return None
    begin = min(told[0].start, sums[0].start)
    end = max(told[-1].end, sums[-1].end)
    name = block.run.cut(0, len(text[:begin].rstrip(_SEPARATORS)))
    kinds = tuple(h.meaning for h in told)
    if name and not any(sign in _SEPARATORS[2:] for sign in text[len(name.text) : begin]):
        return None  # a sentence: "Anytown Youth was given £9 and spent £7"
    if (name and not name.text[:1].isalnum()) or len(name.text.split()) > _LONGEST_NAME or text[end:].strip(" ).;,"):
        return None
    if len(set(kinds)) < len(kinds) or any(m.currency is None for m in name.measures):
        return None  # what is counted beside the sums is a result
    words = tuple(block.run.cut(h.start, h.end) for h in told)
    return _Line(name, kinds, words, tuple(block.run.cut(s.start, s.end) for s in sums))


def _told(text: str, sums: Sequence[ScannedMoney], hits: Sequence[Hit], *, before: bool) -> list[Hit] | None:
    """Return the word that says what each sum is, all right before their sums or all right behind them."""
    told: list[Hit] = []
    for n, one in enumerate(sums):
        low = sums[n - 1].end if n else 0
        high = sums[n + 1].start if n + 1 < len(sums) else len(text)
        if before:
            near = [h for h in hits if low <= h.start and h.end <= one.start and one.start - h.end <= _NEAR]
            apart = [h for h in near if not n or len(text[low : h.start].strip(_SEPARATORS)) <= _JOIN]
        else:
            near = [h for h in hits if one.end <= h.start and h.end <= high and h.start - one.end <= _NEAR]
            apart = near[:1]
        if not apart:
            return None
        told.append(apart[-1])
    return told
