/*
 * The map before the rest of its page: a browser that gets both draws the page first, and the
 * scripts of the map's frame wait for it. What comes after a map that leads a page is held back
 * until that map is painted, or has taken too long, and then handed on in its order.
 */
(function () {
  "use strict";

  // a message's text stands in the script of the frame, which stands in JSON
  const LEADS = '\\"leads\\":true';
  const LONGEST = 65536;
  const PATIENCE_MS = 1000;
  const letters = new TextDecoder();
  const held = [];
  const handedOn = new WeakSet();
  let holding = null;

  function release() {
    clearTimeout(holding);
    holding = null;
    for (const { socket, data } of held.splice(0)) {
      const event = new MessageEvent("message", { data });
      handedOn.add(event);
      socket.dispatchEvent(event);
    }
  }

  function leads(data) {
    if (!(data instanceof ArrayBuffer) || data.byteLength > LONGEST) return false;
    return letters.decode(data).includes(LEADS);
  }

  function take(event) {
    if (handedOn.has(event)) return;
    if (holding !== null) {
      event.stopImmediatePropagation();
      held.push({ socket: event.target, data: event.data });
    } else if (leads(event.data)) {
      holding = setTimeout(release, PATIENCE_MS);
    }
  }

  window.WebSocket = class extends WebSocket {
    constructor(...given) {
      super(...given);
      // before all others that listen
      this.addEventListener("message", take);
    }
  };

  window.addEventListener("atlas:painted", () => {
    // in the task after the frame of the screen that shows it
    if (holding !== null) requestAnimationFrame(() => setTimeout(release));
  });
})();
