/* The stage: what the hall sees is asked for anew every few seconds until the result is public, and put in its place
   where it has changed. Without scripts somebody reloads the page. */

const stage = document.querySelector("[data-every]");
const timer = setInterval(refresh, Number(stage.dataset.every) * 1000);

async function refresh() {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return; // the network is gone for a moment: what is shown stays
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = page.querySelector(".stage");
  if (now && now.innerHTML !== stage.innerHTML) stage.replaceChildren(...now.childNodes);
  if (now && !now.dataset.every) clearInterval(timer);
}
