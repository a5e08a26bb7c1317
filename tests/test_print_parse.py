"""Print -> parse: a drawn report, printed in a drawn layout, is parsed back to the same report, or the doubt is said."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import attrs
import pytest
from hypothesis import assume, given

from pcc_report.model import (
    Allocation,
    Column,
    Figure,
    Measure,
    Money,
    NamedCell,
    OutcomeSection,
    OutcomeStatement,
    PartialDate,
    Period,
    Report,
    Role,
    SpendLine,
    SpendTable,
    Total,
    Unit,
)
from pcc_report.pipeline import parse, parse_text, read_document
from pcc_report.testing import (
    Form,
    HeadLayout,
    Layout,
    Notation,
    PageLayout,
    SectionLayout,
    Shape,
    Statements,
    TableLayout,
    drawn,
    essence,
    print_pdf,
    print_text,
    silent_errors,
)

HEADINGS = {Role.ALLOCATED: "Budget", Role.ACTUAL: "Actual", Role.VARIANCE: "Variance"}


def case(
    rows,
    roles=(Role.ACTUAL,),
    *,
    stub="Category",
    total="Total",
    subtotal=None,
    statements=(),
    table=None,
    head=None,
    bullet="- ",
    title="Financial return",
    allocation="line",
    columns=None,
    period="{first} to {last}",
    **changes,
):
    """Return the smallest report of these rows, (category, amount, ...), with a layout that prints it.

    A total is given for each column, and for each group where *subtotal* is its label; None is no total.
    """
    names = tuple(Column(heading=HEADINGS.get(r, r.value.capitalize()), kind="figure", role=r) for r in roles)
    columns = columns or (Column(heading=stub, kind="category"), *names)
    figures = [c for c in columns if c.kind == "figure"]
    lines = tuple(
        row if isinstance(row, SpendLine) else SpendLine(category=row[0], figures=tuple(map(figure, figures, row[1:])))
        for row in rows
    )
    last = () if total is None else (Total(label=total, figures=added(figures, lines)),)
    groups = () if subtotal is None else dict.fromkeys(x.group for x in lines if x.group)
    subtotals = tuple(
        Total(label=subtotal, group=g, figures=added(figures, [x for x in lines if x.group == g])) for g in groups
    )
    sections = tuple(
        OutcomeSection(heading=heading, statements=tuple(OutcomeStatement(text=t) for t in told))
        for heading, told in statements
    )
    report = Report(
        title="Dranoth Annual Report",
        organisation="Kelim Partnership",
        published=PartialDate(2014, 4),
        period=Period(dt.date(2013, 4, 1), dt.date(2014, 3, 31)),
        spend_tables=(SpendTable(title=title, columns=columns, lines=lines, totals=last, subtotals=subtotals),),
        outcome_sections=sections,
    )
    layout = Layout(
        head=head or HeadLayout(period=period),
        tables=(table or TableLayout(),),
        sections=(SectionLayout(bullet=bullet),) * len(sections),
        allocation=allocation,
    )
    return attrs.evolve(report, **changes), layout


def added(columns, lines):
    """Return the sum of each column."""
    amounts = [[f.money.amount for x in lines if (f := x.figures[n]).money] for n in range(len(columns))]
    return tuple(figure(c, sum(a, Decimal(0))) for c, a in zip(columns, amounts, strict=True))


def figure(column, amount):
    """Return one figure; None is no sum."""
    money = None if amount is None else Money(Decimal(amount))
    return Figure(role=column.role, period=column.period, money=money)


def granted(amount):
    """Return a report's one allocation."""
    return (Allocation(label="PCC Allocation", money=Money(Decimal(amount))),)


def grid(form=Form.TAB, **notation):
    """Return the layout of a table."""
    return TableLayout(form=form, notation=Notation(**notation))


TWO = (("Brenkol", 12000), ("Matu Voosk", 3400))
PLAN = (Role.ALLOCATED, Role.ACTUAL)
FORM = HeadLayout(form=": ")
RULED = grid(Form.MARKDOWN)


def nested(pair):
    """Return the report with its second statement below the first."""
    report, layout = pair
    (section,) = report.outcome_sections
    first, second, *others = section.statements
    told = (first, attrs.evolve(second, level=2), *others)
    return attrs.evolve(report, outcome_sections=(attrs.evolve(section, statements=told),)), layout


def in_clauses(pair):
    """Return the report with its statements as clauses."""
    report, layout = pair
    sections = tuple(
        attrs.evolve(s, statements=tuple(attrs.evolve(x, level=3) for x in s.statements))
        for s in report.outcome_sections
    )
    shown = tuple(attrs.evolve(s, statements=Statements.CLAUSES) for s in layout.sections)
    return attrs.evolve(report, outcome_sections=sections), attrs.evolve(layout, sections=shown)


def measured(pair):
    """Return the report with a table of two measures in each section."""
    report, layout = pair
    names = ("Indicator", "Target", "Actual")
    sections = []
    for section in report.outcome_sections:
        rows = ((f"{section.heading} gaitskel", "85", "19"), (f"{section.heading} tobfon", "79", "95"))
        told = tuple(
            OutcomeStatement(
                text=" | ".join(row),
                cells=tuple(NamedCell(column=n, text=t) for n, t in zip(names, row, strict=True)),
                measures=tuple(Measure(value=Decimal(t), unit=Unit.COUNT) for t in row[1:]),
            )
            for row in rows
        )
        sections.append(attrs.evolve(section, statements=told))
    shown = tuple(attrs.evolve(s, statements=Statements.TABLE) for s in layout.sections)
    return attrs.evolve(report, outcome_sections=tuple(sections)), attrs.evolve(layout, sections=shown)


