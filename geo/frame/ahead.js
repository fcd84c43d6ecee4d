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
  let watching = false;
  let turn = 0;

  function page() {
    return window.parent.document;
  }

  function yearOfControl() {
    const place = page().querySelector(CONTROL);
    const slide = place?.querySelector("input[type=range]");
    if (slide) return slide.getAttribute("aria-valuetext");
    return place?.querySelector("[aria-checked=true]")?.textContent.trim() || "";
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
    show({ ...Object.fromEntries(own), ...common, ...years[asked || told.at] });
  }

  function onControl() {
    const series = all.get(told.series);
    const year = yearOfControl();
    if (!series?.years[told.at] || !year || year === (asked || told.at)) return;
    asked = year !== told.at && year in series.years ? year : "";
    paint(series);
  }

  function onPage(changes) {
    if (changes.some((change) => change.attributeName !== STATE)) onControl();
    // the map first: the page around it would be painted in the same frame of the screen
    requestAnimationFrame(() => setTimeout(mark));
  }

  function watch() {
    if (watching) return;
    watching = true;
    observer.observe(page().body, { subtree: true, attributeFilter: WATCHED });
  }

  function forget() {
    observer.disconnect();
    watching = false;
    told = null;
    asked = "";
    delete page().body.dataset.ahead;
    document.body.classList.remove("atlas-ahead");
  }

  /** What a control says by then stands against an answer to what it said before. */
  function stillAsks(message) {
    return message.series === told?.series && message.at !== asked && yearOfControl() === asked;
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
