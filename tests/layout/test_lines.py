"""Which lines of a text are one paragraph, and which stand for themselves; headings and italics of Markdown."""

from pcc_report import parse_text

HEAD = "Kelim Community Safety Partnership\n"
BODY = "\n\nResults\n\n- 24 people came, and 12 of them came back.\n"


def test_the_longest_line_of_a_head_does_not_run_on():
    """Only a text some of whose lines end amid a sentence is wrapped; nothing tells that of one long title."""
    title = "Quarterly finance return to the Office of the Police and Crime Commissioner"
    report = parse_text(f"{HEAD}{title}\nQuarter 3, 2021/22 (1 October 2021 to 31 December 2021){BODY}").report

    assert title == report.title
    assert "2021-22 Q3" == report.period.label


def test_lines_that_each_begin_large_are_results_of_their_own():
    lines = (
        "Outreach: 74 women were supported and 61 report feeling safer",
        "Wardens: 1,140 hours of patrol, and 26 penalty notices given",
        "Diversion: 3 courses were run for 41 young people in the town",
    )
    report = parse_text(HEAD + "Annual report 2014/15\n\nResults\n" + "\n".join(lines)).report

    assert lines == tuple(s.text for s in report.statements)


def test_a_line_that_ends_open_goes_on_though_the_next_begins_large():
    text = "Of the sums that the Ministry gave for the services to victims of crime,\nBrenkol House took the most, and helped 418 women in the first year of it."
    (statement,) = parse_text(f"{HEAD}Annual report 2014/15\n\nResults\n\n{text}\n").report.statements

    assert text.replace("\n", " ") == statement.text


def test_a_heading_of_markdown_is_a_heading_whatever_it_says():
    report = parse_text(
        f"# Victims' services: how the money was used\n\n*{HEAD.strip()} – return for 2020-21*{BODY}"
    ).report

    assert "Victims' services: how the money was used" == report.title
    assert HEAD.strip() == report.organisation


def test_stars_around_a_line_are_italics_and_no_bullet():
    report = parse_text(
        f"{HEAD}\nAnnual report 2014/15\n\nResults\n\n*Told by the helpers.*\n\n* 24 people came.\n* 31 came in May.\n"
    ).report

    assert ["24 people came.", "31 came in May."] == [s.text for s in report.statements]
