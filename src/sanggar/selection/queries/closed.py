"""Quotas whose bounds nobody may read: those over data that nobody may learn, once they were changed after publication.
As the smallest change of a quota that clashed they would tell how many such people there are.
"""

from collections.abc import Mapping
from typing import Any

from sanggar.selection.features import Feature
from sanggar.selection.models import Procedure


def closed_quotas(procedure: Procedure, features: Mapping[str, Feature]) -> set[str]:
    """Of these features of the call; a rule that everyone could read beforehand stays what it was."""
    specific = {name for name, feature in features.items() if feature.is_specific}
    return {
        name
        for name in specific
        for each in procedure.changes.all()
        if quota_then(each.before, name) != quota_then(each.after, name)
    }


def quota_then(snapshot: dict[str, Any], feature: str) -> Any:
    """Its bounds in what was kept of a procedure; None where it had none."""
    return (snapshot.get("quotas") or {}).get(feature)
