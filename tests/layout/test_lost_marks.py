"""What a copy lost - bullets, stops behind numbers, line ends - is told by what it left."""

from pcc_report import parse_text

HEAD = "Anytown Partnership\n\nFinal report to the Police and Crime Commissioner\n\nSeptember 2013\n\n"


def test_lines_set_in_by_the_blank_behind_a_lost_bullet_are_items():
    """Short and long lines alike, and none of them is a heading."""
    text = (
        f"{HEAD}Hate crime\n\n 18% had been a victim; of these, 9% had told the police\n The commonest motive was race\n\n"
        "Young people\n\n Just over half would call the police\n Members met the chief constable three times\n\nThanks\n\n"
        "We thank the schools.\n"
    )
    sections = parse_text(text).report.outcome_sections

    assert [("Hate crime", 2), ("Young people", 2)] == [(s.heading, len(s.statements)) for s in sections]


def test_text_set_in_further_is_no_list():
    """Committees set in the text beside their numbers."""
    text = f"{HEAD}1.   Background\n\n     The partnership met twice.\n\n     It was set up in 1998.\n\n2.   Purpose\n\n     To inform.\n"

    assert () == parse_text(text).report.statements


def test_numbers_without_a_stop_are_no_part_of_headings_that_they_count():
    text = (
        f"{HEAD}1 How it is paid for\n\nBy the partners.\n\n2 Results for the first group\n\n• 123 people took part\n• 15 were women\n\n"
        "3 Results by theme\n\n• 66 were tested\n• Seven began a job\n"
    )
    assert ["Results for the first group", "Results by theme"] == [
        s.heading for s in parse_text(text).report.outcome_sections
    ]


def test_a_table_run_together_without_pound_signs_is_read_if_it_adds_up():
    """The heads with their years, rows of two sums and a nil, and the total."""
    rows = "Partner 2011/12 £ 2012/13 £ Commissioner's grant 84,000 88,000 Anytown Council 12,500 nil Probation 7,500 6,000 "
    result = parse_text(f"{HEAD}What was paid\n\n{rows}Total 104,000 94,000\n")

    (table,) = result.report.spend_tables
    told = [(line.category, [(f.period.label, int(f.money.amount)) for f in line.figures]) for line in table.lines]
    assert ("Commissioner's grant", [("2011-12", 84000), ("2012-13", 88000)]) == told[0]
    assert [3, [104000, 94000]] == [len(told), [int(f.money.amount) for f in table.totals[0].figures]]

    assert not parse_text(f"{HEAD}What was paid\n\n{rows}Total 104,001 94,000\n").report.spend_tables


def test_what_a_year_is_to_cost_that_is_not_over_is_no_spend():
    """Words over the table say what was spent; of the second year they cannot, and that is a doubt."""
    text = f"{HEAD}Actual spend\n\nPartner\t2012/13\t2013/14\nCouncil\t£12,500\t£12,000\nProbation\t£7,500\t£6,000\n"
    result = parse_text(text)

    (table,) = result.report.spend_tables
    assert ["actual", "allocated"] == [f.role.value for f in table.lines[0].figures]
    assert "PR201" in {d.code for d in result.doubts(table.lines[0].figures[1])}


def test_the_name_of_the_report_makes_no_results_of_what_stands_under_it():
    """Over an introduction, "Performance report" says nothing of results."""
    text = "Offender Performance Report\n\nAnytown Council\n\nOffender Performance Report\n\nThis was written for the board. It covers one year.\n"

    assert () == parse_text(text).report.statements


def test_the_body_behind_a_team_of_it_reports():
    text = (
        "Spend on grants\n\nResearch and Performance Team, Anytown County Council\n\nSeptember 2013\n\nGrants: £5,000\n"
    )

    assert "Anytown County Council" == parse_text(text).report.organisation


def test_a_numbered_heading_without_neighbours_is_one_if_its_words_are_known():
    """Of "3. Outcomes" over bullets nobody thinks that it is the third of some items."""
    text = f"{HEAD}3. Outcomes\n\n- 312 people were helped home\n- Reports fell from 41 to 19\n"

    (section,) = parse_text(text).report.outcome_sections

    assert ["Outcomes", 2] == [section.heading, len(section.statements)]
