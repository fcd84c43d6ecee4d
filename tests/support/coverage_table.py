"""What the tests leave untaken of the library, as a table of a few lines."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from coverage import Coverage

BOUND = 90.0
"""Per cent of lines and branches, from which a file is not listed."""


def read_coverage() -> dict[str, Any]:
    """Return what was measured last, as coverage's own report in JSON has it."""
    measured = Coverage()
    measured.load()
    with TemporaryDirectory() as folder:
        file = Path(folder) / "coverage.json"
        measured.json_report(outfile=str(file))
        report: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return report


def coverage_table(report: dict[str, Any]) -> list[str]:
    """Return a line for each file under the bound, the lowest first, and the total.

    Parameters
    ----------
    report
        Coverage's report in JSON.
    """
    shares = {name: _share(file["summary"]) for name, file in report["files"].items()}
    low = sorted((share, name) for name, share in shares.items() if share < BOUND)
    width = max((len(name) for _, name in low), default=0)
    rows = [
        f"{name:{width}} {share:5.1f} %  not taken: {_untaken(report['files'][name])}"
        for share, name in low
    ]
    totals = report["totals"]
    return [
        *rows,
        f"{len(low)} of {len(shares)} files under {BOUND:.0f} %; all together"
        f" {_share(totals):.1f} % of {totals['num_statements']} lines"
        f" and {totals['num_branches']} branches",
    ]


def _share(summary: dict[str, Any]) -> float:
    all_of_it = summary["num_statements"] + summary["num_branches"]
    taken = summary["covered_lines"] + summary["covered_branches"]
    return 100 * taken / all_of_it if all_of_it else 100.0


def _untaken(file: dict[str, Any]) -> str:
    missing = set(file["missing_lines"])
    # a branch to a line that is missing is told by the line
    branches = [
        f"{begin}→{'end' if end < 0 else end}"
        for begin, end in file["missing_branches"]
        if not {begin, end} & missing
    ]
    return ", ".join([*_ranges(sorted(missing)), *branches])


def _ranges(lines: list[int]) -> list[str]:
    begins = [line for line in lines if line - 1 not in lines]
    ends = [line for line in lines if line + 1 not in lines]
    return [
        str(begin) if begin == end else f"{begin}-{end}"
        for begin, end in zip(begins, ends, strict=True)
    ]
