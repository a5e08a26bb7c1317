"""Measures: every number that counts something is found, and no other."""

import json
import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcc_report.model.outcomes import Direction, Measure, Unit
from pcc_report.values.measures import ScannedMeasure, find_measures, measure_cell

GOLD = Path(__file__).parents[3] / "shared" / "gold"

# Statement, and its measures: "51%", "over 1000", "9:10", "£60000", "12 month", "6th".
STATEMENTS = [
    ("51% of board members are volunteers", "51%"),
    ("Thirty four percent of referrals were made by the police", "34%"),
    ("Seventy-six percent felt safer", "76%"),
    ("112 door chains were fitted", "112"),
    ("101 emergency calls", ""),
    ("We saw 388 patients under 25", "388"),
    ("41 per cent of calls came at night", "41%"),
    ("Over 1,000 packs were given out", "over 1000"),
    ("approximately 47% tested positive", "approximately 47%"),
    ("Two hundred and twelve individuals were seen", "212"),
    ("Over ninety meetings took place", "over 90"),
    ("nine in ten would recommend the service", "9:10"),
    ("44 out of 50 clients finished the course", "44:50"),
    ("The force is 6th best in the country for detections", "6th"),
    ("Compliance is up to 76%", "up_to 76%"),
    ("almost 3,000 young people took part", "approximately 3000"),
    ("nearly 660 bikes were marked", "approximately 660"),
    ("a minimum of 20% will attend", "over 20%"),
    ("around 50% of whom were women", "approximately 50%"),
    ("between 60 and 80 young people came each week", "60; 80"),
    ("a 24% reduction in anti-social behaviour", "24%"),
    ("Attendance increased by 15%", "15%"),
    ("Membership more than doubled, from 300 to 800", "300; 800"),
    ("66.1 crimes per 1,000 residents were recorded", "66.1:1000"),
    ("The rate was 391 per 100,000 population", "391:100000"),
    ("18 were re-arrested (4%)", "18; 4%"),
    ("The grant grew (from £20k to £45K per annum)", "£20000; £45000"),
    ("Repeat victims were down by seven perce", "7%"),
    ("469 people were helped, 87% of them at home", "469; 87%"),
    ("£12,000 for 40 people at £300 each", "£12000; 40; £300"),
    ("*80% will confirm that they feel safer", "80%"),
    ("80 individuals", "80"),
    ("1,050 year 6 pupils and 30 year 10 boys saw it", "1050; 30"),
    ("Begging was reported 96 times, against 188 times the year before", "96; 188"),
    # no counts
    ("Sessions for those aged 10-19 ran all summer", ""),
    ("Football for 5-18yrs in the park", ""),
    ("Workshops for 11-16 year olds", ""),
    ("Lessons for age 10-12", ""),
    ("Talks were given to year 6 and year 7", ""),
    ("Pupils in years 5 and 6 visited the fire station", ""),
    ("CCTV is watched 24/7", ""),
    ("A 24 hour helpline was launched", ""),
    ("Support is there 24 hours a day, 7 days a week", ""),
    ("The Tier 1 offer was reviewed", ""),
    ("Safer Streets Round 5 started", ""),
    ("Work under Section 143 continued", ""),
    ("Fewer detentions under section 136 were made", ""),
    ("The accounts follow the standard for charities (FRS 102)", ""),
    ("The wait went up to nine weeks", "9 week"),
    ("It took up to nine weeks", "up_to 9 week"),
    ("587 were seen, about a quarter of them under 18.", "587; approximately 1:4"),
    ("Of them over 40 had gone", "over 40"),
    ("Priority 1 was met", ""),
    ("Residents report incidents through 101", ""),
    ("Call 999 in an emergency", ""),
    ("101 call answering improved", ""),
    ("Kick Off @ 3 continued", ""),
    ("The group did not meet in quarter 1", ""),
    ("Q1 is from April to June", ""),
    ("Perpetrator programme phase 4 was agreed", ""),
    ("The meeting began at 2:00 p.m. and closed at 10pm", ""),
    ("Doors open from 6-8pm", ""),
    ("Ring 01902 555 123 for help", ""),
    ("The office is at WV1 1RL", ""),
    ("Work stopped because of Covid-19 and COVID19", ""),
    ("Patrols ran along the A38 and M6", ""),
    ("The centre kept its ISO9001 mark and Section17 duty", ""),
    ("See SP1.1 and paragraph 5.1.1", ""),
    ("Strategy for 2014-2017 written", ""),
    ("Plans for 2015/16 and 2016 -17 agreed", ""),
    ("The 2013 14 plan", ""),
    ("Reviewed on 20th March 2014 and on 3 May", ""),
    ("From 1 April 2019 to 31 March 2020 the service ran", ""),
    ("The project began in April 2014", ""),
    ("It is in its fifth year", ""),
    ("A 3rd party reported it to the third sector for the first time", ""),
    ("Policing in the 21st century", ""),
    ("A second survey is planned", ""),
    ("One to one support and a one stop shop", ""),
    ("One of the partners left", ""),
    ("No one was hurt at one point", ""),
    ("It was a one-off event on day one", ""),
    ("Support for under 18s and over 65s", ""),
    ("Activities for children under 16", ""),
    ("Young people aged between 11 and 17 took part", ""),
    ("Someone often attends, without tension", ""),
    ("hundreds of residents and dozens of volunteers came", ""),
    ("A two-way street and a three-strand approach", ""),
    ("The first half of the year was quiet", ""),
    ("A half-term programme was run", ""),
    ("20 mph zones were opened", ""),
    ("A 10k fun run was held", ""),
    ("Parents' groups met in the last quarter", ""),
    ("Burglary fell in the second quarter", ""),
    ("Zero tolerance of hate crime", ""),
    ("The worst crimes of the 1990s", ""),
    ("Key Stage 2 lessons were written", ""),
    ("A Level 3 course was chosen", ""),
    ("Published in June 2016, for review in 2018", ""),
    ("Foundation 92 and Catch 22 ran the club", ""),
    ("Support those 16+ in custody", ""),
    ("Objectives 1, 2 and 3 were met", ""),
    # counts
    ("One review published", "1"),
    ("Two reviews were published and one is waiting", "2; 1"),
    ("Ten perpetrators finished the course", "10"),
    ("Six of the nine councils replied", "6; 9"),
    ("Five projects, about 10%, were late", "5; approximately 10%"),
    ("87 agencies, up from 61", "87; 61"),
    ("Robbery: down 16% (1,240 to 1,042)", "16%; 1240; 1042"),
    ("300+ leaflets were printed", "over 300"),
    ("50 or more homes were visited", "over 50"),
    ("Some 300 people came", "approximately 300"),
    ("circa 40 stalls", "approximately 40"),
    ("c. 250 residents", "approximately 250"),
    ("An estimated 400 visitors came", "approximately 400"),
    ("20 or so volunteers", "approximately 20"),
    ("Fewer than 30 incidents were recorded", "under 30"),
    ("Just under 500 locks were fitted", "under 500"),
    ("In excess of 2,000 bikes were marked", "over 2000"),
    ("Upwards of 75 cadets joined", "over 75"),
    ("A maximum of 12 places was offered", "up_to 12"),
    ("At least one patrol ran every night", "over 1"),
    ("1.2 million journeys were made", "1200000"),
    ("A dozen alley gates were fitted", "12"),
    ("Half a million pounds was seized", "£500000"),
    ("£1.4m was seized", "£1400000"),
    ("The team handed over 30 knives", "30"),
    ("Concerns about 12 people were raised", "12"),
    ("In 2014 young people took part in 12 events", "12"),
    ("The helpline had 2016 calls", "2016"),
    ("Distributed 5000 leaflets and 2000 purse bells", "5000; 2000"),
    ("15 x 2 hour workshops for 430 Year 9 pupils", "15; 2 hour; 430"),
    ("Operation Relentless 2 led to 37 arrests", "37"),
    ("11 volunteers gave over 1,100 hours", "11; over 1100 hour"),
    ("Year 6 and 40 parents attended", "40"),
    ("They had 45k followers and 1.2m impressions", "45000; 1200000"),
    ("A fence 2.5m high and 30m long keeps 2m people out", "2000000"),
    ("Violent crime per 1,000 population fell from 14.2 to 13.6", "14.2; 13.6"),
    ("The hotline on 0800 555 111 took 78 calls", "78"),
    ("37 notices were served under the 2014 Act", "37"),
    ("29 victims (16 women and 13 men) were housed within 24 hours", "29; 16; 13; 24 hour"),
    ("Since 2010, crime is down by over a third", "over 1:3"),
    ("Tests of 412 drivers (58% positive) on Saturday 12 August", "412; 58%"),
    ("80 per cent of those under 25 re-engaged", "80%"),
    ("100% refused to sell to under 18s, up from 84%", "100%; 84%"),
    ("Over 2000 people signed", "over 2000"),
    ("101 young people joined the cadets", "101"),
    ("Mentors saw 34 young people aged 10 to 17", "34"),
    ("In March 300 people came", "300"),
    ("There were zero incidents", "0"),
    ("0 complaints were received", "0"),
    ("seized 31 knives, 4 firearms and 15kg of cannabis", "31; 4; 15"),
    ("Officers made 7 arrests in Tier 1 areas", "7"),
    ("In years 5 and 6, 240 pupils took part", "240"),
    ("Thirty-two schools and 4,105 pupils", "32; 4105"),
    ("One thousand, two hundred and five tags were fitted", "1205"),
    ("three or four sessions a week", "3; 4"),
    ("Walkers logged 10k steps", "10000"),
    ("Trained 120 staff across 14 schools in 3 boroughs", "120; 14; 3"),
    ("20-30 people attend each session", "20; 30"),
    ("two victims were re-housed", "2"),
    # ratios
    ("Two thirds of clients stayed", "2:3"),
    ("Half of the tenants stayed", "1:2"),
    ("Almost half were under 25", "approximately 1:2"),
    ("Three quarters felt safer", "3:4"),
    ("Calls fell by a fifth", "1:5"),
    ("Over a third of victims came back", "over 1:3"),
    ("One in five had been a victim before", "1:5"),
    ("More than 8 out of 10 agreed", "over 8:10"),
    ("one quarter of offenders", "1:4"),
    ("9/10 clients felt safer", "9:10"),
    # ranks
    ("The area has the 2nd lowest rate of burglary", "2nd"),
    ("Ranked third for confidence", "3rd"),
    ("The city remains 4th of the core cities", "4th"),
    ("The third highest rate in the region", "3rd"),
    ("We are placed 12th out of 43 forces", "12th; 43"),
    # durations
    ("offenders given less than a 12 month sentence", "under 12 month"),
    ("Closed for three months", "3 month"),
    ("Still in work six months on", "6 month"),
    ("75 hours of patrol", "75 hour"),
    ("Waiting time is 4 days", "4 day"),
    ("Seen within 8 weeks", "8 week"),
    ("A ninety-minute session was given", "90 minute"),
    ("£9,000 over three years", "£9000; 3 year"),
    ("Clients wait for over 3 months", "over 3 month"),
    ("20 working days", "20 day"),
    ("two or three weeks", "2 week; 3 week"),
    ("a two and a half year project", "2.5 year"),
    ("up to 12 weeks of support", "up_to 12 week"),
    # percentages
    ("fell by between 3% and 8%", "3%; 8%"),
    ("fell by between 3 and 8%", "3%; 8%"),
    ("up by 5 percentage points", "5%"),
    ("a 10-15% fall", "10%; 15%"),
    ("one hundred percent of schools", "100%"),
    (">80% satisfaction", "over 80%"),
    ("12.5% fewer thefts than in 2018/19", "12.5%"),
    ("Reoffending: -5% in the year", "-5%"),
    ("Reports of stalking rose 7 per cent to 412", "7%; 412"),
    # money
    ("Grants worth up to £60,000", "up_to £60000"),
    ("£3.20 is saved for every £1 spent", "£3.20; £1"),
    ("more than £68,000 was recovered from 4 offenders", "over £68000; 4"),
]


