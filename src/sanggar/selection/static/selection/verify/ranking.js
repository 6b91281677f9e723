/* A selection by merit, or first come first served. */

import { byBytes, canonical, exact, without } from "./exact.js";
import { checkSource, digestOf, lotteryDigest } from "./draw.js";
import { checkSeed, suspectsOf } from "./seed.js";
import { bytesOf, fromHex, hmac, sha256, toHex } from "./sha256.js";

/** Whether equal values go by ticket; in a ranking of version 1 they go by draw id. */
export function isSeeded(document) {
  return document.get("version") === 2;
}

export function checkRanking(faults, document) {
  const places = document.get("places");
  faults.check("$.rule", ["merit", "first_come"].includes(document.get("rule")), "rule");
  faults.check("$.places", places.length, "nobody");
  checkOrder(faults, document);
  checkSeats(faults, document);
  const digest = digestOf(places.map((place) => place.get("id")));
  faults.compare("$.list_digest", digest, document.get("list_digest"));
  if (isSeeded(document)) checkChain(faults, document, digest);
  faults.compare("$.digest", lotteryDigest(without(document, "digest")), document.get("digest"));
}

/** Where the list is another than that of its digest, an id that does not fit its ticket is. */
function checkOrder(faults, document) {
  const [rule, places, seats] = ["rule", "places", "seats"].map((name) => document.get(name));
  const tickets = ticketsOf(document);
  const isListed = digestOf(places.map((place) => place.get("id"))) === document.get("list_digest");
  const seen = new Set();
  places.forEach((place, rank) => {
    const path = `$.places[${rank}]`;
    const isSeated = rank < seats;
    if (isSeeded(document) && isListed) faults.compare(`${path}.ticket`, tickets[rank], place.get("ticket"));
    else if (isSeeded(document)) faults.check(`${path}.id`, tickets[rank] === place.get("ticket"), "not_of_ticket");
    faults.check(path, rank === 0 || isBehind(places, tickets, rank, rule), "rank");
    faults.check(`${path}.id`, !seen.has(place.get("id")), "twice");
    seen.add(place.get("id"));
    faults.compare(`${path}.outcome`, isSeated ? "selected" : "reserve", place.get("outcome"));
    faults.compare(`${path}.position`, isSeated ? rank + 1 : rank - seats + 1, place.get("position"));
  });
}

/** Where all places are those of another number of seats, that number is told wrong. */
function checkSeats(faults, document) {
  const places = document.get("places");
  const seated = places.filter((place) => place.get("outcome") === "selected").length;
  const isAsRanked = places.every((place, rank) => {
    const [outcome, position] = rank < seated ? ["selected", rank + 1] : ["reserve", rank - seated + 1];
    return place.get("outcome") === outcome && place.get("position") === position;
  });
  if (isAsRanked) faults.compare("$.seats", seated, Math.min(document.get("seats"), places.length));
}

/** What was fixed before the seed, and the seed that follows from it and from public randomness. */
function checkChain(faults, document, digest) {
  const ordered = [...document.get("places")].sort((one, other) => byBytes(one.get("id"), other.get("id")));
  const lines = ordered.map((place) => `${place.get("id")}\t${canonical(place.get("value"))}\n`);
  faults.compare("$.values_digest", sha256(lines.join("")), document.get("values_digest"));
  if (!checkSource(faults, document)) return;
  checkSeed(faults, document, [digest, document.get("list_digest")], suspectsOf(document, document.get("places")));
}

function ticketsOf(document) {
  if (!isSeeded(document)) return [];
  const sign = hmac(fromHex(document.get("seed")));
  return document.get("places").map((place) => toHex(sign(bytesOf(place.get("id")))));
}

function isBehind(places, tickets, rank, rule) {
  const [before, place] = [places[rank - 1], places[rank]];
  const [one, other] = [exact(before.get("value")), exact(place.get("value"))];
  if (one !== other) return rule === "merit" ? one > other : one < other;
  const [first, second] = [tickets[rank - 1], tickets[rank]];
  return first === second ? byBytes(before.get("id"), place.get("id")) < 0 : first < second;
}
