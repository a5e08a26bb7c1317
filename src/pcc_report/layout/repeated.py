"""Lists whose entries repeat their words around several sums -> tables: what comes again heads a column.

"Wardens: allocated £5,000, spent £4,750", and under it the same of another project. The name is what differs from
entry to entry; the words that all share stand before each sum or behind it, and punctuation tells to which they belong.
"""

import re
from collections.abc import Sequence

import attrs

from pcc_report.layout.blocks import Block, BlockKind
from pcc_report.layout.grids import Grid, GridRow
from pcc_report.layout.runs import EMPTY, Run
from pcc_report.layout.sum_lists import STOP_INSIDE, are_results, may_name, size_before_verb
from pcc_report.vocabulary import Vocabulary

_Span = tuple[int, int]


@attrs.frozen
class Entry:
    """One entry of such a list: a line, or a name and the line under it."""

    blocks: int
    name: Run
    told: Run
    """The text that holds the sums."""
    sums: tuple[_Span, ...]
    words: tuple[_Span, ...]
    """What stands before each sum, the name apart, and behind the last."""
    behind: Run
    """What was said of it behind the last sum."""

    @property
    def key(self) -> tuple[str, ...]:
        """What entries of one list share."""
        return tuple(" ".join(self.told.text[a:b].casefold().split()).rstrip(" .") for a, b in self.words)


def find_repeated(blocks: list[Block], vocabulary: Vocabulary) -> list[Block]:
    """Take runs of entries that say the same of several sums each for tables."""
    out: list[Block] = []
    i = 0
    while i < len(blocks):
        first = entry_of(blocks[i : i + 2], vocabulary)
        entries = [first] if first is not None else []
        end = i + sum(e.blocks for e in entries)
        while (
            entries and (below := entry_of(blocks[end : end + 2], vocabulary)) is not None and _alike(entries[0], below)
        ):
            entries.append(below)
            end += below.blocks
        least = _LEAST_TOLD if entries and _tells_roles(entries[0], vocabulary) else _LEAST_UNTOLD
        if len(entries) < least:
            out.append(blocks[i])
            i += 1
            continue
        results = are_results([e.told for e in entries])
        out += blocks[i:end] if results else [table_of_entries(entries, blocks[i:end])]
        i = end
    return out


_LEAST_TOLD = 2
_LEAST_UNTOLD = 3
"""Entries of a list; more where their words do not say what the sums are."""


def _alike(one: Entry, other: Entry) -> bool:
    return one.key == other.key and one.blocks == other.blocks


def _tells_roles(entry: Entry, vocabulary: Vocabulary) -> bool:
    return any(vocabulary.columns.hits(words) or vocabulary.context.hits(words) for words in entry.key)


def entry_of(blocks: Sequence[Block], vocabulary: Vocabulary) -> Entry | None:
    """Return the entry that begins with the first of *blocks*, or None."""
    block = blocks[0] if blocks else None
    if block is None or block.kind is BlockKind.TABLE:
        return None
    if "£" not in block.run.text and len(blocks) > 1 and _heads(block, blocks[1], vocabulary):
        below = blocks[1]
        return _told(2, block.run, below.label + below.run if below.label else below.run, 0)
    if block.run.text.count("£") < _LEAST_SUMS or len(block.run.text) > _LONGEST_ENTRY:
        return None
    if block.kind is BlockKind.FIELD:
        return _told(1, block.label, block.run, 0)
    size = _size_of_name(block.run.text[: block.run.sums[0].start], vocabulary) if block.run.sums else 0
    return _told(1, block.run.cut(0, size), block.run, size) if size else None


_LEAST_SUMS = 2
_LONGEST_ENTRY = 260


def _heads(name: Block, below: Block, vocabulary: Vocabulary) -> bool:
    """Whether a line is a name over the line that tells its sums."""
    headed = name.kind is BlockKind.HEADING
    kinds = (BlockKind.PARAGRAPH, BlockKind.FIELD, BlockKind.HEADING)
    told = below.kind in kinds or (headed and below.kind is BlockKind.ITEM)
    near = (below.is_tight or headed) and below.run.text.count("£") >= _LEAST_SUMS
    named = may_name(name) or name.marker is not None
    if name.kind is BlockKind.FIELD:
        named = vocabulary.columns.whole(name.label.text) in ("category", "recipient")  # "Project: Wardens"
    return told and near and named and len(name.run.text) <= _LONGEST_NAME


def _size_of_name(before: str, vocabulary: Vocabulary) -> int:
    """Return how long the name is in what stands before the first sum; 0 if none is parted there."""
    parted = _PARTED.fullmatch(before)
    if parted is not None:
        name = parted["name"]
        told = _DASHED.search(name)
        return told.start() if told and vocabulary.columns.whole(told["word"]) else len(name)
    return size_before_verb(before, vocabulary)


