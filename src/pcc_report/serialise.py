"""Results as JSON, exactly: `dumps` and `loads`, the schema version, the committed JSON Schema.

- money and measures are strings in plain notation (``"571024"``, ``"1.50"``), never JSON numbers;
- dates are ISO strings, a `PartialDate` is ``"2014"``, ``"2014-04"`` or ``"2014-04-30"``;
- enums are their values, tuples are lists, ``None`` is ``null``; every field is written, in declared order, but for
  what was printed where that is the text of an origin;
- no other field may be missing, none unknown or given twice, so that nothing is lost on the way in silence;
- ``dumps(loads(text)) == text`` for every text that `dumps` wrote, and origins are part of it.

Two lone surrogates side by side become the one character that JSON takes them for.
"""

import datetime as dt
import json
import operator
import os
import re
import types
import typing
from collections.abc import Callable
from decimal import Decimal
from functools import cache, partial
from io import TextIOBase
from pathlib import Path
from typing import IO, Any, NoReturn

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from pcc_report.errors import InvalidResultError, UsageError
from pcc_report.model import ParseResult, PartialDate
from pcc_report.provenance import Origin

SCHEMA_VERSION = 1
"""The version of the documents that `dumps` writes, and the only one that `loads` reads."""

DECIMAL_PATTERN = r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$"
DATE_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
PARTIAL_DATE_PATTERN = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"

_DECIMAL = re.compile(DECIMAL_PATTERN[:-1])
_DATE = re.compile(DATE_PATTERN[:-1])
_PARTIAL_DATE = re.compile(PARTIAL_DATE_PATTERN[:-1])
SPARSE: dict[type, str] = {Origin: "printed"}
"""Fields that are left out where they say nothing, as in nearly all of the records that have them."""

LONGEST_FAULT = 200
"""Signs of a fault that are said; a rule of the model quotes the value that it refuses, however long."""

_FRAGILE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""What JSON allows raw, but UTF-8 cannot hold, or line-wise tools and terminals stumble over."""


def dumps(result: ParseResult, *, indent: int | None = 1) -> str:
    """Return *result* as a JSON document, without a final newline; ``indent=None`` gives one line.

    With an indent, a record that holds no list, such as an origin, stays on one line.
    """
    document = {"schema_version": SCHEMA_VERSION, **_converter().unstructure(result, ParseResult)}
    separators = (",", ":") if indent is None else (",", ": ")
    try:
        text = _written(document, indent, separators)
    except (ValueError, OverflowError) as e:
        msg = f"the result cannot be written as JSON: {e}"
        raise UsageError(msg) from e
    return _FRAGILE.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def loads(text: str | bytes) -> ParseResult:
    """Return the result that a JSON document of `dumps` holds; bytes must be UTF-8, a BOM is skipped.

    Anything else is an `InvalidResultError` whose ``path`` says where the document goes wrong.
    """
    document = _document(text)
    try:
        return _converter().structure(document, ParseResult)
    except Exception as e:
        _refuse(document, ParseResult, "$")
        raise InvalidResultError(_said(e)) from e


def dump(result: ParseResult, target: str | os.PathLike[str] | IO[str] | IO[bytes]) -> None:
    """Write *result* as UTF-8 JSON, with a final newline, to a path or an open file (text or bytes)."""
    text = dumps(result) + "\n"
    if isinstance(target, str | os.PathLike):
        Path(target).write_bytes(text.encode())
    elif isinstance(target, TextIOBase) or "b" not in getattr(target, "mode", "b"):
        typing.cast("IO[str]", target).write(text)
    else:
        typing.cast("IO[bytes]", target).write(text.encode())


def load(source: str | os.PathLike[str] | IO[str] | IO[bytes]) -> ParseResult:
    """Return the result in a file that `dump` wrote: a path, or an open file (text or bytes)."""
    if isinstance(source, str | os.PathLike):
        name, content = os.fsdecode(source), Path(source).read_bytes()
    else:
        name = str(getattr(source, "name", ""))
        try:
            content = source.read()  # type: ignore[assignment]
        except UnicodeDecodeError as e:
            msg = f"not UTF-8 text ({e.reason} at byte {e.start})"
            raise InvalidResultError(msg, source=name) from e
    try:
        return loads(content)
    except InvalidResultError as e:
        e.with_source(name)
        raise


def schema_text() -> str:
    """Return the committed JSON Schema of the documents that `dumps` writes, as text."""
    import importlib.resources  # noqa: PLC0415 - slow to import, and needed here alone

    return importlib.resources.files("pcc_report").joinpath("schema.json").read_text("utf-8")


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the documents that `dumps` writes."""
    return typing.cast("dict[str, Any]", json.loads(schema_text()))


