"""Tables whose lines a copy ran together into one text: "Area 2018/19 2019/20 Advice £9 £12 Shelter £30 £31 ..."."""

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

import attrs

from pcc_report.layout.blocks import Block, BlockKind
from pcc_report.layout.cell_headers import MONEY_HEADS
from pcc_report.layout.grids import Grid, GridRow
from pcc_report.layout.runs import Run
from pcc_report.values.dates import find_periods
from pcc_report.values.money import ScannedMoney, scan_cell
from pcc_report.vocabulary import Vocabulary

_Entry = tuple[int, Sequence[ScannedMoney]]
"""Where the text before an entry's sums begins, and the sums."""


def find_run_on_tables(blocks: Sequence[Block], vocabulary: Vocabulary) -> list[Block]:
    """Return *blocks* with the tables that stand in the midst of paragraphs cut out of them."""
    return [piece for block in blocks for piece in _pieces(block, vocabulary)]


def _pieces(block: Block, vocabulary: Vocabulary) -> Iterator[Block]:
    run = block.run
    signed = run.text.count("£") >= _LEAST
    if block.kind is not BlockKind.PARAGRAPH or not (signed or len(_GROUPED.findall(run.text)) >= _LEAST_BARE):
        yield block
        return
    at = 0
    for entries in _stretches(run, vocabulary):
        if (len(entries[0][1]) == 1 or not _is_signed(run.text, entries)) and not _adds_up(
            run.text, entries, vocabulary
        ):
            continue  # a sum here and there, as sentences have them
        begin = _begin(run.text, max(at, entries[0][0]), entries)
        end = entries[-1][1][-1].end
        if run.text[at:begin].strip():
            yield attrs.evolve(block, run=run.cut(at, begin))
        yield Block(
            BlockKind.TABLE,
            grids=[_grid(run, begin, entries, vocabulary)],
            region=[run.cut(begin, end)],
            page=block.page,
        )
        at = end
    if not at:
        yield block
    elif any(map(str.isalnum, run.text[at:])):
        yield attrs.evolve(block, run=run.cut(at))


def _stretches(run: Run, vocabulary: Vocabulary) -> Iterator[list[_Entry]]:
    """Yield the entries that follow each other with short labels and equally many sums, up to a total."""
    stretch: list[_Entry] = []
    end = 0
    signed = len(run.sums) >= _LEAST
    for sums in _side_by_side(run.text, run.sums if signed else _bare_sums(run.text)):
        label = run.text[end : sums[0].start]
        goes_on = stretch and len(sums) == len(stretch[-1][1]) and _is_label(label)
        if not goes_on or _ends(run.text, stretch[-1], vocabulary):
            if len(stretch) >= _LEAST:
                yield stretch
            stretch = []
        stretch.append((end, sums))
        end = sums[-1].end
    if len(stretch) >= _LEAST:
        yield stretch


_LEAST = 3
"""Entries of a table."""


def _is_signed(text: str, entries: Sequence[_Entry]) -> bool:
    return any("£" in text[sum_.start : sum_.end] for _, sums in entries for sum_ in sums)


def _bare_sums(text: str) -> list[ScannedMoney]:
    """Return what may be sums without a sign: numbers with their thousands or pence set apart, and words for none."""
    found = ((m.start(), m.end(), scan_cell(m[0])) for m in _BARE.finditer(text))
    return [attrs.evolve(scan, start=start, end=end) for start, end, scan in found if scan is not None]


_GROUPED = re.compile(r"(?<!\S)\d{1,3}(?:,\d{3})+(?!\S)")
_BARE = re.compile(r"(?<!\S)(?:\(?-?(?:\d{1,3}(?:,\d{3})+(?:\.\d\d)?|\d+\.\d\d)\)?|nil)(?!\S)", re.IGNORECASE)
_LEAST_BARE = 6


def _side_by_side(text: str, found: Sequence[ScannedMoney]) -> Iterator[list[ScannedMoney]]:
    """Yield the sums of a text, those together that only blanks part."""
    row: list[ScannedMoney] = []
    for money in found:
        if row and text[row[-1].end : money.start].strip():
            yield row
            row = []
        row.append(money)
    if row:
        yield row


def _is_label(text: str) -> bool:
    words = text.split()
    return 0 < len(words) <= _LONGEST_LABEL and words[0][0].isalnum() and not _CLAUSE_END.search(text)


_LONGEST_LABEL = 12
_CLAUSE_END = re.compile(r"[.;:!?,]\s|[.;:=–—-]\s*\Z")
"""What stands in a sentence, or in a list whose entries say by a sign where their sum begins; tables have neither."""


def _ends(text: str, entry: _Entry, vocabulary: Vocabulary) -> bool:
    start, sums = entry
    return vocabulary.rows.whole(text[start : sums[0].start].strip()) == "total"


def _adds_up(text: str, entries: Sequence[_Entry], vocabulary: Vocabulary) -> bool:
    amounts = [sums[0].money.amount if sums[0].money else Decimal(0) for _, sums in entries]
    return _ends(text, entries[-1], vocabulary) and sum(amounts[:-1]) == amounts[-1]


def _begin(text: str, start: int, entries: Sequence[_Entry]) -> int:
    """Return where a table begins: behind the sentence over it."""
    stops = [m.end() for m in _SENTENCE_END.finditer(text, start, entries[0][1][0].start)]
    return stops[-1] if stops else start


_SENTENCE_END = re.compile(r"[.:;!?]\s+(?=\S)")


def _grid(run: Run, begin: int, entries: Sequence[_Entry], vocabulary: Vocabulary) -> Grid:
    """Return the table of *entries*, with the headings between its beginning and its first name if there are any.

    Without headings, and without a colon before it, nothing tells where the first name begins.
    """
    heads = _heads(run.text, begin, entries[0][1], vocabulary)
    label = heads[-1][1] if heads else begin
    rows = [
        GridRow([run.cut(start, sums[0].start), *(run.cut(s.start, s.end) for s in sums)])
        for start, sums in [(label, entries[0][1]), *entries[1:]]
    ]
    if heads:
        over = GridRow([run.cut(begin, heads[0][0]), *(run.cut(a, b) for a, b in heads)])
        return Grid([over, *rows], "run-on", header=1)
    is_led = run.text[:begin].rstrip().endswith(":")
    return Grid(rows, "run-on", header=0, unsure=[] if is_led else rows[0].cells[1:])


def _heads(text: str, begin: int, sums: Sequence[ScannedMoney], vocabulary: Vocabulary) -> list[tuple[int, int]]:
    """Return the places of as many headings as there are *sums*, periods or words for sums, side by side."""
    lead = text[begin : sums[0].start]
    found = [(p.start, unit.end() if (unit := _UNIT.match(lead, p.end)) else p.end) for p in find_periods(lead)]
    found = found or [(h.start, h.end) for h in vocabulary.columns.hits(lead) if h.meaning in MONEY_HEADS]
    found = found[-len(sums) :]
    apart = any(lead[a:b].strip() for (_, a), (b, _) in itertools.pairwise(found))
    if len(found) < len(sums) or apart or not lead[found[-1][1] :].strip():
        return []
    return [(begin + a, begin + b) for a, b in found]


_UNIT = re.compile(r"\s*\(?£\)?(?!\S)")
