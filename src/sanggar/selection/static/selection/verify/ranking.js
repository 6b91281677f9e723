/* A selection by merit, or first come first served. */

import { byBytes, exact, without } from "./exact.js";
import { digestOf, lotteryDigest } from "./draw.js";

export function checkRanking(faults, document) {
  const [rule, places, seats] = ["rule", "places", "seats"].map((name) => document.get(name));
  faults.check("$.rule", ["merit", "first_come"].includes(rule), "rule");
  faults.check("$.places", places.length, "nobody");
  places.forEach((place, rank) => {
    const path = `$.places[${rank}]`;
    const isSeated = rank < seats;
    faults.check(path, rank === 0 || isBehind(places[rank - 1], place, rule), "rank");
    faults.compare(`${path}.outcome`, isSeated ? "selected" : "reserve", place.get("outcome"));
    faults.compare(`${path}.position`, isSeated ? rank + 1 : rank - seats + 1, place.get("position"));
  });
  faults.compare("$.list_digest", digestOf(places.map((place) => place.get("id"))), document.get("list_digest"));
  faults.compare("$.digest", lotteryDigest(without(document, "digest")), document.get("digest"));
}

function isBehind(before, place, rule) {
  const [one, other] = [exact(before.get("value")), exact(place.get("value"))];
  if (one !== other) return rule === "merit" ? one > other : one < other;
  return byBytes(before.get("id"), place.get("id")) < 0;
}