# ---------------------------------------------------------------- text -> document


class _Twice:
    """Stands in a document for an object that has a key twice, so that it is refused with its path."""

    def __init__(self, key: str) -> None:
        self.key = key


def _document(text: str | bytes) -> object:
    if isinstance(text, str):
        text = text.removeprefix("\ufeff")
    else:
        try:
            text = bytes(text).decode("utf-8-sig")
        except UnicodeDecodeError as e:
            msg = f"not UTF-8 text ({e.reason} at byte {e.start})"
            raise InvalidResultError(msg) from e
    try:
        document = json.loads(text, object_pairs_hook=_object)
    except RecursionError as e:
        msg = "nested too deeply to be a result"
        raise InvalidResultError(msg) from e
    except json.JSONDecodeError as e:
        msg = f"not JSON: {e.msg} at line {e.lineno}, column {e.colno}"
        raise InvalidResultError(msg) from e
    except ValueError as e:
        msg = "a whole number has more digits than any result needs"
        raise InvalidResultError(msg) from e
    if not isinstance(document, dict):
        return document
    if "schema_version" not in document:
        msg = "the field 'schema_version' is missing"
        raise InvalidResultError(msg, advice="is this a document of pcc-report?")
    version = document.pop("schema_version")
    if type(version) is not int or version != SCHEMA_VERSION:
        named = _shown(version) if type(version) is not int else str(version)[:20]
        msg = f"schema version {named}; this version of pcc-report reads {SCHEMA_VERSION}"
        raise InvalidResultError(msg, path="$.schema_version")
    return document


def _object(pairs: list[tuple[str, object]]) -> object:
    document = dict(pairs)
    if len(document) == len(pairs):
        return document
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            return _Twice(key)
        seen.add(key)
    return document


# ---------------------------------------------------------------- document -> text


def _written(document: object, indent: int | None, separators: tuple[str, str]) -> str:
    """Write like `json.dumps`, which has no C code for indents; a record without lists stays on one line."""
    if indent is None:
        return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=separators)
    parts: list[str] = []
    _write(document, "\n", " " * indent, parts.append)
    return "".join(parts)


def _write(value: Any, newline: str, step: str, put: Callable[[str], None]) -> None:  # noqa: ANN401 - any JSON
    if type(value) is dict and not _is_leaf(value):
        inner = newline + step
        lead = "{" + inner
        for key, item in value.items():
            put(f'{lead}"{key}": ')
            _write(item, inner, step, put)
            lead = "," + inner
        put(newline + "}")
    elif type(value) is list and value:
        inner = newline + step
        lead = "[" + inner
        for item in value:
            put(lead)
            _write(item, inner, step, put)
            lead = "," + inner
        put(newline + "]")
    else:
        put(_on_one_line(value))


def _is_leaf(record: dict[str, Any]) -> bool:
    return all(type(item) is not list and (type(item) is not dict or _is_leaf(item)) for item in record.values())


_on_one_line = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False).encode

# ---------------------------------------------------------------- the converter


