"""A constant map, and a `GeoJson` in a feature group of its own for every year."""

import folium
import geopandas as gpd
import streamlit as st
from streamlit_folium import st_folium

from bench.shapes import SCALE, made_up_values, read_polygons


@st.cache_resource
def polygons(layer: str) -> gpd.GeoDataFrame:
    """Read the polygons once."""
    return read_polygons(layer)


def base_map(shapes: gpd.GeoDataFrame) -> folium.Map:
    """Return the map that stays, with Leaflet from this server."""
    west, south, east, north = shapes.total_bounds
    constant = folium.Map(tiles=None)
    constant.default_js = [("leaflet", "/leaflet/leaflet.js")]
    constant.default_css = [("leaflet_css", "/leaflet/leaflet.css")]
    constant.fit_bounds([[south, west], [north, east]])
    return constant


def coloured(shapes: gpd.GeoDataFrame, year: int) -> folium.FeatureGroup:
    """Return the made-up values of a year, with a class by which the measurement sees it."""
    filled = shapes.merge(made_up_values(shapes["code"], year), on="code")
    group = folium.FeatureGroup(name="values")
    folium.GeoJson(
        filled,
        style_function=lambda feature: {
            "className": f"year-{year}",
            "fillColor": SCALE(feature["properties"]["value"]),
            "color": "black",
            "weight": 1,
            "fillOpacity": 0.6,
        },
    ).add_to(group)
    return group


st.set_page_config(layout="wide")
years = [int(each) for each in st.query_params["years"].split(",")]
chosen = st.select_slider("Năm", years, value=years[-1])
shapes = polygons(st.query_params["layer"])
st_folium(
    base_map(shapes),
    feature_group_to_add=coloured(shapes, chosen),
    key="feature",
    height=590,
    use_container_width=True,
)
