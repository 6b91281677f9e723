"""A million draw ids in the order of their bytes."""

from collections.abc import Sequence

import numpy as np


def by_bytes(ids: Sequence[str], kinds: Sequence[int]) -> tuple[list[str], list[int]]:
    """The ids in order, and beside each its kind.

    Draw ids are mostly of one length. Those are sorted as one block of bytes, and written anew from it one beside the
    other: whoever goes through them afterwards reads memory from beginning to end, which saves more than sorting costs.
    """
    width, block = len(ids[0]), "".join(ids)
    if set(map(len, ids)) != {width} or not block.isascii() or "\0" in block:  # NUL is what numpy fills up with
        order = sorted(range(len(ids)), key=ids.__getitem__)
        return [ids[index] for index in order], [kinds[index] for index in order]
    packed = np.frombuffer(block.encode(), dtype=f"S{width}")
    places = np.argsort(packed, kind="stable")
    block = packed[places].tobytes().decode()
    listed = [block[start : start + width] for start in range(0, len(block), width)]
    return listed, np.array(kinds)[places].tolist()
