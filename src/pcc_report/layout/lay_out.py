"""Lines -> blocks: tables first, then what is left as text, then the tables that are set as text."""

import re
from collections.abc import Collection, Iterator, Sequence

from pcc_report.layout.awards import find_awards
from pcc_report.layout.blocks import Block, Layout
from pcc_report.layout.cell_lines import find_cell_lines
from pcc_report.layout.furniture import find_furniture
from pcc_report.layout.indented import find_indented_items
from pcc_report.layout.list_groups import find_list_groups
from pcc_report.layout.projects import find_projects
from pcc_report.layout.prose_blocks import (
    LOOSE_END,
    Shape,
    find_bare_numbers,
    find_bare_statements,
    find_headings,
    find_lettered_headings,
    find_numbered_headings,
    make_text_blocks,
    set_levels,
)
from pcc_report.layout.records import find_records
from pcc_report.layout.regions import find_regions, form_of, goes_on_as_table, join_continued, table_of
from pcc_report.layout.repeated import find_repeated
from pcc_report.layout.rows import (
    LONGEST_LINE,
    Row,
    make_rows,
)
from pcc_report.layout.run_on import find_run_on_tables
from pcc_report.layout.runs import Run
from pcc_report.layout.sum_lists import (
    find_sum_lists,
    find_sums_first,
    find_two_years,
)
from pcc_report.source import Line, SourceDocument
from pcc_report.vocabulary import Vocabulary


def lay_out(document: SourceDocument, vocabulary: Vocabulary) -> Layout:
    """Return the blocks of *document* in reading order, and its furniture."""
    rows = make_rows(document, vocabulary)
    apart = find_furniture(rows, vocabulary, {p.number: p.height for p in document.pages if p.height})
    furniture = [Run([(rows[i].line, 0, len(rows[i].line.text))]) for i in sorted(apart)]
    kept = [row for i, row in enumerate(rows) if i not in apart]
    _go_on(rows, apart)
    shape = Shape(kept)
    blocks: list[Block] = []
    start = 0
    for first, last, grids in find_regions(document, kept, vocabulary):
        blocks += make_text_blocks(kept[start:first], vocabulary, shape)
        blocks += form_of(kept[first:last], grids, vocabulary) or [table_of(kept[first:last], grids)]
        start = last
    blocks += make_text_blocks(kept[start:], vocabulary, shape)
    find_indented_items(blocks)
    find_headings(blocks, shape, vocabulary)
    set_levels(blocks)
    find_bare_statements(blocks, vocabulary)
    blocks = join_continued(blocks, vocabulary)
    blocks = find_records(blocks, vocabulary)
    blocks = find_numbered_headings(blocks, vocabulary)
    find_bare_numbers(blocks)
    find_lettered_headings(blocks, vocabulary)
    blocks = find_run_on_tables(blocks, vocabulary)
    blocks = find_projects(blocks, vocabulary)
    blocks = find_awards(blocks, vocabulary)
    blocks = find_two_years(blocks)
    blocks = find_repeated(blocks, vocabulary)
    blocks = find_sums_first(blocks)
    blocks = find_sum_lists(blocks, vocabulary)
    blocks = find_list_groups(blocks, vocabulary)
    blocks = find_cell_lines(blocks, vocabulary)
    overlong = [run for x in document.lines if len(x.text) > LONGEST_LINE for run in _stretches(x)]
    return Layout(blocks, furniture, overlong)


_BETWEEN = re.compile(r"(?<=[\w.;])\s(?=£)|(?<=[.;])\s(?=[A-Z])")
"""Where a text can be cut without cutting a sum."""


def _stretches(line: Line) -> Iterator[Run]:
    """Yield a line in parts, so that nobody need look through all of one that is far too long to be read."""
    start = 0
    while start < len(line.text):
        cut = _BETWEEN.search(line.text, start + LONGEST_LINE)
        end = cut.end() if cut else len(line.text)
        yield Run([(line, start, end)])
        start = end


def _go_on(rows: Sequence[Row], apart: Collection[int]) -> None:
    """Let a line go on the one above where only furniture parts them, and it begins small.

    Else the white space over the furniture sets the line apart, as it would without a page's end.
    """
    for i in apart:
        above = next((k for k in range(i - 1, -1, -1) if k not in apart), None)
        below = next((k for k in range(i + 1, len(rows)) if k not in apart), None)
        if above is None or below is None or rows[below].line.box is not None:
            continue
        rows[below].gap = rows[below].gap or rows[i].gap
        beside = rows[below : below + 2]
        if len(rows[above].segments) > 1 and any(goes_on_as_table(rows[above], r) for r in beside):
            rows[below].gap = False
        if _hangs_on(rows, above, rows[below]):
            rows[below].gap, rows[below].goes_on = False, True
            continue
        goes_on = rows[below].is_lower or LOOSE_END.search(rows[above].text) is not None
        if goes_on and not rows[below].marker and not rows[above].ends_sentence:
            rows[below].gap, rows[below].goes_on = False, True


def _hangs_on(rows: Sequence[Row], above: int, row: Row) -> bool:
    """Whether a line behind a page's end stands right under the words of the item that the page before ends with."""
    first = above
    while first and rows[first].marker is None and not rows[first].gap:
        first -= 1
    marker = rows[first].marker
    if marker is None or row.marker is not None or len(row.segments) != 1 or row.sum_cell is not None:
        return False
    return marker.end > 1 and row.x0 == marker.end > rows[first].x0
