"""The search for reserves, in the background: whoever gives a seat back is not kept waiting by the draw of the next."""

from django_tasks import task

from sanggar.foundation import clock
from sanggar.selection.models import Draw


@task()
def find_reserves(draw_pk: int) -> None:
    """Idempotent: where no seat is free, or all are offered, or another worker is at it, nothing happens."""
    from sanggar.selection.actions.relaxing import search_for_reserves  # which asks for this job

    draw = Draw.objects.select_related("call__stage__programme").get(pk=draw_pk)
    search_for_reserves(draw, at=clock.now())
