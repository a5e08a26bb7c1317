"""Archive -> a folder of files: JSON lines, or a CSV for each table; the same bytes for the same contents.

Rows have the SHA-256 of their file in place of its number, and are in its order, for numbers depend on which file was
done first. How long a file took is left out.
"""

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Final

from pcc_report.archive.store import Archive
from pcc_report.errors import UsageError
from pcc_report.export._files import PREFIX, SUFFIX, write_whole
from pcc_report.export.csv import csv_text

Files = Iterator[tuple[str, Iterator[str]]]
"""The name of each file, and its text piece by piece."""

MOST_ROWS: Final = 1_000
"""In one piece of text."""

_EXACT: Final = frozenset(("amount", "allocated", "spent", "variance", "value_text", "base"))
"""Columns of numbers that are text in the archive, so that they stay exact."""

_ABOUT_FILES: Final = "size, status, error_code, error_message, attempts, parser_version"


def export_archive(archive: Archive, folder: str, format_name: str) -> tuple[str, ...]:
    """Write what an archive has into *folder*, which is made where it is missing; return the names of the files.

    Each file is there whole or not at all. The archive may be written to meanwhile; one state of it is exported.
    """
    write = EXPORTS.get(format_name)
    if write is None:
        problem = f"no format {format_name!r}"
        raise UsageError(problem, advice="the formats are " + ", ".join(EXPORTS))
    os.makedirs(folder, exist_ok=True)  # noqa: PTH103
    for name in os.listdir(folder):  # noqa: PTH208
        if name.startswith(PREFIX) and name.endswith(SUFFIX):
            os.unlink(os.path.join(folder, name))  # noqa: PTH108, PTH118  # of an export that was killed
    written = []
    with archive.reading() as db:
        for name, pieces in write(archive, db):
            write_whole(pieces, os.path.join(folder, name))  # noqa: PTH118
            written.append(name)
    return tuple(written)


def _jsonl(_archive: Archive, db: sqlite3.Connection) -> Files:
    results = db.execute("SELECT json FROM files CROSS JOIN results USING (file_id) ORDER BY sha256")
    yield "results.jsonl", (f"{text}\n" for (text,) in results)
    yield "files.jsonl", _file_lines(db)


def _file_lines(db: sqlite3.Connection) -> Iterator[str]:
    columns = ["sha256", *_ABOUT_FILES.split(", ")]
    rows = db.execute(f"SELECT file_id, sha256, {_ABOUT_FILES} FROM files ORDER BY sha256").fetchall()  # noqa: S608
    for file_id, *values in rows:
        paths = db.execute("SELECT path FROM paths WHERE file_id = ? ORDER BY path", (file_id,))
        line = dict(zip(columns, values, strict=True)) | {"paths": [_text(path) for (path,) in paths]}
        yield json.dumps(line) + "\n"
    unopened = db.execute("SELECT path, error_code, error_message FROM paths WHERE file_id IS NULL ORDER BY path")
    for path, code, message in unopened:
        line = dict.fromkeys(columns) | {"status": "failed", "error_code": code, "error_message": message}
        yield json.dumps(line | {"paths": [_text(path)]}) + "\n"


def _csv(archive: Archive, db: sqlite3.Connection) -> Files:
    files = db.execute(f"SELECT sha256, {_ABOUT_FILES} FROM files ORDER BY sha256")  # noqa: S608  # names of ours
    yield "files.csv", _lines(files)
    paths = db.execute(
        "SELECT path, f.sha256, former.sha256 AS former_sha256, p.error_code, p.error_message FROM paths AS p "
        "LEFT JOIN files AS f USING (file_id) LEFT JOIN files AS former ON former.file_id = p.former_file_id "
        "ORDER BY path"
    )
    yield "paths.csv", _lines(paths)
    for table, columns in archive.parts().items():
        names = ", ".join(f"t.{name}" for name in columns[1:])
        order = ", ".join(["f.sha256", *(f"t.{name}" for name in archive.key(table))])
        rows = db.execute(
            f"SELECT f.sha256, {names} FROM files AS f CROSS JOIN {table} AS t USING (file_id) ORDER BY {order}"  # noqa: S608
        )
        yield f"{table}.csv", _lines(rows)


def _lines(rows: sqlite3.Cursor) -> Iterator[str]:
    columns = [column[0] for column in rows.description]
    exact = [n for n, name in enumerate(columns) if name in _EXACT]
    yield "\ufeff" + csv_text([columns])
    while found := rows.fetchmany(MOST_ROWS):
        yield csv_text(_cells(row, exact) for row in found)


def _cells(row: tuple[object, ...], exact: list[int]) -> list[object]:
    cells = [_text(value) if isinstance(value, bytes) else value for value in row]
    for n in exact:
        if isinstance(value := cells[n], str):
            cells[n] = Decimal(value)
    return cells


def _text(path: str | bytes) -> str:
    return path if isinstance(path, str) else path.decode("utf-8", "backslashreplace")


EXPORTS: Final[dict[str, Callable[[Archive, sqlite3.Connection], Files]]] = {"jsonl": _jsonl, "csv": _csv}
"""What an archive can be exported to."""
