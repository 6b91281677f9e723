/* The application form where scripts are at hand: a chosen file goes by itself, a photograph made smaller first, and a
   question that depends on another answer shows when that is given. Without any of it the form works as it stands, and
   the server judges alone. All words come from the page. */

const form = document.querySelector("form[data-helped]");
const SHRINK_FROM = 1024 * 1024;
const LONGEST_SIDE = 2400; // of an A4 page about 200 dots an inch
const WAITS = [2_000, 6_000, 15_000]; // before the second, third and fourth try
const most = Number(form?.dataset.mostBytes);
const under = new Map(); // each field whose file is on its way → what stops it
const fields = [...(form?.querySelectorAll('input[type="file"]') ?? [])].filter((each) => each.closest(".field").querySelector("[data-attached]"));

// --- files ------------------------------------------------------------------------------------------------------------

const placeOf = (input) => input.closest(".field");
const freshId = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** A hidden field of the form, made where it is not there yet. */
function hidden(name, value) {
  const made = form.elements.namedItem(name) ?? form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name }));
  made.value = value;
}

/** Which filling in of the form this is: the browser's history keeps it, so that going back finds its files. */
function formId() {
  if (!history.state?.form) history.replaceState({ ...history.state, form: freshId() }, "");
  return history.state.form;
}

/** Which file the box takes away: kept there too, so that a page made anew does not bring it back. */
function noteTaken(input, box) {
  const taken = box.checked ? placeOf(input).querySelector("[data-attached] input")?.value : "";
  history.replaceState({ ...history.state, taken: { ...history.state?.taken, [input.name]: taken } }, "");
}

const isTaken = (input, token) => Boolean(token) && history.state?.taken?.[input.name] === token;

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
  for (const name of ["submission_id", "form_id", `chosen_${input.name}`]) {
    const told = form.elements.namedItem(name);
    if (told) body.set(name, told.value);
  }
  body.set(input.name, file);
  return posted(body, stop);
}

async function posted(body, stop) {
  try {
    const answer = await fetch(form.dataset.attach, { method: "POST", body, signal: stop, headers: { Accept: "application/json" } });
    return { status: answer.status, ...(await answer.json()) };
  } catch {
    return null;
  }
}

/** A file that was chosen just now; whatever is sent of it again says that it is the same one. */
function choose(input) {
  hidden("form_id", formId());
  hidden(`chosen_${input.name}`, freshId());
  return attach(input);
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
  const remove = placeOf(input).querySelector("[data-remove]");
  if (remove) [remove.hidden, remove.querySelector("input").checked] = [false, isTaken(input, token)];
  input.value = "";
  ask();
}

/** What went by itself before, on a page that the browser made anew when it went back. */
async function recall() {
  const form_id = history.state?.form;
  if (!form_id) return;
  const body = new FormData();
  body.set("form_id", form_id);
  const answer = await posted(body);
  for (const each of answer?.kept ?? []) {
    const input = fields.find((field) => field.name === each.field);
    if (input && !input.files.length && placeOf(input).querySelector("[data-attached]").hidden) keep(input, each);
  }
}

/** What is still on its way goes with the form, unless that is more than is taken at once. */
function leave(event) {
  const waiting = [...form.querySelectorAll('input[type="file"]')].filter((input) => input.files.length);
  const size = waiting.reduce((sum, input) => sum + input.files[0].size, 0);
  const held = waiting.filter((input) => fields.includes(input)); // beside them may be one that goes with the form
  if (size > most && held.length) {
    event.preventDefault();
    for (const input of held) tell(input, under.has(input) ? "sending" : "failed");
    placeOf(held[0]).scrollIntoView();
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
  window.addEventListener("pageshow", recall);
  for (const input of fields) {
    input.addEventListener("change", () => choose(input));
    placeOf(input).querySelector("[data-again]").addEventListener("click", () => attach(input));
    const box = placeOf(input).querySelector("[data-remove] input");
    if (!box) continue;
    box.checked ||= isTaken(input, placeOf(input).querySelector("[data-attached] input")?.value);
    box.addEventListener("change", () => noteTaken(input, box));
  }
}
