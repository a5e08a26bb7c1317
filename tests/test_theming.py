"""Themes: what a name tells and what it does not, and a join that loses nothing and counts nothing twice."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcc_report
from pcc_report import (
    Abbreviation,
    Column,
    Figure,
    KnownBy,
    Money,
    OutcomeSection,
    Period,
    Report,
    Role,
    SpendLine,
    SpendTable,
    Theme,
    themes,
)
from pcc_report.theming.names import NameReader
from pcc_report.vocabulary import default_vocabulary
from strategies import abbreviations, maybe, outcome_sections, periods, texts, tuples_of

NAMES = tomllib.loads((Path(__file__).parent / "names_and_themes.toml").read_text("utf-8"))
TOLD = [
    (name, () if told == "nothing" else tuple(told.split(" + "))) for told, names in NAMES.items() for name in names
]


def read(name, **defined):
    reader = NameReader(default_vocabulary().categories, [Abbreviation(short=s, long=w) for s, w in defined.items()])
    return reader.read(name)


def line(category, actual=None, **fields):
    figures = () if actual is None else (Figure(role=Role.ACTUAL, money=Money(Decimal(actual))),)
    return SpendLine(category=category, figures=figures, **fields)


def report(*lines, title="", sections=(), **fields):
    return Report(
        spend_tables=(SpendTable(title=title, lines=lines),),
        outcome_sections=tuple(OutcomeSection(heading=heading) for heading in sections),
        **fields,
    )


def known(*lines, **fields):
    """By theme the categories of its lines, each with what told it."""
    return {
        theme.key or theme.name: [(themed.line.category, themed.known_by) for themed in theme.lines]
        for theme in themes(report(*lines, **fields))
    }


# --- names --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "told"), TOLD)
def test_a_name_tells_its_themes(name, told):
    """Names that reports print tell the themes that a person reads in them, and no others."""
    assert told == read(name).themes


@pytest.mark.parametrize("name", ["Victims", "VICTIM", "Outcomes – victims", "Support for victims 2019/20 (continued)"])
def test_writing_makes_no_difference(name):
    """Case, plural, years and words that tell nothing change no theme, and say nothing else."""
    assert read(name).is_one


@pytest.mark.parametrize(
    "name",
    [
        "Victims and vulnerable people",  # who else?
        "Domestic abuse and sexual violence",  # one of the two, or both
        "Youth Justice Board",  # a body
        "Support for victims (not related to domestic abuse)",
        "2019/20",
        "Awards",
        "",
    ],
)
def test_a_name_that_is_not_one_theme(name):
    """A name that says something else, several themes or none is not one theme and nothing else."""
    assert not read(name).is_one


def test_the_document_says_what_letters_mean():
    """An abbreviation that the document defines is what it defines, whatever the letters are elsewhere."""
    assert ("exploitation",) == read("CSE").themes
    assert () == read("CSE co-ordinator", CSE="Customer Service Excellence").themes
    assert () == read("SV").themes
    assert ("gangs_and_serious_violence",) == read("SV Duty", SV="Serious Violence").themes
    assert ("sexual_violence",) == read("SV counselling", SV="Sexual Violence").themes


@pytest.mark.parametrize("name", ["DAP", "DAPs", "DAP's work", "(DAP)", "DAP/outreach"])
def test_defined_letters_are_whole_words_in_any_number(name):
    """Letters are expanded with their plural and beside punctuation."""
    assert ("domestic_abuse",) == read(name, DAPs="Domestic Abuse Project").themes


@pytest.mark.parametrize("name", ["dap", "MYDAP", "DAPPER"])
def test_other_letters_are_left(name):
    """Letters inside of a word, or in another case, are no abbreviation."""
    assert () == read(name, DAP="Domestic Abuse Project").themes


def test_the_longest_letters_are_meant():
    """Letters that hold others are one abbreviation."""
    told = read("V&V Fund", **{"V": "Victim", "V&V": "Violence and Vulnerability"}).themes

    assert ("gangs_and_serious_violence",) == told


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Support (not related to domestic abuse) for victims", ("victims_services",)),
        ("Victims, other than of domestic abuse or hate crime", ("victims_services",)),
        ("Excluding hate crime", ()),
    ],
)
def test_what_a_name_is_not_about(name, told):
    """What is excluded ends with the bracket it stands in, or with the name."""
    assert told == read(name).themes


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Domestic, sexual, and honour-based violence", ("domestic_abuse", "sexual_violence", "vawg")),
        ("Drug and drink driving", ("road_safety",)),  # no drugs
        ("Domestic waste and sexual violence", ("sexual_violence",)),  # the word next to it is another
        ("Domestic: sexual violence", ("sexual_violence",)),  # nothing joins them
        ("and domestic violence: sexual", ("domestic_abuse",)),  # nothing comes before
    ],
)
def test_words_that_share_the_word_behind_them(name, told):
    """Words in a row have the last word in common, if they are joined."""
    assert told == read(name).themes


@given(texts(), st.lists(abbreviations(), max_size=3))
def test_any_name_can_be_read(name, defined):
    """No text and no definition is too odd, and themes are never told twice."""
    told = NameReader(default_vocabulary().categories, defined).read(name).themes

    assert len(set(told)) == len(told)


# --- what tells a theme -------------------------------------------------------------------------------------


def test_the_category_comes_first():
    """A category that tells a theme is not overruled by the headings above it."""
    found = known(line("CCTV", group="Anti-Social Behaviour"), title="Victims")

    assert {"crime_prevention_and_place": [("CCTV", KnownBy.CATEGORY)]} == found


def test_a_group_tells_the_theme_of_lines_that_tell_none():
    """The heading of a group stands for its lines."""
    found = known(line("Diversionary activities", group="Anti-Social Behaviour"), title="Victims")

    assert {"asb": [("Diversionary activities", KnownBy.GROUP)]} == found


def test_a_title_tells_the_theme_where_there_is_no_group():
    """The title of a table stands for its lines; a group that we do not know hides it."""
    found = known(line("Room hire"), line("Travel", group="Cyber crime"), title="Road Safety Fund 2019/20")

    assert {"road_safety": [("Room hire", KnownBy.TITLE)], "Travel": [("Travel", None)]} == found


@pytest.mark.parametrize("title", ["Victims and vulnerable people", "Domestic and Sexual Violence", "Safer Oldtown"])
def test_a_heading_that_says_more_tells_nothing_of_a_line(title):
    """Under a heading with several subjects a line may be for any of them, and stays itself."""
    assert {"Room hire": [("Room hire", None)]} == known(line("Room hire"), title=title)


def test_unknown_names_join_by_themselves():
    """A name without a theme is kept as printed, and joins a section of the same name."""
    (own,) = themes(report(line("Fighting Crime", 5), sections=["FIGHTING CRIME"]))

    assert (None, "Fighting Crime", 1, 1) == (own.key, own.name, len(own.lines), len(own.sections))


def test_unknown_names_join_by_what_their_letters_mean():
    """The letters that the document defines are the same name as the words."""
    defined = (Abbreviation(short="RNY", long="Recovery Near You"),)
    (own,) = themes(report(line("RNY", 5), sections=["Recovery Near You"], abbreviations=defined))

    assert ("RNY", 1, 1) == (own.name, len(own.lines), len(own.sections))


def test_names_without_a_word_stay_apart():
    """Names of signs alone are different names."""
    assert ["–", "?", ""] == [theme.name for theme in themes(report(line("–"), line("?"), line(" – "), line("")))]


# --- the join -----------------------------------------------------------------------------------------------


def test_what_the_money_bought():
    """Money and outcomes of one theme stand together, under the name of the theme."""
    found = themes(pcc_report.parse("fixtures/reports/seed-text/source.txt").report)
    by_key = {theme.key: theme for theme in found if theme.key}

    drugs = by_key["substance_misuse"]
    assert ("Substance misuse", Money(Decimal(236533))) == (drugs.name, drugs.summed(Role.ACTUAL))
    assert ["Substance Misuse"] == [themed.section.heading for themed in drugs.sections]
    assert [KnownBy.HEADING] == [themed.known_by for themed in drugs.sections]
    assert ["substance_misuse", "reducing_reoffending"] == [theme.key for theme in found][:2]
    assert ["Strategic priority setting"] == [theme.name for theme in found if theme.key is None]


def test_a_line_of_two_themes_is_shared():
    """It stands under both, and is in the sum of neither."""
    both = line("Domestic and Sexual Violence", 69)
    domestic, sexual = themes(report(both, line("Refuge", 10)))

    assert ("domestic_abuse", "sexual_violence") == domestic.lines[0].themes == sexual.lines[0].themes
    assert [True, False] == [themed.is_shared for themed in domestic.lines]
    assert (Money(Decimal(10)), Money(Decimal(69))) == (domestic.summed(Role.ACTUAL), domestic.shared(Role.ACTUAL))
    assert (None, Money(Decimal(69))) == (sexual.summed(Role.ACTUAL), sexual.shared(Role.ACTUAL))


def test_a_section_of_two_themes_is_shared():
    """It stands under both, and says so."""
    found = themes(report(sections=["Domestic and Sexual Violence"]))

    assert ["domestic_abuse", "sexual_violence"] == [theme.key for theme in found]
    assert all(themed.is_shared for theme in found for themed in theme.sections)


def test_only_exact_sums():
    """Two columns of one role and period have no sum, unless one of them adds up the other."""
    figures = tuple(Figure(role=Role.ACTUAL, money=Money(Decimal(n)), column=n) for n in (1, 2))
    heads = tuple(Column(heading=h, kind="figure", role=Role.ACTUAL) for h in ("", "This claim", "To date"))
    lines = (SpendLine(category="CCTV", figures=figures),)
    (unsure,) = themes(Report(spend_tables=(SpendTable(columns=heads, lines=lines),)))
    heads = (*heads[:2], Column(heading="To date", kind="figure", role=Role.ACTUAL, is_sum=True))
    (sure,) = themes(Report(spend_tables=(SpendTable(columns=heads, lines=lines),)))

    assert unsure.summed(Role.ACTUAL) is None
    assert Money(Decimal(2)) == sure.summed(Role.ACTUAL)


def test_currencies_have_no_sum():
    """Pounds and euros are not added up."""
    euros = SpendLine(category="CCTV", figures=(Figure(role=Role.ACTUAL, money=Money(Decimal(5), "EUR")),))
    (theme,) = themes(report(euros, line("Alley gates", 7)))

    assert theme.summed(Role.ACTUAL) is None


def test_no_figure_is_no_sum():
    """A cell that was not filled in adds nothing, and no figure at all is None, not zero."""
    unsaid = SpendLine(category="CCTV", figures=(Figure(role=Role.ACTUAL, money=None, printed="TBC"),))
    (alone,) = themes(report(unsaid))
    (beside,) = themes(report(unsaid, line("Alley gates", 7)))

    assert alone.summed(Role.ACTUAL) is None
    assert Money(Decimal(7)) == beside.summed(Role.ACTUAL)


def test_series_are_those_of_the_lines():
    """Each role and period of a line is named once."""
    year = Period.financial_year(2013)
    figures = tuple(Figure(role=r, money=None, period=p) for r, p in ((Role.ALLOCATED, None), (Role.ACTUAL, year)))
    (theme,) = themes(report(*[SpendLine(category="CCTV", figures=figures)] * 2))

    assert ((Role.ALLOCATED, None), (Role.ACTUAL, year)) == theme.series


# --- words of the user's own --------------------------------------------------------------------------------


def keys_of(names, vocabulary):
    return [theme.key for theme in themes(report(*map(line, names)), vocabulary=vocabulary)]


def test_own_words_tell_our_themes(tmp_path):
    """A synonym of the user's is used, from a mapping and from a file."""
    file = tmp_path / "words.toml"
    file.write_text('[categories.domestic_abuse]\nsynonyms = ["Op Shield"]\n', "utf-8")

    assert ["domestic_abuse"] == keys_of(["Op Shield 2"], file)
    assert ["domestic_abuse"] == keys_of(
        ["Op Shield 2"], {"categories": {"domestic_abuse": {"synonyms": ["Op Shield"]}}}
    )


