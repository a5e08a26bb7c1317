"""Projects told one after another, each a name with its sums and under them what came of it -> a table, and sections.

"Wardens – £5,000" over bullets, and the same again of another project. The sums are lines of one table; what stands
under each of them is put behind the table, under the project's name. Lists whose lines only describe what a sum was for
are awards: see `pcc_report.layout.awards`.
"""

import re
from collections.abc import Sequence

import attrs

from pcc_report.layout.blocks import Block, BlockKind
from pcc_report.layout.grids import Grid, GridRow
from pcc_report.layout.repeated import Entry, entry_of, table_of_entries
from pcc_report.layout.rows import FULL_STOP, item_sum, split_sum
from pcc_report.layout.runs import EMPTY, Run
from pcc_report.layout.sum_lists import COUNTING
from pcc_report.vocabulary import Vocabulary, words_of


@attrs.frozen
class _Project:
    """The name and the sums of one project, and what all projects of one list share."""

    blocks: int
    shape: tuple[object, ...]
    name: Run
    money: Run = EMPTY
    """Its sum, where it has but one."""
    label: Run = EMPTY
    entry: Entry | None = None
    """Its several sums."""


def find_projects(blocks: list[Block], vocabulary: Vocabulary) -> list[Block]:
    """Take lists of projects with their results for a table and a section for each."""
    out: list[Block] = []
    i = 0
    while i < len(blocks):
        found, end = _projects(blocks, i, vocabulary)
        told = [b for at, p in found for b in _told_under(blocks, at, p)]
        if len(found) < _LEAST:
            out.append(blocks[i])
            i += 1
            continue
        if not _are_results(told):
            out += blocks[i:end]
            i = end
            continue
        out.append(_table(blocks, found))
        for at, project in found:
            behind = _told_under(blocks, at, project)
            if behind:
                out.append(Block(BlockKind.HEADING, run=project.name, page=blocks[at].page))
            out += behind if at != found[-1][0] else []
        i = end
    return out


_LEAST = 2


def _projects(blocks: Sequence[Block], start: int, vocabulary: Vocabulary) -> tuple[list[tuple[int, _Project]], int]:
    """Return the projects of the list that begins at a block, each with where it is, and where the last is named."""
    found: list[tuple[int, _Project]] = []
    at = start
    while (project := _project(blocks[at : at + 2], vocabulary)) is not None:
        if found and project.shape != found[0][1].shape:
            break
        found.append((at, project))
        told = _told_under(blocks, at, project)
        at += project.blocks + len(told)
        if not told:
            break
    return found, (found[-1][0] + found[-1][1].blocks if found else start)


def _told_under(blocks: Sequence[Block], at: int, project: _Project) -> list[Block]:
    """Return the sentences and the items that stand under a name: up to a heading, a table or a line with a sum."""
    told: list[Block] = []
    name, start = blocks[at], at + project.blocks
    for block in blocks[start : start + _MOST_TOLD]:
        if block.kind is BlockKind.ITEM:
            again = name.kind is BlockKind.ITEM and block.level <= name.level  # of the list that the name is of
            if again or (told and block.level < told[0].level):
                break
        elif block.kind is not BlockKind.PARAGRAPH or not FULL_STOP.search(block.run.text):
            break
        if not told and block.run.sums:
            break
        told.append(block)
    return told


_MOST_TOLD = 30


def _are_results(told: Sequence[Block]) -> bool:
    """Whether most items and sentences count something: what only one number stands in says what the sum was for."""
    size, counting = 0, 0
    for block in told:
        text = block.run.text
        ends = [m.end() for m in _SENTENCE_END.finditer(text)] if block.kind is BlockKind.PARAGRAPH else []
        size += max(len(ends), 1)
        counts = [m.start for m in block.run.measures if m.unit in COUNTING]
        counting += len({sum(end <= at for end in ends) for at in counts})
    return counting * 2 > size


_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-Z0-9]|\s*\Z)")


def _project(blocks: Sequence[Block], vocabulary: Vocabulary) -> _Project | None:
    block = blocks[0] if blocks else None
    if block is None or block.kind in (BlockKind.TABLE, BlockKind.FIELD):
        return None
    entry = entry_of(blocks, vocabulary)
    if entry is not None:
        return _Project(entry.blocks, ("several", entry.key, entry.blocks), entry.name, entry=entry)
    text = block.run.text
    if len(text) > _LONGEST_NAME or FULL_STOP.search(text):
        return None
    if (
        block.kind is not BlockKind.PARAGRAPH
        and "£" not in text
        and len(blocks) > 1
        and blocks[1].kind is BlockKind.FIELD
    ):
        label, sums = blocks[1].label, blocks[1].run.sums
        alone = len(sums) == 1 and not sums[0].start and not blocks[1].run.text[sums[0].end :].strip(" .")
        return _Project(2, ("label", words_of(label.text)), block.run, blocks[1].run, label) if alone else None
    pair = split_sum(block.run, vocabulary) or item_sum(block.run, vocabulary) if text.count("£") == 1 else None
    if pair is None or not text.startswith(pair[0].text) or vocabulary.rows.has(pair[0].text, "total"):
        return None
    style = block.marker.style if block.marker else ""
    return _Project(1, ("one", block.kind is BlockKind.ITEM, style, block.level if style else 0), *pair)


_LONGEST_NAME = 120


def _table(blocks: Sequence[Block], found: Sequence[tuple[int, _Project]]) -> Block:
    """Return the table of the names and sums of projects."""
    own = [b for at, project in found for b in blocks[at : at + project.blocks]]
    entries = [project.entry for _, project in found if project.entry is not None]
    if entries:
        return table_of_entries(entries, own)
    rows = [GridRow([project.name, project.money]) for _, project in found]
    label = found[0][1].label
    grid = Grid([GridRow([EMPTY, label]), *rows], "labels", header=1) if label else Grid(rows, "sums")
    grid.dropped = [b.marker_run for b in own if b.marker_run]
    grid.dropped += [project.label for _, project in found[1:] if project.label]
    region = [r for b in own for r in (b.marker_run, b.label, b.run) if r]
    return Block(BlockKind.TABLE, grids=[grid], region=region, page=own[0].page)
