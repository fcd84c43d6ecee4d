"""The order of wings and rooms: an import against it is refused, and the drawn order is the law."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from ui.server.settings import ROOT

LINT = (sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the code that may be broken."""
    code = shutil.ignore_patterns("*.js", "*.css", "*.svg", "__pycache__", ".*")
    for name in ("geo", "ui", "pages"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=code)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(folder: Path) -> tuple[int, str]:
    command = [*LINT, "--no-cache"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_the_code_keeps_the_order(copy: Path) -> None:
    code, said = lint(copy)
    assert code == 0, said
    assert "0 broken" in said


@pytest.mark.parametrize(
    ("file", "imported"),
    [
        ("geo/places/units.py", "geo.figures.atlas"),
        ("geo/facts/rows.py", "geo.places.units"),
        ("geo/language/texts.py", "geo.errors"),
        ("geo/reading/values.py", "geo.documents.paper.paper"),
        ("geo/documents/tables/book.py", "geo.documents.slides.deck"),
        ("geo/figures/view.py", "ui.server.settings"),
        ("ui/server/settings.py", "ui.map.panel"),
        ("ui/map/legend.py", "ui.meeting.kept"),
        ("ui/header.py", "pages.map"),
    ],
)
def test_an_import_against_the_order_is_refused(copy: Path, file: str, imported: str) -> None:
    path = copy / file
    path.write_text(path.read_text("utf-8") + f"\nimport {imported}\n", "utf-8")
    code, said = lint(copy)
    importer = file.removesuffix(".py").replace("/", ".")
    assert code != 0
    assert re.search(rf"{re.escape(importer)} -> {re.escape(imported)}", said), said


def test_the_drawn_order_is_the_one_that_is_enforced() -> None:
    drawn = re.findall(r"[a-z_]+", (ROOT / "geo" / "__init__.py").read_text("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = {each["name"]: each for each in project["tool"]["importlinter"]["contracts"]}
    wings = contracts["the wings of the library in their order"]["layers"][::-1][:-1]
    at = [drawn.index(wing) for wing in wings]
    chain = [word for word in drawn[at[0] : at[-1] + 1] if word in wings]
    assert chain == wings


def test_no_import_is_excepted_from_the_order() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    for contract in project["tool"]["importlinter"]["contracts"]:
        assert "ignore_imports" not in contract, contract["name"]


def test_every_room_shows_what_it_holds() -> None:
    """No folder is a heap, the library's own folder holds its parser and its errors alone."""
    assert {file.name for file in (ROOT / "geo").glob("*.py")} == {
        "__init__.py",
        "__main__.py",
        "errors.py",
    }
    crowded = {
        folder.relative_to(ROOT).as_posix(): count
        for name in ("geo", "ui", "pages")
        for folder in [ROOT / name, *(ROOT / name).rglob("*/")]
        if (count := sum(file.name != "__init__.py" for file in folder.glob("*.py"))) > 14
    }
    assert crowded == {}


def test_no_module_is_long() -> None:
    long = {
        file.relative_to(ROOT).as_posix(): lines
        for folder in ("geo", "ui", "pages", "tests/support")
        for file in (ROOT / folder).rglob("*.*")
        if file.suffix in (".py", ".js")
        and (lines := len(file.read_text("utf-8").splitlines())) > 400
    }
    assert long == {}


def bodies(source: str) -> list[tuple[str, int]]:
    """Return every function with the lines of its body, its docstring left out."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            told = ast.get_docstring(node) is not None
            body = node.body[1:] if told else node.body
            length = body[-1].end_lineno - body[0].lineno + 1 if body else 0
            found.append((node.name, length))
    return found


def test_bodies_are_measured_without_their_docstrings() -> None:
    assert bodies('def f():\n    """Doc.\n\n    More."""\n    a = 1\n    return a\n') == [("f", 2)]


def test_no_function_is_long() -> None:
    long = {
        (file.relative_to(ROOT).as_posix(), name): lines
        for folder in ("geo", "ui", "pages")
        for file in (ROOT / folder).rglob("*.py")
        for name, lines in bodies(file.read_text("utf-8"))
        if lines > 40
    }
    assert long == {}
