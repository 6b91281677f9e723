/* The page: takes a file, shows the stages, tells the result. All words come from the page's own templates, so that they
   are in its language. Nothing leaves the browser; the one request is for the bundle of a draw of this very site. */

import { Unusable, read } from "./json.js";
import { kindOf, stages } from "./report.js";

const LARGEST_FILE = 200 * 1024 * 1024;
const MOST_FAULTS = 100;
let latest = 0;

const part = (id) => document.getElementById(id);
const named = (id) => new Map(Array.from(part(id).content.children, (each) => [each.dataset.code, each.textContent]));
const sentences = named("sentences");
const labels = named("labels");

function say(code, values = {}) {
  return sentences.get(code).replace(/\{([a-z_]+)\}/g, (_, name) => spelled(values[name]));
}

function spelled(value) {
  return typeof value === "number" ? value.toLocaleString(document.documentElement.lang) : String(value);
}

function copy(id) {
  return part(id).content.cloneNode(true);
}

// --- checking ---------------------------------------------------------------------------------------------------------

/** `load` gives the bytes. Whoever chooses another file meanwhile sees only that one's result. */
async function check(name, load) {
  latest += 1;
  const mine = latest;
  const isStale = () => mine !== latest;
  try {
    await begin(name);
    const bundle = read(await load());
    const faults = await run(stages(bundle), isStale);
    if (!isStale()) tellResult(name, bundle, faults);
  } catch (error) {
    if (!isStale()) tellUnusable(name, error);
  }
  if (!isStale()) part("running").hidden = true;
}

async function begin(name) {
  part("headline").replaceChildren();
  part("details").replaceChildren();
  part("running").hidden = false;
  await show("read", 0);
}

async function run(running, isStale) {
  let step = running.next();
  for (let passed = 1; !step.done && !isStale(); passed += 1) {
    await show(step.value, passed);
    step = running.next();
  }
  return step.value;
}

/** Long enough for the browser to paint. */
function show(stage, passed) {
  part("stage").textContent = say(stage);
  part("progress").value = passed;
  return new Promise((done) => setTimeout(done, 20));
}

async function bytesOfFile(file) {
  if (file.size > LARGEST_FILE) throw new Unusable("too_large");
  return file.arrayBuffer();
}

async function bytesOfBundle(address) {
  try {
    const answer = await fetch(address, { credentials: "omit" });
    if (answer.ok) return await answer.arrayBuffer();
  } catch {
    // told below, as any other answer that is no bundle
  }
  throw new Unusable("not_fetched");
}

// --- telling ----------------------------------------------------------------------------------------------------------

function tellResult(name, bundle, faults) {
  const kind = kindOf(bundle);
  if (faults.length) {
    tell("invalid", name, say("invalid", { count: faults.length }));
    part("details").append(faultsPart(faults));
    return;
  }
  tell(kind === "sealed" ? "valid_sealed" : "valid", name, say(`valid_${kind}`, countsOf(bundle)));
  part("details").append(...(kind === "sealed" ? [copy("sealed")] : []), digestsPart(bundle, kind));
}

function tellUnusable(name, error) {
  const isOurs = error instanceof Unusable;
  if (!isOurs) console.error(error);
  tell("unusable", name, isOurs ? say(error.code, error.values) : say("failed"));
}

function tell(id, name, text) {
  const told = copy(id);
  told.querySelector("[data-text]").textContent = `${text} ${say("chosen", { name })}.`;
  part("headline").replaceChildren(told);
}

function countsOf(bundle) {
  const rows = bundle.get("draws") || bundle.get("people") || bundle.get("places");
  return { people: rows.length, seated: rows.filter((row) => row.get("outcome") === "selected").length };
}

function faultsPart(faults) {
  const told = copy("faults");
  told.querySelector("[data-list]").append(...faults.slice(0, MOST_FAULTS).map(faultLine));
  const more = told.querySelector("[data-more]");
  more.hidden = faults.length <= MOST_FAULTS;
  more.textContent = say("more", { count: faults.length - MOST_FAULTS });
  return told;
}

function faultLine({ path, code, values }) {
  return element("li", element("code", path), ` ${say(code, values)}`);
}

function digestsPart(bundle, kind) {
  const told = copy("digests");
  for (const [name, label] of labels) {
    if (!bundle.has(name)) continue;
    const line = element("div", element("dt", label), element("dd", element("code", bundle.get(name))));
    line.firstChild.className = "note";
    told.querySelector("[data-list]").append(line);
  }
  const reason = kind === "ranking" ? "no_randomness" : bundle.has("signature") ? "beacon" : "no_beacon";
  told.querySelector("[data-beacon]").textContent = say(reason);
  return told;
}

function element(tag, ...children) {
  const made = document.createElement(tag);
  made.append(...children);
  return made;
}

// --- the page wakes ---------------------------------------------------------------------------------------------------

part("bundle").addEventListener("change", ({ target }) => {
  const [file] = target.files;
  if (file) check(file.name, () => bytesOfFile(file));
});
part("no-script").remove();
part("checker").hidden = false;
const { bundle } = part("checker").dataset;
if (bundle) check(say("fetched"), () => bytesOfBundle(bundle));
