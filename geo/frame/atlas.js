/*
 * The map frame: one map, restyled by messages.
 *
 * Atlas.createMap(id)   makes the empty map; called by the constant base script.
 * Atlas.show(message)   shows a view; called once per change. The last call wins: the
 *                       answer to an earlier one that comes late is dropped. Colours,
 *                       caption, labels and names are painted in one synchronous step.
 * Atlas.names           gives {sheet, cells, marked} of other units whose names are written, or null.
 * Atlas.state           what is on the screen: {view, layer, painted}.
 */
(function () {
  "use strict";

  const Atlas = window.Atlas;
  const KEPT_SHEETS = 3;
  const KEPT_WORDS = 2;
  const ANSWER_MS = 5000;

  const sheets = Atlas.makeStore(Atlas.buildSheet, KEPT_SHEETS);
  const dictionaries = Atlas.makeStore(Atlas.speaker, KEPT_WORDS);
  Atlas.sheets = sheets;
  Atlas.state = { view: null, layer: null, painted: 0 };

  let map = null;
  let parts = null;
  let camera = null;
  let turn = 0;
  let shown = { sheet: null, cells: [], message: null, say: null, gates: [] };
  let chosen = "";
  let outlined = [];
  let claim = null;

  // ---- the map and its parts

  function group(name, parent) {
    return Atlas.svg("g", { class: name }, parent);
  }

  function makeParts(svg) {
    const defs = Atlas.svg("defs", {}, svg);
    const root = group("atlas-root", svg);
    const scaled = group("atlas-scaled", root);
    const shade = group("", scaled);
    const units = group("", scaled);
    const lines = group("", scaled);
    const marks = group("atlas-marks", scaled);
    marks.setAttribute("aria-hidden", "true");
    const mark = (name) => [
      Atlas.svg("path", { class: `atlas-${name}-casing` }, marks),
      Atlas.svg("path", { class: `atlas-${name}` }, marks),
    ];
    const names = group("atlas-around-names", root);
    const labels = group("atlas-labels", root);
    for (const each of [names, labels]) each.setAttribute("aria-hidden", "true");
    return {
      svg, defs, scaled, shade, units, lines, names, labels,
      gates: group("atlas-gates", root),
      hover: mark("hover"),
      focus: mark("focus"),
      chosen: mark("chosen"),
    };
  }

  function setMark(mark, ...units) {
    const d = units.map((unit) => unit?.d || "").join("");
    for (const path of mark) Atlas.change(path, "d", d);
  }

  Atlas.createMap = function (id) {
    map = L.map(id, {
      attributionControl: false,
      zoomControl: false,
      zoomSnap: 0.25,
      zoomDelta: 0.5,
      wheelPxPerZoomLevel: 90,
      minZoom: 4,
      maxZoom: 15,
      doubleClickZoom: false,
      boxZoom: false,
      // The camera does it, and knows that a new size is no move of the reader's.
      trackResize: false,
      zoomAnimation: !Atlas.stillness(),
    });
    map.setView([0, 0], 4);
    L.control.scale({ imperial: false, maxWidth: 120 }).addTo(map);
    L.control.attribution({ prefix: false }).addTo(map);
    const renderer = L.svg({ padding: 0.6 }).addTo(map);
    const container = map.getContainer();
    container.classList.add("atlas");
    // Leaflet focuses the map when it is pressed, and the page around it would scroll for that.
    // The page around focuses it in a frame that is gone, too, where no name of the window is left.
    const focus = container.focus.bind(container);
    container.focus = (options) => focus({ preventScroll: true, ...options });
    parts = makeParts(renderer.getPane().querySelector("svg"));
    parts.tip = Atlas.makeTip(container);
    parts.caption = Atlas.makeCaption(container);
    parts.neighbours = Atlas.makeAround(map, parts.names);
    camera = Atlas.makeCamera(map, () => shown.sheet);
    parts.relabel = Atlas.makeButtons(map, camera.fit);
    parts.walk = Atlas.makeWalk(parts.svg, { sheet: () => shown.sheet, visit, leave, choose, escape });
    Atlas.guardGestures(container, () => shown.say);
    listen(container);
    // The component keeps an object per message on the map; one empty group serves all.
    Atlas.anchor = L.layerGroup();
    Atlas.quietStart();
    Atlas.whenTyped(layOut);
    // After the component has shown the view it was loaded with.
    setTimeout(Atlas.catchUp);
    return map;
  };

  function listen(container) {
    Atlas.watchMouse(parts.svg, container, {
      unitOf,
      enterUnit,
      enterGate,
      move: parts.tip.move,
      leave: leaveAll,
      pick,
    });
    parts.svg.addEventListener("keydown", onGateKey);
    parts.svg.addEventListener("focusin", onGateFocus);
    container.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && event.target === container) escape();
    });
    map.on("zoomend viewreset", layOut);
    map.on("movestart", () => {
      parts.tip.hide();
    });
  }

  // ---- showing a view

  function layOut() {
    if (!shown.sheet) return;
    const frame = Atlas.frameOf(shown.sheet, map);
    const place = `translate(${frame.x} ${frame.y}) scale(${frame.scale})`;
    Atlas.change(parts.scaled, "transform", place);
    Atlas.scaleHatches(parts.defs, frame.scale);
    const { gates, taken } = Atlas.setGates(parts.gates, shown.message.gates, map, shown.sheet);
    shown.gates = gates;
    taken.push(...parts.neighbours(shown.sheet, frame, shown.say.lang));
    const named = shown.message.labels ? shown.cells : [];
    const marked = [shown.message.selected, ...(shown.message.outlined || [])];
    const names = Atlas.names?.() || { sheet: shown.sheet, cells: named, marked };
    const at = { ...Atlas.frameOf(names.sheet, map), room: () => Atlas.roomOf(map) };
    Atlas.setLabels(parts.labels, names.sheet, names.cells, at, taken, names.marked);
    Atlas.trimLabels(shown.message.near ? map : null, parts.gates);
  }
  Atlas.layOut = layOut;

  Atlas.show = function (message) {
    turn += 1;
    const mine = turn;
    const sheet = sheets.get(message.layer);
    const say = dictionaries.get(message.words);
    if (sheet && say) {
      paint(message, sheet, say);
      return;
    }
    map.getContainer().setAttribute("aria-busy", "true");
    // what is told of a layer that does not come is told in the words that are on their way
    Promise.allSettled([sheets.load(message.layer), dictionaries.load(message.words)]).then(
      ([layer, words]) => {
        if (mine !== turn) return;
        const failed = [layer, words].find((each) => each.status === "rejected");
        if (failed) explain(message, failed.reason, words.value || shown.say);
        else paint(message, layer.value, words.value);
      },
    );
  };

  function explain(message, reason, say) {
    console.warn("atlas:", reason);
    map.getContainer().setAttribute("aria-busy", "false");
    const retry = () => {
      Atlas.hideNote();
      Atlas.show(message);
    };
    if (say) Atlas.showNote([[say.lang, say("load_failed")]], say("retry"), retry);
    else Atlas.showUnreachable(retry);
  }

  function swap(sheet) {
    const before = parts.walk.place();
    // A sheet is kept and may come back, when another unit, or none, is chosen.
    markChoiceOn(shown.sheet, false);
    parts.shade.replaceChildren(sheet.around.group, sheet.shade);
    parts.units.replaceChildren(sheet.group);
    parts.lines.replaceChildren(sheet.lines);
    setMark(parts.hover, null);
    setMark(parts.focus, null);
    parts.tip.hide();
    return before;
  }

  function paint(message, sheet, say) {
    const first = shown.message === null;
    const before = shown.sheet === sheet ? null : swap(sheet);
    const changed = shown.sheet !== sheet;
    const last = shown.message || {};
    const cells = Atlas.readCells(message, sheet, say);
    shown = { ...shown, sheet, cells, message, say };
    Atlas.paintHatches(parts.defs, message, say);
    Atlas.paintCells(cells);
    parts.caption(message.caption || "", say, message.presented ? "help_presented" : "help");
    parts.svg.setAttribute("data-view", message.view);
    parts.relabel(say);
    refreshTip();
    takeChoice(message, last);
    if (changed) parts.walk.resume(sheet, before || (chosen ? { code: chosen } : null));
    if (first || Atlas.opening(message) !== Atlas.opening(last)) {
      camera.open(message.near ? Atlas.nearBounds(message, sheet) : null);
      uncover();
    }
    layOut();
    if (message.focus && message.focus_seq !== last.focus_seq) followFocus(message.focus);
    finish(message);
  }

  function followFocus(code) {
    const unit = shown.sheet.byCode.get(code);
    if (!unit) return;
    parts.walk.stopAt(unit);
    camera.goTo(unit);
  }

  /** The component's library adds the same style of the theme again at every message. */
  function dropRepeatedStyles() {
    const seen = new Set();
    for (const style of document.head.querySelectorAll("style")) {
      if (seen.has(style.textContent)) style.remove();
      else seen.add(style.textContent);
    }
  }

  function finish(message) {
    Atlas.hideNote();
    Atlas.hideSkeleton();
    dropRepeatedStyles();
    map.getContainer().setAttribute("aria-busy", "false");
    Atlas.state = { view: message.view, layer: message.layer, painted: performance.now() };
    performance.clearMarks("atlas:painted");
    performance.mark("atlas:painted", { detail: { view: message.view } });
    if (message.leads) window.parent.dispatchEvent(new Event("atlas:painted"));
    Atlas.rested?.();
  }

  // ---- choosing a unit

  function markChoiceOn(sheet, on) {
    const units = (chosen ? [chosen] : outlined).map((code) => sheet?.byCode.get(code));
    for (const unit of units) {
      if (on) unit?.path.setAttribute("aria-current", "true");
      else unit?.path.removeAttribute("aria-current");
    }
    return units;
  }

  /** Mark the unit chosen; without one `others`, which stand for a unit of other boundaries. */
  function markChoice(code, others) {
    markChoiceOn(shown.sheet, false);
    chosen = code;
    outlined = others || [];
    setMark(parts.chosen, ...markChoiceOn(shown.sheet, true));
  }

  /**
   * A choice made here stands until the app has answered it: messages already on their
   * way when the reader clicked still name the unit chosen before. On a map that stands alone
   * (`message.alone`: nobody listens) it stands until another scene, or another choice, is sent.
   */
  function takeChoice(message, last) {
    const wanted = message.selected || "";
    const sameScene = last.alone && message.presented === last.presented;
    if (message.alone && sameScene && wanted === (last.selected || "")) {
      markChoice(chosen);
      return;
    }
    const searched = message.focus_seq !== last.focus_seq;
    if (claim && !searched && wanted === claim.before && wanted !== claim.code) {
      markChoice(claim.code);
      return;
    }
    dropClaim();
    markChoice(wanted, message.outlined);
  }

  function uncover() {
    const unit = shown.sheet.byCode.get(chosen);
    if (unit && !shown.message.alone) camera.uncover(unit);
  }

  function dropClaim() {
    clearTimeout(claim?.timer);
    claim = null;
  }

  function choose(code) {
    if (shown.message.alone) {
      markChoice(code);
      return;
    }
    const timer = setTimeout(() => {
      claim = null;
      markChoice(shown.message.selected || "", shown.message.outlined);
    }, ANSWER_MS);
    const before = claim ? claim.before : chosen;
    dropClaim();
    claim = { code, before, timer };
    markChoice(code);
    uncover();
    Atlas.report(map, code);
  }

  function escape() {
    parts.tip.hide();
    setMark(parts.focus, null);
    if (chosen || outlined.length) choose("");
    map.getContainer().focus({ preventScroll: true });
  }

  // ---- the mouse

  function unitOf(element) {
    return shown.sheet?.byCode.get(element.dataset?.code);
  }

  function enterUnit(unit, x, y) {
    setMark(parts.hover, unit);
    showTip(unit, x, y);
  }

  function enterGate(element, x, y) {
    setMark(parts.hover, null);
    parts.tip.show(gateLines(element), x, y);
  }

  function leaveAll() {
    setMark(parts.hover, null);
    parts.tip.hide();
  }

  function pick(unit) {
    parts.walk.stopAt(unit);
    choose(unit.code);
  }

  // ---- the tip

  function showTip(unit, x, y) {
    parts.tip.show(Atlas.tipLines(shown.cells[unit.index]), x, y, unit.code);
  }

  /** A tip that stands while the view changes must not keep a figure of the old view. */
  function refreshTip() {
    const unit = shown.sheet.byCode.get(parts.tip.owner());
    if (unit) parts.tip.rewrite(Atlas.tipLines(shown.cells[unit.index]));
    else parts.tip.hide();
  }

  // ---- the keyboard: what it shows on its way

  function visit(unit) {
    setMark(parts.focus, unit);
    camera.bring(unit.at);
    const { x, y } = map.latLngToContainerPoint(unit.at);
    showTip(unit, x, y);
  }

  function leave() {
    setMark(parts.focus, null);
    parts.tip.hide();
  }

  function gateLines(element) {
    const gate = shown.gates.find((each) => each.id === element.dataset.gate);
    return gate ? [["atlas-tip-name", gate.name], ["atlas-tip-notes", gate.tip]] : [];
  }

  function onGateFocus(event) {
    if (!event.target.dataset?.gate || !event.target.matches(":focus-visible")) return;
    const gate = shown.gates.find((each) => each.id === event.target.dataset.gate);
    const at = map.layerPointToLatLng(gate.point);
    camera.bring(at);
    const { x, y } = map.latLngToContainerPoint(at);
    parts.tip.show(gateLines(event.target), x, y);
  }

  function onGateKey(event) {
    if (!event.target.dataset?.gate) return;
    if (event.key === "Escape") escape();
    else if (!Atlas.walkGates(shown.gates, event.target, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  }
})();
