"""The laws of `laws` hold for every text, and catch a parser that breaks them."""

import os
import subprocess
import sys
from pathlib import Path

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import laws
from pcc_report import dumps
from pcc_report.diagnostics.catalogue import AMOUNT_UNPLACED, TEXT_UNREAD
from pcc_report.errors import PccReportError
from pcc_report.model import Claim, ClaimKind, Report, Unit, Unplaced, origins_of
from pcc_report.pipeline import parse, read_and_parse
from pcc_report.values.money import find_money

ROOT = Path(__file__).parents[1]
SOUND = (
    "Safer Exampleton Partnership\n"
    "Police and Crime Commissioner Funding Report\n"
    "April 2014\n"
    "\n"
    "Actual Spend 2013-2014\n"
    "PCC Allocation\t£351,783\n"
    "Substance Misuse\t£236,533\n"
    "Victim Support\t£84,250\n"
    "Hate Crime\t£31,000\n"
    "Total\t£351,783\n"
    "\n"
    "Outcomes\n"
    "- The panel met 6 times and 51% of users rated the service as good.\n"
    "- 18 workshops were held at a cost of £4,250.\n"
    "\n"
    "Legal implications\n"
    "The grants of up to £5,000 need no tender.\n"
)
"""A small sound report with a claim of most kinds."""

PIECES = (
    *(
        "£1,234",
        "£1.4m",
        "(250)",
        "-",
        "TBC",
        "£12,34",
        "£590.574",
        "12,000",
        "7",
        "£84,\u00a0250",
        "nil",
        "50p",
        "£0",
    ),
    *(
        "Total",
        "Sub-total",
        "Grand total",
        "Allocation",
        "Actual spend",
        "Budget",
        "Variance",
        "Forecast",
        "(£000s)",
    ),
    *(
        "Substance Misuse",
        "Hate Crime",
        "DHRs",
        "o\ufb03ce",
        "Manage\u00adment",
        "Youth\u200b work",
        "Mrw Daloi",
        "£",
        "%",
    ),
    *(
        "Safer Exampleton Partnership",
        "Annual Report 2013-14",
        "April 2014",
        "1 April 2013 to 31 March 2014",
        "Q1",
        "2014/15",
    ),
    *(
        "Outcomes",
        "Summary of Spend",
        "Background",
        "Recommendations",
        "Amount:",
        "Who received the funding:",
        "Purpose:",
    ),
    *(
        "Date of report: 3 May 2014",
        "Measure 1:",
        "Page 1 of 3",
        "Text Only",
        "of which",
        "up to",
        "per year",
        "each",
    ),
    *(
        "Over 1,000 tests were done.",
        "The grant of £5,000 was spent.",
        "We spent £20k",
        "6th best",
        "51% of users",
        "and so on",
    ),
    *(
        "Recovery Near You (RNY)",
        "interim report submitted January 2014",
        "How well did we do it?",
        "Green",
        "n/a",
        "|",
        "---",
    ),
)
MARKERS = ("", "", "", "- ", "• ", "1. ", "2.1. ", "a) ", "  - ", "* ", "\t- ", "\uf0b7 ", "# ", "> ")
JOINERS = ("\t", "  ", " ", " | ", "\t\t", "    ", ": ", " – ", " = ", " ..... ", "")
ENDS = ("\n", "\n", "\n", "\n\n", "\n\n", "\r\n", "\r", "\n\n\n", "\f", "\u2028")


@st.composite
def lines(draw):
    """A line as reports have them: a marker or none, then pieces joined in some way, framed by pipes or not."""
    parts = draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4))
    text = draw(st.sampled_from(MARKERS)) + draw(st.sampled_from(JOINERS)).join(parts)
    return draw(st.sampled_from((text, text, text, f"| {text} |", f"{text} |"))) + draw(st.sampled_from(ENDS))


@st.composite
def tables(draw):
    """Rows of one width in one manner of drawing, with a total that adds up or not."""
    joiner = draw(st.sampled_from(("\t", " | ", "     ")))
    width = draw(st.integers(1, 4))
    rows = draw(st.lists(st.lists(st.sampled_from(PIECES), min_size=width, max_size=width), min_size=1, max_size=6))
    labels = draw(st.lists(st.sampled_from(PIECES), min_size=len(rows), max_size=len(rows)))
    return "".join(f"{joiner.join((label, *row))}\n" for label, row in zip(labels, rows, strict=True))


