"""What the pages beside the atlas draw: polygons of a boundary layer, with values made up.

The values are for the measurement alone: no figure of the province.
"""

import json
import os
import random
from collections.abc import Iterable
from pathlib import Path

import geopandas as gpd
import pandas as pd
from branca.colormap import LinearColormap

from ui.server.settings import ROOT

SCALE = LinearColormap(["#ffffd9", "#41b6c4", "#081d58"], vmin=0, vmax=100)
"""Colours of the values."""


def read_polygons(layer: str) -> gpd.GeoDataFrame:
    """Read the polygons of a boundary layer of the data folder in use, with their codes."""
    folder = Path(os.environ.get("DATA_DIR") or ROOT / "data") / "boundaries"
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    content = json.loads((folder / index[layer]["file"]).read_text(encoding="utf-8"))
    features = [
        {"type": "Feature", "properties": {"code": unit["code"]}, "geometry": unit["g"]}
        for unit in content["units"]
    ]
    return gpd.GeoDataFrame.from_features(features, crs="EPSG:4326")


def made_up_values(codes: Iterable[str], year: int) -> pd.DataFrame:
    """Invent a value per unit, the same ones for a year each time."""
    known, dice = list(codes), random.Random(year)
    return pd.DataFrame({"code": known, "value": [dice.uniform(0, 100) for _ in known]})
