"""What is counted, in the format that Prometheus reads: of requests and runs, never of readers."""

import hmac
import logging

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from ui.server import loaded

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
_BOUNDS = (0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15)
REQUESTS = Counter("atlas_requests", "Answers.", ["kind", "status"], registry=REGISTRY)
SECONDS = Histogram(
    "atlas_request_seconds",
    "To the end of an answer.",
    ["kind"],
    buckets=_BOUNDS,
    registry=REGISTRY,
)
RUNS = Histogram(
    "atlas_run_seconds",
    "Runs of a page that came to their end.",
    buckets=_BOUNDS,
    registry=REGISTRY,
)
SESSIONS = Gauge("atlas_sessions", "Pages that are open.", registry=REGISTRY)
FAULTS = Counter("atlas_faults", "Errors nobody foresaw.", ["where"], registry=REGISTRY)
DOCUMENTS = Counter(
    "atlas_documents", "Documents, by what came of them.", ["outcome"], registry=REGISTRY
)
DOCUMENTS_WAITING = Gauge("atlas_documents_waiting", "Documents in the line.", registry=REGISTRY)
REFUSED = Counter("atlas_refused", "What was refused, by its reason.", ["why"], registry=REGISTRY)
Gauge(
    "atlas_store_ok", "1 where the newest revision of the store is shown.", registry=REGISTRY
).set_function(lambda: float(not loaded.newest().shown.problems))
Gauge("atlas_revision", "Number of the revision that is shown.", registry=REGISTRY).set_function(
    lambda: float(loaded.newest().shown.revision)
)
_HERE = frozenset({"127.0.0.1", "::1"})
_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})

log = logging.getLogger(__name__)


async def metrics(request: Request) -> Response:
    """Answer with all numbers: to this machine itself, or to who shows the token."""
    if not (_is_here(request) or _has_token(request)):
        REFUSED.labels("metrics").inc()
        log.warning("refused: numbers for who is neither here nor has the token")
        return PlainTextResponse("Not found\n", status_code=404)
    headers = {"Cache-Control": "no-store"}
    return Response(generate_latest(REGISTRY), headers=headers, media_type=CONTENT_TYPE_LATEST)


def _is_here(request: Request) -> bool:
    """Tell whether a program of this machine asks, and no proxy on it for somebody else."""
    client = request.client.host if request.client else ""
    passed_on = "x-forwarded-for" in request.headers or "forwarded" in request.headers
    return client in _HERE and request.url.hostname in _NAMES and not passed_on


def _has_token(request: Request) -> bool:
    token = loaded.settings().metrics_token
    shown = request.headers.get("authorization", "").encode()
    return bool(token) and hmac.compare_digest(shown, f"Bearer {token}".encode())
