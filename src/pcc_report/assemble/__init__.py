"""Layout -> report: the one place where rival readings are settled, by evidence and arithmetic.

Order matters only in what it shows: tables first, for their sums prove themselves; then awards and sums in
sentences, which may repeat a table; then outcomes; last the account of every character that is left.
Of two readings of a table the one that the document's own sums bear out wins. What no reading makes add up
is said, not mended.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

import attrs

from pcc_report.assemble.awards import add_awards
from pcc_report.assemble.chains import Place, chains
from pcc_report.assemble.coverage import (
    MAX_COUNTED,
    MAX_UNPLACED,
    Ledger,
    Placed,
    is_rounding,
    loose_sums,
    rounding_step,
    unplaced_of,
)
from pcc_report.assemble.projects import runs_of_projects
from pcc_report.assemble.results import Outcomes, add_results
from pcc_report.assemble.spend import Spend, add_table, merged
from pcc_report.assemble.surroundings import Surroundings
from pcc_report.diagnostics import Diagnostic
from pcc_report.diagnostics.catalogue import (
    AMOUNT_UNCERTAIN,
    AMOUNT_UNPLACED,
    AMOUNTS_UNLISTED,
    COMPETING_DATES,
    ORGANISATION_ASSUMED,
    RIVAL_READINGS,
    SEVERAL_REPORTS,
    TEXT_UNREAD,
    UNKNOWN_HEADING,
)
from pcc_report.layout import EMPTY, Block, BlockKind, GridRow, Layout, Run
from pcc_report.layout.outline import Section, outline
from pcc_report.model import (
    Allocation,
    Claim,
    ClaimKind,
    Figure,
    Money,
    Period,
    Qualifier,
    Report,
    Role,
    SpendTable,
    Total,
    Unit,
    Unplaced,
    origins_of,
)
from pcc_report.provenance import Origin
from pcc_report.recognise.context import Context
from pcc_report.recognise.head import Head
from pcc_report.recognise.mentions import abbreviations, references
from pcc_report.recognise.prose import ProseSum, read_sums, telling
from pcc_report.recognise.readings import TableReading, TypedCell, TypedRow
from pcc_report.recognise.roles import take_role_of_total
from pcc_report.recognise.sentences import sentences
from pcc_report.recognise.tables import one_below_the_other, read_grid, split_at_headers, split_side_by_side
from pcc_report.recognise.tally import tolerance
from pcc_report.recognise.title_block import read_head
from pcc_report.source import SourceDocument
from pcc_report.values.dates import find_periods
from pcc_report.values.money import ScannedMoney, find_money, scan_cell
from pcc_report.vocabulary import Vocabulary


@attrs.frozen
class Assembled:
    """The report, the doubts of assembling it, and the account of all other text."""

    report: Report
    diagnostics: tuple[Diagnostic, ...]
    claims: tuple[Claim, ...]
    unplaced: tuple[Unplaced, ...]


@attrs.define(eq=False)
class Work:
    """What is being assembled."""

    document: SourceDocument
    vocabulary: Vocabulary
    head: Head
    sections: list[Section]
    around: Surroundings
    ledger: Ledger = attrs.field(factory=Ledger)
    placed: Placed = attrs.field(factory=Placed)
    spend: Spend = attrs.field(factory=Spend)
    outcomes: Outcomes = attrs.field(factory=Outcomes)
    diagnostics: list[Diagnostic] = attrs.field(factory=list)
    repeated: list[Run] = attrs.field(factory=list)
    """Sums that repeat another, and are in no value."""
    pending: dict[int, list[ProseSum]] = attrs.field(factory=dict)
    """Sums of paragraphs that may be results, by block: none of them is an allocation."""
    summed: list[Allocation] = attrs.field(factory=list)
    """Sums of sentences that are the totals of tables."""
    told: dict[int, Run] = attrs.field(factory=dict)
    """The sentence of each sum that was placed, by where the sum begins."""
    said: dict[Money, set[Role]] = attrs.field(factory=dict)
    """What sentences say that a sum is."""
    done: set[int] = attrs.field(factory=set)
    """Identities of the blocks that are spoken for."""


def assemble(layout: Layout, document: SourceDocument, vocabulary: Vocabulary) -> Assembled:
    """Return the report that *layout* holds, and the account of all the rest."""
    head = read_head(layout.blocks, layout.furniture, vocabulary)
    blocks = [b for b in layout.blocks if b not in head.used]
    sections = outline(blocks, vocabulary)
    work = Work(document, vocabulary, head, sections, Surroundings(sections, head, vocabulary))
    _say_heading_of_the_whole(work)
    add_awards(work.sections, work.spend, work.ledger, work.placed, vocabulary, work.done, _title_run(work))
    _tables(work)
    sums = _prose(work)
    _roles_as_said(work)
    _drop_roundings(work)
    add_results(work.sections, work.outcomes, work.ledger, vocabulary, work.done, _title_run(work))
    sums += [item for key, items in work.pending.items() if key not in work.done for item in items]
    report = _report(work, layout)
    return _account(work, layout, report, sums)


def _title_run(work: Work) -> Run:
    found = work.head.title or work.head.organisation
    return found.run if found else Run(())


def _say_heading_of_the_whole(work: Work) -> None:
    """Give the part before the first heading the title for a heading: results told there stand under it."""
    first = work.sections[0]
    if work.head.title is not None:
        first.heading = Block(BlockKind.HEADING, run=work.head.title.run)


# ---------------------------------------------------------------- tables


def _tables(work: Work) -> None:
    places: list[tuple[Section, Block, TableReading]] = []
    for section in work.sections:
        for k, block in enumerate(section.blocks):
            if block.kind is BlockKind.TABLE:
                context = work.around.context(section, k)
                reading = _settled(block, context, work)
                if places and (again := _under_the_same_header(reading, places[-1][2], context, work)) is not None:
                    reading = again
                if (whole := one_below_the_other(reading)) is not None:
                    reading = read_grid(whole, context, work.vocabulary)
                parts = split_at_headers(reading)
                parts = split_side_by_side(reading) if len(parts) == 1 else parts
                if len(parts) > 1:
                    places += [(section, block, read_grid(g, context, work.vocabulary)) for g in parts]
                else:
                    places.append((section, block, reading))
    joined: set[int] = set()
    for first, last, grid in reversed(runs_of_projects(places, work.vocabulary)):
        section, block, _ = places[first]
        reading = read_grid(grid, work.around.context(section, 0), work.vocabulary)
        work.done.update(id(b) for _, b, _ in places[first:last])
        for under, b, _ in places[first:last]:
            if under.kind == "unknown" and under.heading is not None and under.blocks[0] is b:
                under.kind = "outcome"  # what else stands under the name of a project came of it
        places[first:last] = [(section, block, reading)]
        joined.add(id(block))
    for (_, _, before), (_, _, reading) in pairwise(places):
        _inherit_years(reading, before)
    told = _total_over(places)
    work.done.update(id(b) for (_, b, _), is_told in zip(places, told, strict=True) if is_told)
    places = [place for place, is_told in zip(places, told, strict=True) if not is_told]
    totalled: set[int] = set()
    # what a recommendation says may stand in a table behind it
    for group in sorted(chains(places, work.sections), key=_is_recommended):
        for s, b, part in group:
            if part.is_money:
                _cut_marks(part, s, b, work)
        section, block, reading = group[0]
        if len(group) > 1:
            reading = _whole(group)
            if not _covers_all(reading, group):
                _subtotals_only(reading)
            for s, _, _ in group:
                work.ledger.claim(s.title, ClaimKind.LABEL)
            filled = [s for s, _, r in group if r.of("line")]
            title = _title_above(work, section) if len(filled) != 1 else _own_title(work, filled[0])
        else:
            title = _own_title(work, section) or _title_run(work)
            title = _title_above(work, section) if id(block) in joined else title
        if not reading.is_money or _is_result_list(section, block, reading) or _is_nameless(reading):
            continue
        repeated = _repeated(section, reading, work)
        for _, b, _ in group:
            work.done.add(id(b))
        if repeated:
            for run in (r for _, b, _ in group for r in b.region):
                work.ledger.claim(run, ClaimKind.REPEAT, repeated)
            continue
        above = work.spend.allocations[-1].label if work.spend.allocations else ""
        take_role_of_total(reading, work.vocabulary)
        # the sum in a heading is the total of one list under it
        if section.heading is not None and id(section) not in totalled and _total_of_heading(section.title, reading):
            totalled.add(id(section))
        lead = _lead_in(section, block)
        if lead is not None and _total_of_heading(lead.run, reading):
            work.done.add(id(lead))
            work.ledger.claim(lead.run, ClaimKind.LABEL)
        add_table(work.spend, reading, title, work.ledger, work.placed, work.vocabulary, above=above)
        work.outcomes.tables.append(reading)
        work.ledger.claim(section.title, ClaimKind.LABEL)
        if section.heading is not None:
            work.ledger.claim(section.heading.marker_run, ClaimKind.LABEL)
    work.outcomes.readings = {id(b): r for _, b, r in places}


def _under_the_same_header(
    reading: TableReading, above: TableReading, context: Context, work: Work
) -> TableReading | None:
    """Return a table without a header read under that of the table of money above it, if it then adds up.

    Accounts print their header over receipts, and not again over payments.
    """
    header = [r.row for r in above.rows if r.kind == "header"]
    fits = header and above.is_money and reading.grid.width == above.grid.width and not reading.is_money
    if not fits or any(c.heading for c in reading.columns) or not any(c.period for c in above.figure_columns):
        return None
    grid = attrs.evolve(reading.grid, rows=[*map(_copied, header), *reading.grid.rows], header=len(header))
    again = read_grid(grid, context, work.vocabulary)
    if context.role is not None and len({c.role for c in again.figure_columns}) == 1:
        for column in again.figure_columns:
            column.role = context.role  # its own heading is nearer than the header that it shares
    return again if again.is_money and any(r.kind == "total" and r.is_proven for r in again.rows) else None


def _copied(row: GridRow) -> GridRow:
    return GridRow(list(row.cells), is_spanning=row.is_spanning, gap=row.gap)


def _total_over(places: Sequence[Place]) -> list[bool]:
    """Tell which tables are nothing but the total of the next or of the last, and give it that: "Round 1: £9,140"."""
    told = [False] * len(places)
    for k, ((section, _, before), (under, _, reading)) in enumerate(pairwise(places)):
        if section is under and not told[k]:
            told[k] = _take_total(reading, before)
            told[k + 1] = not told[k] and bool(reading.of("total")) and _take_total(before, reading)
    return told


def _take_total(reading: TableReading, other: TableReading) -> bool:
    """Give a table the one sum that *other* consists of for its total, if its lines come to it."""
    rows = other.of("line") + other.of("total")
    lines, columns = reading.of("line"), reading.figure_columns
    alone = other.grid.how == "sums" and len(rows) == 1 and len(other.figure_columns) == 1
    if not (alone and reading.is_money and len(columns) == 1 and not reading.of("total")):
        return False
    cell = rows[0].figures.get(other.figure_columns[0].index)
    amounts = [a for r in lines if columns[0].index in r.figures and (a := r.figures[columns[0].index].amount)]
    if cell is None or len(amounts) < _LEAST_SUMMED or sum(amounts) != cell.amount:
        return False
    rows[0].kind, rows[0].is_proven = "total", True
    rows[0].figures = {columns[0].index: cell}
    reading.rows.append(rows[0])
    return True


_LEAST_SUMMED = 2


def _is_recommended(group: Sequence[Place]) -> bool:
    section, _, reading = group[0]
    return section.kind == "recommendation" and reading.grid.how == "sums"


def _inherit_years(reading: TableReading, above: TableReading) -> None:
    """Give the columns of a table without a header the years of the table above it, where both have as many."""
    columns, heads = reading.figure_columns, above.figure_columns
    bare = len(columns) > 1 and not any(c.heading for c in columns)
    same = bare and [c.index for c in columns] == [c.index for c in heads] and len({c.role for c in columns}) == 1
    years = [c.period for c in heads]
    if same and all(years) and len(set(years)) == len(years):
        for column, year in zip(columns, years, strict=True):
            column.period = year
        reading.role_assumed = reading.role_assumed and above.role_assumed  # the years tell its columns apart


def _is_nameless(reading: TableReading) -> bool:
    """Whether several sums stand without any name, as those of a chart do: what they are nobody can tell."""
    lines = reading.of("line")
    return len(lines) > 1 and not any(r.label for r in lines)


def _lead_in(section: Section, block: Block) -> Block | None:
    """Return the line that leads in to a list, "Core funding £74,916 allocated as follows:", or None."""
    k = section.blocks.index(block)
    above = section.blocks[k - 1] if k else None
    leads = above is not None and above.kind is BlockKind.PARAGRAPH and above.run.text.endswith((":", ";"))
    return above if leads and above is not None and len(above.run.text) < _LONGEST_LEAD else None


_LONGEST_LEAD = 400


def _cut_marks(reading: TableReading, section: Section, block: Block, work: Work) -> None:
    """Cut the marks of notes from names, "Oldham2", where a note below the table begins with that number."""
    marked = [r for r in reading.of("line") if _MARKED.search(r.label.text)]
    if not marked:
        return
    at = section.blocks.index(block) + 1
    lines = [line.text[start:end] for b in section.blocks[at : at + _NOTES] for line, start, end in b.run.pieces]
    marks = [b.marker.text for b in section.blocks[at : at + _NOTES] if b.marker]
    notes = {text[:1] for text in (*lines, *marks) if _NOTE.match(text)}
    for row in marked:
        if row.label.text[-1] not in notes:
            continue
        name = row.label.cut(0, len(row.label.text) - 1)
        work.ledger.claim(row.label, ClaimKind.LABEL)
        row.row.cells = [name if cell is row.label else cell for cell in row.row.cells]
        row.label = name


_MARKED = re.compile(r"[^\W\d_]{3}[1-9]\Z")
_NOTE = re.compile(r"[1-9](?:\s+[A-Z]|\Z)")
_NOTES = 4
"""Blocks below a table among which its notes are looked for."""


def _total_of_heading(title: Run, reading: TableReading) -> bool:
    """Take the sum in a heading for the total of the list under it, where it is that of its lines."""
    found = title.sums
    columns = reading.figure_columns
    if len(found) != 1 or found[0].money is None or len(columns) != 1 or reading.of("total"):
        return False
    amounts = [r.figures[columns[0].index].amount for r in reading.of("line") if columns[0].index in r.figures]
    summed = sum((a for a in amounts if a is not None), Decimal(0))
    step = rounding_step(found[0], title.text)
    if summed and (summed == found[0].money.amount or is_rounding(found[0].money.amount, summed, step)):
        run = title.cut(found[0].start, found[0].end)
        row = TypedRow("total", GridRow([]), EMPTY, {columns[0].index: TypedCell(run, found[0])})
        row.is_proven = True
        reading.rows.append(row)
        return True
    return False


def _settled(block: Block, context: Context, work: Work) -> TableReading:
    """Return the reading of a region that its sums bear out best; say where nothing decides."""
    readings = [read_grid(g, context, work.vocabulary) for g in block.grids]
    best = max(readings, key=_evidence)
    for other in readings:
        if other is best or not other.is_money or _evidence(other) < _evidence(best) or best.grid.unsure:
            continue  # a label that may be another's is said of its own sums
        if _figures_of(other) != _figures_of(best):
            origins = tuple(o for r in best.rows for c in r.figures.values() for o in c.run.origins())
            work.diagnostics.append(RIVAL_READINGS.at(*origins, taken=best.grid.how, left=other.grid.how))
            break
    return best


def _evidence(reading: TableReading) -> tuple[float, int]:
    figures = sum(c.amount is not None for r in reading.rows for c in r.figures.values())
    drawn = 1.5 if reading.grid.how == "rulings" else 0
    doubts = sum(bool(c.scan.doubt) for r in reading.rows for c in r.figures.values())
    return reading.proofs - 2 * reading.faults - 2 * doubts + (0.5 if reading.is_money else 0) + drawn, figures


def _figures_of(reading: TableReading) -> list[tuple[str, object, object]]:
    return [
        (r.label.text, c.amount, reading.columns[j].role)
        for r in reading.rows
        for j, c in r.figures.items()
        if r.kind == "line"
    ]


def _whole(group: Sequence[Place]) -> TableReading:
    return merged([r for _, _, r in group], [s.title for s, _, _ in group])


def _covers_all(whole: TableReading, parts: Sequence[Place]) -> bool:
    """Whether the last total of the last part is the sum of the lines of all parts."""
    totals = [r for r in parts[-1][2].rows if r.kind in ("total", "subtotal")]
    if not totals or any(not r.of("line") for _, _, r in parts[:-1]):
        return False
    last = [r for r in whole.rows if r.kind in ("total", "subtotal")][-1]
    lines = [r for r in whole.rows if r.kind == "line"]
    good = 0
    for column in whole.figure_columns:
        printed = last.figures[column.index].amount if column.index in last.figures else None
        amounts = [a for r in lines if column.index in r.figures and (a := r.figures[column.index].amount) is not None]
        if printed is None or len(amounts) < 2:
            continue
        if abs(sum(amounts) - printed) > tolerance(amounts, column):
            return False
        good += 1
    if not good:
        return False
    for row in whole.rows:
        if row.kind == "total" and row is not last:
            row.kind = "subtotal"
    last.kind, last.mismatch, last.is_proven = "total", {}, True
    return True


def _subtotals_only(whole: TableReading) -> None:
    for row in whole.rows:
        if row.kind == "total":
            row.kind = "subtotal"


def _title_above(work: Work, section: Section) -> Run:
    return section.above[-1].run if section.above else _title_run(work)


def _own_title(work: Work, section: Section) -> Run:
    """Return the heading of a list; that right above it, where its own only leads in to it."""
    text = section.title.text
    if not text.endswith(":") or len(text.split()) < _SHORTEST_LEAD or find_periods(text):
        return section.title
    above = work.sections[work.sections.index(section) - 1]
    lone = all(b.kind is BlockKind.TABLE and len(b.grids[0].rows) == 1 for b in above.blocks)
    leads = above is not work.sections[0] and above.heading is not None and lone
    return above.title if leads else section.title


_SHORTEST_LEAD = 4
"""Words of a line with a colon that leads in to a list; fewer name it."""


def _is_result_list(section: Section, block: Block, reading: TableReading) -> bool:
    """Whether a list of sums under a heading of results is a list of results that end with a sum."""
    return section.kind == "outcome" and reading.grid.how == "sums" and block.marker is not None


def _repeated(section: Section, reading: TableReading, work: Work) -> Origin | None:
    """Return where a table's sums stand already, if each of its lines is said before, or nothing but a total is."""
    lines = [r for r in reading.rows if r.kind == "line"]
    if not lines:
        totals = [c.amount for r in reading.rows for c in r.figures.values() if c.amount]
        stated = [work.placed.find(a, "total") for a in totals]
        others = any(c.sums for r in reading.rows if not r.figures for c in r.row.cells)
        return stated[0] if totals and all(stated) and not others else None
    amounts = [c.amount for r in lines for c in r.figures.values() if c.amount]
    if not amounts or (section.kind not in ("recommendation", "background") and len(amounts) < 3):
        return None
    if section.kind != "recommendation" and reading.grid.how != "sums":
        return None
    where = [work.placed.find(a, "line", "total") for a in amounts]
    return where[0] if all(where) else None


