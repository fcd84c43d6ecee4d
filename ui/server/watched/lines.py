"""The log as lines of JSON, each with the id of its request, and without what readers are or say.

A message of an error may hold what somebody typed or what stands in their file: of an error its
kind and the places in the program are written, not its message. uvicorn tells of every websocket
from which address it came and what its query was: `ui.server.watched.requests` tells of it
without.
"""

import json
import logging
import threading
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime

import streamlit.logger
import uvicorn.config

REQUEST: ContextVar[str] = ContextVar("request", default="")
"""Id of the request that is being answered."""
FIELDS = "fields"
"""Name under which a record carries fields of its own."""


class JsonLines(logging.Formatter):
    """Write a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
        }
        if REQUEST.get():
            line["request_id"] = REQUEST.get()
        line |= getattr(record, FIELDS, {})
        if record.exc_info and record.exc_info[1] is not None:
            line |= places(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def _message(record: logging.LogRecord) -> str:
    """Return what a record says; of asyncio's not the lines that repeat an error with its text."""
    message = record.getMessage()
    return message.partition("\n")[0] if record.name == "asyncio" else message


def of_no_reader(record: logging.LogRecord) -> bool:
    """Tell whether a record may be written: uvicorn says in words who asks for what.

    Of the process itself it tells numbers, and of what went wrong no address.
    """
    if not record.name.startswith("uvicorn") or record.levelno >= logging.WARNING:
        return True
    arguments = record.args if isinstance(record.args, tuple) else ()
    return not REQUEST.get() and not any(isinstance(each, str) for each in arguments)


def places(error: BaseException) -> dict[str, object]:
    """Return the kind of an error and where it came about, without its message."""
    frames = traceback.extract_tb(error.__traceback__)
    found = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return {"error": type(error).__name__, "places": found}


def write_json_lines() -> None:
    """Have all that is logged from now on written as lines of JSON to the standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    handler.addFilter(of_no_reader)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    # uvicorn and Streamlit give their loggers handlers of their own
    uvicorn.config.LOGGING_CONFIG |= {"handlers": {}, "loggers": {}}
    streamlit.logger.setup_formatter = _to_root
    streamlit.logger.update_formatter()
    threading.excepthook = _thread_ended


def _to_root(logger: logging.Logger) -> None:
    own = getattr(logger, "streamlit_console_handler", None)
    if own is not None:
        logger.removeHandler(own)
    logger.propagate = True


def _thread_ended(told: threading.ExceptHookArgs) -> None:
    """Write how a thread ended as a line, too: Python prints it with the text of the error."""
    if told.exc_type is not SystemExit:
        error = told.exc_value or told.exc_type()
        logging.getLogger(__name__).error("a thread ended by an error", exc_info=error)
