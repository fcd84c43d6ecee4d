"""The facts and boundaries of the process: loaded once, shared by the server and every page."""

import gc
from functools import cache

from geo.boundaries.choose import Boundaries, load_boundaries
from geo.errors import Fault, MeetingError
from geo.facts.load import load_facts
from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.saved.meeting import Meeting, shipped_meeting
from ui.server.settings import Settings


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
    return Atlas(facts(), boundaries().credits)


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
        replacement=settings().boundaries,
        credit=settings().boundaries_credit,
    )


@cache
def shipped_scenes() -> tuple[Meeting | None, tuple[Fault, ...]]:
    """Return the ready-made meeting of the data folder, or why there is none."""
    try:
        return shipped_meeting(atlas(), settings().data_dir), ()
    except MeetingError as error:
        return None, error.faults


def load() -> None:
    """Load all that is read from the data folder, which may change or go from then on.

    Raises
    ------
    FaultyInputError
        The settings or the data folder are faulty.
    """
    boundaries()
    shipped_scenes()


@cache
def settle() -> None:
    """Take all that is loaded by now out of the garbage collector's sight, once.

    Streamlit collects garbage after every run and holds the interpreter meanwhile. The facts and
    layers stay for good: to walk through them each time doubles the time of a change.
    """
    gc.collect()
    gc.freeze()
