"""Many files at once: one bad file never stops the rest, and results come in the order of the inputs."""

import os
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, ThreadPoolExecutor
from functools import partial
from typing import Any, Final

import attrs

from pcc_report.batch.crew import AHEAD, answered, default_workers
from pcc_report.errors import PccReportError, UnopenedInputError, UsageError, VocabularyError
from pcc_report.guard import Guard, Limits, resident_guard
from pcc_report.model import ParseResult
from pcc_report.pipeline import Source, Verify, VocabularySource, isolated

__all__ = ["FileResult", "parse_many"]

PRELOAD: Final = ("pcc_report.pipeline",)


@attrs.frozen(kw_only=True)
class FileResult:
    """What became of one input: a result, or the one error that says why there is none."""

    name: str
    """The path as it was given; empty for bytes."""
    result: ParseResult | None = None
    error: PccReportError | None = None
    seconds: float = attrs.field(default=0.0, eq=False)


def parse_many(
    inputs: Iterable[Source],
    *,
    workers: int | None = None,
    time_limit: float | None = None,
    memory_limit: int | None = None,
    executor: Executor | None = None,
    vocabulary: VocabularySource = None,
    password: str | None = None,
    verify: Verify = "doubt",
) -> Iterator[FileResult]:
    r"""Yield what became of each input, in their order, as soon as all before it are done.

    Each file is parsed in a worker process with limits of its own, as by ``parse(..., isolate=True)``: one that hangs,
    crashes or eats memory has its worker ended, and that file alone is reported. However long the input, few results
    are held at a time. A generator that is closed, or interrupted, ends its workers at once.

        >>> import pcc_report
        >>> for file in pcc_report.parse_many([b"Anytown Partnership\n\nCCTV\t\xa3900\n", b""]):
        ...     print(file.result.report.organisation if file.result else file.error)
        Anytown Partnership
        the file is empty; get it again from where it came from

    Args:
        inputs: paths, bytes, or open binary files; taken one by one, as they are needed.
        workers: how many files are parsed at the same time; by default one a processor.
        time_limit: seconds of processor time for a file, and four times as many by the clock; 30 by default.
        memory_limit: bytes of address space for a file; 1 GiB by default.
        executor: what to run the guarded calls in instead of threads of our own, such as that of a cluster; each of
            its processes has a worker process beside it. It is not shut down.
        vocabulary: as for `parse`.
        password: as for `parse`.
        verify: as for `parse`.

    Raises:
        UsageError: an argument makes no sense, or the executor broke.
        VocabularyError: the vocabulary is at fault.
    """
    workers = default_workers() if workers is None else workers
    if workers < 1:
        msg = f"at least one worker is needed, not {workers}"
        raise UsageError(msg)
    limits = Limits.of(time_limit, memory_limit)
    given = {"vocabulary": vocabulary, "password": password, "verify": verify}
    return _results(inputs, workers, limits, executor, given)


def _results(
    inputs: Iterable[Source], workers: int, limits: Limits, executor: Executor | None, given: dict[str, Any]
) -> Iterator[FileResult]:
    guard = None if executor else Guard(limits, preload=PRELOAD)
    threads = executor or ThreadPoolExecutor(workers, "pcc-report")
    attempt = partial(_attempt, guard, limits, given)
    try:
        submitted = answered(
            map(_sendable, inputs), partial(threads.submit, attempt), window=AHEAD * workers, in_order=True
        )
        for _, future in submitted:
            yield future.result()
    except BrokenExecutor as error:
        problem = f"the executor broke: {error}"
        advice = "a script whose executor starts processes must do its work under `if __name__ == '__main__':`"
        raise UsageError(problem, advice=advice) from error
    finally:
        if guard:
            guard.close()  # first, so that no thread waits for an answer
            threads.shutdown(cancel_futures=True)


def _sendable(source: Source) -> Source:
    """Return what can be sent to another process: open files are read here."""
    return source if isinstance(source, str | os.PathLike | bytes) else bytes(source.read())


def _attempt(guard: Guard | None, limits: Limits, given: dict[str, Any], source: Source) -> FileResult:
    name = os.fspath(source) if isinstance(source, str | os.PathLike) else ""
    began = time.perf_counter()
    result, failed = None, None
    try:
        result = isolated(guard or resident_guard(limits), source, **given)
    except (UsageError, VocabularyError):
        raise  # no fault of this file
    except PccReportError as error:
        failed = error
    except OSError as error:
        failed = UnopenedInputError(error.strerror or str(error), source=os.path.basename(name))  # noqa: PTH119
    return FileResult(name=name, result=result, error=failed, seconds=time.perf_counter() - began)
