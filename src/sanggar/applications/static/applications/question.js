/* The question as applicants will read it, shown again at every pause in typing. The server shows it; the form's button
   "Lihat dulu" asks the same where this does not run. */

const PAUSE = 300;
const seen = document.querySelector("[data-seen]");
const form = seen?.previousElementSibling;
let timer = 0;
let asked = 0;

async function ask() {
  const mine = ++asked;
  try {
    const answer = await fetch(seen.dataset.seen, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    if (answer.ok && !answer.redirected && mine === asked) seen.innerHTML = await answer.text();
  } catch {
    /* no connection: what stands there is what was shown last */
  }
}

form?.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE);
});
