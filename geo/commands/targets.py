"""The command that measures targets, for scripts and for reading in a terminal."""

import argparse
import json

from geo.commands.options.shown import add_revision, chosen_facts
from geo.errors import ViewError
from geo.figures.atlas import Atlas
from geo.language.texts import LANGUAGES, pick, texts
from geo.reading.progress.caveats import status_phrase
from geo.reading.progress.words import pace_text, reasons_text
from geo.reading.values import SEPARATOR, quoted_text
from geo.targets.progress import Progress, all_progress

_PLACES = 6


def add_targets(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options of the command."""
    # an object has no words
    told = parser.add_mutually_exclusive_group()
    told.add_argument("--json", action="store_true", help="print a list of objects")
    parser.add_argument(
        "--programme", default="", metavar="ID", help="only the targets of one programme"
    )
    told.add_argument(
        "--lang", choices=LANGUAGES, default=LANGUAGES[0], help="language (default: %(default)s)"
    )
    add_revision(parser)
    parser.set_defaults(run=_targets)


def progress_object(measured: Progress, *, horizon: int) -> dict[str, object]:
    """Return the progress of a target as an object for other programs.

    Parameters
    ----------
    measured
        The progress.
    horizon
        The year of the projection that the object holds.

    Returns
    -------
    object : dict
        `target_id`, `indicator_id`, `unit_code`, `baseline_year`, `baseline_value`,
        `latest_year`, `latest_value`, `gap`, `observed_pace`, `required_pace`,
        `projectedhorizon`, `status`, `reason`; None where there is none. Paces are units a
        year, per cent for compound growth and averages. Several reasons are joined by
        `SEPARATOR`. A target for another year than the province's
        horizon has no projection.
    """
    target, found = measured.target, measured.assessed
    base, latest = measured.baseline, measured.latest
    ahead = found.projected if target.target_year == horizon else None
    return {
        "target_id": target.target_id,
        "indicator_id": target.indicator_id,
        "unit_code": target.unit_code,
        "baseline_year": base.observed_year if base else None,
        "baseline_value": base.value if base else None,
        "latest_year": latest.observed_year if latest else None,
        "latest_value": latest.value if latest else None,
        "gap": _rounded(found.gap),
        "observed_pace": _rounded(found.observed),
        "required_pace": _rounded(found.required),
        f"projected_{horizon}": _rounded(ahead),
        "status": measured.status,
        "reason": SEPARATOR.join(measured.reasons) or None,
    }


def _targets(options: argparse.Namespace) -> None:
    atlas = Atlas(chosen_facts(options))
    programmes = {target.programme for target in atlas.facts.targets.values()}
    if options.programme and options.programme not in programmes:
        raise ViewError("view.programme", value=options.programme, known=sorted(programmes))
    measured = all_progress(atlas, options.programme)
    if options.json:
        horizon = atlas.facts.province.horizon
        objects = [progress_object(each, horizon=horizon) for each in measured]
        print(json.dumps(objects, indent=1))
        return
    if not measured:
        print(texts(options.lang)("targets.no_targets"))
    for each in measured:
        print(_lines(atlas, each, options.lang))


def _lines(atlas: Atlas, measured: Progress, lang: str) -> str:
    """Return a target as two or three lines of text."""
    t = texts(lang)
    target, latest = measured.target, measured.latest
    text = pick(target, "text", lang)
    shown = t("targets.none")
    if latest is not None:
        value = quoted_text(atlas, measured.indicator, latest, lang=lang)
        shown = f"{value} ({latest.observed_year})"
    parts = [f"{t('targets.latest')}: {shown}"]
    for which in ("observed", "required"):
        pace = pace_text(measured, which, lang=lang)
        parts += [f"{t(f'targets.{which}')}: {pace}"] if pace else []
    status = status_phrase(measured, lang=lang).upper()
    lines = [f"{status}  {text} [{target.programme}]", f"    {'; '.join(parts)}"]
    reasons = reasons_text(atlas, measured, lang=lang)
    return "\n".join([*lines, f"    {reasons}"] if reasons else lines)


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, _PLACES)
