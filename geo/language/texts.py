"""The words the readers see, one file per language.

``vi.toml`` and ``en.toml`` hold the same keys: flat tables of strings, one
table per section. A value may hold named fields in braces, as ``str.format`` reads them. After a
colon a field may have two words instead of its number, for one and for any other:
``{count} {count:scene|scenes}``.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from geo.language.singular import is_one

LANGUAGES = ("vi", "en")
"""Languages of the texts, the default first."""

_FOLDER = Path(__file__).parent
_COUNTED = re.compile(r"\{(\w+):[^{}]*\|")


class _Counted:
    """A field with words for one and for many."""

    def __init__(self, value: object) -> None:
        self._value = value

    def __format__(self, spec: str) -> str:
        one, parted, many = spec.partition("|")
        if not parted:
            return format(self._value, spec)
        return one if is_one(str(self._value)) else many


@dataclass(frozen=True)
class Texts:
    """The texts of one language; call it with a key to get a text.

    Parameters
    ----------
    lang
        Language of the texts, one of `LANGUAGES`.
    entries
        Text with its fields still open, by ``"section.key"``.
    """

    lang: str
    entries: dict[str, str] = field(repr=False)

    def __call__(self, key: str, /, **fields: object) -> str:
        """Return the text of a key with its fields filled in.

        Parameters
        ----------
        key
            Section and key, joined by a dot.
        **fields
            Values of the named fields of the text.

        Returns
        -------
        str
            The text.

        Raises
        ------
        KeyError
            No text has that key, or a field of the text was not given; it is named.
        """
        if key not in self.entries:
            raise KeyError(f"no text {key!r} in {self.lang}.toml")
        text = self.entries[key]
        counted = {
            name: _Counted(fields[name]) for name in _COUNTED.findall(text) if name in fields
        }
        try:
            text = text.format(**{**fields, **counted})
        except KeyError as missing:
            raise KeyError(f"text {key!r} needs the field {missing}") from None
        # half a character, which a field may repeat from an address, fits into no page
        return text.encode("utf-8", "backslashreplace").decode()

    def __contains__(self, key: object) -> bool:
        """Tell whether there is a text of that key."""
        return key in self.entries


@cache
def texts(lang: str) -> Texts:
    """Read the texts of a language, once per process.

    Parameters
    ----------
    lang
        One of `LANGUAGES`.

    Returns
    -------
    Texts
        The texts, to be called with a key.

    Raises
    ------
    ValueError
        The language has no texts, or its file is not made of flat tables of strings.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"no texts in the language {lang!r}: use one of {', '.join(LANGUAGES)}")
    tables = tomllib.loads((_FOLDER / f"{lang}.toml").read_text(encoding="utf-8"))
    entries = {}
    for section, table in tables.items():
        if not isinstance(table, dict):
            raise ValueError(f"{lang}.toml: {section} stands outside of a section")
        for key, text in table.items():
            if not isinstance(text, str):
                raise ValueError(f"{lang}.toml: {section}.{key} is not a string")
            entries[f"{section}.{key}"] = text
    return Texts(lang, entries)


@dataclass(frozen=True)
class Phrase:
    """A text that is still to be worded: who finds something wrong need not know the reader.

    Parameters
    ----------
    key
        Section and key of the text, joined by a dot.
    fields
        Values of its fields: texts, whole numbers, other phrases, own texts of records, or
        sequences of these, which are joined by commas.
    """

    key: str
    fields: Mapping[str, object] = field(default_factory=dict)

    def words(self, lang: str) -> str:
        """Return the phrase in a language."""
        fields = {name: _worded(value, lang) for name, value in self.fields.items()}
        return texts(lang)(self.key, **fields)


@dataclass(frozen=True)
class OwnText:
    """A text that a record has in every language, as a field of a phrase; see `pick`."""

    record: object
    name: str

    def words(self, lang: str) -> str:
        """Return the record's text in a language."""
        return pick(self.record, self.name, lang)


def _worded(value: object, lang: str) -> object:
    if isinstance(value, Phrase | OwnText):
        return value.words(lang)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(str(_worded(each, lang)) for each in value)
    return value


def pick(record: object, name: str, lang: str) -> str:
    """Return a text of a record that has it in every language.

    Parameters
    ----------
    record
        A record whose attributes end in the language, such as ``name_vi`` and ``name_en``.
    name
        What the attributes begin with.
    lang
        One of `LANGUAGES`.

    Returns
    -------
    text : str
        The text.
    """
    return str(getattr(record, f"{name}_{lang}"))
