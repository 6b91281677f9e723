/* The lottery: people once and in order, types that count them, panels that can be seated, their chances. */

import { TRILLION, byBytes, canonical, exact, nearest, plain } from "./exact.js";
import { Faults, member, shown } from "./faults.js";
import { checkHouseholds } from "./households.js";

/** Whether it holds no fault. */
export function checkLottery(faults, lottery, path) {
  const before = faults.count;
  checkPeople(faults, lottery, path);
  checkTypes(faults, lottery, path);
  checkPanels(faults, lottery, path);
  if (faults.count === before) {
    checkHouseholds(faults, lottery, path);
    checkQuotas(faults, lottery, path);
    checkPlain(faults, lottery, path);
    checkNumbers(faults, lottery, path);
    checkChances(faults, lottery, path);
  }
  if (faults.count > before) checkFramed(faults, lottery, path);
  return faults.count === before;
}

function checkPeople(faults, lottery, path) {
  const [people, types] = [lottery.get("people"), lottery.get("types")];
  let previous = "";
  faults.check(`${path}.people`, people.length, "nobody");
  people.forEach((person, index) => {
    const place = `${path}.people[${index}]`;
    faults.check(`${place}.id`, byBytes(person.get("id"), previous) > 0, "order");
    faults.check(`${place}.type`, person.get("type") < types.length, "no_type");
    previous = person.get("id");
  });
}

function checkTypes(faults, lottery, path) {
  const members = countOf(lottery.get("people").map((person) => person.get("type")));
  let previous = "";
  lottery.get("types").forEach((kind, index) => {
    const place = `${path}.types[${index}]`;
    const line = canonical(kind.get("features"));
    faults.check(`${place}.features`, byBytes(line, previous) > 0, "order");
    faults.compare(`${place}.count`, members.get(index) || 0, kind.get("count"));
    for (const [feature, values] of lottery.get("quotas")) {
      const isKnown = values.has(kind.get("features").get(feature));
      faults.check(member(`${place}.features`, feature), isKnown, "no_value", { feature: shown(feature) });
    }
    previous = line;
  });
}

function checkPanels(faults, lottery, path) {
  const sizes = lottery.get("types").map((kind) => kind.get("count"));
  const seats = lottery.get("seats");
  faults.check(`${path}.panels`, lottery.get("panels").length, "no_panel");
  lottery.get("panels").forEach((panel, index) => {
    const place = `${path}.panels[${index}].counts`;
    const counts = panel.get("counts");
    const lengths = { expected: sizes.length, found: counts.length };
    if (!faults.check(place, counts.length === sizes.length, "entries", lengths)) return;
    faults.check(place, sum(counts) <= seats, "too_many", { found: sum(counts), seats });
    counts.forEach((count, kind) => {
      if (count > sizes[kind]) faults.check(`${place}[${kind}]`, false, "of_type", { size: sizes[kind] });
    });
  });
}

/** Under quotas every panel fills the seats and meets the quotas. */
function checkQuotas(faults, lottery, path) {
  const [quotas, seats] = [lottery.get("quotas"), lottery.get("seats")];
  const features = lottery.get("types").map((kind) => kind.get("features"));
  lottery.get("panels").forEach((panel, index) => {
    const place = `${path}.panels[${index}].counts`;
    const counts = panel.get("counts");
    if (quotas.size) faults.check(place, sum(counts) === seats, "seats", { found: sum(counts), seats });
    for (const [feature, values] of quotas) {
      checkReached(faults, place, feature, values, reached(features, counts, feature));
    }
  });
}

/** Without quotas and households: seats for everyone, or for each value of one feature, free for want of people. */
function checkPlain(faults, lottery, path) {
  if (lottery.get("quotas").size || lottery.has("households")) return;
  const types = lottery.get("types");
  const names = new Set(types.map((kind) => canonical([...kind.get("features").keys()])));
  const isAlike = types.length < 2 || (names.size === 1 && types[0].get("features").size === 1);
  faults.check(`${path}.types`, isAlike, "types_apart");
  lottery.get("panels").forEach((panel, index) => {
    const counts = panel.get("counts");
    const isWhole = counts.some((count, kind) => count === types[kind].get("count"));
    faults.check(`${path}.panels[${index}].counts`, isWhole || sum(counts) >= lottery.get("seats"), "seats_left");
  });
}

/** Where the panels give the chances that are told, they are those of the draw, so that seats or quotas that do not fit
    them are others; named beside the panels. */
