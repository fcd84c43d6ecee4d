"""What has to be known of an exhibit, in words: for the notes of slides and of workbooks."""

from geo.meeting.exhibit import Exhibit
from geo.reading.notes import cell_notes, indicator_note


def exhibit_lines(exhibit: Exhibit) -> list[str]:
    """Return the remarks of an exhibit, then its lists, a line each."""
    titles = {title for title, _ in exhibit.sections}
    lines = [each for each in exhibit.remarks if each not in titles]
    return lines + [f"{title}: {'; '.join(listed)}" for title, listed in exhibit.sections]


def exhibit_notes(exhibit: Exhibit, *, lang: str) -> list[tuple[str, str]]:
    """Define the indicators of an exhibit, and the bases and flags of its figures."""
    notes = [indicator_note(each, lang=lang) for each in exhibit.indicators]
    return notes + cell_notes(exhibit.cells, lang=lang)
