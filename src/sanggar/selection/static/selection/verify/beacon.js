/* Whether drand quicknet signed the round that a bundle names: BLS over BLS12-381 with signatures on G1 (RFC 9380). The
   curve is not ours (../vendor/VENDORED.md), and is fetched from this very site only for a file with a signature. */

import { fromHex, sha256 } from "./sha256.js";

const QUICKNET = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971";
const KEY =
  "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e" +
  "17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a";
const DOMAIN = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_";

/** `verified`, `wrong`, or the code of the sentence that says why it is unchecked. */
export async function beaconOf(bundle) {
  if (bundle.get("source") === "dice") return "by_dice";
  const [, chain, round] = /^drand:([0-9a-f]{64}):([1-9][0-9]*)$/.exec(bundle.get("source") || "") || [];
  if (!chain || !bundle.has("signature")) return "no_beacon";
  if (chain !== QUICKNET) return "other_beacon";
  const curve = await import("../vendor/noble-bls12-381.js").catch(() => null);
  if (!curve) return "beacon_away";
  return isSigned(curve.bls12_381.shortSignatures, BigInt(round), bundle.get("signature")) ? "verified" : "wrong";
}

function isSigned(scheme, round, signature) {
  const message = new Uint8Array(8);
  new DataView(message.buffer).setBigUint64(0, round);
  try {
    return scheme.verify(fromHex(signature), scheme.hash(fromHex(sha256(message)), DOMAIN), fromHex(KEY));
  } catch {
    return false; // these bytes are no point of the curve
  }
}