# ---------------------------------------------------------------- sums in sentences


def _prose(work: Work) -> list[ProseSum]:
    """Place the sums of sentences outside of results; return those that are no allocation."""
    left: list[ProseSum] = []
    for section in work.sections:
        if section.kind == "outcome":
            continue
        bare = [b for b in section.blocks if id(b) not in work.done and _is_bare_sum(b)]
        if len(bare) > 1:  # sums without words, as those of a chart: what each is nobody can tell
            left += [i for b in bare for i in read_sums(telling(b.run), Context(), work.vocabulary)]
            work.done.update(map(id, bare))
        for k, block in enumerate(section.blocks):
            if block.kind not in (BlockKind.PARAGRAPH, BlockKind.FIELD, BlockKind.ITEM) or id(block) in work.done:
                continue
            plain = not _is_clause(block) or _counts_things(section)
            if block.kind is BlockKind.ITEM and section.kind in ("unknown", "spend") and plain:
                continue
            told = telling(block.label + block.run if block.label else block.run)
            if not told:
                continue
            found = read_sums(told, work.around.context(section, k), work.vocabulary)
            if (
                section.kind in ("unknown", "spend")
                and block.kind is BlockKind.PARAGRAPH
                and (all(i.reason or i.scan.doubt or i.scan.money is None for i in found) or _tells_results(block.run))
            ):
                work.pending[id(block)] = found
                continue
            if section.heading is not None and work.vocabulary.context.has(section.title.text, "national"):
                for item in found:
                    item.reason = item.reason or "background"
            heading_periods = [p for p in find_periods(section.title.text) if p.period] if section.heading else []
            for item in found:
                if item.period is None and heading_periods and section is not work.sections[0]:
                    item.period = heading_periods[0].period
                _place_sum(item, work, left)
            work.done.add(id(block))
            if section.kind == "unknown":
                work.outcomes.told.add(id(block))
            work.ledger.claim(block.marker_run, ClaimKind.LABEL)
            work.ledger.claim(block.label, ClaimKind.LABEL)
            work.ledger.claim(block.run, ClaimKind.BACKGROUND)
    for section in work.sections:
        if section.heading is not None and section.kind not in ("outcome", "recommendation"):
            for item in read_sums(telling(section.title), Context(), work.vocabulary):
                stated = work.placed.find(item.scan.money.amount) if item.scan.money else None
                if stated is None and (vague := _exact_of(item, work)) is not None:
                    work.ledger.claim(item.run, ClaimKind.REPEAT, vague)
                elif stated is None:
                    _place_sum(item, work, left)
    return left


