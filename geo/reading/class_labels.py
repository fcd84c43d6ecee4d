"""The names of the classes of a drawing, as its legend has them."""

from itertools import pairwise

from geo.figures.atlas import Atlas
from geo.language.numbers import format_value, with_unit, written_decimals
from geo.language.texts import texts
from geo.reading.values import class_label, drawn_measure
from geo.views.classify import Classes
from geo.views.drawing import Drawing


def class_labels(
    atlas: Atlas, drawing: Drawing, *, lang: str, with_unit: bool = True
) -> tuple[str, ...]:
    """Name every class of a drawing for its legend.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        The drawing.
    lang
        Language.
    with_unit
        Whether each names the unit of measure, which a legend may say once for all.

    Returns
    -------
    labels
        One per class: "0%", "dưới 15%", "15 – 30%", "từ 60%", or the name of the class.
    """
    classes = drawing.classes
    if classes.ids:
        indicator_id = drawing.indicator.indicator_id
        return tuple(
            class_label(atlas.facts, indicator_id, class_id, lang=lang) for class_id in classes.ids
        )
    places, unit = drawn_measure(drawing, lang=lang)
    labels = _range_labels(classes, places, unit if with_unit else "", lang)
    if drawing.view.mode == "pace" and classes.zero:
        return (texts(lang)("reading.pace_met"), *labels[1:])
    return labels


def _range_labels(classes: Classes, places: int, unit: str, lang: str) -> tuple[str, ...]:
    t = texts(lang)
    if not classes.fills:
        return ()

    def printed(bound: float) -> str:
        return format_value(bound, decimals=written_decimals(bound), places=places, lang=lang)

    def measured(text: str) -> str:
        return with_unit(text, unit, lang=lang)

    labels = [measured("0")] if classes.zero else []
    bounds = [printed(bound) for bound in classes.bounds]
    if len(classes.fills) > len(labels):
        if not bounds:
            labels.append(t("legend.above_zero") if classes.zero else t("legend.all_values"))
        else:
            labels.append(t("legend.under", value=measured(bounds[0])))
            for low, high in pairwise(bounds):
                labels.append(t("legend.between", low=low, high=measured(high)))
            labels.append(t("legend.from", value=measured(bounds[-1])))
    return tuple(labels)
