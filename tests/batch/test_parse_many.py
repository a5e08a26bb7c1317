"""Many files: results in the order of the inputs, one bad file is one error, and no more is held than needed."""

import io
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

import pcc_report
from pcc_report import FileResult, parse, parse_many
from pcc_report.batch.crew import answered
from pcc_report.errors import (
    MemoryLimitError,
    TimeLimitError,
    UnopenedInputError,
    UnreadableInputError,
    UnsupportedFormatError,
    UsageError,
    VocabularyError,
)

REPORT = "Anytown Partnership\n\nActual spend\n\nCCTV\t£{}\n"


def report(number):
    return REPORT.format(number).encode()


def amounts(files):
    return [file.result.report.spent().amount for file in files]


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_results_come_in_the_order_of_the_inputs(tmp_path, workers):
    """Whatever the number of workers, and whatever an input is, its result stands where it stood."""
    paths = []
    for number in range(1, 21):
        paths.append(tmp_path / f"{number}.txt")
        paths[-1].write_bytes(report(number))
    inputs = [*paths[:10], *map(str, paths[10:18]), paths[18].read_bytes(), io.BytesIO(paths[19].read_bytes())]
    files = list(parse_many(inputs, workers=workers))

    assert list(range(1, 21)) == amounts(files)
    assert [*map(str, paths[:18]), "", ""] == [file.name for file in files]
    assert parse(paths[3]) == files[3].result


def test_one_bad_file_is_one_error(tmp_path):
    """Each bad file is reported with the error of its kind, and all others have their results."""
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "sparse").touch()
    os.truncate(tmp_path / "sparse", 8 << 30)
    good = [report(number) for number in range(1, 6)]
    inputs = [
        good[0],
        b"",
        tmp_path / "nowhere.txt",
        good[1],
        tmp_path / "fifo",
        tmp_path / "sparse",
        good[2],
        tmp_path,
        b"GIF89a",
        *good[3:],
    ]
    files = list(parse_many(inputs, workers=2, time_limit=1, memory_limit=512 << 20))
    kinds = [type(file.error) for file in files if file.error]

    assert [1, 2, 3, 4, 5] == amounts(file for file in files if file.result)
    assert kinds == [
        UnreadableInputError,
        UnopenedInputError,
        TimeLimitError,
        MemoryLimitError,
        UnopenedInputError,
        UnsupportedFormatError,
    ]
    assert str(files[2].error) == "nowhere.txt: No such file or directory"


def test_inputs_are_taken_as_they_are_needed():
    """However long the input, few of it is taken ahead of what was handed out."""
    taken = []

    def endless():
        while True:
            taken.append(len(taken) + 1)
            yield report(taken[-1])

    files = parse_many(endless(), workers=2)

    assert [1, 2, 3] == [next(files).result.report.spent().amount for _ in range(3)]
    assert len(taken) <= 3 + 2 * 8
    files.close()


@pytest.mark.parametrize("kind", [ThreadPoolExecutor, ProcessPoolExecutor])
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_executors_of_others_run_the_same_guarded_call(kind):
    """An executor that is handed in gives the same results and errors, and is left open."""
    with kind(2) as executor:
        files = list(parse_many([report(1), b"", report(2)], executor=executor, workers=2))

        assert executor.submit(int).result() == 0
    assert list(parse_many([report(1), report(2)])) == [files[0], files[2]]
    assert isinstance(files[1].error, UnreadableInputError)


def test_a_broken_executor_is_said(tmp_path):
    """A script that starts processes without a main guard is told what it lacks."""
    script = tmp_path / "script.py"
    script.write_text(
        "import multiprocessing, pcc_report\n"
        "from concurrent.futures import ProcessPoolExecutor\n"
        "pool = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context('spawn'))\n"
        "print(list(pcc_report.parse_many([b'CCTV'], executor=pool)))\n"
    )
    ran = run(script)

    assert ran.returncode == 1
    assert "UsageError: the executor broke" in ran.stderr.splitlines()[-1]
    assert "__main__" in ran.stderr.splitlines()[-1]


def test_a_script_needs_no_main_guard(tmp_path):
    """Our own workers do not run the script again."""
    script = tmp_path / "script.py"
    script.write_text("import pcc_report\nprint([f.error for f in pcc_report.parse_many([b'CCTV', b'CCTV'])])\n")
    ran = run(script)

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "[None, None]\n", "")


def test_it_works_where_there_is_no_script():
    """As in a notebook: the main module has no file that a worker could run again."""
    code = "import pcc_report\nprint([f.error for f in pcc_report.parse_many([b'CCTV', b'CCTV'])])\n"
    ran = run("-", input=code)

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "[None, None]\n", "")


def run(script, **more):
    return subprocess.run(  # noqa: S603
        [sys.executable, script], capture_output=True, text=True, check=False, timeout=60, env=environment(), **more
    )


def environment():
    return {**os.environ, "PYTHONPATH": str(Path(pcc_report.__file__).parents[1])}


def test_ctrl_c_stops_within_a_second(tmp_path):
    """An interrupted batch ends at once, though its files hang, and leaves no process behind."""
    os.mkfifo(tmp_path / "fifo")
    script = tmp_path / "script.py"
    script.write_text(
        f"import pcc_report\nprint(1, flush=True)\nlist(pcc_report.parse_many([{str(tmp_path / 'fifo')!r}] * 9, workers=2))\n"
    )
    ran = subprocess.Popen(  # noqa: S603
        [sys.executable, script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
        start_new_session=True,
    )
    ran.stdout.readline()
    time.sleep(1)
    began = time.monotonic()
    os.kill(ran.pid, signal.SIGINT)
    _, told = ran.communicate(timeout=20)

    assert time.monotonic() - began < 3  # 1 on a quiet machine
    assert told.rstrip().endswith("KeyboardInterrupt")
    with pytest.raises(ProcessLookupError):
        os.killpg(ran.pid, 0)


@pytest.mark.parametrize("wrong", [{"workers": 0}, {"time_limit": 0}, {"memory_limit": -5}])
def test_wrong_arguments_are_refused_at_once(wrong):
    """Before the first result is asked for."""
    with pytest.raises(UsageError):
        parse_many([], **wrong)


def test_a_vocabulary_at_fault_is_no_fault_of_the_files():
    """It is said once, and not for each of them."""
    with pytest.raises(VocabularyError):
        list(parse_many([report(1)], vocabulary={"nothing": {}}))


def test_no_input_gives_no_result():
    """Nothing comes of nothing."""
    assert list(parse_many([])) == []


def test_results_compare_without_their_times():
    """Two runs give equal results."""
    assert FileResult(name="a", seconds=1) == FileResult(name="a", seconds=2)


def test_answers_are_taken_as_they_are_done():
    """Out of order, a call that takes long holds up none of the others."""
    with ThreadPoolExecutor(2) as threads:

        def submit(seconds):
            return threads.submit(time.sleep, seconds)

        done = [task for task, _ in answered([0.5, 0.0, 0.01, 0.02], submit, window=2, in_order=False)]

    assert done == [0.0, 0.01, 0.02, 0.5]
