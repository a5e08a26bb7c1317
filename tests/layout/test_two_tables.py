"""Two tables one after the other: each has its own headings, whatever stands between them and however they were copied."""

import pytest

from pcc_report import parse_text

HEAD = "Anytown Community Safety Partnership\nReport to the Police and Crime Commissioner 2021/22\n\nFinance\n"
FIRST = [["Project", "Budget", "Spent"], ["CCTV upgrade", "£1,000", "£900"], ["Town wardens", "£2,000", "£2,100"]]
TOTAL = [["Total", "£3,000", "£3,000"]]
BETWEEN = {
    "nothing": [],
    "a blank line": [""],
    "a title": ["", "Grants to charities"],
    "a title apart": ["", "Grants to charities", ""],
    "a sentence": ["", "The table below shows the grants that were made to charities in the year.", ""],
}
SECOND = {
    "fewer columns": ([["Item", "Spent"], ["Hall hire", "£500"], ["Printing", "£700"]], ("actual",)),
    "other columns": (
        [
            ["Body", "Purpose", "Award"],
            ["Youth club", "Boxing sessions", "£500"],
            ["Helpline", "Calls at night", "£700"],
        ],
        ("allocated",),
    ),
    "other order": (
        [["Item", "Spent", "Budget"], ["Hall hire", "£450", "£500"], ["Printing", "£720", "£700"]],
        ("actual", "allocated"),
    ),
    "years": (
        [["Item", "2020/21", "2021/22"], ["Hall hire", "£450", "£500"], ["Printing", "£720", "£700"]],
        ("2020-21", "2021-22"),
    ),
}


def aligned(rows):
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    cells = [[c.rjust(w) if c[0] == "£" else c.ljust(w) for c, w in zip(r, widths, strict=True)] for r in rows]
    return ["   ".join(r).rstrip() for r in cells]


COPIES = {
    "tabs": lambda rows: ["\t".join(r) for r in rows],
    "pipes": lambda rows: [" | ".join(r) for r in rows],
    "blanks": lambda rows: [" ".join(r) for r in rows],
    "cells": lambda rows: [c for r in rows for c in r],
    "aligned": aligned,
}


def told(report):
    """What is said of every sum: its name, and its role or period."""
    for table in report.spend_tables:
        for line in (*table.lines, *table.totals):
            for figure in line.figures:
                name = getattr(line, "recipient", None) or getattr(line, "category", None) or line.label
                yield f"{figure.money.amount:,}", name, figure.period.label if figure.period else figure.role.value
    for allocation in report.allocations:
        yield f"{allocation.money.amount:,}", allocation.recipient or allocation.label, "allocated"


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("between", BETWEEN)
@pytest.mark.parametrize("second", SECOND)
@pytest.mark.parametrize("total", [True, False])
def test_each_table_has_its_own_headings(copy, between, second, total):
    """Sums under "Spent" were spent, though "Budget" stood there in the table above."""
    below, roles = SECOND[second]
    above = FIRST + TOTAL * total
    text = HEAD + "\n".join([*COPIES[copy](above), *BETWEEN[between], *COPIES[copy](below)]) + "\n"
    found = {(amount, role) for amount, _, role in told(parse_text(text).report)}
    expected = {
        (cell.lstrip("£"), role)
        for rows, said in ((above[1:], ("allocated", "actual")), (below[1:], roles))
        for row in rows
        for cell, role in zip([c for c in row if c[0] == "£"], said, strict=True)
    }

    assert expected <= found


@pytest.mark.parametrize("copy", ["tabs", "pipes", "aligned", "blanks"])
def test_a_list_below_a_total_is_no_part_of_its_table(copy):
    """Nothing tells what its sums are: they are doubted, and not the budgets of the table above."""
    below = [["Youth club", "£500"], ["Helpline", "£700"], ["Refuge", "£850"]]
    text = HEAD + "\n".join([*COPIES[copy](FIRST + TOTAL), "", *COPIES[copy](below)]) + "\n"
    result = parse_text(text)
    upper, lower = result.report.spend_tables

    assert [line.label for line in upper.totals] == ["Total"]
    assert len(upper.lines) == 2
    assert [line.category for line in lower.lines] == ["Youth club", "Helpline", "Refuge"]
    assert {d.code for d in result.doubts(lower)} == {"PR305"}


@pytest.mark.parametrize(("head", "role"), [("Item Budget", "allocated"), ("Item Spent", "actual")])
def test_two_lines_under_known_headings_are_a_table(head, role):
    """What stands over the sums tells more than the title over the table."""
    title = "Running costs" if role == "allocated" else "Grants to charities"
    table = parse_text(f"{HEAD}\n{title}\n{head}\nHall hire £500\nPrinting £700\n").report.spend_tables[0]

    assert table.title == title
    assert [(x.category, str(x.figures[0].role)) for x in table.lines] == [("Hall hire", role), ("Printing", role)]


def test_known_headings_over_names_and_money_are_enough():
    """Sums of a few pounds without their sign are a table, though nothing adds them up."""
    (table,) = parse_text(f"{HEAD}Item Spent\nHall hire 500\nPrinting 700\nTravel 850\n").report.spend_tables

    assert [str(x.figures[0].money.amount) for x in table.lines] == ["500", "700", "850"]


@pytest.mark.parametrize("empty", ["| | |", "|  |  |  |", "\t\t"])
def test_a_row_of_empty_cells_may_stand_over_the_headings(empty):
    """It parts the tables and is nothing else."""
    above = ["Project | Budget | Spent", "CCTV upgrade | £1,000 | £900"]
    below = ["Item | Spent | Budget", "Hall hire | £450 | £500"]
    text = HEAD + "\n".join([*above, empty, *below]) + "\n"
    report = parse_text(text if "|" in empty else text.replace(" | ", "\t")).report

    assert {("450", "actual"), ("500", "allocated")} <= {(amount, role) for amount, _, role in told(report)}
