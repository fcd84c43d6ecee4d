"""A meeting as long as one can be: the shipped scenes, and maps of communes behind them."""

from itertools import chain, islice, zip_longest
from pathlib import Path

from geo.facts.load import load_facts
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.saved.meeting import MOST_SCENES, Meeting, Scene, shipped_meeting, write_meeting
from geo.views.address import write_query


def write_many(data: Path, file: Path) -> None:
    """Write the meeting of a data folder into a file.

    Maps of communes are the largest scenes there are. They follow each other by boundaries and
    indicator, so that no two in a row are alike.
    """
    atlas = Atlas(load_facts(data))
    shipped = shipped_meeting(atlas, data)
    known = {scene.query for scene in shipped.scenes}
    series = [
        [
            View(indicator, year, "commune", vintage.id)
            for year in reversed(atlas.years(indicator, "commune", vintage.id))
        ]
        for indicator in atlas.facts.indicators
        for vintage in atlas.facts.province.vintages
        if vintage.has_geometry
    ]
    turned = chain.from_iterable(zip_longest(*series))
    queries = dict.fromkeys(write_query(view) for view in turned if view is not None)
    more = (Scene(query) for query in queries if query not in known)
    scenes = tuple(islice(chain(shipped.scenes, more), MOST_SCENES))
    if len(scenes) < MOST_SCENES:
        raise ValueError(f"{len(scenes)} scenes are all that the facts have")
    file.write_bytes(write_meeting(Meeting(shipped.title, scenes)))