def test_own_words_that_count_alone():
    """A phrase that counts alone tells nothing inside of a longer name."""
    own = {"categories": {"victims_services": {"alone": ["voice"]}}}

    assert ["victims_services", None] == keys_of(["Voice (grant 2019/20)", "Voice of the community"], own)


def test_own_themes():
    """A theme of the user's own needs a name, and then is one like ours."""
    own = {"categories": {"cyber": {"name": "Fraud and cyber crime", "synonyms": ["cyber crime", "fraud"]}}}
    (theme,) = themes(report(line("Cyber-crime"), sections=["Fraud"]), vocabulary=own)

    assert ("cyber", "Fraud and cyber crime", 1, 1) == (theme.key, theme.name, len(theme.lines), len(theme.sections))


def test_own_words_can_switch_ours_off():
    """What means something else in one area is put under `none` there, and a theme can be renamed."""
    own = {"categories": {"none": {"synonyms": ["restorative"]}, "asb": {"name": "Nuisance", "synonyms": []}}}
    found = themes(report(line("Restorative Newtown"), line("ASB")), vocabulary=own)

    assert [(None, "Restorative Newtown"), ("asb", "Nuisance")] == [(theme.key, theme.name) for theme in found]


# --- laws ---------------------------------------------------------------------------------------------------