def _exact_of(item: ProseSum, work: Work) -> Origin | None:
    """Return the sum that a heading tells only roughly, "Over £1m of funding secured": the total of a table."""
    if item.scan.money is None or item.qualifier not in _ROUGH:
        return None
    low, high = (item.scan.money.amount * factor for factor in _ROUGH[item.qualifier])
    for table in work.spend.tables:
        for role, period in table.series:
            whole = table.summed(role, period)
            if whole is not None and low <= whole.amount <= high:
                return _last_origin(table)
    return None


_ROUGH = {
    Qualifier.OVER: (Decimal(1), Decimal("1.5")),
    Qualifier.UNDER: (Decimal("0.9"), Decimal(1)),
    Qualifier.APPROXIMATELY: (Decimal("0.9"), Decimal("1.1")),
}
"""How far the exact sum may be from one that a heading says roughly."""


def _last_origin(table: SpendTable) -> Origin | None:
    origins = [o for line in table.lines for f in line.figures for o in f.origins]
    return origins[-1] if origins else None


def _tells_results(run: Run) -> bool:
    """Whether most sentences of a paragraph count something other than money and time."""
    parts = sentences(run)
    counting = [s for s in parts if any(m.unit not in (Unit.MONEY, Unit.DURATION) for m in s.measures)]
    return len(parts) > 1 and len(counting) * 3 > len(parts) * 2


