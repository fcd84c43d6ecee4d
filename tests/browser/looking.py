"""Pages that many tests look at and none changes: loaded once, and given back as they came."""

from dataclasses import dataclass, field

from playwright.sync_api import Page

from tests.browser.windows import Windows
from tests.support.browsing import Log, settle

MOST = 4
"""Pages kept at a time: tests of the same page follow each other."""
TELEPHONE = 640
"""Width in pixels below which a page is loaded anew: on a telephone it is opened as such."""

# every scroller back to its beginning, in the page and in its frames
SCROLL_BACK = """() => {
    const places = [document, ...[...document.querySelectorAll("iframe")]
        .map((each) => each.contentDocument).filter(Boolean)];
    for (const place of places) for (const each of place.querySelectorAll("*")) {
        if (each.scrollTop || each.scrollLeft) each.scrollTo(0, 0);
    }
}"""
TWO_FRAMES = """async () => {
    for (let at = 0; at < 2; at += 1) await new Promise(requestAnimationFrame);
}"""


@dataclass(eq=False)
class Looked:
    """A page with its log, and the address that it had when it was drawn."""

    page: Page
    log: Log
    url: str


@dataclass
class Shelf:
    """The pages that were looked at last.

    Parameters
    ----------
    windows
        Gives the windows in which they are opened.
    """

    windows: Windows
    kept: dict[tuple[str, bool], Looked] = field(default_factory=dict)

    def take(self, address: str, size: tuple[int, int]) -> Looked:
        """Return the page of an address in a window of a size, drawn, all at its beginning."""
        key = (address, size[0] < TELEPHONE)
        looked = self.kept.pop(key, None) or self._open(address, size)
        self.kept[key] = looked
        while len(self.kept) > MOST:
            self._leave(self.kept.pop(next(iter(self.kept))))
        # behind another one it would be drawn once a second
        looked.page.bring_to_front()
        looked.page.set_viewport_size({"width": size[0], "height": size[1]})
        looked.page.evaluate(SCROLL_BACK)
        looked.page.evaluate(TWO_FRAMES)
        settle(looked.page)
        return looked

    def has(self, looked: Looked) -> bool:
        """Tell whether a page is kept still."""
        return any(each is looked for each in self.kept.values())

    def give_back(self, looked: Looked) -> None:
        """Show a page as on a screen again; it must be the one that was taken."""
        looked.page.emulate_media(media="null", forced_colors="null")
        if looked.page.url != looked.url:
            self.drop(looked)

    def drop(self, looked: Looked) -> None:
        """Leave a page that the next test must not see."""
        self.kept = {key: each for key, each in self.kept.items() if each is not looked}
        self._leave(looked)

    def _leave(self, looked: Looked) -> None:
        url = looked.page.url
        self.windows.give_back(looked.page, looked.log)
        assert url == looked.url, f"a page that is only looked at went to {url}"

    def _open(self, address: str, size: tuple[int, int]) -> Looked:
        page, log = self.windows.take(width=size[0], height=size[1])
        page.goto(address)
        settle(page)
        return Looked(page, log, page.url)
