"""Several sums of each project, with what each is, in one line or under the project's name: one table."""

import pytest

from pcc_report import parse_text

HEAD = "Anytown Partnership\nEnd of year return 2019/20\n\n"
LINES = {
    "before": "CCTV: allocated £12,000, spent £11,400\nWardens: allocated £8,000, spent £8,250\n",
    "behind": "• CCTV – £12,000 allocated; £11,400 spent\n• Wardens – £8,000 allocated; £8,250 spent\n",
    "in brackets": "CCTV (budget £12,000; spent £11,400)\nWardens (budget £8,000; spent £8,250)\n",
    "with colons": "CCTV - Award: £12,000. Spent to date: £11,400.\nWardens - Award: £8,000. Spent to date: £8,250.\n",
    "under a field": "Project: CCTV\nGrant of £12,000, spent £11,400\n\nProject: Wardens\nGrant of £8,000, spent £8,250\n",
    "under a heading": "CCTV\nGrant £12,000\nSpent £11,400\n\nWardens\nGrant £8,000\nSpent £8,250\n",
    "numbered": "1. CCTV\n\nGrant: £12,000\nSpent: £11,400\n\n2. Wardens\n\nGrant: £8,000\nSpent: £8,250\n",
    "in cells": "CCTV\nBudget\t£12,000\nSpend\t£11,400\nWardens\nBudget\t£8,000\nSpend\t£8,250\n",
}


@pytest.mark.parametrize("lines", LINES.values(), ids=LINES)
def test_each_project_has_a_row_and_each_kind_of_money_a_column(lines):
    """No sum stands without its project's name, however the lines are punctuated."""
    report = parse_text(HEAD + lines).report

    (table,) = report.spend_tables
    told = [(line.category, [(f.role.value, int(f.money.amount)) for f in line.figures]) for line in table.lines]
    assert [
        ("CCTV", [("allocated", 12000), ("actual", 11400)]),
        ("Wardens", [("allocated", 8000), ("actual", 8250)]),
    ] == told
    assert () == report.allocations


def test_a_line_of_totals_is_the_total():
    """It is told as the lines above it are."""
    text = f"{HEAD}{LINES['before']}Total: allocated £20,000, spent £19,650\n"

    (table,) = parse_text(text).report.spend_tables

    assert [20000, 19650] == [int(f.money.amount) for total in table.totals for f in total.figures]


def test_sentences_and_different_kinds_of_money_are_no_rows():
    """What two lines tell must be alike; and a sentence names no project."""
    text = f"{HEAD}CCTV: allocated £12,000, spent £11,400\nWardens: allocated £8,000, underspend £250\n"

    assert () == parse_text(text).report.spend_tables
