// Keeps a page that is only looked at fresh; without this script it is as good, and is loaded anew by hand.
"use strict";

const EVERY = 10000;

async function refresh() {
  const shown = document.querySelector("[data-live]");
  // Whoever reads on with the keyboard, has something open or has gone away is left alone.
  const busy = document.hidden || shown?.querySelector("details[open]") || shown?.contains(document.activeElement);
  if (!shown || busy) {
    return;
  }
  try {
    const answer = await fetch(location.href, { redirect: "error" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-live]");
    if (fresh) {
      shown.replaceWith(fresh);
    } else {
      location.reload();
    }
  } catch {
    // The next turn tries again.
  }
}

setInterval(refresh, EVERY);
