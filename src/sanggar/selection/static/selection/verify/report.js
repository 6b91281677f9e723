/* The whole check. A third implementation on purpose, beside the package and verify.py: it names the same faults. */

import { checkDigests, checkDraw, checkDrawn } from "./draw.js";
import { Faults } from "./faults.js";
import { checkLottery } from "./lottery.js";
import { checkRanking, isSeeded } from "./ranking.js";
import { checkSealed } from "./sealed.js";
import { BUNDLE, RANKING, SEALED, SEEDED_RANKING, checkShape, ofVersion } from "./shape.js";
import { checkSteps } from "./steps.js";

export const KINDS = { [RANKING.format]: "ranking", [SEALED.format]: "sealed" }; // any other is the bundle of a draw
const FORMS = {
  ranking: (bundle) => (isSeeded(bundle) ? SEEDED_RANKING : RANKING),
  sealed: (bundle) => ofVersion(SEALED, bundle.get("version")),
  draw: (bundle) => ofVersion(BUNDLE, bundle.get("version")),
};
const CHECKS = {
  *ranking(faults, bundle) {
    yield "draw";
    checkRanking(faults, bundle);
  },
  *sealed(faults, bundle) {
    yield "draw";
    checkSealed(faults, bundle);
  },
  *draw(faults, bundle) {
    yield "lottery";
    if (!checkLottery(faults, bundle.get("lottery"), "$.lottery")) {
      checkDrawn(faults, bundle);
      return;
    }
    yield "digests";
    checkDigests(faults, bundle);
    yield "draw";
    const seated = checkDraw(faults, bundle);
    yield "steps";
    if (seated) checkSteps(faults, bundle, seated);
  },
};

export function kindOf(bundle) {
  return KINDS[bundle.get("format")] || "draw";
}

/** Yields the name of each stage before it begins, so that a page can show it; returns the faults. */
export function* stages(bundle) {
  const faults = new Faults();
  const kind = kindOf(bundle);
  yield "shape";
  checkShape(faults, "$", FORMS[kind](bundle), bundle);
  if (!faults.count) yield* CHECKS[kind](faults, bundle);
  return faults.found;
}

/** What is shown of where the seed came from, once `beaconOf` has answered: see `origin_of` in verify.py. */
export function originOf(bundle, beacon) {
  if (kindOf(bundle) === "ranking" && !isSeeded(bundle)) return "no_randomness";
  if (bundle.get("source") === "dice") return "dice_told";
  if (!bundle.has("signature")) return "not_shown";
  return beacon === "verified" ? "verified" : "unchecked";
}

/** All stages at once. */
export function report(bundle) {
  const running = stages(bundle);
  let step = running.next();
  while (!step.done) step = running.next();
  return step.value;
}
