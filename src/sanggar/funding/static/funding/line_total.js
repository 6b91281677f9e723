/* The sum of a line and what the ceiling has left, told again at every pause in typing. The server reckons; the form's
   own button asks the same where this does not run. */

const PAUSE = 300;
const told = document.querySelector("[data-reckon]");
const form = told?.closest("form");
let timer = 0;
let asked = 0;

async function ask() {
  const mine = ++asked;
  const typed = new URLSearchParams();
  for (const name of ["factors", "driver", "unit_price"]) typed.set(name, form.elements[name].value);
  try {
    const answer = await fetch(`${told.dataset.reckon}?${typed}`, { headers: { Accept: "text/html" } });
    if (answer.ok && !answer.redirected && mine === asked) told.innerHTML = await answer.text();
  } catch {
    /* no connection: what stands there is what was reckoned last, and saving reckons anew */
  }
}

form?.addEventListener("input", (event) => {
  if (!["factors", "driver", "unit_price"].includes(event.target.name)) return;
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE);
});
