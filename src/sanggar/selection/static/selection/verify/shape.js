/* The shape of each document. A form is an object of forms (a name with "?" may be missing), a list of one form, a
   constant, a Named (any names, one form), or a Rule with the code of its sentence. */

import { exact } from "./exact.js";
import { member, shown } from "./faults.js";

class Rule {
  constructor(code, fits, values = {}) {
    Object.assign(this, { code, fits, values });
  }
}

class Named {
  constructor(form) {
    this.form = form;
  }
}

const isWhole = (value) => typeof value === "number" || typeof value === "bigint";
const isText = (value) => typeof value === "string";
const whole = (least) =>
  new Rule("whole", (value) => isWhole(value) && exact(value) >= 0n && value >= least, { least });
const like = (code, pattern) => new Rule(code, (value) => isText(value) && pattern.test(value));

const NUMBER = new Rule("number", (value) => exact(value) >= 0n);
const WEIGHT = new Rule("weight", (value) => exact(value) > 0n);
const STRING = like("string", /^[^\ud800-\udfff]*$/u);
export const HEX = like("hex", /^[0-9a-f]{64}$/);
export const DICE = like("dice", /^[0-9]{20,}$/);
const SIGNATURE = like("signature", /^([0-9a-f]{96}){1,2}$/);
const TEXT = like("text", /^[^\x00-\x1f\x7f\ud800-\udfff]{0,200}$/u);
const ID = like("id", /^[^\x00-\x1f\x7f\ud800-\udfff]{1,200}$/u);
const FEATURES = new Named(TEXT);
const BOUNDS = new Rule("bounds", (value) => Array.isArray(value) && value.length === 2 && areBounds(value));
const areBounds = ([least, most]) =>
  typeof least === "number" && typeof most === "number" && 0 <= least && least <= most && most < 1e15;
const POWERS = [10, 100, 1000, 10000, 100000, 1000000];
const POWER = new Rule("power", (value) => POWERS.includes(value));
const QUOTAS = new Named(new Named(BOUNDS));

const STEP_LOTTERY = {
  format: "sanggar-lottery",
  version: 2,
  seats: whole(1),
  quotas: QUOTAS,
  types: [{ features: FEATURES, count: whole(0), probability: NUMBER }],
  panels: [{ weight: WEIGHT, counts: [whole(0)] }],
  gap: NUMBER,
  "households?": new Named(whole(1)),
};
const LOTTERY = { ...STEP_LOTTERY, "numbered?": POWER, people: [{ id: ID, type: whole(0), "household?": ID }] };
const STEP = {
  left: [ID],
  "relaxed?": QUOTAS,
  lottery: STEP_LOTTERY,
  list_digest: HEX,
  lottery_digest: HEX,
  seed: HEX,
  panel: whole(0),
  selected: [ID],
};
export const BUNDLE = {
  format: "sanggar-draw",
  version: 2,
  lottery: LOTTERY,
  list_digest: HEX,
  lottery_digest: HEX,
  seed: HEX,
  panel: whole(0),
  draws: [{ id: ID, type: whole(0), ticket: HEX, outcome: TEXT, position: whole(1) }],
  "source?": STRING,
  "value?": STRING,
  "signature?": SIGNATURE,
  "steps?": [STEP],
  "seated?": [ID],
};
const SEALED_STEP = {
  left: [HEX],
  "relaxed?": QUOTAS,
  list_digest: HEX,
  lottery_digest: HEX,
  seed: HEX,
  selected: [HEX],
};
export const SEALED = {
  format: "sanggar-draw-sealed",
  version: 2,
  hidden: [ID],
  seats: whole(1),
  quotas: QUOTAS,
  people: [{ commitment: HEX, features: FEATURES, outcome: TEXT }],
  people_digest: HEX,
  list_digest: HEX,
  lottery_digest: HEX,
  source: STRING,
  value: STRING,
  "signature?": SIGNATURE,
  seed: HEX,
  steps: [SEALED_STEP],
  seated: [HEX],
  digest: HEX,
};
export const RANKING = {
  format: "sanggar-ranking",
  version: 1,
  rule: TEXT,
  seats: whole(1),
  places: [{ id: ID, value: NUMBER, outcome: TEXT, position: whole(1) }],
  list_digest: HEX,
  digest: HEX,
};

export const SEEDED_RANKING = {
  ...RANKING,
  version: 2,
  places: [{ id: ID, value: NUMBER, ticket: HEX, outcome: TEXT, position: whole(1) }],
  values_digest: HEX,
  source: STRING,
  value: STRING,
  "signature?": SIGNATURE,
  seed: HEX,
};

/** The same form in an earlier version, in all of its parts; a version that is not known is that of the form. */
export function ofVersion(form, version) {
  if (version !== 1) return form;
  if (Array.isArray(form)) return [ofVersion(form[0], version)];
  if (typeof form !== "object" || form instanceof Rule || form instanceof Named) return form;
  const parts = Object.entries(form).map(([name, part]) => [name, ofVersion(part, version)]);
  const earlier = Object.fromEntries(parts);
  return "version" in form ? { ...earlier, version } : earlier;
}

export function checkShape(faults, path, form, value) {
  if (form instanceof Rule) {
    faults.check(path, form.fits(value), form.code, form.values);
  } else if (form instanceof Named) {
    checkNamed(faults, path, form, value);
  } else if (Array.isArray(form)) {
    if (!faults.check(path, Array.isArray(value), "list")) return;
    value.forEach((item, index) => checkShape(faults, `${path}[${index}]`, form[0], item));
  } else if (typeof form !== "object") {
    faults.check(path, form === value, "constant", { expected: form, found: shown(value) });
  } else if (faults.check(path, value instanceof Map, "object")) {
    checkFields(faults, path, form, value);
  }
}

function checkNamed(faults, path, { form }, value) {
  if (!faults.check(path, value instanceof Map, "object")) return;
  for (const [name, item] of value) {
    const place = member(path, name);
    if (faults.check(place, ID.fits(name), "name")) checkShape(faults, place, form, item);
  }
}

function checkFields(faults, path, forms, value) {
  const known = new Map(Object.entries(forms).map(([name, form]) => [name.replace("?", ""), form]));
  for (const name of Object.keys(forms)) {
    faults.check(`${path}.${name}`, value.has(name) || name.endsWith("?"), "missing");
  }
  for (const [name, item] of value) {
    const place = member(path, name);
    if (faults.check(place, known.has(name), "unknown")) checkShape(faults, place, known.get(name), item);
  }
}
