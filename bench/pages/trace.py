"""A `Choroplethmap` trace of Plotly with `st.plotly_chart`, on a white ground."""

import json

import plotly.graph_objects as go
import streamlit as st

from bench.shapes import made_up_values, read_polygons


@st.cache_resource
def polygons(layer: str) -> tuple[dict[str, object], list[str], tuple[float, ...]]:
    """Read the polygons once: as GeoJSON, their codes and their bounds."""
    shapes = read_polygons(layer)
    bounds = tuple(float(each) for each in shapes.total_bounds)
    return json.loads(shapes.to_json()), list(shapes["code"]), bounds


def figure(layer: str, year: int) -> go.Figure:
    """Draw the made-up values of a year; the measurement reads the year from ``meta``."""
    shapes, codes, (west, south, east, north) = polygons(layer)
    values = made_up_values(codes, year)["value"]
    trace = go.Choroplethmap(
        geojson=shapes,
        locations=codes,
        z=values,
        featureidkey="properties.code",
        colorscale="YlGnBu",
        showscale=False,
    )
    drawn = go.Figure(trace)
    drawn.update_layout(
        meta=year,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        map={
            "style": "white-bg",
            "center": {"lat": (south + north) / 2, "lon": (west + east) / 2},
            "zoom": 8 if east - west < 3 else 5,
        },
    )
    return drawn


st.set_page_config(layout="wide")
years = [int(each) for each in st.query_params["years"].split(",")]
chosen = st.select_slider("Năm", years, value=years[-1])
st.plotly_chart(figure(st.query_params["layer"], chosen), height=590)
