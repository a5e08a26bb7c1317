"""JSON: what is written is read back, and what is not ours is refused with its place."""

import io
import json
import os
import re
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import attrs
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcc_report.errors import InvalidResultError, UsageError
from pcc_report.model import Figure, Money, ParseResult, Role
from pcc_report.provenance import BBox, Origin
from pcc_report.serialise import SCHEMA_VERSION, dump, dumps, load, loads, schema
from strategies import results, sample_result, small_result

HOSTILE = Path(__file__).resolve().parents[2] / "shared" / "hostile" / "make_hostile.py"


def deep(value):
    """*value* with all its origins and the types of its parts, as equality leaves origins out."""
    if isinstance(value, tuple):
        return [deep(item) for item in value]
    if attrs.has(type(value)):
        return type(value), {a.name: deep(getattr(value, a.name)) for a in attrs.fields(type(value))}
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return type(value), str(value) if isinstance(value, Decimal) else value


def refused(document):
    """The error of a document, given as text or as data."""
    with pytest.raises(InvalidResultError) as caught:
        loads(document if isinstance(document, str | bytes) else json.dumps(document))
    return caught.value


SAMPLE = dumps(sample_result())


def sample():
    return json.loads(SAMPLE)


def figure_of(document):
    return document["report"]["spend_tables"][0]["lines"][0]["figures"][0]


@given(results())
def test_results_round_trip(result):
    """A result that is written and read is the same, origins and the types of its parts included."""
    read = loads(dumps(result))

    assert result == read
    assert deep(normal(result)) == deep(read)


def normal(result):
    """*result* with floats in boxes and decimals without exponents: equal to it, and as JSON has them."""
    if isinstance(result, tuple):
        return tuple(normal(item) for item in result)
    if isinstance(result, BBox):
        return BBox(*map(float, attrs.astuple(result)))
    if isinstance(result, Decimal):
        return Decimal(f"{result:f}")
    if attrs.has(type(result)):
        fields = attrs.fields(type(result))
        return type(result)(**{a.name: normal(getattr(result, a.name)) for a in fields if a.init})
    return result


@given(results(), st.sampled_from([None, 1, 4]))
def test_documents_are_canonical(result, indent):
    """A document that was written, read and written again is the same text, fit for UTF-8 and strict JSON."""
    text = dumps(result, indent=indent)

    assert text == dumps(loads(text), indent=indent)
    assert text == dumps(loads(text.encode()), indent=indent)
    assert next(iter(json.loads(text))) == "schema_version"
    assert indent is not None or len(text.splitlines()) == 1


@given(results())
def test_documents_follow_the_schema(result):
    """Every document that is written is valid by the committed schema."""
    jsonschema.Draft202012Validator(schema()).validate(json.loads(dumps(result)))


def test_schema_is_a_schema():
    """The committed schema is itself valid, and names the version."""
    jsonschema.Draft202012Validator.check_schema(schema())

    assert schema()["properties"]["schema_version"] == {"const": SCHEMA_VERSION}


def test_fields_are_written_in_declared_order():
    """Keys come as the classes declare them, after the version of the schema."""
    assert [
        "schema_version",
        *(a.name for a in attrs.fields(ParseResult)),
    ] == list(sample())


def places(value, at=()):
    yield at
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from places(item, (*at, key))


def path_of(at):
    return "$" + "".join(f"[{k}]" if isinstance(k, int) else f".{k}" for k in at)


def put(document, at, value):
    for key in at[:-1]:
        document = document[key]
    document[at[-1]] = value


WRONG = [None, True, -1, 0, 1.5, 10**30, "x", "1e5", "NaN", "2013-02-30", [], {}, [[[]]]]


def mutants():
    document = sample()
    for at in places(document):
        holder = document
        for key in at:
            holder = holder[key]
        for wrong in WRONG:
            if at and (type(holder), holder) != (type(wrong), wrong):
                yield "replaced", at, wrong
        if isinstance(holder, dict):
            yield "added", at, "zzz"
            for key in holder:
                yield "deleted", at, key


def mutant(kind, at, what):
    document = sample()
    if kind == "replaced":
        put(document, at, what)
        return document
    holder = document
    for key in at:
        holder = holder[key]
    if kind == "added":
        holder[what] = 1
    else:
        del holder[what]
    return document


def test_every_mutant_is_refused_at_its_place_or_valid():
    """One change anywhere is refused at or above that place, or gives a result that the schema allows too."""
    validator = jsonschema.Draft202012Validator(schema())
    seen = 0
    for kind, at, what in mutants():
        document = mutant(kind, at, what)
        seen += 1
        try:
            loads(json.dumps(document))
        except InvalidResultError as error:
            place = path_of(at)
            inside = what == [[[]]] and error.path.startswith(place)  # a list of lists is a list
            assert inside or place.startswith(error.path), (kind, at, what)  # noqa: PT017 - a result is fine too
        else:
            assert kind == "replaced" or what == "printed"
            validator.validate(document)
    assert seen > 1000


