"""Portraits as files: one, or those of many units in a zip."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from geo.boundaries.layer_files import Layer
from geo.documents.tables.packages.zipped import zipped
from geo.facts.model import Unit
from geo.figures.atlas import Atlas
from geo.language.plain import slug
from geo.language.texts import texts
from geo.meeting.stage import Steps, Tell
from geo.places.unit_names import unit_name
from geo.places.units import level_units
from geo.reading.imprint import download_name
from geo.views.portrait.portrait import Portrait, portrait_of

PORTRAIT_FORMS = ("pdf", "docx")


def to_portrait(
    atlas: Atlas,
    portrait: Portrait,
    layers: Mapping[str, Layer],
    *,
    form: str,
    lang: str,
    now: datetime | None = None,
) -> bytes:
    """Write a portrait in one of `PORTRAIT_FORMS`; what makes it is imported here, as it is slow.

    Raises
    ------
    ValueError
        There is no such form.
    """
    if form == "pdf":
        from geo.documents.paper.one_unit.portrait import to_portrait_pdf

        return to_portrait_pdf(atlas, portrait, layers, lang=lang, now=now)
    if form == "docx":
        from geo.documents.office.portrait_word import to_portrait_docx

        return to_portrait_docx(atlas, portrait, layers, lang=lang, now=now)
    raise ValueError(f"unknown form {form!r}; one of {', '.join(PORTRAIT_FORMS)}")


def portrait_file_name(atlas: Atlas, unit: Unit, form: str, *, lang: str) -> str:
    """Name the file of a unit's portrait."""
    parts = (texts(lang)("file.portrait"), unit_name(unit, lang=lang))
    return download_name(atlas.facts.province, *parts, ending=form, lang=lang)


def portraits_zip_name(atlas: Atlas, form: str, *, lang: str) -> str:
    """Name the zip of the portraits of all communes."""
    t = texts(lang)
    return download_name(atlas.facts.province, t("file.portrait"), form, ending="zip", lang=lang)


def units_of_today(atlas: Atlas) -> tuple[Unit, ...]:
    """Return the communes of the newest boundaries, whose portraits go into one zip."""
    return level_units(atlas.facts, level="commune", vintage=atlas.facts.province.vintage_ids[-1])


def portraits_zip(
    atlas: Atlas,
    units: Sequence[Unit],
    layers: Mapping[str, Layer],
    *,
    form: str,
    lang: str,
    tell: Tell | None = None,
    now: datetime | None = None,
) -> bytes:
    """Write the portraits of units into one zip.

    Parameters
    ----------
    atlas
        The atlas.
    units
        The units.
    layers
        The boundary layers by name.
    form
        One of `PORTRAIT_FORMS`.
    lang
        Language.
    tell
        See `geo.meeting.stage.Steps`; one step is a unit.
    now
        Moment of making, with a time zone; None for the present.

    Returns
    -------
    content : bytes
        ZIP; its files are named by code and name.
    """
    steps, files = Steps(len(units), tell=tell), {}
    for unit in units:
        name = f"{unit.code}-{slug(unit_name(unit, lang=lang))}.{form}"
        found = portrait_of(atlas, unit)
        files[name] = to_portrait(atlas, found, layers, form=form, lang=lang, now=now)
        steps.done()
    return zipped(files)
