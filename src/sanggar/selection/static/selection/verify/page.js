/* The page: takes a file, shows the stages, tells the result. All words come from the page's own templates, so that they
   are in its language. Nothing leaves the browser; the only requests are for the bundle of a draw of this very site, and
   for the script that checks a signature of drand. */

import { beaconOf } from "./beacon.js";
import { panelTold, stepsTold } from "./course.js";
import { Unusable, read } from "./json.js";
import { openingStages } from "./opening.js";
import { chancesOf } from "./lottery.js";
import { isSeeded } from "./ranking.js";
import { kindOf, originOf, stages } from "./report.js";

const LARGEST_FILE = 200 * 1024 * 1024;
const MOST_FAULTS = 100;
const DOUBTS = ["not_shown", "unchecked"];
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

/** `load` gives the bytes; with `sealed`, those of the whole bundle of which that draw was published. Whoever chooses
    another file meanwhile sees only that one's result. */
async function check(name, load, sealed) {
  latest += 1;
  const mine = latest;
  const isStale = () => mine !== latest;
  try {
    await begin(name);
    const bundle = read(await load());
    const faults = await run(sealed ? openingStages(bundle, sealed) : stages(bundle), isStale);
    const beacon = await checkedBeacon(bundle, faults, isStale);
    if (!isStale()) tellResult(name, bundle, faults, { beacon, isOpened: Boolean(sealed) });
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

/** Of a bundle that is sound otherwise; a signature that is not the network's is one more fault. */
async function checkedBeacon(bundle, faults, isStale) {
  if (faults.length || isStale()) return "no_beacon";
  if (kindOf(bundle) === "ranking" && !isSeeded(bundle)) return "no_randomness";
  if (bundle.has("signature")) await show("beacon", part("progress").max);
  const beacon = await beaconOf(bundle);
  if (beacon === "wrong") faults.push({ path: "$.signature", code: "not_signed", values: {} });
  return beacon;
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

function tellResult(name, bundle, faults, { beacon, isOpened }) {
  const kind = isOpened ? "opened" : kindOf(bundle);
  if (faults.length) {
    tell("invalid", name, say("invalid", { count: faults.length }));
    part("details").append(faultsPart(faults));
    return;
  }
  const origin = originOf(bundle, beacon);
  const verdict = kind === "sealed" ? "valid_sealed" : "valid";
  tell(DOUBTS.includes(origin) ? origin : verdict, name, say(`valid_${kind}`, countsOf(bundle)));
  part("details").append(...(kind === "sealed" ? [sealedPart(bundle)] : []), digestsPart(bundle, beacon, origin));
  if (bundle.has("steps")) part("details").append(stepsPart(bundle, kind));
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

/** What is left to the inspector, who opens it with the whole bundle, right here. */
function sealedPart(bundle) {
  const told = copy("sealed");
  told.querySelector("input").addEventListener("change", ({ target }) => {
    const [file] = target.files;
    if (file) check(file.name, () => bytesOfFile(file), bundle);
  });
  return told;
}

function digestsPart(bundle, beacon, origin) {
  const told = copy("digests");
  for (const [name, label] of labels) {
    if (!bundle.has(name)) continue;
    const value = name === "source" && bundle.get(name) === "dice" ? say("from_dice") : bundle.get(name);
    const line = element("div", element("dt", label), element("dd", element("code", value)));
    line.firstChild.className = "note";
    told.querySelector("[data-list]").append(line);
  }
  if (bundle.has("lottery")) told.querySelector("[data-chances]").textContent = chancesTold(bundle.get("lottery"));
  const panel = panelTold(bundle);
  if (panel) told.querySelector("[data-panel]").textContent = say(panel.code, panel.values);
  told.querySelector("[data-origin]").textContent = say(`origin_${origin}`);
  told.querySelector("[data-beacon]").textContent = say(beacon);
  return told;
}

function chancesTold(lottery) {
  const { values, seats, gap } = chancesOf(lottery);
  const told = say("chances", { ...values, least: decimal(values.least), most: decimal(values.most), seats });
  return gap === null ? told : `${told} ${say("claimed", { gap: decimal(gap) })}`;
}

/** Written with the sign that the reader's language has between whole and fraction. */
function decimal(written) {
  return Number(written).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 12 });
}

function stepsPart(bundle, kind) {
  const told = copy("steps");
  const steps = stepsTold(bundle);
  told.querySelector("[data-count]").textContent = say("steps_count", { count: steps.length });
  told.querySelector("[data-list]").append(...steps.map((step) => element("li", stepTold(step, kind))));
  return told;
}

function stepTold({ number, left, came, relaxed, chances }, kind) {
  const wider = relaxed.map((each) => say("gave_way", each)).join(", ");
  const code = kind === "sealed" ? "step_sealed" : "step_open";
  const [gone, come] = [left, came].map((ids) => ids.join(", ") || "-");
  const told = say(code, { number, left: gone, came: come, relaxed: wider || say("nothing_gave_way") });
  if (!chances) return told;
  const [least, most] = [decimal(chances.least), decimal(chances.most)];
  return `${told} ${say("step_chances", { ...chances, number, least, most })}`;
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
