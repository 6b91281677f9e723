"""Is this the value that drand quicknet gave for this round?

The network signs the round number with BLS over BLS12-381, signatures on G1 (RFC 9380 hashing): for the message
H = hash_to_G1(SHA-256(round as 8 bytes, big-endian)) and public key P on G2, a signature S is right when
e(S, G2) = e(H, P). The round's randomness is the SHA-256 of the signature's 48 bytes.
"""

import hashlib
import re
import sys
from typing import Any

from sanggar.cores.beacon.quicknet import PUBLIC_KEY

DST = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"
RECURSION_LIMIT = sys.getrecursionlimit()
"""py_ecc multiplies it by a hundred when it is imported; deeply nested JSON would then crash the whole process."""

SIGNATURE = re.compile(r"[0-9a-f]{96}")


def randomness_of(signature: str) -> str:
    """The random value (lowercase hex) of the round with this signature (hex)."""
    return hashlib.sha256(bytes.fromhex(signature)).hexdigest()


def verify_round(number: int, signature: str) -> bool:
    """Whether the network signed this round with this signature (96 lowercase hex characters).

    False for any malformed signature. Takes about 0.2 s, and half a second more the first time.
    """
    if not SIGNATURE.fullmatch(signature) or not 1 <= number < 2**64:
        return False
    try:
        return _pairs(number, signature)
    except (ValueError, AssertionError):  # py_ecc's ways to say that bytes are no point of the curve
        return False


def _pairs(number: int, signature: str) -> bool:
    from py_ecc.bls.g2_primitives import subgroup_check
    from py_ecc.bls.hash_to_curve import hash_to_G1
    from py_ecc.bls.point_compression import decompress_G1, decompress_G2
    from py_ecc.bls.typing import G1Compressed, G2Compressed
    from py_ecc.fields import optimized_bls12_381_FQ12 as FQ12
    from py_ecc.optimized_bls12_381.optimized_curve import G2, is_inf, neg
    from py_ecc.optimized_bls12_381.optimized_pairing import final_exponentiate, pairing

    sys.setrecursionlimit(RECURSION_LIMIT)
    sha256: Any = hashlib.sha256  # what py_ecc wants is this maker of hashes; its type names a hash already made
    point = decompress_G1(G1Compressed(int(signature, 16)))
    if is_inf(point) or not subgroup_check(point):
        return False
    key = decompress_G2(G2Compressed((int(PUBLIC_KEY[:96], 16), int(PUBLIC_KEY[96:], 16))))
    message = hash_to_G1(hashlib.sha256(number.to_bytes(8, "big")).digest(), DST, sha256)
    product = pairing(G2, point, final_exponentiate=False) * pairing(key, neg(message), final_exponentiate=False)
    return bool(final_exponentiate(product) == FQ12.one())
