/* The keyboard at the screening desk. Every key presses something that stands on the page, so nothing is lost without
   it; what a key does is told by the list on the page, where the keys can also be switched off. */

const SWITCH = "sanggar-desk-keys";
const help = document.querySelector("[data-keys]");
const box = help?.querySelector("input");
const rows = [...document.querySelectorAll("tbody tr")].map((row) => row.querySelector("a")).filter(Boolean);

function isOn() {
  try {
    return localStorage.getItem(SWITCH) !== "off";
  } catch {
    return true;
  }
}

function remember() {
  try {
    localStorage.setItem(SWITCH, box.checked ? "on" : "off");
  } catch {
    /* a browser that keeps nothing: the switch holds for this page */
  }
}

function step(by) {
  const at = rows.indexOf(document.activeElement);
  const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function press(key) {
  if (rows.length && help.dataset.keys === "list" && (key === "j" || key === "k")) {
    step(key === "j" ? 1 : -1);
    return true;
  }
  if (key === "?") {
    const list = help.querySelector("details");
    list.open = !list.open;
    list.scrollIntoView({ block: "nearest" });
    return true;
  }
  const place = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  const pressed = place?.querySelector("a, button");
  pressed?.click();
  return Boolean(pressed);
}

if (help) {
  help.hidden = false;
  box.checked = isOn();
  box.addEventListener("change", remember);
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (!box.checked || typing || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    if (press(event.key)) event.preventDefault();
  });
}
