/* The stage: what the hall sees is asked for anew every few seconds until the result is public, and put in its place
   where it has changed. The field for the dice changes only with the turn, and keeps what has been typed into it.
   Without scripts somebody reloads the page. */

const stage = document.querySelector("[data-every]");
const timer = setInterval(refresh, Number(stage.dataset.every) * 1000);

async function refresh() {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return; // the network is gone for a moment: what is shown stays
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const parts = page.querySelectorAll(".stage");
  document.querySelectorAll(".stage").forEach((part, index) => replace(part, parts[index]));
  takeTurn(document.querySelector("[data-turn]"), page.querySelector("[data-turn]"));
  if (parts.length && !parts[0].dataset.every) clearInterval(timer);
}

function replace(part, now) {
  if (now && now.innerHTML !== part.innerHTML) part.replaceChildren(...now.childNodes);
}

function takeTurn(part, now) {
  if (!now || part.dataset.turn === now.dataset.turn) return;
  const field = part.querySelector("[name=digits]");
  const typed = field?.value;
  const hadFocus = field === document.activeElement;
  document.querySelectorAll(".notices").forEach((told) => told.remove()); // they spoke of the turn before
  part.replaceChildren(...now.childNodes);
  part.dataset.turn = now.dataset.turn;
  const fresh = part.querySelector("[name=digits]");
  if (fresh && typed) fresh.value = typed;
  if (fresh && hadFocus) fresh.focus();
}
