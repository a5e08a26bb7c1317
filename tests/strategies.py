"""One Hypothesis strategy for each class of the model, shared by all tests: any value the model allows."""

import datetime as dt
from decimal import Decimal

import attrs
from hypothesis import strategies as st

from pcc_report.diagnostics import Diagnostic, Severity
from pcc_report.model import (
    Abbreviation,
    Allocation,
    Claim,
    ClaimKind,
    Column,
    Direction,
    Figure,
    Measure,
    Money,
    NamedCell,
    OutcomeSection,
    OutcomeStatement,
    ParseResult,
    PartialDate,
    Period,
    Qualifier,
    Reference,
    Report,
    Role,
    SourceIdentity,
    SpendLine,
    SpendTable,
    Status,
    Total,
    Unit,
    Unplaced,
)
from pcc_report.provenance import BBox, Origin

NASTY = (
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "a\x00b\x1b[31m\r\n\t",
    "\u202egnp.exe",
    "\u2028\u2029\x85\ufeff",
    "😀 £571,024 – 'quoted' \"twice\" \\",
    "name\udce9.pdf",
    "]]>{}[]",
    "",
)


def texts(max_size=20):
    """Text of every kind, nasty text too; surrogates in one example alone, as JSON takes two for one sign."""
    plain = st.text(st.characters(exclude_categories=["Cs"]), max_size=max_size)
    return st.one_of(plain, st.sampled_from(NASTY))


def maybe(strategy):
    """None, or a value."""
    return st.none() | strategy


def tuples_of(strategy, max_size=2):
    """A short tuple of values."""
    return st.lists(strategy, max_size=max_size).map(tuple)


def decimals(**limits):
    """Finite decimals with 0 to 4 places, trailing zeros kept; never a negative zero."""
    return st.decimals(
        allow_nan=False, allow_infinity=False, **{"min_value": -(10**12), "max_value": 10**12, **limits}
    ).map(lambda d: abs(d) if d.is_zero() else d)


@st.composite
def bboxes(draw):
    edge = st.floats(-10_000, 10_000) | st.integers(0, 800)
    x0, x1 = sorted((draw(edge), draw(edge)))
    top, bottom = sorted((draw(edge), draw(edge)))
    return BBox(x0, top, x1, bottom)


@st.composite
def origins(draw):
    start = draw(st.integers(0, 10**6))
    return Origin(
        page=draw(st.integers(1, 500)),
        line=draw(st.integers(1, 5_000)),
        start=start,
        end=start + draw(st.integers(1, 100)),
        text=draw(texts()),
        field=draw(st.sampled_from(["", "title", "category"])),
        box=draw(maybe(bboxes())),
        printed=draw(maybe(texts())),
    )


def dates():
    return st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))


def partial_dates():
    return dates().flatmap(
        lambda d: st.sampled_from(
            [PartialDate(d.year), PartialDate(d.year, d.month), PartialDate(d.year, d.month, d.day)]
        )
    )


def periods():
    return st.tuples(dates(), dates()).map(lambda pair: Period(*sorted(pair)))


def currencies():
    return st.just("GBP") | st.from_regex(r"[A-Z]{3}", fullmatch=True)


def money():
    return st.builds(Money, decimals(), currencies())


def figures():
    return st.builds(
        Figure,
        role=st.sampled_from(Role),
        money=maybe(money()),
        printed=texts(),
        period=maybe(periods()),
        origins=tuples_of(origins(), 1),
    )


def named_cells():
    return st.builds(NamedCell, column=texts(), text=texts(), origins=tuples_of(origins()))


def columns():
    return st.builds(
        Column,
        heading=texts(),
        kind=st.sampled_from(["category", "recipient", "description", "group", "figure", "other"]),
        role=maybe(st.sampled_from(Role)),
        period=maybe(periods()),
        scale=st.sampled_from([1, 1000, 10**6]),
        origins=tuples_of(origins(), 1),
    )


def spend_lines():
    return st.builds(
        SpendLine,
        category=texts(),
        group=maybe(texts()),
        recipient=maybe(texts()),
        description=maybe(texts()),
        figures=tuples_of(figures()),
        cells=tuples_of(named_cells()),
        origins=tuples_of(origins(), 1),
    )


def totals():
    return st.builds(
        Total,
        label=texts(),
        group=maybe(texts()),
        figures=tuples_of(figures()),
        cells=tuples_of(named_cells()),
        origins=tuples_of(origins(), 1),
    )


def spend_tables():
    return st.builds(
        SpendTable,
        title=texts(),
        columns=tuples_of(columns()),
        lines=tuples_of(spend_lines()),
        totals=tuples_of(totals()),
        subtotals=tuples_of(totals()),
        origins=tuples_of(origins(), 1),
    )


def allocations():
    return st.builds(
        Allocation,
        label=texts(),
        money=money(),
        role=st.sampled_from(Role),
        qualifier=maybe(st.sampled_from(Qualifier)),
        period=maybe(periods()),
        recipient=maybe(texts()),
        printed=texts(),
        origins=tuples_of(origins(), 1),
    )


@st.composite
def measures(draw):
    unit = draw(st.sampled_from(Unit))
    least = {Unit.RANK: 1, Unit.RATIO: 0}.get(unit, -(10**12))
    return Measure(
        value=draw(decimals(min_value=least)),
        unit=unit,
        base=draw(decimals(min_value=1)) if unit is Unit.RATIO else None,
        duration_unit=draw(st.sampled_from(["minute", "year"])) if unit is Unit.DURATION else None,
        currency=draw(currencies()) if unit is Unit.MONEY else None,
        qualifier=draw(maybe(st.sampled_from(Qualifier))),
        measured=draw(maybe(texts())),
        direction=draw(maybe(st.sampled_from(Direction))),
        baseline=draw(maybe(texts())),
        printed=draw(texts()),
        origins=draw(tuples_of(origins(), 1)),
    )