@cache
def _converter() -> Converter:
    converter = Converter(detailed_validation=False, forbid_extra_keys=True)
    for cls, hook in _SCALARS.items():
        converter.register_structure_hook(cls, hook)
    converter.register_structure_hook_factory(_is_record, lambda cls: _record_hook(cls, converter))
    converter.register_structure_hook_factory(_is_tuple, lambda cls: _tuple_hook(cls, converter))

    converter.register_unstructure_hook(Decimal, "{:f}".format)
    converter.register_unstructure_hook(float, float)
    converter.register_unstructure_hook(dt.date, dt.date.isoformat)
    converter.register_unstructure_hook_factory(_is_record, lambda cls: _plain_hook(cls, converter))
    converter.register_unstructure_hook_factory(_is_tuple, lambda cls: _list_hook(cls, converter))
    converter.register_unstructure_hook_func(partial(operator.is_, PartialDate), str)
    return converter


def _is_record(cls: object) -> bool:
    return isinstance(cls, type) and attrs.has(cls) and cls is not PartialDate


def _is_tuple(cls: object) -> bool:
    return typing.get_origin(cls) is tuple


def _record_hook(cls: Any, converter: Converter) -> Callable[[object, Any], object]:  # noqa: ANN401 - any class
    inner = make_dict_structure_fn(cls, converter, _cattrs_detailed_validation=False)
    names = frozenset(a.name for a in attrs.fields(cls))
    needed = names - {SPARSE.get(cls)}

    def structure(value: object, cls: Any) -> object:  # noqa: ANN401
        if type(value) is not dict or not needed <= value.keys() <= names:
            raise TypeError
        return inner(value, cls)

    return structure


def _plain_hook(cls: Any, converter: Converter) -> Callable[[object], dict[str, Any]]:  # noqa: ANN401
    left_out: Any = {SPARSE[cls]: override(omit_if_default=True)} if cls in SPARSE else {}
    return make_dict_unstructure_fn(cls, converter, **left_out)


def _tuple_hook(cls: Any, converter: Converter) -> Callable[[object, Any], object]:  # noqa: ANN401
    of = typing.get_args(cls)[0]
    inner = converter.get_structure_hook(of)

    def structure(value: object, _: object) -> object:
        if type(value) is not list:
            raise TypeError
        return tuple([inner(item, of) for item in value])

    return structure


def _list_hook(cls: Any, converter: Converter) -> Callable[[Any], list[Any]]:  # noqa: ANN401
    inner = converter.get_unstructure_hook(typing.get_args(cls)[0])
    return lambda value: [inner(item) for item in value]


def _wrong(expected: str, value: object) -> NoReturn:
    msg = f"expected {expected}, found {_shown(value)}"
    raise TypeError(msg)


def _string(value: object, cls: Any) -> object:  # noqa: ANN401 - str, or an enum: those are strings to cattrs
    if cls is not str:
        return _member(value, cls)
    if type(value) is not str:
        _wrong("a string", value)
    return value


def _integer(value: object, _: object) -> int:
    if type(value) is not int:
        _wrong("a whole number", value)
    return value


def _truth(value: object, _: object) -> bool:
    if type(value) is not bool:
        _wrong("true or false", value)
    return value


def _number(value: object, _: object) -> float:
    if type(value) is not float and type(value) is not int:
        _wrong("a number", value)
    try:
        number = float(value)
    except OverflowError:
        number = float("inf")
    if number - number != 0:
        _wrong("a finite number", value)
    return number


def _decimal(value: object, _: object) -> Decimal:
    if type(value) is not str or not _DECIMAL.fullmatch(value):
        _wrong('a number in a string, such as "571024" or "1.50"', value)
    return Decimal(value)


def _date(value: object, _: object) -> dt.date:
    if type(value) is not str or not _DATE.fullmatch(value):
        _wrong('a date in a string, such as "2014-04-30"', value)
    try:
        return dt.date.fromisoformat(value)
    except ValueError as e:
        msg = f"no such date: {_shown(value)}"
        raise ValueError(msg) from e


