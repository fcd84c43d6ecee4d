"""Which boundary layers a province has."""

from collections.abc import Iterable
from dataclasses import dataclass

from geo.facts.model import Level, Province
from geo.places.vintages import district_vintage, drawn_vintages

SHAPES = ".shp"
SHAPEFILE = (SHAPES, ".shx", ".dbf", ".prj", ".cpg")
"""Endings of the files of a layer that are looked at."""
OWN_FILE = "boundaries.gpkg"
"""In a data folder: layers in the place of those drawn from its gazetteer."""
OWN_CREDIT = "boundaries.txt"
"""Beside it: words that credit them, as one line."""


@dataclass(frozen=True)
class LayerSpec:
    """A boundary layer: its name, level and the vintage whose units it shows."""

    name: str
    level: Level
    vintage: str


def layer_name(level: Level, vintage: str) -> str:
    """Name the boundary layer of a level and vintage.

    Parameters
    ----------
    level
        Level of the units.
    vintage
        Id of a vintage with geometry; only communes have a layer for each.

    Returns
    -------
    name : str
        ``"commune-2025-07-01"``, ``"district"`` or ``"province"``.
    """
    return f"commune-{vintage}" if level == "commune" else level


def layer_specs(province: Province) -> tuple[LayerSpec, ...]:
    """List the boundary layers of a province.

    Parameters
    ----------
    province
        The province.

    Returns
    -------
    specs : tuple of LayerSpec
        The communes of every vintage with geometry, oldest first; the districts of the
        newest vintage that has them, if any has; the province.
    """
    specs = [
        LayerSpec(layer_name("commune", vintage), "commune", vintage)
        for vintage in drawn_vintages(province)
    ]
    districts = district_vintage(province)
    if districts:
        specs.append(LayerSpec(layer_name("district", districts), "district", districts))
    name = layer_name("province", province.default_vintage)
    return (*specs, LayerSpec(name, "province", province.default_vintage))


def first_codes(codes: Iterable[str]) -> str:
    """Print the first five of several codes.

    Parameters
    ----------
    codes
        Codes in the order wanted.

    Returns
    -------
    text : str
        "06184, 06187", with an ellipsis where there are more than five.
    """
    listed = list(codes)
    return ", ".join(listed[:5]) + (", …" if len(listed) > 5 else "")


def table_name(spec: LayerSpec) -> str:
    """Name the layer of the GeoPackage that replaces a shipped layer.

    Parameters
    ----------
    spec
        The shipped layer.

    Returns
    -------
    name : str
        ``"communes_2025-07-01"``, ``"districts"`` or ``"province"``.
    """
    if spec.level == "commune":
        return f"communes_{spec.vintage}"
    return "districts" if spec.level == "district" else "province"
