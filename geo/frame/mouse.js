/*
 * The mouse over units and gates. The listeners are on the SVG: Leaflet, and so the
 * component that hooks all its layers, knows nothing of the units.
 */
(function () {
  "use strict";

  const Atlas = window.Atlas;
  const CLICK_SLIP = 5;

  /**
   * Follow the mouse. `deps` are: `unitOf(element)`, `enterUnit(unit, x, y)`,
   * `enterGate(element, x, y)`, `move(x, y)` on the same one, `leave()`, `pick(unit)`.
   */
  Atlas.watchMouse = function (svg, container, deps) {
    let pressed = null;
    let under = null;

    function pointOf(event) {
      const frame = container.getBoundingClientRect();
      return [event.clientX - frame.left, event.clientY - frame.top];
    }

    svg.addEventListener("mousemove", (event) => {
      const unit = deps.unitOf(event.target);
      const gate = event.target.closest("[data-gate]");
      const over = unit || gate;
      if (over && over === under) deps.move(...pointOf(event));
      else if (unit) deps.enterUnit(unit, ...pointOf(event));
      else if (gate) deps.enterGate(gate, ...pointOf(event));
      else deps.leave();
      under = over;
    });
    svg.addEventListener("mouseleave", () => {
      under = null;
      deps.leave();
    });
    container.addEventListener("pointerdown", (event) => {
      pressed = { unit: deps.unitOf(event.target), x: event.screenX, y: event.screenY };
    });
    container.addEventListener("click", (event) => {
      // The reader meant what was under the mouse when it went down: the page may have moved
      // since, by a notice that came above the map, and the place on the screen stayed.
      const { unit, x, y } = pressed || { unit: deps.unitOf(event.target) };
      pressed = null;
      // The end of a drag is a click for the browser, not for the reader.
      const dragged = Math.hypot(event.screenX - x, event.screenY - y) > CLICK_SLIP;
      if (unit && !dragged) deps.pick(unit);
    });
  };
})();