def _partial_date(value: object, _: object) -> PartialDate:
    if type(value) is not str or not _PARTIAL_DATE.fullmatch(value):
        _wrong('a year, month or day in a string, such as "2014-04"', value)
    try:
        return PartialDate(*(int(part) for part in value.split("-")))
    except ValueError as e:
        msg = f"no such date: {_shown(value)}"
        raise ValueError(msg) from e


def _member(value: object, cls: Any) -> object:  # noqa: ANN401 - any enum
    members = cls._value2member_map_
    if type(value) is not str or value not in members:
        _wrong("one of " + ", ".join(members), value)
    return members[value]


_SCALARS: dict[type, Callable[[object, Any], object]] = {
    str: _string,
    int: _integer,
    bool: _truth,
    float: _number,
    Decimal: _decimal,
    dt.date: _date,
    PartialDate: _partial_date,
}

# ---------------------------------------------------------------- where a document goes wrong


def _refuse(value: object, cls: Any, path: str) -> None:  # noqa: ANN401 - any type of the model
    """Raise the first fault of *value*, named with its path; the converter only knows that there is one."""
    if isinstance(value, _Twice):
        msg = f"the field {_shown(value.key)} is given twice"
        raise InvalidResultError(msg, path=path)
    args = typing.get_args(cls)
    if isinstance(cls, types.UnionType) or typing.get_origin(cls) is typing.Union:
        if value is not None:
            _refuse(value, next(a for a in args if a is not types.NoneType), path)
    elif _is_tuple(cls):
        if type(value) is not list:
            msg = f"expected a list, found {_shown(value)}"
            raise InvalidResultError(msg, path=path)
        for number, item in enumerate(value):
            if _fault(item, args[0]) is not None:
                _refuse(item, args[0], f"{path}[{number}]")
    elif _is_record(cls):
        _refuse_record(value, cls, path)
    if (fault := _fault(value, cls)) is not None:
        raise InvalidResultError(_said(fault), path=path) from fault


def _refuse_record(value: object, cls: Any, path: str) -> None:  # noqa: ANN401
    if type(value) is not dict:
        msg = f"expected an object, found {_shown(value)}"
        raise InvalidResultError(msg, path=path)
    fields = attrs.fields_dict(attrs.resolve_types(cls))
    for name in value:
        if name not in fields:
            msg = f"the field {_shown(name)} is unknown"
            raise InvalidResultError(msg, path=path)
    for name, field in fields.items():
        if name in value:
            if _fault(value[name], field.type) is not None:
                _refuse(value[name], field.type, f"{path}.{name}")
        elif name != SPARSE.get(cls):
            msg = f"the field {name!r} is missing"
            raise InvalidResultError(msg, path=path)


def _fault(value: object, cls: Any) -> Exception | None:  # noqa: ANN401
    try:
        _converter().structure(value, cls)
    except Exception as e:  # noqa: BLE001 - whatever a validator of the model raises is a fault of the document
        return e
    return None


def _said(fault: BaseException) -> str:
    """Return the sentence of a fault, cut where it quotes much; validators of attrs add objects of theirs to it."""
    said = str(fault.args[0] if fault.args else fault) or type(fault).__name__
    return said if len(said) <= LONGEST_FAULT else said[:LONGEST_FAULT] + "..."


def _shown(value: object) -> str:
    """Return a JSON value as a message shows it: what it is, and its beginning."""
    if isinstance(value, str):
        text = ascii(value[:60])
        return text + "..." if len(value) > 60 else text
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    if isinstance(value, int):
        return "the number " + (str(value) if abs(value) < 10**20 else "of many digits")
    if isinstance(value, float):
        return f"the number {value}"
    return "a list" if isinstance(value, list) else "an object"
