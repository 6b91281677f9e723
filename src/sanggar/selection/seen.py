"""What somebody had before them when they decided, as one short text that comes back with the decision."""

import hashlib
import json


def mark_of_seen(seen: object) -> str:
    """64 hex digits that differ as soon as anything in these JSON values does."""
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()
