"""``python -m bench``: measure, print, and say by the exit code whether every bound holds."""

import argparse
import json
import os
import sys
from pathlib import Path

from bench.measure import measure
from bench.report import as_json, judge, report

RUNS, HEAP_TURNS = 15, 200
QUICK_RUNS, QUICK_HEAP_TURNS = 4, 20
SUBJECT = "Measure the map against an empty page and the plain way; exit code 1 if a bound fails."


def main() -> int:
    """Run the measurement as the command line says and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=SUBJECT)
    parser.add_argument("--runs", type=_count, help=f"turns per page and view (default {RUNS})")
    parser.add_argument("--quick", action="store_true", help="a first look, too short to judge by")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every sample there too")
    chosen = parser.parse_args()
    _warn_if_busy()
    results = measure(
        runs=chosen.runs or (QUICK_RUNS if chosen.quick else RUNS),
        heap_turns=QUICK_HEAP_TURNS if chosen.quick else HEAP_TURNS,
        say=lambda line: print(line, file=sys.stderr, flush=True),
    )
    print(report(results))
    if chosen.json:
        chosen.json.write_text(json.dumps(as_json(results), indent=1) + "\n", encoding="utf-8")
    return 0 if all(verdict.holds for verdict in judge(results)) else 1


def _warn_if_busy() -> None:
    # an empty page mostly waits, so whatever else runs slows the other two down far more
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    cores = os.cpu_count() or 1
    if load > cores / 2:
        print(
            f"The machine is busy (load {load:.1f} on {cores} cores): ratios to the empty page "
            "come out too high. Measure again when it is calm.",
            file=sys.stderr,
        )


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise argparse.ArgumentTypeError("at least one run is needed")
    return count


if __name__ == "__main__":
    sys.exit(main())