def outcome_statements():
    return st.builds(
        OutcomeStatement,
        text=texts(),
        level=st.integers(1, 12),
        marker=texts(),
        measures=tuples_of(measures()),
        cells=tuples_of(named_cells()),
        status=maybe(st.sampled_from(Status)),
        origins=tuples_of(origins(), 1),
    )


def outcome_sections():
    return st.builds(
        OutcomeSection,
        heading=texts(),
        statements=tuples_of(outcome_statements()),
        origins=tuples_of(origins(), 1),
    )


def references():
    return st.builds(Reference, text=texts(), origins=tuples_of(origins()))


def abbreviations():
    return st.builds(Abbreviation, short=texts(), long=texts(), origins=tuples_of(origins()))


def reports():
    return st.builds(
        Report,
        title=maybe(texts()),
        organisation=maybe(texts()),
        funder=maybe(texts()),
        published=maybe(partial_dates()),
        period=maybe(periods()),
        allocations=tuples_of(allocations()),
        spend_tables=tuples_of(spend_tables()),
        outcome_sections=tuples_of(outcome_sections()),
        references=tuples_of(references()),
        abbreviations=tuples_of(abbreviations()),
        origins=tuples_of(origins(), 1),
    )


def diagnostics():
    return st.builds(
        Diagnostic,
        code=st.from_regex(r"PR[1-5][0-9]{2}", fullmatch=True) | texts(),  # a result read back may hold anything
        name=st.sampled_from(["total-mismatch", "unknown-column"]),
        severity=st.sampled_from(Severity),
        message=texts(),
        origins=tuples_of(origins(), 1),
    )


def claims():
    return st.builds(Claim, kind=st.sampled_from(ClaimKind), origin=origins(), repeats=maybe(origins()))


def unplaced():
    return st.builds(
        Unplaced,
        reason=st.sampled_from(["cap", "band", "rate", "unknown"]),
        money=maybe(money()),
        printed=texts(),
        origin=origins(),
    )


def sources():
    return st.builds(
        SourceIdentity,
        name=texts(),
        sha256=st.from_regex(r"[0-9a-f]{64}", fullmatch=True),
        format=st.sampled_from(["text", "pdf"]),
        pages=st.integers(0, 500),
        reader=texts(),
        parser_version=texts(),
    )


def results():
    """Any result; its origins agree with no source text."""
    return st.builds(
        ParseResult,
        report=reports(),
        diagnostics=tuples_of(diagnostics()),
        claims=tuples_of(claims()),
        unplaced=tuples_of(unplaced()),
        source=sources(),
    )


def small_result(**report):
    """The smallest result, or that with these fields of its report."""
    identity = SourceIdentity(
        name="report.txt", sha256="0" * 64, format="text", pages=1, reader="text", parser_version="0"
    )
    return ParseResult(report=Report(**report), source=identity)


def sample_result():
    """A result in which every class of the model occurs and every optional field is set."""
    found = (Origin(1, 2, 10, 20, "Substance", "category", BBox(72.0, 90.5, 160.25, 102.0), "Sub\ufb05ance"),)
    year = Period.financial_year(2013)
    figure = Figure(role=Role.ACTUAL, money=Money(Decimal(571024)), printed="571,024", period=year, origins=found)
    cell = NamedCell(column="RAG", text="Green", origins=found)
    line = SpendLine(
        category="Substance Misuse",
        group="Adults",
        recipient="City Council",
        description="Outreach",
        figures=(figure,),
        cells=(cell,),
        origins=found,
    )
    total = Total(label="Total", group="Adults", figures=(figure,), cells=(cell,), origins=found)
    measure = Measure(
        value=Decimal(9),
        unit=Unit.RATIO,
        base=Decimal(10),
        qualifier=Qualifier.OVER,
        measured="drug tests",
        direction=Direction.UP,
        baseline="on the previous year",
        printed="9 out of 10",
        origins=found,
    )
    statement = OutcomeStatement(
        text="9 out of 10 drug tests",
        marker="-",
        measures=(measure,),
        cells=(cell,),
        status=Status.GREEN,
        origins=found,
    )
    result = small_result(
        title="End of Year Report",
        organisation="Safer Exampleton Partnership",
        funder="The Commissioner",
        published=PartialDate(2014, 4),
        period=year,
        allocations=(
            Allocation(
                label="PCC Allocation",
                money=Money(Decimal("492495.50")),
                qualifier=Qualifier.UP_TO,
                period=year,
                recipient="City Council",
                printed="£492,495.50",
                origins=found,
            ),
        ),
        spend_tables=(
            SpendTable(
                title="Actual Spend",
                columns=(
                    Column(heading="Spend", kind="figure", role=Role.ACTUAL, period=year, scale=1, origins=found),
                ),
                lines=(line,),
                totals=(total,),
                subtotals=(total,),
                origins=found,
            ),
        ),
        outcome_sections=(OutcomeSection(heading="Outcomes", statements=(statement,), origins=found),),
        references=(Reference(text="interim report", origins=found),),
        abbreviations=(Abbreviation(short="RNY", long="Recovery Near You", origins=found),),
        origins=found,
    )
    doubt = Diagnostic(
        code="PR401", name="total-mismatch", severity=Severity.WARNING, message="adds up to 1", origins=found
    )
    return attrs.evolve(
        result,
        diagnostics=(doubt,),
        claims=(Claim(kind=ClaimKind.REPEAT, origin=found[0], repeats=found[0]),),
        unplaced=(Unplaced(reason="cap", money=Money(Decimal(5000)), printed="£5,000", origin=found[0]),),
    )
