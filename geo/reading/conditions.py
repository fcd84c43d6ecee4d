"""A filter in words: what its classes and districts are called, and its conditions as a line."""

from geo.facts.model import Unit
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.language.texts import texts
from geo.places.districts import district_heading, districts_by_commune
from geo.places.unit_names import unit_in_sentence, unit_name
from geo.reading.class_labels import class_labels
from geo.reading.sentences import view_sentence, view_title
from geo.reading.values import unknown_text
from geo.views.drawing import Drawing
from geo.views.filters import NO_CLASS, Filter, kept
from geo.views.typed_numbers import write_number


def class_names(atlas: Atlas, drawing: Drawing, *, lang: str) -> dict[str, str]:
    """Return what a filter can keep of a drawing's classes, by its key: the unknown come last."""
    labels = class_labels(atlas, drawing, lang=lang)
    known = {str(at): label for at, label in enumerate(labels)}
    return known | {NO_CLASS: unknown_text(drawing.kind, lang=lang)}


def district_names(atlas: Atlas, view: View, *, lang: str) -> dict[str, str]:
    """Return the districts a filter can keep of a view, by code: for communes the former ones."""
    return {unit.code: unit_name(unit, lang=lang) for unit in _districts(atlas, view)}


def _districts(atlas: Atlas, view: View) -> list[Unit]:
    if view.level == "commune":
        found = districts_by_commune(atlas.facts, view.vintage).values()
        return [district for districts in found for district in districts]
    return list(atlas.units("district", view.vintage))


def filter_title(atlas: Atlas, drawing: Drawing, chosen: Filter, *, lang: str) -> str:
    """Name a filter as a part of a title: "đã lọc: huyện Cao Lộc (cũ)"; empty without a filter."""
    if not chosen:
        return ""
    conditions = _said(atlas, drawing, chosen, lang)
    return texts(lang)("filter.line", conditions=conditions)


def full_title(atlas: Atlas, drawing: Drawing, chosen: Filter, *, lang: str) -> str:
    """Return the title of a drawing with the filter laid on it."""
    title = view_title(atlas, drawing.view, lang=lang)
    return " – ".join(filter(None, (title, filter_title(atlas, drawing, chosen, lang=lang))))


def full_sentence(atlas: Atlas, drawing: Drawing, chosen: Filter, *, lang: str) -> str:
    """Read a drawing aloud, and what the filter laid on it keeps beside the whole."""
    said = view_sentence(atlas, drawing, lang=lang)
    return " ".join(filter(None, (said, filter_line(atlas, drawing, chosen, lang=lang))))


def filter_line(atlas: Atlas, drawing: Drawing, chosen: Filter, *, lang: str) -> str:
    """Say what a filter asks and how many units answer it.

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
    line : str
        "Đã lọc: huyện Cao Lộc (cũ). Giữ lại 10 trong 65 đơn vị."; that none does is said in words.
        Empty without a filter.
    """
    if not chosen:
        return ""
    count = sum(kept(atlas, drawing, chosen))
    return texts(lang)(
        "filter.line_kept" if count else "filter.line_none",
        conditions=_said(atlas, drawing, chosen, lang),
        count=count,
        all=len(drawing.cells),
    )


def _said(atlas: Atlas, drawing: Drawing, chosen: Filter, lang: str) -> str:
    """Write the conditions of a filter as they stand inside a sentence."""
    t = texts(lang)
    classes = class_names(atlas, drawing, lang=lang)
    found = _districts(atlas, drawing.view)
    districts = {unit.code: unit_in_sentence(unit, lang=lang) for unit in found}
    former = "filter.said_former" if drawing.view.level == "commune" else ""
    said = [
        ("filter.said_classes", [classes.get(key, key) for key in chosen.classes]),
        (former, [districts.get(key, key) for key in chosen.districts]),
        ("", [t(f"zone.{key}") for key in chosen.zone]),
        ("filter.said_low", _as_written(chosen.low, lang)),
        ("filter.said_high", _as_written(chosen.high, lang)),
    ]
    either = f" {t('filter.or')} "
    joined = [(key, either.join(values)) for key, values in said if values]
    return "; ".join(t(key, values=values) if key else values for key, values in joined)


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
    before = district_heading(atlas.facts, lang=lang)
    said = [
        (t("filter.classes"), [classes.get(key, key) for key in chosen.classes]),
        (before, [districts.get(key, key) for key in chosen.districts]),
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
