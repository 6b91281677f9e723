/* The steps: who left, who waits, and the draw for the free seats; told up to the first that does not follow. */

import { canonical, inOrder, isSame, without } from "./exact.js";
import { listDigest, lotteryDigest, panelOf, seatedBy } from "./draw.js";
import { member } from "./faults.js";
import { homesOf, seatable } from "./households.js";
import { checkLottery } from "./lottery.js";
import { seedOf } from "./seed.js";

export function checkSteps(faults, bundle, first) {
  if (!bundle.has("steps") || !bundle.has("seated")) {
    faults.check("$.steps", !bundle.has("seated"), "missing");
    faults.check("$.seated", !bundle.has("steps"), "missing");
    return;
  }
  const everyone = bundle.get("lottery").get("people").map((person) => person.get("id"));
  const seated = new Set(first);
  const waiting = new Set(everyone.filter((id) => !seated.has(id)));
  let standing = { seated, waiting, seed: bundle.get("seed") };
  for (const [index, step] of bundle.get("steps").entries()) {
    standing = checkStep(faults, bundle, step, standing, index);
    if (!standing) return;
  }
  faults.compare("$.seated", inOrder(standing.seated), bundle.get("seated"));
}

/** The standing after the step; null where the step does not follow from the one before. */
function checkStep(faults, bundle, step, before, index) {
  const path = `$.steps[${index}]`;
  const first = bundle.get("lottery");
  const { seated, waiting } = before;
  if (!checkLeft(faults, `${path}.left`, step.get("left"), before)) return null;
  step.get("left").forEach((id) => seated.delete(id) || waiting.delete(id));
  const pool = poolOf(first, seated, waiting);
  const lottery = withPeople(faults, first, step.get("lottery"), pool, path);
  if (!lottery || !checkFrame(faults, first, step, seated, pool, path)) return null;
  const isFirst = bundle.get("version") === 1; // where who waits made the seed, and each step its own tickets
  const seed = seedOf(listDigest(isFirst ? lottery : first), `step:${index + 1}`, before.seed);
  const panel = panelOf(lottery, seed);
  const drawn = seatedBy(lottery, panel, isFirst || lottery.has("households") ? seed : bundle.get("seed"));
  if (!checkOutcome(faults, path, step, { lottery, seed, panel, drawn })) return null;
  drawn.forEach((id) => seated.add(id) && waiting.delete(id));
  return { seated, waiting, seed };
}

function checkLeft(faults, path, left, { seated, waiting }) {
  if (!faults.check(path, isSame(left, inOrder(left)), "left_order")) return false;
  return faults.check(path, left.every((id) => seated.has(id) || waiting.has(id)), "left_stranger");
}

function checkOutcome(faults, path, step, { lottery, seed, panel, drawn }) {
  const before = faults.count;
  faults.compare(`${path}.list_digest`, listDigest(lottery), step.get("list_digest"));
  faults.compare(`${path}.lottery_digest`, lotteryDigest(lottery), step.get("lottery_digest"));
  faults.compare(`${path}.seed`, seed, step.get("seed"));
  faults.compare(`${path}.panel`, panel, step.get("panel"));
  faults.compare(`${path}.selected`, drawn, step.get("selected"));
  return faults.count === before;
}

/** Who waits and lives with nobody seated; in order already. */
function poolOf(first, seated, waiting) {
  const people = first.get("people");
  const taken = new Set(people.filter((each) => seated.has(each.get("id"))).map((each) => each.get("household")));
  taken.delete(undefined);
  return people.filter((each) => waiting.has(each.get("id")) && !taken.has(each.get("household")));
}

/** The lottery of a step with its people, who are those of the pool; null where it holds a fault. */
function withPeople(faults, first, lottery, pool, path) {
  const isApart = first.has("households");
  const code = isApart ? "missing" : "unknown";
  if (!faults.check(`${path}.lottery.households`, lottery.has("households") === isApart, code)) return null;
  const number = new Map(lottery.get("types").map((kind, index) => [canonical(kind.get("features")), index]));
  const features = first.get("types").map((kind) => kind.get("features"));
  const people = isApart ? livingApart(pool, features, number) : livingAnywhere(pool, features, number);
  const isWhole = people.every((person) => person.get("type") !== undefined);
  if (!faults.check(`${path}.lottery.types`, isWhole, "types_lack")) return null;
  const filled = new Map([...lottery, ["people", people]]);
  return checkLottery(faults, filled, `${path}.lottery`) ? filled : null;
}

function livingAnywhere(pool, features, number) {
  const ours = features.map((each) => number.get(canonical(each)));
  return pool.map((person) => new Map([["id", person.get("id")], ["type", ours[person.get("type")]]]));
}

/** Kinds and codes are those of the pool: a household of which one has left is another one, or none. */
function livingApart(pool, features, number) {
  const homes = homesOf(pool.map((each) => [each.get("id"), features[each.get("type")], each.get("household") || ""]));
  return pool.map((person, index) => {
    const { kind, code } = homes.told[index];
    const told = new Map(without(features[person.get("type")], "household"));
    if (kind) told.set("household", kind);
    const found = new Map([["id", person.get("id")], ["type", number.get(canonical(told))]]);
    return code ? found.set("household", code) : found;
  });
}

/** The quotas of the first draw, less the people who are seated. */
function remainingQuotas(first, seated) {
  const left = new Map([...first.get("quotas")].map(([name, values]) => [name, new Map(values)]));
  for (const person of first.get("people")) {
    if (seated.has(person.get("id"))) takeFrom(left, first.get("types")[person.get("type")].get("features"));
  }
  return left;
}

function takeFrom(left, features) {
  for (const [name, values] of left) {
    const bounds = values.get(features.get(name));
    if (bounds) values.set(features.get(name), bounds.map((bound) => Math.max(bound - 1, 0)));
  }
}

/** The seats are those that are free; the quotas are what is left of them, or what the office let them be. */
function checkFrame(faults, first, step, seated, pool, path) {
  const before = faults.count;
  const left = remainingQuotas(first, seated);
  checkRelaxed(faults, `${path}.relaxed`, step, left);
  if (faults.count > before) return false;
  const lottery = step.get("lottery");
  const free = Math.min(first.get("seats") - seated.size, seatable(pool.map((each) => each.get("household"))));
  faults.compare(`${path}.lottery.seats`, free, lottery.get("seats"));
  const isLeft = canonical(left) === canonical(lottery.get("quotas"));
  faults.check(`${path}.lottery.quotas`, isLeft, "quotas_left");
  return faults.count === before;
}

/** Puts the quotas that gave way in their place in `left`. */
function checkRelaxed(faults, path, step, left) {
  if (!step.has("relaxed")) return;
  faults.check(path, step.get("relaxed").size, "no_relaxing");
  for (const [name, values] of step.get("relaxed")) {
    const place = member(path, name);
    faults.check(place, values.size, "no_relaxing");
    for (const [value, bounds] of values) {
      const known = left.has(name) && left.get(name).get(value);
      const isWider = known && !isSame(known, bounds) && bounds[0] <= known[0] && known[1] <= bounds[1];
      if (faults.check(member(place, value), isWider, "no_quota")) {
        left.get(name).set(value, bounds);
      }
    }
  }
}