SOME_NAMES = (
    st.sampled_from(
        [
            "Domestic and Sexual Violence",
            "Substance Misuse and Reducing Re-offending",
            "Refuge",
            "ISVA",
            "Drugs",
            "Room hire",
            "ROOM HIRE",
            "Youth Justice Board",
            "Victims and vulnerable people",
            "Victims",
            "",
        ]
    )
    | texts()
)
SOME_PERIODS = st.none() | st.just(Period.financial_year(2013)) | periods()


@st.composite
def spend_tables(draw):
    """Tables whose figures often agree in role, period and currency, so that there are sums to compare."""
    heads = draw(
        st.lists(
            st.builds(
                Column,
                heading=texts(),
                kind=st.just("figure"),
                role=st.sampled_from([Role.ACTUAL, Role.ALLOCATED]),
                period=SOME_PERIODS,
                is_sum=st.booleans(),
            ),
            min_size=1,
            max_size=3,
        )
    )
    sums = st.decimals(-1000, 1000, places=2).map(lambda d: abs(d) if d.is_zero() else d)
    money = maybe(st.builds(Money, sums, st.sampled_from(["GBP"] * 9 + ["EUR"])))
    cells = [
        st.builds(Figure, role=st.just(h.role), period=st.just(h.period), money=money, column=st.just(number))
        for number, h in enumerate(heads)
    ]
    lines = st.builds(SpendLine, category=SOME_NAMES, group=maybe(SOME_NAMES), figures=st.tuples(*cells))
    return SpendTable(title=draw(SOME_NAMES), columns=tuple(heads), lines=draw(tuples_of(lines, 5)))


