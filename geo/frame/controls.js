/*
 * What lies over the map: caption, tip, buttons, hints, and the rules by which fingers
 * and wheel move the map without trapping the scroll of the page around it.
 */
(function () {
  "use strict";

  const Atlas = window.Atlas;
  const HINT_MS = 1600;
  const TIP_AWAY = 14;
  const WIDE = "print, (min-width: 901px)";
  const ICONS = {
    zoom_in: "M8 3v10M3 8h10",
    zoom_out: "M3 8h10",
    home: "M2.5 8 8 3l5.5 5M4.5 7v6h7V7",
    fullscreen: "M3 6.5V3h3.5M9.5 3H13v3.5M13 9.5V13H9.5M6.5 13H3V9.5",
  };

  function div(className, parent) {
    const element = document.createElement("div");
    element.className = className;
    parent.append(element);
    return element;
  }

  /** Where a span stands beside a point: after it, else before it, and never outside. */
  function beside(at, span, whole) {
    const after = at + TIP_AWAY;
    const start = after + span > whole ? at - TIP_AWAY - span : after;
    return Math.max(2, Math.min(start, whole - span - 2));
  }

  /** The tip beside the mouse or the focused unit; text only, never markup. */
  Atlas.makeTip = function (container) {
    const tip = div("atlas-tip", container);
    tip.setAttribute("aria-hidden", "true");
    tip.hidden = true;
    let owner = null;

    function write(lines) {
      tip.replaceChildren();
      for (const [className, text] of lines) {
        if (text) div(className, tip).textContent = text;
      }
    }

    function place(x, y) {
      const width = tip.offsetWidth;
      const height = tip.offsetHeight;
      tip.style.left = `${beside(x, width, container.clientWidth)}px`;
      tip.style.top = `${beside(y, height, container.clientHeight)}px`;
    }

    return {
      /** Show lines of [class name, text] at a point; `code` of the unit they tell of. */
      show(lines, x, y, code) {
        write(lines);
        owner = code;
        tip.hidden = false;
        place(x, y);
      },
      owner: () => (tip.hidden ? undefined : owner),
      rewrite: write,
      move: (x, y) => tip.hidden || place(x, y),
      hide() {
        tip.hidden = true;
      },
    };
  };

  /** The lines of a cell's tip. */
  Atlas.tipLines = function (cell) {
    return [
      ["atlas-tip-name", cell.name],
      ["atlas-tip-lies", cell.lies],
      [cell.known ? "atlas-tip-figure" : "atlas-tip-none", cell.figure],
      ["atlas-tip-notes", [cell.year, ...cell.notes].filter(Boolean).join(" · ")],
    ];
  };

  function button(bar, icon, act) {
    const element = document.createElement("button");
    element.type = "button";
    element.dataset.act = icon;
    const drawing = Atlas.svg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, element);
    Atlas.svg("path", { d: ICONS[icon] }, drawing);
    element.addEventListener("click", act);
    bar.append(element);
  }

  function toggleFullscreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => {});
  }

  /** Buttons to zoom, to see the whole layer and for full screen; returns `relabel(say)`. */
  Atlas.makeButtons = function (map, goHome) {
    const control = L.control({ position: "topright" });
    let say = () => "";
    control.onAdd = () => {
      const bar = L.DomUtil.create("div", "atlas-buttons");
      L.DomEvent.disableClickPropagation(bar);
      button(bar, "zoom_in", () => map.zoomIn());
      button(bar, "zoom_out", () => map.zoomOut());
      button(bar, "home", goHome);
      if (document.fullscreenEnabled) button(bar, "fullscreen", toggleFullscreen);
      return bar;
    };
    control.addTo(map);

    function relabel(speaker) {
      say = speaker || say;
      for (const each of control.getContainer().children) {
        const leaving = each.dataset.act === "fullscreen" && document.fullscreenElement;
        each.title = say(leaving ? "exit_fullscreen" : each.dataset.act);
        each.setAttribute("aria-label", each.title);
      }
    }
    document.addEventListener("fullscreenchange", () => relabel());
    return relabel;
  };

  /**
   * Let one finger and the plain wheel scroll the page; two fingers, Ctrl with the wheel,
   * or the wheel after a click move the map. Listens before Leaflet does, so that what
   * is not for the map never reaches it. `say()` gives the words of the hints.
   */
  Atlas.guardGestures = function (container, say) {
    const hint = div("atlas-hint", container);
    hint.setAttribute("aria-hidden", "true");
    let entered = false;
    let timer = 0;

    function show(key) {
      hint.textContent = say()?.(key) || "";
      hint.classList.toggle("atlas-shown", Boolean(hint.textContent));
      clearTimeout(timer);
      timer = setTimeout(() => hint.classList.remove("atlas-shown"), HINT_MS);
    }

    function onWheel(event) {
      if (event.ctrlKey || event.metaKey || entered || document.fullscreenElement) return;
      event.stopImmediatePropagation();
      show("hint_wheel");
    }

    function onTouch(event) {
      if (event.touches.length > 1 || document.fullscreenElement) return;
      event.stopImmediatePropagation();
      if (event.type === "touchmove") show("hint_touch");
    }

    container.addEventListener("wheel", onWheel, { capture: true, passive: true });
    container.addEventListener("touchstart", onTouch, { capture: true, passive: true });
    container.addEventListener("touchmove", onTouch, { capture: true, passive: true });
    container.addEventListener("pointerdown", (event) => {
      entered = event.pointerType === "mouse";
    });
    container.addEventListener("pointerleave", () => {
      entered = false;
    });
  };

  /** Where the title stands beside the map, the map bears it on narrow pages alone. */
  function nameBeside() {
    if (!window.frameElement?.closest(".st-key-map_frame, .st-key-gates_map")) return;
    const wide = window.parent.matchMedia(WIDE);
    const turn = () => document.body.classList.toggle("atlas-titled", wide.matches);
    wide.addEventListener("change", turn);
    turn();
  }

  /** The caption in the corner and the hidden help text of the map. */
  Atlas.makeCaption = function (container) {
    const caption = div("atlas-caption", container);
    const help = div("atlas-help", container);
    nameBeside();
    help.id = "atlas-help";
    container.setAttribute("role", "application");
    container.setAttribute("aria-describedby", help.id);
    return function (text, say, helpKey) {
      caption.textContent = text;
      container.setAttribute("aria-label", text);
      help.textContent = say(helpKey);
      document.documentElement.lang = say.lang;
    };
  };
})();
