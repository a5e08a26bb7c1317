"""What the documentation says is so: its examples are executed, and no rule or command goes unmentioned.

In a page of Markdown, a block of ``pycon`` is a Python session and a block of ``console`` is a shell session
of lines ``$ command`` with their output; both are executed, page by page from top to bottom, in a folder
in which the repository's ``fixtures`` stand. Three dots stand for anything. Other blocks are only shown.
"""

import ast
import doctest
import importlib
import importlib.util
import os
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import pcc_report
from pcc_report import cli, errors
from pcc_report.diagnostics import Rule, catalogue
from pcc_report.diagnostics.catalogue import RULES
from pcc_report.errors import PccReportError
from pcc_report.export import EXPORTERS
from pcc_report.model import Unit
from pcc_report.vocabulary import LEXICONS, load_words

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE

_BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


def place(path):
    return path.relative_to(ROOT).as_posix()


def blocks(path, *kinds):
    """The fenced blocks of some kinds in a page: kind, text, line."""
    text = path.read_text("utf-8")
    return [
        (found["kind"], found["body"], text.count("\n", 0, found.start()) + 1)
        for found in _BLOCK.finditer(text)
        if found["kind"] in kinds
    ]


def words_of(*paths):
    return "\n".join(path.read_text("utf-8") for path in paths)


# --- examples -----------------------------------------------------------------------------------------------


@pytest.fixture
def workplace(tmp_path, monkeypatch):
    """A folder with the fixtures in it, as current folder, and the command on the path."""
    (tmp_path / "fixtures").symlink_to(ROOT / "fixtures")
    tools = tmp_path / "tools"
    tools.mkdir()
    for name, run in (("pcc-report", "-m pcc_report"), ("python", "")):
        (tools / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {run} "$@"\n', "utf-8")
        (tools / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(Path(pcc_report.__file__).parents[1]))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("path", [p for p in PAGES if blocks(p, "pycon", "console")], ids=place)
@pytest.mark.usefixtures("workplace")
def test_examples_of_pages(path):
    """Each session of a page prints what the page says."""
    names = {}
    for kind, body, line in blocks(path, "pycon", "console"):
        if kind == "pycon":
            run_session(body, names, path, line)
        else:
            run_shell(body, path, line)


def run_session(body, names, path, line):
    test = doctest.DocTestParser().get_doctest(body, names, place(path), str(path), line)
    told = []
    doctest.DocTestRunner(optionflags=FLAGS).run(test, out=told.append, clear_globs=False)
    names.update(test.globs)

    assert not told, "".join(told)


def run_shell(body, path, line):
    for command, expected in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", body, re.MULTILINE):
        ran = subprocess.run(  # noqa: S602 - the documentation's own commands
            command,
            shell=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        same = doctest.OutputChecker().check_output(expected, ran.stdout, FLAGS)

        assert same, f"{place(path)}:{line}: $ {command}\n{ran.stdout}\n--- is not\n{expected}"


def modules_with_examples():
    found = [info.name for info in pkgutil.walk_packages(pcc_report.__path__, "pcc_report.")]
    return [
        name
        for name in ("pcc_report", *found)
        if ">>> " in Path(importlib.util.find_spec(name).origin).read_text("utf-8")
    ]


@pytest.mark.parametrize("name", modules_with_examples())
@pytest.mark.usefixtures("workplace")
def test_examples_of_docstrings(name):
    """Each example in the docstrings of a module gives what it says, and none is skipped."""
    module = importlib.import_module(name)

    assert "+SKIP" not in Path(module.__file__).read_text("utf-8")
    assert doctest.testmod(module, optionflags=FLAGS).failed == 0


# --- nothing goes unmentioned -------------------------------------------------------------------------------


def test_every_rule_is_documented():
    """The page of rules has every code with its name."""
    page = words_of(ROOT / "docs" / "rules.md")

    assert [] == [rule.code for rule in RULES if f"## {rule.code} {rule.name}\n" not in page]


def test_every_rule_is_raised():
    """A rule that nothing raises would be a promise that is not kept."""
    used = {
        node.id if isinstance(node, ast.Name) else node.attr
        for path in (ROOT / "src").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load)
    }
    names = {name: rule.code for name, rule in vars(catalogue).items() if isinstance(rule, Rule)}

    assert {} == {name: code for name, code in names.items() if name not in used}


@pytest.mark.parametrize("command", sorted(cli._COMMANDS))
def test_every_command_is_mentioned(command):
    """README shows each command as it is typed."""
    assert f"pcc-report {command}" in words_of(ROOT / "README.md")


def test_every_option_is_mentioned():
    """Each option of each command is somewhere in README or the documentation."""
    parser = cli._parser()
    (commands,) = [a for a in parser._actions if a.choices]
    options = {o for part in commands.choices.values() for a in part._actions for o in a.option_strings}
    text = words_of(*PAGES)

    long = {o for o in options if o.startswith("--")} - {"--help"}

    assert [] == sorted(o for o in long if not re.search(rf"[ `]{o}\b", text))


def test_every_format_and_lexicon_is_mentioned():
    """What can be written, and every table of a user's own vocabulary, is documented."""
    assert [] == [e.name for e in EXPORTERS if f"`{e.name}`" not in words_of(ROOT / "README.md")]
    page = words_of(ROOT / "docs" / "how-to" / "own-vocabulary.md")
    assert [] == [name for name in LEXICONS if f"`{name}`" not in page]


def test_every_theme_is_mentioned():
    """The page on themes tells what each of them holds, in the words of the vocabulary."""
    page = words_of(ROOT / "docs" / "how-to" / "themes.md")
    rows = [f"| `{key}` | {entry['means']} |" for key, entry in load_words("categories").items() if "name" in entry]

    assert [] == [row for row in rows if row not in page]


def test_every_word_of_the_model_is_in_the_glossary():
    """Roles, kinds of claims, units and severities are explained."""
    page = words_of(ROOT / "docs" / "glossary.md")
    kinds = (pcc_report.Role, pcc_report.ClaimKind, pcc_report.KnownBy, pcc_report.Severity, Unit)

    assert [] == [str(member) for kind in kinds for member in kind if f"`{member}`" not in page]


def test_every_error_is_explained():
    """The page on failures has the code of each error that parsing a file may end with."""
    page = words_of(ROOT / "docs" / "how-to" / "files-not-trusted.md")
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, PccReportError)]
    codes = [kind.code for kind in kinds]

    assert len(codes) == len(set(codes))
    assert [] == [code for code in codes if f"| `{code}` |" not in page and code != "error"]


