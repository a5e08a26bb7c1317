"""Tables that follow each other -> those that are one: a printed total covers all, or they are groups of one table."""

from collections.abc import Sequence
from functools import cached_property

import attrs

from pcc_report.layout import Block
from pcc_report.layout.outline import Section
from pcc_report.recognise.readings import TableReading, TypedColumn, TypedRow
from pcc_report.recognise.tally import Tally

Place = tuple[Section, Block, TableReading]
"""A table where it stands, and how it is read."""


def chains(places: Sequence[Place], sections: Sequence[Section]) -> list[list[Place]]:
    """Join lists of sums that follow each other, where a printed total covers all of them or headings group them."""
    numbers = {id(b): (n, k) for n, section in enumerate(sections) for k, b in enumerate(section.blocks)}
    parts = [_Part(*place, numbers[id(place[1])]) for place in places]
    # where the places end that follow each other from each place on, and where the next one with a total stands
    ends, marked = [len(parts)] * len(parts), [len(parts)] * (len(parts) + 1)
    for k in range(len(parts) - 1, -1, -1):
        if k + 1 < len(parts):
            ends[k] = ends[k + 1] if _follows(parts[k], parts[k + 1]) else k + 1
        marked[k] = k if parts[k].marks else marked[k + 1]
    out: list[list[Place]] = []
    i = 0
    while i < len(parts):
        last = i + _joined(parts, i, ends[i], marked)
        out.append(list(places[i:last]))
        i = last
    return out


@attrs.define(eq=False)
class _Part:
    """A table that may be a part of one, and what tells."""

    section: Section
    block: Block
    reading: TableReading
    number: tuple[int, int]
    """Which section it stands in, and which block of it."""

    @cached_property
    def columns(self) -> list[TypedColumn]:
        """Its columns of sums."""
        return self.reading.figure_columns

    @cached_property
    def lines(self) -> Tally:
        """The sums of its lines."""
        return Tally(self.columns, self.reading.of("line"))

    @cached_property
    def marks(self) -> list[TypedRow]:
        """Its totals and sub-totals."""
        return [r for r in self.reading.rows if r.kind in ("total", "subtotal")]


def _follows(above: _Part, below: _Part) -> bool:
    if [(c.index, c.role) for c in above.columns] != [(c.index, c.role) for c in below.columns]:
        return False
    if not (above.reading.is_money and below.reading.is_money):
        return False
    (one, at), (other, then) = above.number, below.number
    if one == other:
        return then == at + 1
    return other == one + 1 and then == 0 and at == len(above.section.blocks) - 1


def _joined(parts: Sequence[_Part], first: int, end: int, marked: Sequence[int]) -> int:
    """Return how many of the parts from *first* on are one: the most that a total covers, or that are groups."""
    best = 1
    if end - first == 1:
        return best
    columns = parts[first].columns
    lines = Tally(columns)
    unknown, unmarked, proven, filled = True, True, True, True
    heads: set[int] = set()
    sections: set[int] = set()
    for k in range(first, end):
        part = parts[k]
        unknown = unknown and not part.section.is_known and part.section.heading is not None
        if not unknown and (not filled or marked[k] >= end):
            break  # neither groups nor a total that covers all can follow
        heads.add(id(part.section.above[-1]) if part.section.above else 0)
        sections.add(id(part.section))
        unmarked = unmarked and not part.marks
        proven = proven and any(r.is_proven for r in part.marks)
        least = 2 if len(heads) == 1 and 0 not in heads else 3
        lines += part.lines
        are_groups = unknown and len(sections) >= least and (unmarked or proven)
        if k > first and (are_groups or (filled and part.marks and _covers(part.marks[-1], lines, columns))):
            best = k - first + 1
        filled = filled and part.lines.rows > 0
    return best


def _covers(total: TypedRow, lines: Tally, columns: Sequence[TypedColumn]) -> bool:
    """Whether a total is the sum of *lines* in every column that can tell, and one can."""
    good = 0
    for column in columns:
        printed = total.figures[column.index].amount if column.index in total.figures else None
        addends = lines.of(column)
        if printed is None or addends.count < 2:
            continue
        if abs(addends.total - printed) > addends.tolerance(column):
            return False
        good += 1
    return good > 0
