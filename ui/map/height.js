// The map ends above the lower edge of the window whatever stands above it, a notice or a second
// row of controls: the style sheet takes what is measured here off the height of the window.
"use strict";

{
  let asked = 0;

  function measure() {
    const map = document.querySelector(".st-key-map_frame");
    if (!map) return;
    const scrolled = document.querySelector("[data-testid=stMain]").scrollTop;
    const above = `${Math.ceil(map.getBoundingClientRect().top + scrolled)}px`;
    const { style } = document.documentElement;
    if (style.getPropertyValue("--above-map") !== above) style.setProperty("--above-map", above);
  }

  const measureSoon = () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(measure);
  };

  new MutationObserver(measureSoon).observe(document.body, { subtree: true, childList: true });
  window.addEventListener("resize", measureSoon);
  document.fonts.addEventListener("loadingdone", measureSoon);
}
