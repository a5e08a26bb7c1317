"""Tables of scanned accounts, as converters to Markdown leave them."""

from decimal import Decimal

from pcc_report import parse_text

TEXT = """## **BRENKOL SHELTER**

|||TRUSTEES' REPORT (CONTINUED)|TRUSTEES' REPORT (CONTINUED)||
|---|---|---|---|---|
|||FOR THE YEAR ENDED 31 MARCH 2021|||
|FINANCES|||||
|Project||Partners|Income|Expenditure|
|Shelter||Dranoth Council|f12,310|f8,766|
|||Voosk Council|||
|||Rent|||
|Advice||Matu Trust|f4,191|E2,101|
|||Odel Fund|||
|Total|||f16,501|f10,867|
"""


def test_the_header_stands_under_the_title_of_the_page():
    """The converter marked the page's title as the header; letters that stand for pound signs are mended and said."""
    result = parse_text(TEXT)
    (table,) = result.report.spend_tables

    assert [("Shelter", Decimal(12310), Decimal(8766)), ("Advice", Decimal(4191), Decimal(2101))] == [
        (x.category, *(f.money.amount for f in x.figures)) for x in table.lines
    ]
    assert ["income", "actual"] == [f.role for f in table.lines[0].figures]
    assert [Decimal(16501), Decimal(10867)] == [f.money.amount for f in table.totals[0].figures]
    assert all("PR301" in {d.code for d in result.doubts(f)} for x in table.lines for f in x.figures)


def test_cells_under_each_other_beside_one_name_are_of_one_line():
    (table,) = parse_text(TEXT).report.spend_tables
    assert "Dranoth Council Voosk Council Rent" in {
        table.lines[0].description,
        table.lines[0].recipient,
        *(c.text for c in table.lines[0].cells),
    }
