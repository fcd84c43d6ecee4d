"""The store with fifty revisions of 1,300 figures each: publishing, starting, reading."""

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.report import Verdict
from geo.boundaries.choose import load_boundaries
from geo.facts.load import load_facts, with_published
from geo.figures.atlas import Atlas
from geo.store.current import Current, current
from geo.store.database import Database, open_database
from geo.store.publishing import Entry, publish
from geo.store.states import Rows, State
from geo.views.drawing import draw
from geo.views.request import first_view
from ui.server.settings import ROOT

REVISIONS, FIGURES, RUNS, DRAWN = 50, 1300, 5, 30
PUBLISHED, STARTED = 1.0, 1.0
"""Bounds in seconds: of a publication, and of what the revisions add to a start."""
READ = 1.2
"""Bound of drawing a view on the facts of the newest revision, as a ratio to the shipped ones."""
POSTGRES = "BENCH_DATABASE_URL"
"""Variable with the address of an empty PostgreSQL database to measure, too."""


@dataclass(frozen=True)
class Measured:
    """Medians in seconds; reading as a ratio to reading the shipped facts, best to best.

    `added` is what the revisions add to a start, `renamed` what one of unit names adds to one
    with its boundary layers.
    """

    database: str
    published: float
    added: float
    renamed: float
    read: float


def measure_revisions(say: Callable[[str], None]) -> list[Measured]:
    """Publish the revisions into a store of each kind, then start from it and read."""
    address = os.environ.get(POSTGRES, "")
    with tempfile.TemporaryDirectory(prefix="bench-store-") as name:
        folder = Path(name)
        places: list[Path | str] = [folder / "state", *([address] if address else [])]
        return [_measured(place, folder / f"states{at}", say) for at, place in enumerate(places)]


def judge_revisions(measured: list[Measured]) -> Iterator[Verdict]:
    """Judge each kind of store by the bounds."""
    for each in measured:
        name = f"{each.database}, {REVISIONS} revisions of {FIGURES:,} figures:"
        took = f"{each.published:.2f} s"
        yield Verdict(f"{name} publishing under 1 s", took, each.published < PUBLISHED)
        took = f"{each.added:.2f} s"
        yield Verdict(f"{name} under 1 s more at the start", took, each.added < STARTED)
        took = f"{each.renamed:.2f} s"
        names = f"{name} under 1 s more with new names of units"
        yield Verdict(names, took, each.renamed < STARTED)
        ratio = f"{each.read:.2f}"
        yield Verdict(f"{name} reading no slower than shipped", ratio, each.read < READ)


def _measured(place: Path | str, states: Path, say: Callable[[str], None]) -> Measured:
    database, shipped = open_database(place), ROOT / "data"
    published = []
    for number in range(REVISIONS):
        say(f"{database.place}: revision {number + 1} of {REVISIONS}")
        entry = Entry("bench", note=str(number))
        published.append(_timed(partial(_publish, database, number, entry)))
    plain = _median(lambda: load_facts(shipped))
    started = _median(lambda: _start(database, states))
    found = current(database, shipped, under=states)
    # in turn, and the best of each: what slows the machine for a while slows one alone
    both = _facts_of(found).facts, load_facts(shipped)
    pairs = [[_drawing(Atlas(facts)) for facts in both] for _ in range(DRAWN)]
    read, as_shipped = (min(times) for times in zip(*pairs, strict=True))
    renamed = _start_renamed(database, states) - _median(partial(_with_layers, shipped, states))
    name = database.engine.dialect.name
    database.engine.dispose()
    # the newest publications stand on the most revisions
    last = statistics.median(published[-RUNS:])
    return Measured(name, last, started - plain, renamed, read / as_shipped)


def _publish(database: Database, number: int, entry: Entry) -> None:
    publish(database, ROOT / "data", lambda state: _with_notes(state, number), entry)


def _with_notes(state: State, number: int) -> State:
    """Change as many figures as a department's table has."""
    rows = state["observations"]
    chosen = random.Random(number).sample(sorted(rows.by_key), FIGURES)
    note = {"note": str(number), "note_vi": str(number)}
    noted = {key: rows.by_key[key] | note for key in chosen}
    return {**state, "observations": Rows(rows.columns, {**rows.by_key, **noted})}


def _start(database: Database, states: Path) -> Atlas:
    return _facts_of(current(database, ROOT / "data", under=states))


def _start_renamed(database: Database, states: Path) -> float:
    """Return the seconds of a start upon a revision of names, its layers too, but the first."""
    publish(database, ROOT / "data", _with_other_name, Entry("bench", note="names"))
    found = current(database, ROOT / "data", under=states)
    return _median(partial(_with_layers, found.folder, states))


def _with_other_name(state: State) -> State:
    rows = state["units"]
    key, cells = next(each for each in rows.by_key.items() if each[1]["kind"] == "commune")
    other = {name: f"{cells[name]} B" for name in ("name", "name_ascii")}
    return {**state, "units": Rows(rows.columns, {**rows.by_key, key: cells | other})}


def _with_layers(folder: Path, states: Path) -> None:
    load_boundaries(load_facts(folder), folder=folder, beside=states / "layers")


def _median(work: Callable[[], object]) -> float:
    """Return the median seconds, after a first time that makes what is kept."""
    work()
    return statistics.median(_timed(work) for _ in range(RUNS))


def _facts_of(found: Current) -> Atlas:
    facts = load_facts(found.folder)
    return Atlas(with_published(facts, found.published) if found.published else facts)


def _drawing(atlas: Atlas) -> float:
    return _timed(lambda: draw(atlas, first_view(atlas)))


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
