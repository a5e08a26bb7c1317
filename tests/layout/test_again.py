"""Blocks of bare labels, each over its value on a line of its own, that come again for one project after the other."""

from decimal import Decimal

from pcc_report import parse_text

PROJECTS = (
    ("Boat club", "Brenk Sailing Trust", 1200, 1150),
    ("Night shelter", "Voosk Council", 850, 850),
    ("Street lights", "Odel Lamps", 400, 0),
)


def block(name, body, budget, spend, told):
    money = [f"£{budget:,}", f"£{spend:,}" if spend else "nil"]
    lines = ["Scheme", name, "Run by", body, "Budget", money[0], "Spend", money[1], "State of it", "Completed"]
    return "\n".join([*lines, "How much did we do?", told])


def read(*, end=""):
    told = ["31 sessions were held", "12 people stayed", "94% of lamps were lit"]
    blocks = [block(*project, t) for project, t in zip(PROJECTS, told, strict=True)]
    return parse_text("\n\n".join(["Kelim Partnership", "Dranoth Annual Report 2019/20", *blocks, end]))


def test_each_block_is_a_line_with_its_two_sums():
    """No label but those over the sums is known; that the others come again with them tells that they are labels."""
    (table,) = read().report.spend_tables

    assert [(n, Decimal(b), Decimal(s)) for n, _, b, s in PROJECTS] == [
        (x.category, *(f.money.amount for f in x.figures)) for x in table.lines
    ]
    assert ["allocated", "actual"] == [f.role for f in table.lines[0].figures]
    assert ["Brenk Sailing Trust", "Voosk Council", "Odel Lamps"] == [x.recipient for x in table.lines]
    assert {"State of it": "Completed"} == {c.column: c.text for c in table.lines[0].cells}


def test_answers_to_prompts_among_the_labels_are_results():
    sections = read().report.outcome_sections
    assert [("Boat club", "31 sessions were held"), ("Night shelter", "12 people stayed")] == [
        (s.heading, x.text) for s in sections[:2] for x in s.statements
    ]


def test_a_last_block_without_a_name_is_the_total():
    (table,) = read(end="All schemes\nBudget\n£2,450\nSpend\n£2,000\n").report.spend_tables

    assert len(PROJECTS) == len(table.lines)
    assert [Decimal(2450), Decimal(2000)] == [f.money.amount for f in table.totals[0].figures]
