/*
 * Maps beside one another on a page: those whose messages name the same `together` move, zoom and
 * point at a unit together. The frames lie on the same host and speak to each other directly, so
 * that neither the page nor the server is asked while the reader moves.
 * Loaded after the atlas: it stands before the makers of the camera, the mouse and the keyboard.
 *
 * Atlas.together        {name, follow(centre, zoom), light(code)} of this frame, or null.
 */
(function () {
  "use strict";

  const Atlas = window.Atlas;
  const makeCamera = Atlas.makeCamera;
  const watchMouse = Atlas.watchMouse;
  const makeWalk = Atlas.makeWalk;
  const show = Atlas.show;
  /** What a reader does with a map: from then on it leads, and none that only follows does. */
  const DOINGS = ["pointerdown", "wheel", "keydown", "touchstart", "focusin"];
  let map = null;
  let sheet = () => null;
  let mouse = null;
  let leads = false;
  Atlas.together = null;

  function peers() {
    if (!Atlas.together || window.parent === window) return [];
    const found = [];
    for (let at = 0; at < window.parent.frames.length; at += 1) {
      try {
        const other = window.parent.frames[at].Atlas?.together;
        if (other && other !== Atlas.together && other.name === Atlas.together.name) found.push(other);
      } catch {
        // a frame of another host is none of ours
      }
    }
    return found;
  }

  function lead() {
    leads = true;
    for (const each of peers()) each.yield();
  }

  function tell() {
    if (!leads) return;
    for (const each of peers()) each.follow(map.getCenter(), map.getZoom());
  }

  function tellUnit(code) {
    for (const each of peers()) each.light(code);
  }

  function follow(centre, zoom) {
    if (zoom !== map.getZoom()) {
      // what one frame zooms to in steps is no step of the others'
      const snap = map.options.zoomSnap;
      map.options.zoomSnap = 0;
      map.setView(centre, zoom, { animate: false });
      map.options.zoomSnap = snap;
      return;
    }
    const away = map.latLngToContainerPoint(centre).subtract(map.getSize().divideBy(2));
    if (Math.abs(away.x) >= 1 || Math.abs(away.y) >= 1) map.panBy(away, { animate: false });
  }

  function light(code) {
    const unit = sheet()?.byCode.get(code);
    if (!unit) {
      mouse.leave();
      return;
    }
    const { x, y } = map.latLngToContainerPoint(unit.at);
    mouse.enterUnit(unit, x, y);
  }

  Atlas.makeCamera = function (made, shown) {
    map = made;
    sheet = shown;
    for (const doing of DOINGS) {
      map.getContainer().addEventListener(doing, lead, { capture: true, passive: true });
    }
    map.on("move zoom", tell);
    map.on("zoomanim", ({ center, zoom }) => {
      if (leads) for (const each of peers()) each.follow(center, zoom);
    });
    return makeCamera(made, shown);
  };

  Atlas.watchMouse = function (svg, container, deps) {
    mouse = deps;
    watchMouse(svg, container, {
      ...deps,
      enterUnit(unit, x, y) {
        deps.enterUnit(unit, x, y);
        tellUnit(unit.code);
      },
      leave() {
        deps.leave();
        tellUnit("");
      },
    });
  };

  Atlas.makeWalk = function (svg, deps) {
    return makeWalk(svg, {
      ...deps,
      visit(unit) {
        deps.visit(unit);
        tellUnit(unit.code);
      },
      leave() {
        deps.leave();
        tellUnit("");
      },
    });
  };

  Atlas.show = function (message) {
    const { together, ...own } = message;
    if (!together) Atlas.together = null;
    else if (Atlas.together?.name !== together) {
      const giveWay = () => {
        leads = false;
      };
      Atlas.together = { name: together, follow, light, yield: giveWay };
    }
    show(own);
  };
})();
