"""PDF tables whose rows are drawn and whose columns are not: cells set to both edges, words cut, tables overleaf."""

from reportlab.lib.enums import TA_JUSTIFY, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

from pcc_report import parse
from pcc_report.readers import read_document

JUSTIFIED = ParagraphStyle("justified", fontSize=9, leading=11, alignment=TA_JUSTIFY)
RIGHT = ParagraphStyle("right", fontSize=9, leading=11, alignment=TA_RIGHT)
PLAIN = ParagraphStyle("plain", fontSize=10, leading=13)
TITLE = ParagraphStyle("title", fontSize=16, leading=24, fontName="Helvetica-Bold")


def table(rows, widths, styles):
    """A table with a line under each row; cells near to each other, some set to both edges."""
    return Table(
        [[Paragraph(cell, style) for cell, style in zip(row, styles, strict=True)] for row in rows],
        colWidths=widths,
        style=[
            ("LINEBELOW", (0, 0), (-1, -1), 0.5, (0, 0, 0)),
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ],
        hAlign="LEFT",
    )


def build(path, *flow):
    """Print a report with a title."""
    heading = Paragraph("Brenkol Partnership: Annual Report 2021-22", TITLE)
    SimpleDocTemplate(str(path), pagesize=A4, invariant=1).build([heading, *flow])
    return path


ROWS = [
    ("Outreach in the parks", "Harrow Vale Youth Trust and Friends", "£6,000", "£5,874", "Two workers met 96 people"),
    ("Farm watch kits", "Rural Watch Group", "£4,650", "£4,212", "Kits went to 31 of the 35 farms on our list"),
    ("Courses against hate crime", "Equality Works", "£3,000", "£3,000", "Four courses for 67 staff of our shops"),
    ("Safer homes for those at risk", "Harrow Vale Refuge", "£6,000", "£3,391", "22 homes made safer in the year"),
]
HEADS = ("Project", "Lead body", "Awarded", "Spent", "What was delivered?")


def test_cells_set_to_both_edges_and_close_to_each_other_are_cells(tmp_path):
    styles = (JUSTIFIED, JUSTIFIED, RIGHT, RIGHT, JUSTIFIED)
    made = table([HEADS, *ROWS], (70, 74, 44, 44, 90), styles)
    (found,) = parse(build(tmp_path / "a.pdf", made)).report.spend_tables
    read = [(x.category, x.recipient, *(int(f.money.amount) for f in x.figures)) for x in found.lines]
    assert read == [
        (project, body, *(int(s.replace("£", "").replace(",", "")) for s in sums)) for project, body, *sums, _ in ROWS
    ]


def test_a_heading_wider_than_its_figures_belongs_to_the_column_it_ends_with(tmp_path):
    rows = [
        ("Service", "Full year budget", "Actual spend to date", "Full year forecast"),
        *(("Outreach", "13", "6", "12"), ("Mentoring", "48", "16", "43"), ("Wardens", "12", "5", "11")),
    ]
    justified_right = (JUSTIFIED, JUSTIFIED, JUSTIFIED, JUSTIFIED)
    head = table(rows[:1], (150, 50, 60, 60), justified_right)
    body = table(
        [(a, *(f"£{n},000" for n in cells)) for a, *cells in rows[1:]], (150, 50, 60, 60), (PLAIN, *[RIGHT] * 3)
    )
    (found,) = parse(build(tmp_path / "a.pdf", head, body)).report.spend_tables
    assert [[(f.role.value, int(f.money.amount)) for f in x.figures] for x in found.lines] == [
        [("allocated", int(a) * 1000), ("actual", int(b) * 1000), ("forecast", int(c) * 1000)]
        for _, a, b, c in rows[1:]
    ]


