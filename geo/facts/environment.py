"""The environment variables that say what is drawn: read alike by the server and the commands."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

DATA = Path(__file__).resolve().parents[2] / "data"
"""The shipped data folder."""
STORE = "store.sqlite3"
"""The file of a store that lies in a folder."""


@dataclass(frozen=True)
class DataSettings:
    """Where the facts and the boundaries come from; a variable that is empty is as if unset.

    Parameters
    ----------
    data_dir
        ``DATA_DIR``: folder with the facts and the boundary layers built from them.
    boundaries
        ``BOUNDARIES``: GeoPackage whose layers are drawn in place of those of the folder.
    boundaries_credit
        ``BOUNDARIES_CREDIT``: words that name the source of that GeoPackage, as one line.
    state_dir
        ``STATE_DIR``: folder for what is made with the atlas; None for one beside the data.
    database_url
        ``DATABASE_URL``: PostgreSQL database of the store; empty for a file in that folder.
    """

    data_dir: Path = DATA
    boundaries: Path | None = None
    boundaries_credit: str = ""
    state_dir: Path | None = None
    database_url: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "DataSettings":
        """Read the variables; paths become absolute, and nobody looks whether they exist."""
        data_dir = environment.get("DATA_DIR")
        boundaries = environment.get("BOUNDARIES")
        state_dir = environment.get("STATE_DIR")
        return cls(
            data_dir=Path(data_dir).absolute() if data_dir else cls.data_dir,
            boundaries=Path(boundaries).absolute() if boundaries else None,
            boundaries_credit=" ".join(environment.get("BOUNDARIES_CREDIT", "").split()),
            state_dir=Path(state_dir).absolute() if state_dir else None,
            database_url=environment.get("DATABASE_URL", ""),
        )


class _Stored(Protocol):
    @property
    def data_dir(self) -> Path: ...
    @property
    def state_dir(self) -> Path | None: ...
    @property
    def database_url(self) -> str: ...


def state_folder(settings: _Stored) -> Path:
    """Return the folder for what is made with the atlas: one named, or beside the data."""
    return settings.state_dir or settings.data_dir.with_name(f"{settings.data_dir.name}-state")


def store_place(settings: _Stored) -> Path | str:
    """Return where the store is: a folder, or the address of a database."""
    return settings.database_url or state_folder(settings)


def sqlite_file(folder: Path) -> Path:
    """Return the file of the store that lies in a folder."""
    return folder / STORE


def is_begun(place: Path | str) -> bool:
    """Tell whether there may be a store at a place; a folder has one if it has its file."""
    return isinstance(place, str) or sqlite_file(place).is_file()


def states_folder(settings: _Stored) -> Path:
    """Return the folder in which revisions are laid out, each as a data folder."""
    return state_folder(settings) / "states"


def built_layers(settings: _Stored, folder: Path) -> Path | None:
    """Return where layers that are built for a data folder are kept; nowhere for a shipped one."""
    laid_out = folder.parent == states_folder(settings)
    return state_folder(settings) / "layers" if laid_out else None
