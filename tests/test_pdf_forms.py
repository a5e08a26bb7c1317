"""Forms drawn as boxes: sections in boxes, labels and values side by side, and tables nested in them."""

import pytest
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Spacer, Table

from pcc_report import parse

GRID = ("GRID", (0, 0), (-1, -1), 0.6, colors.black)
PLAIN = ParagraphStyle("plain", fontName="Helvetica", fontSize=10, leading=13, spaceAfter=5)
BOLD = ParagraphStyle("bold", parent=PLAIN, fontName="Helvetica-Bold")
GRANTS = [
    ("Boxing club", "Ring and mentors", "£9,640"),
    ("Mill Refuge", "New beds", "£12,475"),
    ("Blue Door", "Music studio", "£7,210"),
]


def draw(path, *parts, head="Brenkol Police and Crime Commissioner", title="DECISION NOTICE"):
    """Print parts from top to bottom under a head and a title."""
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(60, 790, head)
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(60, 765, title)
    y = 745
    for part in parts:
        _, height = part.wrapOn(canvas, 480, 700)
        part.drawOn(canvas, 60, y - height)
        y -= height + 12
    canvas.save()
    return path


def nested():
    """A table of grants that stands in a box among sentences."""
    return Table(
        [["Body", "Purpose", "Grant"], *GRANTS, ["Total", "", "£29,325"]],
        colWidths=(140, 140, 80),
        style=[GRID, ("ALIGN", (2, 0), (2, -1), "RIGHT")],
        hAlign="LEFT",
    )


def sections(*, with_table):
    """Boxes over all of the page's width, one under the other, with a section in each."""
    said = [
        Paragraph("BACKGROUND", BOLD),
        Paragraph(
            "The grant for serious violence is kept apart from what the councils give, and is paid each quarter.", PLAIN
        ),
        Paragraph("WHAT THE 2023 PROGRAMME ACHIEVED", BOLD),
        Paragraph("The 2023 programme was attended by 418 young people, who came from three towns.", PLAIN),
        Paragraph("Eight in ten of them were known to the service before they came.", PLAIN),
        Paragraph("GRANTS AGREED", BOLD),
        *([nested(), Spacer(1, 6)] if with_table else []),
        Paragraph(
            "Nothing else has been agreed so far, and all of the bodies named above have been told in writing.", PLAIN
        ),
    ]
    return Table(
        [
            [Paragraph("ORIGINATOR: Project Manager", PLAIN), Paragraph("DECISION NO. 2024/38", PLAIN)],
            [Paragraph("SUBJECT: Summer programme for young people 2024/25", PLAIN), ""],
            [said, ""],
        ],
        colWidths=(320, 160),
        style=[GRID, ("SPAN", (0, 1), (1, 1)), ("SPAN", (0, 2), (1, 2))],
    )


@pytest.mark.parametrize("with_table", [True, False])
def test_sections_in_boxes_are_read_as_sections(tmp_path, with_table):
    """What stands in a box is prose, and a table in it a table of its own."""
    report = parse(draw(tmp_path / "a.pdf", sections(with_table=with_table))).report
    (section,) = report.outcome_sections

    assert section.heading == "WHAT THE 2023 PROGRAMME ACHIEVED"
    assert [[str(m.value) for m in x.measures] for x in section.statements] == [["418", "3"], ["8"]]
    assert [
        [(x.recipient, x.category, str(x.figures[0].money.amount)) for x in t.lines] for t in report.spend_tables
    ] == ([[(who, what, money.lstrip("£").replace(",", "")) for who, what, money in GRANTS]] if with_table else [])


def test_the_subject_in_a_box_is_the_title(tmp_path):
    """A label and its value in one cell of a drawn form."""
    report = parse(draw(tmp_path / "a.pdf", sections(with_table=True))).report

    assert report.title == "Summer programme for young people 2024/25"


@pytest.mark.parametrize("kind", ["pdf", "txt"])
def test_labels_and_values_side_by_side_are_a_form(tmp_path, kind):
    """Two labels in a row, each with its value: who reports, when, and what was given."""
    rows = [
        ["Grant recipient", "Brenkol Police and Crime Commissioner", "Grant reference", "SSF5/BR/1"],
        ["Reporting period", "1 October 2023 to 31 March 2024", "Date of return", "26 April 2024"],
        ["Grant awarded", "£1,000,000.00", "Completed by", "Policy Officer"],
    ]
    path = tmp_path / f"a.{kind}"
    if kind == "pdf":
        form = Table(rows, colWidths=(90, 200, 85, 105), style=[GRID, ("FONTSIZE", (0, 0), (-1, -1), 9)])
        draw(path, form, head="Safer Streets Fund", title="Monitoring return: Quarter 4 2023/24")
    else:
        lines = "\n".join("\t".join(row) for row in rows)
        path.write_text(f"Safer Streets Fund\nMonitoring return: Quarter 4 2023/24\n\n{lines}\n", "utf-8")
    report = parse(path).report

    assert report.organisation == "Brenkol Police and Crime Commissioner"
    assert (str(report.period.start), str(report.period.end)) == ("2023-10-01", "2024-03-31")
    assert str(report.published) == "2024-04-26"
    assert [(a.label, str(a.money.amount)) for a in report.allocations] == [("Grant awarded", "1000000")]