def reports():
    """Texts that are made of a report's parts in any order."""
    return st.lists(lines() | tables(), min_size=1, max_size=12).map("".join)


def texts():
    """Any text: of every character, and of the few that parsers trip over."""
    odd = st.text(st.sampled_from(list("£ \t\n|-–•.,:()%0123456789aAmk½\u00a0\u00ad\u200b\ufb01\f\r'/=")), max_size=120)
    return st.text(st.characters(exclude_categories=["Cs"]), max_size=80) | odd


def offences(text):
    """Return what is broken in the parse of *text*; nothing where it is refused."""
    try:
        document, result = read_and_parse(text.encode())
    except PccReportError:
        return []
    return laws.broken(document, result)


MENDED = (
    "- £0\n- =£0",
    "t£1234\n1. £1234",
    "Subtotal£1",
    "£1\tSubtotal",
    "4|4\n\t\tB",
    "\tp\n|\n\t\t£1",
    "e||h\n\ta",
    "\t/\n/\t\t1",
    ":|n\n\t\ta\n",
    "1\t\n0|£|0\n",
    "\te\nh\n\t\t0",
    "0\f0",
    "g|?\nSafer Exampleton Partnership \nSafer Exampleton Partnership",
    "Forecast  d\n5  e\ne do i  Q1\ns  4  h",
    "£6|\nReason: .\n2019/20 Allocation: 1,\nReason:\n2019/20 Allocation: 5,",
    "22thousand pounds Grant.\n£22500 22thousand Grant.",
    "22thousand pounds Grant. £22500 22thousand pounds Grant.",
    "How well did we do it?\nr\nS\n£9\nT\n?\nl\n1\nHow well did we do it?\nd\n£1",
    "Outcomes\n\nArea  Rank\nAnytown  0.4\nElsewhere  0",
    "$118 appeal\nOne\n\f$118 appeal\nTwo\n\f$118 appeal\nThree\n\f$118 appeal\nFour",
)
"""Smallest texts that broke a law once."""


# ---------------------------------------------------------------- the laws hold


@given(texts())
@example("0")
@example("£")
@example("a\u00adb\t£1")
def test_the_laws_hold_for_any_text(text):
    """Any text at all is accounted for to the last character."""
    assert not offences(text)


@pytest.mark.parametrize("text", MENDED)
def test_former_offenders_keep_the_laws(text):
    """What broke a law once keeps all of them."""
    assert not offences(text)


@given(reports())
def test_the_laws_hold_for_texts_like_reports(text):
    """Texts in which everything looks like a table, a list, a heading or a sum are accounted for too."""
    assert not offences(text)


def test_the_laws_hold_for_a_sound_report():
    """The sample that the doctored results below are made of is sound."""
    assert not offences(SOUND)


def layouts():
    """Every text and PDF that is committed as a fixture, and the layouts of the team where they are at hand."""
    shared = ROOT.parent / "shared"
    folders = (ROOT / "fixtures", shared / "gold", shared / "reports")
    return sorted(p for f in folders for end in ("txt", "pdf") for p in f.rglob(f"*.{end}"))


@pytest.mark.parametrize("path", layouts(), ids=lambda p: f"{p.parent.name}/{p.name}")
def test_the_laws_hold_for_real_layouts(path):
    """Every layout at hand keeps every law."""
    assert not laws.broken(*read_and_parse(path))


@given(
    st.binary(max_size=200)
    | st.builds(
        bytes.__add__,
        st.sampled_from([b"%PDF-1.7\n", b"\xff\xfe", b"PK\x03\x04", b"{"]),
        st.binary(max_size=100),
    )
)
def test_any_bytes_give_a_result_or_one_error(data):
    """No bytes make any other error than ours, whose text is one line."""
    try:
        document, result = read_and_parse(data)
    except PccReportError as error:
        assert "\n" not in str(error)  # noqa: PT017  # either outcome is right
    else:
        assert not laws.broken(document, result)


