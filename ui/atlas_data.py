"""The facts and boundaries of the process: loaded once, shared by the server and every page."""

import atexit
import gc
import shutil
import tempfile
from functools import cache
from pathlib import Path

from geo.boundaries import Boundaries, load_boundaries
from geo.cells import Atlas
from geo.load import load_facts
from geo.types import Facts
from ui.settings import Settings


@cache
def settings() -> Settings:
    """Return the settings of the process.

    Raises
    ------
    SettingsError
        A setting cannot be understood.
    """
    return Settings.from_environment()


@cache
def facts() -> Facts:
    """Return the facts of the data folder.

    Raises
    ------
    FactsError
        The data folder is faulty; every fault is listed.
    """
    return load_facts(settings().data_dir)


@cache
def atlas() -> Atlas:
    """Return the facts together with what is worked out from them."""
    return Atlas(facts())


@cache
def boundaries() -> Boundaries:
    """Return the boundary layers that are drawn.

    Layers that the data folder lacks are built from its gazetteer. A faulty ``BOUNDARIES`` is
    not an error: the layers of the data folder stay in use and `Boundaries.faults` says why.

    Raises
    ------
    FactsError
        Layers have to be built and the gazetteer is faulty.
    """
    return load_boundaries(
        facts(),
        folder=settings().data_dir,
        cache_folder=_scratch_folder(),
        replacement=settings().boundaries,
    )


def _scratch_folder() -> Path:
    """Make a folder for this process alone: two servers must not clear each other's layers."""
    folder = Path(tempfile.mkdtemp(prefix="atlas-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def settle() -> None:
    """Take all that is loaded by now out of the garbage collector's sight, once.

    Streamlit collects garbage after every run and holds the interpreter meanwhile. The facts and
    layers stay for good: to walk through them each time doubles the time of a change.
    """
    gc.collect()
    gc.freeze()