def test_totals_of_projects_do_not_hide_that_a_column_names_groups(tmp_path):
    """A project named over its rows is their group, though a total stands under each."""
    rows = [["Project", "Intervention", "Grant £", "Spend £"]]
    for project, parts in (
        ("Town centre", ("Cameras", "Packs", "Gates")),
        ("Night bus", ("Marshals", "Lights", "Kits")),
    ):
        rows += [[project if not k else "", part, f"{k + 2},000.00", f"{k + 1},500.00"] for k, part in enumerate(parts)]
        rows.append(["Project total", "", "9,000.00", "7,500.00"])
    rows.append(["Total", "", "18,000.00", "15,000.00"])
    table = Table(rows, colWidths=(110, 110, 80, 80), style=[GRID, ("SPAN", (0, 1), (0, 3)), ("SPAN", (0, 5), (0, 7))])
    (found,) = parse(draw(tmp_path / "a.pdf", table, title="Expenditure 2023/24")).report.spend_tables

    assert [(x.group, x.category) for x in found.lines] == [
        *(("Town centre", n) for n in ("Cameras", "Packs", "Gates")),
        *(("Night bus", n) for n in ("Marshals", "Lights", "Kits")),
    ]


def test_the_end_of_a_name_in_small_type_over_the_page_number_is_no_foot(tmp_path):
    """It is the last line of the table on the page."""
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(595, 842), invariant=1)
    for page in (1, 2):
        canvas.setFont("Helvetica", 12)
        for k in range(12):
            canvas.drawString(60, 790 - 24 * k, f"Sentence {k} of page {page} tells how wardens and members met.")
        canvas.setFont("Helvetica", 9)
        if page == 1:
            rows = [("Project", "Budget £", "Spent £"), ("Wardens", "9,000", "8,500"), ("Youth bus", "4,000", "4,100")]
            for k, row in enumerate((*rows, ("Arrest workers (Castle", "42,000", "38,115"))):
                for text, x in zip(row, (60, 300, 400), strict=True):
                    canvas.drawString(x, 91 - 11 * k, text)
            canvas.drawString(60, 47, "Road custody)")
        canvas.drawString(290, 25, str(page))
        canvas.showPage()
    canvas.save()
    (table,) = parse(tmp_path / "a.pdf").report.spend_tables

    assert [x.category for x in table.lines] == ["Wardens", "Youth bus", "Arrest workers (Castle Road custody)"]


@pytest.mark.parametrize("apart", [0, 14])
@pytest.mark.parametrize("style", [[GRID], [("LINEBELOW", (0, 0), (-1, 0), 0.6, colors.black)], []])
@pytest.mark.parametrize(
    ("heads", "roles"),
    [
        (("Item", "Spent", "Budget"), ("actual", "allocated")),
        (("Item", "2020/21", "2021/22"), ("2020-21", "2021-22")),
        (("Body", "Purpose", "Award"), ("allocated",)),
    ],
)
def test_a_drawn_table_right_under_another_has_its_own_headings(tmp_path, apart, style, heads, roles):
    """Whether their lines touch or not, and though no total ends the upper one."""
    what = [["Hall", "Printing"], ["£450", "£720"] if len(roles) > 1 else ["Boxing", "Music"], ["£510", "£730"]]
    upper = [["Project", "Budget", "Spent"], ["Cameras", "£1,000", "£900"], ["Wardens", "£2,000", "£2,100"]]
    lower = [list(heads), *map(list, zip(*what, strict=True))]
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(60, 790, "Finance 2021/22")
    y = 780
    for rows in (upper, lower):
        table = Table(rows, colWidths=(160, 90, 90), style=[*style, ("ALIGN", (1, 0), (-1, -1), "RIGHT")])
        _, height = table.wrapOn(canvas, 480, 600)
        table.drawOn(canvas, 60, y - height)
        y -= height + apart
    canvas.save()
    found = {
        (f.period.label if f.period else str(f.role), f"£{f.money.amount:,}")
        for t in parse(tmp_path / "a.pdf").report.spend_tables
        for x in t.lines
        for f in x.figures
    }

    assert {("allocated", "£1,000"), ("actual", "£2,100")} <= found
    assert {(role, row[-len(roles) + k]) for row in lower[1:] for k, role in enumerate(roles)} <= found


def test_a_date_that_a_narrow_cell_cuts_before_its_year_is_in_one_row(tmp_path):
    """The year is no number of a second row, and the names beside it are whole."""
    small = ParagraphStyle("small", parent=PLAIN, spaceAfter=0)
    rows = [
        ["Service", "Provider", "Funding (£)", "Funded until"],
        ["Programme for high-harm<br/>perpetrators", "Turnabout West", "86,733", "31 December<br/>2019"],
        [
            "Recovery groups and the<br/>Freedom Programme",
            "Golden Valley<br/>Refuge",
            "29,415",
            "30 September<br/>2020",
        ],
        ["Horse care days", "Bromyard Stables", "6,200", "31 August 2019"],
    ]
    table = Table([[Paragraph(c, small) for c in row] for row in rows], colWidths=(150, 120, 80, 90), style=[GRID])
    (found,) = parse(draw(tmp_path / "a.pdf", table, title="Services funded in 2018/19")).report.spend_tables

    assert [(x.category, x.recipient, str(x.figures[0].money.amount)) for x in found.lines] == [
        ("Programme for high-harm perpetrators", "Turnabout West", "86733"),
        ("Recovery groups and the Freedom Programme", "Golden Valley Refuge", "29415"),
        ("Horse care days", "Bromyard Stables", "6200"),
    ]