def misprinted(pair):
    """Return the pair with some pounds too many in each total."""
    report, layout = pair
    (table,) = report.spend_tables
    totals = tuple(
        attrs.evolve(t, figures=tuple(attrs.evolve(f, money=Money(f.money.amount + 7)) for f in t.figures))
        for t in table.totals
    )
    return attrs.evolve(report, spend_tables=(attrs.evolve(table, totals=totals),)), layout


def paged(pair, page):
    """Return the pair with other pages."""
    report, layout = pair
    return report, attrs.evolve(layout, page=page)


def listed(shape, *lines, title="Grants awarded", total=None, statements=(), total_at="last", allocations=(), **shown):
    """Return a report of sums in a shape that is no table."""
    columns = (Column(heading="", kind="figure", role=Role.ALLOCATED),)
    return case(
        lines,
        columns=columns,
        title=title,
        total=total,
        statements=statements,
        table=TableLayout(shape=shape, total=total_at, **shown),
        allocations=allocations,
    )


def line(category, amount, **more):
    """Return a line of one allocated sum."""
    return SpendLine(category=category, figures=(Figure(role=Role.ALLOCATED, money=Money(Decimal(amount))),), **more)


def counted(recipient, category, *amounts, group=None):
    """Return a line of two years and a number of projects."""
    return SpendLine(
        category=category,
        recipient=recipient,
        group=group,
        figures=tuple(map(figure, YEARS[2:], amounts)),
        cells=(NamedCell(column="Number of projects", text="57"),),
    )


SPENT = Column(heading="Actual", kind="figure", role=Role.ACTUAL)


def funded(category, *amounts):
    """Return a line of a group, with a budget and what was spent of it."""
    return SpendLine(category=category, group="Trainrin", figures=tuple(map(figure, (GROUPED[-1], SPENT), amounts)))


MATCH = Column(heading="Match funding", kind="figure", role=Role.MATCH_FUNDING)
FOR = (NamedCell(column="", text="for kelim dothel"),)
YEARS = tuple(
    Column(heading=HEADINGS[role], kind="figure", role=role, period=Period.financial_year(year))
    for role in PLAN
    for year in (2012, 2013)
)
GROUPED = (
    Column(heading="Fund name", kind="group"),
    Column(heading="Project", kind="category"),
    Column(heading="Budget", kind="figure", role=Role.ALLOCATED),
)

