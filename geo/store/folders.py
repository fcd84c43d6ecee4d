"""A state of the facts as a data folder, which the checks and the atlas read like the shipped."""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from geo.boundaries.layers import OWN_CREDIT, OWN_FILE
from geo.errors import FactsError, Fault
from geo.facts.load import FACTS_FILES, load_facts
from geo.facts.rows import same_in_any_editor
from geo.facts.tables import CONTEXT_PLACES, TABLES
from geo.store.states import LAYERS, Files, State, read_state

_LEFT_OUT = ("*.csv", "*.md")
"""Of the shipped data folder, where a state is laid out beside its other files."""
_CONTEXT = Path(CONTEXT_PLACES.file).parent
"""What lies around is no fact: its tables come along."""


def read_files(folder: Path) -> dict[str, bytes]:
    """Read the files of a data folder, with the line ends that the store keeps.

    Raises
    ------
    FactsError
        A file is missing or cannot be read; every one is listed.
    """
    faults: list[Fault] = []
    files: dict[str, bytes] = {}
    for name in FACTS_FILES:
        try:
            files[name] = same_in_any_editor((folder / name).read_bytes())
        except OSError:
            faults.append(Fault(name, "table_fault.file_missing"))
    if faults:
        raise FactsError(faults)
    return files


def write_files(files: Files, folder: Path) -> None:
    """Write files into a folder, with the folders that they lie in."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


@contextmanager
def as_folder(files: Files) -> Iterator[Path]:
    """Lay files out as a data folder that goes with the block."""
    with TemporaryDirectory(prefix="facts-") as name:
        write_files(files, Path(name))
        yield Path(name)


def keep_folder(files: Files, *, beside: Path, at: Path) -> None:
    """Lay a state out as a data folder to read, and leave it there for the next start.

    Parameters
    ----------
    files
        Files of the facts.
    beside
        The shipped data folder: what is no table (drawn layers, the ready-made meeting) comes
        from there.
    at
        The folder to make; it appears whole or not at all. Another one that stands there, as
        another process may have made it meanwhile, stays.
    """
    at.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="being-written-", dir=at.parent) as name:
        made = Path(name) / "facts"
        shutil.copytree(beside, made, ignore=shutil.ignore_patterns(*_LEFT_OUT))
        if (beside / _CONTEXT).is_dir():
            shutil.copytree(beside / _CONTEXT, made / _CONTEXT, dirs_exist_ok=True)
        write_files(files, made)
        try:
            made.rename(at)
        except OSError:
            if not at.is_dir():
                raise


def version_beside(folder: Path) -> str:
    """Return a short hash of what `keep_folder` takes from the shipped data folder."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        inside = file.relative_to(folder)
        along = f"*{file.suffix}" not in _LEFT_OUT or inside.is_relative_to(_CONTEXT)
        if file.is_file() and along:
            digest.update(f"{inside.as_posix()}\n".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:12]


def folder_state(folder: Path, shipped_folder: Path) -> State:
    """Read a data folder whose tables are to be the facts.

    Raises
    ------
    FactsError
        It breaks a rule, or another file in it is not the one that the program ships.
    """
    load_facts(folder)
    files, shipped = read_files(folder), read_files(shipped_folder)
    tables = {table.file for table in TABLES}
    others = [name for name in FACTS_FILES if name not in tables and files[name] != shipped[name]]
    if others:
        raise FactsError([Fault(name, "store.with_program") for name in others])
    own = [name for name in (OWN_FILE, OWN_CREDIT) if (folder / name).is_file()]
    state = read_state({**files, **{name: (folder / name).read_bytes() for name in own}})
    if OWN_FILE not in own:
        # a folder without layers says nothing about those that are published
        del state[LAYERS]
    return state