SETTINGS = (
    {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"},
    {"PYTHONHASHSEED": "1", "LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"},
    {"PYTHONHASHSEED": "4242", "LC_ALL": "de_DE.UTF-8", "TZ": "America/Los_Angeles", "PYTHONUTF8": "0"},
)


def test_the_same_input_gives_the_same_bytes(tmp_path):
    """Hash seed, locale and time zone change nothing."""
    path = tmp_path / "report.txt"
    path.write_text(SOUND, "utf-8")
    code = "import sys, pcc_report; sys.stdout.buffer.write(pcc_report.dumps(pcc_report.parse(sys.argv[1])).encode())"
    made = {
        subprocess.run(  # noqa: S603  # our own code
            [sys.executable, "-c", code, str(path)],
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **settings},
            check=True,
            capture_output=True,
        ).stdout
        for settings in SETTINGS
    }

    assert {dumps(parse(path)).encode()} == made


@given(reports())
def test_parsing_twice_gives_the_same_bytes(text):
    """Nothing is kept from one parse to the next."""
    try:
        first = dumps(parse(text.encode()))
    except PccReportError:
        return

    assert first == dumps(parse(text.encode()))


# ---------------------------------------------------------------- the laws catch what breaks them


def whole_lines(document, result, kind, report=None):
    """Return a result that claims each line as a whole to be of one *kind*."""
    claims = tuple(
        Claim(kind=kind, origin=line.origin(0, len(line.text))) for line in document.lines if line.text.strip()
    )
    return attrs.evolve(result, claims=claims, report=report or result.report)


def claims_whole_lines(document, result):
    """Everything is background beside the values: nothing can be lost, and nothing is told."""
    return whole_lines(document, result, ClaimKind.BACKGROUND)


def leaves_all_unread(document, result):
    """An empty report, all text unread."""
    return attrs.evolve(whole_lines(document, result, ClaimKind.UNREAD, Report()), unplaced=(), diagnostics=())


def leaves_all_unplaced(document, result):
    """An empty report that lists every sum as without a place, all text unread, with a diagnostic each."""
    sums = [
        (line.origin(scan.start, scan.end), scan.money) for line in document.lines for scan in find_money(line.text)
    ]
    unplaced = tuple(
        Unplaced(reason="unknown", money=money, printed=origin.text, origin=origin) for origin, money in sums
    )
    empty = whole_lines(document, result, ClaimKind.UNREAD, Report())
    said = [AMOUNT_UNPLACED.at(origin, printed=origin.text, reason="unknown") for origin, _ in sums]
    said += [TEXT_UNREAD.at(c.origin, text=c.origin.text) for c in empty.claims]
    return attrs.evolve(empty, unplaced=unplaced, diagnostics=tuple(said))


def repeats_everything(document, result):
    """An empty report, every line said to be a repeat."""
    return whole_lines(document, result, ClaimKind.REPEAT, Report())


def _with_table(result, **changes):
    (table,) = result.report.spend_tables
    return attrs.evolve(result, report=attrs.evolve(result.report, spend_tables=(attrs.evolve(table, **changes),)))


def gives_values_whole_lines(document, result):
    """Each figure says that it stands on the whole of its line."""
    (table,) = result.report.spend_tables
    rows = []
    for row in table.lines:
        (figure,) = row.figures
        line = document.line_at(figure.origins[0].start)
        origin = line.origin(0, len(line.text), "money")
        rows.append(attrs.evolve(row, figures=(attrs.evolve(figure, origins=(origin,), printed=origin.text),)))
    return _with_table(result, lines=tuple(rows))


def moves_a_sum(document, result):
    """Two lines have changed their sums, origins and all but the money."""
    _ = document
    (table,) = result.report.spend_tables
    first, second, *others = table.lines
    one, other = first.figures[0], second.figures[0]
    swapped = (
        attrs.evolve(first, figures=(attrs.evolve(one, money=other.money),)),
        attrs.evolve(second, figures=(attrs.evolve(other, money=one.money),)),
    )
    return _with_table(result, lines=(*swapped, *others))


def reads_a_line_twice(document, result):
    """One line stands in the table two times."""
    _ = document
    (table,) = result.report.spend_tables
    return _with_table(result, lines=(*table.lines, table.lines[0]))


def drops_a_line(document, result):
    """One line is missing without a word."""
    _ = document
    (table,) = result.report.spend_tables
    return _with_table(result, lines=table.lines[1:])