def test_a_table_that_goes_on_overleaf_in_columns_of_its_own_is_one_table(tmp_path):
    def part(rows, *widths):
        made = Table([("Service", "Budget", "Spend"), *rows], colWidths=widths, hAlign="LEFT")
        made.setStyle([("ALIGN", (1, 0), (-1, -1), "RIGHT")])
        return made

    first = part([("Outreach", "£13,100", "£6,400"), ("Mentoring", "£4,800", "£4,300")], 200, 60, 60)
    second = part([("Wardens", "£1,200", "£600"), ("Total", "£19,100", "£11,300")], 120, 90, 100)
    (found,) = parse(build(tmp_path / "a.pdf", first, PageBreak(), second)).report.spend_tables
    assert [int(f.money.amount) for x in (*found.lines, *found.totals) for f in x.figures] == [
        *(13100, 6400, 4800, 4300, 1200, 600),
        *(19100, 11300),
    ]


def lines_of(path, pages):
    """Print lines at their heights on each page."""
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for page in pages:
        for y, size, text in page:
            canvas.setFont("Helvetica-Bold" if size > 12 else "Helvetica", size)
            canvas.drawString(72, y, text)
        canvas.showPage()
    canvas.save()
    return path


def test_a_foot_that_counts_the_pages_is_none_of_the_text_wherever_a_page_ends(tmp_path):
    sentence = "The wardens met 300 people in the streets and parks of the town last year, and"
    pages = [
        [
            *((780, 16, "Brenkol Partnership Annual Report 2021-22"), (740, 14, "What was achieved")),
            *((720, 10, sentence), (690, 10, "Community Safety Scrutiny Item 6 – Page 1")),
        ],
        [
            *((780, 10, "went to 12 schools."), (740, 10, "Nobody was hurt.")),
            (640, 10, "Community Safety Scrutiny Item 6 – Page 2"),
        ],
    ]
    told = [
        s.text
        for section in parse(lines_of(tmp_path / "a.pdf", pages)).report.outcome_sections
        for s in section.statements
    ]
    assert told == [f"{sentence} went to 12 schools.", "Nobody was hurt."]


def test_a_document_that_cuts_words_may_cut_any_word(tmp_path):
    heights = range(740, 400, -13)
    lines = [
        *("We gave twelve grants to voluntary groups. The volun-", "tary groups met in every borough. Each bor-"),
        *(
            "ough had two of them, of which 14 helped with do-",
            "mestic violence. Calls about anti-",
            "social behaviour fell by 9%.",
        ),
    ]
    text = [(780, 16, "Results"), *((y, 10, line) for y, line in zip(heights, lines, strict=False))]
    told = " ".join(
        s.text
        for section in parse(lines_of(tmp_path / "a.pdf", [text])).report.outcome_sections
        for s in section.statements
    )
    assert "every borough. Each borough had" in told
    assert "domestic violence" in told
    assert "anti-social behaviour" in told


def cells(canvas, y, row, *, edges, lines=True, bold=False):
    """Print one row of a table; its cells are drawn where *lines* are asked for."""
    canvas.setFont("Helvetica-Bold" if bold else "Helvetica", 10)
    for (x0, x1), text in zip(edges, row, strict=True):
        (canvas.drawString if x0 == edges[0][0] else canvas.drawRightString)(
            x0 + 3 if x0 == edges[0][0] else x1 - 3, y, text
        )
        if lines:
            canvas.rect(x0, y - 4, x1 - x0, 15)


EDGES = [(60, 300), (300, 400), (400, 500)]


def test_a_total_drawn_apart_below_its_table_is_the_tables(tmp_path):
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4, invariant=1)
    cells(canvas, 700, ("Budget area", "Budget £000", "Outturn £000"), edges=EDGES, bold=True)
    cells(canvas, 685, ("Staff and office", "1,678", "1,702"), edges=EDGES)
    cells(canvas, 655, ("Commissioning", "2,113", "2,087"), edges=EDGES)
    cells(canvas, 640, ("Early intervention", "843", "798"), edges=EDGES)
    cells(canvas, 610, ("Total budgets managed", "4,634", "4,587"), edges=EDGES, bold=True)
    canvas.save()
    (found,) = parse(tmp_path / "a.pdf").report.spend_tables
    assert [x.category for x in found.lines] == ["Staff and office", "Commissioning", "Early intervention"]
    assert [int(f.money.amount) for x in found.totals for f in x.figures] == [4634000, 4587000]


