/* The queue on the device: entries that the office has not answered yet. No names, only numbers, presence and time. */

const NAME = "meja-presensi";
const STORE = "antrean";

function opened() {
  return new Promise((resolve, reject) => {
    const asking = indexedDB.open(NAME, 1);
    asking.onupgradeneeded = () => asking.result.createObjectStore(STORE, { keyPath: "id" });
    asking.onsuccess = () => resolve(asking.result);
    asking.onerror = () => reject(asking.error);
  });
}

async function within(mode, act) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const change = database.transaction(STORE, mode);
      const asked = act(change.objectStore(STORE));
      change.oncomplete = () => resolve(asked?.result);
      change.onerror = change.onabort = () => reject(change.error);
    });
  } finally {
    database.close();
  }
}

/** Every entry of one account, in the order in which they were taken down; whose else is waits for its owner. */
export async function entries(account) {
  const all = await within("readonly", (store) => store.getAll());
  const own = all.filter((entry) => entry.account === account);
  return own.sort((one, other) => one.noted_at.localeCompare(other.noted_at));
}

/** Keep an entry in the place of whatever waits of the same person at the same meeting, or, if the device is full,
    nothing of it: in one step, so that two quick taps leave one entry and a refused one leaves the former. */
export function keep(entry) {
  const isFormer = (each) =>
    each.account === entry.account && each.meeting === entry.meeting && each.enrolment === entry.enrolment;
  return within("readwrite", (store) => {
    const asking = store.getAll();
    asking.onsuccess = () => {
      for (const each of asking.result) if (isFormer(each)) store.delete(each.id);
      store.put(entry);
    };
  });
}

export function drop(id) {
  return within("readwrite", (store) => store.delete(id));
}

/** How many entries wait on this device, whoever took them down. */
export async function number() {
  return within("readonly", (store) => store.count());
}