def _is_bare_sum(block: Block) -> bool:
    text = block.run.text
    found = block.run.sums if block.kind is BlockKind.PARAGRAPH and len(text) < 40 else ()
    return len(found) == 1 and not (text[: found[0].start] + text[found[0].end :]).strip()


def _counts_things(section: Section) -> bool:
    """Whether most items of a section count something other than money, as results do."""
    items = [b.run for b in section.blocks if b.kind is BlockKind.ITEM]
    counting = [r for r in items if any(m.unit is not Unit.MONEY for m in r.measures)]
    return section.kind == "unknown" and len(items) > 1 and len(counting) * 2 > len(items)


def _is_clause(block: Block) -> bool:
    return block.marker is not None and block.marker.is_number and block.marker.text[:1].isdigit()


def _place_sum(item: ProseSum, work: Work, left: list[ProseSum]) -> None:
    money = item.scan.money
    if money is None or item.scan.doubt or item.reason:
        left.append(item)
        return
    work.said.setdefault(money, set()).add(item.role)
    stated = work.placed.find(money.amount, "allocation")
    same = [
        a
        for a in work.spend.allocations
        if a.money == money and (a.period == item.period or a.period is None or item.period is None)
    ]
    as_line = work.placed.find(money.amount, "line")
    if item.role is Role.ACTUAL or item.is_summed:
        as_line = as_line or work.placed.find(money.amount, "total", "subtotal")
    if (stated and same) or as_line:
        work.ledger.claim(item.run, ClaimKind.REPEAT, stated if same else as_line)
        return
    derived = _sum_of_lines(item, work) or _sum_of_one_body(item, work)
    if derived is not None:
        work.ledger.claim(item.run, ClaimKind.REPEAT, derived)
        return
    rounded = _rounding_of(item, work)
    if rounded is not None:
        work.ledger.claim(item.run, ClaimKind.REPEAT, rounded)
        return
    allocation = Allocation(
        label=item.label.text if item.label else "",
        money=money,
        role=item.role,
        qualifier=item.qualifier,
        period=item.period,
        printed=item.run.text,
        origins=item.run.origins("money") + (item.label.origins("label") if item.label else ()),
    )
    table = _summed_by(item, work) if item.is_summed else None
    if table is not None:
        work.spend.replace(table, _with_total(table, allocation))
        work.summed.append(attrs.evolve(allocation, role=table.series[0][0]))
    else:
        work.spend.allocations.append(allocation)
    work.placed.add(money, "allocation" if table is None else "total", item.run)
    work.told[item.run.start] = item.sentence


