"""Names -> files: everything in a folder once, in an order that does not depend on the machine, or why not."""

import hashlib
import io
import os
import zipfile

import pytest

from pcc_report.batch.inputs import digest_input, find_inputs, read_input
from pcc_report.errors import LimitExceededError, UnopenedInputError, UnreadableInputError


def paths(*names, folder, **more):
    return [os.path.relpath(given.path, folder) for given in find_inputs(map(str, names), **more)]


def faults(*names):
    return [given.fault for given in find_inputs(map(str, names))]


def test_folders_are_walked_in_order(tmp_path):
    """Files and folders by name, hidden ones too, however deep."""
    for name in ("b/2.txt", "b/1.txt", "a.txt", ".hidden", "c/d/e.pdf"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    assert paths(tmp_path, folder=tmp_path) == [".hidden", "a.txt", "b/1.txt", "b/2.txt", "c/d/e.pdf"]
    assert paths(tmp_path / "b", tmp_path / "a.txt", folder=tmp_path) == ["b/1.txt", "b/2.txt", "a.txt"]


def test_links_to_folders_are_said(tmp_path):
    """They may lead round in a ring, or to all of the disk; the one that was named is followed."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").touch()
    (tmp_path / "in" / "up").symlink_to("..")
    (tmp_path / "named").symlink_to("in")
    a, up = find_inputs([str(tmp_path / "named")])

    assert a.fault is None
    assert isinstance(up.fault, UnopenedInputError)


def test_folders_are_walked_once(tmp_path):
    """Though they are named twice."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").touch()

    assert paths(tmp_path, tmp_path / "in", folder=tmp_path) == ["in/a.txt"]


def test_very_deep_folders_are_walked(tmp_path, monkeypatch):
    """As deep as the system allows a path to be."""
    monkeypatch.chdir(tmp_path)
    deep = os.path.join(*["d" * 20] * 150)  # noqa: PTH118
    os.makedirs(deep)  # noqa: PTH103
    open(os.path.join(deep, "a"), "w").close()  # noqa: PTH118, PTH123

    assert len(paths(".", folder=".")) == 1


def test_what_is_no_file_is_said(tmp_path):
    """A FIFO, a link to nothing or to itself, a name that is none: one typed error each, and no wait."""
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "gone").symlink_to("nowhere")
    (tmp_path / "self").symlink_to("self")
    found = faults(tmp_path, tmp_path / "nowhere.txt", "a\0b")

    assert [type(fault) for fault in found] == [UnopenedInputError] * 5
    assert str(found[0]) == "a FIFO, not a regular file"


def test_files_beyond_any_budget_are_not_read(tmp_path):
    """Eight gigabytes of nothing cost nothing."""
    (tmp_path / "sparse").touch()
    os.truncate(tmp_path / "sparse", 8 << 30)
    (fault,) = faults(tmp_path)

    assert isinstance(fault, LimitExceededError)


def test_a_file_that_vanished_is_said(tmp_path):
    """Between its name and its bytes a file may go, or become what blocks."""
    (tmp_path / "a").write_bytes(b"x")
    (given,) = find_inputs([str(tmp_path)])
    (tmp_path / "a").unlink()
    with pytest.raises(UnopenedInputError, match="No such file"):
        digest_input(given)
    os.mkfifo(tmp_path / "a")

    assert read_input(given) == b""


@pytest.mark.skipif(not os.geteuid(), reason="root reads everything")
def test_what_may_not_be_read_is_said(tmp_path):
    """A file and a folder without permission."""
    (tmp_path / "a").touch(0o000)
    (tmp_path / "b").mkdir(0o000)
    a, b = find_inputs([str(tmp_path)])

    assert isinstance(b.fault, UnopenedInputError)
    with pytest.raises(UnopenedInputError, match="denied"):
        digest_input(a)


def test_the_archive_is_no_input(tmp_path):
    """It may lie among what goes into it."""
    (tmp_path / "archive.db").touch()
    (tmp_path / "a.txt").touch()

    assert paths(tmp_path, folder=tmp_path, without=[str(tmp_path / "archive.db")]) == ["a.txt"]


def packed(**members):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "/"), data)
    return held.getvalue()


def test_members_of_zip_archives_are_files(tmp_path):
    """Each with its bytes and a path that tells where it is."""
    (tmp_path / "a.zip").write_bytes(packed(x=b"1", folder_y=b"22"))
    found = list(find_inputs([str(tmp_path)]))

    assert [given.path.removeprefix(f"{tmp_path}/") for given in found] == ["a.zip!/x", "a.zip!/folder/y"]
    assert [read_input(given) for given in found] == [b"1", b"22"]
    assert [digest_input(given) for given in found] == [(hashlib.sha256(d).hexdigest(), len(d)) for d in (b"1", b"22")]


def test_members_of_one_name_are_told_apart(tmp_path):
    """Both are there."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("x", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("x", b"2")
    found = list(find_inputs([str(tmp_path)]))

    assert [given.path.rpartition("!/")[2] for given in found] == ["x", "x#2"]
    assert [read_input(given) for given in found] == [b"1", b"2"]


def test_damaged_zip_archives_are_said(tmp_path):
    """What has the name and is none, is cut off, or has a member that was changed."""
    whole = packed(x=b"some words " * 99)
    (tmp_path / "a.zip").write_bytes(b"no zip")
    (tmp_path / "b.zip").write_bytes(whole[:50])
    (tmp_path / "c.zip").write_bytes(whole[:40] + b"????" + whole[44:])
    a, b, c = find_inputs([str(tmp_path)])

    assert isinstance(a.fault, UnreadableInputError)
    assert isinstance(b.fault, UnreadableInputError)
    with pytest.raises(UnreadableInputError, match="damaged"):
        digest_input(c)


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_damaged_members_are_said_however_they_are_packed(tmp_path, method):
    """A member that cannot be unpacked is one error, and those beside it are read."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        archive.writestr("a.txt", bytes(range(256)) * 20)
        archive.writestr("b.txt", "sound")
    whole = bytearray(held.getvalue())
    whole[60:90] = b"?" * 30
    (tmp_path / "a.zip").write_bytes(whole)
    a, b = find_inputs([str(tmp_path / "a.zip")])

    for ask in (read_input, digest_input):
        with pytest.raises(UnreadableInputError, match="the zip archive is damaged"):
            ask(a)
    assert read_input(b) == b"sound"


def test_members_without_a_name_are_files(tmp_path):
    """A name that was damaged to nothing takes no file away, and does not end the search."""
    whole = packed(x=b"1")
    directory = whole.index(b"PK\x01\x02")
    named = bytearray(whole)
    named[26:28] = named[directory + 28 : directory + 30] = b"\0\0"
    del named[directory + 46]
    named[-10] -= 1  # the size of the directory
    del named[30]
    named[-6] -= 1  # where it begins
    (tmp_path / "a.zip").write_bytes(named)
    (found,) = find_inputs([str(tmp_path / "a.zip")])

    assert f"{tmp_path}/a.zip!/" == found.path
    assert read_input(found) == b"1"


def test_a_zip_bomb_is_not_inflated(tmp_path, monkeypatch):
    """A member is read up to the budget of a file, whatever size it says it has."""
    monkeypatch.setattr("pcc_report.batch.inputs.MAX_PDF_BYTES", 1 << 20)
    (tmp_path / "a.zip").write_bytes(packed(x=bytes(2 << 20)))
    (given,) = find_inputs([str(tmp_path)])

    for work in (digest_input, read_input):
        with pytest.raises(LimitExceededError):
            work(given)