def reports():
    return st.builds(
        Report,
        spend_tables=tuples_of(spend_tables(), 3),
        outcome_sections=tuples_of(st.builds(OutcomeSection, heading=SOME_NAMES) | outcome_sections(), 4),
        abbreviations=tuples_of(abbreviations()),
    )


def holders(found, part, value):
    """The themes that hold one line or section, itself and no equal one."""
    return [theme for theme in found for held in getattr(theme, f"{part}s") if getattr(held, part) is value]


@given(reports())
def test_nothing_is_lost_and_nothing_is_invented(given_report):
    """Every line and section is under each of its themes once, or under its own name; no theme is empty or twice."""
    found = themes(given_report)
    parts = [("line", x) for table in given_report.spend_tables for x in table.lines]
    parts += [("section", x) for x in given_report.outcome_sections]

    for part, value in parts:
        mine = holders(found, part, value)
        (told,) = {held.themes for theme in mine for held in getattr(theme, f"{part}s") if getattr(held, part) is value}
        assert (told or (None,)) == tuple(theme.key for theme in sorted(mine, key=lambda t: (*told, None).index(t.key)))
    assert len(parts) == len({id(x) for theme in found for x in members(theme)})
    assert all(theme.lines or theme.sections for theme in found)
    keys = [theme.key for theme in found if theme.key]
    assert len(set(keys)) == len(keys)


def members(theme):
    return [*(held.line for held in theme.lines), *(held.section for held in theme.sections)]


@given(reports())
def test_sums_of_themes_are_the_sum_of_the_report(given_report):
    """The sums of all themes, and each shared line once, are what the tables add up to, where these have a sum."""
    found = themes(given_report)

    for role, period in {series for table in given_report.spend_tables for series in table.series}:
        whole = added(exact(table, role, period) for table in given_report.spend_tables)
        if whole is INEXACT:
            continue
        once = {id(held.line): held for theme in found for held in theme.lines if held.is_shared}
        shared = Theme(key=None, name="", lines=tuple(once.values())).shared(role, period)
        assert whole == added([*(theme.summed(role, period) for theme in found), shared])


INEXACT = object()


def exact(table, role, period):
    """The sum of one table, None where it has no such money, or INEXACT."""
    paid = [f for x in table.lines for f in x.figures if (f.role, f.period) == (role, period) and f.money is not None]
    money = table.summed(role, period)
    return INEXACT if paid and money is None else money


def added(sums):
    """The sum of sums, of which None adds nothing; INEXACT if one is, or if there are several currencies."""
    some = [money for money in sums if money is not None]
    if INEXACT in some or len({money.currency for money in some}) > 1:
        return INEXACT
    return sum((money.amount for money in some), Decimal(0)) if some else None


@given(reports())
def test_the_same_report_has_the_same_themes(given_report):
    """Themes depend on the report alone."""
    assert themes(given_report) == themes(given_report)
