/* Faults: a JSON path, the code of a sentence, and the values that stand in it. The sentences come from the page. */

import { Decimal, ascii } from "./json.js";

export class Faults {
  constructor() {
    this.found = [];
  }

  get count() {
    return this.found.length;
  }

  check(path, holds, code, values = {}) {
    if (!holds) this.found.push({ path, code, values });
    return Boolean(holds);
  }

  compare(path, expected, found) {
    if (Array.isArray(expected) && Array.isArray(found)) return this.compareLists(path, expected, found);
    return this.check(path, expected === found, "expected", { expected: shown(expected), found: shown(found) });
  }

  /** Draw ids one by one, so that each that differs is named with its place. */
  compareLists(path, expected, found) {
    const lengths = { expected: expected.length, found: found.length };
    if (!this.check(path, expected.length === found.length, "entries", lengths)) return false;
    return expected.map((each, index) => this.compare(`${path}[${index}]`, each, found[index])).every(Boolean);
  }
}

/** In ASCII and cut short. */
export function shown(value) {
  if (value instanceof Map) return "{…}";
  if (Array.isArray(value)) return "[…]";
  const text = typeof value === "string" ? ascii(value) : String(value instanceof Decimal ? value.text : value);
  return text.slice(0, 100);
}

export function member(path, name) {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? `${path}.${name}` : `${path}[${ascii(name)}]`;
}
