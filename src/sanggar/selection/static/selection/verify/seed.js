/* Where the seed does not follow, and which of its parts is at fault: what else was made with one of them tells which is
   another than at the draw. As `check_seed` of verify.py. */

import { bytesOf, fromHex, hmac, sha256, toHex } from "./sha256.js";

export function seedOf(digest, source, value) {
  return sha256(["sanggar-draw-v1", digest, source, value].join("\0"));
}

/** What a sound seed may not follow from: a signed value is sound, and `dice` has but one form. */
export function originsOf(document) {
  if (document.get("source") === "dice") return ["value"];
  return document.has("signature") ? ["source"] : ["source", "value"];
}

/** None where the first ticket is not one of the stated seed, so that it is not the seed that was drawn with. */
export function suspectsOf(document, places) {
  const sign = hmac(fromHex(document.get("seed")));
  const isDrawn = places.slice(0, 1).some((place) => toHex(sign(bytesOf(place.get("id")))) === place.get("ticket"));
  return isDrawn ? originsOf(document) : [];
}

/** A seed of the digest of the list as it is told is sound: that the list is another is told there. `suspects` are the
    fields at fault where the seed itself is confirmed by something else. */
export function checkSeed(faults, document, digests, suspects) {
  const [source, value, seed, signature] = ["source", "value", "seed", "signature"].map((name) => document.get(name));
  const expected = digests.map((digest) => seedOf(digest, source, value));
  const follows = expected.includes(seed);
  const signed = signature ? sha256(fromHex(signature)) : value;
  if (signed !== value && follows) faults.check("$.signature", false, "signature_of_another");
  else if (signed !== value) faults.compare("$.value", signed, value);
  else if (!follows && !suspects.length) faults.compare("$.seed", expected[0], seed);
  else suspects.forEach((name) => faults.check(`$.${name}`, follows, "seed_of_another"));
}