SOUND = {
    "tab": case(TWO),
    "pipe": case(TWO, table=grid(Form.PIPE)),
    "markdown": case(TWO, table=grid(Form.MARKDOWN)),
    "drawn with dashes and pipes": case(TWO, table=grid(Form.BOXED)),
    "one cell a line, a pipe behind each": case(TWO, table=grid(Form.BARS)),
    "two columns, aligned": case(
        (("Brenkol", 12000, 11000), ("Matu Voosk", 3400, 3900)), PLAN, table=grid(Form.ALIGNED)
    ),
    "a form of made-up words": case(
        (("Baba", 10000), ("Bababa", 12000)),
        stub="",
        head=HeadLayout(form=": ", period="{start}/{short}"),
        title="Financial return",
        organisation="Baba",
    ),
    "a form whose first line is as wide as the text": case(
        TWO, head=FORM, organisation="Wondnoond Skaikvoom Glaibkream"
    ),
    "the lines of a form flow together where the first is as wide as the text": case(
        TWO, head=FORM, organisation="Vamomend Staindreanstek Mendfitosk & Lildootfa"
    ),
    "bullets": case(TWO, statements=(("Trelm", ("Voosk kelim dor.", "Matu brenk doth")),)),
    "the heading of the only column of sums, aligned, is taken for the heading of the table": case(
        (("Babak", 100000), ("Bafa", 100000)),
        stub="",
        table=grid(Form.ALIGNED, scale=1_000_000, unit=" (£m)"),
    ),
    "an empty cell in an aligned table, and the sums beside it join": case(
        (("Padbam Fafobak Fadask", 100, 100), ("Babboo Babakbab Deabab Kababan", None, 100)),
        PLAN,
        stub="Project",
        total="",
        table=grid(Form.ALIGNED),
    ),
    "a line that is the sum of the lines above is a sub-total, though the total proves it a line": case(
        (("Brenkol", 10000), ("Matu", 15000), ("Voosk", 25000))
    ),
    "pounds and pence need not add up below a pound: a line of £1 is the sum of two of £1": case(
        (("Babo", 1), ("Babask", 1), ("Bada", 1)), table=grid(pence=True)
    ),
    "an allocation of £1 above a table is one of its lines, as the total is right to the pound": case(
        (("Babbaba", 1), ("Baba", 1)), (Role.MATCH_FUNDING,), stub="", allocations=granted(1)
    ),
    "the only item of a numbered list, without a full stop, is taken for a heading": case(
        TWO, statements=(("Moodfel", ("Lenkrub brea",)), ("Krunpean", ("Geamte vob.",))), bullet="1. "
    ),
    "the last item of a numbered list, without a full stop, is taken for a heading": case(
        TWO,
        statements=(("Moodfel", ("Lenkrub brea.", "Toomaith dubnak")), ("Krunpean", ("Geamte vob.",))),
        bullet="1) ",
    ),
    "of two rows of headings, the last period goes to the first role": case(
        (("Brenkol", 45, 300, 70, 90), ("Voosk", 271, 196, 11, 130)),
        columns=(Column(heading="Project", kind="category"), *YEARS),
        table=TableLayout(header=2),
        period="{start}/{short}",
    ),
    "a space for the thousands, outside of cells, ends the sum": listed(
        Shape.LIST,
        line("Brenkol", "1024.29"),
        line("Voosk Matu", "170568.29"),
        notation=Notation(pence=True, thousands=" "),
    ),
    "a fund, its sum and what it is for, as a paragraph, is an allocation without a name": listed(
        Shape.FUNDS,
        line("Brenkol", 12000, description="Voosk the matu."),
        line("Doth", 3000, description="Matu the dor."),
    ),
    "a sum to a body for a project: the body is read as part of the project": listed(
        Shape.BULLETS, line("Raibtrea", 27, recipient="Krurki"), line("Gluxzund", 19, recipient="Peandfan")
    ),
    "a list with its total below: the heading is taken for a group": listed(
        Shape.BULLETS, line("Brenkol Dor", 185), line("Feabkrot", 1024), separator=": ", total="Total"
    ),
    "groups of a list without a total are a table each": listed(
        Shape.LIST,
        line("Gleskvel", 100, group="Fatvoosk"),
        line("Doth", 230, group="Fatvoosk"),
        line("Tremtrit", 16, group="Vookwair"),
        line("Brenk", 48, group="Vookwair"),
    ),
    "sub-totals of groups in a column are of no group": case(
        (
            line("Brenkol", 100, group="Baba"),
            line("Voosk", 250, group="Baba"),
            line("Matu", 80, group="Doth"),
            line("Kreb", 45, group="Doth"),
        ),
        columns=GROUPED,
        subtotal="Sub-total",
        table=TableLayout(groups="column"),
    ),
    "a piped table without a first heading, its lines ending in blanks: the headings are moved": paged(
        case(
            (
                SpendLine(category="Kaikzoxru", description="Pugomtrim glut", figures=(figure(MATCH, 612275),)),
                SpendLine(category="Paindbea", description="Stummaib skisk", figures=(figure(MATCH, 303),)),
            ),
            columns=(
                Column(heading="", kind="category"),
                MATCH,
                Column(heading="Brief description", kind="description"),
            ),
            table=grid(Form.PIPE),
        ),
        PageLayout(trailing=True),
    ),
    "a list is titled by the sentence before it, or, without one, by the report": listed(
        Shape.LIST, line("Wundkur", 25971), line("Webkor", 6), separator=" = "
    ),
    "an unlabelled total below the headings is read as headings, without a word": case(
        (("Brenkol", 62, 634), ("Globplek", 43517, 108)),
        PLAN,
        total="",
        table=TableLayout(form=Form.ALIGNED, total="first", is_told=False),
    ),
    "the last line of a form without colons is a heading, and its period that of the sums below": case(
        TWO,
        head=HeadLayout(form="  ", labels=("Report of", "Title", "Date", "Reporting period")),
        allocations=granted(1000),
        allocation="The PCC gave the partnership a grant of {sum}.",
    ),
    "a page that ends in the title block, and its number, end it": paged(
        case(TWO, period="{start}/{short}"), PageLayout(footer="{page}", length=5)
    ),
    "a sum alone on its line loses its last digit to a name": listed(
        Shape.CHART, line("Trimmik Fren", 9121), line("Glaikdoom", 74), line("Teampem", 383585), is_told=False
    ),
    "a total in the heading of a list of sums to bodies is lost, without a word": listed(
        Shape.BULLETS,
        line("Raibtrea Skead", 2700, recipient="Krurki"),
        line("Gluxzund", 1900, recipient="Peandfan"),
        title="Grants awarded (£4,600)",
        total="",
        total_at="heading",
    ),
    "funds: a space for the comma ends the sum; a section above gives them its role": listed(
        Shape.FUNDS,
        line("Tutkon", "759.23", description="Troonpoob kaibnub."),
        line("Kronddenb", "91965.69", description="Zeddukd zaimbret."),
        title="Projects funded",
        notation=Notation(pence=True, thousands=" "),
    ),
    "a page's number behind the last line of a page is a result": paged(
        case(TWO, statements=(("Trelm", ("Voosk kelim dor.", "Brenk kreb.")),)),
        PageLayout(below=("Cookie policy",), footer="{page}", length=60),
    ),
    "a list of groups with a total alone below it": listed(
        Shape.LIST,
        line("Roskmoplin", 68, group="Droorom Tiskploo"),
        line("Vendmut", 3627, group="Droorom Tiskploo"),
        line("Lamku Vimgot", 18602408, group="Waitskok"),
        separator=" — ",
        total="",
    ),
    "bullets with an unlabelled total alone below them": listed(
        Shape.BULLETS, line("Brenkol Dor", 185), line("Feabkrot", 1024), separator=": ", total=""
    ),
    "a list with a heading and a sentence before it": listed(
        Shape.BULLETS,
        line("Roxskith", 589),
        line("Gondfok Guskzaim", 3),
        intro="The following awards were made:",
        separator=": ",
    ),
    "a title printed twice on a page of several": paged(
        case(
            TWO,
            statements=(("Trelm", ("Voosk kelim dor.", "Brenk kreb.")),),
            head=HeadLayout(times=2),
        ),
        PageLayout(length=8),
    ),
    "labelled blocks, the last with what it is for": listed(
        Shape.BLOCKS,
        line("Noodtot", 83, recipient="Tadtrad", description="Damdu mooskdik."),
        line("Gaitlail", 904, recipient="Drabplek", description="Todstool gleathdair."),
        statements=(("Trelm", ("Voosk kelim dor.",)),),
    ),
    "a numbered item with items below it, first in its section": nested(
        case(TWO, statements=(("Trelm", ("Voosk kelim dor", "Matu brenk.", "Doth vool kreb.")),), bullet="1) ")
    ),
    "clauses behind a list of other bullets": in_clauses(
        listed(
            Shape.AWARDS,
            line("Raibtrea", 27, recipient="Krurki", cells=FOR),
            line("Gluxzund", 19, recipient="Peandfan", cells=FOR),
            title="Dranoth Annual Report",
            statements=(("Trelm", ("Voosk kelim dor.",)),),
            bullet="* ",
        )
    ),
    "unlabelled sub-totals, one of a group of one line": case(
        (line("Brenkol", 100, group="Baba"), line("Voosk", 250, group="Baba"), line("Matu", 80, group="Doth")),
        columns=GROUPED[1:],
        subtotal="",
    ),
    "groups under a heading with their total, an allocation told before them": listed(
        Shape.LIST,
        line("Gleskvel", 100, group="Fatvoosk"),
        line("Doth", 230, group="Fatvoosk"),
        line("Tremtrit", 16, group="Vookwair"),
        title="Grants awarded (£346)",
        total="",
        total_at="heading",
        allocations=granted(500),
    ),
    "labelled blocks over several pages": paged(
        listed(
            Shape.BLOCKS,
            line("Noodtot", 83, recipient="Tadtrad", description="Damdu mooskdik."),
            line("Gaitlail", 904, recipient="Drabplek", description="Todstool gleathdair."),
            line("Vendrik", 51, recipient="Koskal", description="Matu the dor."),
            statements=(("Trelm", ("Voosk kelim dor.",)),),
        ),
        PageLayout(length=8, footer="Page {page} of {pages}"),
    ),
    "a sum wrapped to a line of its own, under the words of its item": paged(
        listed(
            Shape.BULLETS,
            line("Dreaskvek Kaitwib and Tundman Woomplood", 131072, description="trembimdik, plaixvor and dritplox"),
            line("Bribpem", 4572, description="zithleathla, gookoor and stukvid"),
            separator=" – ",
        ),
        PageLayout(wrap=76),
    ),
    "one cell a line, sums of no thousands: a sum of nothing is taken for a unit, and ends the headings": case(
        (("Brenkol", 21000, 94000), ("Voosk", 0, 19000), ("Matu Kreb", 0, 164000)),
        PLAN,
        title="Expenditure",
        table=grid(Form.CELLS, scale=1000, unit="K", behind=True),
    ),
    "one cell a line, units in a row of their own: they are taken for the labels": case(
        (("Brenkol", 21000, 94000), ("Voosk", 8000, 19000)),
        PLAN,
        table=TableLayout(form=Form.CELLS, unit="row", notation=Notation(scale=1000, unit="£000s")),
    ),
    "blanks between cells, millions in words: the sums of a row are one cell": case(
        (("Brenkol", 2976000, 366000), ("Voosk", 1000, 253000), ("Matu Kreb", 71000, -380000)),
        PLAN,
        table=grid(Form.SPACED, scale=1_000_000, unit="million", behind=True),
    ),
    "blanks between cells: two headings that are one phrase are one heading": case(
        (("Brenkol", 100, 50), ("Voosk", 250, 120), ("Matu", 80, 45)),
        (Role.ALLOCATED, Role.VARIANCE),
        title="Use of funding",
        table=grid(Form.SPACED),
    ),
    "blanks between cells: two rows under their headings are too few for a table": case(
        (("Brenkol", "10.96", "1.54"), ("Voosk", "46.35", "12.37")),
        PLAN,
        total=None,
        table=grid(Form.SPACED, sign="", pence=True),
    ),
    "blanks between cells: a row alone on its page is parted from those under the headings over the page": paged(
        case(
            (("Brenkol", 2508, 10689), ("Voosk", 1024, 59), ("Matu", 206, 262143), ("Kreb", 233, 15199)),
            (Role.COMMITTED, Role.ACTUAL),
            stub="Type of Funding",
            total=None,
            table=grid(Form.SPACED),
            allocations=granted(48364),
            statements=(("Trelm", ("Voosk kelim dor.",)),),
        ),
        PageLayout(footer="Page {page} of {pages}", length=14, repeats=True),
    ),
    "aligned: a column that one row alone fills is joined to the one beside it": case(
        (
            ("Kaikzoxru", 100, None, None),
            ("Paindbealoot", 0, 92, None),
            ("Kranstir", 1379, 43884, None),
            ("Botgibtu", 55, 19407, 0),
        ),
        (Role.ALLOCATED, Role.ACTUAL, Role.COMMITTED),
        total=None,
        table=grid(Form.ALIGNED),
    ),
    "aligned: headings again over the page are the end of the labels above them": paged(
        case(
            (
                ("Glaithfeask Plealobbool (stubzeak)", 2956, 73),
                ("Poleathplooth Wedkumgaid", 30, 32),
                ("Koolesk Krarplu", 12, 55),
                ("Faindskend Fethkabrea Dilskirlak", 79663, 533524),
                ("Berzailraim", 241, 700),
            ),
            PLAN,
            table=grid(Form.ALIGNED),
        ),
        PageLayout(footer="{page} | P a g e", length=15, repeats=True),
    ),
    "between tabs: empty cells are squeezed out where the headings have none": misprinted(
        case(
            (
                funded("Brenkol", 327000, None),
                funded("Voosk", None, 613741),
                funded("Matu", 71000, None),
                funded("Kreb", None, 13000),
            ),
            columns=(*GROUPED, SPENT),
            table=TableLayout(groups="column"),
        )
    ),
    "one cell a line: headings again, in the middle of a row, are running heads": paged(
        case(
            (
                ("Zimtraitkin", 21700, 71742, 2),
                ("Biskdrem", 0, 42, 0),
                ("Rarath", 17, 29, 445),
                ("Kenkaind", 1, 16747, 3),
            ),
            (Role.ALLOCATED, Role.VARIANCE, Role.COMMITTED),
            total=None,
            table=grid(Form.CELLS),
        ),
        PageLayout(footer="Page {page}", length=14, repeats=True),
    ),
    "one cell a line: the only heading over sums says the same as that of the table": paged(
        case(
            (("Beardearbond", 47565), ("Vepanddux", 1543), ("Trikfir", 39), ("Bromdra", 4486)),
            title="Expenditure",
            columns=(
                Column(heading="Area of spend", kind="category"),
                Column(heading="Expenditure", kind="figure", role=Role.ACTUAL),
            ),
            total=None,
            table=grid(Form.CELLS),
        ),
        PageLayout(footer="Page {page}", length=13, repeats=True),
    ),
    "one cell a line: a sum at the head of a page is a page's number": paged(
        case(
            (("Krotvax", 17331), ("Tootploolskat", 61), ("Brithvevend", 52), ("Zaikskosk", 446840)),
            (Role.MATCH_FUNDING,),
            table=grid(Form.CELLS, sign=""),
        ),
        PageLayout(footer="Page {page}", length=15),
    ),
    "a pipe behind each cell: headings again, in the middle of a row, are a line": paged(
        case(
            (("Sturlox", 5, 254376, 221473), ("Zetzeand", 23, 11308, 208), ("Baltoob", 7, 30, 12)),
            (Role.ACTUAL, Role.VARIANCE, Role.FORECAST),
            stub="",
            table=grid(Form.BARS),
        ),
        PageLayout(footer="OFFICIAL", length=16, repeats=True),
    ),
    "a pipe behind each cell: a table of nine columns": case(
        (("Drealweartroob", 1, 74, 5363, 7, 8, 9, 10, 11), ("Trodteax", 6796, 190, 273, 4, 5, 6, 7, 8)),
        (*PLAN, Role.COMMITTED, Role.INCOME, Role.FORECAST, Role.VARIANCE, Role.MATCH_FUNDING, Role.CARRIED_FORWARD),
        table=grid(Form.BARS),
    ),
    "a pipe behind each cell: a page's number with a pipe of its own": paged(
        case(
            (("Brenkol", 45, 300, 70, 90), ("Voosk", 271, 196, 11, 130)),
            columns=(Column(heading="Project", kind="category"), *YEARS),
            table=TableLayout(form=Form.BARS, header=2),
        ),
        PageLayout(footer="{page} | P a g e", length=16, repeats=True),
    ),
    "piped: a row alone on its page, its first and last cells empty": paged(
        case(
            (
                counted("Baba Dendfith", "Glookwoobex", 475, 268, group="Fatvoosk"),
                counted("Baba Dendfith", "Krondglimdex", 247, 18828, group="Fatvoosk"),
            ),
            columns=(
                GROUPED[0],
                Column(heading="Recipient", kind="recipient"),
                GROUPED[1],
                *YEARS[2:],
                Column(heading="Number of projects", kind="other"),
            ),
            table=TableLayout(form=Form.PIPE, groups="column", header=2),
            total="",
            period="{start}/{short}",
        ),
        PageLayout(footer="{page}", length=14),
    ),
    "aligned: sub-totals without labels end the sums above them, of thousands": case(
        (
            line("Treatskanskoox Mabrux", 13276000, group="Baba"),
            line("Plealkrib", 2000, group="Doth"),
            line("Loomdrattaisk", 45000, group="Kelim"),
        ),
        columns=GROUPED,
        subtotal="",
        total=None,
        table=TableLayout(form=Form.ALIGNED, groups="column", notation=Notation(scale=1000, unit="K", behind=True)),
    ),
    "a sub-total without a label, of nothing, is a line": case(
        (
            line("Steadbeak", 0, group="Zandzi"),
            line("Plultraibgle", 2074, group="Trarkroon"),
            line("Doth", 100, group="Trarkroon"),
            line("Matu", 0, group="Kelim"),
            line("Kreb", 0, group="Kelim"),
        ),
        columns=GROUPED,
        subtotal="",
        table=TableLayout(groups="column"),
    ),
    "one cell a line: a sum that may be a year ends the figures": case(
        (("Zomni", 2076, 24036, 132), ("Glimtol", 1006, 243, 9), ("Stoombruk", 34385, 1000, 30), ("Gix", 5, 7, 2014)),
        (Role.ALLOCATED, Role.ACTUAL, Role.INCOME),
        total=None,
        table=grid(Form.CELLS, sign="", commas=False),
    ),
    "one cell a line: a sum below zero, a blank behind its sign, is a list of sums": case(
        (("Brenkol", 202000, -202000), ("Voosk", 21844000, -21817000), ("Matu", 824000, 810000)),
        (Role.ALLOCATED, Role.VARIANCE),
        total=None,
        table=grid(Form.CELLS, negative="- {}", scale=1000, unit="K", behind=True),
    ),
    "one cell a line: cells without a sum at the heads of pages are running heads": paged(
        case(
            tuple((name, 100, 50 + n if n % 2 else None) for n, name in enumerate(("Brenkol", "Voosk", "Matu") * 2, 1)),
            PLAN,
            total=None,
            table=grid(Form.CELLS, none="n/a"),
        ),
        PageLayout(footer="Page {page}", length=6),
    ),
    "blanks between cells: nothing and the sum behind it are one sum": case(
        (("Brenkol", 7473, 78, 129), ("Voosk", 405050, 0, 425), ("Matu", 999999, 0, 99999), ("Kreb", 55096, 733, 4217)),
        (Role.ALLOCATED, Role.COMMITTED, Role.MATCH_FUNDING),
        table=grid(Form.SPACED, nil="£0", sign=""),
    ),
    "aligned: a year in which nothing was spent is no column of sums, its role the heading of the table": case(
        (
            SpendLine(
                category="Skummak Zeanlun",
                figures=(figure(YEARS[2], 31), figure(YEARS[3], 0)),
                cells=(NamedCell(column="Number of projects", text="54"),),
            ),
            SpendLine(
                category="Stitreax",
                figures=(figure(YEARS[2], 148), figure(YEARS[3], 0)),
                cells=(NamedCell(column="Number of projects", text="11"),),
            ),
        ),
        columns=(
            Column(heading="Project", kind="category"),
            *(attrs.evolve(c, heading="Actual spend of the grant") for c in YEARS[2:]),
            Column(heading="Number of projects", kind="other"),
        ),
        table=TableLayout(form=Form.ALIGNED, header=2, notation=Notation(nil="-")),
        period="{start}/{end}",
    ),
    "aligned: a group between the only heading and the first sum is the heading of the table": paged(
        case(
            (
                SpendLine(category="Breabledged Ranfeath", group="Fitwun", figures=(figure(MATCH, 6953),)),
                SpendLine(category="Madnadloo", group="Fitwun", figures=(figure(MATCH, 182),)),
                SpendLine(category="Poondkood", group="Bookstaisk", figures=(figure(MATCH, 745),)),
                SpendLine(category="Beakpesk Brumtrea", group="Bookstaisk", figures=(figure(MATCH, 422),)),
            ),
            columns=(Column(heading="", kind="category"), MATCH),
            table=grid(Form.ALIGNED),
        ),
        PageLayout(footer="Page {page}", length=14, repeats=True),
    ),
    "aligned: two rows of headings without one over the labels, the upper is the heading of the table": case(
        (("Faitkreab Vemlain", 82300, 10), ("Skukbrom", 1437, 571812)),
        columns=(Column(heading="", kind="category"), *(attrs.evolve(c, heading="Actual spend") for c in YEARS[2:])),
        table=TableLayout(form=Form.ALIGNED, header=2),
        period="{start}/{end}",
    ),
    "aligned: the heading of a group goes on the longest label above it, though its sub-total adds up": case(
        (
            line("Nimmudplask Fiskwoo Teardraxvun Peaskteanfod", 3921),
            line("Rublootneax", 15, group="Drondstoxlat"),
            line("Kolsteandmeax", 30822, group="Drondstoxlat"),
        ),
        columns=GROUPED[1:],
        subtotal="Sub total",
        table=grid(Form.ALIGNED),
    ),
    "one cell a line: headings again behind the label of a total are those of a table of its own": paged(
        case(
            (("Rairzaik", 76, 56), ("Kedgond", 328, 54283), ("Vandstoox", 1720, 78)),
            (Role.MATCH_FUNDING, Role.VARIANCE),
            table=TableLayout(form=Form.CELLS, total="first"),
        ),
        PageLayout(footer="Page {page}", length=14, repeats=True),
    ),
    "a pipe behind each cell: few lines and a page's number on a page": paged(
        case(
            (("Dreatmand", 1), ("Niltoopler", 381409), ("Voosk", 12)),
            (Role.FORECAST,),
            stub="Nature of Project",
            table=grid(Form.BARS),
        ),
        PageLayout(footer="{page} | P a g e", length=12),
    ),
    "a pipe behind each cell: sums that count on are page numbers": case(
        (("Brenkol", 62, 1000, 5), ("Voosk", 31, 1001, 7), ("Matu Kreb", 12, 1002, 40)),
        (*PLAN, Role.COMMITTED),
        table=grid(Form.BARS, sign=""),
        total=None,
    ),
    "piped: headings alone on their page are a menu": paged(
        case(
            (("Storkak", 47, 3, 5), ("Ritkreand", 1317, 4, 6), ("Farneath", 281, 9, 8)),
            (Role.MATCH_FUNDING, Role.COMMITTED, Role.INCOME),
            title="Expenditure",
            table=grid(Form.PIPE),
        ),
        PageLayout(footer="OFFICIAL", length=11),
    ),
    "aligned: a last sum with a blank for the comma is two numbers": case(
        (("Feakgoddod", 826), ("Gimplooxrot Dradzut", 1307396), ("Krelbrixve", 2941)),
        (Role.VARIANCE,),
        table=grid(Form.ALIGNED, sign="", thousands=" "),
    ),
    "a total without a label above its lines, among sub-totals without labels, is a line": case(
        (
            line("Woxlix", 5000),
            line("Geanddoo", 1718, group="Glorskoon"),
            line("Zunkosk", 2677, group="Glorskoon"),
            line("Genkrexgoosk", 6470, group="Staithtrab"),
            line("Broothketh", 7864, group="Staithtrab"),
        ),
        columns=GROUPED[1:],
        subtotal="",
        total="",
        table=TableLayout(form=Form.PIPE, total="first", is_told=False),
    ),
    "between tabs: empty cells are squeezed out below two rows of headings": misprinted(
        case(
            (("Brenkol", 36, None, 612, None), ("Voosk", None, 48470, None, 31), ("Matu", 5, None, None, 1437)),
            columns=(Column(heading="Project", kind="category"), *YEARS),
            table=TableLayout(header=2),
            period="{start}/{short}",
        )
    ),
    "Markdown: two lines of headings again over the page are those of another table": paged(
        case(
            (("Brenkol", 412000, 134501000), ("Voosk", 88000, 460867000), ("Matu", 36600000, 74000)),
            columns=(Column(heading="Project", kind="category"), *YEARS[2:]),
            table=TableLayout(form=Form.MARKDOWN, header=2, unit="row", notation=Notation(scale=1000, unit="£000s")),
            total=None,
            period="{start}/{short}",
        ),
        PageLayout(footer="Page {page}", length=16, repeats=True),
    ),
    "one cell a line: nothing, and the page numbers that count on from it, are page numbers": paged(
        case(
            (("Brenkol", 0, 38893), ("Voosk", 689, 13), ("Matu", 58, 56774)),
            PLAN,
            total=None,
            table=grid(Form.CELLS, mixed=True),
            statements=(
                ("Trelm", ("Voosk kelim dor.", "Matu brenk doth.", "Vool kreb.")),
                ("Krunpean", ("Geamte vob.",) * 4),
            ),
        ),
        PageLayout(footer="{page}", length=24),
    ),
    "a pipe behind each cell: a page ends behind the empty cell below the headings": paged(
        case(
            (("Bramska", 47, 26643, 3), ("Nerkra", 173, 1268, 17), ("Gulvaib", 48, 56094, 13)),
            (Role.ALLOCATED, Role.COMMITTED, Role.VARIANCE),
            total="",
            table=TableLayout(form=Form.BARS, total="first", is_told=False),
        ),
        PageLayout(footer="Page {page}", length=15, repeats=True),
    ),
    "a total without a label above its lines, each with one sum, is a line": case(
        (("Londplek", None, 45), ("Stakbrar", 563, None)),
        PLAN,
        total="",
        table=TableLayout(total="first", is_told=False),
    ),
    "blanks between cells: of two phrases that share a word the first takes it": case(
        (("Brenkol", 100, 90, 10), ("Voosk", 250, 120, 130), ("Matu", 80, 45, 35)),
        columns=(
            Column(heading="Category", kind="category"),
            Column(heading="Outturn", kind="figure", role=Role.ACTUAL),
            Column(heading="Forecast outturn", kind="figure", role=Role.FORECAST),
            Column(heading="Committed", kind="figure", role=Role.COMMITTED),
        ),
        table=grid(Form.SPACED),
    ),
    "aligned: the first sum of a row without a label numbers the row": case(
        (
            SpendLine(
                category="Nutreaxzeask Fam",
                group="Moomred",
                figures=(figure(GROUPED[-1], "0.06"), figure(SPENT, "2.11")),
            ),
            SpendLine(category="Zond", group="Rothkral", figures=(figure(GROUPED[-1], "9.49"), figure(SPENT, "8.64"))),
        ),
        columns=(*GROUPED[1:], SPENT),
        subtotal="",
        total=None,
        table=TableLayout(form=Form.ALIGNED, notation=Notation(pence=True, sign="")),
    ),
    "aligned: a total without a label goes on in the headings of quarters above it": case(
        (("Pliskglo", 393920, 1504), ("Wooknaith", 314, 773)),
        columns=(
            Column(heading="Nature of Project", kind="category"),
            *(
                Column(heading=f"Q{n} Actual", kind="figure", role=Role.ACTUAL, period=Period.quarter(2013, n))
                for n in (1, 2)
            ),
        ),
        total="",
        table=TableLayout(form=Form.ALIGNED, total="first", is_told=False),
    ),
    "one cell a line: the only sum of a row may be a year, and heads a group": case(
        (("Skitoon", 2331), ("Stonplud", 100), ("Brootvait", 2004), ("Kroodloon", 58), ("Draskfeax", 65973)),
        (Role.MATCH_FUNDING,),
        table=grid(Form.CELLS, mixed=True, commas=False),
    ),
    "one cell a line: a first heading that labels forms, and a unit, are a field of a form": case(
        (("Winninstan", 3249000), ("Boonkut", 25595000), ("Leatvun", 709000)),
        stub="Project",
        head=HeadLayout(form=":\n"),
        table=grid(Form.CELLS, scale=1_000_000, unit=" (£m)"),
    ),
    "one of two columns of sums holds nothing: it counts things": case(
        (("Rothkral", 52149, 0), ("Rurfoth", 211, 0)), PLAN, table=grid(nil="nil"), total=None
    ),
}
"""The smallest report in each form, and each that was once parsed wrongly, named after what went wrong."""


