"""Text -> a file that is there whole or not at all."""

import os
import stat
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from typing import Final

PREFIX: Final = ".pcc-report-"
SUFFIX: Final = ".tmp"
"""Names of files that are being written, or were left by a process that was killed."""


def write_whole(pieces: Iterable[str], target: str) -> None:
    """Write UTF-8 beside *target* and rename, so that nobody ever sees a part of it."""
    folder = os.path.dirname(target) or "."  # noqa: PTH120
    handle, temporary = tempfile.mkstemp(prefix=PREFIX, suffix=SUFFIX, dir=folder)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123
            file.writelines(map(encoded, pieces))
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _mode_for(target))  # noqa: PTH101
        os.replace(temporary, target)  # noqa: PTH105
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108
        raise
    with suppress(OSError, AttributeError):  # a folder cannot be opened everywhere
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def encoded(text: str) -> bytes:
    """Return *text* as UTF-8; what UTF-8 cannot hold is escaped."""
    return text.encode("utf-8", "backslashreplace")


def _mode_for(target: str) -> int:
    with suppress(OSError):
        return stat.S_IMODE(os.stat(target).st_mode)  # noqa: PTH116
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