def told(measure: ScannedMeasure) -> str:
    """Write a measure as the table does."""
    value = f"{measure.value:f}"
    match measure.unit:
        case Unit.PERCENT:
            value += "%"
        case Unit.MONEY:
            value = "£" + value
        case Unit.RATIO:
            value += f":{measure.base:f}"
        case Unit.DURATION:
            value += f" {measure.duration_unit}"
        case Unit.RANK:
            value += {"2": "nd", "3": "rd"}.get(value, "th")
    return f"{measure.qualifier} {value}" if measure.qualifier else value


@pytest.mark.parametrize(("text", "expected"), STATEMENTS)
def test_measures_of_statement(text, expected):
    """A statement gives just its measures, in printed order, and each can stand in the model."""
    found = find_measures(text)

    assert expected == "; ".join(told(measure) for measure in found)
    for each in found:
        Measure(
            value=each.value,
            unit=each.unit,
            base=each.base,
            duration_unit=each.duration_unit,
            currency=each.currency,
        )


def number_of(measure: ScannedMeasure) -> tuple[object, ...]:
    return (
        measure.value,
        measure.unit,
        measure.base,
        measure.duration_unit,
        measure.currency,
        measure.qualifier,
    )


def assert_scans_back(text: str) -> None:
    for measure in find_measures(text):
        printed = text[measure.start : measure.end]
        again = find_measures(printed)

        assert again, printed
        assert number_of(measure) == number_of(again[0]), printed


