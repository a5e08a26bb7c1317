"""Committee papers and returns as PDF: forms in ruled tables, hanging numbers, packs of papers, narrow cells."""

from decimal import Decimal

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

from pcc_report import parse

STYLES = getSampleStyleSheet()
RULED = [("GRID", (0, 0), (-1, -1), 0.5, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP")]
UNDERLINED = [("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP")]


def printed(path, *flow):
    """Print headings ("# ..."), page breaks, paragraphs (text, or number and text) and tables."""
    made = []
    for part in flow:
        if part is None:
            made.append(PageBreak())
        elif isinstance(part, tuple):
            number, text = part
            made.append(Paragraph(text, STYLES["BodyText"].clone("h", leftIndent=34), bulletText=number))
        elif isinstance(part, str):
            style = "Heading2" if part.startswith("# ") else "BodyText"
            made.append(Paragraph(part.removeprefix("# "), STYLES[style]))
        else:
            made.append(part)

    def foot(canvas, document):
        canvas.setFont("Helvetica", 8)
        canvas.drawCentredString(A4[0] / 2, 30, f"{document.page} / 3")

    document = SimpleDocTemplate(str(path), pagesize=A4, invariant=1)
    document.build(made, onFirstPage=foot, onLaterPages=foot)
    return parse(path)


def table(rows, widths, style=RULED):
    cells = [[Paragraph(c, STYLES["BodyText"]) for c in row] for row in rows]
    return Table(cells, colWidths=widths, style=style, hAlign="LEFT")


def spend(result):
    return [
        (line.category, figure.role, figure.money.amount)
        for t in result.report.spend_tables
        for line in t.lines
        for figure in line.figures
    ]


def test_a_number_that_hangs_beside_its_paragraph_is_no_part_of_it(tmp_path):
    result = printed(
        tmp_path / "a.pdf",
        "# Brenkol Youth Justice Service: Annual Report 2019/20",
        "# Background",
        ("1", "The service is a partnership."),
        "# Performance 2019/20",
        ("2", "There were 115 first time entrants, 41 fewer than in the year before."),
        ("3", "Cautions were given to 402 children."),
    )

    said = [s.text for section in result.report.outcome_sections for s in section.statements]
    assert said == [
        "There were 115 first time entrants, 41 fewer than in the year before.",
        "Cautions were given to 402 children.",
    ]


def test_a_year_and_its_unit_over_a_column_are_no_sum(tmp_path):
    rows = [
        ["Project", "£ 2014/15", "£ 2015/16"],
        ["Youth club", "178,400", "133,500"],
        ["Drug work", "9,000", "8,000"],
    ]

    result = printed(tmp_path / "a.pdf", "# Brenkol Partnership: Grants", table(rows, [200, 100, 100]))

    assert {Decimal(n) for n in (178400, 133500, 9000, 8000)} == {amount for _, _, amount in spend(result)}


def test_a_heading_cut_in_a_narrow_cell_is_read_whole(tmp_path):
    rows = [
        ["Project", "Allocatio<br/>n £", "Spend £"],
        ["Youth club", "4,000", "3,500"],
        ["Drug work", "9,000", "8,000"],
    ]

    result = printed(tmp_path / "a.pdf", "# Brenkol Partnership: Grants 2019/20", table(rows, [200, 60, 60]))

    assert ("Youth club", "allocated", 4000) in spend(result)
    assert ("Youth club", "actual", 3500) in spend(result)


def test_labels_and_values_in_a_ruled_table_are_a_form(tmp_path):
    form = [
        ["Title:", "Safer Brenkol: spend 2015/16"],
        ["Committee date:", "15 November 2016"],
        ["Author:", "A. Manager"],
    ]

    report = printed(
        tmp_path / "a.pdf", "# Brenkol County Council", table(form, [150, 250]), "# Purpose", "To report."
    ).report

    assert report.title == "Safer Brenkol: spend 2015/16"
    assert report.published is not None
    assert str(report.published) == "2016-11-15"


def test_a_table_goes_on_behind_the_page_number_of_a_pack(tmp_path):
    """Papers printed into a pack have its page number as their last line, above the file's own foot."""
    first = [["", "Budget £", "Spend £"], ["Youth club", "4,000", "3,500"], ["Drug work", "9,000", "8,000"]]
    second = [["Hate crime help", "1,250", "1,000"], ["Total", "14,250", "12,500"]]

    result = printed(
        tmp_path / "a.pdf",
        "# Brenkol Partnership: Budget 2019/20",
        table(first, [200, 100, 100]),
        "17",
        None,
        table(second, [200, 100, 100]),
        "18",
    )

    (only,) = result.report.spend_tables
    assert [line.category for line in only.lines] == ["Youth club", "Drug work", "Hate crime help"]
    assert [line.figures[0].role for line in only.lines] == ["allocated"] * 3


def test_the_end_of_a_label_is_no_word_of_a_menu(tmp_path):
    rows = [
        ["Project", "Budget £", "Spend £"],
        ["Where to get<br/>help", "4,000", "3,500"],
        ["Drug work", "9,000", "8,000"],
    ]

    result = printed(tmp_path / "a.pdf", "# Brenkol Partnership: Spend 2019/20", table(rows, [200, 80, 80], UNDERLINED))

    assert [category for category, _, _ in spend(result)][::2] == ["Where to get help", "Drug work"]


def test_a_line_that_leads_in_to_sums_tells_their_year(tmp_path):
    result = printed(
        tmp_path / "a.pdf",
        "# Brenkol Commissioner: Youth Triage",
        "# Funding",
        "The scheme is for young people who have done little harm. It is run by the councils.",
        "Funding allocations for 2024/25 were as follows:",
        ("•", "Hartlepool: £37,920"),
        ("•", "Stockton: £57,640"),
        "# Decision",
        "Funding allocations for 2025/26 will be:",
        ("•", "Hartlepool: £38,870"),
        ("•", "Stockton: £59,080"),
    )

    periods = [f.period.label for t in result.report.spend_tables for line in t.lines for f in line.figures]
    assert periods == ["2024-25", "2024-25", "2025-26", "2025-26"]


def test_the_last_label_of_a_table_goes_on_to_the_line_drawn_below_it(tmp_path):
    rows = [
        ["Agency", "Budget £", "Spend £"],
        ["Brenkol Council", "9,000", "8,000"],
        ["National Probation<br/>Service", "4,000", "3,500"],
    ]

    result = printed(
        tmp_path / "a.pdf", "# Brenkol: Spend 2019/20", table(rows, [200, 80, 80], UNDERLINED), "The rest was kept."
    )

    assert [category for category, _, _ in spend(result)][::2] == ["Brenkol Council", "National Probation Service"]


def test_names_over_records_stay_theirs_where_one_lacks_its_first_label(tmp_path):
    names = [f"Project {word}" for word in ("Ash", "Beech", "Cedar", "Elm", "Fir", "Oak", "Pine", "Yew")]
    told = [
        "<br/>".join(
            [name, *(["Reason: It was asked for."] if n != 2 else []), "Recipient: Kelim Trust", f"Amount: £{n}00"]
        )
        for n, name in enumerate(names, 1)
    ]

    result = printed(tmp_path / "a.pdf", "# Brenkol Commissioner: Grants 2019/20", "<br/>".join(told))

    assert spend(result) == [(name, "allocated", n * 100) for n, name in enumerate(names, 1)]
