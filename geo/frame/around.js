/*
 * What lies around the province: borders of the neighbours and their names, for orientation
 * alone. Nothing of it answers to a mouse or a key, and a turn of the year leaves it as it is.
 */
(function () {
  "use strict";

  const Atlas = window.Atlas;
  const SIZES = { country: 12, province: 12, sea: 11.5 };
  const LINE = 1.2;
  const SPACED = 1.12;
  const CONTROLS =
    ".atlas-buttons, .atlas-before-bar, .atlas-inset, .leaflet-control-scale, " +
    ".leaflet-control-attribution";

  /** A name on one line, or on two where that is what its room takes. */
  function boxOf(place, words, frame) {
    const size = SIZES[place.kind] * Atlas.letters;
    const room = place.room * frame.scale;
    const spaced = place.kind === "country" ? SPACED : 1;
    for (const lines of [[words], Atlas.breakName(words)]) {
      const width = Math.max(...lines.map((line) => Atlas.textWidth(line, size))) * spaced;
      const height = lines.length * size * LINE;
      if (Math.hypot(width, height) / 2 > room * 1.1) continue;
      const x = place.x * frame.scale + frame.x;
      const y = place.y * frame.scale + frame.y;
      const box = [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
      return { place, lines, size, x, y, height, box };
    }
    return null;
  }

  function write(name, group) {
    const { place, lines, size, x, y, height } = name;
    const text = Atlas.svg("text", { class: `atlas-around-${place.kind}`, "font-size": size }, group);
    lines.forEach((line, row) => {
      const at = { x: x.toFixed(1), y: (y - height / 2 + (row + 0.82) * size * LINE).toFixed(1) };
      Atlas.svg("tspan", at, text).textContent = line;
    });
    return text;
  }

  /** Give what writes the names of the neighbours into `group`, on a map. */
  Atlas.makeAround = function (map, group) {
    const container = map.getContainer();
    let names = [];
    let drawn = "";

    /** Names that the edge of the window or a control would cut are not shown. */
    function showWhole() {
      const { x, y } = map.getSize();
      const { side, top, bottom } = Atlas.margins;
      const own = container.getBoundingClientRect();
      const controls = [...container.querySelectorAll(CONTROLS)].map((each) => {
        const box = each.getBoundingClientRect();
        return [box.left - own.left, box.top - own.top, box.right - own.left, box.bottom - own.top];
      });
      const shift = map.layerPointToContainerPoint([0, 0]);
      for (const { box, text } of names) {
        const seen = box.map((value, at) => value + (at % 2 ? shift.y : shift.x));
        const inside =
          seen[0] >= side && seen[1] >= top && seen[2] <= x - side && seen[3] <= y - bottom;
        const shown = inside && !Atlas.overlaps(seen, controls);
        Atlas.change(text, "visibility", shown ? "visible" : "hidden");
      }
    }

    map.on("moveend", showWhole);
    // what stands over the map takes its place later than the names: styles and words come last
    const watcher = new ResizeObserver(showWhole);

    function watchControls() {
      watcher.disconnect();
      for (const each of [container, ...container.querySelectorAll(CONTROLS)]) watcher.observe(each);
    }

    /** Write the names for a sheet; returns the boxes that they take. */
    return function (sheet, frame, lang) {
      const place = JSON.stringify([sheet.address, frame, lang, Atlas.letters]);
      if (place !== drawn) {
        const found = sheet.around.names.map((each) => boxOf(each, each.words[lang], frame));
        group.replaceChildren();
        names = found.filter(Boolean).map((name) => ({ ...name, text: write(name, group) }));
        drawn = place;
        showWhole();
        watchControls();
      }
      return names.map((name) => name.box);
    };
  };
})();
