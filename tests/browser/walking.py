"""A random walk through the app: what can be done on a page, and what must agree after it."""

import random
import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page

from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.reading.border.words import page_title as gates_title
from geo.reading.compare.titles import compare_title
from geo.reading.conditions import full_title
from geo.reading.merger.words import title_of as merger_title
from geo.reading.portrait.words import portrait_title
from geo.reading.values import indicator_name
from geo.views.border import PARTS, find_gate_view
from geo.views.drawing import draw
from geo.views.request import Request, first_view, outlined, read_request
from tests.support.browsing import Log, settle
from ui.session.query import SECTIONS, read_extras, read_pairs
from ui.targets.plan_panel import share_asked

AGREE_MS = 20_000
STAND_STILL_MS = 150

# what can be used now, marked by its number; an open panel comes before the page behind it
FIND = """() => {
    const PLACE = "[data-testid=stElementContainer]";
    document.querySelectorAll("[data-walk]").forEach((each) => each.removeAttribute("data-walk"));
    const panel = document.querySelector("[data-testid=stPopoverBody]");
    const seen = (each) => {
        const box = each.getBoundingClientRect();
        return box.width > 0 && box.height > 0 && !each.disabled
            // folded away, it has a place and cannot be seen
            && each.checkVisibility()
            && each.getAttribute("aria-disabled") !== "true"
            && getComputedStyle(each).visibility === "visible"
            // what only keys reach is out of sight
            && getComputedStyle(each.closest(PLACE) || each).clipPath === "none";
    };
    const kinds = {
        link: ".st-key-links a",
        language: "[class*=st-key-c_lang] [role=radio]",
        segment: "[role=radiogroup]:not([aria-disabled=true]) [role=radio]",
        pill: "[role=toolbar] button",
        list: "input[role=combobox]:not([disabled])",
        steps: "[role=slider]",
        number: "input[type=text]:not([role=combobox])",
        toggle: "[data-testid=stCheckbox] label",
        panel: "[data-testid=stPopoverButton]",
        button: "[data-testid=stButton] button",
        tab: "[role=tab]",
    };
    const found = [];
    for (const [kind, selector] of Object.entries(kinds)) {
        for (const each of (panel || document).querySelectorAll(selector)) {
            if (each.dataset.walk || !seen(each)) continue;
            each.dataset.walk = found.length;
            const label = each.getAttribute("aria-label") || each.textContent;
            found.push([kind, label.trim().slice(0, 60)]);
        }
    }
    return [found, Boolean(panel)];
}"""
READ = """() => {
    const all = (selector) => [...document.querySelectorAll(selector)];
    const checked = (name) => all(`[class*=st-key-${name}] [role=radio][aria-checked=true]`)
        .map((each) => each.textContent.trim());
    return {
        errors: all("[data-testid=stException], [data-testid=stErrorElementContainer]")
            .map((each) => each.textContent),
        dialogs: all("[data-testid=stDialog]").map((each) => each.textContent),
        running: document.querySelector("[data-testid=stApp]")?.dataset.testScriptState,
        head: all("[class*=st-key-head_]").map((each) =>
            [...each.classList].find((name) => name.startsWith("st-key-head_"))),
        title: document.title,
        heading: document.querySelector(".panel h1")?.textContent,
        language: checked("c_lang"),
        boundaries: checked("c_boundaries"),
        mode: all("[class*=st-key-c_mode] input").map((each) => each.value),
        section: checked("t_section"),
        theme: all("[class*=st-key-c_theme] input").map((each) => each.value),
        indicator: all("[class*=st-key-c_indicator] input").map((each) => each.value),
        year: all("[class*=st-key-c_year] [role=slider]")
            .map((each) => each.getAttribute("aria-valuetext"))
            .concat(checked("c_year")),
    };
}"""
READ_MAP = """() => ({
    view: document.querySelector("svg[data-view]")?.dataset.view,
    caption: document.querySelector(".atlas-caption")?.textContent,
    units: [...document.querySelectorAll("path[aria-current=true]")]
        .map((each) => each.dataset.code).sort(),
    faded: Boolean(document.querySelector("path.atlas-faded")),
})"""
SOME_FRAMES = """async () => {
    for (let at = 0; at < 4; at += 1) await new Promise(requestAnimationFrame);
}"""
MAP = ".st-key-map_frame iframe"
PAGES = {"": "overview", "ban-do": "map", "muc-tieu": "targets", "du-lieu": "data"}
PAGES |= {"trinh-chieu": "present", "nhap-so-lieu": "imports"}
PAGES |= {"cua-khau": "gates", "sap-xep": "merger", "so-sanh": "compare"}
PAGES |= {"ho-so": "portrait"}
SLOW = {texts(lang)(key) for lang in ("vi", "en") for key in ("present.make",)}
"""Buttons that make a file of the whole meeting, which takes seconds."""
TYPED = ["12.50; 30.75", "15,5", "1.234,5", "20", "many", "5; 2,5; 1", "", "Lộc Bình"]


