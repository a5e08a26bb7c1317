"""Lines with a rating at the end, copied with one blank between their cells."""

import pytest

from pcc_report import parse_text

HEAD = "Anytown Community Safety Partnership\nAnnual report 2017/18\n\nOur year\n\n"


@pytest.mark.parametrize(
    "head",
    ["Measure Objective 12 months to July 2018 Status", "Indicator Target Actual RAG", "What we watch Then Now Status"],
)
def test_rated_results_are_statements_with_their_numbers(head):
    """The numbers and the rating are told apart from the name, whether all headings are known or not."""
    report = parse_text(
        f"{HEAD}{head}\nDomestic abuse crimes with enough evidence 90% 88.4% Amber\nKnife crime 700 839 Red\n"
        "Groups disrupted 40 n/a Green\n\nMembers met in May.\n"
    ).report
    statements = report.outcome_sections[0].statements

    assert report.spend_tables == ()
    assert [[str(m.value) for m in s.measures] for s in statements] == [["90", "88.4"], ["700", "839"], ["40"]]
    assert [str(s.status) for s in statements] == ["amber", "red", "green"]
    assert [s.cells[0].text for s in statements] == [
        "Domestic abuse crimes with enough evidence",
        "Knife crime",
        "Groups disrupted",
    ]


def test_rated_spend_is_spend():
    """A rating beside budget and spend makes no result of them."""
    (table,) = parse_text(
        f"{HEAD}Project Budget Spent RAG\nTown wardens £12,000 £11,400 Green\nStreet lights £4,000 £4,950 Red\n"
        "Total £16,000 £16,350\n"
    ).report.spend_tables

    assert [[(str(f.role), str(f.money.amount)) for f in x.figures] for x in table.lines] == [
        [("allocated", "12000"), ("actual", "11400")],
        [("allocated", "4000"), ("actual", "4950")],
    ]
    assert [str(f.money.amount) for t in table.totals for f in t.figures] == ["16000", "16350"]
