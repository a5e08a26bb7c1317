"""Measure accuracy: parse the inputs, write what was read in the neutral form, score it against the truth.

    python benchmarks/accuracy.py TRUTHS --inputs FOLDER --predictions OUT [--each] [--misses]
    python benchmarks/accuracy.py fixtures/reports --inputs fixtures/reports --predictions OUT --each \
        --compare benchmarks/accuracy.json

An input is a file ``<id>.<ending>`` or ``<id>.<anything>.<ending>`` of a case ``TRUTHS/<id>.json``.
Where TRUTHS holds folders ``<id>/truth.json`` with ``<id>/source.*``, they are copied into that form first.
"""

import argparse
import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from neutral import Neutral, project

import pcc_report
from pcc_report.errors import PccReportError

REPOSITORY = Path(__file__).resolve().parents[1]
Counts = dict[str, dict[str, list[int]]]
"""Per case and kind of fact: right, said, true."""


def main(arguments: list[str] | None = None) -> int:
    """Parse, score, compare; return 1 if a fact was lost since the run compared with."""
    options = parse_arguments(arguments)
    options.predictions.mkdir(parents=True, exist_ok=True)
    scorer = load_scorer(options.score)
    with tempfile.TemporaryDirectory() as folder:
        truths, inputs = staged(options.truths, options.inputs, Path(folder))
        cases = dict(inputs_of(truths, inputs))
        for path in cases:
            predict(path, options.predictions)
        command = [
            sys.executable,
            str(options.score),
            str(truths),
            str(options.predictions),
            "--inputs",
            str(inputs),
        ]
        command += ["--each"] * options.each + ["--misses"] * options.misses
        sys.stdout.flush()
        status = subprocess.run(command, check=False).returncode
        counts = {}
        print("\nmissed sums, and what the product said of them")
        for path, truth in cases.items():
            case = json.loads(truth.read_text("utf-8"))
            guess = json.loads((options.predictions / f"{path.stem}.json").read_text("utf-8"))
            true, said = scorer.compare(case, guess)
            counts[path.stem] = {k: tally(true[k], said[k]) for k in scorer.KINDS}
            tell_misses(path.stem, scorer, true, said, guess)
    worse = compare(options.compare, counts) if options.compare else 0
    if options.write:
        write(options.write, counts)
    return 1 if worse or status else 0


def parse_arguments(arguments: list[str] | None) -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("truths", type=Path)
    parser.add_argument("--inputs", type=Path, required=True)
    parser.add_argument("--predictions", type=Path, required=True)
    parser.add_argument("--score", type=Path, default=REPOSITORY.parent / "shared" / "score.py", help="the scorer")
    parser.add_argument("--each", action="store_true", help="a line for each input")
    parser.add_argument("--misses", action="store_true", help="a line for each missed or wrong fact")
    parser.add_argument("--compare", type=Path, help="tell facts gained and lost since this committed run")
    parser.add_argument("--write", type=Path, help="write this run, to be committed")
    return parser.parse_args(arguments)


def staged(truths: Path, inputs: Path, folder: Path) -> tuple[Path, Path]:
    """Return folders of truths and of inputs; a folder for each case is copied into that form."""
    cases = sorted(truths.glob("*/truth.json"))
    if not cases:
        return truths, inputs
    for name in ("truths", "inputs"):
        (folder / name).mkdir()
    for truth in cases:
        case = truth.parent.name
        shutil.copyfile(truth, folder / "truths" / f"{case}.json")
        for source in sorted((inputs / case).glob("source.*")):
            shutil.copyfile(source, folder / "inputs" / f"{case}{source.suffix}")
    return folder / "truths", folder / "inputs"


def inputs_of(truths: Path, inputs: Path) -> Iterator[tuple[Path, Path]]:
    """Yield every input with the truth about it."""
    for truth in sorted(truths.glob("*.json")):
        for path in sorted(inputs.iterdir()):
            if path.suffix != ".json" and (path.stem == truth.stem or path.stem.startswith(truth.stem + ".")):
                yield path, truth


def predict(path: Path, folder: Path) -> None:
    """Parse *path* and write what was read; an input that cannot be read counts as nothing read, aloud."""
    said: Neutral = {}
    try:
        said = project(pcc_report.parse(path))
    except PccReportError as error:
        print(f"{path.name}: {error}", file=sys.stderr)
    except Exception as error:  # noqa: BLE001  # a crash on one input must not hide the others
        print(f"{path.name}: CRASHED: {type(error).__name__}: {error}", file=sys.stderr)
    text = json.dumps(said, ensure_ascii=False, indent=1)
    (folder / f"{path.stem}.json").write_text(text + "\n", "utf-8")


def load_scorer(path: Path) -> ModuleType:
    """Return the scorer as a module, for counts by case."""
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None or not path.exists():
        sys.exit(f"no scorer at {path}; name it with --score")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def tally(true: Any, said: Any) -> list[int]:  # noqa: ANN401  # counters of the scorer
    """Return how many facts were right, said, true."""
    return [sum((true & said).values()), sum(said.values()), sum(true.values())]


def tell_misses(name: str, scorer: ModuleType, true: Any, said: Any, guess: Neutral) -> None:  # noqa: ANN401
    """Print the sums that were lost or misplaced, those with no word about them marked."""
    flags = {scorer.dec(a) for a in guess.get("flagged_amounts", [])}
    lost = set(scorer.money(true)) - set(scorer.money(said))
    moved = {fact[-1] for fact in (said["lines"] - true["lines"])} & set(scorer.money(true))
    for word, sums in (("lost", lost), ("misplaced", moved)):
        for amount in sorted(sums, key=lambda a: (len(a), a)):
            print(f"{name}: {word} {amount}: {'flagged' if amount in flags else 'IN SILENCE'}")


def compare(path: Path, counts: Counts) -> int:
    """Print facts gained and lost since the run in *path*; return how many were lost or are newly wrong."""
    before: Counts = json.loads(path.read_text("utf-8"))
    worse = 0
    print(f"\nagainst {path.name}")
    for case in sorted(before.keys() | counts.keys()):
        if case not in before or case not in counts:
            print(f"{case}: {'new' if case in counts else 'gone'}")
            worse += case not in counts
            continue
        for kind, (right, said, _true) in counts[case].items():
            was_right, was_said, _ = before[case].get(kind, [0, 0, 0])
            gained, wrong = right - was_right, (said - right) - (was_said - was_right)
            if gained or wrong:
                print(f"{case}: {kind}: right {gained:+}, wrong {wrong:+}")
                worse += max(-gained, 0) + max(wrong, 0)
    print(f"facts lost or newly wrong: {worse}")
    return worse


def write(path: Path, counts: Counts) -> None:
    """Write a run for later comparison, one line a case."""
    lines = [f" {json.dumps(case)}: {json.dumps(counts[case])}" for case in sorted(counts)]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
