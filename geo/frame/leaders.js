/*
 * Names beside units that are too small for them, each at the end of a line to its unit: for the
 * units marked and for the highest classes, as the wards of a town are.
 */
(function () {
  "use strict";

  const Atlas = window.Atlas;
  const MOST = 8;
  const SIZE = 12;
  const LINE = 1.16;
  const AWAY = [22, 34, 48, 64, 84, 106];
  const TURNS = 16;
  const STEPS = 6;
  const OVER = ".atlas-caption, .leaflet-control";

  /** Whether a line from one point to another leaves all boxes free. */
  function isFree(from, to, boxes) {
    for (let step = 1; step < STEPS; step += 1) {
      const x = from[0] + ((to[0] - from[0]) * step) / STEPS;
      const y = from[1] + ((to[1] - from[1]) * step) / STEPS;
      if (Atlas.overlaps([x, y, x, y], boxes)) return false;
    }
    return true;
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

  function findLeader(cell, second, frame, boxes, room) {
    const lines = [cell.unit.label, second].filter(Boolean);
    const size = SIZE * Atlas.letters;
    const width = Math.max(...lines.map((line) => Atlas.textWidth(line, size)));
    const height = lines.length * size * LINE;
    const from = [cell.unit.x * frame.scale + frame.x, cell.unit.y * frame.scale + frame.y];
    // a unit out of sight has its name there, too
    const seen = isIn([...from, ...from], room.sight);
    const taken = [...boxes, ...room.covered];
    for (const away of AWAY) {
      for (let turn = 0; turn < TURNS; turn += 1) {
        const spot = spotAt(from, away * Atlas.letters, turn, width, height);
        if (seen && !isIn(spot.box, room.sight)) continue;
        if (Atlas.overlaps(spot.box, taken) || !isFree(from, spot.to, boxes)) continue;
        return { cell, lines, size, height, second: Boolean(second), ...spot };
      }
    }
    return null;
  }

  /** The cells that a map is about: those marked, and of those kept the two highest classes. */
  Atlas.leading = function (ordered, marked) {
    const highest = Math.max(...ordered.map((cell) => (cell.known ? cell.classIndex : -1)));
    return ordered.filter((cell) => {
      const high = cell.known && !cell.plain && cell.classIndex >= Math.max(1, highest - 1);
      return marked.includes(cell.unit.code) || (high && !cell.faded);
    });
  };

  /**
   * Find names beside their units, `second(cell)` under each, in a room and off the boxes taken;
   * `take(label)` adds what is found to them.
   */
  Atlas.findLeaders = function (cells, second, frame, boxes, room, take) {
    for (const cell of cells.slice(0, MOST)) {
      take(findLeader(cell, second(cell), frame, boxes, room));
    }
  };
})();
