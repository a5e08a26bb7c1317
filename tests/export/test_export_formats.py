"""Every exporter: safe, exact, and whole."""

import csv
import io
import json
import pkgutil
import re
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import pcc_report.export
from pcc_report.cli import FORMATS
from pcc_report.errors import UsageError
from pcc_report.export import EXPORTERS, to_rows, write
from pcc_report.model import Figure, Money, OutcomeSection, OutcomeStatement, Report, Role, SpendLine, SpendTable
from pcc_report.serialise import dumps, loads
from strategies import results, sample_result, small_result, texts

NAMES = [exporter.name for exporter in EXPORTERS]
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "−", " =", "\u200b=", "\ufeff=", "\n=")


def text_of(what, name):
    return "".join(write(what, name))


def csv_rows(what):
    text = text_of(what, "csv")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def test_every_module_is_an_exporter():
    """No format is forgotten in the tuple, nor in the choices of the command."""
    modules = [m.name for m in pkgutil.iter_modules(pcc_report.export.__path__) if not m.name.startswith("_")]

    assert sorted(modules) == sorted(NAMES)
    assert tuple(NAMES) == FORMATS


def test_unknown_formats_are_refused():
    """The error lists the formats there are."""
    with pytest.raises(UsageError, match="json, jsonl, csv, markdown"):
        write(sample_result(), "xlsx")


@pytest.mark.parametrize("name", NAMES)
@given(result=results())
def test_any_result_can_be_exported(name, result):
    """Whatever a result holds, each format can write it, alone and with others, as UTF-8."""
    alone = text_of(result, name)

    assert alone.endswith("\n")
    assert text_of([result, result], name).encode()


@given(results())
def test_json_formats_are_read_back(result):
    """One result is a document, several are an array, and a line each in jsonl."""
    assert result == loads(text_of(result, "json"))
    assert [json.loads(dumps(result))] * 2 == json.loads(text_of([result, result], "json"))
    assert json.loads(text_of([], "json")) == []
    lines = text_of([result, result], "jsonl").splitlines()
    assert [result, result] == [loads(line) for line in lines]


@given(results())
def test_no_cell_of_csv_is_a_formula(result):
    """No text cell starts like a formula; amounts are numbers as they are."""
    for row in csv_rows(result):
        amount = row.pop("amount")
        assert not amount or Decimal(amount) == Decimal(amount)
        for column, cell in row.items():
            assert not cell.startswith(FORMULA), column


@pytest.mark.parametrize("sign", FORMULA)
def test_formulas_are_defused(sign):
    """A category that is a formula elsewhere gets an apostrophe before it."""
    line = SpendLine(category=f"{sign}1+1", figures=(Figure(role=Role.ACTUAL, money=Money(Decimal("-5.50"))),))
    (row,) = csv_rows(small_result(spend_tables=(SpendTable(lines=(line,)),)))

    assert f"'{sign}1+1" == row["category"]
    assert row["amount"] == "-5.50"


def test_csv_has_every_sum():
    """Allocations, lines, sub-totals, totals, measures of money and unplaced sums have a row each."""
    rows = csv_rows(sample_result())

    assert [row["kind"] for row in rows] == ["allocation", "line", "subtotal", "total", "unplaced"]
    assert rows[1]["category"] == "Substance Misuse"
    assert rows[1]["amount"] == "571024"
    assert rows[1]["period"] == "2013-14"
    assert (rows[1]["page"], rows[1]["line"]) == ("1", "2")
    assert rows[1]["doubts"] == "PR401 total-mismatch"


def test_a_line_without_figures_has_a_row():
    """A line whose cells are all empty is not lost."""
    (row,) = csv_rows(small_result(spend_tables=(SpendTable(lines=(SpendLine(category="Nothing"),)),)))

    assert (row["category"], row["amount"], row["table"]) == ("Nothing", "", "table 1")


def test_rows_are_whole():
    """Every table is there; every row names its file and its place."""
    tables = to_rows(sample_result())

    assert list(tables) == [
        "reports",
        "allocations",
        "spend_lines",
        "totals",
        "outcome_statements",
        "measures",
        "diagnostics",
        "unplaced",
    ]
    for name, rows in tables.items():
        assert rows, name
        for row in rows:
            assert {"file", "sha256", "page", "line"} <= row.keys(), name
            assert (row["page"], row["line"]) == (1, 2), name
    assert Decimal("492495.50") == tables["allocations"][0]["amount"]


@given(results())
def test_rows_of_one_table_have_the_same_keys(result):
    """A table can be written with one header."""
    for rows in to_rows(result).values():
        assert len({tuple(row) for row in rows}) <= 1


@given(results())
def test_doubts_of_rows_are_those_of_the_result(result):
    """The index by line finds what `ParseResult.doubts` finds."""
    doubts = tuple(
        attrs.evolve(d, origins=tuple(attrs.evolve(o, page=1, line=1) for o in d.origins)) for d in result.diagnostics
    )
    line = SpendLine(category="x", origins=tuple(o for d in doubts[:1] for o in d.origins))
    result = attrs.evolve(small_result(spend_tables=(SpendTable(lines=(line,)),)), diagnostics=doubts)
    (row,) = to_rows(result)["spend_lines"]
    named = dict.fromkeys(f"{d.code} {d.name}" for d in result.doubts(line))

    assert ("; ".join(named) or None) == row["doubts"]


