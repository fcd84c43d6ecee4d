/*
 * The legend of a view in words and bars, for where no page stands beside the map: in the
 * presentation and in the one file. All texts come as data and enter as text, never as markup.
 * A class that is pointed at, or pressed, lights its units up, and a unit that is pointed at its class.
 */
(function () {
  "use strict";

  const Atlas = window.Atlas;

  const HATCH_STEP = 6;
  const ROW = ".atlas-legend tr[data-class]";
  let pointed = "";
  let pressed = "";
  let scene = "";

  /** Make an element with a text and a class inside `parent`. */
  Atlas.make = function (name, text, parent, className) {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    if (className) element.className = className;
    if (parent) parent.append(element);
    return element;
  };
  const make = Atlas.make;

  function swatch(row, fill, unknown) {
    const mark = make("td", "", row, "swatch");
    make("span", "", mark, unknown ? "hatched" : "").style.background = unknown || fill;
  }

  /** The hatching of what is unknown, as a background. */
  function hatching(say) {
    const { ground, lines, share, rise } = Atlas.symbolOf(say, "unknown");
    const gap = HATCH_STEP * (1 - share);
    return `repeating-linear-gradient(${-45 * rise}deg, ${ground} 0 ${gap}px, ${lines} ${gap}px ${HATCH_STEP}px)`;
  }

  /** The class of a row as the map knows it; empty where it is not one alone, or has no unit. */
  function classOf({ meaning, fill, count }, rows, fills) {
    if (!count) return "";
    if (meaning === "unknown") return "none";
    const same = rows.filter((row) => row.fill === fill && row.meaning === meaning);
    return same.length === 1 && fills.includes(fill) ? String(fills.indexOf(fill)) : "";
  }

  function writeRow(body, { meaning, label, fill, count, kept }, index, most, unknown) {
    const shown = kept ?? count;
    const row = make("tr", "", body);
    swatch(row, fill, meaning === "unknown" && unknown);
    const head = make("th", index ? "" : label, row);
    head.scope = "row";
    if (index) {
      row.dataset.class = index;
      make("button", label, head).type = "button";
    }
    const cell = make("td", "", row, "bar");
    const bar = make("span", "", cell);
    bar.hidden = shown === 0;
    bar.style.width = `${(100 * shown) / most}%`;
    bar.style.backgroundColor = fill;
    make("td", kept === null ? String(count) : `${kept}/${count}`, row, "count");
  }

  function writeGates(holder, words, message) {
    // on a map of gates the notes name those without a figure
    const shown = (message.gates || []).filter(([, , , , , size]) => size || !message.near);
    if (!shown.length) return;
    make("h2", words.gates, holder);
    const silent = message.silent?.ids || [];
    const told = shown.filter(([id]) => !silent.includes(id));
    const list = told.length && make("ul", "", holder);
    for (const gate of told) {
      const item = make("li", "", list);
      make("strong", gate[3], item);
      item.append(` ${gate[7]}`);
    }
    if (silent.length) make("p", message.silent.said, holder, "below");
    for (const line of words.unplaced) make("p", line, holder, "below");
  }

  /**
   * Write the legend of one year into `holder`, at its end.
   *
   * `words`: unit, units, gates, unplaced and the symbols; the same all years. `message`: the view of the year;
   * `rows`: meaning, label, fill, count of each row, and how many of them the filter keeps
   * (null without one); `below`: the notes that stand under them.
   */
  Atlas.writeLegend = function (holder, words, message, rows, below) {
    const most = Math.max(1, ...rows.map((row) => row.count));
    const head = make("p", "", holder, "legend-head");
    make("span", words.unit, head);
    make("span", words.units, head);
    const body = make("tbody", "", make("table", "", holder));
    const unknown = hatching((key) => words[key]);
    const fills = message.fills || [];
    for (const row of rows) writeRow(body, row, classOf(row, rows, fills), most, unknown);
    for (const line of below) make("p", line, holder, "below");
    writeGates(holder, words, message);
    // a class stays pressed through the years of a scene
    const now = message.view.replace(/\|[^|]*/, "");
    if (now !== scene && (pointed || pressed)) {
      pointed = "";
      pressed = "";
      light();
    }
    scene = now;
    mark(pointed || pressed);
  };

  // ---- what lights up

  function mark(index) {
    for (const row of document.querySelectorAll(ROW)) {
      row.classList.toggle("lit", row.dataset.class === index);
      row.querySelector("button").setAttribute("aria-pressed", String(row.dataset.class === pressed));
    }
  }

  function light() {
    const index = pointed || pressed;
    Atlas.light({ classes: index ? [index] : [] });
    mark(index);
  }

  function point(index) {
    if (index === pointed) return;
    pointed = index;
    light();
  }

  document.addEventListener("mouseover", ({ target }) => {
    point(target.closest?.(ROW)?.dataset.class || "");
  });
  document.documentElement.addEventListener("mouseleave", () => point(""));

  document.addEventListener("click", ({ target }) => {
    const index = target.closest?.(ROW)?.dataset.class;
    if (!index) return;
    pressed = index === pressed ? "" : index;
    light();
  });

  document.addEventListener("atlas:unit", ({ detail: { code, index } }) => {
    if (code) mark(index);
    else light();
  });
})();
