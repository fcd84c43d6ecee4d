"""What every test may use: the shipped facts and a small made-up province."""

from pathlib import Path

import pytest

from geo.load import load_facts
from geo.types import Facts

ROOT = Path(__file__).parent.parent
TINY = ROOT / "tests" / "fixtures" / "tiny"


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
