/* What a bundle without faults tells of its course: the panel on the stage, and each step. As `panel_words` and
   `step_words` of verify.py, as codes of sentences with their values. */

import { exact, TRILLION } from "./exact.js";
import { chancesOf } from "./lottery.js";

/** In a numbered lottery: what the dice name, and all numbers that are the same panel; null without numbers. */
export function panelTold(bundle) {
  const lottery = bundle.get("lottery");
  if (!lottery?.has("numbered")) return null;
  const dice = String(lottery.get("numbered")).length - 1;
  const weights = lottery.get("panels").map((panel) => Number(exact(panel.get("weight")) / TRILLION));
  const index = bundle.get("panel");
  const first = weights.slice(0, index).reduce((one, other) => one + other, 0);
  const digits = (number) => String(number).padStart(dice, "0");
  const values = { first: digits(first), last: digits(first + weights[index] - 1), place: `lottery.panels[${index}]` };
  if (bundle.get("source") !== "dice") return { code: "panel_by_seed", values };
  return { code: "panel_by_dice", values: { ...values, number: bundle.get("value").slice(0, dice), dice } };
}

/** Of each step who left, who came, the quotas that gave way, with their bounds for those who came in, and its chances. */
export function stepsTold(bundle) {
  return (bundle.get("steps") || []).map((step, index) => ({
    number: index + 1,
    left: step.get("left"),
    came: step.get("selected"),
    chances: step.has("lottery") ? chancesOfStep(step.get("lottery")) : null,
    relaxed: Array.from(step.get("relaxed") || []).flatMap(([name, values]) =>
      Array.from(values, ([value, [least, most]]) => ({ name, value, least, most })),
    ),
  }));
}

/** How equal they were: the seed of a step was known before its lottery was made. */
function chancesOfStep(lottery) {
  return { ...chancesOf(lottery).values, panels: lottery.get("panels").length };
}
