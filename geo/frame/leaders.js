/*
 * Names beside units that are too small for them, each at the end of a line to its unit: for the
 * units marked and for the highest classes, as the wards of a town are.
 */
(function () {
  "use strict";

  const Atlas = window.Atlas;
  const MOST = 8;
  const FEW = 20;
  const SIZE = 12;
  const LINE = 1.16;
  const AWAY = [22, 34, 48, 64, 84, 106, 130];
  const TURNS = 16;
  // between the points by which a line is kept free: less than the height of a letter
  const STEP = 6;
  const OVER = ".atlas-caption, .leaflet-control";

  /** Points along a line, its ends left out. */
  function along([x, y], to) {
    const steps = Math.max(6, Math.ceil(Math.hypot(to[0] - x, to[1] - y) / STEP));
    return Array.from({ length: steps - 1 }, (_, at) => {
      const share = (at + 1) / steps;
      return [x + (to[0] - x) * share, y + (to[1] - y) * share];
    });
  }

  /** The boxes that no other name may lie over: a name, and the line from it to its unit. */
  Atlas.boxesOf = function (label) {
    const line = label.from ? along(label.from, label.to) : [];
    return [label.box, ...line.map((point) => [...point, ...point])];
  };

  /** Whether a line from one point to another leaves all boxes free. */
  function isFree(from, to, boxes) {
    return along(from, to).every((point) => !Atlas.overlaps([...point, ...point], boxes));
  }

  /** Whether two lines cross: the ends of each lie on both sides of the other. */
  function cross(one, other) {
    const side = ({ from, to }, [x, y]) =>
      Math.sign((to[0] - from[0]) * (y - from[1]) - (to[1] - from[1]) * (x - from[0]));
    const parts = (line, by) => side(line, by.from) !== side(line, by.to);
    return parts(one, other) && parts(other, one);
  }

  /** Whether a box lies over one of some units. */
  function liesOver(box, units, frame) {
    const [left, top, right, bottom] = box;
    const xs = [left, (left + right) / 2, right].map((x) => (x - frame.x) / frame.scale);
    const ys = [top, (top + bottom) / 2, bottom].map((y) => (y - frame.y) / frame.scale);
    const near = units.filter(
      ({ box: [west, north, east, south] }) =>
        west <= xs[2] && xs[0] <= east && north <= ys[2] && ys[0] <= south,
    );
    return near.some((unit) => xs.some((x) => ys.some((y) => Atlas.contains(unit, x, y))));
  }

  /** Where names may stand beside their units: in sight, and free of what lies over the map. */
  Atlas.roomOf = function (map) {
    const container = map.getContainer();
    const at = container.getBoundingClientRect();
    const corner = map.containerPointToLayerPoint([0, 0]);
    const boxOf = (each) => {
      const box = each.getBoundingClientRect();
      const [left, top] = [box.left - at.left + corner.x, box.top - at.top + corner.y];
      return [left, top, left + box.width, top + box.height];
    };
    const over = [...container.querySelectorAll(OVER)].filter((each) => each.checkVisibility());
    return { sight: boxOf(container), covered: over.map(boxOf) };
  };

  function isIn(box, sight) {
    return sight[0] <= box[0] && sight[1] <= box[1] && box[2] <= sight[2] && box[3] <= sight[3];
  }

  function spotAt(from, away, turn, width, height) {
    const angle = (turn / TURNS) * 2 * Math.PI;
    const to = [from[0] + away * Math.cos(angle), from[1] + away * Math.sin(angle)];
    const middle = [
      to[0] + (Math.cos(angle) * width) / 2,
      to[1] + (Math.sin(angle) * height) / 2,
    ];
    const box = [
      middle[0] - width / 2, middle[1] - height / 2,
      middle[0] + width / 2, middle[1] + height / 2,
    ];
    return { from, to, middle, box };
  }

  /** All places of a name around a unit, the nearest first. */
  function* spotsAround(from, width, height) {
    for (const away of AWAY) {
      for (let turn = 0; turn < TURNS; turn += 1) {
        yield spotAt(from, away * Atlas.letters, turn, width, height);
      }
    }
  }

  /** The units of which a part may lie within reach of the middle of one. */
  function near(units, { x, y }, reach) {
    return units.filter(
      ({ box: [west, north, east, south] }) =>
        west < x + reach && x - reach < east && north < y + reach && y - reach < south,
    );
  }

  function offThem(spots, units, frame) {
    return spots.find(({ box }) => !liesOver(box, units, frame));
  }

  /** A place beside the land, else one on it that hides no unit of `keepOff`. */
  function findLeader(cell, second, map) {
    const { frame, boxes, room, lines, land, keepOff } = map;
    const words = [cell.unit.label, second].filter(Boolean);
    const size = SIZE * Atlas.letters;
    const width = Math.max(...words.map((line) => Atlas.textWidth(line, size)));
    const height = words.length * size * LINE;
    const from = [cell.unit.x * frame.scale + frame.x, cell.unit.y * frame.scale + frame.y];
    // a unit out of sight has its name there, too
    const seen = isIn([...from, ...from], room.sight);
    const taken = [...boxes, ...room.covered];
    const reach = (AWAY.at(-1) * Atlas.letters + width + height) / frame.scale;
    const around = (units) => near(units, cell.unit, reach);
    const free = [...spotsAround(from, width, height)].filter(
      (spot) =>
        (!seen || isIn(spot.box, room.sight)) &&
        !Atlas.overlaps(spot.box, taken) &&
        isFree(from, spot.to, boxes) &&
        !lines.some((line) => cross(line, spot)),
    );
    const spot =
      offThem(free, around(land), frame) ||
      offThem(free, around(keepOff), frame) ||
      free[0];
    return spot && { cell, lines: words, size, height, second: Boolean(second), ...spot };
  }

  /**
   * The cells that a map is about: those marked, and of those kept the two highest classes, or all
   * with a figure where there are few units.
   */
  Atlas.leading = function (ordered, marked) {
    const highest = Math.max(...ordered.map((cell) => (cell.known ? cell.classIndex : -1)));
    const lowest = ordered.length <= FEW ? 0 : Math.max(1, highest - 1);
    return ordered.filter((cell) => {
      const high = cell.known && !cell.plain && cell.classIndex >= lowest;
      return marked.includes(cell.unit.code) || (high && !cell.faded);
    });
  };

  /**
   * Find names beside their units, `second(cell)` under each, in a room and off the boxes taken;
   * `take(label)` adds what is found to them. All `cells` of the map are its land, those of
   * `leads` are not hidden.
   */
  Atlas.findLeaders = function (small, second, { frame, boxes, cells, leads, take }) {
    const units = (some) => some.map((cell) => cell.unit);
    const map = { frame, boxes, room: frame.room(), lines: [] };
    Object.assign(map, { land: units(cells), keepOff: units(leads) });
    for (const cell of small.slice(0, MOST)) {
      const label = findLeader(cell, second(cell), map);
      if (take(label)) map.lines.push(label);
    }
  };
})();