@dataclass
class Walker:
    """A window, and the steps in all of them."""

    page: Page
    log: Log
    atlas: Atlas
    steps: list[str]

    def step(self, rng: random.Random) -> None:
        """Do one thing that the page offers, and note it before it is done."""
        found, in_panel = self.page.evaluate(FIND)
        offers: dict[str, list[int]] = {}
        for at, (kind, label) in enumerate(found):
            if label not in SLOW:
                offers.setdefault(kind, []).append(at)
        kinds = [*offers, "close"] if in_panel else [*offers, "back", "forward", "reload"]
        # a chart or a table may lie over the map; one unit makes none
        if not in_panel and self.page_name == "map" and self.page.locator(MAP).is_visible():
            kinds += ["unit", "unit"]
        kind = rng.choice(kinds)
        if kind not in offers:
            self.steps.append(kind)
            self._do(kind, rng)
            return
        at = rng.choice(offers[kind])
        self.steps.append(f"{kind} “{found[at][1]}”")
        self._use(kind, at, rng)

    @property
    def page_name(self) -> str:
        return PAGES[urlsplit(self.page.url).path.strip("/")]

    @property
    def request(self) -> Request:
        """What the address asks for; it must need no notice."""
        pairs, left_out = read_pairs(parse_qs(urlsplit(self.page.url).query))
        fallback = Request(first_view(self.atlas))
        request, notices = read_request(self.atlas, pairs, fallback=fallback)
        _, unknown = read_extras(self.atlas, pairs)
        assert [*left_out, *notices, *unknown] == [], self.page.url
        return request

    def _use(self, kind: str, at: int, rng: random.Random) -> None:
        target = self.page.locator(f'[data-walk="{at}"]')
        if kind == "steps":
            target.press(rng.choice(["ArrowLeft", "ArrowRight"]))
        elif kind == "number":
            target.fill(rng.choice(TYPED))
            target.press("Enter")
        elif kind == "list":
            # an open list closes where the page scrolls: it must have come to rest before
            target.scroll_into_view_if_needed()
            self.page.evaluate(SOME_FRAMES)
            target.press("ArrowDown")
            options = self.page.locator("[role=option]")
            options.first.wait_for()
            several = self.page.locator("[role=listbox][aria-multiselectable=true]").count()
            options.nth(rng.randrange(options.count())).click()
            if several:
                # more may be chosen: it stays open until it is left
                self.page.keyboard.press("Escape")
            self.page.locator("[role=listbox]").wait_for(state="detached")
        else:
            target.click()

    def _do(self, kind: str, rng: random.Random) -> None:
        if kind == "close":
            self.page.keyboard.press("Escape")
            self.page.locator("[data-testid=stPopoverBody]").wait_for(state="detached")
        elif kind == "back":
            self.page.go_back(wait_until="commit")
            if self.page.url == "about:blank":
                self.page.go_forward(wait_until="commit")
        elif kind == "forward":
            self.page.go_forward(wait_until="commit")
        elif kind == "reload":
            self.page.reload()
        else:
            units = self.page.frame_locator(MAP).locator("path[data-code]")
            units.first.wait_for()
            units.nth(rng.randrange(units.count())).press("Enter")

    def disagreements(self) -> list[str]:
        """Return in what address, controls, map and words differ, after all has come to rest."""
        # a press asks for a run some frames later
        self.page.evaluate(SOME_FRAMES)
        waited, said = 0, ["nothing was looked at"]
        while said and waited < AGREE_MS:
            settle(self.page)
            # until the server says that it runs, a page asked for a run looks finished; and one
            # run may ask for another
            heard = self.log.heard
            said = ["the server has not answered"] if self.log.unanswered else self._compare()
            self.page.wait_for_timeout(STAND_STILL_MS)
            waited += STAND_STILL_MS
            if not said and self.log.heard != heard:
                said = ["the server still sends"]
        return said

    def _compare(self) -> list[str]:
        seen = self.page.evaluate(READ)
        assert seen["errors"] == [], seen["errors"]
        assert seen["dialogs"] == [], seen["dialogs"]
        request, lang = self.request, self.request.lang
        t, view = texts(lang), self.request.view
        facts = self.atlas.facts
        indicator = facts.indicators[view.indicator]
        theme = next(each for each in facts.province.themes if each.id == indicator.theme)
        level = t(f"control.level_{view.level}") if view.level != "commune" else None
        year = re.match(r"\d{4}", view.vintage)
        assert year is not None
        expected = {
            "head": [f"st-key-head_{lang}"],
            "language": [lang.upper()],
            "boundaries": [level] if level else None,
            "mode": [t(f"control.mode_{view.mode}")],
            "theme": [theme.name_vi if lang == "vi" else theme.name_en],
            "year": [str(view.year)],
            "section": [self._section_name(lang)],
        }
        said = [
            f"{key}: {seen[key]}, not {value}"
            for key, value in expected.items()
            if seen[key] and value and [each.removesuffix(" ○") for each in seen[key]] != value
        ]
        if view.level == "commune" and seen["boundaries"] and year[0] not in seen["boundaries"][0]:
            said.append(f"boundaries: {seen['boundaries']}, not {view.vintage}")
        name = indicator_name(indicator, lang=lang)
        said += [f"indicator: {each}" for each in seen["indicator"] if not each.startswith(name)]
        if seen["running"] != "notRunning":
            said.append(f"the page is {seen['running']}")
        if not seen["title"].startswith(f"{self._title(lang)} – "):
            said.append(f"title: {seen['title']}")
        return said + (self._compare_map(request, seen["heading"]) if self._shows_map else [])

    def _title(self, lang: str) -> str:
        """Return what the window is named by: its page, or what the page shows."""
        asked = parse_qs(urlsplit(self.page.url).query)
        first = {key: values[-1] for key, values in asked.items()}
        if self.page_name in ("merger", "portrait"):
            request = self.request
            key = request.place or (request.view.vintage, request.unit)
            unit = self.atlas.facts.units.get(key)
            if self.page_name == "portrait":
                return portrait_title(unit, lang=lang)
            return merger_title(self.atlas, unit, lang=lang)
        if self.page_name == "gates":
            shown = find_gate_view(self.atlas, first.get("flow", ""), first.get("when", ""))
            return gates_title(self.atlas, first.get("part", PARTS[0]), shown, lang=lang)
        if self.page_name == "compare":
            view = self.request.view.on(mode="value", latest=False)
            return compare_title(self.atlas, view, first, lang=lang)
        return texts(lang)(f"page.{self.page_name}")

    def _section_name(self, lang: str) -> str:
        """Return the name of the section of the targets that the address asks for."""
        asked = parse_qs(urlsplit(self.page.url).query).get("section", SECTIONS[:1])
        return texts(lang)(
            f"target_page.section_{asked[-1]}", share=share_asked(self.atlas, lang=lang)
        )

    @property
    def _shows_map(self) -> bool:
        return self.page_name == "map"

    def _marked(self, request: Request) -> list[str]:
        """Return the codes of what is selected, or stands for a unit of other boundaries."""
        if request.unit:
            return [request.unit]
        return sorted(unit.code for unit in outlined(self.atlas, request))

    def _compare_map(self, request: Request, heading: str | None) -> list[str]:
        view, lang = request.view, request.lang
        said = []
        drawing = draw(self.atlas, view)
        if heading != full_title(self.atlas, drawing, request.filter, lang=lang):
            said.append(f"words: {heading}")
        element = self.page.query_selector(MAP)
        frame = element.content_frame() if element else None
        if frame is None:
            return [*said, "no map"]
        seen = frame.evaluate(READ_MAP)
        name = (view.indicator, str(view.year), view.level, view.vintage, view.mode, lang)
        if seen["view"] != "|".join(name):
            said.append(f"map: {seen['view']}")
        elif seen["units"] != self._marked(request):
            said.append(f"units on the map: {seen['units']}, not {self._marked(request)}")
        elif seen["faded"] and not request.filter:
            said.append("a filter on the map")
        return said
