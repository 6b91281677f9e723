/* Strict JSON (RFC 8259), read as verify.py reads it.

A browser's own JSON.parse keeps the last of two fields with one name, and rounds numbers to 53 bits. Here a field may
occur once only, objects become Maps in the order of the file, and numbers stay as exact as they are written: a whole
number is a number or, from 16 digits, a BigInt; one with a point or an exponent is a Decimal. */

const BLANK = /[ \t\n\r]*/y;
const NUMBER = /(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?(?:[eE]([-+]?[0-9]+))?/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const WORD = /true|false|null/y;
const WORDS = { true: true, false: false, null: null };
const DEEPEST = 500;
const MOST_DIGITS = 4300; // as Python, which would take too long over more
const LARGEST_EXPONENT = 10 ** 18;
const LISTS = ["sanggar-frozen-list", "sanggar-list-sealed", "sanggar-lottery"];

/** What was given is not the bundle of a draw. `code` names the sentence that says why. */
export class Unusable extends Error {
  constructor(code, values = {}) {
    super(code);
    this.code = code;
    this.values = values;
  }
}

/** A number with a point or an exponent: sign, digits without leading zeros (none: zero), power of ten of the last. */
export class Decimal {
  constructor(text, sign, whole, fraction, exponent) {
    this.text = text;
    this.isNegative = sign === "-";
    this.digits = (whole + fraction).replace(/^0+/, "");
    this.exponent = exponent - fraction.length;
  }
}

/** The object in a file of a bundle. */
export function read(bytes) {
  const bundle = parse(decode(bytes));
  if (!(bundle instanceof Map && (bundle.has("format") || bundle.has("lottery")))) throw new Unusable("no_bundle");
  if (LISTS.includes(bundle.get("format"))) throw new Unusable("list_only");
  return bundle;
}

function decode(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Unusable("not_utf8");
  }
}

export function parse(text) {
  const reader = new Reader(text);
  const value = reader.value(0);
  if (reader.at < text.length) throw reader.stumbles();
  return value;
}

class Reader {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  /** A value and the blanks around it. */
  value(depth) {
    this.take(BLANK);
    const value = this.bare(depth);
    this.take(BLANK);
    return value;
  }

  bare(depth) {
    if (depth > DEEPEST) throw new Unusable("too_deep");
    const first = this.text[this.at];
    if (first === "{") return this.object(depth);
    if (first === "[") return this.list(depth);
    if (first === '"') return this.string();
    const word = this.take(WORD);
    return word ? WORDS[word[0]] : this.number();
  }

  object(depth) {
    const found = new Map();
    this.at += 1;
    this.take(BLANK);
    if (this.passes("}")) return found;
    do {
      this.take(BLANK);
      const name = this.string();
      if (found.has(name)) throw new Unusable("twice", { name: ascii(name) });
      this.take(BLANK);
      this.expect(":");
      found.set(name, this.value(depth + 1));
    } while (this.passes(","));
    this.expect("}");
    return found;
  }

  list(depth) {
    const found = [];
    this.at += 1;
    this.take(BLANK);
    if (this.passes("]")) return found;
    do found.push(this.value(depth + 1));
    while (this.passes(","));
    this.expect("]");
    return found;
  }

  string() {
    this.expect('"');
    let found = this.take(PLAIN)[0];
    while (!this.passes('"')) {
      const escape = this.take(ESCAPE);
      if (!escape) throw this.stumbles();
      found += JSON.parse(`"${escape[0]}"`) + this.take(PLAIN)[0];
    }
    return found;
  }

  number() {
    const found = this.take(NUMBER);
    if (!found) throw this.stumbles();
    const [text, sign, whole, fraction, exponent] = found;
    if (fraction !== undefined || exponent !== undefined) return this.decimal(text, sign, whole, fraction, exponent);
    if (whole.length > MOST_DIGITS) throw new Unusable("number_too_long");
    return whole.length < 16 ? Number(text) + 0 : BigInt(text); // + 0: there is one zero only
  }

  decimal(text, sign, whole, fraction = "", exponent = "0") {
    if (Math.abs(Number(exponent)) >= LARGEST_EXPONENT) throw new Unusable("number_too_long");
    return new Decimal(text, sign, whole, fraction, Number(exponent));
  }

  take(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found) this.at = pattern.lastIndex;
    return found;
  }

  passes(sign) {
    const isHere = this.text[this.at] === sign;
    if (isHere) this.at += 1;
    return isHere;
  }

  expect(sign) {
    if (!this.passes(sign)) throw this.stumbles();
  }

  stumbles() {
    const before = this.text.slice(0, this.at).split("\n");
    return new Unusable("not_json", { line: before.length, column: before[before.length - 1].length + 1 });
  }
}

/** Text in quotes and in ASCII, so that no character of a file can disguise another or turn the line around. */
export function ascii(text) {
  return JSON.stringify(text).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
