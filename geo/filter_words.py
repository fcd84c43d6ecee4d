"""A filter in words: what its classes and districts are called, and its conditions as a line."""

from geo.cells import Atlas
from geo.drawing import Drawing
from geo.filters import NO_CLASS, Filter
from geo.texts import texts
from geo.typed_numbers import write_number
from geo.units import districts_of, unit_name
from geo.views import View
from geo.wording import class_labels


def class_names(atlas: Atlas, drawing: Drawing, *, lang: str) -> dict[str, str]:
    """Return what a filter can keep of a drawing's classes, by its key: the unknown come last."""
    labels = class_labels(atlas, drawing, lang=lang)
    known = {str(at): label for at, label in enumerate(labels)}
    return known | {NO_CLASS: texts(lang)("legend.no_data")}


def district_names(atlas: Atlas, view: View, *, lang: str) -> dict[str, str]:
    """Return the districts a filter can keep of a view, by code: for communes the former ones."""
    if view.level == "commune":
        found = list(districts_of(atlas.facts, vintage=view.vintage).values())
    else:
        found = list(atlas.units("district", view.vintage))
    return {unit.code: unit_name(unit, lang=lang) for unit in found}


def conditions_text(atlas: Atlas, drawing: Drawing, chosen: Filter, *, lang: str) -> str:
    """Write the conditions of a filter in one line.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        What the filter is laid on.
    chosen
        The filter.
    lang
        Language.

    Returns
    -------
    str
        Each condition with its name, joined by semicolons; a key that the drawing does not
        have stands as it is.
    """
    t = texts(lang)
    classes = class_names(atlas, drawing, lang=lang)
    districts = district_names(atlas, drawing.view, lang=lang)
    said = [
        (t("filter.classes"), [classes.get(key, key) for key in chosen.classes]),
        (t("export.district"), [districts.get(key, key) for key in chosen.districts]),
        (t("filter.zone"), [t(f"zone.{key}") for key in chosen.zone]),
        (t("filter.low"), _as_written(chosen.low, lang)),
        (t("filter.high"), _as_written(chosen.high, lang)),
    ]
    return "; ".join(f"{name}: {', '.join(values)}" for name, values in said if values)


def _as_written(number: float | None, lang: str) -> list[str]:
    """Write a bound of a filter with all its decimals; nothing for none."""
    if number is None:
        return []
    return [write_number(number, lang=lang)]
