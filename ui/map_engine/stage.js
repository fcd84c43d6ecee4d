/*
 * The years of a view inside the frame: a message that brings the messages of all its years
 * (`play`: stamp, years, at, frames, words) shows a player, and the frame turns the years
 * without asking the server. Loaded last: it stands before `Atlas.show`.
 */
(function () {
  "use strict";

  const Atlas = window.Atlas;
  const show = Atlas.show;
  const MAP_GESTURES = ["pointerdown", "mousedown", "touchstart", "dblclick", "wheel", "keydown"];
  /** Pixels at the lower edge that the whole map leaves to the player. */
  const PLAYER_ROOM = 72;
  let player = null;
  let holder = null;
  let stamp = "";

  function clear() {
    if (player) player.stop();
    if (holder) holder.remove();
    player = null;
    holder = null;
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
    makeHolder();
    Atlas.roomBelow = PLAYER_ROOM;
    player = Atlas.makePlayer(holder, (index) => show({ ...base, ...play.frames[index] }));
    player.set(play.years, play.at, play.words);
  };
})();
