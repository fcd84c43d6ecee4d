"""A state of the facts as a data folder, which the checks and the atlas read like the shipped."""

import hashlib
import io
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from geo.boundaries.choose import OWN_CREDIT, OWN_FILE
from geo.errors import FactsError, Fault, StoreError
from geo.facts.load import FACTS_FILES, load_facts
from geo.facts.rows import same_in_any_editor
from geo.facts.tables import TABLES
from geo.store.states import LAYERS, Files, State, read_state

_LEFT_OUT = ("*.csv", "*.md")
"""Of the shipped data folder, where a state is laid out beside its other files."""
_ROOT_FILE = "province.json"
MOST_MB = 64
"""Size of the tables in a ZIP file."""
_DAMAGED = (OSError, EOFError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error)
"""What unpacking a damaged or locked file may raise."""


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
        if file.is_file() and f"*{file.suffix}" not in _LEFT_OUT:
            digest.update(f"{file.relative_to(folder).as_posix()}\n".encode())
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


@contextmanager
def handed_in(name: str, content: bytes) -> Iterator[Path]:
    """Lay out what somebody hands in: a ZIP file as a data folder, any other as itself.

    Parameters
    ----------
    name
        Its name, as its owner has it.
    content
        What is in it.

    Raises
    ------
    StoreError
        The ZIP file cannot be unpacked, holds no data folder, or too large a one.
    """
    if name.lower().endswith(".zip"):
        with as_folder(_unpacked(name, content)) as folder:
            yield folder
        return
    with TemporaryDirectory(prefix="table-") as made:
        # a fault names the file, so it keeps its name as far as a folder takes it
        stem = re.sub(r"[^\w .()-]", "_", Path(name).stem)[:80]
        file = Path(made) / f"{stem}.csv"
        file.write_bytes(content)
        yield file


def _unpacked(name: str, content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [each for each in archive.namelist() if each.split("/")[-1] == _ROOT_FILE]
            if not names:
                raise StoreError("store.no_folder", file=name)
            # people pack the folder itself as well as what is in it
            root = min(names, key=len).removesuffix(_ROOT_FILE)
            wanted = {each: f"{root}{each}" for each in (*FACTS_FILES, OWN_FILE, OWN_CREDIT)}
            found = {each: path for each, path in wanted.items() if path in archive.namelist()}
            if sum(archive.getinfo(path).file_size for path in found.values()) > MOST_MB * 2**20:
                raise StoreError("store.large_folder", file=name, most=MOST_MB)
            return {each: archive.read(path) for each, path in found.items()}
    except _DAMAGED as error:
        if isinstance(error, StoreError):
            raise
        raise StoreError("store.no_archive", file=name) from error
