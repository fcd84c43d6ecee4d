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
  const MARGINS = { side: 12, top: 12, bottom: 12 };
  /** The width of a window, in pixels, in which the letters on the map are as beside a desk. */
  const DESK = 1100;
  const STILL_READ = 0.7;
  const LOW = "(max-width: 720px), (max-height: 480px)";
  const CODES = {
    PageUp: 33, PageDown: 34, End: 35, Home: 36, Escape: 27,
    ArrowLeft: 37, ArrowUp: 38, ArrowRight: 39, ArrowDown: 40,
  };
  let player = null;
  let holder = null;
  let beside = null;
  let side = null;
  let foot = null;
  const margins = Atlas.margins;
  let stamp = "";
  let giveBackKeys = null;

  /** Keys pressed in this frame are the page's: it is the page that turns the scenes. */
  function handOn(key, target) {
    // a button that has the focus is pressed by it
    if (key === " " && target.closest("button")) return false;
    for (const type of ["keydown", "keyup"]) {
      const options = { key, code: key, keyCode: CODES[key], bubbles: true, cancelable: true };
      window.parent.document.body.dispatchEvent(new KeyboardEvent(type, options));
    }
    return true;
  }

  function clear() {
    if (giveBackKeys) giveBackKeys();
    if (player) player.stop();
    if (beside) beside.remove();
    if (foot) foot.remove();
    window.removeEventListener("resize", onResize);
    document.body.classList.remove("atlas-staged", "atlas-flow");
    giveBackKeys = null;
    player = null;
    beside = null;
    holder = null;
    side = null;
    foot = null;
    stamp = "";
    Atlas.letters = 1;
    Atlas.margins = margins;
  }

  function makeSide(name) {
    document.body.classList.add("atlas-staged");
    beside = Atlas.make("aside", "", document.body, "atlas-beside");
    beside.setAttribute("aria-label", name);
    side = Atlas.make("div", "", beside, "atlas-side");
    // it scrolls where a small window leaves it no room, so it can be reached by keys
    side.tabIndex = 0;
    side.setAttribute("role", "group");
    side.setAttribute("aria-label", name);
    holder = Atlas.make("div", "", beside);
    foot = Atlas.make("p", "", document.body, "atlas-foot");
    window.addEventListener("resize", onResize);
  }

  /**
   * Letters are as large as the words have room for: whoever sits in the room cannot scroll. In a
   * window that the style sheet of the page lets scroll (`LOW`), all stands below each other.
   */
  function fitWords() {
    const flows = window.parent.matchMedia(LOW).matches;
    document.body.classList.toggle("atlas-flow", flows);
    let size = 1;
    do {
      beside.style.setProperty("--size", size.toFixed(2));
      size -= 0.04;
    } while (!flows && size >= STILL_READ && side.scrollHeight > side.clientHeight + 1);
    const { bottom } = foot.getBoundingClientRect();
    if (flows) window.frameElement.style.setProperty("--flow", `${Math.ceil(bottom) + 4}px`);
  }

  function scaleLetters() {
    Atlas.letters = Math.max(1, window.innerWidth / DESK);
  }

  function onResize() {
    scaleLetters();
    fitWords();
  }

  function writeSide(play, index) {
    const panel = play.panels[index];
    side.replaceChildren();
    if (panel.subtitle) Atlas.make("p", panel.subtitle, side, "drawn");
    Atlas.make("p", panel.sentence, side, "said");
    const legend = Atlas.make("div", "", side, "atlas-legend");
    Atlas.writeLegend(legend, play.words, play.frames[index], panel.legend, panel.below);
    foot.textContent = panel.source;
    fitWords();
  }

  /** Play the years, or stop them; the page asks for it when its Space is pressed. */
  Atlas.playYears = function () {
    player?.toggle();
  };

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
    giveBackKeys = Atlas.takeKeys(handOn);
    Atlas.margins = MARGINS;
    scaleLetters();
    player = Atlas.makePlayer(holder, (index) => {
      show({ ...base, ...play.frames[index], presented: stamp });
      writeSide(play, index);
    });
    player.set(play.years, play.at, play.words);
  };
})();
