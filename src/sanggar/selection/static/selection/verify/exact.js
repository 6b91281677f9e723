/* Exact numbers and the one text of a value. An exact number is a BigInt that counts trillionths: the rules allow at
   most twelve decimals, so nothing is ever rounded. */

import { Decimal } from "./json.js";

export const TRILLION = 10n ** 12n;
const NONE = -1n;
const LIMIT = 10n ** 15n; // of whole numbers; of others 1000
const LONGEST = 40;
const LARGEST = 14; // digits of a decimal as written, and the power of ten of the first of them

/** A number from 0: whole and below 10^15, or below 1000 with at most 12 decimals. -1 for anything else. */
export function exact(value) {
  if (typeof value === "number") return value >= 0 && value < 1e15 ? BigInt(value) * TRILLION : NONE;
  if (!(value instanceof Decimal) || isTooLong(value)) return NONE;
  const number = inTrillionths(value);
  const limit = number % TRILLION === 0n ? LIMIT : 1000n;
  return number >= 0n && number < limit * TRILLION ? number : NONE;
}

/** Asked before it becomes a BigInt: 1e999999999 would fill the memory. */
function isTooLong({ digits, exponent }) {
  return digits.length > LONGEST || (digits !== "" && Math.abs(exponent + digits.length - 1) > LARGEST);
}

function inTrillionths({ isNegative, digits, exponent }) {
  if (digits === "") return 0n;
  if (isNegative) return NONE;
  const power = exponent + 12;
  if (power >= 0) return BigInt(digits) * 10n ** BigInt(power);
  const part = 10n ** BigInt(-power);
  return BigInt(digits) % part === 0n ? BigInt(digits) / part : NONE;
}

/** The fraction in trillionths, to the nearest; of two that are as near, to the even one. */
export function nearest(numerator, denominator) {
  const whole = numerator / denominator;
  const twice = 2n * (numerator % denominator);
  return twice > denominator || (twice === denominator && whole % 2n === 1n) ? whole + 1n : whole;
}

/** Trillionths in plain digits. */
export function plain(number) {
  const digits = String(number).padStart(13, "0");
  return `${digits.slice(0, -12)}.${digits.slice(-12)}`.replace(/\.?0+$/, "");
}

/** The one text of a JSON value whose shape has been checked. */
export function canonical(value) {
  if (value instanceof Map) {
    const names = [...value.keys()].sort(byBytes);
    return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value.get(name))}`).join(",")}}`;
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "string") return JSON.stringify(value);
  return typeof value === "number" ? String(value) : plain(exact(value));
}

/** The order of UTF-8, which is that of code points. JavaScript's own puts surrogates before U+E000 to U+FFFF. */
export function byBytes(one, other) {
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at += 1) {
    const difference = rank(one.charCodeAt(at)) - rank(other.charCodeAt(at));
    if (difference) return difference;
  }
  return one.length - other.length;
}

function rank(unit) {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/** Each once and in order. */
export function inOrder(texts) {
  return [...new Set(texts)].sort(byBytes);
}

export function isSame(one, other) {
  return one.length === other.length && one.every((each, index) => each === other[index]);
}

export function without(document, name) {
  return new Map([...document].filter(([each]) => each !== name));
}