def parsed(pair):
    """Return what is parsed of the text that a pair prints."""
    return parse_text(print_text(*pair))


def wrong(pair, result):
    """Return whether a report is parsed wrongly: not the same, where the page tells all, or wrong without a word."""
    report, layout = pair
    return bool(silent_errors(report, result)) or (layout.is_told and essence(report) != essence(result.report))


@pytest.mark.parametrize("pair", SOUND.values(), ids=SOUND)
def test_small_reports_are_parsed_back(pair):
    """The smallest report in each form is the same again."""
    assert not wrong(pair, parsed(pair))


# ---------------------------------------------------------------- what is known to be parsed wrongly


@attrs.frozen
class Known:
    """A way in which reports are parsed wrongly today: the smallest report of it, and which others it covers."""

    pair: tuple[Report, Layout]
    covers: Callable[[Report, Layout], bool]


def tables(covers):
    """Return whether a report has a table that *covers* is true of."""
    return lambda report, layout: any(map(covers, report.spend_tables, layout.tables))


KNOWN: dict[str, Known] = {}
"""What is known to be parsed wrongly, most silent first; an entry whose report is parsed right is to go."""


def marked(known):
    """Return the parameters of a test that must fail."""
    return [pytest.param(k.pair, id=why, marks=pytest.mark.xfail(strict=True)) for why, k in known.items()]


