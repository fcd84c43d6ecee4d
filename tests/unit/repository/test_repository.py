"""The texts of the repository: tidy, pinned, and nothing foreign or particular in the code."""

import ast
import csv
import json
import os
import re
import sys
import unicodedata
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from ui.server.settings import ROOT

TEXT_SUFFIXES = {".css", ".csv", ".in", ".js", ".json", ".md", ".py", ".toml", ".txt", ".yml"}
TEXT_NAMES = {"LICENSE", "Makefile", "run", ".editorconfig", ".gitattributes", ".gitignore"}
NOT_OURS = {".git", ".hypothesis", ".venv", "node_modules", "test-results"}
# built files are minified, faulty ones are faulty on purpose
NOT_WRITTEN = ("data/boundaries/", "tests/fixtures/bad/")
ID_COLUMNS = {"indicator_id", "zone_id", "gate_id", "target_id", "programme", "theme"}
CODE_FOLDERS = ("geo", "pages", "ui")
# the name of an SVG namespace is an address that nobody opens; "host" is an example
NAMES_THAT_LOOK_LIKE_HOSTS = {"host", "schemas.microsoft.com", "www.w3.org"}


def text_files() -> list[Path]:
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [
            name for name in folders if name not in NOT_OURS and not name.endswith("_cache")
        ]
        paths = (Path(folder) / name for name in names)
        found += [path for path in paths if path.suffix in TEXT_SUFFIXES or path.name in TEXT_NAMES]
    return sorted(file for file in found if not relative(file).startswith(NOT_WRITTEN))


def code_files(*suffixes: str) -> list[Path]:
    in_folders = (file for folder in CODE_FOLDERS for file in (ROOT / folder).rglob("*.*"))
    return [ROOT / "app.py", *(file for file in in_folders if file.suffix in suffixes)]


