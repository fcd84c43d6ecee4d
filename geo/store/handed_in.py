"""What somebody hands in to be published: figures, boundary layers, or a set of tables."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from geo.boundaries.layers import OWN_CREDIT, OWN_FILE
from geo.errors import BROKEN_ZIP, StoreError
from geo.facts.load import FACTS_FILES
from geo.store.folders import as_folder, folder_state
from geo.store.long_table import Origin, with_long_table
from geo.store.states import State, with_layers

_ROOT_FILE = "province.json"
_LAYERS_ENDING = ".gpkg"
MOST_MB = 64
"""Size of the tables in a ZIP file."""
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Others give no bound to what comes out of a few bytes."""


def brought_by(path: Path, shipped_folder: Path, origin: Origin) -> Callable[[State], State]:
    """Return what makes the state to be of the newest one by a folder or a file.

    Parameters
    ----------
    path
        A data folder, a GeoPackage of boundary layers, or a table of figures.
    shipped_folder
        The data folder that the program ships.
    origin
        Where the figures of a table are from; its source is also what credits layers.

    Raises
    ------
    FactsError
        The folder breaks a rule.
    """
    if path.is_dir():
        wanted = folder_state(path, shipped_folder)
        return lambda _state: wanted
    if path.suffix.lower() == _LAYERS_ENDING:
        layers = path.read_bytes()
        return lambda state: with_layers(state, layers, origin.source)
    return lambda state: with_long_table(state, path, origin)


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
            return {each: _part(archive, archive.getinfo(path)) for each, path in found.items()}
    except (*BROKEN_ZIP, RuntimeError) as error:
        if isinstance(error, StoreError):
            raise
        raise StoreError("store.no_archive", file=name) from error


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Read as much of a part as it says to have: it may hold a thousand times that."""
    if entry.compress_type not in _PACKINGS:
        raise zipfile.BadZipFile(entry.filename)
    with archive.open(entry) as part:
        return part.read(entry.file_size)
