/* A sealed draw: what can be seen of it without draw ids and hidden features. Only the inspector can open it. */

import { inOrder, isSame, without } from "./exact.js";
import { checkSource, digestOf, lotteryDigest } from "./draw.js";
import { member } from "./faults.js";
import { checkReached, countOf } from "./lottery.js";
import { checkSeed, originsOf, seedOf } from "./seed.js";

export function checkSealed(faults, document) {
  checkCommitted(faults, document);
  if (faults.count) return;
  const commitments = document.get("people").map((row) => row.get("commitment"));
  faults.compare("$.digest", lotteryDigest(without(document, "digest")), document.get("digest"));
  faults.compare("$.people_digest", digestOf(commitments), document.get("people_digest"));
  if (checkSource(faults, document)) {
    checkSeed(faults, document, [document.get("list_digest")], suspects(document));
  }
  checkSeated(faults, document);
}

/** None where the digest of all the rest is that of a document with the seed that follows. The list's digest is
    confirmed by the first step's seed, where there is one. */
function suspects(document) {
  const [digest, source, value, seed] = ["list_digest", "source", "value", "seed"].map((name) => document.get(name));
  const mended = new Map([...without(document, "digest"), ["seed", seedOf(digest, source, value)]]);
  if (lotteryDigest(mended) === document.get("digest")) return [];
  const [first] = document.get("steps");
  const isConfirmed = first && first.get("seed") === seedOf(digest, "step:1", seed);
  return isConfirmed ? originsOf(document) : ["list_digest", ...originsOf(document)];
}

function checkCommitted(faults, document) {
  const [people, quotas, hidden] = ["people", "quotas", "hidden"].map((name) => document.get(name));
  const isFirst = document.get("version") === 1; // whose quotas tell bounds over hidden features, too
  const named = inOrder(hidden).filter((name) => quotas.has(name) === isFirst);
  let previous = "";
  faults.check("$.people", people.length, "nobody");
  faults.check("$.hidden", hidden.length && isSame(hidden, named), "hidden");
  people.forEach((row, index) => {
    const path = `$.people[${index}]`;
    const isOutcome = ["selected", "reserve"].includes(row.get("outcome"));
    faults.check(`${path}.commitment`, row.get("commitment") > previous, "sealed_order");
    checkPublicFeatures(faults, `${path}.features`, row.get("features"), quotas, hidden);
    faults.check(`${path}.outcome`, isOutcome, "sealed_outcome");
    previous = row.get("commitment");
  });
}

function checkPublicFeatures(faults, path, features, quotas, hidden) {
  const named = [...quotas.keys()].filter((name) => !hidden.includes(name));
  for (const name of inOrder([...named, ...features.keys()])) {
    const fits = named.includes(name) && quotas.get(name).has(features.get(name));
    faults.check(member(path, name), fits, "sealed_features");
  }
}

/** Seats filled and public quotas met by the draw; then each step, up to the first that does not follow. */
function checkSeated(faults, document) {
  const before = faults.count;
  const features = new Map(document.get("people").map((row) => [row.get("commitment"), row.get("features")]));
  const chosen = document.get("people").filter((row) => row.get("outcome") === "selected");
  const seated = new Set(chosen.map((row) => row.get("commitment")));
  const waiting = new Set([...features.keys()].filter((each) => !seated.has(each)));
  let standing = { seated, waiting, seed: document.get("seed"), quotas: document.get("quotas") };
  faults.compare("$.seats", seated.size, Math.min(document.get("seats"), features.size));
  checkPublicQuotas(faults, "$.quotas", standing, features);
  for (const [index, step] of document.get("steps").entries()) {
    if (faults.count > before) return;
    standing = checkSealedStep(faults, document, step, standing, index);
    checkPublicQuotas(faults, `$.steps[${index}].selected`, standing, features);
  }
  if (faults.count === before) faults.compare("$.seated", inOrder(standing.seated), document.get("seated"));
}

function checkSealedStep(faults, document, step, { seated, waiting, seed, quotas }, index) {
  const path = `$.steps[${index}]`;
  const [left, selected] = [step.get("left"), step.get("selected")];
  const isFirst = document.get("version") === 1;
  const next = seedOf((isFirst ? step : document).get("list_digest"), `step:${index + 1}`, seed);
  if (!isFirst) checkRelaxed(faults, `${path}.relaxed`, document.get("quotas"), step.get("relaxed"));
  checkAmong(faults, `${path}.left`, left, (each) => seated.has(each) || waiting.has(each));
  left.forEach((each) => seated.delete(each) || waiting.delete(each));
  checkAmong(faults, `${path}.selected`, selected, (each) => waiting.has(each));
  const free = Math.min(document.get("seats") - seated.size, waiting.size);
  faults.compare(`${path}.selected`, free, new Set(selected).size);
  faults.compare(`${path}.seed`, next, step.get("seed"));
  selected.forEach((each) => waiting.delete(each) && seated.add(each));
  return { seated, waiting, seed: next, quotas: step.has("relaxed") ? new Map() : quotas };
}

/** An empty one would tell that a hidden quota gave way; one over a hidden feature, how far. */
function checkRelaxed(faults, path, quotas, relaxed) {
  if (!relaxed) return;
  const isKnown = ([name, values]) =>
    values.size && quotas.has(name) && [...values.keys()].every((value) => quotas.get(name).has(value));
  faults.check(path, relaxed.size && [...relaxed].every(isKnown), "no_public_relaxing");
}

function checkAmong(faults, path, stated, isPossible) {
  faults.check(path, isSame(stated, inOrder(stated).filter(isPossible)), "among");
}

function checkPublicQuotas(faults, path, { seated, quotas }, features) {
  const people = [...seated].map((each) => features.get(each));
  for (const [name, values] of quotas) {
    if (!people.length || !people[0].has(name)) continue;
    checkReached(faults, path, name, values, countOf(people.map((each) => each.get(name))));
  }
}
