/* Who lives together: the code and kind of each household, and panels that seat at most one person of each. */

import { byBytes, canonical, without } from "./exact.js";

/** From [draw id, features, household] per person to each one's kind and code, and the households of each kind.
    Kinds are numbered in the order of the features of those who live together; who lives with nobody has neither. */
export function homesOf(people) {
  const told = people.map(() => ({ kind: "", code: "" }));
  const numbers = new Map();
  const kinds = kindsOf(people);
  kinds.sort(([one], [other]) => byTexts(one, other));
  kinds.forEach(([, homes], index) => {
    numbers.set(String(index + 1), homes.length);
    for (const members of homes) {
      const code = members.map((each) => people[each][0]).sort(byBytes)[0];
      members.forEach((each) => (told[each] = { kind: String(index + 1), code }));
    }
  });
  return { told, numbers };
}

/** Pairs of a composition, the features of those who live together in order, and the households that have it. */
function kindsOf(people) {
  const together = new Map();
  people.forEach(([, , home], index) => {
    if (home) together.set(home, [...(together.get(home) || []), index]);
  });
  const found = new Map();
  for (const members of together.values()) {
    if (members.length < 2) continue;
    const composition = members.map((each) => canonical(without(people[each][1], "household"))).sort(byBytes);
    const key = JSON.stringify(composition);
    if (!found.has(key)) found.set(key, [composition, []]);
    found.get(key)[1].push(members);
  }
  return [...found.values()];
}

function byTexts(one, other) {
  for (let at = 0; at < Math.min(one.length, other.length); at += 1) {
    const difference = byBytes(one[at], other[at]);
    if (difference) return difference;
  }
  return one.length - other.length;
}

/** How many people can be seated at once: one of each household. `homes` holds each person's, or "". */
export function seatable(homes) {
  const shared = homes.filter((home) => home);
  return homes.length - shared.length + new Set(shared).size;
}

export function checkHouseholds(faults, lottery, path) {
  const people = lottery.get("people");
  if (!lottery.has("households")) {
    people.forEach((person, index) => {
      faults.check(`${path}.people[${index}].household`, !person.has("household"), "unknown");
    });
  } else if (faults.check(`${path}.quotas.household`, !lottery.get("quotas").has("household"), "home_quota")) {
    const features = lottery.get("types").map((kind) => kind.get("features"));
    const each = (person) => [person.get("id"), features[person.get("type")], person.get("household") || ""];
    const kinds = features.map((found) => found.get("household") || "");
    const homes = homesOf(people.map(each));
    faults.check(`${path}.households`, areSame(homes.numbers, lottery.get("households")), "homes_differ");
    checkResidents(faults, people, path, kinds, homes.told);
    checkPanelsApart(faults, lottery, path, kinds, homes);
  }
}

function areSame(numbers, stated) {
  return numbers.size === stated.size && [...numbers].every(([kind, number]) => stated.get(kind) === number);
}

function checkResidents(faults, people, path, kinds, told) {
  people.forEach((person, index) => {
    const { kind, code } = told[index];
    const place = `${path}.people[${index}]`;
    faults.compare(`${place}.household`, code, person.get("household") || "");
    faults.check(`${place}.type`, kinds[person.get("type")] === kind, "home_kind", { kind });
  });
}

function checkPanelsApart(faults, lottery, path, kinds, { told, numbers }) {
  const seats = Math.min(lottery.get("seats"), seatable(told.map(({ code }) => code)));
  lottery.get("panels").forEach((panel, index) => {
    const place = `${path}.panels[${index}].counts`;
    const counts = panel.get("counts");
    for (const [kind, limit] of numbers) {
      const found = counts.reduce((sum, count, type) => sum + (kinds[type] === kind ? count : 0), 0);
      faults.check(place, found <= limit, "homes_full", { found, kind, limit });
    }
    const found = counts.reduce((one, other) => one + other, 0);
    faults.check(place, lottery.get("quotas").size || found === seats, "seats", { found, seats });
  });
}
