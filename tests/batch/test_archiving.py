"""Folders into archives: each content once, nothing lost, and what is done is not done again."""

import contextlib
import os
import sqlite3

import pytest
from archive_work import DONE, FAILED, KNOWN, QUARANTINED, everything, report

import pcc_report
from pcc_report.archive import Archive
from pcc_report.batch import archiving
from pcc_report.batch.archiving import Retry
from pcc_report.batch.inputs import digest_input, find_inputs
from pcc_report.errors import ArchiveError, VocabularyError, WorkerCrashError


def test_files_are_done_once(work):
    """A second run finds all it did, and a copy is one record with two paths."""
    work.write(a=report(1), b=report(2), c=report(1))

    assert work.run() == {"a": DONE, "b": DONE, "c": KNOWN}
    assert work.run() == {"a": KNOWN, "b": KNOWN, "c": KNOWN}
    assert work.ask("SELECT paths FROM places ORDER BY path") == [(2,), (1,)]


def test_results_come_back_as_they_were(work):
    """What the archive has of a content is all that `parse` gives; its names are in a table of their own."""
    work.write(a=report(7))
    work.run()
    ((text,),) = work.ask("SELECT json FROM results")

    assert pcc_report.parse((work.folder / "a.txt").read_bytes()) == pcc_report.loads(text)


@pytest.mark.usefixtures("poisoned")
def test_each_poison_is_named_and_harms_nobody_else(work):
    """Of many files each bad one has its reason, and all others are done."""
    good = {f"good{n}": report(n) for n in range(20)}
    work.write(
        hang=b"HANG", loop=b"LOOP", eat=b"EAT", segfault=b"SEGFAULT", bug=b"BUG", empty=b"", picture=b"GIF89a", **good
    )
    fates = work.run(limits=archiving.Limits(time=1, memory=512 << 20))
    codes = dict(work.ask("SELECT path, error_code FROM failures"))

    assert {name for name, fate in fates.items() if fate is DONE} == {*good}
    assert {path.rpartition("/")[2].removesuffix(".txt"): code for path, code in codes.items()} == {
        "hang": "time-limit",
        "loop": "time-limit",
        "eat": "memory-limit",
        "segfault": "crash",
        "bug": "internal",
        "empty": "unreadable",
        "picture": "unsupported-format",
    }
    assert {name for name, fate in fates.items() if fate is QUARANTINED} == {"hang", "loop", "eat", "segfault"}


@pytest.mark.usefixtures("poisoned")
def test_bad_luck_is_made_good(work, tmp_path):
    """A file that harmed its worker once is tried again, alone, and leaves no trace of its first try."""
    work.write(unlucky=f"UNLUCKY {tmp_path}\n".encode() + report(5), a=report(1))

    assert work.run() == {"unlucky": DONE, "a": DONE}
    assert work.ask("SELECT DISTINCT status, error_code, attempts FROM files") == [("done", None, 0)]


def test_attempts_are_those_that_failed_in_the_same_way(work):
    """A file that is at fault itself, and once was the victim of its worker's end, has failed once."""
    work.write(empty=b"")
    with Archive(work.archive, create=True) as archive:
        (given,) = find_inputs([str(work.folder)])
        sha256, size = digest_input(given)
        crashed = WorkerCrashError("the worker ended")
        archive.fail(sha256, size, crashed, (given.path,), milliseconds=1, alone=False)

    work.run()
    work.run(retry={Retry.FAILED})

    assert work.ask("SELECT status, error_code, attempts FROM files") == [("failed", "unreadable", 2)]


@pytest.mark.usefixtures("poisoned")
def test_quarantine_lasts_until_asked_or_changed(work, monkeypatch):
    """What was quarantined is not tried again, unless that is asked for, or the parser has changed."""
    work.write(bad=b"ABORT")
    tried = []

    def tell(outcome):
        if outcome.milliseconds:
            tried.append(outcome.fate)

    assert work.run() == {"bad": QUARANTINED}
    assert work.run(tell=tell) == {"bad": QUARANTINED}
    assert tried == []
    assert work.run(tell=tell, retry=[Retry.FAILED]) == {"bad": QUARANTINED}
    assert len(tried) == 2
    monkeypatch.setattr(archiving, "__version__", "another")
    work.run(tell=tell)
    assert len(tried) == 4
    monkeypatch.undo()
    work.write(bad=report(1))
    assert work.run() == {"bad": DONE}
    assert work.ask("SELECT count(*) FROM files") == [(1,)]


@pytest.mark.usefixtures("poisoned")
def test_a_run_killed_before_the_second_try_makes_it(work):
    """What had its first try in a run that was killed has its second one, alone, in the next."""
    work.write(bad=b"ABORT", good=report(1))

    class KilledError(Exception):
        pass

    def kill(outcome):
        if outcome.fate is archiving.Fate.POSTPONED:
            raise KilledError

    with pytest.raises(KilledError):
        work.run(tell=kill, workers=1)
    fates = []
    work.run(tell=lambda outcome: fates.append(outcome.fate))

    assert QUARANTINED in fates
    assert archiving.Fate.POSTPONED not in fates


def test_a_newer_parser_parses_again_on_demand(work, monkeypatch):
    """Results of another version stay until they are asked to be made anew."""
    work.write(a=report(1))
    work.run()
    monkeypatch.setattr(archiving, "__version__", "another")

    assert work.run() == {"a": KNOWN}
    assert work.run(retry=[Retry.OUTDATED]) == {"a": DONE}


