/* For the inspector, who has the whole bundle: that a sealed draw was made of it. As `verify.py --sealed` does. */

import { canonical } from "./exact.js";
import { Faults } from "./faults.js";
import { kindOf, stages } from "./report.js";
import { sha256 } from "./sha256.js";

const SHARED = ["version", "list_digest", "lottery_digest", "source", "value", "signature", "seed"];

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
  const quotas = bundle.get("lottery").get("quotas");
  if (!faults.check("$.hidden", sealed.get("hidden").every((name) => quotas.has(name)), "hidden")) return;
  const opened = openedPeople(bundle);
  const told = toldPeople(bundle, opened, sealed.get("hidden"));
  SHARED.forEach((name) => faults.compare(`$.${name}`, bundle.get(name), sealed.get(name)));
  faults.compare("$.seats", bundle.get("lottery").get("seats"), sealed.get("seats"));
  const shown = bundle.get("version") === 1 ? quotas : withoutHidden(quotas, sealed.get("hidden"));
  checkSame(faults, "$.quotas", shown, sealed.get("quotas"));
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
    const shown = ["features", withoutHidden(features, hidden)];
    return new Map([["commitment", mark], shown, ["outcome", place.get("outcome")]]);
  });
  return rows.sort((one, other) => (one.get("commitment") < other.get("commitment") ? -1 : 1));
}

function toldStep(step, opened, hidden) {
  const marks = (ids) => ids.map((id) => opened.get(id).mark).sort();
  const told = new Map(["list_digest", "lottery_digest", "seed"].map((name) => [name, step.get(name)]));
  ["left", "selected"].forEach((name) => told.set(name, marks(step.get(name))));
  return told.set("relaxed", withoutHidden(step.get("relaxed") || new Map(), hidden));
}

function withoutHidden(fields, hidden) {
  return new Map([...fields].filter(([name]) => !hidden.includes(name)));
}

/** Early sealed draws held an empty one where a hidden quota gave way. */
function withRelaxed(step) {
  return new Map([["relaxed", new Map()], ...step]);
}
