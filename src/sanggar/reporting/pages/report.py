"""The report as page, PDF and workbook: three views of one query."""

from pathlib import Path

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from sanggar.foundation import clock
from sanggar.foundation.documents import pdf, pdf_response
from sanggar.foundation.tabular import workbook_response
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.reporting.presenters import document, sheets
from sanggar.reporting.queries import programme_report
from sanggar.reporting.rules import may_read_report

TEMPLATE = Path(__file__).parent.parent / "documents" / "report.typ"


@programme_page(may_read_report)
def report_page(request: DeskRequest, programme: Programme) -> HttpResponse:
    report = programme_report(programme, clock.now())
    return render(
        request, "reporting/report.html", {"programme": programme, "report": report, "shown": document(report)}
    )


@programme_page(may_read_report)
def report_pdf(request: DeskRequest, programme: Programme) -> HttpResponse:
    at = clock.now()
    data = document(programme_report(programme, at)) | {"lang": get_language() or "id"}
    return pdf_response(pdf(TEMPLATE, data, at=at), f"laporan-{programme.slug}")


@programme_page(may_read_report)
def report_xlsx(request: DeskRequest, programme: Programme) -> HttpResponse:
    return workbook_response(f"laporan-{programme.slug}", sheets(programme_report(programme, clock.now())))
