/*
 * An inset: the part of the map that is too dense to be read, larger, in the corner that has most
 * room beside the land; none where there is no room. It is a copy of the map's own paths, taken
 * whenever the map is painted, and answers to the mouse as they do.
 * Loaded after the frame, before the map is made: it stands before the maker of the neighbours,
 * which is asked at every layout, after the colours and before the names.
 *
 * Atlas.askInset({part, words, lang})   what the next view has for an inset, or nothing: `part` is
 *   west, south, east, north; `words` say how many `{times}` larger it is.
 */
(function () {
  "use strict";

  const Atlas = window.Atlas;
  const { makeAround } = Atlas;
  const TIMES = [4, 3.6, 3.2, 2.9, 2.6, 2.3, 2];
  const MOST = { width: 0.4, height: 0.6 };
  const LEAST = 110;
  const HEAD = 20;
  const EDGE = 8;
  const CLEAR = 8;
  const STEP = 6;
  const FINE = 4;
  const SIZES = [12, 10.5];
  const LINE = 1.16;
  // a name may stand out of its unit a little, with a halo in the colour of its own ground
  const INSIDE = 0.75;
  const SHIFTS = [[0, 0], [0, -0.5], [0, 0.5], [-0.5, 0], [0.5, 0]];
  const PREFIX = "inset-";
  const PAPER = "#ffffff";
  let asked = null;

  Atlas.askInset = function (wanted) {
    asked = wanted || null;
  };

  // ---- the place

  /** The part in pixels of the sheet. */
  function partOf(map, sheet, frame) {
    const [west, south, east, north] = asked.part;
    const place = (lat, lon) =>
      map.project([lat, lon], map.getZoom()).divideBy(frame.scale).subtract(sheet.origin);
    const [low, high] = [place(north, west), place(south, east)];
    return [low.x, low.y, high.x, high.y];
  }

  /** Tells of a box of the map, in pixels of the screen, whether no land lies in it. */
  function landOf(sheet, frame, corner) {
    // many points fall on one place of the screen
    const places = new Map();
    for (const [x, y] of sheet.units.flatMap((unit) => unit.rings.flat())) {
      const point = [x * frame.scale + corner.x, y * frame.scale + corner.y];
      places.set(point.map((each) => Math.round(each / FINE)).join(), point);
    }
    const points = [...places.values()];
    return ([left, top, right, bottom]) => {
      if (points.some(([x, y]) => x > left && x < right && y > top && y < bottom)) return false;
      const x = ((left + right) / 2 - corner.x) / frame.scale;
      const y = ((top + bottom) / 2 - corner.y) / frame.scale;
      return !sheet.units.some((unit) => Atlas.contains(unit, x, y));
    };
  }

  function range(end) {
    const count = Math.max(0, Math.floor(end / STEP) + 1);
    return Array.from({ length: count }, (_, at) => at * STEP);
  }

  /** Boxes of a size along the edges of the map, the nearest to a corner first. */
  function boxesOf(width, height, { x, y }) {
    const [across, down] = [x - 2 * EDGE - width, y - 2 * EDGE - height];
    const corners = [[across, down], [0, down], [across, 0], [0, 0]];
    const away = ([left, top]) =>
      Math.min(...corners.map((each) => Math.hypot(each[0] - left, each[1] - top)));
    const places = [
      ...range(down).flatMap((top) => [[across, down - top], [0, down - top]]),
      ...range(across).flatMap((left) => [[left, down], [left, 0]]),
    ];
    return places
      .sort((one, other) => away(one) - away(other))
      .map(([left, top]) => [left + EDGE, top + EDGE, left + EDGE + width, top + EDGE + height]);
  }

  const grown = ([left, top, right, bottom]) => [
    left - CLEAR, top - CLEAR, right + CLEAR, bottom + CLEAR,
  ];

  /** The largest inset that there is room for: its box and how much larger it is, or null. */
  function findRoom(map, sheet, frame, part) {
    const size = map.getSize();
    const shift = map.layerPointToContainerPoint([0, 0]);
    const isSea = landOf(sheet, frame, { x: frame.x + shift.x, y: frame.y + shift.y });
    const covered = Atlas.roomOf(map).covered.map(([left, top, right, bottom]) => [
      left + shift.x, top + shift.y, right + shift.x, bottom + shift.y,
    ]);
    for (const times of TIMES) {
      const width = (part[2] - part[0]) * frame.scale * times;
      const height = (part[3] - part[1]) * frame.scale * times + HEAD;
      if (width < LEAST || width > size.x * MOST.width || height > size.y * MOST.height) continue;
      const box = boxesOf(width, height, size).find(
        (each) => !Atlas.overlaps(each, covered) && isSea(grown(each)),
      );
      if (box) return { box, times };
    }
    return null;
  }

  // ---- what stands in it

  function bare(path) {
    const copy = path.cloneNode();
    for (const name of ["role", "tabindex", "aria-label", "aria-current"]) copy.removeAttribute(name);
    const fill = copy.getAttribute("fill") || "";
    copy.setAttribute("fill", fill.replace("url(#", `url(#${PREFIX}`));
    return copy;
  }

  function copyHatches(from, to, scale) {
    to.replaceChildren(...[...from.children].map((each) => each.cloneNode(true)));
    for (const each of to.children) each.id = PREFIX + each.id;
    Atlas.scaleHatches(to, scale);
  }

  const meets = (box, part) =>
    box[0] < part[2] && part[0] < box[2] && box[1] < part[3] && part[1] < box[3];

  /** The ways to write a name, the best first: larger before smaller, on few lines before many. */
  function waysOf(name) {
    const words = [[name], Atlas.breakName(name), name.split(" ")];
    return SIZES.flatMap((size) => words.map((lines) => ({ lines, size: size * Atlas.letters })));
  }

  /** A name in its unit and the inset, off the names that stand there, or nothing. */
  function spotOf(unit, scale, room, taken) {
    for (const { lines, size } of waysOf(unit.label)) {
      const width = Math.max(...lines.map((line) => Atlas.textWidth(line, size)));
      const height = lines.length * size * LINE;
      for (const [right, down] of SHIFTS) {
        const middle = [unit.x + right * unit.room, unit.y + down * unit.room];
        const [x, y] = [(middle[0] - room.left) * scale, (middle[1] - room.top) * scale];
        const box = [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
        const whole = box[0] > 1 && box[1] > 1 && box[2] < room.width - 1 && box[3] < room.height - 1;
        if (!whole || Atlas.overlaps(box, taken)) continue;
        if (Atlas.fits(unit, scale, ...middle, width * INSIDE, height * INSIDE)) {
          return { lines, size, x, box };
        }
      }
    }
    return null;
  }

  function writeNames(group, units, scale, room) {
    const taken = [];
    group.replaceChildren();
    for (const unit of [...units].sort((one, other) => other.room - one.room)) {
      const spot = spotOf(unit, scale, room, taken);
      if (!spot) continue;
      taken.push(spot.box);
      const text = Atlas.svg("text", { "font-size": spot.size }, group);
      const faded = unit.path.classList.contains("atlas-faded");
      const fill = unit.path.getAttribute("fill");
      const ground = fill.startsWith("#") && !faded ? fill : PAPER;
      text.classList.toggle("atlas-faded", faded);
      Object.assign(text.style, { fill: Atlas.inkOn(ground), stroke: ground });
      spot.lines.forEach((line, row) => {
        const y = spot.box[1] + (row + 0.8) * spot.size * LINE;
        const at = { x: spot.x.toFixed(1), y: y.toFixed(1) };
        Atlas.svg("tspan", at, text).textContent = line;
      });
    }
  }

  // ---- the inset of a map

  function makeParts(map) {
    const place = Atlas.make("figure", "", map.getContainer(), "atlas-inset");
    place.hidden = true;
    place.setAttribute("aria-hidden", "true");
    const title = Atlas.make("figcaption", "", place);
    const svg = Atlas.svg("svg", {}, place);
    const group = (name, parent) => Atlas.svg("g", name ? { class: name } : {}, parent);
    const defs = Atlas.svg("defs", {}, svg);
    const scaled = group("atlas-scaled", svg);
    return {
      place, title, svg, defs, scaled,
      units: group("", scaled),
      lines: group("", scaled),
      marks: group("", scaled),
      names: group("atlas-labels", svg),
      main: map.getPanes().overlayPane.querySelector("svg"),
    };
  }

  /** Let the mouse over the copy of a unit be one over the unit itself; a press finds it anyway. */
  function passOn(parts, sheet) {
    parts.svg.addEventListener("mousemove", (event) => {
      const unit = sheet()?.byCode.get(event.target.dataset.code);
      (unit?.path || parts.main).dispatchEvent(new MouseEvent("mousemove", event));
    });
    parts.svg.addEventListener("mouseleave", () => {
      parts.main.dispatchEvent(new MouseEvent("mouseleave"));
    });
  }

  function makeInset(map) {
    const parts = makeParts(map);
    const marks = parts.main.querySelector(".atlas-marks");
    const edge = Atlas.svg("path", { class: "atlas-inset-part" });
    marks.before(edge);
    let last = null;
    let found = null;
    let key = "";
    let seen = "";

    const sight = () => JSON.stringify([map.getSize(), map.layerPointToContainerPoint([0, 0])]);

    function copyMarks() {
      parts.marks.replaceChildren(marks.cloneNode(true));
    }

    function draw(sheet, part) {
      const { box, times } = found;
      const scale = last.frame.scale * times;
      const room = { left: part[0], top: part[1] };
      Object.assign(room, { width: box[2] - box[0], height: box[3] - box[1] - HEAD });
      const number = times.toLocaleString(asked.lang, { maximumFractionDigits: 1 });
      parts.title.textContent = asked.words.replace("{times}", number);
      Atlas.change(parts.svg, "width", room.width);
      Atlas.change(parts.svg, "height", room.height);
      const moved = `scale(${scale}) translate(${-part[0]} ${-part[1]})`;
      Atlas.change(parts.scaled, "transform", moved);
      copyHatches(parts.main.querySelector("defs"), parts.defs, scale);
      const units = sheet.units.filter((unit) => meets(unit.box, part));
      parts.units.replaceChildren(...units.map((unit) => bare(unit.path)));
      if (parts.lines.dataset.sheet !== sheet.address) {
        parts.lines.dataset.sheet = sheet.address;
        parts.lines.replaceChildren(sheet.lines.cloneNode(true));
      }
      copyMarks();
      writeNames(parts.names, units, scale, room);
      const [left, top, right, bottom] = part;
      Atlas.change(edge, "d", `M${left} ${top}H${right}V${bottom}H${left}Z`);
    }

    function put() {
      const { sheet, frame } = last;
      const part = asked && partOf(map, sheet, frame);
      const size = map.getSize();
      const shift = map.layerPointToContainerPoint([0, 0]);
      const now = JSON.stringify([asked, sheet.address, frame, size, shift]);
      seen = sight();
      if (now !== key) {
        key = now;
        found = part && findRoom(map, sheet, frame, part);
      }
      parts.place.hidden = !found;
      edge.style.display = found ? "" : "none";
      if (!found) {
        parts.units.replaceChildren();
        return [];
      }
      const [left, top, right, bottom] = found.box;
      Object.assign(parts.place.style, { left: `${left}px`, top: `${top}px` });
      draw(sheet, part);
      return [[left - shift.x, top - shift.y, right - shift.x, bottom - shift.y]];
    }

    new MutationObserver(copyMarks).observe(marks, { subtree: true, attributeFilter: ["d"] });
    passOn(parts, () => last?.sheet);
    // moved or of another size, the map has its room elsewhere: the names follow the inset
    map.on("moveend", () => {
      if (last && seen !== sight()) Atlas.layOut();
    });
    return (sheet, frame) => {
      last = { sheet, frame };
      return put();
    };
  }

  Atlas.makeAround = function (map, group) {
    const inset = makeInset(map);
    const write = makeAround(map, group);
    return (sheet, frame, lang) => [...inset(sheet, frame), ...write(sheet, frame, lang)];
  };
})();
