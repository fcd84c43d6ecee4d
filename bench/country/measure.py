"""Turns of the year and first views at 3,321 polygons, beside the same on an empty page."""

import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench.cases import OTHERS, Case, Way
from bench.country.data import INDICATOR, UNITS_IN_ALL, VINTAGE, YEARS, write_country
from bench.first_view import PAGES, Cache, Views, measure_first_views
from bench.measure import Say, chromium, interleave, measure_alone, open_tabs, servers
from bench.report import Sample

RUNS, FIRST_RUNS = 9, 3
SLOW_RUNS = 2
"""Each turn of a page that draws all polygons anew takes many seconds."""
RATIOS: Mapping[Cache, float] = {"cold": 4.0, "warm": 4.0}
"""The first view is painted in at most so many times what an empty page needs."""
CASE = Case(INDICATOR, VINTAGE, UNITS_IN_ALL, YEARS)


@dataclass(frozen=True)
class Country:
    """What was measured: turns by number of polygons and page, and first views."""

    samples: dict[tuple[int, Way], list[Sample]]
    first: Views


def measure_country(say: Say, *, runs: int = RUNS, slow_runs: int = SLOW_RUNS) -> Country:
    """Measure the pages on a data folder that is written for it and thrown away.

    Parameters
    ----------
    say
        Takes a line about what is being done.
    runs
        Turns of the year that count, of the empty page and of the app.
    slow_runs
        Those of each other page.

    Returns
    -------
    country
        The samples in the order they were taken.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        say("Writing a country ...")
        data = write_country(folder / "data")
        with servers(say, folder, PAGES, data=data) as addresses:
            first = measure_first_views(say, addresses, CASE, FIRST_RUNS)
            with chromium() as browser:
                samples = interleave(open_tabs(browser, addresses, [CASE], PAGES), runs, say)
        ways = ("plain", *OTHERS)
        samples |= measure_alone(say, ways, [CASE], slow_runs, data=data, warm_up=0)
    return Country(samples, first)
