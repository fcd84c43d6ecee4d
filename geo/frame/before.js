/*
 * Earlier boundaries over the map: a message that brings `before` (layer, marked, words) shows them
 * above the units, as strongly as a slider in the frame says; in its upper half the names are
 * those of the earlier units. No server is asked while it moves.
 * Loaded after the atlas: it stands before `Atlas.show`.
 */
(function () {
  "use strict";

  const Atlas = window.Atlas;
  const KEPT = 2;
  const START = 50;
  const layers = Atlas.makeStore(buildLayer, KEPT);
  const show = Atlas.show;
  const margins = Atlas.margins;
  /** The whole map stays clear of the slider above it. */
  const BELOW_BAR = { ...margins, top: 78 };
  let turn = 0;
  let bar = null;
  let drawn = null;

  function buildLayer(data, address) {
    const sheet = Atlas.buildSheet(data, address);
    const group = Atlas.svg("g", { class: "atlas-before", "aria-hidden": "true" });
    const paths = new Map(
      sheet.units.map((unit) => [unit.code, Atlas.svg("path", { d: unit.d }, group)]),
    );
    // nothing is said of these units but their names
    const bare = { fills: [], bases: "o".repeat(sheet.units.length) };
    const cells = Atlas.readCells(bare, sheet, Atlas.speaker({}));
    return { sheet, group, paths, cells };
  }

  function strength() {
    return Number(bar.slide.value) / 100;
  }

  function turnTo() {
    document.body.style.setProperty("--before", strength());
    bar.slide.setAttribute("aria-valuetext", `${bar.slide.value}%`);
    Atlas.layOut();
  }

  function makeBar() {
    const place = Atlas.make("div", "", document.querySelector(".atlas"), "atlas-before-bar");
    const now = Atlas.make("span", "", place);
    const slide = document.createElement("input");
    slide.type = "range";
    slide.value = String(START);
    const old = Atlas.make("span", "", place);
    now.after(slide);
    L.DomEvent.disableClickPropagation(place);
    // the arrows are the slider's, not the map's
    slide.addEventListener("keydown", (event) => event.stopPropagation());
    slide.addEventListener("input", turnTo);
    return { place, now, slide, old };
  }

  function label({ now, old, name }) {
    bar.now.textContent = now;
    bar.old.textContent = old;
    bar.slide.setAttribute("aria-label", name);
    bar.slide.title = name;
  }

  function clear() {
    drawn?.group.remove();
    bar?.place.remove();
    document.body.classList.remove("atlas-comparing");
    drawn = null;
    bar = null;
    Atlas.names = null;
    Atlas.layOut();
  }

  function draw(layer, sheet, before) {
    if (drawn !== layer) drawn?.group.remove();
    drawn = layer;
    bar ||= makeBar();
    label(before.words);
    const { x, y } = layer.sheet.origin.subtract(sheet.origin);
    layer.group.setAttribute("transform", `translate(${x} ${y})`);
    for (const [code, path] of layer.paths) {
      path.classList.toggle("atlas-marked", before.marked.includes(code));
    }
    document.querySelector(".atlas-marks").before(layer.group);
    document.body.classList.add("atlas-comparing");
    const { sheet: own, cells } = layer;
    Atlas.names = () => (strength() > 0.5 ? { sheet: own, cells, marked: before.marked } : null);
    turnTo();
  }

  Atlas.show = function (message) {
    const { before, ...base } = message;
    turn += 1;
    const mine = turn;
    if (before) Atlas.margins = BELOW_BAR;
    else if (drawn) Atlas.margins = margins;
    show(base);
    if (!before) {
      if (drawn) clear();
      return;
    }
    Promise.all([layers.load(before.layer), Atlas.sheets.load(base.layer)]).then(
      ([layer, sheet]) => {
        if (mine === turn) draw(layer, sheet, before);
      },
      (reason) => {
        console.warn("atlas:", reason);
        const { failed, retry } = before.words;
        const lang = document.documentElement.lang;
        if (mine === turn) Atlas.showNote([[lang, failed]], retry, () => Atlas.show(message));
      },
    );
  };
})();
