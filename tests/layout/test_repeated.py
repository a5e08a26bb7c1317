"""Lists whose entries say the same around several sums each: text in, lines and roles out."""

import pytest

from pcc_report import parse_text

HEAD = "Kelim Partnership\n\nDranoth annual report 2018/19\n\nUse of the grant\n\n"
ENTRIES = (
    ("Brenkol marshals", "£5,000", "£4,750"),
    ("Target hardening", "£1,250", "£1,310"),
    ("Voosk outreach", "£9,500", "£9,500"),
)


def printed(entry, mark=""):
    return HEAD + "".join(mark + entry.format(name=n, given=g, spent=s) + "\n" for n, g, s in ENTRIES)


def lines_of(result):
    return [
        (line.category, *((f.role.value, str(f.money)) for f in line.figures))
        for table in result.report.spend_tables
        for line in table.lines
    ]


EXPECTED = [(name, ("allocated", given), ("actual", spent)) for name, given, spent in ENTRIES]


@pytest.mark.parametrize("mark", ["", "• "])
@pytest.mark.parametrize(
    "entry",
    [
        "{name}: allocated {given}, spent {spent}",
        "{name} – allocated {given}; spent {spent}.",
        "{name}: {given} allocated, {spent} spent",
        "{name} (allocated {given}, spent {spent})",
        "{name}: budget {given}, actual {spent}",
        "{name} – {given} (spent: {spent})",
        "{name} was given {given} and spent {spent}.",
        "{name}\nAllocated: {given}\nSpent: {spent}\n",
        "{name}\nBudget {given}\nSpend {spent}\n",
        "{name}\nGrant awarded: {given}. Spend to date: {spent}.\n",
    ],
)
def test_words_that_come_again_head_the_sums(entry, mark):
    result = parse_text(printed(entry, mark))

    assert EXPECTED == lines_of(result)
    assert not result.report.allocations
    assert not result.unread


def test_what_was_spent_may_stand_first():
    expected = [(name, ("actual", spent), ("allocated", given)) for name, given, spent in ENTRIES]
    assert expected == lines_of(parse_text(printed("{name}: {spent} spent of {given}")))


@pytest.mark.parametrize(
    "entry", ["{name}: {given} / {spent}", "{name} – {spent} of {given}", "{name}\t{given}\t{spent}"]
)
def test_two_sums_that_nothing_tells_apart_are_a_doubt(entry):
    result = parse_text(printed(entry))
    figures = [f for table in result.report.spend_tables for line in table.lines for f in line.figures]

    assert 2 * len(ENTRIES) == len(figures)
    assert all("PR305" in {d.code for d in result.doubts(f)} for f in figures)


def test_a_sum_beside_a_budget_that_nothing_names_is_a_doubt():
    result = parse_text(printed("{name}: {spent} (budget {given})"))
    spent = [line.figures[0] for table in result.report.spend_tables for line in table.lines]

    assert len(ENTRIES) == len(spent)
    assert all(result.doubts(figure) for figure in spent)


def test_what_was_said_behind_the_sums_describes_them():
    result = parse_text(printed("{name}: allocated {given}, spent {spent} on vans and the fuel for them"))

    assert EXPECTED == lines_of(result)
    assert {"vans and the fuel for them"} == {x.description for x in result.report.spend_tables[0].lines}


def test_entries_that_count_what_came_of_it_are_results():
    text = HEAD.replace("Use of the grant", "Results") + "".join(
        f"- {n} was given {g}, spent {s} and helped 412 people.\n" for n, g, s in ENTRIES
    )
    result = parse_text(text)

    assert not result.report.spend_tables
    assert len(ENTRIES) == len(result.report.statements)


def test_a_heading_with_its_total_ends_a_list_of_labels():
    records = "".join(f"Amount:\n\n{given}\n\nPurpose:\n\n{name}\n\n" for name, given, _ in ENTRIES)
    text = (
        HEAD.replace("Use of the grant", "Grants awarded")
        + records
        + "Grants awarded (£85)\n\n* Boots—£13\n* Wands—£72\n"
    )
    result = parse_text(text)

    expected = [(name, ("allocated", given)) for name, given, _ in ENTRIES]
    assert [*expected, ("Boots", ("allocated", "£13")), ("Wands", ("allocated", "£72"))] == lines_of(result)
