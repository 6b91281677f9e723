"""What somebody had before them when they decided, as one short text that comes back with the decision."""

import hashlib
import json


def mark_of_seen(seen: object, *, ensure_ascii: bool = True) -> str:
    """64 hex digits that differ as soon as anything in these JSON values does; of their texts as they are written where
    the mark is kept on record, and was always made so.
    """
    return hashlib.sha256(json.dumps(seen, sort_keys=True, ensure_ascii=ensure_ascii).encode()).hexdigest()
