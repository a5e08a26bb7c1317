"""Tables on pages whose rows are painted or drawn around: titles and groups merged over cells, boxes that touch."""

import pytest
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Table

from pcc_report import parse
from pcc_report.readers import read_document

GRID = ("GRID", (0, 0), (-1, -1), 0.6, colors.black)
GAP = 8
PALE = colors.HexColor("#dde8ee")


def draw(path, *parts, head="Brenkol Partnership"):
    """Print parts from top to bottom: texts, bold if they are in a tuple, and tables, each under the one before."""
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(60, 790, head)
    y = 760
    for part in parts:
        if isinstance(part, Table):
            _, height = part.wrapOn(canvas, 480, 700)
            part.drawOn(canvas, 60, y - height)
            y -= height + GAP
            continue
        is_bold = isinstance(part, tuple)
        canvas.setFont("Helvetica-Bold" if is_bold else "Helvetica", 12 if is_bold else 10)
        y -= 24
        canvas.drawString(60, y, part[0] if is_bold else part)
        y -= 14
    canvas.save()
    return path


def told(report):
    """Return section -> its statements."""
    return {s.heading: [x.text for x in s.statements] for s in report.outcome_sections}


NAMES = [
    ("Oon advice", "Helpline, letters, visits", 41207),
    ("Kelim house", "Rooms for families", 28465),
    ("Voosk wardens", "Two wardens by night", 19300),
    ("Matu locks", "Locks and lamps", 8750),
]


@pytest.mark.parametrize("painted", [(0, 1), (1, 0)])
@pytest.mark.parametrize("size", [7, 8.5])
def test_small_print_under_names_in_painted_rows_explains_them(tmp_path, painted, size):
    style = ParagraphStyle("a", fontName="Helvetica", fontSize=10.5, leading=size + 4)
    rows = [[Paragraph(f'{name}<br/><font size="{size}">{said}</font>', style), f"£{n:,}"] for name, said, n in NAMES]
    made = Table(
        [["Service", "Spend 2023/24"], *rows, ["Total", f"£{sum(n for *_, n in NAMES):,}"]],
        colWidths=(240, 120),
        style=[
            ("ALIGN", (1, 0), (1, -1), "RIGHT"),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("FONT", (0, 0), (-1, 0), "Helvetica-Bold", 10),
            ("FONTSIZE", (0, 1), (-1, -1), 10.5),
            ("LINEBELOW", (0, 0), (-1, 0), 1.2, colors.black),
            ("BACKGROUND", (0, -1), (-1, -1), PALE),
            *(("BACKGROUND", (0, k), (-1, k), PALE) for k in range(1, len(rows) + 1) if painted[k % 2]),
        ],
    )

    (table,) = parse(draw(tmp_path / "a.pdf", ("What we spent",), made)).report.spend_tables

    said = [(x.category, x.description, int(x.figures[0].money.amount)) for x in table.lines]
    assert said == NAMES
    assert [int(t.figures[0].money.amount) for t in table.totals] == [sum(n for *_, n in NAMES)]


def test_a_form_and_the_table_that_touches_it_are_two(tmp_path):
    form = [
        ["1. About you", ""],
        ["Name of organisation", "Voosk Youth Club"],
        ["Date of this form", "28 April 2023"],
        ["Period covered", "1 September 2022 to 31 March 2023"],
        ["Amount of grant awarded", "£6,450.00"],
    ]
    spend = [
        ["2. How the grant was spent", "", "", ""],
        ["Item", "Budget", "What you spent", "Difference"],
        ["Hall hire", "£2,100.00", "£1,890.00", "£210.00"],
        ["Minibus", "£4,350.00", "£4,400.00", "-£50.00"],
        ["Total", "£6,450.00", "£6,290.00", "£160.00"],
    ]
    title = [GRID, ("SPAN", (0, 0), (-1, 0)), ("FONT", (0, 0), (-1, 0), "Helvetica-Bold")]
    path = draw(
        tmp_path / "a.pdf",
        Table(form, colWidths=(240, 240), style=title),
        Table(spend, colWidths=(120, 120, 120, 120), style=title),
        head="Kelim Council: Fund 2022/23 – Monitoring Form",
    )

    report = parse(path).report

    assert report.organisation == "Voosk Youth Club"
    assert [int(a.money.amount) for a in report.allocations] == [6450]
    assert [[x.category for x in t.lines] for t in report.spend_tables] == [["Hall hire", "Minibus"]]
    assert [x.group for t in report.spend_tables for x in t.lines] == [None, None]