def test_a_former_result_is_kept_until_there_is_a_new_one(work, monkeypatch):
    """A parser that fails on what another one could read takes nothing away."""
    work.write(a=report(1))
    work.run()
    before = everything(work)
    monkeypatch.setattr(archiving, "PRELOAD", ("poison_all",))
    monkeypatch.setattr(archiving, "__version__", "another")
    assert work.run(retry=[Retry.OUTDATED]) == {"a": FAILED}
    after = everything(work)

    assert before["results"] == after["results"]
    assert before["figures"] == after["figures"]
    assert work.ask("SELECT status, error_code, has_former_result FROM failures") == [("done", "internal", 1)]


def test_changed_content_takes_the_place_of_the_former(work):
    """A path that has new content leads to it alone, and what it led to before is in no sum any more."""
    work.write(a=report(1), b=report(2))
    work.run()
    work.write(a=report(3))
    assert work.run() == {"a": DONE, "b": KNOWN}

    assert work.ask("SELECT pence FROM figures ORDER BY 1") == [(200,), (300,)]
    assert work.ask("SELECT count(*) FROM search WHERE search MATCH 'cctv'") == [(2,)]


def test_changed_content_that_cannot_be_read_takes_nothing(work):
    """A file cut off in the middle of a copy does not cost the result of the whole one."""
    work.write(a=report(1))
    work.run()
    work.write(a=b"")
    assert work.run() == {"a": FAILED}
    assert work.ask("SELECT pence FROM figures") == [(100,)]
    work.write(a=report(3))
    work.run()

    assert work.ask("SELECT pence FROM figures") == [(300,)]
    assert work.ask("SELECT count(*) FROM files") == [(1,)]


def test_a_file_that_is_gone_stays_in_the_archive(work):
    """An archive keeps what it has; a path that leads nowhere any more is said."""
    work.write(a=report(1))
    work.run()
    path = work.folder / "a.txt"
    path.unlink()
    assert work.run(str(path)) == {"a": FAILED}

    assert work.ask("SELECT error_code, has_former_result FROM failures") == [("unopened", 1)]
    assert work.ask("SELECT pence FROM figures") == [(100,)]
    work.write(a=report(1))
    work.run()
    assert work.ask("SELECT * FROM failures") == []


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_an_archive_does_not_depend_on_the_number_of_workers(work, tmp_path, workers):
    """Row by row the same, whoever did it and in whatever order."""
    work.write(**{f"f{n}": report(n) for n in range(30)}, empty=b"")
    work.run(workers=1)
    once = everything(work)
    work.archive = tmp_path / "other.db"
    work.run(workers=workers)

    assert once == everything(work)


def test_a_run_that_is_stopped_anywhere_goes_on_where_it_stopped(work, tmp_path):
    """Whatever was told is kept, is not done again, and in the end all is as if nothing had happened."""
    work.write(**{f"f{n}": report(n) for n in range(12)}, empty=b"")
    work.run()
    undisturbed = everything(work)
    work.archive = tmp_path / "disturbed.db"
    kept = set()

    class StoppedError(Exception):
        pass

    for stop in (1, 3, 4):
        told = []

        def tell(outcome, told=told, stop=stop):
            if outcome.fate is DONE:
                told.append(outcome.path)
            if len(told) == stop:
                raise StoppedError

        with pytest.raises(StoppedError):
            work.run(tell=tell)
        assert not kept & {*told}
        kept |= {*told}
    work.run()

    assert undisturbed == everything(work)
    assert work.ask("PRAGMA integrity_check") == [("ok",)]


def test_a_vocabulary_at_fault_is_no_fault_of_the_files(work):
    """The run ends with it, and no file is marked as failed."""
    work.write(a=report(1))
    with pytest.raises(VocabularyError):
        work.run(given={"vocabulary": {"nothing": {}}})
    assert work.ask("SELECT * FROM files") == []

    assert work.run() == {"a": DONE}


def test_names_of_all_kinds_are_kept(work):
    """Names with line ends, signs that turn the writing, and bytes that are no UTF-8 come back as they were."""
    names = [b"new\nline.txt", "\u202etxt.fdp".encode(), b"latin1_\xe9.txt", b"..%2f..%2fevil.txt", b"-rf.txt"]
    for number, name in enumerate(names):
        (work.folder / os.fsdecode(name)).write_bytes(report(number))
    work.run()
    found = {os.fsencode(path).rpartition(b"/")[2] for (path,) in work.ask("SELECT path FROM paths")}

    assert {*names} == found


def test_other_files_are_not_taken_for_archives(tmp_path):
    """A database of somebody else, or a text, is refused and left as it is."""
    for content in (b"just text" * 200, None):
        path = tmp_path / "other.db"
        path.unlink(missing_ok=True)
        if content is None:
            with contextlib.closing(sqlite3.connect(path)) as db:
                db.execute("CREATE TABLE theirs (x)")
        else:
            path.write_bytes(content)
        before = path.read_bytes()

        with pytest.raises(ArchiveError, match=r"other\.db"):
            Archive(path, create=True)
        assert path.read_bytes() == before


def test_an_archive_of_another_version_is_refused(work):
    """What it means is not guessed."""
    work.run()
    work.ask("PRAGMA user_version = 99")

    with pytest.raises(ArchiveError, match="version 99"):
        Archive(work.archive)


def test_a_missing_archive_is_not_made_by_reading(tmp_path):
    """An export of nothing says so."""
    with pytest.raises(ArchiveError, match="no such archive"):
        Archive(tmp_path / "nowhere.db")
    assert not (tmp_path / "nowhere.db").exists()


def test_an_archive_that_cannot_be_made_is_one_error(tmp_path):
    """A folder that is missing is named with what to do."""
    with pytest.raises(ArchiveError, match="needs a folder"):
        Archive(tmp_path / "nowhere" / "a.db", create=True)
