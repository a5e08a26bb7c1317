"""Tables whose parts other marks or white space set apart: years like running heads, totals behind a blank line."""

from decimal import Decimal

import pytest

from pcc_report import parse_text
from pcc_report.diagnostics.catalogue import AMOUNT_UNCERTAIN

ACCOUNTS = """Anytown Refuge
Report and accounts for the year ended 31 March 2024

ANYTOWN REFUGE
NOTES TO THE ACCOUNTS
- 3 -

2   Grants received

                   {years}
                      £          £
Commissioner     41,200     38,750
Lottery          12,100     10,300
                 53,300     49,050

ANYTOWN REFUGE
NOTES TO THE ACCOUNTS
- 4 -

3   Payments

                   {years}
                      £          £
Wages            35,600     33,900
Rent              7,450      6,310
                 43,050     40,210
"""


def test_years_over_columns_are_no_running_head():
    """Years printed over the table of each page, near to its number, stay the headings of the columns."""
    for years in ("2023/24    2022/23", "2024       2023"):
        tables = parse_text(ACCOUNTS.format(years=years)).report.spend_tables

        expected = [["2023-24", "2022-23"]] * 2
        assert expected == [[f.period.label for f in table.lines[0].figures] for table in tables]


CELLS = """Anytown Partnership

Projects

Project
Budget
Spent

Street lights
£41,000
£40,250

Cameras
£18,000
£18,400

{label}

£59,000
£58,650

Nothing else was paid.
"""


def test_a_total_behind_a_blank_line_belongs_to_its_table():
    """One cell a line, a name is that of the total if the sums below it are what the rows come to."""
    for label in ("Total", "All projects"):
        (table,) = parse_text(CELLS.format(label=label)).report.spend_tables

        assert [Decimal(59000), Decimal(58650)] == [f.money.amount for t in table.totals for f in t.figures]


PAGES = """Anyshire Police and Crime Panel
Report of the Police and Crime Commissioner for Anyshire

                     Budget      Spend
                     £000        £000
Hub                     412         309
Advisers                365         268

                         7
{foot}

Refuges                 100          90
TOTAL                   877         667

What was done

- 31 people were met
                         8
{foot}
- 12 left
"""


@pytest.mark.parametrize("foot", ["OFFICIAL", "NOT PROTECTIVELY MARKED", "Anyshire Police and Crime Panel - March"])
def test_two_page_numbers_beside_a_marking_are_no_sums(foot):
    """Numbers that count on beside a marking, or beside words of the head, number pages, amid a table too."""
    report = parse_text(PAGES.format(foot=foot)).report

    (table,) = report.spend_tables
    assert ["Hub", "Advisers", "Refuges"] == [line.category for line in table.lines]
    assert ["31 people were met", "12 left"] == [s.text for x in report.outcome_sections for s in x.statements]


def test_a_line_without_a_name_is_doubted():
    """A number that stands alone amid the rows of a table may be a page's; nothing tells what was paid for."""
    result = parse_text(PAGES.format(foot="Anything"))

    doubts = [d for d in result.diagnostics if d.code == AMOUNT_UNCERTAIN.code]
    assert [7] == [int(o.text) for d in doubts for o in d.origins]


HEADINGS = """Anytown Partnership
End of year report 2013/14

1. Why there is a fund

The partnership has nine members, and 7 bodies send one.

2. What came of it

North

- The bus was kept
- 1,050 year 6 pupils saw the play, which cost £7.15 a child

South

- 34 homes were visited

3. Staff

The average number of employees was 19.
"""


def test_plain_headings_under_a_numbered_one_of_results_head_results():
    """Each of them does, whatever stands under it; why there is a fund and who works for it are no results."""
    report = parse_text(HEADINGS).report

    assert [("North", 2), ("South", 1)] == [(s.heading, len(s.statements)) for s in report.outcome_sections]
    assert () == report.allocations
