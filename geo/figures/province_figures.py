"""The province's own figures, which stand beside those of its units."""

from geo.facts.model import Unit
from geo.figures.atlas import Atlas, Cell
from geo.figures.view import View


def province_unit(atlas: Atlas) -> Unit:
    """Return the province as a unit; its boundaries are those of the default vintage."""
    return atlas.units("province", atlas.facts.province.default_vintage)[0]


def province_figure(atlas: Atlas, indicator_id: str, year: int) -> Cell:
    """Return the province's cell of an indicator and year, the figure beside every map."""
    province = province_unit(atlas)
    return atlas.cell(View(indicator_id, year, "province", province.vintage), province)


def newest_province_figure(atlas: Atlas, indicator_id: str) -> Cell | None:
    """Return the province's newest figure of an indicator, or None."""
    series = atlas.series(indicator_id, province_unit(atlas))
    return series[-1] if series else None
