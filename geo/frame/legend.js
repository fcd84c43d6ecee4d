/*
 * The legend of a view in words and bars, for where no page stands beside the map: in the
 * presentation and in the one file. All texts come as data and enter as text, never as markup.
 */
(function () {
  "use strict";

  const Atlas = window.Atlas;

  /** Make an element with a text and a class inside `parent`. */
  Atlas.make = function (name, text, parent, className) {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    if (className) element.className = className;
    if (parent) parent.append(element);
    return element;
  };
  const make = Atlas.make;

  function swatch(row, fill, hatched) {
    const mark = make("td", "", row, "swatch");
    const box = make("span", "", mark, hatched ? "hatched" : "");
    if (!hatched) box.style.backgroundColor = fill;
  }

  function writeRow(body, { meaning, label, fill, count, kept }, most) {
    const shown = kept ?? count;
    const row = make("tr", "", body);
    swatch(row, fill, meaning === "unknown");
    make("th", label, row).scope = "row";
    const cell = make("td", "", row, "bar");
    const bar = make("span", "", cell);
    bar.hidden = shown === 0;
    bar.style.width = `${(100 * shown) / most}%`;
    bar.style.backgroundColor = fill;
    make("td", kept === null ? String(count) : `${kept}/${count}`, row, "count");
  }

  function writeGates(holder, words, message) {
    if (!message.gates) return;
    make("h2", words.gates, holder);
    const list = make("ul", "", holder);
    for (const gate of message.gates) {
      const item = make("li", "", list);
      make("strong", gate[3], item);
      item.append(` ${gate[7]}`);
    }
    for (const line of words.unplaced) make("p", line, holder, "below");
  }

  /**
   * Write the legend of one year into `holder`, at its end.
   *
   * `words`: unit, units, gates, unplaced; the same all years. `message`: the view of the year;
   * `rows`: meaning, label, fill, count of each row, and how many of them the filter keeps
   * (null without one); `below`: the notes that stand under them.
   */
  Atlas.writeLegend = function (holder, words, message, rows, below) {
    const most = Math.max(1, ...rows.map((row) => row.count));
    const head = make("p", "", holder, "legend-head");
    make("span", words.unit, head);
    make("span", words.units, head);
    const body = make("tbody", "", make("table", "", holder));
    for (const row of rows) writeRow(body, row, most);
    for (const line of below) make("p", line, holder, "below");
    writeGates(holder, words, message);
  };
})();