def test_a_header_drawn_around_leaves_the_rows_below_it_a_table(tmp_path):
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4, invariant=1)
    cells(canvas, 700, ("", "Award", "Spent"), edges=EDGES, bold=True)
    cells(canvas, 685, ("Scheme", "£", "£"), edges=EDGES, bold=True)
    for k, row in enumerate((("Alley gates", "8,600", "8,450"), ("Cycle marking", "1,250", "1,250"))):
        cells(canvas, 665 - 18 * k, row, edges=EDGES, lines=False)
    canvas.save()
    (found,) = parse(tmp_path / "a.pdf").report.spend_tables
    read = [(x.category, *(int(f.money.amount) for f in x.figures)) for x in found.lines]
    assert read == [("Alley gates", 8600, 8450), ("Cycle marking", 1250, 1250)]


def test_a_column_headed_group_under_headings_names_who_got_the_money(tmp_path):
    edges = [(60, 200), (220, 400), (400, 500)]
    rows = [
        ("Group", "What the grant was for", "Award"),
        *(("Young people", "", ""), ("Harrow Vale Hall", "Drop-in evenings", "£7,000")),
        *(("Brenkol Arts", "Film project", "£5,250"), ("Older people", "", "")),
        *(("Quarry Lane Singers", "Tea and songs", "£1,900"), ("Handmade Projects", "Woodwork", "£7,120")),
    ]
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4, invariant=1)
    for k, (first, second, third) in enumerate(rows):
        canvas.setFont("Helvetica-Bold" if not third or not k else "Helvetica", 10)
        canvas.drawString(edges[0][0], 740 - 20 * k, first)
        canvas.drawString(edges[1][0], 740 - 20 * k, second)
        canvas.drawRightString(edges[2][1], 740 - 20 * k, third)
    canvas.save()
    (found,) = parse(tmp_path / "a.pdf").report.spend_tables
    read = [(x.group, x.recipient, x.category) for x in found.lines]
    assert read == [
        *(("Young people", a, b) for a, b, _ in rows[2:4]),
        *(("Older people", a, b) for a, b, _ in rows[5:]),
    ]


def labels(path, rows):
    """Print labels and two sums at one step from line to line."""
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for k, (label, *sums) in enumerate(rows):
        canvas.setFont("Helvetica-Bold" if not k else "Helvetica", 10)
        canvas.drawString(60, 740 - 13 * k, label)
        for x, text in zip((300, 400), sums, strict=False):
            canvas.drawRightString(x, 740 - 13 * k, text)
    canvas.save()
    return path


def test_a_label_goes_on_below_where_its_next_word_had_no_room(tmp_path):
    rows = [
        ("Recipient", "2022 £", "2021 £"),
        ("Harrow Vale Lads and Girls Club", "15,000", "12,500"),
        ("Moss Lane Fire Station Centre", "10,000", "10,000"),
        ("Boxing Club",),
        ("Quarry Lane Youth Zone", "28,750", "25,600"),
    ]
    (found,) = parse(labels(tmp_path / "a.pdf", rows)).report.spend_tables
    names = ["Harrow Vale Lads and Girls Club", "Moss Lane Fire Station Centre Boxing Club", "Quarry Lane Youth Zone"]
    assert [(x.category, x.group) for x in found.lines] == [(name, None) for name in names]


def test_a_label_alone_heads_a_group_where_others_do(tmp_path):
    rows = [
        ("Source", "2022 £", "2021 £"),
        *(("Councils",), ("Harrow Vale", "15,000", "12,500"), ("Support at the children’s centre", "10,000", "10,000")),
        *(("Trusts",), ("Quarry Lane", "28,750", "25,600"), ("Charities",), ("Brenkol Fund", "1,000", "900")),
    ]
    (found,) = parse(labels(tmp_path / "a.pdf", rows)).report.spend_tables
    groups = {x.category: x.group for x in found.lines}
    assert groups == {
        "Harrow Vale": "Councils",
        "Support at the children’s centre": "Councils",
        "Quarry Lane": "Trusts",
        "Brenkol Fund": "Charities",
    }


