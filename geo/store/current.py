"""The facts that are shown: those of the newest revision, laid out as a folder to read."""

import io
import shutil
import zipfile
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from geo.errors import FactsError, Fault
from geo.facts.load import data_version
from geo.facts.particulars import Published
from geo.store import log
from geo.store.database import Database
from geo.store.folders import keep_folder, version_beside, write_files
from geo.store.log import Revision
from geo.store.publishing import take_over
from geo.store.states import Difference, differences, written

_DOCUMENTS = "documents"
"""Folder for the document of a revision, beside its tables."""
_KEPT = 8
"""Folders of states that stay for the next start, those made last."""


@dataclass(frozen=True)
class Current:
    """What is shown: the folder with its facts, the revision, and why it is no newer one.

    `published` is what the store says of these facts; None where nothing was published.
    """

    folder: Path
    revision: Revision | None
    faults: Sequence[Fault] = ()
    published: Published | None = None


def current(
    database: Database, shipped_folder: Path, *, under: Path, again: bool = True
) -> Current:
    """Lay the newest revision out as a data folder.

    Parameters
    ----------
    database
        The store.
    shipped_folder
        The data folder that the program ships.
    under
        Where the folders of states are kept.
    again
        As for `take_over`.

    Returns
    -------
    current : Current
        The shipped folder itself where nothing was published. Where the province's own rows do
        not fit the facts that a new version of the program ships, the state of before stays and
        the faults say why.
    """
    faults: Sequence[Fault] = ()
    try:
        revision = take_over(database, shipped_folder, again=again)
    except FactsError as error:
        faults = error.faults
        with database.reading() as connection:
            revision = log.last_revision(connection)
    if revision is None:
        return Current(shipped_folder, None)
    return _laid_out(database, revision, shipped_folder, under, faults)


def at_revision(database: Database, number: int, shipped_folder: Path, *, under: Path) -> Current:
    """Lay a revision out as a data folder, whatever was published since.

    Parameters
    ----------
    database, shipped_folder, under
        As for `current`.
    number
        The revision.

    Returns
    -------
    found : Current
        Its folder. What is no table comes from the program of now.

    Raises
    ------
    StoreError
        There is no such revision, or the store failed.
    """
    with database.reading() as connection:
        revision = log.find_revision(connection, number)
    return _laid_out(database, revision, shipped_folder, under)


def _laid_out(
    database: Database,
    revision: Revision,
    shipped_folder: Path,
    under: Path,
    faults: Sequence[Fault] = (),
) -> Current:
    with database.reading() as connection:
        folder = _place(connection, revision, shipped_folder, under)
        newest = log.last_revision(connection) or revision
        shown = _place(connection, newest, shipped_folder, under)
        published = log.published(connection, revision)
    if folder != shipped_folder and not _is_whole(folder, revision.data_version):
        shutil.rmtree(folder, ignore_errors=True)
        with database.reading() as connection:
            keep_folder(_files(connection, revision), beside=shipped_folder, at=folder)
    # whichever old ones are asked for, the newest is read from for as long as it is shown
    _clear(under, but={folder, shown})
    return Current(folder, revision, faults, published)


def export(database: Database, number: int, folder: Path) -> Revision:
    """Write the facts of a revision as tables that ``DATA_DIR`` takes.

    Parameters
    ----------
    database
        The store.
    number
        The revision.
    folder
        The folder, made where it is missing.

    Returns
    -------
    revision : Revision
        The revision. Its own document, if it has one, is in the folder ``documents``.
    """
    with database.reading() as connection:
        revision = log.find_revision(connection, number)
        write_files(_files(connection, revision) | _document(connection, number), folder)
    return revision


def packed(database: Database, number: int) -> bytes:
    """Return what `export` writes as a ZIP file; the same revision gives the same bytes."""
    out = io.BytesIO()
    with database.reading() as connection:
        files = _files(connection, log.find_revision(connection, number))
        files |= _document(connection, number)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            # without a day: the clock of the machine is nothing to the facts
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def compare(database: Database, before: int, after: int) -> list[Difference]:
    """Compare two revisions cell by cell.

    Parameters
    ----------
    database
        The store.
    before, after
        Numbers of the revisions.

    Returns
    -------
    differences : list of Difference
        The cells that differ, by table and key.
    """
    with database.reading() as connection:
        states = [
            log.state(connection, log.find_revision(connection, number))
            for number in (before, after)
        ]
    return list(differences(*states))


def _place(connection: Connection, revision: Revision, shipped_folder: Path, under: Path) -> Path:
    """Return where the folder of a revision is, or is to be."""
    layers = log.layers_hash(connection, revision.id)
    if not layers and revision.data_version == data_version(shipped_folder):
        return shipped_folder
    beside = f"{version_beside(shipped_folder)}-{layers[:12]}".rstrip("-")
    return under / f"{revision.data_version}-{beside}"


def _is_whole(folder: Path, version: str) -> bool:
    try:
        return data_version(folder) == version
    except OSError:
        return False


def _files(connection: Connection, revision: Revision) -> dict[str, bytes]:
    shipped = log.shipped_files(connection, revision.shipped)
    return {**shipped, **written(log.state(connection, revision))}


def _document(connection: Connection, number: int) -> dict[str, bytes]:
    found = log.find_document(connection, number)
    return {} if found is None else {f"{_DOCUMENTS}/{found.name}": found.content}


def _clear(under: Path, *, but: Collection[Path]) -> None:
    if not under.is_dir():
        return
    folders = [each for each in under.iterdir() if each.is_dir() and each not in but]
    for old in sorted(folders, key=_made)[:-_KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def _made(folder: Path) -> float:
    # another process may clear away, too
    with suppress(OSError):
        return folder.stat().st_mtime
    return 0
