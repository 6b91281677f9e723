/* What others have recorded meanwhile, at another table or by the code on the screen: asked every few seconds while the
   page is in sight, so that two who stand at one door see the same list. */

import { answered } from "./patience.js";

const EVERY = 10_000;
const PATIENCE = 8000;

/** Calls `tell` with `{recorded: {enrolment: presence}, at}` of each answer; without network with nothing at all. */
export function listenToOthers(address, tell) {
  const ask = async () => {
    if (document.visibilityState === "visible") await tell(await recorded(address));
  };
  setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
  window.addEventListener("online", ask);
  return ask();
}

function recorded(address) {
  const read = (answer) => (answer.ok ? answer.json() : null);
  return answered(address, { cache: "no-store" }, PATIENCE, read).catch(() => null);
}
