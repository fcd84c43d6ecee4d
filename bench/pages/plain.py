"""The plain way: a new `folium.Choropleth` for every year, shown by `st_folium`.

Written as the manuals of the two show it, and where that needs more than this host, in the faster
way: there are no tiles, Leaflet is the only script, and the colour scale is left out.
"""

import folium
import geopandas as gpd
import streamlit as st
from streamlit_folium import st_folium

from bench.shapes import made_up_values, read_polygons


@st.cache_resource
def polygons(layer: str) -> gpd.GeoDataFrame:
    """Read the polygons once."""
    return read_polygons(layer)


def choropleth(shapes: gpd.GeoDataFrame, year: int) -> folium.Map:
    """Draw the made-up values of a year."""
    west, south, east, north = shapes.total_bounds
    plain = folium.Map(tiles=None)
    plain.default_js = [("leaflet", "/leaflet/leaflet.js")]
    plain.default_css = [("leaflet_css", "/leaflet/leaflet.css")]
    layer = folium.Choropleth(
        geo_data=shapes,
        data=made_up_values(shapes["code"], year),
        columns=["code", "value"],
        key_on="feature.properties.code",
        fill_color="YlGnBu",
    )
    # its scripts come from other hosts
    for name in [name for name in layer._children if name.startswith("color_map")]:
        del layer._children[name]
    drawn = layer.geojson.style_function
    # the one addition: by it the measurement sees which year the polygons show
    layer.geojson.style_function = lambda feature: {**drawn(feature), "className": f"year-{year}"}
    layer.add_to(plain)
    plain.fit_bounds([[south, west], [north, east]])
    return plain


st.set_page_config(layout="wide")
years = [int(each) for each in st.query_params["years"].split(",")]
chosen = st.select_slider("Năm", years, value=years[-1])
shapes = polygons(st.query_params["layer"])
st_folium(choropleth(shapes, chosen), key="plain", height=590, use_container_width=True)
