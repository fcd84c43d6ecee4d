"""A `GeoJsonLayer` of pydeck with `st.pydeck_chart`, without a base map."""

import geopandas as gpd
import pydeck
import streamlit as st

from bench.shapes import SCALE, made_up_values, read_polygons

MARK = (7, 9)
"""Red and blue of the first polygon: by them the measurement finds its green, the year."""


@st.cache_resource
def polygons(layer: str) -> gpd.GeoDataFrame:
    """Read the polygons once."""
    return read_polygons(layer)


def deck(shapes: gpd.GeoDataFrame, year: int) -> pydeck.Deck:
    """Draw the made-up values of a year."""
    west, south, east, north = shapes.total_bounds
    values = made_up_values(shapes["code"], year)["value"]
    colours = [list(SCALE.rgb_bytes_tuple(value)) for value in values]
    colours[0] = [MARK[0], year - 1900, MARK[1]]
    layer = pydeck.Layer(
        "GeoJsonLayer",
        shapes.assign(colour=colours),
        get_fill_color="colour",
        get_line_color=[80, 80, 80],
        line_width_min_pixels=1,
        opacity=1,
    )
    corners = [[west, south], [east, north]]
    return pydeck.Deck(
        [layer], initial_view_state=pydeck.data_utils.compute_view(corners), map_provider=None
    )


st.set_page_config(layout="wide")
years = [int(each) for each in st.query_params["years"].split(",")]
chosen = st.select_slider("Năm", years, value=years[-1])
st.pydeck_chart(deck(polygons(st.query_params["layer"]), chosen), height=590)