_PARTED = re.compile(r"(?P<name>[^:£]*[^:£\s,–—-])\s*(?:[:,(]|\s[-–—])(?P<lead>[^:(–—]*)")
_DASHED = re.compile(r"\s+[-–—]\s+(?P<word>[^–—-]+)\Z")
"""What stands between a name and a colon: "Wardens - Award: £5,000"."""
_LONGEST_NAME = 100


def _told(blocks: int, name: Run, told: Run, size: int) -> Entry | None:
    """Return the entry whose sums *told* tells behind the first *size* characters."""
    sums = tuple((s.start, s.end) for s in told.sums if s.money is not None)
    text = name.text
    named = text[:1].isupper() or text[:1].isdigit()
    if len(sums) < _LEAST_SUMS or not named or len(text) > _LONGEST_NAME or STOP_INSIDE.search(text):
        return None
    starts, ends = (size, *(b for _, b in sums)), (*(a for a, _ in sums), len(told.text))
    words = list(zip(starts, ends, strict=True))
    last = told.text[words[-1][0] :]
    behind = EMPTY
    if len(last.split()) > _MOST_WORDS:
        lead = _LEAD.match(last)
        at = words[-1][0] + (lead.end() if lead else 0)
        behind, words[-1] = told.cut(at), (words[-1][0], at)
    if any(len(told.text[a:b].split()) > _MOST_WORDS for a, b in words):
        return None
    return Entry(blocks, name, told, sums, tuple(words), behind)


_LEAD = re.compile(r"[\s.,;:–—)-]*(?:(?:on|for|towards)\s+)?")
_MOST_WORDS = 5


def table_of_entries(entries: Sequence[Entry], blocks: Sequence[Block]) -> Block:
    """Return the table of *entries*, which *blocks* hold."""
    first = entries[0]
    heads = _headings(first)
    described = any(e.behind for e in entries)
    tail = (EMPTY,) if described else ()
    rows = [
        GridRow([e.name, *(e.told.cut(*span) for span in e.sums), *((e.behind,) if described else ())]) for e in entries
    ]
    headed = any(heads)
    grid = Grid([GridRow([EMPTY, *heads, *tail]), *rows] if headed else rows, "labels", header=int(headed))
    grid.kinds = {0: "category", len(first.sums) + 1: "description"} if described else None
    grid.dropped = [b.marker_run for b in blocks if b.marker_run]
    if first.blocks > 1:
        grid.dropped += [b.label for b in blocks[:: first.blocks] if b.label]
    used = [first, *entries][1:] if not headed else entries[1:]
    grid.dropped += [e.told.cut(*span) for e in used for span in e.words if e.told.text[slice(*span)].strip()]
    region = [r for b in blocks for r in (b.marker_run, b.label, b.run) if r]
    return Block(BlockKind.TABLE, grids=[grid], region=region, page=blocks[0].page, marker=blocks[0].marker)


def _headings(entry: Entry) -> list[Run]:
    """Return the words of each sum: those before it, or behind it where a sign parts them from the next sum."""
    text = entry.told.text
    heads: list[_Span | None] = [None] * len(entry.sums)
    for k, (start, end) in enumerate(entry.words):
        before, behind = k - 1, k
        if k == 0:
            cut = start
        elif k == len(entry.sums):
            cut = end
        else:
            sign = _SIGN.search(text, start, end)
            left = text[start : sign.start()] if sign else text[start:end]
            joins = _JOINS.match(left.strip())
            of_left = bool(sign and left.strip()) or (not joins and (heads[before] is None or _OF.search(left)))
            cut = (sign.end() if sign else end) if of_left else start
        if cut > start and k > 0 and heads[before] is None:
            heads[before] = _trimmed(text, start, cut)
        if cut < end and k < len(heads):
            heads[behind] = _trimmed(text, cut, end)
    return [entry.told.cut(*span) if span else EMPTY for span in heads]


_SIGN = re.compile(r"\s*[,;.()/–—:-]\s*")
_JOINS = re.compile(r"(?:and|of|out of|from|against|with)\b")
_OF = re.compile(r"\b(?:of|from|against|out of)(?:\s+the)?\s*\Z")


def _trimmed(text: str, start: int, end: int) -> _Span | None:
    """Return the span without the signs around its words, and the "and" before them; None without words."""
    match = _WORDS.search(text, start, end)
    return match.span("words") if match else None


_WORDS = re.compile(
    r"(?>(?:\b(?:and|of|out of|from|against|was|were|has|had|been)\b\s*|[^\w£])*)"
    r"(?<!\w)(?P<words>[^\W\d_](?:[\w\s'’-]*\w)?)"
)
