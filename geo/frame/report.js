/*
 * Telling the app which unit was chosen, through the value of the component around us.
 */
(function () {
  "use strict";

  const Atlas = window.Atlas;
  const PAUSE_MS = 300;
  let reported = -PAUSE_MS;

  // In the order in which the component itself writes them: it compares them as text.
  function value(count, code) {
    return { last_object_clicked_count: count, last_object_clicked_tooltip: code };
  }

  /** The component's first value says nothing and would run the app's script once more. */
  Atlas.quietStart = function () {
    const data = window.__GLOBAL_DATA__;
    if (data) data.previous_data = value(data.last_object_clicked_count, null);
  };

  /**
   * Report a code ("" when the choice was cleared) as the component reports a click on a
   * layer of its own. The count is taken from the clock, so that it is a new one after a
   * reload of the frame too.
   */
  Atlas.report = function (map, code) {
    const data = window.__GLOBAL_DATA__;
    if (!data || !window.Streamlit) return;
    data.last_object_clicked_tooltip = code;
    data.last_object_clicked_count = Math.max(data.last_object_clicked_count + 1, Date.now());
    const now = performance.now();
    const calm = now - reported > PAUSE_MS;
    reported = now;
    if (calm) {
      // At once, without the component's own wait of a quarter second.
      data.previous_data = value(data.last_object_clicked_count, code);
      window.Streamlit.setComponentValue(data.previous_data);
    } else {
      // The component answers this event with nothing but its delayed update.
      map.fire("overlayremove", { layer: null });
    }
  };
})();
