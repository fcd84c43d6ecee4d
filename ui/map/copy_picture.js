// Copy the picture of a view. Streamlit makes a file when its button is pressed, and then follows a
// link to it: the button that copies presses the one of the picture, and reads what the link leads
// to instead of following it.
"use strict";

{
  const follow = HTMLAnchorElement.prototype.click;
  let take = null;

  HTMLAnchorElement.prototype.click = function click() {
    if (take) take(this.href);
    else follow.call(this);
  };

  // the address of the picture, as soon as it is made
  const made = (button) => new Promise((resolve, reject) => {
    const end = (settle, value) => {
      take = null;
      watch.disconnect();
      settle(value);
    };
    const watch = new MutationObserver(() => { if (!button.disabled) end(reject); });
    take = (address) => end(resolve, address);
    watch.observe(button, { attributes: true, attributeFilter: ["disabled"] });
    button.click();
  });

  const read = async (button) => {
    const answer = await fetch(await made(button));
    if (!answer.ok) throw new Error(answer.statusText);
    return new Blob([await answer.arrayBuffer()], { type: "image/png" });
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("button.copy-picture");
    const picture = document.querySelector(".st-key-download_png button");
    if (!button || !picture || take) return;
    const say = (name) => { button.nextElementSibling.textContent = button.dataset[name]; };
    // a browser gives the clipboard only to pages of its own machine or over https
    if (!navigator.clipboard?.write) {
      say("instead");
      picture.click();
      return;
    }
    say("making");
    try {
      // asked for within the press: a browser grants it no later
      await navigator.clipboard.write([new ClipboardItem({ "image/png": read(picture) })]);
      say("done");
    } catch {
      say("failed");
    }
  });
}
