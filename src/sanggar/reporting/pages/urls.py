from django.urls import path

from sanggar.reporting.pages import report

app_name = "reporting"
urlpatterns = [
    path("", report.report_page, name="report"),
    path("laporan.pdf", report.report_pdf, name="report_pdf"),
    path("laporan.xlsx", report.report_xlsx, name="report_xlsx"),
]
