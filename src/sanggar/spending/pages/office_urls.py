from django.urls import path

from sanggar.spending.pages import findings

app_name = "office_spending"
urlpatterns = [
    path("temuan/<slug:office>/", findings.office_findings, name="findings"),
]
