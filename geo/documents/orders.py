"""What to make as plain data: given to a process of its own, it makes the same file there.

What makes a form is imported where it is asked for, as in `geo.documents.forms`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from geo.boundaries.layer_files import Layer
from geo.boundaries.layers import layer_name
from geo.documents.forms import VIEW_FORMS, to_meeting, to_scene
from geo.documents.paper import BARE, Handout, Wish
from geo.documents.portraits import portraits_zip, to_portrait, units_of_today
from geo.facts.model import BoundaryNote, Facts, UnitKey
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.meeting.stage import Tell, set_stage
from geo.saved.meeting import Meeting, Scene
from geo.views.drawing import draw
from geo.views.portrait.portrait import portrait_of


@dataclass(frozen=True, eq=False)
class Material:
    """What documents are made of; pickled, it leaves behind what was worked out from the facts.

    Parameters
    ----------
    atlas
        The facts with what is worked out from them.
    layers
        The boundary layers by name.
    """

    atlas: Atlas
    layers: Mapping[str, Layer]

    def __reduce__(self) -> tuple[object, ...]:
        """Name the facts and bare layers that another process makes the same of."""
        layers = {name: replace(layer) for name, layer in self.layers.items()}
        return _again, (self.atlas.facts, self.atlas.boundary_credits, layers)


def _again(
    facts: Facts, boundary_credits: Mapping[str, BoundaryNote], layers: Mapping[str, Layer]
) -> Material:
    return Material(Atlas(facts, boundary_credits), layers)


@dataclass(frozen=True)
class ViewOrder:
    """A view in one of `geo.documents.forms.VIEW_FORMS`."""

    view: View
    form: str
    wish: Wish

    def make(self, material: Material, _tell: Tell) -> bytes:
        """Make the file."""
        atlas = material.atlas
        layer = material.layers[layer_name(self.view.level, self.view.vintage)]
        return VIEW_FORMS[self.form].make(atlas, draw(atlas, self.view), layer, self.wish)


@dataclass(frozen=True)
class SceneOrder:
    """A scene that is no view, in one of `geo.documents.forms.SCENE_FORMS`."""

    scene: Scene
    form: str
    lang: str

    def make(self, material: Material, _tell: Tell) -> bytes:
        """Make the file."""
        atlas, layers = material.atlas, material.layers
        return to_scene(atlas, self.scene, layers, form=self.form, lang=self.lang)


@dataclass(frozen=True)
class MeetingOrder:
    """A meeting in one of `geo.documents.forms.MEETING_FORMATS`; see `to_meeting`."""

    meeting: Meeting
    form: str
    lang: str
    size: str = "a4"
    handout: Handout = BARE
    template: bytes | None = None

    def make(self, material: Material, tell: Tell) -> bytes:
        """Make the file; a step is a part of it."""
        atlas, layers = material.atlas, material.layers
        stage = set_stage(atlas, self.meeting, layers, lang=self.lang)
        return to_meeting(
            *(atlas, stage, layers),
            form=self.form,
            size=self.size,
            handout=self.handout,
            template=self.template,
            tell=tell,
        )


@dataclass(frozen=True)
class PortraitOrder:
    """The portrait of a unit in one of `geo.documents.portraits.PORTRAIT_FORMS`."""

    unit: UnitKey
    form: str
    lang: str

    def make(self, material: Material, _tell: Tell) -> bytes:
        """Make the file."""
        atlas = material.atlas
        found = portrait_of(atlas, atlas.facts.units[self.unit])
        return to_portrait(atlas, found, material.layers, form=self.form, lang=self.lang)


@dataclass(frozen=True)
class PortraitsOrder:
    """The portraits of all communes of today in one zip."""

    form: str
    lang: str

    def make(self, material: Material, tell: Tell) -> bytes:
        """Make the zip; a step is a unit."""
        atlas, layers = material.atlas, material.layers
        wanted = (atlas, units_of_today(atlas), layers)
        return portraits_zip(*wanted, form=self.form, lang=self.lang, tell=tell)


@dataclass(frozen=True)
class BorderBookOrder:
    """The workbook of all figures of the border economy."""

    lang: str

    def make(self, material: Material, _tell: Tell) -> bytes:
        """Make the workbook."""
        from geo.documents.tables.border_book import border_book

        return border_book(material.atlas, lang=self.lang)


@dataclass(frozen=True)
class PassageOrder:
    """The table of passage as a workbook."""

    lang: str

    def make(self, material: Material, _tell: Tell) -> bytes:
        """Make the workbook."""
        from geo.documents.tables.passage import passage_xlsx

        return passage_xlsx(material.atlas, lang=self.lang)
