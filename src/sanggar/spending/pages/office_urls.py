from django.urls import path

from sanggar.spending.pages import findings, office_money

app_name = "money"
urlpatterns = [
    path("temuan/<slug:office>/", findings.office_findings, name="findings"),
    path("uang/", office_money.programmes, name="programmes"),
    path("uang.xlsx", office_money.workbook, name="workbook"),
]
