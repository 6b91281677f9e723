/* For the inspector, who has the whole bundle: that a sealed draw was made of it. As `verify.py --sealed` does. */

import { canonical } from "./exact.js";
import { Faults } from "./faults.js";
import { kindOf, stages } from "./report.js";
import { sha256 } from "./sha256.js";

const SHARED = ["list_digest", "lottery_digest", "source", "value", "signature", "seed"];

/** The whole bundle, then what was published of it, then whether the two belong together. Yields as `stages` does. */
export function* openingStages(bundle, sealed) {
  const faults = new Faults();
  const isPair = kindOf(bundle) === "draw" && kindOf(sealed) === "sealed";
  if (!faults.check("$", isPair, "no_pair")) return faults.found;
  const found = [...(yield* stages(bundle)), ...(yield* stages(sealed))];
  if (found.length) return found;
  yield "opening";
  checkOpening(faults, sealed, bundle);
  return faults.found;
}

function checkOpening(faults, sealed, bundle) {
  const opened = openedPeople(bundle);
  const told = toldPeople(bundle, opened, sealed.get("hidden"));
  SHARED.forEach((name) => faults.compare(`$.${name}`, bundle.get(name), sealed.get(name)));
  faults.compare("$.seats", bundle.get("lottery").get("seats"), sealed.get("seats"));
  checkSame(faults, "$.quotas", bundle.get("lottery").get("quotas"), sealed.get("quotas"));
  checkSame(faults, "$.people", told, sealed.get("people"));
  const steps = (bundle.get("steps") || []).map((step) => toldStep(step, opened, sealed.get("hidden")));
  checkSame(faults, "$.steps", steps, sealed.get("steps").map(withRelaxed));
}

function checkSame(faults, path, expected, found) {
  faults.check(path, canonical(expected) === canonical(found), "not_of_bundle");
}

/** Draw id → commitment and features, the hidden ones too. */
function openedPeople(bundle) {
  const kinds = bundle.get("lottery").get("types").map((kind) => kind.get("features"));
  const written = kinds.map(canonical);
  return new Map(
    bundle.get("lottery").get("people").map((person) => {
      const [id, kind] = [person.get("id"), person.get("type")];
      return [id, { mark: sha256(`${id}\0${written[kind]}`), features: kinds[kind] }];
    }),
  );
}

function toldPeople(bundle, opened, hidden) {
  const rows = bundle.get("draws").map((place) => {
    const { mark, features } = opened.get(place.get("id"));
    const shown = new Map([...features].filter(([name]) => !hidden.includes(name)));
    return new Map([["commitment", mark], ["features", shown], ["outcome", place.get("outcome")]]);
  });
  return rows.sort((one, other) => (one.get("commitment") < other.get("commitment") ? -1 : 1));
}

function toldStep(step, opened, hidden) {
  const marks = (ids) => ids.map((id) => opened.get(id).mark).sort();
  const told = new Map(["list_digest", "lottery_digest", "seed"].map((name) => [name, step.get(name)]));
  ["left", "selected"].forEach((name) => told.set(name, marks(step.get(name))));
  const relaxed = [...(step.get("relaxed") || [])].filter(([name]) => !hidden.includes(name));
  return told.set("relaxed", new Map(relaxed));
}

/** Earlier sealed draws held an empty one where a hidden quota gave way. */
function withRelaxed(step) {
  return new Map([["relaxed", new Map()], ...step]);
}
