"""The processes of this server that make documents, and the facts that they make them of."""

import atexit
import itertools
import pickle
import threading
from collections.abc import Hashable
from functools import cache
from weakref import WeakKeyDictionary

from geo.documents.orders import Material
from geo.errors import MakingError
from ui.server import loaded
from ui.server.loaded import Loaded
from ui.server.making.job import Job, Order
from ui.server.making.job import Material as Sent
from ui.server.making.pool import Pool
from ui.server.watched.numbers import DOCUMENTS, DOCUMENTS_WAITING

_numbers = itertools.count()
_names: WeakKeyDictionary[Loaded, str] = WeakKeyDictionary()
_naming = threading.Lock()


@cache
def pool() -> Pool | None:
    """Return the pool of the process; None where the server makes documents itself."""
    processes = loaded.settings().document_workers
    if not processes:
        return None
    own = Pool(processes)
    DOCUMENTS_WAITING.set_function(lambda: float(own.waiting))
    atexit.register(own.close)
    return own


def close() -> None:
    """End the processes: what they have in hand is told to be broken off."""
    own = pool()
    if own is not None:
        own.close()


def material_of(held: Loaded) -> Material:
    """Return what documents of a version are made of."""
    return Material(held.atlas, held.boundaries.layers)


def submit(own: Pool, order: Order, held: Loaded, reader: Hashable) -> Job:
    """Put an order for a document of a version into the line, and count what comes of it.

    Raises
    ------
    MakingError
        The line is full.
    """
    try:
        job = own.submit(order, Sent(_name(held), lambda: pickle.dumps(material_of(held))), reader)
    except MakingError:
        DOCUMENTS.labels("refused").inc()
        raise
    job.when_done(lambda: DOCUMENTS.labels(_outcome(job)).inc())
    return job


def _outcome(job: Job) -> str:
    try:
        job.result()
    except MakingError as error:
        return error.phrase.key.partition(".")[2]
    except Exception:
        return "failed"
    return "made"


def _name(held: Loaded) -> str:
    """Return the name of a version of the facts, another one for each that was loaded."""
    with _naming:
        name = _names.get(held)
        if name is None:
            name = _names[held] = str(next(_numbers))
        return name
