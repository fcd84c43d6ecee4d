"""What unit tests share: other boundaries of the made-up province, and the last words."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from geo.boundaries.choose import Boundaries, build_boundaries, load_boundaries
from geo.facts.model import Facts
from geo.language.texts import texts
from tests.support.office import NO_OFFICE
from tests.support.own_boundaries import Frames, save, sound_layers

Load = Callable[[Path], Boundaries]
Refused = Callable[[Frames], list[str]]


@pytest.fixture
def frames() -> Frames:
    """Return sound layers of the made-up province, to be spoilt."""
    return sound_layers()


@pytest.fixture
def load(tiny: Facts, tiny_dir: Path, tmp_path: Path) -> Load:
    """Return a function that loads the boundaries with a file in place of the shipped ones."""
    data = tmp_path / "data"
    shutil.copytree(tiny_dir, data, ignore=shutil.ignore_patterns("boundaries"))
    build_boundaries(tiny, data_folder=data, out_folder=data / "boundaries")

    def run(path: Path) -> Boundaries:
        return load_boundaries(tiny, folder=data, replacement=path)

    return run


@pytest.fixture
def refused(load: Load, tmp_path: Path) -> Refused:
    """Return a function that saves layers and returns the faults for which they are refused."""

    def run(frames: Frames) -> list[str]:
        boundaries = load(save(tmp_path / "own.gpkg", frames))
        assert boundaries.source == "shipped"
        assert list(boundaries.layers) == [
            "commune-2015-01-01",
            "commune-2022-07-01",
            "district",
            "province",
        ]
        assert boundaries.layers["district"].frame.total_bounds[0] == 100.05
        # pages word a fault in the reader's language, which takes a text for each
        assert all(fault.key in texts("vi") for fault in boundaries.faults)
        return [str(fault) for fault in boundaries.faults]

    return run


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line, not in one per test, why tests of printed slides were skipped."""
    skipped = terminalreporter.stats.get("skipped", [])
    if any(NO_OFFICE in str(report.longrepr) for report in skipped):
        terminalreporter.write_line(f"Skipped: {NO_OFFICE}", yellow=True)
