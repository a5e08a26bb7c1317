"""Tables on pages without drawn lines: what belongs to a row, a header, a caption is told by where it stands."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from pcc_report import parse
from pcc_report.diagnostics import Severity


def page(path, lines):
    """Print (y from the top, size, [(x, text) or (None, right x, text)]) lines."""
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    for y, size, cells in lines:
        canvas.setFont("Helvetica-Bold" if size > 10 else "Helvetica", size)
        for *x, text in cells:
            if len(x) == 1:
                canvas.drawString(x[0], 842 - y, text)
            else:
                canvas.drawRightString(x[1], 842 - y, text)
    canvas.save()
    return path


def rows_of(table):
    """Return the name of each line with who got it and its sums."""
    return [
        (line.category, line.recipient, [f.money and int(f.money.amount) for f in line.figures]) for line in table.lines
    ]


TITLE = (60, 14, [(60, "Community Safety Fund 2021-22")])


def test_lines_that_carry_on_two_cells_of_a_row_are_of_that_row(tmp_path):
    """White space parts the rows, so a line as near as those of a text begins none, however it begins."""
    lines = [
        TITLE,
        (100, 9, [(60, "Provider"), (210, "What it pays for"), (None, 420, "2020/21"), (None, 500, "2021/22")]),
        (117, 9, [(60, "Oakfield Trust"), (210, "Counselling"), (None, 420, "£8,000"), (None, 500, "£16,000")]),
        (
            134,
            9,
            [(60, "Advocacy After Domestic"), (210, "Support for"), (None, 420, "£15,750"), (None, 500, "£31,500")],
        ),
        (145, 9, [(60, "Abuse"), (210, "Bereaved")]),
        (156, 9, [(210, "Families")]),
        (173, 9, [(60, "Next Step"), (210, "Court work"), (None, 420, "£35,200"), (None, 500, "£70,400")]),
    ]
    (table,) = parse(page(tmp_path / "a.pdf", lines)).report.spend_tables
    assert [(line.recipient, line.category) for line in table.lines] == [
        ("Oakfield Trust", "Counselling"),
        ("Advocacy After Domestic Abuse", "Support for Bereaved Families"),
        ("Next Step", "Court work"),
    ]


def test_a_name_over_a_group_is_one_text_where_a_word_of_it_begins_with_a_column(tmp_path):
    """Its blanks are of one width, so none of them parts two cells."""
    group = "Department for Housing and"
    canvas = Canvas("unused.pdf")
    x = 60 + canvas.stringWidth(f"{group} ", "Helvetica", 9)
    lines = [
        TITLE,
        (100, 9, [(60, "Organisation"), (x, "Project"), (None, 450, "Grant amount")]),
        (117, 9, [(60, "Borough Council")]),
        (134, 9, [(60, "Batchley Group"), (x, "Drop-in"), (None, 450, "£3,000")]),
        (151, 9, [(60, f"{group} Communities")]),
        (168, 9, [(60, "Women's Aid"), (x, "Refuge"), (None, 450, "£118,400")]),
    ]
    (table,) = parse(page(tmp_path / "a.pdf", lines)).report.spend_tables
    assert [(line.group, line.category) for line in table.lines] == [
        ("Borough Council", "Drop-in"),
        (f"{group} Communities", "Refuge"),
    ]


def test_sums_cut_in_a_narrow_cell_are_whole_beside_cells_that_go_on(tmp_path):
    """A digit below what lacks one ends it, whatever else stands on its line; so does the last digit of pence."""
    lines = [
        TITLE,
        (100, 9, [(60, "Project"), (180, "Lead"), (None, 320, "Award"), (None, 380, "Spent")]),
        (117, 9, [(60, "Street outreach"), (180, "Kingsbury"), (None, 320, "£12,50"), (None, 380, "£12,500")]),
        (128, 9, [(180, "Youth Project"), (None, 320, "0")]),
        (145, 9, [(60, "Farm kits"), (180, "Rural Watch"), (None, 320, "£4,650"), (None, 380, "£4,212.75")]),
        (162, 9, [(60, "TOTAL"), (None, 320, "£17,15"), (None, 380, "£16,712.7")]),
        (173, 9, [(None, 320, "0"), (None, 380, "5")]),
    ]
    (table,) = parse(page(tmp_path / "a.pdf", lines)).report.spend_tables
    assert rows_of(table) == [
        ("Street outreach", "Kingsbury Youth Project", [12500, 12500]),
        ("Farm kits", "Rural Watch", [4650, 4212]),
    ]
    assert [str(f.money.amount) for f in table.totals[0].figures] == ["17150", "16712.75"]


def test_a_bracket_that_a_last_name_opens_is_closed_below_it(tmp_path):
    """No table goes on there, and yet the line is of its last row."""
    lines = [
        TITLE,
        (100, 9, [(60, "Project"), (None, 420, "Grant £")]),
        (117, 9, [(60, "Programme lead"), (None, 420, "53,018")]),
        (134, 9, [(60, "Voices work (Kestrel"), (None, 420, "17,000")]),
        (145, 9, [(60, "Research)")]),
    ]
    (table,) = parse(page(tmp_path / "a.pdf", lines)).report.spend_tables
    assert [line.category for line in table.lines] == ["Programme lead", "Voices work (Kestrel Research)"]


def test_a_year_alone_on_the_last_line_of_a_header_is_no_sum(tmp_path):
    """It ends the heading over it."""
    lines = [
        TITLE,
        (100, 9, [(60, "Action"), (None, 320, "Budget"), (None, 400, "Spend to")]),
        (111, 9, [(None, 320, "2021/22"), (None, 400, "31 Dec")]),
        (122, 9, [(None, 400, "2021")]),
        (139, 9, [(60, "Youth bus"), (None, 320, "£6,000"), (None, 400, "£4,500")]),
        (156, 9, [(60, "Farm Watch"), (None, 320, "£1,000"), (None, 400, "£250")]),
    ]
    (table,) = parse(page(tmp_path / "a.pdf", lines)).report.spend_tables
    assert [sums for _, _, sums in rows_of(table)] == [[6000, 4500], [1000, 250]]
    assert table.columns[2].heading == "Spend to 31 Dec 2021"


def test_a_unit_in_a_line_across_a_table_is_that_of_its_sums(tmp_path):
    """Where it stands over the first of them."""
    lines = [
        TITLE,
        (100, 9, [(60, "Home Office Fund: £215,000"), (None, 420, "Spend")]),
        (117, 9, [(60, "How it was used (£k)")]),
        (134, 9, [(60, "Offender management"), (None, 420, "142")]),
        (151, 9, [(60, "Advisers"), (None, 420, "73")]),
        (168, 9, [(60, "Total"), (None, 420, "215")]),
    ]
    (table,) = parse(page(tmp_path / "a.pdf", lines)).report.spend_tables
    assert [sums for _, _, sums in rows_of(table)] == [[142000], [73000]]


def test_a_unit_on_a_line_of_its_own_over_a_table_is_no_heading(tmp_path):
    """The heading above still says what the sums are."""
    lines = [
        TITLE,
        (100, 14, [(60, "Reserves at 31 March 2022")]),
        (125, 10, [(60, "£m")]),
        (150, 10, [(60, "General Fund"), (None, 420, "4.000")]),
        (167, 10, [(60, "Capital Reserve"), (None, 420, "13.746")]),
        (184, 10, [(60, "TOTAL"), (None, 420, "17.746")]),
    ]
    (table,) = parse(page(tmp_path / "a.pdf", lines)).report.spend_tables
    assert table.title == "Reserves at 31 March 2022"
    assert [sums for _, _, sums in rows_of(table)] == [[4000000], [13746000]]


def test_a_numbered_caption_is_the_title_of_the_table_under_it(tmp_path):
    """In plain type, right under a paragraph: what it says of the sums holds, not what the heading says."""
    lines = [
        TITLE,
        (100, 14, [(60, "What contracts cost")]),
        (
            120,
            10,
            [(60, "Services are bought for the City Council and, since April 2013, for the Commissioner too, as the")],
        ),
        (132, 10, [(60, "Board asked.")]),
        (144, 10, [(60, "Table 4.1: Annual value of contracts")]),
        (155, 10, [(60, "Service"), (None, 350, "2020/21 £"), (None, 450, "2021/22 £")]),
        (167, 10, [(60, "Helpline"), (None, 350, "62,400"), (None, 450, "62,400")]),
        (184, 10, [(60, "Refuge"), (None, 350, "241,750"), (None, 450, "229,660")]),
    ]
    (table,) = parse(page(tmp_path / "a.pdf", lines)).report.spend_tables
    assert table.title == "Table 4.1: Annual value of contracts"


def test_sums_that_a_cell_or_a_name_holds_too_many_of_are_listed(tmp_path):
    """Two rows set as one: what belongs to which column is not known, and none of it is lost in silence."""
    lines = [
        TITLE,
        (100, 9, [(60, "Grant"), (None, 320, "Received"), (None, 520, "Spent")]),
        (117, 9, [(60, "Reduction Fund"), (None, 320, "£21,429"), (None, 520, "£19,204")]),
        (134, 9, [(60, "Training"), (None, 320, "£7,500"), (None, 520, "£7,100")]),
        (151, 9, [(60, "Reviews"), (None, 320, "£15,000"), (None, 520, "£53,569 £38,554 £5,374")]),
    ]
    result = parse(page(tmp_path / "a.pdf", lines))
    assert {int(u.money.amount) for u in result.unplaced} == {53569, 38554, 5374}
    assert any(d.severity is not Severity.INFO for d in result.diagnostics)


def test_a_page_title_in_a_table_with_a_heading_under_it_is_no_header(tmp_path):
    """The true header names sums; its table is read though a scanner took the pound signs for letters."""
    lines = [
        (100, 9, [(200, "TRUSTEES' REPORT"), (330, "TRUSTEES' REPORT")]),
        (117, 9, [(60, "Principal funding")]),
        (134, 9, [(60, "Project"), (200, "Funding sources"), (330, "Income"), (450, "Expenditure")]),
        (151, 9, [(60, "Refuge"), (200, "Borough Council"), (330, "f412,310"), (450, "f398,766")]),
        (168, 9, [(60, "Advice"), (200, "Children in Need"), (330, "f293,353"), (450, "E280,668")]),
        (185, 9, [(60, "Total"), (330, "f705,663"), (450, "f679,434")]),
    ]
    (table,) = parse(page(tmp_path / "a.pdf", [TITLE, *lines])).report.spend_tables
    assert [column.heading for column in table.columns] == ["Project", "Funding sources", "Income", "Expenditure"]
    assert [sums for _, _, sums in rows_of(table)] == [[412310, 398766], [293353, 280668]]


def test_rows_that_were_run_together_are_no_rows_where_the_page_ends_their_lines(tmp_path):
    """Sums before the last words of a line are of another row than those behind them."""
    lines = [
        TITLE,
        (100, 9, [(60, "Item Budget Spend Variance")]),
        (112, 9, [(60, "Officer £34,200 £34,187.12 £12.88 Session fees to clubs £41,600 £38,950.00")]),
        (123, 9, [(60, "£2,650.00 Kit and medals £6,500 £7,212.40 -£712.40")]),
        (134, 9, [(60, "Evaluation £5,000 £4,000.00 £1,000.00 Total £87,300 £84,349.52 £2,950.48")]),
    ]
    result = parse(page(tmp_path / "a.pdf", lines))
    rows = {
        line.category: sums
        for t in result.report.spend_tables
        for line, (*_, sums) in zip(t.lines, rows_of(t), strict=True)
    }
    assert rows["Session fees to clubs"] == [41600, 38950, 2650]
    assert rows["Kit and medals"] == [6500, 7212, -712]


def test_years_at_the_foot_of_a_page_are_no_number_of_it(tmp_path):
    """As of a list of cells that is cut there: the page after it begins with their unit."""
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(595, 842), invariant=1)
    cells = ["Source of funding", "2011/12", "£", "2012/13", None, "£", "Council", "561,340", "548,120", "Police"]
    y = 636
    for cell in [*cells, "58,212", "58,210", "Probation", "41,000", "38,950", "Total", "660,552", "645,280"]:
        if cell is None:
            canvas.showPage()
            y = 60
            continue
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, 842 - y, cell)
        y += 36
    canvas.save()
    (table,) = parse(tmp_path / "a.pdf").report.spend_tables
    assert [f.period.label for f in table.lines[0].figures] == ["2011-12", "2012-13"]


def test_a_sentence_that_tells_what_a_list_comes_to_is_an_allocation_too(tmp_path):
    """It says what money it is, where a plain total would only add up."""
    lines = [
        TITLE,
        (90, 10, [(60, "The funding allocation for the borough was:")]),
        (110, 10, [(60, "•"), (75, "2017/18 £401,731")]),
        (130, 10, [(60, "•"), (75, "2018/19 £241,699")]),
        (150, 10, [(60, "That made a combined 2 year allocation of £643,430")]),
    ]
    report = parse(page(tmp_path / "a.pdf", lines)).report
    assert [int(a.money.amount) for a in report.allocations] == [401731, 241699, 643430]


def test_a_line_that_gives_the_year_of_the_list_below_heads_it_with_no_space_above(tmp_path):
    """Its sums are of that year."""
    lines = [
        (60, 14, [(60, "Youth Triage Scheme")]),
        (85, 12, [(60, "Funding")]),
        (98, 10, [(60, "Funding allocations for 2024/25 were as follows:")]),
        (110, 10, [(60, "•"), (75, "Hartlepool: £37,920")]),
        (122, 10, [(60, "•"), (75, "Stockton: £57,640")]),
        (140, 10, [(60, "Funding allocations for 2025/26 will be:")]),
        (152, 10, [(60, "•"), (75, "Hartlepool: £38,870")]),
        (164, 10, [(60, "•"), (75, "Stockton: £59,080")]),
    ]
    tables = parse(page(tmp_path / "a.pdf", lines)).report.spend_tables
    assert [{f.period.label for line in t.lines for f in line.figures} for t in tables] == [{"2024-25"}, {"2025-26"}]


@pytest.mark.parametrize("at", [0, 1, 2], ids=["on the first line", "in the middle", "on the last line"])
def test_figures_stand_on_any_line_of_a_name(tmp_path, at):
    """White space parts the rows, whichever line of a cell its neighbours are set beside."""
    name = ["Community Speed Watch", "kits and training for", "Volunteers"]
    lines = [TITLE, (100, 9, [(60, "Project"), (None, 320, "Budget"), (None, 400, "Spend")])]
    for top, sums in ((120, ("£6,000", "£4,500")), (162, ("£1,000", "£250"))):
        for k, text in enumerate(name):
            figures = [(None, x, s) for x, s in zip((320, 400), sums, strict=True)] if k == at else []
            lines.append((top + 11 * k, 9, [(60, text), *figures]))
    (table,) = parse(page(tmp_path / "a.pdf", lines)).report.spend_tables
    assert rows_of(table) == [(" ".join(name), None, [6000, 4500]), (" ".join(name), None, [1000, 250])]


def test_a_label_at_one_place_of_two_pages_is_no_running_head(tmp_path):
    """Text stands above it, which no running head has; so the record that it begins keeps its name and its sums."""
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(595, 842), invariant=1)

    def record(y, name, award, spend):
        for k, text in enumerate(("Project", name, "Run by", "Oakfield Trust", "Budget", award, "Spend", spend)):
            canvas.setFont("Helvetica-Bold" if k % 2 == 0 else "Helvetica", 10)
            canvas.drawString(60, 842 - y - 14 * k, text)

    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(60, 782, "Community Safety Report")
    record(100, "Wardens", "£85,000", "£84,112.60")
    canvas.drawString(60, 842 - 212, "Calls were answered within 30 minutes, and nobody waited.")
    for name, award, spend in (("Court worker", "£36,500", "£36,000"), ("Road show", "£9,000", "nil")):
        canvas.showPage()
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, 842 - 65, f"This page was left for {name}, and the Board has read it.")
        record(93, name, award, spend)
    canvas.save()
    (table,) = parse(tmp_path / "a.pdf").report.spend_tables
    assert [(line.category, [int(f.money.amount) for f in line.figures]) for line in table.lines] == [
        ("Wardens", [85000, 84112]),
        ("Court worker", [36500, 36000]),
        ("Road show", [9000, 0]),
    ]


def test_a_label_and_nil_on_one_line_are_a_label_and_its_value(tmp_path):
    """As "Spend £80" is, without a colon."""
    lines = [TITLE]
    y = 100
    for name, award, spend in (
        ("Wardens", "£900", "Spend £800"),
        ("Signs", "£400", "Spend nil"),
        ("Bus", "£70", "Spend £70"),
    ):
        for k, text in enumerate(("Project", name, "Budget", award, spend)):
            lines.append((y + 20 * k, 10, [(60, text)]))
        y += 120
    (table,) = parse(page(tmp_path / "a.pdf", lines)).report.spend_tables
    assert [[int(f.money.amount) for f in line.figures] for line in table.lines] == [[900, 800], [400, 0], [70, 70]]


def test_a_heading_right_under_a_heading_goes_on_no_other(tmp_path):
    """Though the upper one is the widest line of its page: there is more room between them than in one heading."""
    lines = [
        (60, 14, [(60, "Report of the Partnership")]),
        (90, 12, [(60, "Priority 3 - Confidence in the police of the town")]),
        (112, 12, [(60, "Results")]),
        (130, 10, [(60, "• Wardens made 390 patrols.")]),
    ]
    report = parse(page(tmp_path / "a.pdf", lines)).report
    assert [section.heading for section in report.outcome_sections] == ["Results"]


def test_names_that_fill_their_column_are_no_column_of_the_page(tmp_path):
    """Long names one under the other look like a text; the sums at the ends of their rows tell that they are none."""
    names = [
        ("Domestic abuse co-ordination", "Council Family Safety Unit", "38,000.00", "38,000.00"),
        ("Leapfrog scheme for children", "Involve Northside", "16,500.00", "16,500.00"),
        ("Victims of disorder support", "Anytown Council", "29,750.00", "28,911.36"),
        ("Knife crime theatre tour", "Ariel Trust", "7,900.00", "7,900.00"),
        ("Community mediation", "Anytown Mediation", "6,240.00", "4,880.00"),
        ("Festive drink drive campaign", "Anytown Fire & Rescue", "2,500.00", "2,317.84"),
        ("Dog theft and bike marking", "Anytown Police", "1,860.00", "1,860.00"),
        ("Reserve for problem solving", "Partnership manager", "4,500.00", "-"),
    ]
    rows = [
        (130 + 15.5 * k, 9.5, [(62, a), (238, b), (None, 468, c), (None, 533, d)])
        for k, (a, b, c, d) in enumerate(names)
    ]
    head = (114, 9.5, [(62, "Project"), (238, "Delivered by"), (None, 468, "Grant (£)"), (None, 533, "Spent (£)")])
    total = (254, 9.5, [(62, "Total"), (None, 468, "107,250.00"), (None, 533, "100,369.20")])
    (table,) = parse(page(tmp_path / "a.pdf", [TITLE, head, *rows, total])).report.spend_tables

    assert [a for a, *_ in names] == [line.category for line in table.lines]
    assert [b for _, b, *_ in names] == [line.recipient for line in table.lines]
    assert [107250, 100369] == [int(f.money.amount) for f in table.totals[0].figures]


def test_a_name_over_many_lines_of_a_narrow_column_ends_no_table(tmp_path):
    """However many lines of it stand below its sums, the next row is one of the same table, and of its columns."""
    name = ["Gates at Elm", "Lane, Moss", "Road, the", "Station", "and the", "Common"]
    lines = [
        TITLE,
        (100, 9, [(60, "Project"), (None, 200, "2020/21"), (None, 280, "2021/22")]),
        (111, 9, [(None, 200, "award (£000)"), (None, 280, "award (£000)")]),
        (128, 9, [(60, "Farm Watch"), (None, 200, "252"), (None, 280, "7")]),
        (145, 9, [(60, name[0]), (None, 200, "316"), (None, 280, "1,054")]),
        *((145 + 11 * k, 9, [(60, word)]) for k, word in enumerate(name) if k),
        (217, 9, [(60, "Youth bus"), (None, 200, "203"), (None, 280, "2,340")]),
        (234, 9, [(60, "Knife bins"), (None, 200, "355"), (None, 280, "42")]),
    ]
    (table,) = parse(page(tmp_path / "a.pdf", lines)).report.spend_tables
    assert rows_of(table) == [
        ("Farm Watch", None, [252000, 7000]),
        (" ".join(name), None, [316000, 1054000]),
        ("Youth bus", None, [203000, 2340000]),
        ("Knife bins", None, [355000, 42000]),
    ]


def test_a_table_is_not_lost_where_only_its_rows_overleaf_stand_in_a_box(tmp_path):
    """What is drawn on one page takes nothing away from the page before."""
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(595, 842), invariant=1)
    sums = {"Farm Watch": "4,252", "Youth bus": "1,203", "Knife bins": "2,355", "Street pastors": "6,100"}
    for part in (list(sums)[:2], list(sums)[2:]):
        canvas.setFont("Helvetica", 9)
        for k, (name, sum_) in enumerate([("Project", "Grant awarded (£)"), *((n, sums[n]) for n in part)]):
            canvas.drawString(60, 700 - 17 * k, name)
            canvas.drawRightString(300, 700 - 17 * k, sum_)
        if part[0] == "Knife bins":
            canvas.rect(56, 660, 250, 54)
        canvas.showPage()
    canvas.save()
    tables = parse(tmp_path / "a.pdf").report.spend_tables
    assert [row for table in tables for row in rows_of(table)] == [
        ("Farm Watch", None, [4252]),
        ("Youth bus", None, [1203]),
        ("Knife bins", None, [2355]),
        ("Street pastors", None, [6100]),
    ]


def test_a_unit_that_a_narrow_heading_cuts_is_that_of_its_sums(tmp_path):
    """Neither half of "(£000)" is a number, nor the mark of an item; so is it where the header is printed again."""
    header = [
        (9, [(60, "Project"), (None, 300, "Budget"), (None, 360, "Spend")]),
        (9, [(None, 300, "(£0"), (None, 360, "(£")]),
        (9, [(None, 300, "00)"), (None, 360, "000)")]),
    ]
    lines = [
        TITLE,
        *((100 + 11 * k, *line) for k, line in enumerate(header)),
        (145, 9, [(60, "Farm Watch"), (None, 300, "1,200"), (None, 360, "2,250")]),
        (162, 9, [(60, "Youth bus"), (None, 300, "650"), (None, 360, "374")]),
    ]
    (table,) = parse(page(tmp_path / "a.pdf", lines)).report.spend_tables
    assert rows_of(table) == [("Farm Watch", None, [1200000, 2250000]), ("Youth bus", None, [650000, 374000])]


def test_bare_sums_beside_a_column_in_thousands_are_doubted(tmp_path):
    """A unit that stands over one column alone may be that of all, and so no sum is a thousand times too small in silence."""
    lines = [
        TITLE,
        (100, 9, [(60, "Project"), (None, 300, "Budget"), (None, 380, "Spend (£000)")]),
        (117, 9, [(60, "Farm Watch"), (None, 300, "1,200"), (None, 380, "2,250")]),
        (134, 9, [(60, "Youth bus"), (None, 300, "650"), (None, 380, "374")]),
    ]
    result = parse(page(tmp_path / "a.pdf", lines))
    doubted = [o.text for d in result.diagnostics if d.name == "unit-uncertain" for o in d.origins]
    assert doubted == ["1,200", "650"]


def test_the_heading_of_the_first_column_may_stand_between_two_lines_of_the_others(tmp_path):
    """All three lines are the header, so that the years of the columns are not lost."""
    lines = [
        TITLE,
        (100, 9, [(None, 220, "Allocation"), (None, 320, "Allocation")]),
        (104.5, 9, [(60, "Project")]),
        (109, 9, [(None, 220, "2020/21 (£)"), (None, 320, "2021/22 (£)")]),
        (126, 9, [(60, "Farm Watch"), (None, 220, "1,200"), (None, 320, "2,250")]),
        (143, 9, [(60, "Youth bus"), (None, 220, "650"), (None, 320, "374")]),
    ]
    (table,) = parse(page(tmp_path / "a.pdf", lines)).report.spend_tables
    assert rows_of(table) == [("Farm Watch", None, [1200, 2250]), ("Youth bus", None, [650, 374])]
    assert {tuple(f.period.start.year for f in line.figures) for line in table.lines} == {(2020, 2021)}


def test_a_first_column_of_names_is_none_of_the_page(tmp_path):
    """Each name has its row of figures beside it, over whichever of its lines, so that names and sums stay together."""
    rows = [
        (["Mediation service for", "neighbours"], "Moorland District", ["£475", "£92,506", "£344"]),
        (["Youth mentoring in", "schools and in the", "community"], "Oakfield Trust", ["£4,200", "£1,250", "£353"]),
        (["Outreach for drug users"], "Women's Aid", ["£41,000", "£61,589", "£29,785"]),
        (["Court advocates for", "victims of sexual", "violence"], "Oakfield Trust", ["£413", "£79,104", "£90,353"]),
        (["CCTV upkeep"], "Street Pastors", ["£921", "£9,700", "£264,000"]),
        (["Farm Watch"], "Oakfield Trust", ["£569", "£779", "£37,000"]),
    ]
    rights = (353, 416, 478)
    lines = [TITLE, ()]
    lines[-1] = (
        100,
        10,
        [(66, "Project"), (181, "Provider"), *((None, x, f"Q{k} spend") for k, x in enumerate(rights, 1))],
    )
    y = 116.5
    for name, provider, sums in rows:
        middle = y + 12.5 * (len(name) - 1) / 2
        lines += [(y + 12.5 * k, 10, [(66, word)]) for k, word in enumerate(name)]
        lines.append((middle, 10, [(181, provider), *((None, x, sum_) for x, sum_ in zip(rights, sums, strict=True))]))
        y += 12.5 * (len(name) - 1) + 16.5
    (table,) = parse(page(tmp_path / "a.pdf", lines)).report.spend_tables
    assert [(line.category, line.recipient) for line in table.lines] == [(" ".join(n), who) for n, who, _ in rows]


def test_headings_set_to_the_right_with_a_blank_between_them_are_those_of_their_columns(tmp_path):
    """Each ends where the sums below it do, and keeps its year."""
    lines = [
        TITLE,
        (100, 10, [(60, "Project"), (None, 363, "Allocation 2020/21"), (None, 448.3, "Allocation 2021/22")]),
        (111, 10, [(None, 363, "(£000)"), (None, 448.3, "(£000)")]),
        (128, 10, [(60, "Farm Watch"), (None, 363, "217"), (None, 448.3, "235")]),
        (145, 10, [(60, "Youth bus"), (None, 363, "70"), (None, 448.3, "1,240")]),
    ]
    (table,) = parse(page(tmp_path / "a.pdf", lines)).report.spend_tables
    assert rows_of(table) == [("Farm Watch", None, [217000, 235000]), ("Youth bus", None, [70000, 1240000])]
    assert {tuple(f.period and f.period.start.year for f in line.figures) for line in table.lines} == {(2020, 2021)}
