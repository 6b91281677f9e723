/* The code on the projector is asked for anew when its half minute is over, and put in its place. Without the network the
   code fades, because nobody could use it. Without scripts the page reloads itself. */

const RETRY = 3;
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
  if (next) screen.replaceChildren(...next.childNodes);
  later(next ? Number(next.dataset.next) : RETRY);
}

function tell(isAway) {
  away.hidden = !isAway;
  for (const code of screen.querySelectorAll("[data-code]")) code.classList.toggle("screen-stale", isAway);
}

later(Number(screen.dataset.next));
