"""The message that draws a plan on the map: known, planned by year, not planned."""

from geo.figures.atlas import Atlas
from geo.frame.message import own_message
from geo.language.texts import texts
from geo.reading.progress.statuses import LOOKS
from geo.targets.plan import Knowledge, Plan, count_share_target, plan_years
from geo.views.palettes import sequential, theme_palette

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_KNOWN_FILL = LOOKS["achieved"].colour
_PENDING_FILL = "#a8d5b5"


def plan_message(
    atlas: Atlas, plan: Plan, known: Knowledge, *, lang: str, layer: str, words: str
) -> dict[str, object]:
    """Build the message for the map's frame.

    Parameters
    ----------
    atlas
        The atlas.
    plan
        The plan.
    known
        What is known of the communes today.
    lang
        Language.
    layer, words
        Addresses of the boundary layer and of the frame's words in that language.

    Returns
    -------
    message : dict
        As that of `geo.frame.message.frame_message`. Classes are the communes known to meet the
        standard, pending ones, then one for each year of the plan; the others are drawn as
        unknown.
    """
    t = texts(lang)
    target = count_share_target(atlas, plan.target_id)
    years = list(plan_years(atlas, target))
    phrases = [t("plan.known"), t("plan.pending"), *(t("plan.in_year", year=y) for y in years)]
    palette = theme_palette(atlas.facts.province, target.theme)
    fills = [_KNOWN_FILL, _PENDING_FILL, *reversed(sequential(palette, k=len(years)))]
    concerned = {unit.code for unit in known.units}
    classes, bases, values = [], [], []
    for unit in atlas.units("commune", plan.vintage):
        at = _class(unit.code, plan, known, years)
        classes.append("-" if at is None else _DIGITS[at])
        bases.append("x" if unit.code not in concerned else "n" if at is None else "o")
        values.append("" if at is None else f"{{{at}}}")
    return own_message(
        ("plan", plan_stamp(plan), lang),
        layer=layer,
        words=words,
        caption=plan.name or t("plan.unnamed"),
        year=str(target.target_year),
        fills=fills,
        classes="".join(classes),
        bases="".join(bases),
        phrases=phrases,
        values=values,
    )


def plan_stamp(plan: Plan) -> str:
    """Return what tells two states of a plan apart."""
    return ",".join(f"{code}:{year}" for code, year in sorted(plan.years.items()))


def _class(code: str, plan: Plan, known: Knowledge, years: list[int]) -> int | None:
    if code in known.met:
        return 0
    if code in plan.years:
        return 2 + years.index(plan.years[code])
    return 1 if code in known.pending else None