def hides_a_line(document, result):
    """One line is missing, its text called background."""
    dropped = drops_a_line(document, result)
    (table,) = result.report.spend_tables
    lost = [attrs.evolve(o, field="") for o in origins_of(table.lines[0])]
    claims = tuple(Claim(kind=ClaimKind.BACKGROUND, origin=o) for o in lost)
    return attrs.evolve(dropped, claims=(*result.claims, *claims))


def invents_a_sum(document, result):
    """A figure without an origin."""
    _ = document
    (table,) = result.report.spend_tables
    first, *others = table.lines
    bare = attrs.evolve(first.figures[0], origins=(), printed="")
    return _with_table(result, lines=(attrs.evolve(first, figures=(bare,)), *others))


def renames_a_line(document, result):
    """A category that is not printed."""
    _ = document
    (table,) = result.report.spend_tables
    first, *others = table.lines
    return _with_table(result, lines=(attrs.evolve(first, category="Drugs"), *others))


def shifts_an_origin(document, result):
    """A claim that is one character off."""
    _ = document
    first, *others = result.claims
    moved = attrs.evolve(first.origin, start=first.origin.start + 1)
    return attrs.evolve(result, claims=(attrs.evolve(first, origin=moved), *others))


def hushes_the_doubts(document, result):
    """The diagnostics are thrown away."""
    _ = document
    return attrs.evolve(result, diagnostics=())


def drops_the_unplaced(document, result):
    """The sums without a place are thrown away."""
    _ = document
    return attrs.evolve(result, unplaced=())


def changes_a_measure(document, result):
    """A measure that is not in its statement."""
    _ = document
    section, *others = result.report.outcome_sections
    statement, *more = section.statements
    measure, *rest = statement.measures
    measures = (attrs.evolve(measure, value=measure.value + 1), *rest)
    told = attrs.evolve(section, statements=(attrs.evolve(statement, measures=measures), *more))
    return attrs.evolve(result, report=attrs.evolve(result.report, outcome_sections=(told, *others)))


def takes_counts_for_hours(document, result):
    """Numbers that count something are a time, though nothing says so."""
    _ = document
    return _with_counts(result, unit=Unit.DURATION, duration_unit="hour")


def takes_counts_for_ranks(document, result):
    """Numbers that count something are places among others, though nothing says so."""
    _ = document
    return _with_counts(result, unit=Unit.RANK)


def _with_counts(result, **changed):
    sections = [
        attrs.evolve(
            section,
            statements=tuple(
                attrs.evolve(
                    statement,
                    measures=tuple(
                        attrs.evolve(m, **changed) if m.unit is Unit.COUNT else m for m in statement.measures
                    ),
                )
                for statement in section.statements
            ),
        )
        for section in result.report.outcome_sections
    ]
    return attrs.evolve(result, report=attrs.evolve(result.report, outcome_sections=tuple(sections)))


CAUGHT = {
    claims_whole_lines: "overlapping",
    leaves_all_unread: "lost_money",
    leaves_all_unplaced: "lost_proof",
    repeats_everything: "idle",
    gives_values_whole_lines: "unscannable",
    moves_a_sum: "unscannable",
    reads_a_line_twice: "overlapping",
    drops_a_line: "uncovered",
    hides_a_line: "lost_money",
    invents_a_sum: "unscannable",
    renames_a_line: "mislabelled",
    shifts_an_origin: "misquoted",
    hushes_the_doubts: "unsaid",
    drops_the_unplaced: "lost_money",
    changes_a_measure: "unscannable",
    takes_counts_for_hours: "unscannable",
    takes_counts_for_ranks: "unscannable",
}
"""Each doctoring of a sound result, and the law that it breaks."""


@pytest.mark.parametrize("doctored", CAUGHT, ids=lambda f: f.__name__)
def test_a_parser_that_cheats_is_caught(doctored):
    """The sound result keeps every law; each way to cheat breaks the one that is there to forbid it."""
    document, result = read_and_parse(SOUND.encode())
    assert not laws.broken(document, result)

    found = {offence.split(":")[0] for offence in laws.broken(document, doctored(document, result))}

    assert CAUGHT[doctored] in found
