"""What an export says of its own making: version of the data, day, boundaries."""

from datetime import UTC, date, datetime

from geo.boundaries.layers import layer_name
from geo.facts.model import Level, Province
from geo.figures.atlas import Atlas
from geo.language.numbers import format_date
from geo.language.plain import slug
from geo.language.texts import pick, texts


def moment_of_making(now: datetime | None = None) -> datetime:
    """Return a moment, or the present one, in UTC.

    Parameters
    ----------
    now
        The moment, with its time zone; None for the present.

    Returns
    -------
    moment : datetime
        The same moment.

    Raises
    ------
    ValueError
        The moment has no time zone, so that its day is not known.
    """
    if now is None:
        return datetime.now(UTC)
    if now.tzinfo is None:
        raise ValueError("the moment of making needs a time zone")
    return now.astimezone(UTC)


def local_day(province: Province, now: datetime | None = None) -> date:
    """Return the day that a moment, or the present, falls on in a province."""
    return moment_of_making(now).astimezone(province.time_zone.zone).date()


def download_name(
    province: Province, *parts: str, ending: str, lang: str, now: datetime | None = None
) -> str:
    """Name a file that a reader takes away.

    Parameters
    ----------
    province
        The province.
    *parts
        What it holds: a meeting's title, an indicator with its year; empty ones are left out.
    ending
        Ending without its dot.
    lang
        Language of the atlas's own name.
    now
        Moment of making; None for the present.

    Returns
    -------
    name : str
        ASCII, with the day in the province: ``lang-son-2030-cuoc-hop-2026-11-25.pptx``.
    """
    name = pick(province, "name", lang)
    atlas = texts(lang)("app.title", province=name, year=province.horizon)
    day = local_day(province, now).isoformat()
    named = [each for each in map(slug, (atlas, *parts)) if each]
    return f"{'-'.join([*named, day])}.{ending}"


def made_on(province: Province, now: datetime | None = None, *, lang: str) -> str:
    """Print the day of making: "1/7/2025"."""
    return format_date(local_day(province, now), lang=lang)


def moment_text(province: Province, time: str, *, lang: str) -> str:
    """Print a moment, UTC in ISO 8601, by the clocks of a province: "14:05 1/7/2025"."""
    moment = datetime.fromisoformat(time).astimezone(province.time_zone.zone)
    return f"{moment:%H:%M} {format_date(moment.date(), lang=lang)}"


def revision_number(atlas: Atlas) -> int | None:
    """Return the number of the revision that the facts are; None where nothing was published."""
    published = atlas.facts.published
    return None if published is None else published.revision.number


def version_text(atlas: Atlas, *, lang: str) -> str:
    """Return the version of the data; which revision of the store it is, or that it is none."""
    if atlas.facts.draft:
        return texts(lang)("export.draft", version=atlas.facts.version)
    number = revision_number(atlas)
    if number is None:
        return atlas.facts.version
    key = "export.revision" if number else "export.revision_shipped"
    return texts(lang)(key, version=atlas.facts.version, number=number)


def imprint(atlas: Atlas, now: datetime | None = None, *, lang: str) -> str:
    """Name the version of the data and the day of making in one line.

    Parameters
    ----------
    atlas
        The atlas.
    now
        Moment of making; None for the present.
    lang
        Language.

    Returns
    -------
    line : str
        "Phiên bản số liệu 0123456789ab · lập ngày 1/7/2025".
    """
    version = version_text(atlas, lang=lang)
    day = made_on(atlas.facts.province, now, lang=lang)
    return texts(lang)("export.imprint", version=version, day=day)


def boundary_credit(atlas: Atlas, level: Level, vintage: str, *, lang: str) -> str:
    """Return the words that credit a layer of boundaries.

    Parameters
    ----------
    atlas
        The atlas.
    level, vintage
        The level and the boundaries that are drawn.
    lang
        Language.

    Returns
    -------
    credit : str
        Those of the file that replaced the layer, else the province's for its shipped ones.
    """
    own = atlas.boundary_credits.get(layer_name(level, vintage))
    if own is not None:
        return pick(own, "text", lang)
    province = atlas.facts.province
    return pick(province, "boundary_credit", lang)
