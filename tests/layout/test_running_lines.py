"""Lines that come again on each page, and short lines that only look like a site's."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from pcc_report import parse, parse_text

PAGE = "Some words about the fund, that count nothing at all.\n\nAnd a few more of them, which say as little.\n\n"


def test_feet_of_a_copy_without_all_its_pages_are_furniture():
    """Their numbers rise but do not count on; that they hold the document's title tells what they are."""
    foot = "Odel of Voosk    Dranoth Report 2014–2015    {}\n\n"
    pages = "".join(PAGE + foot.format(n) for n in (3, 11, 12, 19))
    result = parse_text(f"Kelim Partnership\n\nDranoth Report 2014–2015\n\nSpend\n\n{pages}")

    assert 4 == len([c for c in result.claims if c.kind == "furniture" and "Odel" in c.origin.text])


def test_rows_of_results_whose_numbers_rise_are_no_feet():
    rows = "".join(f"{PAGE}Odel centre    People helped    {n}\n\n" for n in (3, 11, 12, 19))
    result = parse_text(f"Kelim Partnership\n\nDranoth Report 2014–2015\n\n{rows}")

    assert not [c for c in result.claims if c.kind == "furniture" and "People helped" in c.origin.text]


def test_the_end_of_a_cell_is_no_word_of_a_menu():
    text = (
        "Brenk Partnership\n\nAnnual report 2020-21\n\nResults\n\n"
        "Project        How much did we do?        Is anyone better off?\n\n"
        "Odel locks     348 locks fitted, of       99% of people feel\n"
        "               which 30 were              safer in their\n"
        "               new                        homes\n\n"
        "Voosk taxis    212 people taken home      Nine in ten were happy\n"
    )
    (section,) = parse_text(text).report.outcome_sections

    assert [
        "Odel locks | 348 locks fitted, of which 30 were new | 99% of people feel safer in their homes",
        "Voosk taxis | 212 people taken home | Nine in ten were happy",
    ] == [s.text for s in section.statements]


def test_the_notice_about_cookies_is_no_title():
    text = (
        "This site uses cookies\n\nNecessary Cookies\n\nGoogle Analytics\n\nOdel Police and Crime Commissioner\n\n"
        "Register of decisions 2024\n\nWhat was decided is published on this page.\n"
    )
    report = parse_text(text).report

    assert ("Odel Police and Crime Commissioner", "Register of decisions 2024") == (report.organisation, report.title)


def test_two_days_that_follow_each_other_are_no_page_numbers():
    form = "Date form completed\n12 March 2018\n\n" + PAGE + PAGE + "Signed\nOn file\nDate\n13 March 2018\n"
    result = parse_text(f"Kelim Partnership\n\nDranoth Evaluation Form\n\n{form}")

    assert not [c for c in result.claims if c.kind == "furniture"]


@pytest.mark.parametrize(("above", "below"), [("Dranoth Office\n", ""), ("", "Dranoth Office\n")])
def test_the_head_of_a_section_breaks_no_sentence_that_goes_on_overleaf(above, below):
    """The head changes from page to page; that it stands with the page's number and what comes again tells it."""
    torn = [
        ("People from the farms around Odel came each month to the", "Of locks and lamps", "hall and spoke of homes."),
        ("The wardens walked every night of that cold winter by the", "What came next", "canal and met many there."),
        ("A van stood there on each night of the week but one at the", "Who paid", "school and gave out soup."),
    ]
    pages = "".join(
        f"{PAGE * 5}{start}\n{head}\n{above}Page {n} of 9\n{below}{end}\n\n"
        for n, (start, head, end) in enumerate(torn, 1)
    )
    (section,) = parse_text(f"Kelim Partnership\n\nDranoth review\n\nResults\n\n{pages}").report.outcome_sections

    assert [f"{a} {b}" for a, _, b in torn] == [s.text for s in section.statements if s.text not in PAGE]


@pytest.mark.parametrize(
    ("line", "is_menu"),
    [
        ("Home     Contact     News", True),
        ("Contact     J. Brenk", False),
        ("Project        Events       Jobs\nBrenk              12          3\nVoosk              14          5", False),
        ("Project\tGrant\tEvents\tJobs\nBrenk\t£120\t£300\t£5\nVoosk\t£140\t£500\t£5", False),
    ],
)
def test_words_of_a_menu_over_figures_are_headings_and_beside_a_name_a_label(line, is_menu):
    result = parse_text(f"Kelim Partnership\n\nDranoth review 2019/20\n\nResults\n\n{PAGE}{line}\n\n{PAGE}")

    said = [c.origin.text for c in result.claims if c.kind == "furniture"]
    assert said == ([line] if is_menu else [])


def test_the_foot_of_a_sheet_names_the_file_the_sheet_and_the_page(tmp_path):
    """The names of the sheets differ, so the lines are not alike; no column is headed "Page 1 of 3"."""
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(842, 595), invariant=1)
    for number, sheet in enumerate(("Q3 spend", "Awards", "Measures"), 1):
        canvas.setFont("Helvetica", 9)
        canvas.drawString(40, 540, "Kelim Partnership" if number == 1 else "Measures of the year")
        canvas.drawString(40, 510, f"{40 + number} people came to the sessions.")
        canvas.setFont("Helvetica", 7)
        canvas.drawString(30, 20, "Initiatives v2.xlsx")
        canvas.drawCentredString(420, 20, sheet)
        canvas.drawRightString(812, 20, f"Page {number} of 3")
        canvas.showPage()
    canvas.save()
    result = parse(tmp_path / "a.pdf")

    assert 3 == len([c for c in result.claims if c.kind == "furniture" and "xlsx" in c.origin.text])
    assert "xlsx" not in str([s.text for x in result.report.outcome_sections for s in x.statements])