@pytest.mark.parametrize("text", [text for text, _ in STATEMENTS])
def test_span_scans_back(text):
    """Scanning just the span of a measure gives the same number, unit and qualifier."""
    assert_scans_back(text)


PIECES = st.sampled_from(
    """
    one two thirty 1 12 2014 101 4,237 46.5 3rd second half quarter third a of in out per to and or
    - – , . ( ) % percent £1.4m £20 over under about up more than fewer at least people children
    years months day year hour tier section aged March May in 2013 14 0800 24/7 9/10 5k 12yrs
    thirds every 1,000 fell by rose + every dozen million hundred the ranked best c. approx ~ 5.1.1
    ½ old s ' pm week
    """.split(),  # noqa: SIM905 - a list of words is easier to read in lines
)


@given(st.lists(PIECES, max_size=14), st.sampled_from((" ", " ", "")))
def test_any_words_scan_back(pieces, space):
    """Whatever the words, spans are in order and within the text, and every span scans back."""
    text = space.join(pieces)
    found = find_measures(text)

    assert [m.start for m in found] == sorted(m.start for m in found)
    assert all(0 <= m.start < m.end <= len(text) for m in found)
    assert_scans_back(text)


@given(st.text())
def test_any_text_is_scanned(text):
    """No text raises."""
    find_measures(text)
    measure_cell(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rank: -1", "-1"),
        ("A net change of −15 offences", "-15"),
        ("Variance (-40) since May", "-40"),
        ("Change: –4", "-4"),
        ("Workshops -12 held", "12"),
        ("Outputs: -12 sessions", "12"),
        ("-12 sessions held", "12"),
        ("from 12 -15 sessions", "15"),
    ],
)
def test_a_minus_sign_is_in_the_value_and_a_dash_is_not(text, expected):
    """A change below zero stays below zero; a dash of the sentence, or a bullet, turns no number."""
    assert told(find_measures(text)[-1]) == expected


