"""Files -> archive: each parsed once, under a guard, and kept in a transaction of its own.

The archive is the journal: what it has is not done again, so that a run that was killed goes on where it stopped.
"""

import enum
import hashlib
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from typing import Any, Final

import attrs

from pcc_report._version import __version__
from pcc_report.archive import Archive, Record, State, recorded
from pcc_report.batch.crew import AHEAD, answered, default_workers
from pcc_report.batch.inputs import Input, digest_input, read_input
from pcc_report.errors import (
    MemoryLimitError,
    PccReportError,
    TimeLimitError,
    UnopenedInputError,
    UsageError,
    VocabularyError,
    WorkerCrashError,
)
from pcc_report.guard import Guard, Limits

PRELOAD: Final = ("pcc_report.archive.record",)

POISON: Final = (TimeLimitError, MemoryLimitError, WorkerCrashError)
"""How a file ends that harmed its worker, or that only had bad luck on a busy machine: worth a second try, alone."""


class Retry(enum.StrEnum):
    """What the archive has, and is parsed again all the same."""

    FAILED = "failed"
    """Files that failed, quarantined ones too."""
    OUTDATED = "outdated"
    """Results of another version of the parser; each is kept until there is a new one."""


class Fate(enum.StrEnum):
    """What became of an input."""

    DONE = "done"
    KNOWN = "known"
    """Done before: the archive has the same content, perhaps from another path."""
    FAILED = "failed"
    QUARANTINED = "quarantined"
    """It harmed its worker twice, the second time alone: not tried again until its content or the parser changes."""
    POSTPONED = "postponed"
    """It harmed its worker, and is tried again at the end, alone."""


@attrs.frozen(kw_only=True)
class Outcome:
    """What became of one input; a file that was postponed has another outcome later."""

    path: str
    fate: Fate
    error: PccReportError | None = None
    milliseconds: int = 0


@attrs.define
class _Task:
    """A content to be parsed, and the inputs that have it."""

    sha256: str
    size: int
    inputs: list[Input]
    began: float = 0.0

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(given.path for given in self.inputs)


def archive_files(
    inputs: Iterable[Input],
    archive: Archive,
    tell: Callable[[Outcome], None],
    *,
    workers: int | None = None,
    limits: Limits | None = None,
    retry: Collection[Retry] = (),
    given: dict[str, Any] | None = None,
) -> None:
    """Parse inputs into an archive, and tell what becomes of each, as soon as that is kept.

    Args:
        inputs: what to parse; taken as they are needed.
        archive: where to keep it; what it has of the same content is not parsed again.
        tell: called with each outcome.
        workers: how many files are parsed at the same time; by default one a processor.
        limits: of each file.
        retry: what is parsed again although the archive has it. Failures of another version of the parser always are.
        given: other arguments of `parse`.

    Raises:
        ArchiveError: the archive cannot be written; what was kept is in it.
        UsageError: an argument of `parse` makes no sense.
        VocabularyError: the vocabulary is at fault.
    """
    _Archiving(archive, tell, limits or Limits(), retry, given or {}).run(inputs, workers or default_workers())


