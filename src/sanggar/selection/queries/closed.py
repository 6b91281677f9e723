"""Quotas whose bounds nobody may read: those over data that nobody may learn, once they were changed after publication.
As the smallest change of a quota that clashed they would tell how many such people there are.
"""

from typing import Any

from sanggar.selection.features import features_of
from sanggar.selection.models import Procedure


def closed_quotas(procedure: Procedure) -> set[str]:
    """The features; a rule that everyone could read beforehand stays what it was."""
    specific = {name for name, feature in features_of(procedure.call).items() if feature.is_specific}
    return {
        name
        for name in specific
        for each in procedure.changes.all()
        if quota_then(each.before, name) != quota_then(each.after, name)
    }


def quota_then(snapshot: dict[str, Any], feature: str) -> Any:
    """Its bounds in what was kept of a procedure; None where it had none."""
    return (snapshot.get("quotas") or {}).get(feature)
