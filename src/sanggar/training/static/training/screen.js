/* The code on the projector and how many have come are asked for anew every few seconds, and when the code's half minute
   is over. While somebody is at a button, only these change, so that it stays under their finger. Without the network the
   code fades, because nobody could use it. Without scripts the page reloads itself. */

const RETRY = 3;
const LIVE = "[data-code], .screen-count";
const screen = document.querySelector("[data-next]");
const away = document.querySelector("[data-away]");

function later(seconds) {
  setTimeout(refresh, seconds * 1000);
}

async function refresh() {
  const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
  const text = answer?.ok && !answer.redirected ? await answer.text() : "";
  const next = text && new DOMParser().parseFromString(text, "text/html").querySelector("[data-next]");
  tell(!next);
  if (next) show(next);
  later(next ? Number(next.dataset.next) : RETRY);
}

function show(next) {
  if (!screen.contains(document.activeElement)) return screen.replaceChildren(...next.childNodes);
  const fresh = next.querySelectorAll(LIVE);
  screen.querySelectorAll(LIVE).forEach((each, index) => fresh[index] && each.replaceWith(fresh[index]));
}

function tell(isAway) {
  away.hidden = !isAway;
  for (const code of screen.querySelectorAll("[data-code]")) code.classList.toggle("screen-stale", isAway);
}

later(Number(screen.dataset.next));
