/*
 * Cells: what a message says about each unit, put into words and into attributes.
 * Names come from the sheet, words from the words file; the message brings numbers.
 */
(function () {
  "use strict";

  const Atlas = window.Atlas;
  const BASES = { o: "observed", c: "carried", e: "earlier", n: "none", x: "not_applicable" };
  const BLANK = "#ffffff";
  const ZERO = /^[-+−]?0([.,]0+)?$/;
  const NONE_FILL = "url(#atlas-none)";

  /** From so many units on what is not seen waits until all that is seen is painted. */
  Atlas.MANY = 1000;

  function afterFrame(then) {
    requestAnimationFrame(() => setTimeout(then));
  }
  Atlas.afterFrame = afterFrame;

  /** The words of one language: `say(key, fields)` fills the named fields of a text. */
  Atlas.speaker = function (words) {
    const say = (key, fields) =>
      (words[key] || "").replace(/\{(\w+)\}/g, (whole, name) => fields?.[name] ?? whole);
    say.lang = words.lang || "vi";
    return say;
  };

  /** How units are drawn of which this is known: ground, lines, their share and direction. */
  Atlas.symbolOf = function (say, name) {
    const [ground, lines, share, rise] = say(`symbol_${name}`).split(" ");
    return { ground, lines, share: Number(share), rise: Number(rise) };
  };

  /** A figure with its unit, the same without it, and whether it is but a phrase. */
  function figureOf(message, index) {
    const value = message.values?.[index] || "";
    const number = value.replace(/\{(\d+)\}/g, (whole, n) => message.phrases?.[n] ?? whole);
    // A phrase such as "recognised" takes no unit; "over 62" does.
    const worded = !/\d/.test(value.replace(/\{\d+\}/g, ""));
    const whole = message.figure && !worded;
    const pattern = /^[+\u2212]?1$/.test(number) ? message.figure_one : message.figure;
    const figure = whole ? (pattern || message.figure).replace("{value}", () => number) : number;
    return { figure, number, worded };
  }

  function fillOf(message, cell) {
    if (cell.basis === "none") return NONE_FILL;
    if (cell.basis === "not_applicable" || cell.classIndex === "") return BLANK;
    if (cell.pending || cell.lined) return `url(#atlas-pending-${cell.classIndex})`;
    return message.fills[cell.classIndex] || BLANK;
  }

  function readCell(message, unit, say) {
    const index = unit.index;
    const basis = BASES[message.bases?.[index]] || "none";
    const classIndex = parseInt(message.classes?.[index], 36);
    const cell = {
      unit,
      basis,
      known: basis !== "none" && basis !== "not_applicable",
      classIndex: Number.isNaN(classIndex) ? "" : classIndex,
      pending: message.pending?.[index] === "1",
      lined: message.lined?.[index] === "1",
      faded: message.faded?.[index] === "1",
      name: unit.names[say.lang] || unit.names.vi,
      lies: unit.lies[say.lang] || "",
      ownYear: message.years?.[index] || "",
    };
    if (!cell.known) cell.classIndex = "";
    cell.year = cell.ownYear || message.year || "";
    // zero, and what is outside of everything, are told by the colour
    const { figure, number, worded } = figureOf(message, index);
    cell.worded = worded;
    cell.plain = message.plain?.[index] === "1" || ZERO.test(number);
    // why nothing can be said of a unit, where the message knows more than that
    const reason = basis === "none" && (figure || message.none);
    cell.figure = cell.known ? figure : reason || say(basis);
    cell.number = cell.plain || !cell.known ? "" : number;
    // The colour under the label, for the contrast of its letters.
    const plain = cell.known && !cell.pending && !cell.lined && !cell.faded;
    cell.ground = (plain && message.fills[cell.classIndex]) || BLANK;
    cell.fill = fillOf(message, cell);
    cell.notes = [
      cell.known && cell.basis !== "observed" ? say(cell.basis) : "",
      cell.pending ? say("pending") : "",
      cell.faded ? say("faded") : "",
    ].filter(Boolean);
    const facts = [cell.figure, cell.year, ...cell.notes].filter(Boolean);
    cell.spoken = `${cell.name}: ${facts.join(", ")}`;
    return cell;
  }

  /** One cell per unit of the sheet, in its order. */
  Atlas.readCells = function (message, sheet, say) {
    return sheet.units.map((unit) => readCell(message, unit, say));
  };

  function tellCell(cell) {
    Atlas.change(cell.unit.path, "aria-label", cell.spoken);
  }

  let turn = 0;

  /**
   * Write the cells to the paths of their units. Of thousands what is seen comes first, and what is
   * told of it in words after the frame that shows it.
   */
  Atlas.paintCells = function (cells) {
    turn += 1;
    const mine = turn;
    for (const cell of cells) {
      const path = cell.unit.path;
      Atlas.change(path, "fill", cell.fill);
      Atlas.change(path, "data-basis", cell.basis);
      Atlas.change(path, "data-class", cell.classIndex);
      path.classList.toggle("atlas-pending", cell.pending && cell.known);
      path.classList.toggle("atlas-faded", cell.faded);
    }
    if (cells.length < Atlas.MANY) cells.forEach(tellCell);
    else afterFrame(() => mine === turn && cells.forEach(tellCell));
  };

  /**
   * Diagonal lines, `side` pixels apart along each edge, that cover a share of the ground.
   * The tile is not turned: a turned one takes the browser several times as long to fill with.
   */
  function hatch(defs, id, { ground, lines: stroke, share, rise }, side) {
    // the lines of a tile stand closer than its side, for they are slanted
    const width = (share * side) / Math.SQRT2;
    const pattern = Atlas.svg(
      "pattern",
      { id, patternUnits: "userSpaceOnUse", width: side, height: side },
      defs,
    );
    Atlas.svg("rect", { width: side, height: side, fill: ground }, pattern);
    const lines = [-side, 0, side].map((x) =>
      rise > 0 ? `M${x - 1} ${side + 1}L${x + side + 1} -1` : `M${x - 1} -1L${x + side + 1} ${side + 1}`,
    );
    Atlas.svg("path", { d: lines.join(""), stroke, "stroke-width": width, fill: "none" }, pattern);
  }

  /** Hatches of one view: grey for "no data", the class colour for weak evidence. */
  Atlas.paintHatches = function (defs, message, say) {
    const weak = /1/.test((message.pending || "") + (message.lined || "")) ? message.fills : [];
    const drawn = weak.join();
    if (defs.dataset.drawn === drawn) return;
    defs.dataset.drawn = drawn;
    defs.replaceChildren();
    hatch(defs, "atlas-none", Atlas.symbolOf(say, "unknown"), 7);
    const symbol = Atlas.symbolOf(say, "weak");
    weak.forEach((fill, index) => {
      hatch(defs, `atlas-pending-${index}`, { ...symbol, lines: fill }, 8);
    });
  };

  /** Keep the hatches' spacing the same on the screen at every zoom. */
  Atlas.scaleHatches = function (defs, scale) {
    for (const pattern of defs.children) {
      Atlas.change(pattern, "patternTransform", `scale(${1 / scale})`);
    }
  };
})();