def test_every_table_of_an_archive_is_mentioned():
    """The page on archives names each table and view of the schema."""
    page = words_of(ROOT / "docs" / "how-to" / "archives.md")
    schema = words_of(ROOT / "src" / "pcc_report" / "archive" / "schema.sql")
    names = re.findall(r"^CREATE (?:VIRTUAL )?(?:TABLE|VIEW) (\w+)", schema, re.MULTILINE)

    assert len(names) > 20
    assert [] == [name for name in names if f"`{name}`" not in page]


def test_links_lead_somewhere():
    """A link from a page to a file of the repository finds it."""
    for path in PAGES:
        for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", path.read_text("utf-8")):
            assert (path.parent / target).exists(), f"{place(path)} links to {target}"


def test_every_page_is_in_the_index():
    """A page that nothing leads to is not found."""
    index = words_of(ROOT / "docs" / "index.md")
    pages = [p.relative_to(ROOT / "docs").as_posix() for p in PAGES[1:] if p.name != "index.md"]

    assert [] == [page for page in pages if f"]({page})" not in index]


def test_readme_and_ci_run_the_same_tests():
    """The command that README gives for the tests is the one that is run before a change is taken."""
    (command,) = re.findall(r"python (-m pytest[^\n&|`]*)", words_of(ROOT / "README.md"))

    assert command.strip() in words_of(ROOT / ".ci" / "run")
