"""A command imports what it works with, and nothing of what the others do."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SLOW = {
    *("argon2", "docx", "geopandas", "numpy", "openpyxl", "pandas", "pptx"),
    *("shapely", "sqlalchemy", "typst", "xlsxwriter"),
}
VIEW = "indicator=forest_cover_pct&year=2020&level=commune&vintage=2015-01-01"
TELL = """
import json, sys
from geo.__main__ import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print("\\n" + json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def imported(words: list[str], data: Path, folder: Path) -> set[str]:
    """Return those of the slow packages that a command imports from start to end."""
    done = subprocess.run(
        [sys.executable, "-c", TELL, *words],
        env={**os.environ, "DATA_DIR": str(data), "STATE_DIR": str(folder / "state")},
        capture_output=True,
        text=True,
        check=True,
    )
    names: list[str] = json.loads(done.stdout.splitlines()[-1])
    return SLOW & set(names)


@pytest.mark.parametrize(
    ("words", "used"),
    [
        (["--help"], set()),
        (["history"], {"sqlalchemy"}),
        (["publish", "--help"], {"sqlalchemy"}),
        (["editor", "--help"], {"argon2", "sqlalchemy"}),
        (["import", "SHEET", "--check"], {"sqlalchemy"}),
        (["targets"], {"numpy", "sqlalchemy"}),
        (["merger"], {"sqlalchemy"}),
        (["check"], {"geopandas", "numpy", "pandas", "shapely"}),
        (
            ["export", "--view", VIEW, "--format", "csv", "-o", "OUT"],
            {"geopandas", "numpy", "pandas", "shapely", "sqlalchemy", "xlsxwriter"},
        ),
    ],
    ids=lambda each: each[0] if isinstance(each, list) else "",
)
def test_a_command_imports_what_it_uses(
    tiny_dir: Path, tmp_path: Path, words: list[str], used: set[str]
) -> None:
    sheet = tmp_path / "rung.csv"
    sheet.write_text("code,indicator,year,value\n70001,forest_cover_pct,2021,12.5\n", "utf-8")
    places = {"SHEET": str(sheet), "OUT": str(tmp_path / "out")}
    assert imported([places.get(word, word) for word in words], tiny_dir, tmp_path) <= used
