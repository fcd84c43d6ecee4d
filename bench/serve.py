"""The server of the two pages that the map is measured against: Streamlit's, and nothing else.

The settings are the atlas's own, from ``.streamlit/config.toml``. Nothing of the atlas is loaded,
as Streamlit looks through all objects of the process after every run. Leaflet comes from here.
"""

import os

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from streamlit.starlette import App
from xstatic.pkg import leaflet

from ui.server.settings import ROOT


async def _health(_request: Request) -> JSONResponse:
    return JSONResponse({"status": "ok"})


app = App(
    ROOT / "bench" / "pages" / f"{os.environ['BENCH_PAGE']}.py",
    routes=[Route("/healthz", _health), Mount("/leaflet", StaticFiles(directory=leaflet.BASE_DIR))],
)

if __name__ == "__main__":
    # Streamlit's own limit: the atlas has a smaller one, which pydeck exceeds at 3,321 polygons
    app.run(config={"server.port": int(os.environ["PORT"]), "server.maxMessageSize": 200})
