"""Numbers of statements whose unit is told elsewhere: by the number before, the column or the row."""

import pytest

from pcc_report import parse_text
from pcc_report.model import Unit


def units(text: str) -> list[tuple[str, Unit, str | None]]:
    found = parse_text(f"Brenk Partnership\n\nAnnual report 2020-21\n\nResults\n\n{text}")
    return [(str(m.value), m.unit, m.duration_unit) for s in found.report.statements for m in s.measures]


@pytest.mark.parametrize(
    "statement",
    [
        "The longest wait fell from 26 weeks to 19.",
        "The wait at Voosk is 26 weeks (the target is 19)",
        "The wait at Voosk was 26 weeks; the contract allows 19.",
        "The wait at Voosk was 26 weeks, against 19 a year earlier.",
    ],
)
def test_a_bare_number_behind_a_time_is_one_of_its_unit(statement: str) -> None:
    assert units(f"- {statement}\n") == [("26", Unit.DURATION, "week"), ("19", Unit.DURATION, "week")]


@pytest.mark.parametrize(
    "statement", ["In 26 weeks the Voosk team saw 19 people.", "It ran for 26 weeks. The Odel one still has 19."]
)
def test_a_number_of_its_own_behind_a_time_is_a_count(statement: str) -> None:
    assert units(f"- {statement}\n") == [("26", Unit.DURATION, "week"), ("19", Unit.COUNT, None)]


def test_a_column_of_ranks_and_a_row_of_hours_tell_what_their_numbers_are() -> None:
    text = "Measure\tTarget\tLatest\tRank\nThefts at Voosk\t412\t398\t13\nVolunteer hours given\t520\t518\t2\n"

    assert units(text) == [
        ("412", Unit.COUNT, None),
        ("398", Unit.COUNT, None),
        ("13", Unit.RANK, None),
        ("520", Unit.DURATION, "hour"),
        ("518", Unit.DURATION, "hour"),
        ("2", Unit.RANK, None),
    ]


@pytest.mark.parametrize("label", ["Repeat victims (%)", "% of repeat victims", "Percentage of victims satisfied"])
def test_a_row_headed_by_per_cent_holds_per_cent(label):
    found = units(f"Indicator\tTarget\tActual\tRAG\n{label}\t18\t19.5\tRed\nBurglaries\t390\t388\tGreen\n")

    assert [("18", Unit.PERCENT, None), ("19.5", Unit.PERCENT, None)] == found[:2]
    assert [Unit.COUNT] * 2 == [unit for _, unit, _ in found[2:]]


def test_the_number_to_call_the_police_is_a_count_in_a_table():
    found = units("Measure\tQ1\tQ2\nReferrals\t98\t101\nCalls\t110\t112\n")

    assert ["98", "101", "110", "112"] == [value for value, _, _ in found]


def test_the_unit_in_a_label_is_that_of_the_number_behind_it():
    """In a line as in the row of a table, "(%)", "(£)", "(days)" or "Average weeks" tell what the numbers are."""
    head = "Anytown Partnership\nEnd of year report 2019/20\n\nOutcomes\n\n"
    rows = "Measure\t2018/19\t2019/20\nClients who feel safer (%)\t71\t84\nAverage weeks to contact\t7.5\t4\nCost per client (£)\t131\t118\n"
    lines = "- Average wait (days): 4\n- % of families safer: 84\n- Families met: 45\n"

    (table,) = parse_text(head + rows).report.outcome_sections
    (listed,) = parse_text(head + lines).report.outcome_sections

    assert [["percent"] * 2, ["duration"] * 2, ["money"] * 2] == [
        [m.unit.value for m in s.measures] for s in table.statements
    ]
    assert [["duration"], ["percent"], ["count"]] == [[m.unit.value for m in s.measures] for s in listed.statements]
