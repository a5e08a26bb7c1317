"""The projection to the neutral form, proven on a result that was built by hand."""

import datetime as dt
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import attrs
import pytest

from benchmark_neutral import neutral
from pcc_report.diagnostics import Diagnostic, Severity
from pcc_report.model import (
    Allocation,
    Figure,
    Measure,
    Money,
    OutcomeSection,
    OutcomeStatement,
    ParseResult,
    PartialDate,
    Period,
    Qualifier,
    Report,
    Role,
    SourceIdentity,
    SpendLine,
    SpendTable,
    Total,
    Unit,
    Unplaced,
)
from pcc_report.provenance import Origin

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


def result_of(report, **more):
    source = SourceIdentity(name="", sha256="", format="text", pages=1, reader="", parser_version="")
    return ParseResult(report=report, source=source, **more)


def figures(amounts):
    return tuple(
        Figure(role=Role(a["role"]), money=Money(Decimal(a["amount"])), period=quarter(a["period"])) for a in amounts
    )


def quarter(label):
    if label is None:
        return None
    year = int(label[:4])
    return Period.quarter(year, int(label[-1])) if " Q" in label else Period.financial_year(year)


def measure(metric):
    value, _, base = metric["value"].partition(":")
    unit = Unit(metric["unit"])
    return Measure(
        value=Decimal(value),
        base=Decimal(base) if base else None,
        unit=unit,
        duration_unit="month" if unit is Unit.DURATION else None,
        currency="GBP" if unit is Unit.MONEY else None,
        qualifier=Qualifier(metric["qualifier"]) if metric["qualifier"] else None,
    )


def report_of(truth):
    """The report that a truth describes, built without a parser."""
    tables = tuple(
        SpendTable(
            title=t["title"],
            lines=tuple(
                SpendLine(
                    **{k: x[k] for k in ("category", "group", "recipient", "description")},
                    figures=figures(x["amounts"]),
                )
                for x in t["lines"]
            ),
            totals=(Total(figures=figures(t["totals"])),),
        )
        for t in truth["tables"]
    )
    sections = tuple(
        OutcomeSection(
            heading=s["section"],
            statements=tuple(
                OutcomeStatement(
                    text=text,
                    measures=tuple(
                        measure(m) for m in truth["metrics"] if (m["section"], m["statement"]) == (s["section"], i)
                    ),
                )
                for i, text in enumerate(s["statements"])
            ),
        )
        for s in truth["outcomes"]
    )
    return Report(
        title=truth["title"],
        organisation=truth["organisation"],
        published=PartialDate(*map(int, truth["date"].split("-"))) if truth["date"] else None,
        period=Period(*(dt.date.fromisoformat(truth["period"][k]) for k in ("start", "end"))),
        allocations=tuple(
            Allocation(label=a["label"], money=Money(Decimal(a["amount"])), period=quarter(a["period"]))
            for a in truth["allocations"]
        ),
        spend_tables=tables,
        outcome_sections=sections,
    )


def truths():
    ours = sorted((ROOT / "fixtures" / "reports").glob("*/truth.json"))
    return [*ours, *sorted((SHARED / "gold").glob("*.json"))]


@pytest.mark.parametrize("path", truths(), ids=lambda p: p.parent.name if p.name == "truth.json" else p.stem)
def test_a_report_that_says_the_truth_scores_perfect(path, tmp_path):
    """The projection loses no fact of any truth there is, and adds none."""
    if not (SHARED / "score.py").exists():
        pytest.skip("the scorer is not beside this repository")
    truth = json.loads(path.read_text("utf-8"))
    for name in ("gold", "said"):
        (tmp_path / name).mkdir()
    (tmp_path / "gold" / "case.json").write_text(json.dumps(truth), "utf-8")
    said = neutral.project(result_of(report_of(truth)))
    (tmp_path / "said" / "case.json").write_text(json.dumps(said), "utf-8")

    command = [sys.executable, SHARED / "score.py", tmp_path / "gold", tmp_path / "said", "--misses"]
    scored = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603  # our own scorer

    assert "1 reports, 0 with no prediction, 1 perfect in every fact" in scored, scored


def test_roles_that_the_neutral_form_lacks_are_other():
    """Income and its like are told as other, and a cell without a sum is no amount."""
    cells = (Figure(role=Role.INCOME, money=Money(Decimal("1.5"))), Figure(role=Role.ACTUAL, money=None))

    said = list(neutral.amounts_of(cells))

    assert said == [{"role": "other", "period": None, "amount": "1.50"}]


def test_statements_are_counted_on_through_sections_of_one_heading():
    """The second section of a name begins where the first one ended."""
    one = OutcomeStatement(text="5 held", measures=(Measure(value=Decimal(5), unit=Unit.COUNT),))
    section = OutcomeSection(heading="A", statements=(one,))

    said = [m["statement"] for m in neutral.metrics_of((section, section))]

    assert said == [0, 1]


@pytest.mark.parametrize(
    ("severity", "flags"), [(Severity.INFO, []), (Severity.WARNING, ["7.00"]), (Severity.ERROR, ["7.00"])]
)
def test_sums_under_a_doubt_are_flagged(severity, flags):
    """A warning about the place of a sum flags that sum and no other; a remark flags none."""
    here = Origin(page=1, line=1, start=10, end=12, text="£7")
    there = attrs.evolve(here, start=20, end=22)
    cells = tuple(Figure(role=Role.ACTUAL, money=Money(Decimal(n)), origins=(o,)) for n, o in ((7, here), (8, there)))
    table = SpendTable(lines=(SpendLine(category="A", figures=cells),))
    doubt = Diagnostic(code="PR301", name="x", severity=severity, message="", origins=(here,))

    said = neutral.project(result_of(Report(spend_tables=(table,)), diagnostics=(doubt,)))

    assert flags == said["flagged_amounts"]


def test_unplaced_money_is_flagged():
    """A sum that has no place in the report is told."""
    place = Origin(page=1, line=1, start=0, end=2, text="£9")
    left = Unplaced(reason="cap", money=Money(Decimal(9)), printed="£9", origin=place)

    said = neutral.project(result_of(Report(), unplaced=(left, attrs.evolve(left, money=None))))

    assert said["flagged_amounts"] == ["9.00"]


@pytest.mark.parametrize(
    ("number", "text"),
    [("1E+3", "1000"), ("46.50", "46.5"), ("100", "100"), ("0.0", "0"), ("-0.5", "-0.5")],
)
def test_plain_numbers_have_no_exponent(number, text):
    """A measure is written as a person writes it."""
    assert text == neutral.plain(Decimal(number))
