"""The server: Streamlit's app around ui/main.py, with routes and headers of its own.

Start it with ``python app.py``. It stops with exit code 2 when the settings or the data folder
are faulty, and prints every fault.
"""

import logging
import signal
import sys
import threading
from types import FrameType

from streamlit.config import set_option
from streamlit.starlette import App

from geo.boundaries.choose import log_lines
from geo.errors import FaultyInputError
from geo.facts.fault_report import report
from ui.server import assets, loaded, routes
from ui.server.making import shop
from ui.server.sent.at_once import send_at_once
from ui.server.sent.packed import pack_program
from ui.server.settings import ROOT
from ui.server.watched.heads import bound_connections
from ui.server.watched.lines import write_json_lines
from ui.session.faults import tell_fault
from ui.session.making.deferred import make_elsewhere

log = logging.getLogger("atlas")

try:
    loaded.newest()
    assets.assets()
except FaultyInputError as error:
    print("The atlas cannot start:", *report(error.faults), sep="\n  ", file=sys.stderr)
    sys.exit(2)

if loaded.settings().json_log:
    write_json_lines()
for line in (*log_lines(loaded.facts(), loaded.boundaries()), *loaded.newest().shown.problems):
    log.warning("%s", line)
threading.Thread(target=loaded.follow_store, name="store", daemon=True).start()
threading.Thread(target=pack_program, name="program", daemon=True).start()
send_at_once()
make_elsewhere()

app = App(
    ROOT / "ui" / "main.py",
    secrets=loaded.settings().editors.secrets,
    routes=routes.routes(),
    middleware=routes.middleware(),
    on_script_error=tell_fault,
)
if __name__ != "__main__":
    # started by another program, which does not know the settings
    set_option("server.baseUrlPath", loaded.settings().base_path)


def end_in_order(_number: int, _frame: FrameType | None) -> None:
    """End as an error does, so that what clears away at the end gets its turn."""
    shop.close()
    sys.exit(0)


if __name__ == "__main__":
    # the server stops in order, then sends itself the signal once more
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end_in_order)
    settings = loaded.settings()
    config = {
        "server.port": settings.port,
        "server.address": settings.address,
        "browser.serverAddress": settings.shown_name,
        "server.baseUrlPath": settings.base_path,
        "logger.enableRich": False,
    }
    bound_connections(sessions=settings.most_sessions)
    try:
        app.run(config=config)
    except OSError as error:
        print(f"The atlas cannot listen on {settings.address}: {error}", file=sys.stderr)
        sys.exit(2)
