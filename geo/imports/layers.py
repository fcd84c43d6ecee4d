"""Boundary layers that somebody brings: a GeoPackage, or shapefiles in a zip file."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from geo.boundaries.brought.doubts import LISTED, Doubt, doubt_text
from geo.boundaries.brought.faults import layer_fault
from geo.boundaries.layers import SHAPEFILE, SHAPES, layer_specs, table_name
from geo.errors import BROKEN_ZIP, BoundariesError, Fault
from geo.facts.model import BoundaryNote, Facts
from geo.imports.asking import Question
from geo.imports.files.container import RefusedError, open_parts
from geo.imports.findings import Finding, shown
from geo.language.texts import OwnText, Phrase

if TYPE_CHECKING:
    from geo.boundaries.choose import Boundaries

_PACKAGE = ".gpkg"
_PACKAGE_BEGINS = b"SQLite format 3\0"
LARGEST_PACKAGE = 64_000_000


@dataclass(frozen=True, eq=False)
class LayersDraft:
    """What a file brings in the place of drawn layers, with everything that stands against it.

    Parameters
    ----------
    name, digest
        Name of the file, and the hash of its content.
    content
        The GeoPackage that is published; empty where there is none.
    layers
        Names of the layers that it brings.
    units
        How many polygons they have.
    vintage
        The newest boundaries among them; empty for none.
    faults, warnings
        What must be mended before it can be published, and what is worth knowing.
    drawn
        All layers as they are drawn with it; None where it cannot be.
    """

    name: str
    digest: str
    content: bytes = b""
    layers: tuple[str, ...] = ()
    units: int = 0
    vintage: str = ""
    faults: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
    drawn: "Boundaries | None" = None

    @property
    def questions(self) -> tuple[Question, ...]:
        """Nothing is asked of layers."""
        return ()

    @property
    def ok(self) -> bool:
        """Whether it can be published."""
        return not self.faults

    def as_data(self, lang: str) -> dict[str, object]:
        """Return the draft as plain data, with the keys of a spreadsheet's and its layers."""
        return {
            "ok": self.ok,
            "rows": self.units,
            "units": self.units,
            "vintage": self.vintage,
            "figures": [],
            "faults": [each.as_data(lang) for each in self.faults],
            "warnings": [each.as_data(lang) for each in self.warnings],
            "layers": list(self.layers),
        }


def is_layers(content: bytes) -> bool:
    """Tell whether a file is one of boundary layers, sound or not; by what it is, not its name."""
    if content.startswith(_PACKAGE_BEGINS):
        return True
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            return any(_ending(name) in (SHAPES, _PACKAGE) for name in parts.namelist())
    except BROKEN_ZIP:
        return False


def read_layers(facts: Facts, content: bytes, *, name: str, folder: Path) -> LayersDraft:
    """Read boundary layers by the rule of other boundaries; a fault is never an error.

    Parameters
    ----------
    facts
        The facts whose units they must hold.
    content
        A file of which `is_layers` is true.
    name
        Its name.
    folder
        The data folder of the facts.
    """
    # what reads geometry takes longer to import than a spreadsheet to be read
    from geo.boundaries.choose import load_boundaries

    found = LayersDraft(shown(name), sha256(content).hexdigest())
    try:
        with _package(content) as file:
            drawn = load_boundaries(facts, folder=folder, replacement=file, credit=found.name)
            return _draft(facts, found, file.read_bytes(), drawn)
    except RefusedError as refused:
        return LayersDraft(found.name, found.digest, faults=(refused.finding,))
    except BoundariesError as error:
        faults = tuple(map(_finding, error.faults))
        return LayersDraft(found.name, found.digest, faults=faults)


def _draft(facts: Facts, found: LayersDraft, package: bytes, drawn: "Boundaries") -> LayersDraft:
    specs = [spec for spec in layer_specs(facts.province) if spec.name in drawn.credits]
    communes = [spec.vintage for spec in specs if spec.level == "commune"]
    return LayersDraft(
        found.name,
        found.digest,
        package,
        tuple(map(table_name, specs)),
        sum(len(drawn.layers[spec.name].frame) for spec in specs),
        communes[-1] if communes else "",
        tuple(map(_finding, drawn.faults)),
        tuple(_warning(facts, each) for each in drawn.doubts),
        None if drawn.faults else drawn,
    )


def _finding(fault: Fault) -> Finding:
    fields = {"problem": Phrase(fault.key, fault.fields)}
    value = fault.value or ""
    return Finding("layer_fault", fault.layer or "", None, fault.column or "", value, fields)


def _warning(facts: Facts, doubt: Doubt) -> Finding:
    told = [doubt_text(facts, doubt, lang=lang, most=LISTED) for lang in ("vi", "en")]
    return Finding(
        "layer_doubt", doubt.layer, fields={"told": OwnText(BoundaryNote(*told), "text")}
    )


@contextmanager
def _package(content: bytes) -> Iterator[Path]:
    """Lay the GeoPackage out that a file is or holds, or that its shapefiles make."""
    if len(content) > LARGEST_PACKAGE:
        raise RefusedError("large_file", megabytes=LARGEST_PACKAGE // 1_000_000)
    with TemporaryDirectory(prefix="layers-") as folder:
        file = Path(folder) / f"layers{_PACKAGE}"
        if content.startswith(_PACKAGE_BEGINS):
            file.write_bytes(content)
        else:
            _unpack(content, file)
        yield file


def _unpack(content: bytes, file: Path) -> None:
    parts, names = open_parts(content, _names)
    with parts:
        packages = [name for name in names if _ending(name) == _PACKAGE]
        if not packages:
            from geo.boundaries.brought.shapefiles import write_package

            shapes = _shapefiles(parts, names)
            if not shapes:
                raise RefusedError("is_archive")
            write_package(shapes, file)
        elif len(packages) == 1 and len(names) == 1:
            file.write_bytes(parts.read(packages[0]))
        else:
            raise RefusedError("several_layers")


def _names(parts: zipfile.ZipFile) -> list[str]:
    """Return the parts that are of layers; what the program that packed them adds is left out."""
    return [name for name in parts.namelist() if _ending(name) in (_PACKAGE, *SHAPEFILE)]


def _shapefiles(parts: zipfile.ZipFile, names: list[str]) -> dict[str, dict[str, bytes]]:
    found: dict[str, dict[str, bytes]] = {}
    for name in names:
        layer = found.setdefault(shown(PurePosixPath(name).stem), {})
        if _ending(name) in layer:
            raise BoundariesError([layer_fault(PurePosixPath(name).stem, "layer_twice")])
        layer[_ending(name)] = parts.read(name)
    return {name: layer for name, layer in found.items() if SHAPES in layer}


def _ending(name: str) -> str:
    path = PurePosixPath(name)
    hidden = path.name.startswith(".") or "__MACOSX" in path.parts
    return "" if hidden else path.suffix.lower()
