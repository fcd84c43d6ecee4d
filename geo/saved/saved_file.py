"""Small JSON files that readers save and open again: read whole, every fault named in words."""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from geo.errors import Fault, FaultyInputError
from geo.language.texts import Phrase, texts

MOST_SHOWN = 20
"""Faults that a reader is shown at once; all of them would fill the page."""
LONGEST_VALUE = 80
"""Characters of a value that a fault repeats."""


class SavedFile:
    """A file under inspection: what it should be, and what was found wrong so far.

    Parameters
    ----------
    name
        Name of the text that says what it is, such as ``saved.plan``.
    error
        The error that a faulty file raises.
    """

    def __init__(self, name: str, error: type[FaultyInputError]) -> None:
        self._error = error
        self.name = Phrase(name)
        """What the file is called in its faults."""
        self.faults: list[Fault] = []

    def read(self, content: bytes, *, form: str, largest: int) -> dict[str, object]:
        """Return the document in a file.

        Parameters
        ----------
        content
            The file.
        form
            What the document's ``format`` must be.
        largest
            Most bytes that are read.

        Returns
        -------
        document : dict

        Raises
        ------
        FaultyInputError
            The file is too large, no JSON, or of another format.
        """
        if len(content) > largest:
            self.note("saved.too_large", size=-(-len(content) // 1000), largest=largest // 1000)
            self.stop()
        try:
            document = json.loads(content.decode("utf-8-sig"), object_pairs_hook=self._unique)
        # deeply nested brackets exhaust the parser's stack
        except (UnicodeDecodeError, ValueError, RecursionError):
            self.note("saved.no_json")
            document = None
            self.stop()
        if not isinstance(document, dict) or document.get("format") != form:
            self.note("saved.format", column="format", form=repr(form))
            self.stop()
        return dict(document)

    def note(
        self, problem: str, *, column: str | None = None, value: str | None = None, **fields: object
    ) -> None:
        """Note a fault, by the name of its text, of a place in the file."""
        fields = {"name": self.name, **fields}
        self.faults.append(Fault(self.name, problem, None, column, value, fields))

    def note_entry(
        self, entry: Mapping[str, object], key: str, problem: str, place: str = "", **fields: object
    ) -> None:
        """Note a fault of one key of an object, with the value that stands there."""
        column = f"{place}.{key}" if place else key
        value = _shown(str(entry[key])) if key in entry else None
        self.note(problem, column=column, value=value, **fields)

    def check_version(self, document: Mapping[str, object], version: int) -> None:
        """Note a version that is another one; to Python, a mere ``true`` would be 1."""
        found = document.get("version")
        if isinstance(found, bool) or found != version:
            self.note_entry(document, "version", "saved.version", version=version)

    def note_unknown(
        self, entry: Mapping[str, object], known: Collection[str], place: str = ""
    ) -> None:
        """Note the keys that nobody reads."""
        for key in sorted(entry.keys() - set(known)):
            column = f"{place}.{key}" if place else key
            self.note("saved.unknown", column=_shown(column), known=tuple(known))

    def stop(self) -> None:
        """Raise if anything was found wrong."""
        if self.faults:
            raise self._error(self.faults)

    def _unique(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        twice = [key for key, count in Counter(key for key, _ in pairs).items() if count > 1]
        for key in twice:
            self.note("saved.twice", column=_shown(key))
        return dict(pairs)


def _shown(text: str) -> str:
    """Shorten a text of the file; half a character, which no page can show, becomes its number."""
    return text.encode("utf-8", "backslashreplace").decode()[:LONGEST_VALUE]


def fault_lines(faults: Sequence[Fault], *, lang: str) -> list[str]:
    """Write the first faults as a line each in a language, and how many more there are."""
    lines = [fault.words(lang) for fault in faults[:MOST_SHOWN]]
    if len(faults) > MOST_SHOWN:
        lines.append(texts(lang)("fault.more", count=len(faults) - MOST_SHOWN))
    return lines
