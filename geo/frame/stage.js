/*
 * A presented map: a message that brings the messages of all its years (`play`: stamp, years, at,
 * frames, words, panels) shows a player, and the frame turns the years without asking the server.
 * What is said of a year - title, sentence, legend with counts, sources: `panels` - stands beside
 * the map in the frame, so that it never belongs to another year than the colours.
 * Loaded last: it stands before `Atlas.show`.
 */
(function () {
  "use strict";

  const Atlas = window.Atlas;
  const show = Atlas.show;
  const MAP_GESTURES = ["pointerdown", "mousedown", "touchstart", "dblclick", "wheel", "keydown"];
  /** Pixels at the lower edge that the whole map leaves to the player. */
  const PLAYER_ROOM = 72;
  const CODES = {
    PageUp: 33, PageDown: 34, End: 35, Home: 36, Escape: 27,
    ArrowLeft: 37, ArrowUp: 38, ArrowRight: 39, ArrowDown: 40,
  };
  let player = null;
  let holder = null;
  let side = null;
  let foot = null;
  let stamp = "";
  let giveBackKeys = null;

  /** Keys pressed in this frame are the page's: it is the page that turns the scenes. */
  function handOn(key) {
    for (const type of ["keydown", "keyup"]) {
      const options = { key, code: key, keyCode: CODES[key], bubbles: true, cancelable: true };
      window.parent.document.body.dispatchEvent(new KeyboardEvent(type, options));
    }
    return true;
  }

  function clear() {
    if (giveBackKeys) giveBackKeys();
    if (player) player.stop();
    if (holder) holder.remove();
    if (side) side.remove();
    if (foot) foot.remove();
    document.body.classList.remove("atlas-staged");
    giveBackKeys = null;
    player = null;
    holder = null;
    side = null;
    foot = null;
    stamp = "";
    Atlas.roomBelow = 0;
  }

  function makeHolder() {
    holder = document.createElement("div");
    // a drag on the player must not move the map, nor its keys walk the units
    for (const name of MAP_GESTURES) {
      holder.addEventListener(name, (event) => event.stopPropagation());
    }
    document.querySelector(".leaflet-container").append(holder);
  }

  function makeSide(name) {
    document.body.classList.add("atlas-staged");
    side = Atlas.make("aside", "", document.body, "atlas-side");
    // it scrolls where it is long, so it can be reached by keys
    side.tabIndex = 0;
    side.setAttribute("aria-label", name);
    foot = Atlas.make("p", "", document.body, "atlas-foot");
  }

  function writeSide(play, index) {
    const panel = play.panels[index];
    side.replaceChildren();
    if (panel.subtitle) Atlas.make("p", panel.subtitle, side, "drawn");
    Atlas.make("p", panel.sentence, side, "said");
    const legend = Atlas.make("div", "", side, "atlas-legend");
    Atlas.writeLegend(legend, play.words, play.frames[index], panel.legend, panel.below);
    foot.textContent = panel.source;
  }

  Atlas.show = function (message) {
    const { play, ...base } = message;
    if (!play) {
      if (stamp) clear();
      show(message);
      return;
    }
    // the same years again, as a rerun sends them, leave the player where it is
    if (play.stamp === stamp) return;
    clear();
    stamp = play.stamp;
    makeSide(play.words.figures);
    makeHolder();
    giveBackKeys = Atlas.takeKeys(handOn);
    Atlas.roomBelow = play.years.length > 1 ? PLAYER_ROOM : 0;
    player = Atlas.makePlayer(holder, (index) => {
      show({ ...base, ...play.frames[index], presented: stamp });
      writeSide(play, index);
    });
    player.set(play.years, play.at, play.words);
  };
})();
