/*
 * The years of a view, held here: a message that names a `series` (an address; `at`: the year that
 * the page shows) has the map follow the year control of the page at once, and the page follows.
 * Such a message may leave out all that the series holds, and a turn of the year sends none: the
 * page names the year that its words tell of (`--year` on its body). While it still tells of another
 * year it is marked (`data-ahead` on its body, which the style sheets of page and frame read).
 * Loaded last: it stands before `Atlas.show`.
 *
 * Atlas.rested          called when a view has been painted.
 */
(function () {
  "use strict";

  const Atlas = window.Atlas;
  const show = Atlas.show;
  const KEPT = 2;
  const CONTROL = "[class*=st-key-c_year_]";
  const STATE = "data-test-script-state";
  const WATCHED = ["aria-valuetext", "aria-checked", STATE];
  const all = Atlas.makeStore((series) => series, KEPT);
  const observer = new MutationObserver(onPage);
  /** A run may be over before its beginning was seen: its words are watched, too. */
  const reader = new MutationObserver(markSoon);
  let told = null;
  /** The year of the control that the page has not come to. */
  let asked = "";
  let keys = null;
  let turn = 0;

  function page() {
    return window.parent.document;
  }

  function slide() {
    return page().querySelector(`${CONTROL} input[type=range]`);
  }

  function yearOfControl() {
    const checked = () => page().querySelector(`${CONTROL} [aria-checked=true]`);
    return slide()?.getAttribute("aria-valuetext") || checked()?.textContent.trim() || "";
  }

  function isRunning() {
    return page().querySelector(`[${STATE}]`)?.getAttribute(STATE) !== "notRunning";
  }

  /** What a message says that the years of its view do not hold, or not for its own year. */
  function ownOf({ common, years }) {
    const now = years[told.at];
    return Object.fromEntries(
      Object.entries(told).filter(([key]) => !(key in common) && !(now && key in now)),
    );
  }

  /** The page has come to the year that was asked for: its words tell of it, without a message. */
  function meet() {
    const words = page().body.style.getPropertyValue("--year");
    if (!asked || words !== asked || !held()) return;
    told = { ...ownOf(held()), at: asked };
    asked = "";
  }

  /** Mark the page as one of another year, until its words are those of the map. */
  function mark() {
    // at rest nothing is on its way that could bring the map and its control together
    if (told && !isRunning()) onControl();
    if (told) meet();
    const { dataset } = page().body;
    if (asked) dataset.ahead = asked;
    else if (!isRunning()) delete dataset.ahead;
    document.body.classList.toggle("atlas-ahead", "ahead" in dataset);
  }

  function paint(series) {
    show({ ...ownOf(series), ...series.common, ...series.years[shownYear()] });
  }

  /** The years that are held here, if they are those of the page. */
  function held() {
    const series = told && all.get(told.series);
    return series?.years[told.at] ? series : null;
  }

  function shownYear() {
    return asked || told.at;
  }

  function ask(year) {
    const series = held();
    asked = year !== told.at && year in series.years ? year : "";
    paint(series);
  }

  /** No message comes for a year that the frame could hold: its years are asked for until there. */
  function onControl() {
    const year = yearOfControl();
    if (keys.due() || !year || year === shownYear()) return;
    if (held()) ask(year);
    else if (!all.get(told.series)) whenLoaded(onControl);
  }

  function onPage(changes) {
    if (changes.some((change) => change.attributeName !== STATE)) onControl();
    markSoon();
  }

  /** The map first: the page around it would be painted in the same frame of the screen. */
  function markSoon() {
    requestAnimationFrame(() => setTimeout(mark));
  }

  function watch() {
    if (keys) return;
    observer.observe(page().body, { subtree: true, attributeFilter: WATCHED });
    reader.observe(page().body, { attributeFilter: ["style"] });
    keys = Atlas.takeSteps({
      page: page(),
      slide,
      years: () => Object.keys(held()?.years || {}),
      year: shownYear,
      show: ask,
      follow: onControl,
    });
  }

  function forget() {
    observer.disconnect();
    reader.disconnect();
    keys?.release();
    keys = null;
    told = null;
    asked = "";
    delete page().body.dataset.ahead;
    document.body.classList.remove("atlas-ahead");
  }

  /** What a control says by then stands against an answer to what it said before. */
  function stillAsks(message) {
    if (message.series !== told?.series || message.at === asked) return false;
    return keys.due() || yearOfControl() === asked;
  }

  function whenLoaded(then) {
    const message = told;
    const mine = turn;
    all.load(message.series).then(
      (series) => {
        if (told && mine === turn) then(series);
      },
      (reason) => {
        console.warn("atlas:", reason);
        if (mine === turn) Atlas.showUnreachable(() => Atlas.show(message));
      },
    );
  }

  Atlas.show = function (message) {
    turn += 1;
    if (!message.series) {
      if (told) forget();
      show(message);
      return;
    }
    if (!stillAsks(message)) asked = "";
    told = message;
    watch();
    const series = all.get(message.series);
    if (message.view && !asked) show(message);
    else if (series) paint(series);
    else whenLoaded(paint);
    mark();
  };

  /** The years come when nothing else is waited for. */
  Atlas.rested = function () {
    if (told) all.load(told.series).then(mark, (reason) => console.warn("atlas:", reason));
  };

  window.addEventListener("pagehide", () => {
    if (told) forget();
  });
})();