def test_what_was_printed_is_written_where_it_differs_from_the_text():
    """Documents of before the field was there are read; those of sound files are no longer than they were."""
    (origin,) = figure_of(sample())["origins"]
    assert list(origin) == ["page", "line", "start", "end", "text", "field", "box", "printed"]
    document = sample()
    del figure_of(document)["origins"][0]["printed"]
    result = loads(json.dumps(document))
    assert result.report.spend_tables[0].lines[0].figures[0].origins[0].printed is None
    assert figure_of(json.loads(dumps(result))) == figure_of(document)


@pytest.mark.parametrize("key", ["zzz", "py/object", "$ref", "__class__", "k" * 10**6])
def test_unknown_fields_are_named(key):
    """A field that nobody knows is refused by name, shortened where it is long."""
    document = sample()
    figure_of(document)[key] = 1
    error = refused(document)

    assert error.path == "$.report.spend_tables[0].lines[0].figures[0]"
    assert key[:50] in str(error)
    assert len(str(error)) < 200


def test_missing_fields_are_named():
    """No field has a default in JSON, so that a lost one is not read as empty."""
    document = sample()
    del figure_of(document)["origins"]

    assert str(refused(document)) == "$.report.spend_tables[0].lines[0].figures[0]: the field 'origins' is missing"


@pytest.mark.parametrize(
    "amount",
    [5, 5.0, True, None, "NaN", "1e5", "Infinity", "+5", ".5", "5.", "05", "1_0", "٣", " 5", "5\n", ""],
)
def test_amounts_are_plain_strings(amount):
    """Money is a string in plain notation; a JSON number has been through a float somewhere."""
    document = sample()
    figure_of(document)["money"]["amount"] = amount

    assert refused(document).path == "$.report.spend_tables[0].lines[0].figures[0].money.amount"


@pytest.mark.parametrize("digits", ["571024", "1.50", "0", "0.00", "-12.5", "123456789012345678901234567890.123456789"])
def test_digits_are_kept(digits):
    """The digits of an amount come back as they were, trailing zeros included."""
    document = sample()
    figure_of(document)["money"]["amount"] = digits
    result = loads(json.dumps(document))

    assert digits == str(result.report.spend_tables[0].lines[0].figures[0].money.amount)
    assert digits == figure_of(json.loads(dumps(result)))["money"]["amount"]


@pytest.mark.parametrize(
    "date", ["2013-02-30", "20130401", "2013-W01-1", "2013-4-1", "2013-04-01T00:00", "٢٠١٣-04-01", 20130401]
)
def test_dates_are_iso_days(date):
    """A day that does not exist, or any other notation, is refused."""
    document = sample()
    document["report"]["period"]["start"] = date

    assert refused(document).path == "$.report.period.start"


@pytest.mark.parametrize("date", ["2014-13", "2014-4", "14", "2014-02-30", "0000", "2014-", 2014])
def test_partial_dates_are_years_months_or_days(date):
    """A published date is a year, a month or a day that exists."""
    document = sample()
    document["report"]["published"] = date

    assert refused(document).path == "$.report.published"


def test_rules_of_the_model_hold_for_documents():
    """What a class of the model refuses is refused with the path of that record."""
    document = sample()
    document["report"]["period"]["start"] = "2019-01-01"

    assert str(refused(document)).startswith("$.report.period: a period must start before it ends")


def test_what_a_rule_refuses_is_quoted_in_short():
    """A rule of the model quotes the value that it refuses; the message is a line for all that."""
    document = sample()
    figure_of(document)["money"]["currency"] = "G" * 10**6
    error = refused(document)

    assert "a currency is three capital letters, got 'GGG" in str(error)
    assert len(str(error)) < 400


@pytest.mark.parametrize("version", [999, 0, -1, "1", "1.0", 1.0, True, None, [], 10**30])
def test_other_schema_versions_are_refused(version):
    """Only the version that this package writes is read; the message names both."""
    error = refused({**sample(), "schema_version": version})

    assert error.path == "$.schema_version"
    assert re.match(r"\$\.schema_version: schema version .+; this version of pcc-report reads 1$", str(error))


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity", "1e400"])
def test_numbers_are_finite(constant):
    """Constants that JSON does not have are refused where they stand."""
    text = dumps(sample_result()).replace("72.0", constant, 1)

    assert refused(text).path.endswith(".box.x0")


def test_keys_given_twice_are_refused():
    """Of two values for one field none is taken; the error says which field and where."""
    text = dumps(sample_result()).replace('"role": "actual"', '"role": "actual", "role": "allocated"', 1)
    error = refused(text)

    assert "the field 'role' is given twice" in str(error)
    assert error.path.startswith("$.report.spend_tables[0]")


TEXT = dumps(small_result())


