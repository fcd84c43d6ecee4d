"""What the server sends to a page over its websocket, read as Streamlit's own messages."""

from dataclasses import dataclass, field

import pyarrow as pa
from playwright.sync_api import Page
from streamlit.proto.Dataframe_pb2 import Dataframe
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


@dataclass
class Received:
    """The messages since `clear`, with their sizes in bytes."""

    messages: list[tuple[ForwardMsg, int]] = field(default_factory=list)
    _cached: dict[str, ForwardMsg] = field(default_factory=dict)

    def follow(self, page: Page) -> None:
        """Note every message of the sockets that a page opens from now on."""
        page.on("websocket", lambda socket: socket.on("framereceived", self._note))

    def clear(self) -> None:
        self.messages.clear()

    @property
    def size(self) -> int:
        """Size of all messages."""
        return sum(size for _, size in self.messages)

    def elements(self, kind: str) -> list[tuple[ForwardMsg, int]]:
        """Return the messages that bring an element of a kind, with their sizes."""
        return [
            (message, size)
            for message, size in self.messages
            if message.WhichOneof("type") == "delta"
            and message.delta.WhichOneof("type") == "new_element"
            and message.delta.new_element.WhichOneof("type") == kind
        ]

    def tables(self) -> list[list[dict[str, object]]]:
        """Return the tables that arrived, with texts where a number is shown as a text."""
        found = self.elements("dataframe")
        return [_rows(message.delta.new_element.dataframe) for message, _ in found]

    def _note(self, payload: str | bytes) -> None:
        frame = payload if isinstance(payload, bytes) else payload.encode()
        message = ForwardMsg()
        message.ParseFromString(frame)
        if message.WhichOneof("type") == "ref_hash":
            # the page has this one already and takes it from its own store
            message = self._cached[message.ref_hash]
        elif message.hash:
            self._cached[message.hash] = message
        self.messages.append((message, len(frame)))


def _rows(element: Dataframe) -> list[dict[str, object]]:
    table = pa.ipc.open_stream(element.arrow_data.data).read_all()
    shown = [column for column in table.column_names if not column.startswith("__index")]
    values = {column: table[column].to_pylist() for column in shown}
    printed = element.arrow_data.styler.display_values
    if printed:
        display = pa.ipc.open_stream(printed).read_all()
        # an empty cell is shown as empty, whatever its text
        values = {
            column: [
                None if plain is None else text
                for plain, text in zip(values[column], display[column].to_pylist(), strict=True)
            ]
            for column in shown
        }
    return [dict(zip(shown, row, strict=True)) for row in zip(*values.values(), strict=True)]