function checkFramed(faults, lottery, path) {
  const [panels, types, seats] = ["panels", "types", "seats"].map((name) => lottery.get(name));
  const others = new Faults();
  if (!panels.length || panels.some((panel) => panel.get("counts").length !== types.length)) return;
  checkChances(others, lottery, path);
  if (others.count) return;
  checkPlain(others, lottery, path);
  const sums = panels.map((panel) => sum(panel.get("counts")));
  const { least, most } = extremes(sums);
  const isLeft = others.found.some((fault) => fault.code === "seats_left");
  const fits = lottery.get("quotas").size ? least === seats && most === seats : most <= seats && !isLeft;
  faults.check(`${path}.seats`, fits, "panels_seat", { least, most });
  for (const [feature, values] of lottery.get("quotas")) checkFramedQuota(faults, lottery, path, feature, values);
}

function checkFramedQuota(faults, lottery, path, feature, values) {
  const features = lottery.get("types").map((kind) => kind.get("features"));
  const found = lottery.get("panels").map((panel) => reached(features, panel.get("counts"), feature));
  for (const [value, [least, most]] of values) {
    const seated = found.map((each) => each.get(value) || 0);
    const told = extremes(seated);
    const place = member(member(`${path}.quotas`, feature), value);
    faults.check(place, least <= told.least && told.most <= most, "panels_seat_these", told);
  }
}

/** How equal the chances were: that a result follows says nothing of that. */
export function chancesOf(lottery) {
  const kinds = lottery.get("types").filter((kind) => kind.get("count"));
  const each = kinds.map((kind) => exact(kind.get("probability"))).sort((one, other) => (one < other ? -1 : 1));
  const none = kinds.filter((kind) => !exact(kind.get("probability"))).map((kind) => kind.get("count"));
  const isClaimed = lottery.get("quotas").size || lottery.get("panels").length > 1 || lottery.get("households")?.size;
  return {
    values: { least: plain(each[0]), most: plain(each[each.length - 1]), none: sum(none), types: kinds.length },
    seats: lottery.get("seats"),
    gap: isClaimed ? plain(exact(lottery.get("gap"))) : null,
  };
}

/** How many of a panel have each value of a feature. */
function reached(features, counts, feature) {
  const found = new Map();
  counts.forEach((count, kind) => {
    if (count) add(found, features[kind].get(feature), count);
  });
  return found;
}

export function checkReached(faults, path, feature, values, seated) {
  for (const [value, [least, most]] of values) {
    const found = seated.get(value) || 0;
    const words = { found, least, most, feature: shown(feature), value: shown(value) };
    faults.check(path, least <= found && found <= most, "quota", words);
  }
}

/** In a numbered lottery each panel has whole numbers, all of which are taken. */
function checkNumbers(faults, lottery, path) {
  if (!lottery.has("numbered")) return;
  const weights = weightsOf(lottery);
  weights.forEach((weight, index) => {
    faults.check(`${path}.panels[${index}].weight`, weight % TRILLION === 0n, "whole_weight");
  });
  faults.compare(`${path}.numbered`, plain(total(weights)), String(lottery.get("numbered")));
}

function checkChances(faults, lottery, path) {
  const types = lottery.get("types");
  const weights = weightsOf(lottery);
  const all = total(weights);
  const seated = types.map(() => 0n);
  lottery.get("panels").forEach((panel, index) => {
    panel.get("counts").forEach((count, kind) => {
      if (count) seated[kind] += weights[index] * BigInt(count);
    });
  });
  types.forEach((kind, index) => {
    const count = BigInt(kind.get("count"));
    const chance = count ? nearest(seated[index] * TRILLION, all * count) : 0n;
    faults.compare(`${path}.types[${index}].probability`, plain(chance), plain(exact(kind.get("probability"))));
  });
}

/** In trillionths. */
export function weightsOf(lottery) {
  return lottery.get("panels").map((panel) => exact(panel.get("weight")));
}

export function countOf(values) {
  const found = new Map();
  values.forEach((value) => add(found, value, 1));
  return found;
}

function add(counts, value, count) {
  counts.set(value, (counts.get(value) || 0) + count);
}

/** Of any number of panels: more than can be handed over as arguments. */
function extremes(numbers) {
  const ordered = [...numbers].sort((one, other) => one - other);
  return { least: ordered[0], most: ordered[ordered.length - 1] };
}

function sum(numbers) {
  return numbers.reduce((one, other) => one + other, 0);
}

function total(numbers) {
  return numbers.reduce((one, other) => one + other, 0n);
}