def test_a_table_goes_on_overleaf_under_the_heading_of_a_group(tmp_path):
    def part(canvas, rows):
        for k, (label, *sums) in enumerate(rows):
            canvas.setFont("Helvetica-Bold" if not sums else "Helvetica", 12 if not sums else 10)
            canvas.drawString(60, 740 - 16 * k, label)
            for x, text in zip((300, 400), sums, strict=False):
                canvas.drawRightString(x, 740 - 16 * k, text)
        canvas.showPage()

    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4, invariant=1)
    part(canvas, [("", "Budget £000", "Spend £000"), ("Victim hub", "412", "309"), ("Advisers", "365", "268")])
    part(
        canvas,
        [("Young people",), ("Youth justice", "180", "175"), ("Mentors", "140", "105"), ("Total", "1,097", "857")],
    )
    canvas.save()
    (found,) = parse(tmp_path / "a.pdf").report.spend_tables
    assert [(x.category, x.group, *(int(f.money.amount) for f in x.figures)) for x in found.lines] == [
        *(("Victim hub", None, 412000, 309000), ("Advisers", None, 365000, 268000)),
        *(("Youth justice", "Young people", 180000, 175000), ("Mentors", "Young people", 140000, 105000)),
    ]
    assert [int(f.money.amount) for x in found.totals for f in x.figures] == [1097000, 857000]


def at(canvas, y, *places, bold=False):
    """Print texts at their places on one line; one at a negative place ends there."""
    canvas.setFont("Helvetica-Bold" if bold else "Helvetica", 9)
    for x, text in places:
        (canvas.drawString if x > 0 else canvas.drawRightString)(abs(x), y, text)


def test_the_sums_and_remarks_of_a_table_are_no_column_of_the_page(tmp_path):
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4, invariant=1)
    at(canvas, 740, (84, "Action"), (195, "Lead body"), (-312, "Budget"), (-368, "Spend to"), (380, "Evaluation"))
    at(canvas, 729, (-312, "2010/11"), (-368, "31 Dec"))
    lines = [
        (
            (84, "Town Speed"),
            (195, "Brenkolshire"),
            (-312, "£4,200"),
            (-368, "£4,100.00"),
            (380, "Six towns have kits; 318 drivers"),
        ),
        ((84, "Watch kits"), (195, "Road Safety"), (380, "were written to, of whom 14 were")),
        ((195, "Partnership"), (380, "written to twice")),
        (
            (84, "Young driver nights at"),
            (195, "County Fire"),
            (-312, "£1,800"),
            (-368, "£1,650.00"),
            (380, "Approximately 240 people came."),
        ),
        ((84, "RAF Cranmoor"), (195, "And Rescue"), (380, "Two thirds of them were under")),
        ((380, "pressure"),),
    ]
    for y, line in zip((712, 701, 690, 673, 662, 651), lines, strict=True):
        at(canvas, y, *line)
    canvas.save()
    assert {line.zone for line in parse_pages(tmp_path / "a.pdf")} == {None}


def test_headings_of_two_words_are_cells_and_no_line_set_to_both_edges(tmp_path):
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4, invariant=1)
    heads = ((84, "Action"), (198, "Lead agency"), (-320, "Budget"), (-375, "Spend to"), (387, "Q3 Evaluation"))
    at(canvas, 740, *heads, bold=True)
    canvas.save()
    (line,) = [x for x in parse_pages(tmp_path / "a.pdf") if x.text.startswith("Action")]
    assert [line.text[s.start : s.end] for s in line.segments] == [text for _, text in heads]


def parse_pages(path):
    """All lines of a PDF as they are read."""
    return read_document(path.read_bytes(), name=path.name).lines
