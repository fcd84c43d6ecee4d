"""The plain way: a new `folium.Choropleth` for every year, shown by `st_folium`.

Written as the manuals of the two show it, and where that needs more than this host, in the faster
way: there are no tiles, Leaflet is the only script, and the colour scale is left out.

The values are made up, for the measurement alone: no figure of the province.
"""

import json
import random

import folium
import geopandas as gpd
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from ui.server.settings import ROOT

BOUNDARIES = ROOT / "data" / "boundaries"


@st.cache_resource
def polygons(layer: str) -> gpd.GeoDataFrame:
    """Read the polygons of a boundary layer, with their codes."""
    index = json.loads((BOUNDARIES / "index.json").read_text(encoding="utf-8"))
    content = json.loads((BOUNDARIES / index[layer]["file"]).read_text(encoding="utf-8"))
    features = [
        {"type": "Feature", "properties": {"code": unit["code"]}, "geometry": unit["g"]}
        for unit in content["units"]
    ]
    return gpd.GeoDataFrame.from_features(features, crs="EPSG:4326")


def made_up_values(codes: pd.Series, year: int) -> pd.DataFrame:
    """Invent a value per unit, the same ones for a year each time."""
    dice = random.Random(year)
    return pd.DataFrame({"code": codes, "value": [dice.uniform(0, 100) for _ in codes]})


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
