/* The application form where scripts are at hand: a chosen file goes by itself, a photograph made smaller first, and a
   question that depends on another answer shows when that is given. Without any of it the form works as it stands, and
   the server judges alone. All words come from the page. */

const form = document.querySelector("form[data-helped]");
const SHRINK_FROM = 1024 * 1024;
const LONGEST_SIDE = 2400; // of an A4 page about 200 dots an inch
const WAITS = [2_000, 6_000, 15_000]; // before the second, third and fourth try
const most = Number(form?.dataset.mostBytes);
const under = new Map(); // each field whose file is on its way → what stops it

// --- files ------------------------------------------------------------------------------------------------------------

const placeOf = (input) => input.closest(".field");

function tell(input, state, words = "") {
  for (const said of placeOf(input).querySelectorAll("[data-state]")) {
    said.hidden = said.dataset.state !== state;
    if (said.hidden) continue;
    const place = said.querySelector("[data-words]");
    if (place) place.textContent = words || place.dataset.words;
  }
}

/** The photograph as a JPEG of a size that a telephone network carries; the file itself where that can't be made. */
async function shrunk(file) {
  if (!file.type.startsWith("image/") || file.size < SHRINK_FROM) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    const paper = canvas.getContext("2d");
    paper.fillStyle = "#fff"; // a JPEG has nothing to see through
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    if (!small || small.size >= file.size) return file;
    return new File([small], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
  } catch {
    return file; // a picture that this browser can't read; the server says what it takes
  }
}

/** In the field stands what would be sent, should the form go before the file has. */
function put(input, file) {
  const held = new DataTransfer();
  held.items.add(file);
  input.files = held.files;
}

function pause(milliseconds, stop) {
  return new Promise((done) => {
    setTimeout(done, milliseconds);
    window.addEventListener("online", done, { once: true });
    stop.addEventListener("abort", done, { once: true });
  });
}

/** What the office answered, or null where nothing of ours came back. */
async function sent(input, file, stop) {
  const body = new FormData();
  const id = form.elements.namedItem("submission_id");
  if (id) body.set("submission_id", id.value);
  body.set(input.name, file);
  try {
    const answer = await fetch(form.dataset.attach, { method: "POST", body, signal: stop, headers: { Accept: "application/json" } });
    return { status: answer.status, ...(await answer.json()) };
  } catch {
    return null;
  }
}

async function attach(input) {
  under.get(input)?.abort();
  under.delete(input);
  const [chosen] = input.files;
  if (!chosen) return tell(input, "");
  const stopping = new AbortController();
  under.set(input, stopping);
  tell(input, "sending");
  const file = await shrunk(chosen);
  if (stopping.signal.aborted) return;
  if (file !== chosen) put(input, file);
  if (file.size > most) {
    under.delete(input);
    input.value = "";
    return tell(input, "large");
  }
  let answer = await sent(input, file, stopping.signal);
  for (const wait of WAITS) {
    if (answer || stopping.signal.aborted) break;
    tell(input, "waiting");
    await pause(wait, stopping.signal);
    if (stopping.signal.aborted) return;
    answer = await sent(input, file, stopping.signal);
  }
  if (stopping.signal.aborted) return;
  under.delete(input);
  settle(input, answer);
}

function settle(input, answer) {
  if (answer?.token) {
    keep(input, answer);
    tell(input, "");
  } else if (!answer || answer.status === 429 || answer.status === 503) {
    tell(input, "failed", answer?.told ?? "");
  } else {
    input.value = "";
    tell(input, "refused", answer.told);
  }
}

function keep(input, { token, told }) {
  const place = placeOf(input).querySelector("[data-attached]");
  const kept = Object.assign(document.createElement("input"), { type: "hidden", name: input.name, value: token });
  place.replaceChildren(told, kept);
  place.hidden = false;
  input.value = "";
  ask();
}

/** What is still on its way goes with the form, unless that is more than is taken at once. */
function leave(event) {
  const waiting = [...form.querySelectorAll('input[type="file"]')].filter((input) => input.files.length);
  const size = waiting.reduce((sum, input) => sum + input.files[0].size, 0);
  if (size > most) {
    event.preventDefault();
    for (const input of waiting) tell(input, under.has(input) ? "sending" : "failed");
    placeOf(waiting[0]).scrollIntoView();
    return;
  }
  for (const stopping of under.values()) stopping.abort();
  under.clear();
}

// --- questions that depend on another ---------------------------------------------------------------------------------

function answersTo(name) {
  const given = [...form.elements].filter((each) => each.name === name && !each.closest("[data-if][hidden]"));
  const counted = given.filter((each) => !/^(radio|checkbox)$/.test(each.type) || each.checked);
  return counted.map((each) => each.value.trim()).filter(Boolean);
}

function plainNumber(text) {
  const bare = text.replace(/ /g, "");
  const isGrouped = /^-?\d{1,3}(\.\d{3})+(,|$)/.test(bare);
  return (isGrouped ? bare.replace(/\./g, "") : bare).replace(",", ".");
}

function holds({ if: name, ifValue: wanted, ifKind: kind }) {
  const given = answersTo(name);
  if (kind === "number") return given.some((each) => plainNumber(each) === wanted);
  if (kind === "words") return given.some((each) => each.toLowerCase().includes(wanted.toLowerCase()));
  return given.includes(wanted);
}

/** In the order of the form, so that what hangs on a hidden question is hidden too. A refused answer stays in sight. */
function ask() {
  for (const place of form.querySelectorAll("[data-if]")) {
    place.hidden = !holds(place.dataset) && !place.querySelector(".bad");
  }
}

if (form) {
  form.addEventListener("input", ask);
  form.addEventListener("change", ask);
  window.addEventListener("pageshow", ask); // a browser that goes back puts in what was typed
  ask();
}
if (form?.dataset.attach) {
  for (const told of form.querySelectorAll("[data-unhelped]")) told.hidden = true;
  form.addEventListener("submit", leave);
  for (const input of form.querySelectorAll('input[type="file"]')) {
    input.addEventListener("change", () => attach(input));
    placeOf(input).querySelector("[data-again]").addEventListener("click", () => attach(input));
  }
}
