"""What a total may be called."""

import pytest

from pcc_report import parse_text

HEAD = "Anytown Partnership\n\nReport to the Police and Crime Commissioner 2018/19\n\nSpend in 2018/19\n\n"


@pytest.mark.parametrize(
    "name", ["Total allocated", "Total grant", "Altogether", "All projects", "Net total", "TOTAL:"]
)
@pytest.mark.parametrize("form", ["{}: {}\n", "{}\t{}\n", "{} {}\n"])
def test_a_row_that_the_lines_come_to_is_their_total(name, form):
    """So is "Total allocated", though it names what the lines were paid from."""
    rows = [("Bus wardens", "£5,000"), ("Locks", "£1,250"), ("Youth work", "£9,500"), (name, "£15,750")]
    report = parse_text(HEAD + "".join(form.format(a.rstrip(":") if ":" in form else a, b) for a, b in rows)).report

    (table,) = report.spend_tables
    assert [3, [15750]] == [len(table.lines), [int(f.money.amount) for t in table.totals for f in t.figures]]
    assert () == report.allocations