def relative(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def is_untidy(content: bytes) -> str:
    """Return what is wrong with the text of a file, or nothing."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return "not UTF-8"
    if "\r" in text:
        return "line ends other than LF"
    if text and (not text.endswith("\n") or text.endswith("\n\n")):
        return "does not end in one line end"
    if re.search(r"[ \t]$", text, re.MULTILINE):
        return "blanks at the end of a line"
    return "" if unicodedata.is_normalized("NFC", text) else "letters not composed (NFC)"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"a\n", ""),
        (b"", ""),
        ("Đồng Đăng\n".encode(), ""),
        (unicodedata.normalize("NFD", "Đồng Đăng\n").encode(), "letters not composed (NFC)"),
        (b"a", "does not end in one line end"),
        (b"a\n\n", "does not end in one line end"),
        (b"a \n", "blanks at the end of a line"),
        (b"a\r\n", "line ends other than LF"),
        (b"\xff\n", "not UTF-8"),
    ],
)
def test_untidy_texts_are_recognised(content: bytes, problem: str) -> None:
    assert is_untidy(content) == problem


def test_texts_are_tidy() -> None:
    files = text_files()
    found = {relative(file): problem for file in files if (problem := is_untidy(file.read_bytes()))}
    assert len(files) > 20
    assert found == {}


def test_code_names_no_foreign_host() -> None:
    found = {
        (relative(file), host)
        for file in code_files(".py", ".js", ".css", ".toml")
        for host in re.findall(r"https?://([A-Za-z0-9.-]+)", file.read_text(encoding="utf-8"))
    }
    assert {entry for entry in found if entry[1] not in NAMES_THAT_LOOK_LIKE_HOSTS} == set()


def strings(source: str) -> list[str]:
    """Return the strings of a program that are not docstrings or other idle statements."""
    tree = ast.parse(source)
    idle = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in idle
    ]


def test_strings_are_told_from_docstrings() -> None:
    assert strings('"""of 2025"""\na = "x"\ndef f():\n    "doc"\n    return f"{a} y"') == [
        "x",
        " y",
    ]


def test_code_knows_no_province() -> None:
    province = json.loads((ROOT / "data" / "province.json").read_text(encoding="utf-8"))
    name, dates = province["name_vi"], {vintage["id"] for vintage in province["vintages"]}
    found = {
        (relative(file), string)
        for file in code_files(".py")
        for string in strings(file.read_text(encoding="utf-8"))
        # a message may show how a date is written
        if name in string or string in dates
    }
    found |= {
        (relative(file), name)
        for file in code_files(".js", ".css", ".toml")
        if name in file.read_text(encoding="utf-8")
    }
    assert found == set()


def test_texts_and_the_made_up_province_name_no_place_of_the_shipped_one() -> None:
    units = read_table(ROOT / "data" / "units.csv")
    names = {unit["name"] for unit in units} | {unit["name_ascii"].lower() for unit in units}
    # a name of one word is a word
    places = {name for name in names if " " in name} | {unit["code"] for unit in units}
    places -= {"20"}
    known = re.compile("|".join(rf"\b{re.escape(place)}\b" for place in places))
    tiny = ROOT / "tests" / "fixtures" / "tiny"
    files = [*code_files(".toml"), *tiny.rglob("*.csv"), *tiny.rglob("*.json")]
    texts = {relative(file): file.read_text("utf-8") for file in files}
    found = {(file, place) for file, text in texts.items() for place in known.findall(text)}
    assert found == set()


def particulars() -> set[str]:
    """Return the ids and words of the shipped province that no program may know.

    A word that is also a column of a table or one of the few words that a column takes belongs
    to the tables, not to the province.
    """
    province = json.loads((ROOT / "data" / "province.json").read_text(encoding="utf-8"))
    tables = {file.stem: read_table(file) for file in sorted((ROOT / "data").glob("*.csv"))}
    ids = {row[key] for rows in tables.values() for row in rows for key in ID_COLUMNS & row.keys()}
    ids |= {each["id"] for key in ("themes", "target_themes") for each in province[key]}
    ids |= {province["programme"]}
    ids |= {province["time_zone"]["name"]}
    words = {column for rows in tables.values() for column in rows[0]}
    words |= {row["share"] for row in tables["indicators"]}
    return ids - words - {""}


def read_table(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_code_names_no_theme_indicator_zone_or_gate() -> None:
    known = particulars()
    assert {"ntm_status", "border", "dong_dang_lang_son", "Asia/Ho_Chi_Minh"} <= known
    found = {
        (relative(file), string)
        for file in code_files(".py")
        for string in strings(file.read_text(encoding="utf-8"))
        if string in known
    }
    assert found == set()
    scripts = re.compile("|".join(rf"(?<![\w-])[\"']{re.escape(each)}[\"']" for each in known))
    assert [relative(f) for f in code_files(".js") if scripts.search(f.read_text("utf-8"))] == []


def test_code_knows_no_year_of_a_target() -> None:
    province = json.loads((ROOT / "data" / "province.json").read_text(encoding="utf-8"))
    years = {int(row["target_year"]) for row in read_table(ROOT / "data" / "targets.csv")}
    years.add(province["horizon"])
    found = {
        (relative(file), node.value)
        for file in code_files(".py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and type(node.value) is int and node.value in years
    }
    found |= {
        (relative(file), string)
        for file in code_files(".py")
        for string in strings(file.read_text(encoding="utf-8"))
        if str(province["horizon"]) in string
    }
    assert found == set()


def test_no_text_names_a_path_of_a_machine() -> None:
    pattern = re.compile(r"(?<![\w.])/(home|root|Users)/|\b[A-Z]:\\\\?Users\b")
    found = {
        relative(file) for file in text_files() if pattern.search(file.read_text(encoding="utf-8"))
    }
    assert found == set()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_pinned_with_hashes_and_name_no_index(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    # a requirement and its hashes are one line once the backslashes are gone
    lines = [line for line in text.replace("\\\n", " ").splitlines() if line[:1].isalnum()]
    unpinned = [
        line.split()[0] for line in lines if not re.match(r"[\w.-]+(?:\[[\w,-]+\])?==[\w.]+ ", line)
    ]
    unhashed = [line.split()[0] for line in lines if "--hash=sha256:" not in line]
    assert len(lines) > 10
    assert (unpinned, unhashed) == ([], [])
    assert "://" not in text
    assert "index-url" not in text


def test_both_requirements_pin_the_same_versions() -> None:
    pins = [
        dict(
            re.findall(
                r"^([\w.-]+)(?:\[[\w,-]+\])?==([\w.]+)",
                (ROOT / name).read_text("utf-8"),
                re.MULTILINE,
            )
        )
        for name in ("requirements.txt", "requirements-dev.txt")
    ]
    common = pins[0].keys() & pins[1].keys()
    assert common
    assert {name for name in common if pins[0][name] != pins[1][name]} == set()


def imported(folders: tuple[str, ...]) -> set[str]:
    """Return the packages that the code of some folders imports, by the name of the import."""
    names = set()
    for path in (path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.partition(".")[0])
    return names - sys.stdlib_module_names - {path.stem for path in ROOT.glob("*")}


def test_every_package_that_is_imported_is_listed_with_a_reason() -> None:
    listed = {
        re.split("[=<>]", line)[0].strip().lower()
        for line in (ROOT / "requirements.in").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    }
    distributions = packages_distributions()
    needed = {
        name.lower()
        for package in imported(("geo", "ui", "pages"))
        for name in distributions[package]
    }
    assert needed - listed == set()
    readme = (ROOT / "README.md").read_text(encoding="utf-8").lower()
    rows = [line.split("|")[1] for line in readme.splitlines() if line.startswith("| ")]
    reasoned = {name.strip() for row in rows for name in row.split(",")}
    assert listed - reasoned == set()
