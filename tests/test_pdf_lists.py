"""PDF pages with a list of sums in two columns, tables under columns of text, and groups that no line parts from rows."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from pcc_report import parse

LEFT, RIGHT = 45, 310
GRANTS = [
    ("Brenkol Street Pastors", "£2,400"),
    ("Voosk Community Shop", "£1,150"),
    ("Skate Matu CIC", "£4,980"),
    ("Odel Youth Service", "£3,275"),
    ("Burn the Curtain", "£2,860"),
    ("Dranoth Trust", "£1,735.50"),
    ("Kelim Wellbeing Hub", "£5,000"),
    ("Addicts to Athletes", "£4,100"),
    ("St Petrok, Kreb", "£3,640"),
]


class Page:
    """A page that is printed from top to bottom, as one string a row or as one a cell."""

    def __init__(self, path, *, whole=False):
        self.canvas, self.path, self.y, self.whole = (
            Canvas(str(path), pagesize=(595, 842), invariant=1),
            path,
            780,
            whole,
        )

    def line(self, step, *cells, size=10, bold=False):
        """Print cells of (place, text); a place below nothing is that of a cell's right end."""
        self.y -= step
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        for place, text in cells:
            (self.canvas.drawString if place > 0 else self.canvas.drawRightString)(abs(place), self.y, text)

    def rule(self, step=5, x0=LEFT, x1=550):
        """Draw a line."""
        self.canvas.line(x0, self.y - step, x1, self.y - step)

    def read(self):
        """Return the report."""
        self.canvas.save()
        return parse(self.path)


def head(page):
    page.line(0, (LEFT, "Police and Crime Commissioner for Kelim"), size=14, bold=True)
    page.line(20, (LEFT, "Annual Report 2019/20"), size=14, bold=True)


@pytest.mark.parametrize("title", ["Small grants: awarded", None])
@pytest.mark.parametrize("step", [14, 21])
def test_a_list_of_sums_in_two_columns_is_one_list(tmp_path, title, step):
    """A heading over the first column stands beside the first name of the second."""
    page = Page(tmp_path / "a.pdf")
    head(page)
    page.line(40, (LEFT, "Grants awarded in the year"), size=13, bold=True)
    page.line(20, (LEFT, "These groups were given grants to make their streets safer, as they had asked for."))
    page.y -= 20
    first = [(title, None)] * bool(title) + GRANTS[: 4 + (not title)]
    second = GRANTS[4 + (not title) :]
    for k in range(max(len(first), len(second))):
        cells = []
        for x, side in ((LEFT, first), (RIGHT, second)):
            if k < len(side) and side[k][1]:
                cells += [(x, side[k][0]), (-x - 230, side[k][1])]
        page.line(step, *cells)
        if title and not k:
            page.line(0, (LEFT, title), size=12, bold=True)
    report = page.read().report
    lines = [
        (x.category, f"£{x.figures[0].money.amount:,}", x.figures[0].role) for t in report.spend_tables for x in t.lines
    ]
    assert lines == [(name, printed, "allocated") for name, printed in GRANTS]


def test_a_table_of_two_sums_a_row_is_read_row_by_row(tmp_path):
    page = Page(tmp_path / "a.pdf")
    head(page)
    page.line(40, (LEFT, "What we spent"), size=13, bold=True)
    page.line(20, (LEFT, "Item"), (-275, "Budget"), (RIGHT, "What it was for"), (-540, "Spent"), bold=True)
    for (name, budget), (what, spent) in zip(GRANTS[:4], GRANTS[4:], strict=False):
        page.line(18, (LEFT, name), (-275, budget), (RIGHT, what), (-540, spent))
    (table,) = page.read().report.spend_tables
    assert [x.category for x in table.lines] == [name for name, _ in GRANTS[:4]]
    assert [[f.role for f in x.figures] for x in table.lines] == [["allocated", "actual"]] * 4


ROWS = [
    ("Victims and witnesses", ()),
    ("Victim Care contract and network of helpers", ("1,420", "1,388", "-32")),
    ("Voosk centres (contribution) and their vans", ("365", "365", "0")),
    ("Restorative justice in all our districts", ("240", "226", "-14")),
    ("Community safety", ()),
    ("Community Safety Partnerships (eight of them)", ("1,086", "1,086", "0")),
    ("Serious violence prevention in the city", ("250", "94", "-156")),
    ("Total commissioning, and no more than that", ("3,361", "3,159", "-202")),
]


def table(page, *, longer=""):
    """Print the table: a header of two lines with one between them, and a line below each row but those of groups."""
    page.line(24, (-420, "Budget"), (-480, "Spend"), (-545, "Variance"), bold=True)
    page.line(6.5, (LEFT + 3, "Service"), bold=True)
    page.line(6.5, (-420, "£’000"), (-480, "£’000"), (-545, "£’000"), bold=True)
    page.rule()
    for name, sums in ROWS:
        page.line(21 if sums else 25, (LEFT + 3, name + longer * bool(sums)), bold=not sums)
        page.line(0, *zip((-420, -480, -545), sums, strict=False))
        if sums:
            page.rule()


def test_a_group_that_no_line_parts_from_its_first_row_heads_it(tmp_path):
    page = Page(tmp_path / "a.pdf")
    head(page)
    page.line(40, (LEFT, "What we spent on commissioning"), size=13, bold=True)
    table(page)
    (found,) = page.read().report.spend_tables
    assert [(x.group, x.category) for x in found.lines] == [
        *(("Victims and witnesses", name) for name, _ in ROWS[1:4]),
        *(("Community safety", name) for name, _ in ROWS[5:7]),
    ]


def test_the_headings_of_a_table_are_no_part_of_the_columns_of_text_above_it(tmp_path):
    page = Page(tmp_path / "a.pdf")
    head(page)
    for above, below in (
        (
            "At the start of the year the police and we had in all",
            "Much less than that is kept for services outside of",
        ),
        (
            "£312 million. By far the greatest part of that is what",
            "the police. Some of these must be paid for by law; we",
        ),
        ("the Chief Constable spends on people.", "pay for others since you told us to."),
    ):
        page.line(14, (LEFT, above), (RIGHT, below))
    page.line(40, (LEFT, "What we spent on commissioning"), size=13, bold=True)
    table(page, longer=" in all the districts of Kelim")  # names as long as a column
    (found,) = page.read().report.spend_tables
    assert [c.heading for c in found.columns] == ["Service", "Budget £’000", "Spend £’000", "Variance £’000"]
    assert [[str(f.money.amount) for f in x.figures] for x in found.lines][3] == ["1086000", "1086000", "0"]


PARTS = [
    ("Connecting communities", "Helpers went to 7 towns. They answered 116 calls."),
    ("Preventing crime", "The pilot worked with 86 young people. Nine left it."),
    ("Getting the best out of the police", "New stations were opened. Vans were bought. Panels read 240 cases."),
    ("Our buildings", "New doors were put in. Nothing else was done. It is enough."),
]


@pytest.mark.parametrize(("told", "count"), [(PARTS, 7), (PARTS[1:], 2)])
def test_a_part_among_others_that_tell_results_tells_some_if_it_counts_something(tmp_path, told, count):
    """Under one large heading, two parts or more before it tell results; one alone says nothing of the next."""
    page = Page(tmp_path / "a.pdf")
    head(page)
    page.line(40, (LEFT, "Delivering our plan"), size=16, bold=True)
    for heading, text in told:
        page.line(30, (LEFT, heading), size=12, bold=True)
        page.line(16, (LEFT, text))
    sections = page.read().report.outcome_sections
    assert sum(len(s.statements) for s in sections) == count
