"""The names of all units, ready to be searched by whatever page."""

from geo.facts.lifetime import kept_with
from geo.figures.atlas import Atlas
from geo.places.search import SearchIndex


@kept_with(1)
def search_index(atlas: Atlas) -> SearchIndex:
    """Return the index of the facts of an atlas, made once."""
    return SearchIndex(atlas.facts)
