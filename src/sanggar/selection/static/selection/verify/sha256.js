/* SHA-256 (FIPS 180-4) and HMAC (RFC 2104), written out.

The browser's own crypto.subtle answers later, once for each of thousands of tickets, and only on pages that came over
https. This one is about as fast as the check needs, and works on the plain http of an office network too. */

const START = new Uint32Array([
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
]);
const ROUNDS = new Uint32Array([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]);
const BLOCK = 64;
const words = new Uint32Array(64);
const encoder = new TextEncoder();

export function bytesOf(text) {
  return encoder.encode(text);
}

export function fromHex(text) {
  return Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
}

export function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** In hexadecimal, of bytes or of the UTF-8 of a text. */
export function sha256(data) {
  return toHex(digest(typeof data === "string" ? bytesOf(data) : data));
}

/** HMAC-SHA256 under one key of at most 64 bytes, for many messages: a function from bytes to 32 bytes. */
export function hmac(key) {
  const inner = padded(key, 0x36);
  const outer = padded(key, 0x5c);
  return (message) => digest(digest(message, inner, BLOCK), outer, BLOCK);
}

function padded(key, pad) {
  const block = new Uint8Array(BLOCK).fill(pad);
  key.forEach((byte, index) => (block[index] ^= byte));
  const state = START.slice();
  compress(state, new DataView(block.buffer), 0);
  return state;
}

/** The digest of what stands behind `before` bytes that led to the state `start`. */
function digest(message, start = START, before = 0) {
  const state = start.slice();
  const rest = message.length % BLOCK;
  const view = new DataView(message.buffer, message.byteOffset, message.length);
  for (let at = 0; at < message.length - rest; at += BLOCK) compress(state, view, at);
  const tail = new Uint8Array(rest < BLOCK - 8 ? BLOCK : 2 * BLOCK);
  tail.set(message.subarray(message.length - rest));
  tail[rest] = 0x80;
  const end = new DataView(tail.buffer);
  end.setUint32(tail.length - 8, Math.floor((before + message.length) / 2 ** 29));
  end.setUint32(tail.length - 4, (before + message.length) << 3);
  for (let at = 0; at < tail.length; at += BLOCK) compress(state, end, at);
  return unfolded(state);
}

function unfolded(state) {
  const bytes = new Uint8Array(32);
  const view = new DataView(bytes.buffer);
  state.forEach((word, index) => view.setUint32(4 * index, word));
  return bytes;
}

function compress(state, view, at) {
  schedule(view, at);
  let [a, b, c, d, e, f, g, h] = state;
  for (let round = 0; round < 64; round += 1) {
    const big = (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g));
    const first = (h + big + ROUNDS[round] + words[round]) | 0;
    const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => (state[index] += word));
}

function schedule(view, at) {
  for (let index = 0; index < 16; index += 1) words[index] = view.getUint32(at + 4 * index);
  for (let index = 16; index < 64; index += 1) {
    const [early, late] = [words[index - 15], words[index - 2]];
    const low = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
    const high = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
    words[index] = words[index - 16] + low + words[index - 7] + high;
  }
}

function turned(word, places) {
  return (word >>> places) | (word << (32 - places));
}
