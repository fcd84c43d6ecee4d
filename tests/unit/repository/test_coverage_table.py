"""The table of what no test takes."""

import sys
import threading
from types import FrameType
from typing import Any

from tests.support.coverage_table import coverage_table
from tests.support.untraced import untraced


def measured(
    *numbers: int, lines: tuple[int, ...] = (), branches: tuple[tuple[int, int], ...] = ()
) -> dict[str, Any]:
    """Return a file as coverage reports it: lines and taken ones, branches and taken ones."""
    names = ("num_statements", "covered_lines", "num_branches", "covered_branches")
    return {
        "summary": dict(zip(names, numbers, strict=True)),
        "missing_lines": list(lines),
        "missing_branches": [list(branch) for branch in branches],
    }


def test_files_under_the_bound_are_listed_the_lowest_first_and_the_total() -> None:
    files = {
        "geo/whole.py": measured(90, 90, 10, 10),
        "geo/empty.py": measured(0, 0, 0, 0),
        # 17 of 20: 85 %
        "geo/b.py": measured(16, 15, 4, 2, lines=(7,), branches=((3, 7), (9, -1))),
        # 5 of 10: 50 %
        "geo/longer.py": measured(10, 5, 0, 0, lines=(1, 2, 3, 5, 7)),
        # 9 of 10 is no longer under the bound
        "geo/bound.py": measured(10, 9, 0, 0, lines=(4,)),
    }
    # 131 of 140
    totals = measured(126, 119, 14, 12)["summary"]
    assert coverage_table({"files": files, "totals": totals}) == [
        "geo/longer.py  50.0 %  not taken: 1-3, 5, 7",
        "geo/b.py       85.0 %  not taken: 7, 9→end",
        "2 of 5 files under 90 %; all together 93.6 % of 126 lines and 14 branches",
    ]


def test_where_all_is_taken_the_total_alone_is_told() -> None:
    report = {"files": {"geo/a.py": measured(5, 5, 0, 0)}, "totals": measured(5, 5, 0, 0)}
    report["totals"] = report["totals"]["summary"]
    assert coverage_table(report) == [
        "0 of 1 files under 90 %; all together 100.0 % of 5 lines and 0 branches"
    ]


def test_what_is_not_measured_runs_without_a_tracer_and_the_next_has_it_again() -> None:
    calls = []

    def tracer(frame: FrameType, _event: str, _arg: object) -> None:
        calls.append(frame.f_code.co_name)

    def seen() -> None: ...

    def unseen() -> None: ...

    with untraced():
        sys.settrace(tracer)
        threading.settrace(tracer)
        with untraced():
            unseen()
            other = threading.Thread(target=unseen)
            other.start()
            other.join()
        seen()
        after = sys.gettrace(), threading.gettrace()
    assert after == (tracer, tracer)
    assert "seen" in calls
    assert "unseen" not in calls