def _roles_as_said(work: Work) -> None:
    """Give a table whose role nothing near it tells that of a sum in a sentence that its total is."""
    for table, doubt in list(work.spend.assumed):
        sums = [f.money for t in table.totals for f in t.figures if f.money]
        sums = sums or [s for role, period in table.series if (s := table.summed(role, period)) is not None]
        roles = {role for money in sums for role in work.said.get(money, ())} & {Role.ALLOCATED, Role.ACTUAL}
        if len(roles) == 1 and len(table.lines) > 1:
            (role,) = roles
            work.spend.replace(table, _in_role(table, role))
            work.spend.diagnostics.remove(doubt)


def _in_role(table: SpendTable, role: Role) -> SpendTable:
    def told(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
        return tuple(attrs.evolve(f, role=role) for f in figures)

    return attrs.evolve(
        table,
        columns=tuple(attrs.evolve(c, role=role) if c.role is not None else c for c in table.columns),
        lines=tuple(attrs.evolve(line, figures=told(line.figures)) for line in table.lines),
        totals=tuple(attrs.evolve(t, figures=told(t.figures)) for t in table.totals),
        subtotals=tuple(attrs.evolve(t, figures=told(t.figures)) for t in table.subtotals),
    )


def _drop_roundings(work: Work) -> None:
    """Take an allocation that is a rounding of a later, exact one for a repeat of it: "£1.6m" of £1,634,000."""
    kept: list[Allocation] = []
    exacts: dict[int, Allocation] = {}
    for one in work.spend.allocations:
        found = find_money(one.printed)
        step = rounding_step(found[0], one.printed, is_said=one.qualifier is not None) if found else Decimal(0)
        exact = next(
            (
                other
                for other in (*work.spend.allocations, *work.summed)
                if other is not one
                and other.role is one.role
                and (other.period == one.period or None in (other.period, one.period))
                and step > 1
                and is_rounding(one.money.amount, other.money.amount, step)
                and not _are_told_together(one, other, work)
            ),
            None,
        )
        if exact is None or not exact.origins:
            kept.append(one)
        else:
            exacts[id(one)] = exact
    for one in work.spend.allocations:
        exact = exacts.get(id(one))
        if exact is None:
            continue
        while id(exact) in exacts:  # a rounding of a rounding
            exact = exacts[id(exact)]
        for origin in (o for o in one.origins if o.field == "money"):
            run = _run_at(origin, work)
            work.ledger.move(origin.start, exact.origins[0])
            work.ledger.claim(run, ClaimKind.REPEAT, exact.origins[0])
            work.repeated.append(run)
            work.placed.move(one.money, origin.start, _run_at(exact.origins[0], work))
    work.spend.allocations = kept


def _run_at(origin: Origin, work: Work) -> Run:
    line = work.document.line_at(origin.start)
    return Run([(line, origin.start - line.start, origin.end - line.start)])


def _are_told_together(one: Allocation, other: Allocation, work: Work) -> bool:
    """Whether two sums stand in one sentence: each is a sum of its own, but for "almost £120k (£119,845)"."""
    ends = [next((o for o in a.origins if o.field == "money"), None) for a in (one, other)]
    if ends[0] and ends[1] and _ASIDE.fullmatch(work.document.text, ends[0].end, max(ends[0].end, ends[1].start)):
        return False
    sentences = [next((s for o in a.origins if (s := work.told.get(o.start))), None) for a in (one, other)]
    return sentences[0] is not None and sentences[0] is sentences[1]


_ASIDE = re.compile(r"\s*\(\s*")


def _sum_of_lines(item: ProseSum, work: Work) -> Origin | None:
    """Return the last line of a table above that prints no total, where the sum is that of its lines."""
    for table in work.spend.tables:
        if table.totals or len(table.lines) < 2:
            continue
        for role, period in table.series:
            last = _last_origin(table)
            if table.summed(role, period) == item.scan.money and last is not None and last.start < item.run.start:
                return last
    return None


def _summed_by(item: ProseSum, work: Work) -> SpendTable | None:
    """Return the table without a total whose lines come to the sum, if they are all of one role and period."""
    for table in work.spend.tables:
        one = len(table.series) == 1 and len(table.lines) > 1 and not table.totals
        alike = one and table.series[0][0] in (Role.ALLOCATED, item.role)
        if alike and table.summed(*table.series[0]) == item.scan.money:
            return table
    return None


def _with_total(table: SpendTable, said: Allocation) -> SpendTable:
    """Return *table* with the total that a sentence says of its one series of sums."""
    ((role, period),) = table.series
    money = tuple(o for o in said.origins if o.field == "money")
    figure = Figure(role=role, money=said.money, period=period, printed=said.printed, origins=money)
    label = tuple(o for o in said.origins if o.field == "label")
    return attrs.evolve(table, totals=(Total(label=said.label, figures=(figure,), origins=label),))


def _sum_of_one_body(item: ProseSum, work: Work) -> Origin | None:
    """Return the last line of those that one body has in a table, where the sum is what they come to.

    A round sum may come to that by chance, unless its sentence names the body.
    """
    for table in work.spend.tables:
        parts: dict[tuple[str, int | None], list[Figure]] = {}
        for line in table.lines:
            for figure in line.figures:
                if line.recipient and figure.money:
                    parts.setdefault((line.recipient, figure.column), []).append(figure)
        for (name, _), figures in parts.items():
            total = sum((f.money.amount for f in figures if f.money), Decimal(0))
            known = total % _ROUND or name in item.sentence.text
            if len(figures) > 1 and item.scan.money and total == item.scan.money.amount and known:
                return figures[-1].origins[0] if figures[-1].origins else None
    return None


_ROUND = 500


def _rounding_of(item: ProseSum, work: Work) -> Origin | None:
    """Return the allocation of the same role and period that the sum is a rounding of."""
    found = work.placed.near(item.scan, item.sentence.text, is_said=item.qualifier is not None)
    if found is None or any(found.overlaps(o) for o in item.sentence.origins()):
        return None  # sums of one sentence are each their own
    for allocation in work.spend.allocations:
        own = next(iter(allocation.origins), None)
        if own == found and allocation.role is item.role and allocation.period in (None, item.period):
            return found
    return None


# ---------------------------------------------------------------- the report


def _report(work: Work, layout: Layout) -> Report:
    head = work.head
    origins: list[Origin] = []
    for name in ("title", "organisation", "funder", "published"):
        found = getattr(head, name)
        if found is not None:
            origins += found.run.origins(name)
    if head.organisation is not None and head.is_organisation_assumed:
        run = head.organisation.run
        work.diagnostics.append(ORGANISATION_ASSUMED.at(*run.origins(), organisation=run.text))
    period, where = _period_of(work)
    if where is not None:
        origins += where.origins("period")
    runs = [r for b in layout.blocks for r in b.runs]
    if head.published is not None and head.other_dates:
        others = sorted({str(f.value) for f in head.other_dates})
        work.diagnostics.append(
            COMPETING_DATES.at(
                *head.published.run.origins(),
                *(o for f in head.other_dates for o in f.run.origins()),
                taken=head.published.value,
                left=", ".join(others),
            )
        )
    return Report(
        title=head.title.value if head.title else None,
        organisation=head.organisation.value if head.organisation else None,
        funder=head.funder.value if head.funder else None,
        published=head.published.value if head.published else None,
        period=period,
        allocations=tuple(_in_order(work.spend.allocations)),
        spend_tables=tuple(_dated(sorted(work.spend.tables, key=_first_place))),
        outcome_sections=tuple(work.outcomes.sections),
        references=tuple(references(runs, work.vocabulary)),
        abbreviations=tuple(abbreviations(runs)),
        origins=tuple(origins),
    )


def _dated(tables: Sequence[SpendTable]) -> list[SpendTable]:
    """Give the figures of tables the year of their titles, where several tables are alike but for it."""
    years: list[Period | None] = []
    for table in tables:
        found = [p.period for p in find_periods(table.title) if p.period]
        figures = [f for line in table.lines for f in line.figures] + [f for t in table.totals for f in t.figures]
        plain = all(f.period is None for f in figures)
        years.append(found[0] if len(found) == 1 and plain and table.lines else None)
    if len({y for y in years if y is not None}) < 2:
        return list(tables)
    return [_in_year(t, y) if y is not None else t for t, y in zip(tables, years, strict=True)]


def _in_year(table: SpendTable, year: Period) -> SpendTable:
    def dated(figures: Sequence[Figure]) -> tuple[Figure, ...]:
        return tuple(attrs.evolve(f, period=year) for f in figures)

    return attrs.evolve(
        table,
        columns=tuple(attrs.evolve(c, period=year) if c.kind == "figure" else c for c in table.columns),
        lines=tuple(attrs.evolve(line, figures=dated(line.figures)) for line in table.lines),
        totals=tuple(attrs.evolve(t, figures=dated(t.figures)) for t in table.totals),
        subtotals=tuple(attrs.evolve(t, figures=dated(t.figures)) for t in table.subtotals),
    )


def _first_place(table: SpendTable) -> int:
    return min((o.start for line in (*table.lines, *table.totals) for o in origins_of(line)), default=0)


def _in_order(allocations: Sequence[Allocation]) -> list[Allocation]:
    return sorted(allocations, key=lambda a: a.origins[0].start if a.origins else 0)


def _period_of(work: Work) -> tuple[Period | None, Run | None]:
    """Return the report's period: of the head, or the span of the years that its sums are split by."""
    found = work.head.period
    split = [
        a.period for a in work.spend.allocations if a.period is not None and "period" in {o.field for o in a.origins}
    ]
    if len(set(split)) > 1 and (found is None or found.score < 7):
        return Period(min(p.start for p in split), max(p.end for p in split)), None
    if found is None:
        years = [f.period for t in work.spend.tables for line in t.lines for f in line.figures if f.period]
        return (max(years, key=lambda p: p.end), None) if years else (None, None)
    return found.value, found.run


# ---------------------------------------------------------------- the account


def _account(work: Work, layout: Layout, report: Report, sums: Sequence[ProseSum]) -> Assembled:
    ledger = work.ledger
    for run in layout.furniture:
        ledger.claim(run, ClaimKind.FURNITURE)
    head = work.head
    for run in head.repeats:
        first = head.title or head.organisation
        ledger.claim(run, ClaimKind.REPEAT, first.run.origins()[0] if first else None)
    for run in head.labels:
        ledger.claim(run, ClaimKind.LABEL)
    for block in head.used:
        ledger.claim(block.run, ClaimKind.BACKGROUND)
    values = tuple(origins_of(report))
    for item in sums:
        repeat = work.placed.find(item.scan.money.amount) if item.scan.money else None
        if repeat is not None and item.reason not in ("rate", "cap"):
            ledger.claim(item.run, ClaimKind.REPEAT, repeat)
        else:
            ledger.leave(item.run, item.reason or "unknown", item.scan.money)
    _claim_text(work)
    _leave_sums_of_headings(work, layout, [*(r for r, _, _ in ledger.unplaced), *(i.run for i in sums)])
    runs = [r for b in layout.blocks for r in b.runs]
    listed = [r for r, _, _ in ledger.unplaced] + [i.run for i in sums]
    repeated = ledger.repeated
    runs += [*layout.overlong, *layout.furniture]
    most = len(ledger.unplaced) + MAX_UNPLACED
    unlisted = 0
    begins: list[tuple[Run, ScannedMoney]] = []  # the first such sum of each run
    for run, scan in loose_sums(runs, values, [*listed, *repeated]):
        repeat = work.placed.find(scan.money.amount) if scan.money else None
        if repeat is not None:
            ledger.claim(run.cut(scan.start, scan.end), ClaimKind.REPEAT, repeat)
        elif len(ledger.unplaced) < most:
            ledger.leave(run.cut(scan.start, scan.end), "background" if scan.money else "not_money", scan.money)
        else:
            if unlisted == MAX_COUNTED:
                break
            unlisted += 1
            if not begins or begins[-1][0] is not run:
                begins.append((run, scan))
    _list_numbers(work)
    claims = ledger.settle(work.document, values)
    unplaced = tuple(
        unplaced_of(run, reason, money) for run, reason, money in sorted(ledger.unplaced, key=lambda u: u[0].start)
    )
    diagnostics = [*work.spend.diagnostics, *work.outcomes.diagnostics, *work.diagnostics]
    diagnostics += _doubted_results(report, runs)
    diagnostics += [AMOUNT_UNPLACED.at(u.origin, printed=u.printed[:60], reason=u.reason) for u in unplaced]
    if unlisted:
        begun, scan = min(begins, key=lambda found: found[0].place_of(found[1].start))
        begin = begun.cut(scan.start, scan.end)
        diagnostics.append(
            AMOUNTS_UNLISTED.at(
                begin.origins()[0], count=f"{unlisted:,}" + " or" * (unlisted == MAX_COUNTED), printed=begin.text[:60]
            )
        )
    diagnostics += [TEXT_UNREAD.at(c.origin, text=c.origin.text[:80]) for c in claims if c.kind is ClaimKind.UNREAD]
    diagnostics += _headings_said(work)
    diagnostics += _several(work)
    return Assembled(report, tuple(diagnostics), claims, unplaced)


def _doubted_results(report: Report, runs: Sequence[Run]) -> list[Diagnostic]:
    """Say which sums among results can be read in more than one way."""
    measures = (m for s in report.statements for m in s.measures if m.unit is Unit.MONEY)
    told = {o.start for m in measures for o in m.origins}
    out = []
    for run in runs if told else ():
        for scan in run.sums:
            cut = run.cut(scan.start, scan.end) if scan.doubt else EMPTY
            if cut and cut.start in told:
                out.append(AMOUNT_UNCERTAIN.at(*cut.origins(), printed=cut.text, reason=scan.doubt))
    return out


def _leave_sums_of_headings(work: Work, layout: Layout, listed: Sequence[Run]) -> None:
    """List the sums of headings that stand nowhere else: a row that nobody read may look like one."""
    known = {(run.start, run.text) for run in listed}
    for block in layout.blocks:
        if block.kind is not BlockKind.HEADING:
            continue
        for run, money in work.placed.missing_of(block.run):
            if (run.start, run.text) not in known:
                work.ledger.leave(run, "heading", money)


def _list_numbers(work: Work) -> None:
    """List the sums of tables, and of lines that are nothing but a number, that no reading made anything of."""
    for section in work.sections:
        for block in section.blocks:
            if id(block) in work.done or (not block.run and block.kind is not BlockKind.TABLE):
                continue
            if block.kind is BlockKind.TABLE:
                runs = [c for g in block.grids[:1] for r in g.rows for c in r.cells if c]
            elif len(block.run.text) < 40:
                runs = [block.run]
            else:
                runs = [block.run.cut(m.start(1), m.end(1)) for m in _BARE_SUM.finditer(block.run.text)]
            for run in runs:
                scan = scan_cell(run.text) if _NUMBER.search(run.text) and len(run.text) < 40 else None
                if scan is not None and scan.kind == "sum" and not run.sums:
                    work.ledger.leave(run, "unknown", scan.money or scan.alternative)


_BARE_SUM = re.compile(r"(?<![\w£,.])(\d{1,3}(?:,\d{3})+(?:\.\d\d)?)(?![\w%,])(?!\s+[a-z])")
"""A number in running text that counts nothing printed behind it, and may be a sum without its sign."""
_NUMBER = re.compile(r"\d,\d{3}|\d{4,}|\d\.\d\d")


def _claim_text(work: Work) -> None:
    """Claim headings, form labels and paragraphs that were understood as no facts."""
    for section in work.sections:
        kind = ClaimKind.LABEL if section.is_known else ClaimKind.BACKGROUND
        work.ledger.claim(section.title, kind)
        if section.heading is not None:
            work.ledger.claim(section.heading.marker_run, ClaimKind.LABEL)
        understood = section.kind in ("background", "recommendation", "spend") or section is work.sections[0]
        for block in section.blocks:
            work.ledger.claim(block.marker_run, ClaimKind.LABEL)
            if block.kind is BlockKind.FIELD:
                work.ledger.claim(block.label, ClaimKind.LABEL)
                work.ledger.claim(block.run, ClaimKind.BACKGROUND)
            elif block.kind is BlockKind.TABLE:
                if understood and id(block) not in work.done and not work.outcomes.readings[id(block)].is_money:
                    for run in block.region:
                        work.ledger.claim(run, ClaimKind.BACKGROUND)
            elif understood or section.kind == "unknown":
                work.ledger.claim(block.run, ClaimKind.BACKGROUND)


def _headings_said(work: Work) -> list[Diagnostic]:
    out = []
    for section in work.sections[1:]:
        if section.is_known or section.heading is None or not section.blocks:
            continue
        inherited = section.kind != "unknown"
        kind = work.outcomes.kinds.get(id(section), "background")
        if not inherited:
            out.append(UNKNOWN_HEADING.at(*section.title.origins(), heading=section.title.text[:80], kind=kind))
    return out


def _several(work: Work) -> list[Diagnostic]:
    """Say where a second report seems to begin: the title comes again, with a table of its own under it."""
    head = work.head
    if head.title is None or head.organisation is None:
        return []
    for section in work.sections[1:]:
        for run in (section.title, *(b.run for b in section.blocks if b.kind is BlockKind.PARAGRAPH)):
            if run.text == head.title.value and run.start > head.title.run.start and _has_table_behind(work, run):
                return [SEVERAL_REPORTS.at(*run.origins(), heading=run.text)]
    return []


def _has_table_behind(work: Work, run: Run) -> bool:
    tables = [t for t in work.spend.tables if t.lines and t.lines[0].origins]
    before = any(t.lines[0].origins[0].start < run.start for t in tables)
    return before and any(t.lines[0].origins[0].start > run.start for t in tables)
