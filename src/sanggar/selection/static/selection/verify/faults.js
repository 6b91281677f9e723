/* Faults: a JSON path, the code of a sentence, and the values that stand in it. The sentences come from the page. */

import { isSame } from "./exact.js";
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
    const isEqual = Array.isArray(expected) ? isSame(expected, found) : expected === found;
    return this.check(path, isEqual, "expected", { expected: shown(expected), found: shown(found) });
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
