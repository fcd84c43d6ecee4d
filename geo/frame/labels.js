/*
 * Names on the map, where they fit inside their unit and touch no other name.
 * Set anew after every zoom and every message; during a zoom they scale with the map.
 */
(function () {
  "use strict";

  const Atlas = window.Atlas;
  const FAMILY = '"Source Sans", system-ui, "Noto Sans", "Segoe UI", Roboto, sans-serif';
  const SIZES = [12, 10.5];
  const LARGE_SIZES = [14, 12, 10.5];
  // From these rooms in the middle of all units, names are larger and bring their figure.
  const LARGE_ROOM = 44;
  const FIGURE_ROOM = 26;
  const LINE = 1.16;
  const GAP = 2;
  // On every ground one of black and white can be read; the map's own ink comes first.
  const INKS = ["#22343d", "#ffffff", "#000000"];
  const READABLE = 4.5;
  const PAPER = "#ffffff";
  // A name may stand off the middle of its unit by these shares of its room.
  const SHIFTS = [
    [0, 0], [0, -0.4], [0, 0.4], [-0.4, 0], [0.4, 0],
    [0, -0.8], [0, 0.8], [-0.8, 0], [0.8, 0],
    [-0.6, -0.6], [0.6, -0.6], [-0.6, 0.6], [0.6, 0.6],
  ];

  /** How much larger than beside a desk the letters on the map are: a room reads from afar. */
  Atlas.letters = 1;

  const pen = document.createElement("canvas").getContext("2d");
  const widths = new Map();

  /** Width of a text in pixels at a font size; measured once at 100 px. */
  Atlas.textWidth = function (text, size) {
    if (!widths.has(text)) {
      pen.font = `500 100px ${FAMILY}`;
      widths.set(text, pen.measureText(text).width / 100);
    }
    return widths.get(text) * size;
  };

  /** Call `again` once the typeface is there; what was measured in another one is forgotten. */
  Atlas.whenTyped = function (again) {
    const typed = () => {
      widths.clear();
      known.clear();
      shown.place = "";
      again();
    };
    document.fonts.load(`500 12px ${FAMILY}`).then((faces) => {
      if (faces.length) typed();
      // the style that names the face is still on its way
      else document.fonts.addEventListener("loadingdone", typed, { once: true });
    });
  };

  Atlas.overlaps = function (a, boxes) {
    return boxes.some(
      (b) =>
        a[0] < b[2] + GAP && b[0] < a[2] + GAP && a[1] < b[3] + GAP && b[1] < a[3] + GAP,
    );
  };

  /** A name on two lines of about equal length; a single word stays on one. */
  Atlas.breakName = function (name) {
    const words = name.split(" ");
    if (words.length < 2) return [name];
    let best = null;
    for (let i = 1; i < words.length; i += 1) {
      const halves = [words.slice(0, i).join(" "), words.slice(i).join(" ")];
      const longest = Math.max(...halves.map((half) => Atlas.textWidth(half, 1)));
      if (!best || longest < best.longest) best = { longest, halves };
    }
    return best.halves;
  };

  function breaks(name) {
    const broken = Atlas.breakName(name);
    return broken.length > 1 ? [[name], broken] : [[name]];
  }

  /** Whether a box of the screen, shrunk a little, lies in the unit. */
  Atlas.fits = function (unit, scale, x, y, width, height) {
    const dx = (width * 0.46) / scale;
    const dy = (height * 0.4) / scale;
    for (const i of [-1, 0, 1]) {
      for (const j of [-1, 0, 1]) {
        if (!Atlas.contains(unit, x + i * dx, y + j * dy)) return false;
      }
    }
    return true;
  };

  function spot(cell, lines, size, frame, taken) {
    const { unit } = cell;
    const width = Math.max(...lines.map((line) => Atlas.textWidth(line, size)));
    const height = lines.length * size * LINE;
    const [left, top, right, bottom] = unit.box;
    if (width * 0.9 > (right - left) * frame.scale) return null;
    if (height * 0.8 > (bottom - top) * frame.scale) return null;
    for (const [right, down] of SHIFTS) {
      const x = unit.x + right * unit.room;
      const y = unit.y + down * unit.room;
      if (!Atlas.fits(unit, frame.scale, x, y, width, height)) continue;
      const middle = [x * frame.scale + frame.x, y * frame.scale + frame.y];
      const box = [
        middle[0] - width / 2, middle[1] - height / 2,
        middle[0] + width / 2, middle[1] + height / 2,
      ];
      if (!Atlas.overlaps(box, taken)) return { cell, lines, size, middle, height, box };
    }
    return null;
  }

  /** What may stand under a name: the figure where there is room, and its own year. */
  function secondLines(cell, roomy) {
    const year = cell.ownYear && cell.known ? `(${cell.ownYear})` : "";
    if (roomy && cell.known) return [[cell.number, year].filter(Boolean).join(" "), year, ""];
    return [year, ""];
  }

  function findSpot(cell, room, frame, taken) {
    const sizes = (room > LARGE_ROOM * Atlas.letters ? LARGE_SIZES : SIZES).map(
      (size) => size * Atlas.letters,
    );
    const [, top, , bottom] = cell.unit.box;
    // most of thousands are too low for any name
    if (Math.min(...sizes) * LINE * 0.8 > (bottom - top) * frame.scale) return null;
    for (const second of new Set(secondLines(cell, room > FIGURE_ROOM * Atlas.letters))) {
      for (const size of sizes) {
        for (const name of breaks(cell.unit.label)) {
          const lines = second ? [...name, second] : name;
          const found = spot(cell, lines, size, frame, taken);
          if (found) return { ...found, second: Boolean(second) };
        }
      }
    }
    return null;
  }

  /** Relative luminance as WCAG defines it. */
  function luminance(colour) {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const part = parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  /** The first ink whose letters stand out from a ground as WCAG asks of a text. */
  Atlas.inkOn = function (colour) {
    const ground = luminance(colour);
    return INKS.find((ink) => {
      const [darker, lighter] = [ground, luminance(ink)].sort((a, b) => a - b);
      return (lighter + 0.05) / (darker + 0.05) >= READABLE;
    });
  };

  function write(label, cell) {
    if (!label.from) return writeName(label, cell, cell.ground);
    const group = Atlas.svg("g", { class: "atlas-leader" });
    const d = `M${label.from.join(" ")}L${label.to.join(" ")}`;
    Atlas.svg("path", { d, class: "atlas-leader-casing" }, group);
    Atlas.svg("path", { d }, group);
    group.append(writeName(label, cell, PAPER));
    return group;
  }

  function writeName(label, cell, ground) {
    const { lines, size, middle, height } = label;
    const text = Atlas.svg("text", { "font-size": size });
    text.classList.toggle("atlas-faded", cell.faded);
    text.style.fill = Atlas.inkOn(ground);
    // The halo has the colour of the ground, so that it hides lines and not the map.
    text.style.stroke = ground;
    lines.forEach((line, row) => {
      const y = middle[1] - height / 2 + (row + 0.8) * size * LINE;
      const span = Atlas.svg("tspan", { x: middle[0].toFixed(1), y: y.toFixed(1) }, text);
      if (label.second && row === lines.length - 1) span.classList.add("atlas-second");
      span.textContent = line;
    });
    return text;
  }

  /**
   * Cells in the order in which they get their names: those marked, those that the filter keeps,
   * the highest classes, those with a figure, and the roomiest first.
   */
  function inOrder(cells, marked) {
    const height = (cell) => (cell.known ? Number(cell.classIndex) + 1 : 0);
    return [...cells].sort(
      (a, b) =>
        marked.includes(b.unit.code) - marked.includes(a.unit.code) ||
        a.faded - b.faded ||
        height(b) - height(a) ||
        b.unit.room - a.unit.room,
    );
  }

  /** Names for units in their order: inside those that lead, beside those of them too small. */
  function findSpots(ordered, room, frame, taken, marked) {
    const boxes = [...taken];
    const found = [];
    const take = (label) => {
      if (label) boxes.push(...Atlas.boxesOf(label));
      if (label) found.push(label);
      return Boolean(label);
    };
    const leads = Atlas.leading(ordered, marked);
    const small = leads.filter((cell) => !take(findSpot(cell, room, frame, boxes)));
    const second = (cell) => (cell.worded ? "" : secondLines(cell, true)[0]);
    Atlas.findLeaders(small, second, { frame, boxes, cells: ordered, leads, take });
    for (const cell of ordered) if (!leads.includes(cell)) take(findSpot(cell, room, frame, boxes));
    return found;
  }

  const KEPT_SPOTS = 12;
  // Finding the spots is the dear part, so those of the views seen last are kept.
  const known = new Map();
  let shown = { place: "", labels: [], texts: new Map() };
  let turn = 0;
  let edge = null;
  let trimmed = false;
  let gates = null;

  function keep(key, labels) {
    known.set(key, labels);
    if (known.size > KEPT_SPOTS) known.delete(known.keys().next().value);
    return labels;
  }

  /** Put the labels into `group`; those that look as before stay: a new one costs a layout. */
  function writeAll(place, labels, cells, group) {
    const texts = new Map();
    for (const label of labels) {
      const cell = cells[label.cell.unit.index];
      const { lines, size, middle, height, second } = label;
      const place = [middle, height, label.from, label.to];
      const look = JSON.stringify([lines, size, place, second, cell.ground, cell.faded]);
      texts.set(look, shown.texts.get(look) || write(label, cell));
    }
    for (const [look, text] of shown.texts) if (!texts.has(look)) text.remove();
    let next = group.firstChild;
    for (const text of texts.values()) {
      if (text === next) next = next.nextSibling;
      else group.insertBefore(text, next);
    }
    shown = { place, labels, texts };
    trim();
  }

  /** Hide the names that the edge of the map cuts, or that lie under a control. */
  function trim() {
    if (!edge && !trimmed) return;
    trimmed = Boolean(edge);
    const { sight, covered } = edge ? Atlas.roomOf(edge) : {};
    const isWhole = (box) => !edge || (
      box[0] >= sight[0] && box[1] >= sight[1] && box[2] <= sight[2] && box[3] <= sight[3]
        && !Atlas.overlaps(box, covered)
    );
    const texts = [...shown.texts.values()];
    const seen = (text, box) => Atlas.change(text, "visibility", isWhole(box) ? "visible" : "hidden");
    shown.labels.forEach((label, at) => seen(texts[at], label.box));
    for (const text of gates?.querySelectorAll(".atlas-gate-name") || []) {
      const { x, y, width, height } = text.getBBox();
      seen(text, [x, y, x + width, y + height]);
    }
  }

  /** Keep names whole on a map that opens near to a part of it, wherever it is moved; or null. */
  Atlas.trimLabels = function (map, group) {
    edge?.off("moveend", trim);
    edge = map;
    gates = group;
    edge?.on("moveend", trim);
    trim();
  };

  /** A label without its second line, which says something of another view. */
  function bare(label) {
    return label.second ? { ...label, lines: label.lines.slice(0, -1), second: false } : label;
  }

  /** What is looked for: the second lines that are wanted, and the spots for all, once found. */
  function searchOf(place, cells, frame, taken, marked) {
    const rooms = cells.map((cell) => cell.unit.room).sort((a, b) => b - a);
    const room = (rooms[Math.floor(cells.length / 2)] || 0) * frame.scale;
    const ordered = inOrder(cells, marked);
    const wanted = cells.map((cell) => secondLines(cell, room > FIGURE_ROOM * Atlas.letters)[0]);
    const seconds = JSON.stringify(wanted);
    const key = place + seconds + JSON.stringify(ordered.map((cell) => cell.unit.index));
    const find = () => known.get(key) || keep(key, findSpots(ordered, room, frame, taken, marked));
    return { seconds, find, isKnown: known.has(key) };
  }

  /**
   * Write the names into `group`; boxes in `taken` (layer points) stay free, units whose codes
   * are `marked` come first. `frame.room()` is asked for where names may stand beside units.
   *
   * Where a view brings other second lines to the same map, the names stay and the colours come
   * first: the spots for the new lines are found after they are painted.
   */
  Atlas.setLabels = function (group, sheet, cells, frame, taken, marked) {
    turn += 1;
    const mine = turn;
    const place = JSON.stringify([sheet.address, frame, taken, cells.length, Atlas.letters]);
    const stays = shown.place === place;
    const search = () => searchOf(place, cells, frame, taken, marked);
    const write = (labels, seconds) => {
      writeAll(place, labels, cells, group);
      shown.seconds = seconds;
    };
    const later = (found) => {
      if (mine !== turn) return;
      const { seconds, find } = found || search();
      write(find(), seconds);
    };
    // to put thousands in their order takes as long as to paint them
    if (stays && cells.length >= Atlas.MANY) {
      write(shown.labels.map(bare), "");
      Atlas.afterFrame(() => later());
      return;
    }
    const found = search();
    if (found.isKnown || !stays) {
      write(found.find(), found.seconds);
      return;
    }
    const same = shown.seconds === found.seconds;
    write(same ? shown.labels : shown.labels.map(bare), shown.seconds);
    Atlas.afterFrame(() => later(found));
  };
})();