@pytest.mark.parametrize(
    "document",
    [
        b"",
        "null",
        "42",
        '"x"',
        f"[{TEXT}]",
        "{}",
        TEXT + TEXT,
        TEXT + " x",
        TEXT[: len(TEXT) // 2],
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.replace("report.txt", "réport").encode("latin-1"),
        TEXT.replace("report.txt", "\ud800").encode("utf-8", "surrogatepass"),
        "[" * 10**6,
        '{"a":' * 10**5 + "1" + "}" * 10**5,
        TEXT[:-1] + ', "x": ' + "9" * 5000 + "}",
        TEXT.replace('"pages": 1', '"pages": ' + "9" * 5000),
        '{"schema_version": 1, "schema_version": 1}',
        "\ufeff\ufeff" + TEXT,
        "\x00",
    ],
)
def test_what_is_no_document_is_refused(document):
    """Whatever is given, there is a result or one error, quickly."""
    began = time.process_time()
    error = refused(document)

    assert time.process_time() - began < 1
    assert len(str(error)) < 300


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_any_bytes_give_a_result_or_an_error(document):
    """No other exception leaves `loads`."""
    refused(document)


def test_byte_order_marks_are_skipped():
    """A BOM, as some editors leave it, is no fault; nor are blanks around the document."""
    assert small_result() == loads(b"\xef\xbb\xbf" + TEXT.encode())
    assert small_result() == loads("\ufeff \n" + TEXT + "\n ")


def test_lone_surrogates_are_escaped():
    """A file name of undecodable bytes neither breaks the encoding of the document nor is changed."""
    result = small_result(title="name\udce9 \u2028")
    text = dumps(result)

    assert "\\udce9 \\u2028" in text
    assert result == loads(text.encode())


def test_boxes_that_json_cannot_hold_are_refused():
    """An infinite box is an error of the caller, told when it is written."""
    found = (Origin(1, 1, 0, 1, "x", "", BBox(0, 0, float("inf"), 1)),)

    with pytest.raises(UsageError):
        dumps(small_result(origins=found))


def test_files_round_trip(tmp_path):
    """Paths and open files of both kinds are written and read."""
    result = sample_result()
    path = tmp_path / "result.json"
    dump(result, path)
    assert deep(result) == deep(load(path)) == deep(load(str(path)))
    assert path.read_bytes() == (dumps(result) + "\n").encode()
    with path.open("rb") as file:
        assert result == load(file)
    with path.open(encoding="utf-8") as file:
        assert result == load(file)
    for stream in (io.BytesIO(), io.StringIO()):
        dump(result, stream)
        stream.seek(0)
        assert result == load(stream)


def test_errors_of_files_name_the_file(tmp_path):
    """An error of `load` says which file."""
    path = tmp_path / "broken.json"
    path.write_bytes(b"{}")
    with pytest.raises(InvalidResultError, match=r"broken\.json: \$: the field 'schema_version' is missing"):
        load(path)


def test_time_is_linear():
    """Four times the figures take no more than about four times as long."""

    def seconds(count):
        found = (Origin(1, 1, 0, 5, "text", "", BBox(1.5, 2.5, 3.5, 4.5)),)
        figures = tuple(Figure(role=Role.ACTUAL, money=Money(Decimal(i)), origins=found) for i in range(count))
        table = attrs.evolve(sample_result().report.spend_tables[0], lines=())
        line = attrs.evolve(sample_result().report.spend_tables[0].lines[0], figures=figures)
        result = small_result(spend_tables=(attrs.evolve(table, lines=(line,)),))
        best = 9.0
        for _ in range(3):
            began = time.process_time()
            loads(dumps(result))
            best = min(best, time.process_time() - began)
        return best

    seconds(10)
    assert seconds(4000) < 10 * seconds(1000)


@pytest.mark.skipif(not HOSTILE.exists(), reason=f"{HOSTILE.name} is not at hand: hostile JSON is not tried")
def test_hostile_json(tmp_path):
    """Every hostile JSON document is read or refused as its manifest says, within a second for 4 MB."""
    sample_file, out = tmp_path / "sample.json", tmp_path / "out"
    dump(sample_result(), sample_file)
    make = [sys.executable, HOSTILE, out, "--only", "json", "--json-sample", sample_file]
    subprocess.run(make, check=True, capture_output=True)  # noqa: S603 - our own script
    rows = [json.loads(line) for line in (out / "manifest.jsonl").read_text().splitlines()]
    wrong = []
    for row in rows:
        content = (out / os.fsdecode(row["path"])).read_bytes()
        limit = max(1.0, len(content) / 4e6)
        began = time.process_time()
        try:
            loads(content)
            met = "ok"
        except InvalidResultError as error:
            met = "error"
            if len(str(error)) > 400:
                wrong.append((row["path"], "long message"))
        if row["expect"] not in (met, "any") or time.process_time() - began > limit:
            wrong.append((row["path"], met, time.process_time() - began))

    assert len(rows) > 100
    assert wrong == []
