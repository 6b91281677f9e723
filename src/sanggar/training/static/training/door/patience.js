/* An answer on a network that swallows everything: the whole of it within a time, or none. */

/** What `read` makes of the answer; rejects once `patience` (milliseconds) is over. */
export async function answered(address, how, patience, read) {
  const impatience = new AbortController();
  const timer = setTimeout(() => impatience.abort(), patience);
  try {
    return await read(await fetch(address, { redirect: "manual", ...how, signal: impatience.signal }));
  } finally {
    clearTimeout(timer);
  }
}
