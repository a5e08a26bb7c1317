"""Folders of small reports and the archives they go into."""

import sqlite3

from pcc_report.archive import Archive
from pcc_report.batch.archiving import Fate, archive_files
from pcc_report.batch.inputs import find_inputs
from pcc_report.guard import Limits

REPORT = "Anytown Partnership\n\nActual spend 2013-14\n\nCCTV\t£{}\nTotal\t£{}\n"


def report(number):
    return REPORT.format(number, number).encode()


class Work:
    """A folder of files, an archive, and what was told of the last run."""

    def __init__(self, folder):
        self.folder = folder / "in"
        self.folder.mkdir()
        self.archive = folder / "archive.db"

    def write(self, **files):
        for name, data in files.items():
            (self.folder / f"{name}.txt").write_bytes(data)

    def run(self, *names, tell=lambda _: None, **more):
        """Archive the files; return how each ended, by the name of the file."""
        told = {}

        def note(outcome):
            told[outcome.path.rpartition("/")[2].removesuffix(".txt")] = outcome
            tell(outcome)

        more = {"workers": 2, "limits": Limits(time=10, memory=512 << 20)} | more
        with Archive(self.archive, create=True) as archive:
            archive_files(find_inputs(names or [str(self.folder)]), archive, note, **more)
        self.told = told
        return {name: outcome.fate for name, outcome in told.items()}

    def ask(self, query, *values):
        with sqlite3.connect(self.archive) as db:
            found = db.execute(query, values).fetchall()
        db.close()
        return found


DONE, KNOWN, FAILED, QUARANTINED, POSTPONED = Fate


def everything(work):
    """All that an archive has, but for numbers and times that depend on the run."""
    with Archive(work.archive) as archive:
        tables = archive.parts()
    whole = {
        "files": work.ask("SELECT sha256, size, status, error_code, attempts, parser_version FROM files ORDER BY 1"),
        "paths": work.ask(
            "SELECT path, sha256, p.error_code FROM paths AS p LEFT JOIN files USING (file_id) ORDER BY 1"
        ),
        "results": work.ask("SELECT sha256, json FROM results JOIN files USING (file_id) ORDER BY 1"),
        "search": work.ask("SELECT sha256, record, text, kind FROM search JOIN files USING (file_id) ORDER BY 1, 2, 3"),
    }
    for table, columns in tables.items():
        names = ", ".join(f"t.{name}" for name in columns[1:])
        rows = work.ask(f"SELECT sha256, {names} FROM {table} AS t JOIN files USING (file_id)")  # noqa: S608
        whole[table] = sorted(rows, key=repr)
    return whole
