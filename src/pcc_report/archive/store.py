"""The archive file: opened, asked what it has, and written, one transaction for each file."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import attrs

from pcc_report._version import __version__
from pcc_report.archive.record import Record
from pcc_report.errors import ArchiveError, PccReportError

APPLICATION: Final = 0x50434352
VERSION: Final = 2

PATIENCE: Final = 60.0
"""Seconds to wait for another process that writes into the same archive."""

SEARCH_ROWS: Final = 1 << 20
"""Row numbers of `search` kept for each file, so that its rows are found when they have to go."""


@attrs.frozen(kw_only=True)
class State:
    """What the archive knows of one content."""

    file_id: int
    status: str
    """``done``, ``failed``, or ``quarantined``: failed again when tried alone."""
    error: PccReportError | None
    """Why the last attempt failed, if it did."""
    parser_version: str


class Archive:
    """One SQLite file of parsed reports; close it, or use it in ``with``."""

    def __init__(self, path: str | os.PathLike[str], *, create: bool = False) -> None:
        self.path = os.fspath(path)
        with self._said():
            if not create and not os.path.exists(self.path):  # noqa: PTH110
                problem = "there is no such archive"
                raise ArchiveError(problem, source=self.path)
            uri = Path(os.path.abspath(self.path)).as_uri() + ("?mode=rwc" if create else "?mode=rw")  # noqa: PTH100
            self._db = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=PATIENCE)
            try:
                self._prepare()
            except BaseException:
                self._db.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was saved is in it."""
        self._db.close()

    # ------------------------------------------------------------ what it has

    def state(self, sha256: str) -> State | None:
        """Return what is known of a content, if anything is."""
        with self._said():
            row = self._db.execute(
                "SELECT file_id, status, error_code, error_message, parser_version FROM files WHERE sha256 = ?",
                (sha256,),
            ).fetchone()
        if row is None:
            return None
        file_id, status, code, message, version = row
        error = None if code is None else error_of(code, message)
        return State(file_id=file_id, status=status, error=error, parser_version=version)

    def parts(self) -> dict[str, tuple[str, ...]]:
        """Return the tables that hold parts of results, with their columns, of which the first is ``file_id``."""
        return {name: tuple(row[1] for row in self._about(name)) for name in sorted(_PARTS) if name != "results"}

    def key(self, table: str) -> tuple[str, ...]:
        """Return the columns that number the rows of a file in one of these tables."""
        keyed = sorted((row[5], row[1]) for row in self._about(table) if row[5])
        return tuple(name for _, name in keyed[1:])

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection that sees the archive as it is now, whatever is saved meanwhile."""
        with self._said():
            self._db.execute("BEGIN")
            try:
                yield self._db
            finally:
                self._db.execute("ROLLBACK")

    # ------------------------------------------------------------ what it is told

    def save(self, record: Record, paths: tuple[str, ...]) -> None:
        """Keep a record in place of any former one of the same content, and the paths that lead to it."""
        with self._transaction():
            (file_id,) = self._db.execute(
                "INSERT INTO files VALUES (NULL, ?, ?, 'done', NULL, NULL, 0, ?, ?) ON CONFLICT (sha256) DO UPDATE SET "
                "status = 'done', error_code = NULL, error_message = NULL, attempts = 0, "
                "milliseconds = excluded.milliseconds, parser_version = excluded.parser_version RETURNING file_id",
                (record.sha256, record.size, record.milliseconds, record.parser_version),
            ).fetchone()
            self._clear(file_id)
            self._db.execute("INSERT INTO results VALUES (?, ?)", (file_id, record.json))
            for table, rows in record.rows.items():
                if table == "search":
                    first = file_id * SEARCH_ROWS
                    self._db.executemany(
                        "INSERT INTO search (rowid, text, kind, file_id, record) VALUES (?, ?, ?, ?, ?)",
                        ((first + n, text, kind, file_id, at) for n, (text, kind, at) in enumerate(rows[:SEARCH_ROWS])),
                    )
                elif rows:
                    marks = ", ?" * len(rows[0])
                    self._db.executemany(
                        f"INSERT INTO {table} VALUES (?{marks})",  # noqa: S608  # a name of ours
                        ((file_id, *row) for row in rows),
                    )
            for path in paths:
                self._lead(path, file_id, is_done=True)

    def fail(
        self, sha256: str, size: int, error: PccReportError, paths: tuple[str, ...], *, milliseconds: int, alone: bool
    ) -> None:
        """Keep why a content could not be parsed; a former result of it stays. *alone* quarantines it."""
        status = "quarantined" if alone else "failed"
        with self._transaction():
            (file_id,) = self._db.execute(
                "INSERT INTO files VALUES (NULL, ?, ?, ?, ?, ?, 1, ?, ?) ON CONFLICT (sha256) DO UPDATE SET "
                "status = iif(status = 'done', 'done', excluded.status), error_code = excluded.error_code, "
                "error_message = excluded.error_message, "
                "attempts = iif(error_code = excluded.error_code, attempts + 1, 1), "
                "milliseconds = excluded.milliseconds, parser_version = excluded.parser_version RETURNING file_id",
                (sha256, size, status, error.code, _message(error), milliseconds, __version__),
            ).fetchone()
            for path in paths:
                self._lead(path, file_id, is_done=False)

    def lead(self, path: str, state: State) -> None:
        """Keep that *path* leads to a content that is known."""
        name = _stored(path)
        with self._said():
            known = self._db.execute("SELECT file_id, error_code FROM paths WHERE path = ?", (name,)).fetchone()
        if known != (state.file_id, None):
            with self._transaction():
                self._lead(path, state.file_id, is_done=state.status == "done")

    def miss(self, path: str, error: PccReportError) -> None:
        """Keep that *path* could not be opened, and what was there before."""
        with self._transaction():
            self._db.execute(
                "INSERT INTO paths VALUES (?, NULL, NULL, ?, ?) ON CONFLICT (path) DO UPDATE SET "
                "error_code = excluded.error_code, error_message = excluded.error_message",
                (_stored(path), error.code, _message(error)),
            )

    # ------------------------------------------------------------ its parts

    def _prepare(self) -> None:
        (application,) = self._db.execute("PRAGMA application_id").fetchone()
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        (objects,) = self._db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if objects and application != APPLICATION:
            problem = "it is no archive of ours"
            raise ArchiveError(problem, source=self.path, advice="give the name of a new file")
        if objects and version != VERSION:
            problem = f"it is an archive of version {version}, and this program writes version {VERSION}"
            raise ArchiveError(problem, source=self.path, advice="parse the files into a new archive")
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute(
            "PRAGMA synchronous = NORMAL"
        )  # a process that is killed loses nothing; a machine, the last few
        self._db.execute("PRAGMA foreign_keys = ON")
        if not objects:
            schema = files("pcc_report.archive").joinpath("schema.sql").read_text("utf-8")
            self._db.executescript(f"BEGIN IMMEDIATE;\n{schema}\nCOMMIT;")

    def _about(self, table: str) -> list[tuple[int, str, str, int, str | None, int]]:
        """Return a row for each column: number, name, type, not null, default, place in the key."""
        return self._db.execute(f"PRAGMA table_info({table})").fetchall()

    def _clear(self, file_id: int) -> None:
        for table in _PARTS:
            self._db.execute(f"DELETE FROM {table} WHERE file_id = ?", (file_id,))  # noqa: S608  # a name of ours
        first = file_id * SEARCH_ROWS
        self._db.execute("DELETE FROM search WHERE rowid BETWEEN ? AND ?", (first, first + SEARCH_ROWS - 1))

    def _lead(self, path: str, file_id: int, *, is_done: bool) -> None:
        """Let *path* lead to a file; what it led to before goes as soon as that is done, unless others lead to it."""
        name = _stored(path)
        before = self._db.execute("SELECT file_id, former_file_id FROM paths WHERE path = ?", (name,)).fetchone()
        former = {number for number in before or () if number not in (None, file_id)}
        kept = None if is_done else next(iter(sorted(former & self._done(former))), None)
        self._db.execute("INSERT OR REPLACE INTO paths VALUES (?, ?, ?, NULL, NULL)", (name, file_id, kept))
        for number in former - {kept}:
            leads = "SELECT 1 FROM paths WHERE file_id = ?1 OR former_file_id = ?1"
            if self._db.execute(leads, (number,)).fetchone() is None:
                self._clear(number)
                self._db.execute("DELETE FROM files WHERE file_id = ?", (number,))

    def _done(self, numbers: set[int]) -> set[int]:
        marks = ", ".join("?" * len(numbers))
        found = self._db.execute(
            f"SELECT file_id FROM files WHERE status = 'done' AND file_id IN ({marks})",  # noqa: S608  # marks alone
            tuple(numbers),
        )
        return {number for (number,) in found}

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._said():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    @contextmanager
    def _said(self) -> Iterator[None]:
        """Raise what goes wrong with the file as one error that names it."""
        try:
            yield
        except sqlite3.Error as error:
            problem, advice = str(error), ""
            if "full" in problem:
                advice = "make room, then run it again: what was done is kept"
            elif "readonly" in problem or "unable to open" in problem:
                advice = "it needs a folder that can be written to"
            elif "locked" in problem:
                advice = "another program is writing into it"
            raise ArchiveError(problem, source=self.path, advice=advice) from error


_PARTS: Final = (
    # what holds foreign keys to others of these comes before them
    "measures",
    "statements",
    "outcome_sections",
    "figures",
    "spend_lines",
    "totals",
    "allocations",
    "cells",
    "themes",
    "diagnostics",
    "unplaced",
    "origins",
    "computed",
    "reports",
    "results",
)


def error_of(code: str, message: str) -> PccReportError:
    """Return an error as it was kept: its kind and what it said."""
    kinds = [PccReportError]
    for kind in kinds:
        kinds += kind.__subclasses__()
    kind = next((kind for kind in kinds if kind.code == code), PccReportError)
    return kind(message)


def _message(error: PccReportError) -> str:
    """Return what an error says without the name of its source, which may have several."""
    page = f"page {error.page}: " if error.page else ""
    text = f"{page}{error.problem}; {error.advice}" if error.advice else f"{page}{error.problem}"
    return text.encode("utf-8", "backslashreplace").decode()


def _stored(path: str) -> str | bytes:
    """Return *path* as the archive holds it: text, or the very bytes of a name that is no UTF-8."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return os.fsencode(path)
    return path
