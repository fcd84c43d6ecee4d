"""Windows of one browser that tests use one after another: a new one costs a third of a page."""

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Page

from tests.support.browsing import Log

NOWHERE = "about:blank"
MANY = 25
"""Places after which a window is given up: a browser remembers fifty, then forgets the first."""
EMPTY = "() => { if (location.host) sessionStorage.clear(); }"


@dataclass
class Windows:
    """The windows of a browser that nobody uses now.

    Parameters
    ----------
    browser
        A browser, which has been on the site before after the first of them.
    """

    browser: BrowserContext
    free: list[Page] = field(default_factory=list)

    def take(self, *, width: int, height: int) -> tuple[Page, Log]:
        """Return a window that is nowhere, in front, and the log of what comes."""
        page, log = self.free.pop() if self.free else self.browser.new_page(), Log()
        # behind another one it would be drawn once a second
        page.bring_to_front()
        page.set_viewport_size({"width": width, "height": height})
        log.follow(page)
        return page, log

    def give_back(self, page: Page, log: Log, *, trusted: bool = True) -> None:
        """Keep a window for another test, as empty as a new one but for where it has been."""
        if page.is_closed():
            return
        if not trusted or page.evaluate("history.length") > MANY:
            page.close()
            return
        log.leave(page)
        page.unroute_all(behavior="ignoreErrors")
        page.emulate_media(media="null", forced_colors="null")
        page.evaluate(EMPTY)
        page.goto(NOWHERE)
        self.free.append(page)

    def close_others(self) -> None:
        """Close what pages have opened themselves."""
        for page in self.browser.pages:
            if page not in self.free:
                page.close()
