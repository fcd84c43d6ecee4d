"""The largest files that are taken stay within their time and memory."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from geo.imports.files.scan import MOST_CELLS
from tests.support.sheets import csv_text, workbook

ROOT = Path(__file__).parents[3]
MEGABYTES = 300
SECONDS = 20
"""Twice the bound: other tests run beside."""
READ = r"""
import re, sys
from pathlib import Path
from geo.facts.load import load_facts
from geo.imports.draft import draft
from geo.imports.files.read import read_file
facts = load_facts(Path("tests/fixtures/tiny"))
made = draft(facts, read_file(Path(sys.argv[1]).read_bytes(), name="a"))
status = Path("/proc/self/status").read_text()
print(int(re.search(r"VmHWM:\s*(\d+)", status)[1]) // 1024, len(made.figures))
"""
COLUMNS = 100
ROWS = MOST_CELLS // COLUMNS


def wide() -> bytes:
    head = ["Mã", "Tên", *[f"Cột {at}" for at in range(COLUMNS - 2)]]
    rows = [
        [f"{at}", f"Ô {at}", *[at + n / 4 for n in range(COLUMNS - 2)]] for at in range(ROWS - 1)
    ]
    return workbook([head, *rows])


def long() -> bytes:
    head = ["code", "indicator", "year", "value"]
    rows = [["70001", "forest_cover_pct", 1900 + at % 100, "41.5"] for at in range(49_990)]
    return csv_text([head, *rows]).encode()


@pytest.mark.exhaustive
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="tells memory by /proc")
@pytest.mark.parametrize("make", [wide, long])
def test_the_largest_files_stay_in_bounds(make, tmp_path: Path) -> None:
    file = tmp_path / "bieu"
    file.write_bytes(make())
    began = time.monotonic()
    command = [sys.executable, "-c", READ, str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert time.monotonic() - began < SECONDS
    peak, _ = map(int, done.stdout.split())
    assert peak < MEGABYTES