def test_an_age_in_brackets_counts_nothing():
    """What is counted has its age group behind it."""
    assert find_measures("Admissions to hospital for assault (under 25)") == []


CELLS = [
    ("14,902", "14902"),
    ("31.2%", "31.2%"),
    ("45 (No)", "45"),
    ("12 (%)", "12%"),
    ("12%", "12%"),
    ("(4%)", "4%"),
    ("£1.2m", "£1200000"),
    ("12 weeks", "12 week"),
    ("9 out of 10", "9:10"),
    ("4th", "4th"),
    (">80%", "over 80%"),
    ("-5%", "-5%"),
    ("-3", "-3"),
    ("– 25", "-25"),
    ("−4 days", "-4 day"),
    ("(-3)", "-3"),
    ("+10", "10"),
    ("-4th", None),
    ("-1 in 3", None),
    ("▲ 12%", "12%"),
    ("nil", "0"),
    ("0", "0"),
    ("Over 300", "over 300"),
    ("  7 ", "7"),
    ("n/a", None),
    ("Green", None),
    ("Q2", None),
    ("-", None),
    ("", None),
    ("2019/20", None),
    ("2021", None),
    ("45 people", None),
    ("March 2014", None),
    ("Tier 1", None),
]


@pytest.mark.parametrize(("text", "expected"), CELLS)
def test_measure_of_cell(text, expected):
    """A cell is one measure as a whole, or none."""
    measure = measure_cell(text)

    assert expected == (told(measure) if measure else None)


