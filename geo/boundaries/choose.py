"""The boundary layers in use: shipped ones, or those of a file that replaces them."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from geo.boundaries.brought.doubts import Doubt, doubt_text
from geo.boundaries.context import read_context
from geo.boundaries.gazetteer import TOLERANCE, gazetteer_layers, read_gazetteer
from geo.boundaries.layer_files import FORMAT, Layer, make_layers, read_layers, write_layers
from geo.boundaries.layers import OWN_CREDIT, OWN_FILE, layer_name, layer_specs
from geo.boundaries.specks import SPECK_HA
from geo.errors import BoundariesError, Fault
from geo.facts.model import BoundaryNote, Facts, Unit
from geo.facts.rows import same_in_any_editor
from geo.facts.tables import ATOMS, CONTEXT, RUNS
from geo.language.texts import LANGUAGES, texts
from geo.places.districts import districts_line
from geo.places.unit_names import unit_name
from geo.places.units import level_units

if TYPE_CHECKING:
    from geopandas import GeoSeries

__all__ = [
    "SHIPPED",
    "Boundaries",
    "Layer",
    "build_boundaries",
    "layer_name",
    "layer_polygons",
    "load_boundaries",
    "log_lines",
    "shipped_boundaries",
]

FOLDER = "boundaries"
SHIPPED = "shipped"
_KEPT = 4
"""Sets of built layers that are kept, those built last."""


@dataclass(frozen=True, eq=False)
class Boundaries:
    """The boundary layers in use.

    `source` is ``"shipped"`` or the path of the file that replaced shipped layers; `credits`
    has the credit of every layer that was replaced, by name; `faults` says why a replacement
    was refused, `doubts` what may be wrong with one that was accepted.
    """

    layers: dict[str, Layer]
    source: str = SHIPPED
    credits: Mapping[str, BoundaryNote] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def build_boundaries(facts: Facts, *, data_folder: Path, out_folder: Path) -> Boundaries:
    """Draw all layers from the gazetteer and write their files.

    Parameters
    ----------
    facts
        The facts of the data folder.
    data_folder
        The data folder.
    out_folder
        Where the files go; files of earlier builds are removed from it.

    Returns
    -------
    boundaries : Boundaries
        What was written; the same input gives the same bytes.

    Raises
    ------
    FactsError
        If the gazetteer is faulty.
    """
    layers = _drawn_layers(facts, data_folder)
    write_layers(layers, folder=out_folder, made_from=_fingerprint(facts, data_folder))
    return Boundaries(layers)


def shipped_boundaries(facts: Facts, *, folder: Path) -> Boundaries:
    """Read the layers that a data folder holds.

    Parameters
    ----------
    facts
        The facts of the data folder.
    folder
        The data folder; the layers are in its folder ``boundaries``.

    Returns
    -------
    boundaries : Boundaries

    Raises
    ------
    BoundariesError
        If a layer is missing, damaged or older than the gazetteer or the names of its units.
    """
    made_from = _fingerprint(facts, folder)
    return Boundaries(read_layers(facts, folder=folder / FOLDER, made_from=made_from))


def load_boundaries(
    facts: Facts,
    *,
    folder: Path,
    replacement: Path | None = None,
    credit: str = "",
    beside: Path | None = None,
) -> Boundaries:
    """Choose the boundaries to use: the shipped ones, or a sound replacement.

    No file is looked at later: what is returned stays good when the folders change.

    Parameters
    ----------
    facts
        The facts of the data folder.
    folder
        The data folder. Layers that are missing or out of date in it are built from its
        gazetteer.
    replacement
        A GeoPackage as `geo.boundaries.brought.geopackage` describes it; without one `OWN_FILE`
        of the folder, if it is there.
    credit
        Words that credit the layers of the GeoPackage; if empty, the description of each layer
        does.
    beside
        Where layers that had to be built are kept for the next time, by what they are built
        from; without it nothing is written.

    Returns
    -------
    boundaries : Boundaries
        For a faulty replacement the shipped layers, with every reason in `faults`; for one that
        lacks layers, the shipped ones in their places.

    Raises
    ------
    FactsError
        If the shipped layers are out of date and the gazetteer is faulty.
    """
    try:
        shipped = shipped_boundaries(facts, folder=folder)
    except BoundariesError:
        shipped = Boundaries(_built_layers(facts, folder, beside))
    if replacement is None:
        if not (folder / OWN_FILE).is_file():
            return shipped
        replacement, credit = folder / OWN_FILE, own_credit(folder)
    # only files of others are opened with it, and it is dear to import
    from geo.boundaries.brought.geopackage import read_replacement

    known = layer_polygons(shipped)
    try:
        found = read_replacement(facts, replacement, known=known)
    except BoundariesError as error:
        return replace(shipped, faults=error.faults)
    context = read_context(facts, folder=folder)
    made = make_layers(facts, {**known, **found.polygons}, context=context)
    layers = {
        name: made[name] if name in found.polygons else layer
        for name, layer in shipped.layers.items()
    }
    given = {name: credit or found.credits.get(name, "") for name in found.polygons}
    doubts = found.doubts if all(given.values()) else (*found.doubts, Doubt("credit", ""))
    notes = {name: _credit(text, replacement.name) for name, text in given.items()}
    return Boundaries(layers, str(replacement), notes, doubts=doubts)


def own_credit(folder: Path) -> str:
    """Return the words that credit the layers that a data folder brings; empty without any."""
    file = folder / OWN_CREDIT
    return " ".join(file.read_text(encoding="utf-8").split()) if file.is_file() else ""


def layer_polygons(boundaries: Boundaries) -> dict[str, GeoSeries]:
    """Return the polygons of every layer, by its name; their index are the codes."""
    frames = {name: layer.frame for name, layer in boundaries.layers.items()}
    return {name: frame.set_index("code").geometry for name, frame in frames.items()}


def log_lines(facts: Facts, boundaries: Boundaries) -> list[str]:
    """Say what an operator should know of a replacement, one line each, in English."""
    refused = [f"BOUNDARIES is not used: {fault}" for fault in boundaries.faults]
    told = [doubt_text(facts, doubt, lang="en") for doubt in boundaries.doubts]
    return [*refused, *(f"BOUNDARIES: {text}" for text in told)]


def _credit(text: str, file: str) -> BoundaryNote:
    """Return a credit in both languages; a file that names no source is credited by its name."""
    words = {lang: text or texts(lang)("data.credit_unknown", file=file) for lang in LANGUAGES}
    return BoundaryNote(words["vi"], words["en"])


def _drawn_layers(facts: Facts, folder: Path) -> dict[str, Layer]:
    gazetteer = read_gazetteer(facts, folder=folder)
    context = read_context(facts, folder=folder)
    return make_layers(facts, gazetteer_layers(facts, gazetteer), context=context)


def _built_layers(facts: Facts, folder: Path, beside: Path | None) -> dict[str, Layer]:
    """Return layers that were built before and kept, or build them."""
    if beside is None:
        return _drawn_layers(facts, folder)
    made_from = _fingerprint(facts, folder)
    kept = beside / made_from
    with suppress(BoundariesError):
        return read_layers(facts, folder=kept, made_from=made_from)
    layers = _drawn_layers(facts, folder)
    # without room for them, or leave to write, they are built again
    with suppress(OSError):
        write_layers(layers, folder=kept, made_from=made_from)
        others = [each for each in beside.iterdir() if each != kept]
        for old in sorted(others, key=lambda each: each.stat().st_mtime)[: 1 - _KEPT]:
            shutil.rmtree(old, ignore_errors=True)
    return layers


def _words(facts: Facts, unit: Unit) -> list[str]:
    """Return what is written of a unit, by its name or by the crosswalk, in every language."""
    return [
        words
        for lang in LANGUAGES
        for words in (unit_name(unit, lang=lang), districts_line(facts, unit, lang=lang))
    ]


def _fingerprint(facts: Facts, folder: Path) -> str:
    """Return a short hash of all that the layers are drawn and named from."""
    named = {
        spec.name: [
            (unit.code, unit.parent_code, *_words(facts, unit))
            for unit in level_units(facts, level=spec.level, vintage=spec.vintage)
        ]
        for spec in layer_specs(facts.province)
    }
    province = facts.province
    grids = [asdict(grid) for grid in (province.grid, province.context_grid) if grid]
    plan = [FORMAT, TOLERANCE, SPECK_HA, grids, named]
    digest = hashlib.sha256(json.dumps(plan).encode())
    around = [table for table in CONTEXT if (folder / table.file).is_file()]
    for table in (ATOMS, RUNS, *around):
        digest.update(same_in_any_editor((folder / table.file).read_bytes()))
    return digest.hexdigest()[:12]
