"""The store of the process: the newest revision of the facts, watched while the server runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from streamlit.runtime import Runtime

from geo.errors import AtlasError, Fault
from geo.facts.environment import state_folder, store_place
from geo.facts.fault_report import report
from geo.store import log
from geo.store.current import current
from geo.store.database import Database, open_begun
from ui.server.settings import Settings

SECONDS = 2
"""Between two looks at the store."""


@dataclass(frozen=True)
class Shown:
    """The folder that the facts are read from, and the state of the store.

    Parameters
    ----------
    folder
        The data folder.
    revision
        Number of the revision in it; 0 for the shipped facts.
    faults
        Why it is no newer one.
    off
        Why there is no store at all, in English; empty where there is one, or could be.
    """

    folder: Path
    revision: int = 0
    faults: Sequence[Fault] = ()
    off: str = ""

    @property
    def problems(self) -> list[str]:
        """Say in English what keeps the newest revision from being shown."""
        return [*([self.off] if self.off else []), *report(self.faults)]


class Store:
    """The store that the settings name, opened when somebody has published in it.

    Parameters
    ----------
    settings
        The settings of the server.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._database: Database | None = None

    def shown(self) -> Shown:
        """Lay the newest revision out; without a store that can be used, the shipped facts."""
        shipped = self._settings.data_dir
        try:
            database = self._opened()
            if database is None:
                return Shown(shipped)
            found = current(database, shipped, under=state_folder(self._settings) / "states")
        except (AtlasError, OSError) as error:
            return Shown(shipped, off=str(error))
        return Shown(found.folder, found.revision.id if found.revision else 0, found.faults)

    def newest(self) -> int:
        """Return the number of the newest revision; 0 where nothing was published."""
        database = self._opened()
        if database is None:
            return 0
        with database.reading() as connection:
            last = log.last_revision(connection)
        return last.id if last else 0

    def _opened(self) -> Database | None:
        if self._database is None:
            self._database = open_begun(store_place(self._settings))
        return self._database


def rerun_sessions() -> None:
    """Let every open page run again, with the facts that are in use now."""
    if not Runtime.exists():
        return
    # the runtime has no public way to reach the sessions
    for each in Runtime.instance()._session_mgr.list_active_sessions():
        each.session.request_rerun(None)
