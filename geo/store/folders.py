"""A state of the facts as a data folder, which the checks and the atlas read like the shipped."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from geo.errors import FactsError, Fault
from geo.facts.load import FACTS_FILES, data_version
from geo.facts.rows import same_in_any_editor
from geo.store.states import Files


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


def keep_folder(files: Files, *, beside: Path, under: Path) -> Path:
    """Lay a state out as a data folder to read, and leave it there for the next start.

    Parameters
    ----------
    files
        Files of the facts.
    beside
        The shipped data folder: what is no table (drawn layers, the ready-made meeting) comes
        from there.
    under
        Where such folders are kept; the folder is named by its data version, and appears whole
        or not at all.

    Returns
    -------
    folder : Path
        The folder.
    """
    under.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="being-written-", dir=under) as name:
        made = Path(name) / "facts"
        shutil.copytree(beside, made, ignore=shutil.ignore_patterns("*.csv", "*.md"))
        write_files(files, made)
        folder = under / data_version(made)
        if not folder.exists():
            made.rename(folder)
    return folder