def test_the_title_in_a_box_names_the_results_below_it(tmp_path):
    rows = [
        ["Evenings", "", ""],
        ["Output", "Target", "Achieved"],
        ["Sessions held", "56", "52"],
        ["Young people who came", "80", "113"],
    ]
    path = draw(
        tmp_path / "a.pdf",
        ("Results of the year",),
        Table(rows, (200, 100, 100), style=[GRID, ("SPAN", (0, 0), (2, 0))]),
    )
    assert told(parse(path).report) == {"Evenings": ["Sessions held | 56 | 52", "Young people who came | 80 | 113"]}


def test_names_merged_down_the_first_column_head_the_results_beside_them(tmp_path):
    rows = [
        ["Theme", "Indicator", "2022/23", "2023/24", "Target"],
        ["Voosk lanes", "V/21 - Calls within an hour", "71%", "64%", "70%"],
        ["", "A post was not filled until May.", "", "", ""],
        ["", "V/22 - Visits made", "812", "947", "900"],
        ["", "Up to 30 a month come from wards.", "", "", ""],
        ["Matu homes", "M/5 - First time entrants", "22", "17", "24"],
        ["", "Workers saw 141 children.", "", "", ""],
    ]
    notes = [("SPAN", (1, k), (4, k)) for k in (2, 4, 6)]
    merged = [("SPAN", (0, 1), (0, 4)), ("SPAN", (0, 5), (0, 6)), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    made = Table(rows, (80, 220, 55, 55, 55), style=[GRID, *notes, *merged])

    report = parse(draw(tmp_path / "a.pdf", ("1. Indicators",), made)).report

    assert told(report) == {
        "Voosk lanes": [
            "V/21 - Calls within an hour | 71% | 64% | 70%",
            "A post was not filled until May.",
            "V/22 - Visits made | 812 | 947 | 900",
            "Up to 30 a month come from wards.",
        ],
        "Matu homes": ["M/5 - First time entrants | 22 | 17 | 24", "Workers saw 141 children."],
    }
    assert [str(m.value) for s in report.statements for m in s.measures][-4:] == ["22", "17", "24", "141"]


def beside(path, *, total="Total"):
    """Print a table with its total at the left, and lower down on its right names over sums in a narrow column."""
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica-Bold", 18)
    canvas.drawString(60, 790, "What we spent in 2016/17")
    rows = [("Service", "Spend 2016/17"), *((name, f"£{n:,}") for name, _, n in NAMES), (total, "£97,722")]
    for k, (name, printed) in enumerate(rows):
        canvas.setFont("Helvetica-Bold" if k in (0, len(rows) - 1) else "Helvetica", 10)
        canvas.drawString(60, 740 - 34 * k, name)
        canvas.drawRightString(380, 740 - 34 * k, printed)
    canvas.setFont("Helvetica-Bold", 12)
    canvas.drawString(420, 722, "Where it came from")
    y = 702
    for *names, printed in (("Home Kelim grant", "and precept", "£52,722"), ("Voosk victims’", "grant", "£45,000")):
        canvas.setFont("Helvetica", 10)
        for name in names:
            canvas.drawString(420, y, name)
            y -= 14
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawString(420, y, printed)
        y -= 24
    canvas.save()
    return path


@pytest.mark.parametrize("total", ["Total", "All services"])
def test_the_total_below_a_column_belongs_to_the_table_above_it(tmp_path, total):
    tables = parse(beside(tmp_path / "a.pdf", total=total)).report.spend_tables
    lines = [[(str(f.role), x.category, int(f.money.amount)) for x in t.lines for f in x.figures] for t in tables]
    assert lines == [
        [("actual", name, n) for name, _, n in NAMES],
        [("allocated", "Home Kelim grant and precept", 52722), ("allocated", "Voosk victims’ grant", 45000)],
    ]
    assert [[int(x.figures[0].money.amount) for x in t.totals] for t in tables] == [[97722], []]


def test_two_columns_of_a_text_are_read_one_after_the_other_though_one_begins_a_line_below(tmp_path):
    left = ["This is my first report since", "the vote, and I want to tell", "what your money has bought,", "and why."]
    left += ["I have put the case to them", "and will go on doing so all", "through the year to come, I", "promise."]
    right = ["What follows tells of it. The", "accounts are where they have", "been before, and so are the", "minutes."]
    right += [
        "I thank all who give up their",
        "evenings to make this a safe",
        "county, and all of those who",
        "never go home.",
    ]
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica-Bold", 18)
    canvas.drawString(56, 790, "Foreword")
    canvas.setFont("Helvetica", 11)
    heights = [740, 724, 708, 692, 660, 644, 628, 612]
    for text, y in zip(left, heights, strict=True):
        canvas.drawString(56, y, text)
    for text, y in zip(right, [724, 708, 692, 676, *heights[4:]], strict=True):
        canvas.drawString(312, y, text)
    canvas.save()

    lines = [x.text for x in read_document((tmp_path / "a.pdf").read_bytes(), name="a.pdf").lines if x.text]

    assert lines == ["Foreword", *left, *right]


def lined(path, lines, *, foot=()):
    """Print lines (step from the one above, size, bold, texts at their places, numbers at right edges).

    With a foot for each page, the last line stands on the last page.
    """
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    for page, said in enumerate(foot or [None], 1):
        y = 800
        for step, size, is_bold, *cells in lines if not foot else lines[:-1] if page < len(foot) else lines[-1:]:
            y -= step
            canvas.setFont("Helvetica-Bold" if is_bold else "Helvetica", size)
            for x, text in cells:
                (canvas.drawRightString if text[:1] in "£0123456789" else canvas.drawString)(x, y, text)
        if said:
            canvas.setFont("Helvetica", 9)
            for x, text in said:
                canvas.drawString(x, 30, text)
        canvas.showPage()
    canvas.save()
    return path


@pytest.mark.parametrize("size", [10, 12])
@pytest.mark.parametrize("step", [24, 34])
@pytest.mark.parametrize("total", ["Total", "All bodies named here"])
def test_groups_set_off_by_white_space_stay_in_their_table(tmp_path, size, step, total):
    def row(name, what, first, second, *, is_bold=False):
        return 22, 10, is_bold, (60, name), (190, what), (400, f"£{first:,}"), (500, f"£{second:,}")

    path = lined(
        tmp_path / "a.pdf",
        [
            (0, 18, True, (60, "Voosk Fund: awards 2018-20")),
            (40, 10, True, (372, "Award in"), (472, "Award in")),
            (12, 10, True, (60, "Body"), (190, "Project"), (372, "2018-19"), (472, "2019-20")),
            (step, size, True, (60, "Norland")),
            row("Oon Council", "Early help", 2124, 2514),
            row("Kelim Trust", "Tracker", 2403, 2882),
            (step, size, True, (60, "Sutherby and Wold")),
            row("Matu Club", "Schools", 3117, 3532),
            row("Brenk Aid", "Custody", 986, 1213),
            row(total, "", 8630, 10141, is_bold=True),
        ],
    )

    (table,) = parse(path).report.spend_tables

    assert [(x.group, x.recipient, x.category) for x in table.lines] == [
        ("Norland", "Oon Council", "Early help"),
        ("Norland", "Kelim Trust", "Tracker"),
        ("Sutherby and Wold", "Matu Club", "Schools"),
        ("Sutherby and Wold", "Brenk Aid", "Custody"),
    ]
    assert [f.period.label for f in table.lines[0].figures] == ["2018-19", "2019-20"]
    assert [[int(f.money.amount) for f in t.figures] for t in table.totals] == [[8630, 10141]]


def test_the_first_line_of_a_box_without_cells_heads_it_though_it_ends_open(tmp_path):
    rows = [["Money in", ""], ["Voosk Commissioner", "£412,500"], ["Kelim Council", "£371,000"]]
    style = [("BOX", (0, 0), (-1, -1), 0.6, colors.black), ("FONT", (0, 0), (-1, 0), "Helvetica-Bold")]
    path = draw(tmp_path / "a.pdf", Table(rows, (200, 100), style=[*style, ("ALIGN", (1, 0), (1, -1), "RIGHT")]))

    report = parse(path).report

    said = [(x.group, x.category, int(x.figures[0].money.amount)) for t in report.spend_tables for x in t.lines]
    said += [(None, a.label, int(a.money.amount)) for a in report.allocations]
    assert said == [(None, "Voosk Commissioner", 412500), (None, "Kelim Council", 371000)]


def test_the_head_of_a_letter_names_who_writes_and_the_line_under_the_salutation_is_its_title(tmp_path):
    path = lined(
        tmp_path / "a.pdf",
        [
            (0, 17, False, (60, "Home")),
            (18, 17, False, (60, "Brenkol")),
            (44, 10, False, (60, "Police and Crime Commissioners")),
            (14, 10, False, (60, "(lead bidders, Youth Fund)")),
            (30, 10, False, (60, "Dear Commissioner,")),
            (26, 11, True, (60, "Youth Fund 2018-20: position after the first year")),
            (26, 10, False, (60, "I am writing to thank you for what you have sent in and to tell what came of it.")),
            (30, 10, False, (60, "Yours sincerely,")),
            (40, 10, False, (60, "Head of Youth Violence Unit")),
        ],
    )
    report = parse(path).report
    assert report.organisation == "Home Brenkol"
    assert report.title == "Youth Fund 2018-20: position after the first year"


def test_feet_with_a_name_and_the_pages_count_are_no_results(tmp_path):
    foot = [[(290, "Performance"), (480, "Page 1 of 2")], [(290, "Comments"), (480, "Page 2 of 2")]]
    lines = [
        (0, 16, True, (60, "Brenkol Partnership: Return 2014/15")),
        (40, 10, True, (60, "Results")),
        (20, 10, False, (60, "• 45 families were met")),
        (14, 10, False, (60, "• 12 talks were held")),
    ]
    assert told(parse(lined(tmp_path / "a.pdf", lines, foot=foot)).report) == {
        "Results": ["45 families were met", "12 talks were held"]
    }


def test_a_foot_may_say_when_a_report_was_published(tmp_path):
    lines = [(0, 20, True, (60, "Annual Report 2016/17")), (40, 12, False, (60, "Voosk Partnership"))]
    lines += [(20, 12, False, (60, "The partnership met three times."))]
    path = lined(tmp_path / "a.pdf", lines, foot=[[(60, "Published July 2017"), (500, "1")], [(500, "2")]])
    assert str(parse(path).report.published) == "2017-07"


ROWS = [("Hall hire", 2100, 1890, 210), ("Minibus", 4350, 4300, 50), ("Food", 600, 512, 88)]


@pytest.mark.parametrize("shift", [0, 14, 40])
def test_headings_at_the_left_of_cells_are_those_of_the_figures_at_their_right(tmp_path, shift):
    heads = [(60, "Item"), *((x + shift, h) for x, h in ((190, "Budget"), (310, "What you spent"), (430, "Variance")))]
    rows = [(18, 10, False, (60, name), *((x, f"{n:,}") for x, n in zip((300, 420, 540), figures, strict=True)))
            for name, *figures in ROWS]  # fmt: skip
    path = lined(tmp_path / "a.pdf", [(0, 18, True, (60, "Voosk Club: Report 2022/23")), (40, 10, True, *heads), *rows])

    (table,) = parse(path).report.spend_tables

    assert [[str(f.role) for f in x.figures] for x in table.lines] == [["allocated", "actual", "variance"]] * 3


def test_two_headings_without_a_line_between_them_are_those_of_a_column_each(tmp_path):
    """A heading alone over two columns is of both."""
    rows = [["Project", "Awarded", "Spent", "Bids"], *((n, f"£{a:,}", f"£{b:,}", "7") for n, a, b, _ in ROWS)]
    boxes = [("BOX", cells, (n, 0), 0.6, colors.black) for cells, n in (((0, 0), 0), ((1, 0), 2), ((3, 0), 3))]
    style = [("GRID", (0, 1), (-1, -1), 0.6, colors.black), ("ALIGN", (1, 0), (-1, -1), "RIGHT"), *boxes]
    made = Table(rows, colWidths=(120, 90, 90, 90), style=style)
    (table,) = parse(draw(tmp_path / "a.pdf", ("Grants of 2022/23",), made)).report.spend_tables
    assert [c.heading for c in table.columns] == ["Project", "Awarded", "Spent", "Bids"]


def test_a_heading_of_more_lines_than_the_one_beside_it_is_whole(tmp_path):
    lines = [
        (0, 18, True, (60, "Voosk Club: Report 2022/23")),
        (40, 10, False, (357, "Actual spend to 31")),
        (5, 10, False, (60, "Item"), (272, "Award")),
        (6, 10, False, (388, "March 2023")),
        *((18, 10, False, (60, name), (300, f"£{a:,}"), (440, f"£{b:,}")) for name, a, b, _ in ROWS),
    ]
    (table,) = parse(lined(tmp_path / "a.pdf", lines)).report.spend_tables
    assert [str(f.role) for f in table.lines[0].figures] == ["allocated", "actual"]


def test_a_label_whose_figures_stand_beside_its_middle_is_whole_between_lines(tmp_path):
    style = ParagraphStyle("a", fontName="Helvetica", fontSize=10, leading=12)
    rows = [[Paragraph(name, style), f"£{a:,}", f"£{b:,}"] for name, a, b, _ in ROWS]
    rows.insert(1, [Paragraph("Youth workers<br/>(sessional)", style), "£12,800", "£12,390"])
    made = Table(
        [["Item", "Budget", "Spent"], *rows],
        (150, 90, 90),
        style=[
            ("LINEBELOW", (0, 0), (-1, -1), 0.6, colors.black),
            ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ],
    )
    (table,) = parse(draw(tmp_path / "a.pdf", ("How the grant was spent",), made)).report.spend_tables
    assert [x.category for x in table.lines] == ["Hall hire", "Youth workers (sessional)", "Minibus", "Food"]
    assert {x.group for x in table.lines} == {None}


@pytest.mark.parametrize("void", ["nil", "-", "n/a"])
def test_sums_with_words_for_none_among_them_are_no_column_of_a_page(tmp_path, void):
    lines = [(0, 18, True, (60, "Voosk Trust")), (22, 12, True, (60, "Annual report for the year ended 31 March 2023"))]
    lines += [(30, 12, True, (60, "3. Grants received"))]
    lines += [(20, 10, True, (280, "General"), (345, "Restricted"), (430, "Total"), (500, "Total"))]
    lines += [(14, 10, True, (315, "2023"), (393, "2023"), (455, "2023"), (525, "2022"))]
    wanted = []
    for k, name in enumerate(("Voosk Commissioner", "Kelim Council", "Oon Trust (Support Fund)", "Other grants")):
        figures = [0 if k % 2 else 8952 + k, 41580 - k, 50532 if k % 2 == 0 else 41580 - k, 1200 + k]
        places = zip((315, 393, 455, 525), figures, strict=True)
        cells = [(x, f"{n:,}") if n else (x - 15, void) for x, n in places]
        lines.append((17, 10, False, (60, name), *cells))
        wanted.append((name, [None if void == "n/a" and not n else n for n in figures]))

    (table,) = parse(lined(tmp_path / "a.pdf", lines)).report.spend_tables

    said = [(x.category, [f.money and int(f.money.amount) for f in x.figures]) for x in table.lines]
    assert said == wanted
    assert [f.period.label for f in table.lines[0].figures] == ["2022-23", "2022-23", "2022-23", "2021-22"]


@pytest.mark.parametrize("first", ["form", "spend"])
def test_a_form_and_a_table_in_one_box_are_two(tmp_path, first):
    form = [["About you", "", "", ""], ["Name of organisation", "", "Voosk Youth Club", ""]]
    form += [["Date of this form", "", "28 April 2023", ""], ["Amount of grant awarded", "", "£6,450.00", ""]]
    spend = [["How the grant was spent", "", "", ""], ["Item", "Budget", "What you spent", "Difference"]]
    spend += [["Hall hire", "£2,100.00", "£1,890.00", "£210.00"], ["Minibus", "£4,350.00", "£4,400.00", "-£50.00"]]
    rows = [*form, *spend] if first == "form" else [*spend, *form]
    at = 0 if first == "form" else len(spend)
    titles = [("SPAN", (0, rows.index(t)), (-1, rows.index(t))) for t in (form[0], spend[0])]
    halves = [("SPAN", (a, at + k), (a + 1, at + k)) for k in range(1, len(form)) for a in (0, 2)]
    path = draw(
        tmp_path / "a.pdf",
        Table(rows, colWidths=(120, 120, 120, 120), style=[GRID, *titles, *halves]),
        head="Kelim Council: Fund 2022/23 – Monitoring Form",
    )

    report = parse(path).report

    assert report.organisation == "Voosk Youth Club"
    assert [int(a.money.amount) for a in report.allocations] == [6450]
    assert [(x.category, [int(f.money.amount) for f in x.figures]) for t in report.spend_tables for x in t.lines] == [
        ("Hall hire", [2100, 1890, 210]),
        ("Minibus", [4350, 4400, -50]),
    ]


@pytest.mark.parametrize("brand", ["GOV.UK", "KELIM.ORG"])
def test_a_page_of_a_site_names_the_department_and_not_the_site(tmp_path, brand):
    """A name of two lines, whose first is a word of menus, stands under the site's own and its trail of pages."""
    path = lined(
        tmp_path / "a.pdf",
        [
            (0, 16, True, (60, brand)),
            (26, 8, False, (60, "Home › Crime, justice and law › Youth violence: grants")),
            (30, 12, False, (66, "Home")),
            (13, 12, False, (66, "Office")),
            (30, 12, False, (60, "Transparency data")),
            (30, 25, True, (60, "Youth violence: grants")),
            (30, 10, False, (60, "Published 29 August 2023")),
            (40, 10, False, (60, "The Mayor’s Office for Policing and Crime is left out of the table.")),
        ],
    )
    assert parse(path).report.organisation == "Home Office"
