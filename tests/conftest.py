"""What every test may use: the shipped facts and a small made-up province."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings

from geo.boundaries.choose import Layer, build_boundaries, shipped_boundaries
from geo.facts.load import load_facts
from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from tests.support.coverage_table import coverage_table, read_coverage
from tests.support.untraced import untraced

ROOT = Path(__file__).parent.parent
TINY = ROOT / "tests" / "fixtures" / "tiny"

# what somebody published on this machine is nothing to the tests, nor those beside to each other
STATE = TemporaryDirectory(prefix="atlas-tests-")
os.environ["STATE_DIR"] = STATE.name
os.environ.pop("DATABASE_URL", None)
# a test of a page finds out what a document is made of; servers of their own have their default
os.environ["DOCUMENT_WORKERS"] = "0"

# no deadline for an input: a busy machine is no fault of what reads it
settings.register_profile("patient", parent=settings(), deadline=None)
settings.load_profile("patient")

# measuring doubles the time; these go through the library once more, by the app or with every
# input, and what is measured is what the library's own tests take
UNMEASURED = {"app", "browser", "fuzz"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest tests: one left for the end keeps every other worker waiting."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Measure the tests of the library alone."""
    folder = item.path.relative_to(ROOT / "tests").parts[0]
    if folder not in UNMEASURED and not item.get_closest_marker("exhaustive"):
        return (yield)
    with untraced():
        return (yield)


def pytest_unconfigure() -> None:
    """Let what was kept go."""
    STATE.cleanup()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what of the library no test takes, where that was measured."""
    measured = terminalreporter.config.pluginmanager.hasplugin("_cov")
    if measured and not terminalreporter.config.option.collectonly:
        terminalreporter.section("library not taken by tests")
        for line in coverage_table(read_coverage()):
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """Return the shipped data folder."""
    return ROOT / "data"


@pytest.fixture(scope="session")
def tiny_dir() -> Path:
    """Return the folder of the made-up province; see its README for the drawing."""
    return TINY


@pytest.fixture(scope="session")
def facts(data_dir: Path) -> Facts:
    """Return the shipped facts."""
    return load_facts(data_dir)


@pytest.fixture(scope="session")
def tiny(tiny_dir: Path) -> Facts:
    """Return the facts of the made-up province."""
    return load_facts(tiny_dir)


@pytest.fixture(scope="session")
def atlas(facts: Facts) -> Atlas:
    """Return what is worked out from the shipped facts."""
    return Atlas(facts)


@pytest.fixture(scope="session")
def tiny_atlas(tiny: Facts) -> Atlas:
    """Return what is worked out from the facts of the made-up province."""
    return Atlas(tiny)


@pytest.fixture(scope="session")
def layers(facts: Facts, data_dir: Path) -> dict[str, Layer]:
    """Return the shipped boundary layers by name."""
    return shipped_boundaries(facts, folder=data_dir).layers


@pytest.fixture(scope="session")
def tiny_layers(
    tiny: Facts, tiny_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Layer]:
    """Return the boundary layers of the made-up province by name."""
    out = tmp_path_factory.mktemp("layers")
    return build_boundaries(tiny, data_folder=tiny_dir, out_folder=out).layers
