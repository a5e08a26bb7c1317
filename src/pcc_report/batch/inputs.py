"""Names on a command line -> the files they stand for: files, folders with all in them, zip archives, lists."""

import hashlib
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache
from typing import IO, Final, TypeVar

import attrs

from pcc_report.errors import LimitExceededError, PccReportError, UnopenedInputError, UnreadableInputError
from pcc_report.readers.limits import MAX_PDF_BYTES

T = TypeVar("T")

MEMBER: Final = "!/"
"""Stands between the path of a zip archive and the name of a file in it."""

CHUNK: Final = 1 << 20

try:
    from lzma import LZMAError
except ImportError:  # a Python without it refuses such members by itself
    LZMAError = zipfile.BadZipFile  # type: ignore[assignment, misc]

_BAD_ZIP: Final = (
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
    struct.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    LookupError,
    ArithmeticError,
)
"""What `zipfile` raises for archives and members that are damaged, encrypted, or packed in ways it does not know."""


@attrs.frozen
class Input:
    """One file: where it is, and how to get at its bytes; *fault* says why it cannot even be opened."""

    path: str
    """As it was given, or found in a folder or zip archive that was."""
    file: str = ""
    """What to open: the path, or that of the zip archive."""
    member: int | None = None
    """Its place in the zip archive."""
    fault: PccReportError | None = None

    def digest(self) -> tuple[str, int]:
        """Return the SHA-256 of its bytes and how many they are, without holding them all."""
        size, digest = 0, hashlib.sha256()
        with _opened(self) as file:
            while chunk := file.read(CHUNK):
                size += len(chunk)
                if size > MAX_PDF_BYTES:
                    raise _too_large(size)
                digest.update(chunk)
        return digest.hexdigest(), size

    def read(self) -> bytes:
        """Return its bytes."""
        with _opened(self) as file:
            data = file.read(MAX_PDF_BYTES + 1)
        if len(data) > MAX_PDF_BYTES:
            raise _too_large(len(data))
        return data


def read_input(given: Input) -> bytes:
    """Return the bytes of an input; whatever goes wrong is one typed error."""
    return _tried(given.read)


def digest_input(given: Input) -> tuple[str, int]:
    """Return the SHA-256 and size of an input; whatever goes wrong is one typed error."""
    return _tried(given.digest)


def find_inputs(names: Iterable[str], *, without: Collection[str] = ()) -> Iterator[Input]:
    """Yield every file that *names* stand for, folders in the order of their names, each folder once.

    Files *without* which we do are left out: the archive itself may be in one of the folders. A link to a folder is
    followed where it is one of *names*; one that is found may lead anywhere, and is said.
    """
    left_out = {_identity(os.stat(path)) for path in without if os.path.exists(path)}  # noqa: PTH110, PTH116
    walked: set[tuple[int, int]] = set()
    for name in names:
        yield from _found(name, left_out, walked)


def kind_of(mode: int) -> str:
    """Return what stands at a path that is no regular file."""
    return next((kind for is_kind, kind in _KINDS if is_kind(mode)), "not a file")


_KINDS: Final = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a FIFO"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def _found(name: str, left_out: set[tuple[int, int]], walked: set[tuple[int, int]]) -> Iterator[Input]:
    """Walk with a stack of our own: folders may be nested deeper than Python calls."""
    stack = [name]
    while stack:
        path = stack.pop()
        try:
            status = os.stat(path)  # noqa: PTH116 - a path may hold any bytes
            if stat.S_ISDIR(status.st_mode):
                if path != name and os.path.islink(path):  # noqa: PTH114
                    yield Input(path, fault=_link())
                elif _identity(status) not in walked:
                    walked.add(_identity(status))
                    stack += [os.path.join(path, part) for part in sorted(os.listdir(path), reverse=True)]  # noqa: PTH118, PTH208
                continue
        except (OSError, ValueError) as error:
            yield Input(path, fault=_unopened(error))
            continue
        if _identity(status) in left_out:
            continue
        if not stat.S_ISREG(status.st_mode):
            yield Input(path, fault=UnopenedInputError(f"{kind_of(status.st_mode)}, not a regular file"))
        elif status.st_size > MAX_PDF_BYTES and not path.casefold().endswith(".zip"):
            yield Input(path, fault=_too_large(status.st_size))
        elif path.casefold().endswith(".zip"):
            yield from _members(path)
        else:
            yield Input(path, path)


def _members(path: str) -> Iterator[Input]:
    try:
        members = _zip_file(path, *_version(path)).infolist()
    except OSError as error:
        yield Input(path, fault=_unopened(error))
        return
    except _BAD_ZIP as error:
        yield Input(path, fault=_damaged(error))
        return
    names: dict[str, int] = {}
    for number, member in enumerate(members):
        if not member.filename.endswith("/"):  # a damaged name may be empty, at which `is_dir` fails
            names[member.filename] = names.get(member.filename, 0) + 1
            again = f"#{names[member.filename]}" if names[member.filename] > 1 else ""
            yield Input(f"{path}{MEMBER}{member.filename}{again}", path, number)


def _opened(given: Input) -> IO[bytes]:
    if given.fault is not None:
        raise given.fault
    if given.member is None:
        # a FIFO that took the file's place since would block for ever
        return os.fdopen(os.open(given.file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb")
    archive = _zip_file(given.file, *_version(given.file))
    return archive.open(archive.infolist()[given.member])


@lru_cache(maxsize=1)
def _zip_file(path: str, _size: int, _time: int) -> zipfile.ZipFile:
    """Return an open archive: the one in use is kept, for its members are asked for one after the other."""
    return zipfile.ZipFile(path)


def _version(path: str) -> tuple[int, int]:
    status = os.stat(path)  # noqa: PTH116
    return status.st_size, status.st_mtime_ns


def _tried(work: Callable[[], T]) -> T:
    try:
        return work()
    except PccReportError:
        raise
    except OSError as error:
        # what the system refuses has a number, and damage that bzip2 finds has none
        raise (_damaged(error) if error.errno is None else _unopened(error)) from error
    except _BAD_ZIP as error:
        raise _damaged(error) from error


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino


def _unopened(error: Exception) -> UnopenedInputError:
    return UnopenedInputError(getattr(error, "strerror", None) or str(error))


def _link() -> UnopenedInputError:
    return UnopenedInputError("a link to a folder, which is not followed", advice="name it if you want what is in it")


def _damaged(error: Exception) -> UnreadableInputError:
    return UnreadableInputError(f"the zip archive is damaged or encrypted: {error}", advice="unpack it by hand")


def _too_large(size: int) -> LimitExceededError:
    return LimitExceededError(f"{size:,} bytes are more than the {MAX_PDF_BYTES:,} allowed")
