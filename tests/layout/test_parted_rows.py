"""Tables whose parts other marks or white space set apart: years like running heads, totals behind a blank line."""

from decimal import Decimal

from pcc_report import parse_text

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
