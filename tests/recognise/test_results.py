"""What is a result and what is not, and which heading it stands under."""

import pytest

from pcc_report import parse_text


def results(text: str) -> list[tuple[str, list[str]]]:
    """Return the statements of each section of results."""
    found = parse_text(f"Brenk Partnership\n\nAnnual report 2020-21\n\n{text}")
    return [(s.heading, [x.text for x in s.statements]) for s in found.report.outcome_sections]


def statements(text: str) -> list[str]:
    return [statement for _, found in results(text) for statement in found]


@pytest.mark.parametrize(
    "aside",
    [
        "Bids must be in by noon on Friday 2 May.",
        "The Brenk fund will open again in the summer.",
        "Each of the bodies will send a return every six months.",
        "Read the guidance, then talk to the Brenk team.",
        "For further information, please contact the Odel unit.",
        'The Commissioner said: "It was a fine evening and I thank all 40 who came."',
    ],
)
@pytest.mark.parametrize("mark", ["", "- "])
def test_requests_rules_promises_and_quotations_among_results_are_none(aside: str, mark: str) -> None:
    told = "The Voosk scheme met 214 people at home."

    assert statements(f"Results\n\n{mark}{told}\n\n{mark}{aside}\n") == [told]


@pytest.mark.parametrize(
    "told",
    [
        "At least 80% of them will attend a course.",
        "No family will wait longer than 10 days.",
        "The first groups will not start before the summer.",
        "Nine in ten would step in sooner, which is what the law will ask of them.",
    ],
)
def test_targets_and_what_will_not_be_are_results(told: str) -> None:
    assert statements(f"Results\n\n- The Voosk scheme met 214 people.\n- {told}\n")[1:] == [told]


def test_a_list_that_counts_nothing_is_no_result_under_a_heading_that_nobody_knows() -> None:
    text = "Brenk Council will use it for:\n\n- Metal wands for door staff.\n- A marshal on Saturdays.\n"

    assert statements(text) == []
