"""`/healthz`: whether this installation can do its work, for a load balancer and for the administrator."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse

from sanggar.foundation import clock, work
from sanggar.foundation.canary import require_matching_keys
from sanggar.foundation.keys import KeyFileUnusable
from sanggar.foundation.models import AuditBatch, Tick

LATE = timedelta(minutes=5)


@login_not_required
def health(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - every view takes one
    """200 with `status: ok`, or 503 with the part that fails. Holds no personal data, no versions."""
    try:
        require_matching_keys()
        parts = _parts()
    except DatabaseError:
        return JsonResponse({"status": "database away"}, status=503)
    except KeyFileUnusable:
        return JsonResponse({"status": "keys do not match"}, status=503)
    return JsonResponse({"status": "ok", **parts})


def _parts() -> dict[str, object]:
    newest = Tick.objects.order_by("-minute").first()
    batch = AuditBatch.objects.order_by("-number").first()
    return {
        "ticker": "ok" if newest and clock.now() - newest.minute < LATE else "late",
        "tasks_waiting": work.waiting(),
        "audit_head": batch.digest if batch else None,
    }
