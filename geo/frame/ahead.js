/*
 * The years of a view, held here: a message that names a `series` (an address; `at`: the year that
 * the page shows) has the map follow the year control of the page at once, and the page follows.
 * Such a message may leave out all that the series holds. While the page still tells of another
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

  /** Mark the page as one of another year, until its words are those of the map. */
  function mark() {
    const { dataset } = page().body;
    if (asked) dataset.ahead = asked;
    else if (!isRunning()) delete dataset.ahead;
    document.body.classList.toggle("atlas-ahead", "ahead" in dataset);
  }

  function paint(series) {
    const { common, years } = series;
    const now = years[told.at];
    const own = Object.entries(told).filter(([key]) => !(key in common) && !(now && key in now));
    show({ ...Object.fromEntries(own), ...common, ...years[shownYear()] });
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

  function onControl() {
    const year = yearOfControl();
    if (held() && !keys.due() && year && year !== shownYear()) ask(year);
  }

  function onPage(changes) {
    if (changes.some((change) => change.attributeName !== STATE)) onControl();
    // the map first: the page around it would be painted in the same frame of the screen
    requestAnimationFrame(() => setTimeout(mark));
  }

  function watch() {
    if (keys) return;
    observer.observe(page().body, { subtree: true, attributeFilter: WATCHED });
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

  function paintLoaded(message, mine) {
    all.load(message.series).then(
      (series) => {
        if (mine === turn) paint(series);
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
    else paintLoaded(message, turn);
    mark();
  };

  /** The years come when nothing else is waited for. */
  Atlas.rested = function () {
    if (told) all.load(told.series).catch((reason) => console.warn("atlas:", reason));
  };

  window.addEventListener("pagehide", () => {
    if (told) forget();
  });
})();