class _Archiving:
    def __init__(
        self,
        archive: Archive,
        tell: Callable[[Outcome], None],
        limits: Limits,
        retry: Collection[Retry],
        given: dict[str, Any],
    ) -> None:
        self._archive = archive
        self._tell = tell
        self._limits = limits
        self._retry = retry
        self._given = given
        self._under_way: dict[str, _Task] = {}
        self._alone: list[_Task] = []

    def run(self, inputs: Iterable[Input], workers: int) -> None:
        with ExitStack() as stack:
            threads = ThreadPoolExecutor(workers, "pcc-report")
            stack.callback(threads.shutdown, cancel_futures=True)
            guard = stack.enter_context(Guard(self._limits, preload=PRELOAD))  # closed before the threads are

            def submit(task: _Task) -> Future[Record]:
                return threads.submit(self._record, guard, task)

            for task, future in answered(self._tasks(inputs), submit, window=AHEAD * workers, in_order=False):
                self._keep(task, future.result, alone=False)
        # one that met its end beside others may have been their victim: now it has a worker, and the machine, alone
        for task in self._alone:
            with Guard(self._limits, preload=PRELOAD) as guard:
                self._keep(task, partial(self._record, guard, task), alone=True)

    def _tasks(self, inputs: Iterable[Input]) -> Iterator[_Task]:
        """Yield what has to be parsed; the rest is settled here."""
        for given in inputs:
            try:
                sha256, size = digest_input(given)
            except PccReportError as error:
                self._miss(given, error)
                continue
            if sha256 in self._under_way:
                self._under_way[sha256].inputs.append(given)
                continue
            state = self._archive.state(sha256)
            if state is not None and not self._is_due(state):
                self._archive.lead(given.path, state)
                fate = Fate.KNOWN if state.status == "done" else Fate(state.status)
                self._tell(Outcome(path=given.path, fate=fate, error=None if fate is Fate.KNOWN else state.error))
                continue
            task = self._under_way[sha256] = _Task(sha256, size, [given])
            if state is not None and _is_half_tried(state):
                self._alone.append(task)
            else:
                yield task

    def _is_due(self, state: State) -> bool:
        if state.status == "done":
            is_outdated = state.parser_version != __version__
            return (is_outdated and Retry.OUTDATED in self._retry) or (
                state.error is not None and Retry.FAILED in self._retry
            )
        return state.parser_version != __version__ or Retry.FAILED in self._retry or _is_half_tried(state)

    def _record(self, guard: Guard, task: _Task) -> Record:
        task.began = time.perf_counter()
        return guard.call(record_input, task.inputs[0], task.sha256, self._given)

    def _keep(self, task: _Task, result: Callable[[], Record], *, alone: bool) -> None:
        try:
            record = result()
        except (UsageError, VocabularyError):
            raise  # no fault of this file
        except UnopenedInputError as error:
            self._miss(task.inputs.pop(0), error)
            if task.inputs:
                self._alone.append(task)
            else:
                del self._under_way[task.sha256]
        except PccReportError as error:
            self._fail(task, error, alone=alone)
        else:
            self._archive.save(record, task.paths)
            del self._under_way[task.sha256]
            for number, path in enumerate(task.paths):
                fate = Fate.KNOWN if number else Fate.DONE
                self._tell(Outcome(path=path, fate=fate, milliseconds=0 if number else record.milliseconds))

    def _fail(self, task: _Task, error: PccReportError, *, alone: bool) -> None:
        is_poison = isinstance(error, POISON)
        spent = round(1e3 * (time.perf_counter() - task.began))
        self._archive.fail(task.sha256, task.size, error, task.paths, milliseconds=spent, alone=alone and is_poison)
        if is_poison and not alone:
            self._alone.append(task)
            self._tell(Outcome(path=task.inputs[0].path, fate=Fate.POSTPONED, error=error, milliseconds=spent))
            return
        del self._under_way[task.sha256]
        for path in task.paths:
            fate = Fate.QUARANTINED if is_poison else Fate.FAILED
            self._tell(Outcome(path=path, fate=fate, error=error, milliseconds=spent))

    def _miss(self, given: Input, error: PccReportError) -> None:
        self._archive.miss(given.path, error)
        self._tell(Outcome(path=given.path, fate=Fate.FAILED, error=error))


def _is_half_tried(state: State) -> bool:
    """Whether it harmed its worker, and the run was killed before it was tried alone."""
    return state.status == "failed" and state.parser_version == __version__ and isinstance(state.error, POISON)


def record_input(source: Input, sha256: str, given: dict[str, Any]) -> Record:
    """Read and parse an input, and return its record: the call that a worker answers."""
    data = read_input(source)
    if hashlib.sha256(data).hexdigest() != sha256:
        problem = "it was changed while it was read"
        raise UnopenedInputError(problem, advice="run it again when nobody writes to it")
    # without a name, for the record is that of a content, which may have several
    return recorded(data, **given)