@given(results())
def test_markdown_is_escaped(result):
    """No tag, no control character and no bidi sign of a document reaches the page."""
    text = text_of(result, "markdown")

    assert not re.search(r"<|[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", text)


def test_codes_of_doubts_are_escaped_too():
    """A code that stands in no catalogue, as a result that was read back may hold, becomes no markup."""
    (doubt,) = sample_result().diagnostics
    text = text_of(attrs.evolve(sample_result(), diagnostics=(attrs.evolve(doubt, code="<b>\ud800|"),)), "markdown")

    assert "- page 1, line 2: &lt;b&gt;\ufffd\\| warning" in text


PIECES = st.sampled_from(
    ["&", "&amp;", "&copy", "&#163;", "<b>", "|", "*", "_", "`", "\\", "[a](b)", "~~", "#", "1.", "-", " ", "R", "9"]
)


@given(st.lists(st.lists(PIECES, max_size=8).map("".join) | texts(), min_size=4, max_size=4))
def test_markdown_is_rendered_as_it_was_printed(printed):
    """What a renderer shows of a title, of cells and of a statement is what stands in the result."""
    title, category, recipient, statement = [f"R{text}" if not text.strip() else text for text in printed]
    line = SpendLine(category=category, recipient=recipient, figures=())
    section = OutcomeSection(heading="Outcomes", statements=(OutcomeStatement(text=statement),))
    report = Report(title=title, spend_tables=(SpendTable(title="Spend", lines=(line,)),), outcome_sections=(section,))

    shown = rendered(text_of(attrs.evolve(sample_result(), report=report), "markdown"))

    assert [on_a_line(title)] == shown["h1"]
    assert ["Recipient", "Category", on_a_line(recipient), on_a_line(category)] == [*shown["th"], *shown["td"]]
    assert on_a_line(statement) in shown["li"]


@pytest.mark.parametrize("text", ["Drug & alcohol", "R&D", "Q&A", "Arts & Crafts; others"])
def test_an_ampersand_is_left_to_read(text):
    """Where it can be nothing else, "&" is written as it is."""
    report = Report(title=text)

    assert f"# {text}\n" in text_of(attrs.evolve(sample_result(), report=report), "markdown")


def on_a_line(text):
    """Return *text* with single blanks, and a sign in place of each that controls a terminal or a page."""
    text = " ".join(text.split())
    return re.sub("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", "\ufffd", text)


def rendered(text):
    """Return the texts of a page of markdown by tag, as a browser shows them."""
    found = defaultdict(list)

    class Texts(HTMLParser):
        within = ""

        def handle_starttag(self, tag, _):
            self.within = tag
            found[tag].append("")

        def handle_data(self, data):
            if self.within:
                found[self.within][-1] += data

        def handle_endtag(self, _):
            self.within = ""

    Texts().feed(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text))
    return found


def test_markdown_reads_well():
    """Tables are aligned, totals in bold, outcomes bullets, doubts at the end."""
    text = text_of(sample_result(), "markdown")

    assert "# End of Year Report\n" in text
    assert "| Group                | Recipient" in text
    assert "| **Total**" in text
    assert "- 9 out of 10 drug tests (green)\n" in text
    assert "- page 1, line 2: PR401 warning, total-mismatch: adds up to 1" in text
    assert len({len(line) for line in text.splitlines() if line.startswith("|")}) == 1


DIGITS = "1234567890123456789012345678901234567890"


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (DIGITS, "£1,234,567,890,123,456,789,012,345,678,901,234,567,890"),
        (f"-{DIGITS}.5", "-£1,234,567,890,123,456,789,012,345,678,901,234,567,890.50"),
        ("5.1234567890123456789012345678", "£5.1234567890123456789012345678"),
    ],
)
def test_long_sums_keep_their_digits(amount, shown):
    """No sum is rounded behind the 28th digit, where `Decimal` would: not in writing, not in adding up."""
    figure = Figure(role=Role.ACTUAL, money=Money(Decimal(amount)), printed=amount)
    penny = Figure(role=Role.ACTUAL, money=Money(Decimal("0.01")), printed="0.01")
    lines = (SpendLine(category="Long", figures=(figure,)), SpendLine(category="Short", figures=(penny,)))
    report = Report(spend_tables=(SpendTable(lines=lines),))

    assert shown in text_of(attrs.evolve(sample_result(), report=report), "markdown")
    assert Fraction(amount) + Fraction("0.01") == Fraction(report.spent().amount)
    assert Fraction(amount) + Fraction("0.01") == Fraction((figure.money + penny.money).amount)
    assert Fraction(amount) - Fraction("0.01") == Fraction((figure.money - penny.money).amount)