def test_cell_offsets_and_direction():
    """A cell's measure knows where its number stands, and which way an arrow points."""
    measure = measure_cell(" ▼ 12% ")

    assert measure.direction is Direction.DOWN
    assert " ▼ 12% "[measure.start : measure.end] == "12%"


DETAILS = [
    ("Over 1,000 drug tests were performed", "drug tests", None, None),
    ("87 agencies, up from 61", "agencies", Direction.UP, "from 61"),
    ("MADE had a rise of 6%", None, Direction.UP, None),
    ("Burglary down 9%", None, Direction.DOWN, None),
    ("a 24% reduction in theft", None, Direction.DOWN, None),
    ("210 cases, a slight increase on the previous year", "cases", Direction.UP, "on the previous year"),
    ("71% of them were women", None, None, None),
    ("One review published", "review", None, None),
    ("Over ninety PACT meetings held across the City", "PACT meetings", None, None),
    ("20 more", None, None, None),
]


@pytest.mark.parametrize("text", ["A group for under 18's met 6 times", "Sessions for 11’s to 16’s ran 6 times"])
def test_an_age_counts_nobody(text):
    """However it is written, those of an age are not as many as it says."""
    assert [Decimal(6)] == [m.value for m in find_measures(text)]


def test_each_number_of_a_sentence_has_its_own_direction():
    """Where the word stands behind the number, it need not end the sentence."""
    found = find_measures("Burglary is 12% down, robbery 4% up.")

    assert [(12, Direction.DOWN), (4, Direction.UP)] == [(m.value, m.direction) for m in found]


@pytest.mark.parametrize(("text", "measured", "direction", "baseline"), DETAILS)
def test_what_is_measured(text, measured, direction, baseline):
    """The first measure knows what it counts, which way it moved and from what, where that is plain."""
    first = find_measures(text)[0]

    assert (measured, direction, baseline) == (first.measured, first.direction, first.baseline)


def gold_statements():
    if not GOLD.is_dir():
        return [pytest.param("", [], marks=pytest.mark.skip(reason=f"no gold truths at {GOLD}"))]
    cases = []
    for path in sorted(GOLD.glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        for outcome in truth["outcomes"]:
            for number, text in enumerate(outcome["statements"]):
                place = (outcome["section"], number)
                expected = [
                    (m["value"], m["unit"], m["qualifier"])
                    for m in truth["metrics"]
                    if (m["section"], m["statement"]) == place
                ]
                cases.append(pytest.param(text, expected, id=f"{path.stem}-{text[:30]}"))
    return cases


@pytest.mark.parametrize(("text", "expected"), gold_statements())
def test_gold_statement(text, expected):
    """A statement of a real layout gives the measures of its truth, and no others."""
    if " | " in text:
        found = [measure for cell in text.split(" | ") if (measure := measure_cell(cell))]
    else:
        found = find_measures(text)

    assert sorted(expected, key=str) == sorted(
        ((f"{m.value:f}" + (f":{m.base}" if m.base else ""), m.unit, m.qualifier) for m in found),
        key=str,
    )


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        " ",
        "one ",
        "1,",
        "£1 ",
        "1 ",
        "one hundred and ",
        "a ",
        "over ",
        "1-",
        "(1",
        "1 in ",
        "aged 1 ",
        "half ",
    ],
)
def test_time_is_linear(piece):
    """A hostile text of a million characters is read as far as a statement can reach."""
    text = piece * (1_000_000 // len(piece))
    started = time.process_time()
    find_measures(text)

    assert time.process_time() - started < 3


def test_values_are_exact():
    """Values are Decimals, as printed."""
    assert Decimal("46.5") == find_measures("46.5% of opiate users")[0].value