@pytest.mark.parametrize("pair", marked(KNOWN))
def test_known_failures(pair):
    """What is known to be parsed wrongly is mended before anything else."""
    assert not wrong(pair, parsed(pair))


def is_known(pair, known):
    """Whether a drawn report has something in it that is known to be parsed wrongly."""
    return any(k.covers(*pair) for k in known.values())


@pytest.mark.parametrize("known", [pytest.param(k, id=why) for why, k in KNOWN.items()])
def test_known_failures_cover_themselves(known):
    """What is kept out of the drawn reports holds the report that shows why."""
    assert is_known(known.pair, {"": known})


# ---------------------------------------------------------------- the laws


@given(drawn())
def test_what_is_printed_is_parsed(pair):
    """Any drawn report, in any drawn layout, is parsed back to the same report."""
    report, layout = pair
    assume(layout.is_told and not is_known(pair, KNOWN))

    assert essence(report) == essence(parsed(pair).report)


@given(drawn())
def test_what_is_parsed_wrongly_is_said(pair):
    """No sum of a drawn report is lost, invented or misplaced without a doubt about it, even where nobody can be sure."""
    assume(not is_known(pair, KNOWN))

    assert silent_errors(pair[0], parsed(pair)) == ()


KNOWN_PDF = {
    "a table that goes over pages: its headings are a section, its last row a running foot": Known(
        paged(
            measured(case(TWO, statements=(("Trelm", ()), ("Voosk Dor", ()), ("Kreb", ())), table=RULED)),
            PageLayout(length=12),
        ),
        lambda report, layout: len(read_document(print_pdf(report, layout)).pages) > 1,
    ),
    "a list under headings of groups, or with its total in its heading, falls apart": Known(
        listed(
            Shape.LIST,
            line("Gathzud Gamglond", "11.29", group="Reaskbrogok Vondstab"),
            line("Wutmut Glefaib", "0.17", group="Reaskbrogok Vondstab"),
            line("Bunmebwom Zednat", "5.07", group="Pethwer Pasksteat"),
            notation=Notation(pence=True),
            separator="—",
        ),
        tables(lambda _, shown: shown.shape is Shape.LIST),
    ),
    "a form without colons, a blank between label and value, is no form": Known(
        case(TWO, head=HeadLayout(form="  "), table=RULED),
        lambda _, layout: layout.head.form == "  ",
    ),
    "bullets that end in sums are rows of a table": Known(
        case(
            TWO,
            statements=(
                ("Trelm", ("Voosk kelim dor dothel at a mean cost of £2,109.", "Matu kreb at a mean cost of £45")),
            ),
            bullet="• ",
            table=RULED,
        ),
        lambda report, _: any("£" in s.text for s in report.statements),
    ),
}
"""What is parsed wrongly from PDF, though not from text."""


@pytest.mark.parametrize("pair", marked(KNOWN_PDF))
def test_known_failures_of_pdf(pair):
    """What is known to be parsed wrongly from PDF is mended before anything else."""
    assert not wrong(pair, parse(print_pdf(*pair)))


@given(drawn(forms=(Form.MARKDOWN,)))
def test_what_is_printed_as_pdf_is_parsed(pair):
    """Any drawn report, printed as PDF with a ruled table, is parsed back to the same report."""
    report, layout = pair
    assume(layout.is_told and not is_known(pair, KNOWN) and not is_known(pair, KNOWN_PDF))

    assert essence(report) == essence(parse(print_pdf(report, layout)).report)
