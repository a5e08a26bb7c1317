"""The errors that leave this package: one base, few children, facts as attributes.

A fault *in a document* is a `Diagnostic`, never an exception. An exception means that we could not
start (`UnreadableInputError`, `UnsupportedFormatError`, `LimitExceededError`), that a guarded parse had to be
given up (`TimeLimitError`, `MemoryLimitError`, `WorkerCrashError`) or met a fault of ours (`InternalError`), that a
JSON document or an archive is not ours (`InvalidResultError`, `ArchiveError`), or that we were called wrongly
(`VocabularyError`, `UsageError`). Each has a stable ``code``, which archives keep.
"""

from typing import ClassVar


class PccReportError(Exception):
    """Base of every error of this package.

    The text is one line: what was met, where, and what to do.
    """

    code: ClassVar[str] = "error"
    """A stable name of the kind of error, for archives and scripts."""

    def __init__(self, problem: str, *, source: str = "", page: int | None = None, advice: str = "") -> None:
        self.problem = problem
        self.source = source
        self.page = page
        self.advice = advice
        super().__init__(problem)

    def __str__(self) -> str:
        where = self.source + (f", page {self.page}" if self.page else "")
        text = f"{where}: {self.problem}" if where else self.problem
        return f"{text}; {self.advice}" if self.advice else text

    def with_source(self, source: str) -> "PccReportError":
        """Return this error, naming *source* if it named nothing before."""
        self.source = self.source or source
        return self


class UnreadableInputError(PccReportError):
    """The bytes are of a known format, yet nothing can be read: empty, damaged, encrypted, a scan."""

    code = "unreadable"


class UnsupportedFormatError(PccReportError):
    """The bytes are of a format that no reader here knows; `format` names it."""

    code = "unsupported-format"

    def __init__(self, problem: str, *, format_name: str = "", source: str = "", advice: str = "") -> None:
        super().__init__(problem, source=source, advice=advice)
        self.format_name = format_name


class LimitExceededError(PccReportError):
    """The input is larger than any honest report, by a budget that the message names."""

    code = "over-budget"


class UnopenedInputError(UnreadableInputError):
    """A path that cannot be opened as a file: gone, not permitted, a folder, a FIFO, a link to itself."""

    code = "unopened"


class TimeLimitError(PccReportError):
    """A guarded parse used up its time, by the processor's clock or by the wall's, and was ended."""

    code = "time-limit"


class MemoryLimitError(PccReportError):
    """A guarded parse asked for more memory than it may have, and was ended."""

    code = "memory-limit"


class WorkerCrashError(PccReportError):
    """The process of a guarded parse died; ``exit_code`` is its status, or minus the signal that ended it."""

    code = "crash"

    def __init__(self, problem: str, *, exit_code: int = 0, source: str = "", advice: str = "") -> None:
        super().__init__(problem, source=source, advice=advice)
        self.exit_code = exit_code


class InternalError(PccReportError):
    """A guarded parse met a fault of this package; ``details`` is the traceback."""

    code = "internal"

    def __init__(self, problem: str, *, details: str = "", source: str = "", advice: str = "") -> None:
        super().__init__(problem, source=source, advice=advice)
        self.details = details


class ArchiveError(PccReportError):
    """An archive cannot be opened, is not ours, or is of another version."""

    code = "archive"


class InvalidResultError(PccReportError):
    """A JSON document is not a result of this schema version; `path` says where it goes wrong."""

    code = "invalid-result"

    def __init__(self, problem: str, *, path: str = "$", source: str = "", advice: str = "") -> None:
        super().__init__(problem, source=source, advice=advice)
        self.path = path

    def __str__(self) -> str:
        text = f"{self.path}: {self.problem}"
        text = f"{self.source}: {text}" if self.source else text
        return f"{text}; {self.advice}" if self.advice else text


class VocabularyError(PccReportError):
    """A vocabulary file is malformed, or gives one synonym two meanings."""

    code = "vocabulary"


class UsageError(PccReportError):
    """A function was called with arguments that make no sense together."""

    code = "usage"
