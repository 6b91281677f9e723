/* The check-in table. Every tap is kept on the device first, then sent; what the office answers is shown beside the name.
   All words come from the page's own template. If the device can keep nothing, the plain form stays. */

import { forgetOldPages, keepPage, refreshPage } from "./keep.js";
import { listenToOthers } from "./others.js";
import { answered } from "./patience.js";
import { drop, entries, keep, number } from "./queue.js";
import { canScan, digestOf, scan } from "./scan.js";

const RETRY = 10_000;
const PATIENCE = 20_000; // for an answer, on a network that swallows everything
const SECOND_THOUGHTS = 1500; // for a slip of the thumb, and for arrow keys that pass by other choices
const table = document.getElementById("meja");
const words = new Map(
  Array.from(document.getElementById("words")?.content.children ?? [], (each) => [each.dataset.code, each.textContent]),
);
const part = (name) => table.querySelector(`[data-${name}]`);
const lines = [...(table?.querySelectorAll("[data-person]") ?? [])];
const meeting = Number(table?.dataset.meeting);
const { account } = table?.dataset ?? {};
const SETTLED = new Set(["sent", "conflict", "stray", "elsewhere", "changed"]);
let isSending = false;
let stopScanning = null;

function say(code, values = {}) {
  return words.get(code).replace(/\{([a-z]+)\}/g, (_, name) => values[name] ?? "");
}

const lineOf = (enrolment) => lines.find((line) => Number(line.dataset.person) === enrolment);
const labelOf = (line, presence) => {
  const choice = line.querySelector(`input[value="${presence}"]`);
  return choice ? choice.closest("label").textContent.trim() : "";
};

// --- taking down ------------------------------------------------------------------------------------------------------

/** A tap. Until the office has it, another tap for the same person takes its place. False when the device kept nothing,
    which the page then shows: what was chosen before is chosen again. */
async function note(line, presence, method) {
  const enrolment = Number(line.dataset.person);
  const noted_at = new Date().toISOString();
  try {
    await keep({ id: newId(), meeting, account, to: table.dataset.send, enrolment, presence, method, noted_at });
  } catch {
    choose(line, (await here().catch(() => [])).find((entry) => entry.enrolment === enrolment)?.presence);
    return tellLast(say("full"));
  }
  show(line, "pending", { presence: labelOf(line, presence) });
  await tellNumber();
  setTimeout(send, SECOND_THOUGHTS);
  return true;
}

function choose(line, presence) {
  for (const choice of line.querySelectorAll('input[type="radio"]')) choice.checked = choice.value === presence;
}

async function here() {
  return (await entries(account)).filter((entry) => entry.meeting === meeting);
}

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0"))
    .join("")
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function isDone(line) {
  return "presence" in line.dataset || SETTLED.has(line.dataset.outcome);
}

function show(line, outcome, values = {}) {
  line.dataset.outcome = outcome;
  line.querySelector("[data-state]").textContent = say(outcome, values);
  const choices = line.querySelector("fieldset");
  if (choices) choices.disabled = SETTLED.has(outcome);
}

// --- sending ----------------------------------------------------------------------------------------------------------

/** Sends all that may go, meeting by meeting. One that the office does not take now (its trainer was replaced, it can't
    read an entry) keeps its entries here and stands in the way of no other. */
async function send() {
  if (isSending) return;
  isSending = true;
  const stuck = new Set();
  try {
    for (let waiting = await ripe(stuck); waiting.length > 0; waiting = await ripe(stuck)) {
      const took = await sendThese(waiting);
      if (took === "away") break;
      if (took === "unreadable" && waiting.length > 1) await sendSingly(waiting);
      if (took !== "all") stuck.add(waiting[0].to);
      else await refreshPage().catch(() => null);
    }
  } finally {
    isSending = false;
    await tellNumber();
  }
}

/** What may go now, all to one meeting: also what was taken down at an earlier one, and what a clock that was since put
    right has dated into the future. */
async function ripe(stuck) {
  const now = new Date().toISOString();
  const before = new Date(Date.now() - SECOND_THOUGHTS + 50).toISOString();
  const own = (await entries(account)).filter(({ noted_at, to }) => !stuck.has(to) && (noted_at <= before || noted_at > now));
  return own.filter((entry) => entry.to === own[0].to).slice(0, 100);
}

/** `all` when the office has answered for each of them; `away` without network or session; else `refused`, or
    `unreadable` where one of them may spoil it for the others. */
async function sendThese(waiting) {
  const answer = await post(waiting).catch(() => null);
  tellNet(Boolean(answer));
  if (!answer) return "away";
  part("signed-out").hidden = answer.type !== "opaqueredirect";
  if (answer.type === "opaqueredirect") return tellLast(say("signed_out")) || "away";
  const { told } = answer;
  if (!answer.ok || !Array.isArray(told.entries)) {
    tellLast(say("failed", { told: told.told ?? answer.status }));
    return answer.status === 422 ? "unreadable" : "refused";
  }
  for (const each of told.entries) await settle(waiting.find((entry) => entry.id === each.id), each);
  return "all";
}

async function sendSingly(waiting) {
  for (const entry of waiting) if ((await sendThese([entry])) === "away") return;
}

/** What the office answered; an answer that breaks off is none. */
function post(waiting) {
  const how = {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": cookie("csrftoken") },
    body: JSON.stringify({ entries: waiting }),
  };
  return answered(waiting[0].to, how, PATIENCE, async (answer) => {
    const { ok, status, type } = answer;
    const text = await answer.text();
    return { ok, status, type, told: asJson(text) };
  });
}

function asJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** An answer to an entry whose place another tap has taken meanwhile leaves that one waiting. */
async function settle(entry, { outcome, told }) {
  await drop(entry.id);
  const line = entry.meeting === meeting ? lineOf(entry.enrolment) : null;
  const isSent = outcome === "recorded" || outcome === "same";
  if (!line) return isSent || tellLast(told);
  if ((await here()).some((each) => each.enrolment === entry.enrolment)) return null;
  return show(line, isSent ? "sent" : outcome, { presence: labelOf(line, entry.presence), told });
}

function cookie(name) {
  const found = document.cookie.split("; ").find((each) => each.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

// --- telling ----------------------------------------------------------------------------------------------------------

function tellNet(isOnline) {
  const tag = part("net");
  tag.className = `tag ${isOnline ? "good" : "warn"}`;
  tag.textContent = say(isOnline ? "online" : "offline");
}

/** How many wait; the sign-out page is told too, so that nobody throws them away unasked. */
async function tellNumber() {
  const waiting = await number();
  const own = (await entries(account)).length;
  part("waiting").textContent = own ? say("waiting", { count: own }) : say("nothing");
  const { unsent, signOut } = table.dataset;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${unsent}=${waiting}; path=${signOut}; samesite=lax; max-age=${waiting ? 604800 : 0}${secure}`;
}

function tellLast(text) {
  part("last").textContent = text;
  return false;
}

/** What stands at the office. A tap that waits here is sent first, and answered. */
async function tellOthers(told) {
  tellNet(Boolean(told));
  if (!told) return;
  part("as-of").textContent = say("as_of", { time: told.at });
  const waiting = new Set((await here()).map((entry) => entry.enrolment));
  const news = lines.filter((line) => {
    const presence = told.recorded[line.dataset.person];
    return presence && presence !== line.dataset.presence && !waiting.has(Number(line.dataset.person));
  });
  for (const line of news) standAs(line, told.recorded[line.dataset.person]);
  if (news.length > 0) await refreshPage().catch(() => null);
}

function standAs(line, presence) {
  const isKnown = "presence" in line.dataset || SETTLED.has(line.dataset.outcome);
  const isOwn = line.querySelector("input:checked")?.value === presence && line.dataset.outcome === "sent";
  line.dataset.presence = presence;
  if (isOwn) return;
  choose(line, presence);
  const label = words.get(`presence_${presence}`);
  line.querySelector(".roster-record")?.remove();
  show(line, isKnown ? "changed" : "elsewhere", { presence: label });
}

// --- finding ----------------------------------------------------------------------------------------------------------

function find(text) {
  const wanted = text.trim().toLocaleLowerCase();
  const isNumber = /^\d+$/.test(wanted);
  for (const line of lines) {
    const { number: own, name } = line.dataset;
    line.hidden = Boolean(wanted) && !(isNumber ? own === wanted : name.toLocaleLowerCase().includes(wanted));
  }
  const found = lines.filter((line) => !line.hidden);
  tellLast(found.length > 0 ? "" : say("nobody", { text: text.trim() }));
  return found;
}

/** Enter: the one who was found is present; of several, one is to be chosen. */
async function take(field) {
  const found = find(field.value);
  if (found.length > 1 && field.value.trim()) tellLast(say("choose_one", { count: found.length }));
  if (found.length !== 1) return;
  field.value = "";
  find("");
  await markPresent(found[0], "hand");
}

async function markPresent(line, method) {
  if (isDone(line)) return tellLast(say("already", { name: line.dataset.name }));
  choose(line, "present");
  if (!(await note(line, "present", method))) return false;
  return tellLast(say("scanned", { name: line.dataset.name }));
}

async function readBadge(text) {
  const digest = await digestOf(text);
  const line = lines.find((each) => each.dataset.badge === digest);
  if (!line) return tellLast(say("unknown_badge"));
  return markPresent(line, "qr");
}

async function toggleCamera() {
  if (stopScanning) {
    stopScanning();
    stopScanning = null;
    return;
  }
  stopScanning = await scan(part("camera"), readBadge).catch(() => tellLast(say("no_camera")) || null);
}

// --- beginning --------------------------------------------------------------------------------------------------------

async function begin() {
  await number(); // a device that keeps nothing throws here, and the plain form stays
  part("scripted").hidden = false;
  part("unscripted").hidden = true;
  part("scan").hidden = !canScan();
  part("plain").addEventListener("submit", (event) => event.preventDefault());
  part("plain").addEventListener("change", ({ target }) => {
    const line = target.closest("[data-person]");
    if (line && target.type === "radio") note(line, target.value, "hand");
  });
  part("find").addEventListener("input", ({ target }) => find(target.value));
  part("find").addEventListener("keydown", (event) => event.key === "Enter" && take(event.target));
  part("scan").addEventListener("click", toggleCamera);
  for (const entry of await here()) {
    const line = lineOf(entry.enrolment);
    if (!line) continue;
    choose(line, entry.presence);
    show(line, "pending", { presence: labelOf(line, entry.presence) });
  }
  forgetOldPages().catch(() => null); // without a store for pages there is nothing to forget
  navigator.storage?.persist?.(); // asks the browser not to clear the queue when it needs room
  tellNet(navigator.onLine);
  await tellNumber();
  window.addEventListener("online", send);
  window.addEventListener("offline", () => tellNet(false));
  setInterval(send, RETRY);
  send();
  listenToOthers(table.dataset.recorded, tellOthers);
  if (await keepPage(table.dataset.worker).catch(() => false)) part("ready").textContent = say("ready");
}

if (table) begin().catch(() => tellLast(say("full")));
