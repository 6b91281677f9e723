/* What others have recorded meanwhile, at another table or by the code on the screen: asked every few seconds while the
   page is in sight, so that two who stand at one door see the same list. */

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

async function recorded(address) {
  const impatience = new AbortController();
  const timer = setTimeout(() => impatience.abort(), PATIENCE);
  try {
    const answer = await fetch(address, { redirect: "manual", cache: "no-store", signal: impatience.signal });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
