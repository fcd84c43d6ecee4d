"""``python -m bench``: measure, print, and say by the exit code whether every bound holds."""

import argparse
import json
import os
import sys
from pathlib import Path

from bench.country.measure import CASE, measure_country
from bench.country.measure import RATIOS as COUNTRY_RATIOS
from bench.drag import judge_drag, measure_drag
from bench.exports import export_lines, judge_exports, measure_exports
from bench.first_view import RUNS as FIRST_RUNS
from bench.first_view import first_view_lines, judge_first_views, judge_painted, measure_fewest
from bench.measure import measure
from bench.publication import judge_publication, measure_publication
from bench.readme import write_measured
from bench.report import Results, as_json, judge, report, verdict_lines, verdict_table, ways_table
from bench.revisions import judge_revisions, measure_revisions
from bench.spreadsheets import measure_spreadsheets
from bench.together import judge_together, measure_together
from bench.years import judge_years, measure_years
from ui.server.settings import ROOT

PARTS = ("map", "documents", "store", "spreadsheets")
RUNS, HEAP_TURNS = 15, 200
QUICK_RUNS, QUICK_HEAP_TURNS, QUICK_FIRST = 4, 20, 2
SUBJECT = "Measure the map against an empty page and the plain way; exit code 1 if a bound fails."


def main() -> int:
    """Run the measurement as the command line says and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=SUBJECT)
    parser.add_argument("--runs", type=_count, help=f"turns per page and view (default {RUNS})")
    parser.add_argument("--quick", action="store_true", help="a first look, too short to judge by")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every sample there too")
    parser.add_argument("--only", choices=PARTS, help="measure one part (default: all)")
    words = "write the tables of the map and the documents into the README, too"
    parser.add_argument("--readme", action="store_true", help=words)
    chosen = parser.parse_args()
    _warn_if_busy()
    holds = True
    if chosen.only in (None, "map"):
        holds = _measure_map(chosen)
    if chosen.only in (None, "documents"):
        holds = _measure_documents(readme=chosen.readme) and holds
    if chosen.only in (None, "store"):
        holds = _measure_store() and holds
    if chosen.only in (None, "spreadsheets"):
        holds = _measure_spreadsheets() and holds
    return 0 if holds else 1


def _measure_map(chosen: argparse.Namespace) -> bool:
    ordinary = measure(
        runs=chosen.runs or (QUICK_RUNS if chosen.quick else RUNS),
        heap_turns=QUICK_HEAP_TURNS if chosen.quick else HEAP_TURNS,
        say=_say,
    )
    country = measure_country(_say, **({"runs": QUICK_RUNS} if chosen.quick else {}))
    results = Results({**ordinary.samples, **country.samples}, ordinary.heap)
    print(report(results))
    if chosen.json:
        chosen.json.write_text(json.dumps(as_json(results), indent=1) + "\n", encoding="utf-8")
    first = measure_fewest(_say, QUICK_FIRST if chosen.quick else FIRST_RUNS)
    whole = f"First view of {CASE.units} polygons"
    lines = [*first_view_lines(first), "", *first_view_lines(country.first, whole)]
    print("\n".join(("", *lines, "")))
    together = judge_first_views(first)
    together += judge_painted(country.first, COUNTRY_RATIOS, whole.lower())
    together += judge_together(*measure_together(_say))
    together += judge_drag(measure_drag(_say))
    print("\n".join(verdict_lines(together)))
    every = [*judge(results), *together]
    if chosen.readme:
        write_measured(ROOT / "README.md", "map", verdict_table(every))
        write_measured(ROOT / "README.md", "ways", ways_table(results))
    return all(verdict.holds for verdict in every)


def _measure_documents(*, readme: bool) -> bool:
    made = measure_exports(_say)
    verdicts = [*judge_exports(made), judge_years(measure_years(_say))]
    lines = list(export_lines(made))
    print("\n".join([*lines, "", *verdict_lines(verdicts)]))
    if readme:
        write_measured(ROOT / "README.md", "documents", lines)
    return all(verdict.holds for verdict in verdicts)


def _measure_store() -> bool:
    verdicts = list(judge_revisions(measure_revisions(_say)))
    verdicts.append(judge_publication(measure_publication(_say)))
    print("\n".join(verdict_lines(verdicts)))
    return all(verdict.holds for verdict in verdicts)


def _measure_spreadsheets() -> bool:
    verdicts = list(measure_spreadsheets(_say))
    print("\n".join(verdict_lines(verdicts)))
    return all(verdict.holds for verdict in verdicts)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


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
