/* The chain from the list to the result: digests, seed, panel, tickets, places. */

import { TRILLION, byBytes, canonical } from "./exact.js";
import { weightsOf } from "./lottery.js";
import { checkSeed, suspectsOf } from "./seed.js";
import { bytesOf, fromHex, hmac, sha256, toHex } from "./sha256.js";
import { DICE, HEX } from "./shape.js";

const DRAND = /^drand:([0-9a-f]{64}):([1-9][0-9]{0,18})$/;

export function listDigest(lottery) {
  return digestOf(lottery.get("people").map((person) => person.get("id")));
}

export function digestOf(ids) {
  return sha256([...ids].sort(byBytes).map((each) => `${each}\n`).join(""));
}

export function lotteryDigest(lottery) {
  return sha256(canonical(lottery));
}

/** The digests follow from the lottery, and the seed from list, source and value, as far as these are told. */
export function checkDigests(faults, bundle) {
  const digest = listDigest(bundle.get("lottery"));
  if (!faults.compare("$.list_digest", digest, bundle.get("list_digest"))) checkListed(faults, bundle);
  faults.compare("$.lottery_digest", lotteryDigest(bundle.get("lottery")), bundle.get("lottery_digest"));
  if (!checkSource(faults, bundle)) return;
  checkSeed(faults, bundle, [digest, bundle.get("list_digest")], suspectsOf(bundle, bundle.get("draws")));
}

/** Where the list is another than that of the digest: who of it was not drawn. */
function checkListed(faults, bundle) {
  const placed = new Set(bundle.get("draws").map((place) => place.get("id")));
  bundle.get("lottery").get("people").forEach((person, index) => {
    faults.check(`$.lottery.people[${index}].id`, placed.has(person.get("id")), "not_drawn");
  });
}

/** Where the lottery contradicts itself: who stands in it otherwise than in the draw. */
export function checkDrawn(faults, bundle) {
  const [people, draws] = [bundle.get("lottery").get("people"), bundle.get("draws")];
  const drawn = new Map(draws.map((place) => [place.get("id"), place.get("type")]));
  const listed = new Set(people.map((person) => person.get("id")));
  people.forEach((person, index) => {
    const [id, type] = [person.get("id"), person.get("type")];
    faults.compare(`$.lottery.people[${index}].type`, drawn.has(id) ? drawn.get(id) : type, type);
  });
  draws.forEach((place, index) => faults.check(`$.draws[${index}].id`, listed.has(place.get("id")), "not_listed"));
}

/** Whether the bundle says, in due form, where its seed came from. */
export function checkSource(faults, bundle) {
  const [source, value, signature] = ["source", "value", "signature"].map((name) => bundle.get(name));
  const isDrand = DRAND.test(source || "");
  faults.check("$.signature", signature === undefined || isDrand, "only_drand");
  if (source === undefined || value === undefined) {
    faults.check("$.source", value === undefined, "missing");
    faults.check("$.value", source === undefined, "missing");
    return false;
  }
  if (!faults.check("$.source", isDrand || source === "dice", "source")) return false;
  const form = isDrand ? HEX : DICE;
  return faults.check("$.value", form.fits(value), form.code);
}

/** Chosen by the seed; where dice have been rolled for a numbered lottery, the first of them are the number. */
export function panelOf(lottery, seed, dice = "") {
  const ends = endsOf(weightsOf(lottery));
  if (!dice || !lottery.has("numbered")) return chosenPanel(ends, seed);
  const number = BigInt(dice.slice(0, String(lottery.get("numbered")).length - 1)) * TRILLION;
  return ends.findIndex((end) => number < end);
}

function endsOf(weights) {
  let end = 0n;
  return weights.map((weight) => (end += weight));
}

/** A 256-bit number below the greatest multiple of the sum of weights, modulo that sum, lies in one panel's span. */
function chosenPanel(ends, seed) {
  const sign = hmac(fromHex(seed));
  const sum = ends[ends.length - 1];
  const most = 2n ** 256n - (2n ** 256n % sum);
  for (let counter = 0; ; counter += 1) {
    const number = BigInt(`0x${toHex(sign(panelMessage(counter)))}`);
    if (number < most) return ends.findIndex((end) => number % sum < end);
  }
}

/** NUL, "panel", NUL, and the counter in eight bytes. */
function panelMessage(counter) {
  const message = new Uint8Array(15);
  message.set(bytesOf("\0panel\0"));
  new DataView(message.buffer).setUint32(11, counter);
  return message;
}

/** Everybody's place, by type and within it by ticket; who lives with someone seated is passed over. */
export function places(lottery, panel, seed) {
  const counts = lottery.get("panels")[panel].get("counts");
  const seated = counts.map(() => []);
  const passed = counts.map(() => []);
  const homes = new Set();
  for (const { id, type, ticket, home } of ordered(lottery, seed)) {
    const isSeated = seated[type].length < counts[type] && !homes.has(home);
    if (isSeated && home) homes.add(home);
    const [outcome, among] = isSeated ? ["selected", seated[type]] : ["reserve", passed[type]];
    among.push({ id, type, ticket, outcome, position: among.length + 1 });
  }
  return counts.flatMap((_, type) => [...seated[type], ...passed[type]]);
}

function ordered(lottery, seed) {
  const sign = hmac(fromHex(seed));
  const tickets = lottery.get("people").map((person) => {
    const id = person.get("id");
    return { id, type: person.get("type"), ticket: toHex(sign(bytesOf(id))), home: person.get("household") };
  });
  return tickets.sort(byTicket);
}

function byTicket(one, other) {
  if (one.ticket !== other.ticket) return one.ticket < other.ticket ? -1 : 1;
  return byBytes(one.id, other.id);
}

export function seatedBy(lottery, panel, seed) {
  return places(lottery, panel, seed)
    .filter((place) => place.outcome === "selected")
    .map((place) => place.id);
}

/** Who is seated by the draw; null where the stated result is another. */
export function checkDraw(faults, bundle) {
  const before = faults.count;
  const [lottery, draws, seed] = ["lottery", "draws", "seed"].map((name) => bundle.get(name));
  const dice = bundle.get("source") === "dice" ? bundle.get("value") : "";
  const panel = panelOf(lottery, seed, DICE.fits(dice) ? dice : "");
  const expected = places(lottery, panel, seed);
  const count = { expected: expected.length, found: draws.length };
  if (!faults.check("$.draws", draws.length === expected.length, "entries", count)) return null;
  faults.compare("$.panel", panel, bundle.get("panel"));
  expected.forEach((place, index) => {
    for (const [name, value] of Object.entries(place)) {
      faults.compare(`$.draws[${index}].${name}`, value, draws[index].get(name));
    }
  });
  return faults.count > before ? null : seatedBy(lottery, panel, seed);
}

