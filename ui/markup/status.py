"""A status as HTML: symbol and word in its colour."""

from geo.language.texts import texts
from geo.reading.progress.caveats import is_near
from geo.reading.progress.statuses import status_text
from geo.targets.assessment import Status
from geo.targets.progress import Progress
from ui.markup import elements


def status_html(status: Status, *, lang: str) -> str:
    """Return a status as symbol and word in its colour."""
    return elements.text("span", status_text(status, lang=lang), css=f"status {status}")


def progress_html(measured: Progress, *, lang: str) -> str:
    """Return the status of a progress, and whether it is near a bound, as HTML."""
    shown = status_html(measured.status, lang=lang)
    if is_near(measured):
        t = texts(lang)
        shown += " " + elements.text("span", t("targets.near_alone"), css="near")
    return shown
