"""A meeting as slides: maps, charts and tables that can be edited there, sources in the notes."""

from datetime import datetime
from io import BytesIO

from geo.documents.slides.deck import LEAD, MAP_LEAD, Deck
from geo.documents.slides.exhibit_slides import add_exhibit
from geo.documents.slides.level_slides import TablePages, add_level_chart, is_level_table
from geo.documents.slides.map_slide import add_map
from geo.documents.slides.target_slides import add_target, add_targets, target_pages
from geo.figures.atlas import Atlas
from geo.language.texts import pick, texts
from geo.meeting.exhibit_words import exhibit_lines, exhibit_notes
from geo.meeting.stage import (
    ExhibitScene,
    MapScene,
    Stage,
    Staged,
    Steps,
    Tell,
    cited_with_address,
    scene_sentence,
    scene_source_ids,
    scene_sources,
    scene_subtitle,
)
from geo.reading.imprint import boundary_credit, imprint, made_on, moment_of_making
from geo.reading.notes import view_notes
from geo.reading.progress.words import progress_sentence


def to_pptx(
    atlas: Atlas,
    stage: Stage,
    *,
    template: bytes | None = None,
    tell: Tell | None = None,
    now: datetime | None = None,
) -> bytes:
    """Write a meeting as slides, 16:9.

    Parameters
    ----------
    atlas
        The atlas.
    stage
        The meeting made ready.
    template
        A presentation whose look the slides take: size, master, fonts and colours of its
        theme; its own slides are left out. None for a plain look.
    tell
        See `geo.meeting.stage.Steps`; one step is a scene.
    now
        Moment of making, with a time zone; None for the present.

    Returns
    -------
    content : bytes
        PPTX: a title slide if the meeting has a title, then one slide per scene, more for
        targets than there is room for on one.

    Raises
    ------
    TemplateError
        The template is no presentation, too large, or has no layout with a title at the top.
    """
    steps = Steps(len(stage.scenes) + 1, tell=tell)
    deck = Deck(template, lang=stage.lang)
    made = imprint(atlas, now, lang=stage.lang)
    province = pick(atlas.facts.province, "name", stage.lang)
    if stage.title:
        day = made_on(atlas.facts.province, now, lang=stage.lang)
        deck.add_cover(stage.title, f"{province}\n{day}")
    steps.done()
    for staged in stage.scenes:
        _add_scene(deck, atlas, staged, stage.lang, made, now)
        steps.done()
    target = BytesIO()
    title = stage.title or (stage.scenes[0].title if stage.scenes else "")
    author = texts(stage.lang)("app.title", province=province, year=atlas.facts.province.horizon)
    deck.save(target, title=title, author=author, now=moment_of_making(now))
    return target.getvalue()


def _add_scene(
    deck: Deck, atlas: Atlas, staged: Staged, lang: str, made: str, now: datetime | None
) -> None:
    notes = speaker_notes(atlas, staged, lang=lang, now=now)
    foot = f"{scene_sources(atlas, staged, lang=lang)} · {made}"
    if isinstance(staged, MapScene):
        _add_view(deck, atlas, staged, lang, foot, notes)
    elif isinstance(staged, ExhibitScene):
        subtitle = scene_subtitle(atlas, staged, lang=lang)
        add_exhibit(deck, staged, foot, notes, subtitle=subtitle)
    elif len(staged.measured) == 1:
        add_target(deck.add_slide(staged.title, foot, notes), atlas, staged)
    else:
        sentence = scene_sentence(atlas, staged, lang=lang)
        room = deck.room(LEAD)
        pages = target_pages(atlas, staged, room=room, look=deck.look, lang=lang)
        for number, page in enumerate(pages, start=1):
            title = _part(staged, number, len(pages), lang)
            add_targets(deck.add_slide(title, foot, notes, sentence=sentence, lead=LEAD), page)


def _add_view(deck: Deck, atlas: Atlas, staged: MapScene, lang: str, foot: str, notes: str) -> None:
    """Add the slide of a map, or of what is shown in its place; a long table takes several."""
    said = {
        "subtitle": scene_subtitle(atlas, staged, lang=lang),
        "sentence": scene_sentence(atlas, staged, lang=lang),
    }
    if is_level_table(staged):
        room = deck.room(MAP_LEAD)
        table = TablePages(atlas, staged, room=room, look=deck.look, lang=lang)
        for number, page in enumerate(table.pages, start=1):
            title = _part(staged, number, len(table.pages), lang)
            table.add(deck.add_slide(title, foot, notes, **said, lead=MAP_LEAD), page)
        return
    canvas = deck.add_slide(staged.title, foot, notes, **said, lead=MAP_LEAD)
    if staged.charted and staged.drawing.view.level != "province":
        add_level_chart(deck, canvas, atlas, staged)
    else:
        add_map(deck, canvas, atlas, staged)


def _part(staged: Staged, number: int, count: int, lang: str) -> str:
    """Return the title of one of several slides of a scene."""
    part = {"title": staged.title, "number": number, "count": count}
    return texts(lang)("meeting.part", **part) if count > 1 else staged.title


def speaker_notes(atlas: Atlas, staged: Staged, *, lang: str, now: datetime | None = None) -> str:
    """Write what the speaker should have at hand: the note, the figures in words, all sources.

    Parameters
    ----------
    atlas
        The atlas.
    staged
        The scene.
    lang
        Language.
    now
        Moment of making; None for the present.

    Returns
    -------
    text : str
        Paragraphs separated by line ends.
    """
    parts = [staged.note, scene_sentence(atlas, staged, lang=lang)]
    if isinstance(staged, MapScene):
        notes = view_notes(atlas, staged.drawing, lang=lang, now=now)
        parts += [f"{heading}: {text}" for heading, text in notes]
    elif isinstance(staged, ExhibitScene):
        parts += exhibit_lines(staged.exhibit)
        parts += [
            f"{heading}: {text}" for heading, text in exhibit_notes(staged.exhibit, lang=lang)
        ]
    else:
        parts += [progress_sentence(atlas, each, lang=lang) for each in staged.measured]
        vintage = atlas.facts.province.default_vintage
        parts.append(boundary_credit(atlas, "province", vintage, lang=lang))
    parts.append(texts(lang)("export.sheet_sources"))
    parts += [
        f"– {cited_with_address(atlas, key, lang=lang)}" for key in scene_source_ids(atlas, staged)
    ]
    return "\n".join(part for part in parts if part)
