from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from sanggar.foundation import clock
from sanggar.foundation.documents import pdf_response
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Cohort, Programme
from sanggar.training.documents import badge_sheet
from sanggar.training.rules import may_run_training


@programme_page(may_run_training)
def badges(request: DeskRequest, programme: Programme, cohort: int) -> HttpResponse:
    """The badges of a cohort, to print, cut and hand out."""
    found = get_object_or_404(Cohort.objects.select_related("stage"), pk=cohort, stage__programme=programme)
    return pdf_response(badge_sheet(found, at=clock.now()), f"kartu-{found.pk}")
