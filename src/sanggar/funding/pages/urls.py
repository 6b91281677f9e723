from django.urls import path

from sanggar.funding.pages import (
    budget,
    cash,
    comparing,
    importing,
    lines,
    reckoning,
    scenarios,
    shaping,
    versions,
    workbooks,
)

app_name = "funding"
urlpatterns = [
    path("", budget.budget, name="budget"),
    path("pagu/", budget.open_budget, name="open_budget"),
    path("jenis-kegiatan/", budget.activity, name="activity"),
    path("banding/", comparing.compare, name="compare"),
    path("skenario/", scenarios.scenarios, name="scenarios"),
    path("skenario.xlsx", workbooks.scenarios_xlsx, name="scenarios_xlsx"),
    path("versi.xlsx", workbooks.versions_xlsx, name="versions_xlsx"),
    path("kas/", cash.cash_plan, name="cash_plan"),
    path("kas/<int:line>/", cash.plan_cash, name="plan_cash"),
    path("kas/<int:line>/ikuti-jadwal/", cash.follow_timetable, name="follow_timetable"),
    path("versi/<int:pk>/", versions.version, name="version"),
    path("versi/<int:pk>/rab.pdf", versions.plan_pdf, name="plan_pdf"),
    path("versi/<int:pk>/ubah/", versions.change, name="change_version"),
    path("versi/<int:pk>/salin/", versions.copy, name="copy_version"),
    path("versi/<int:pk>/tarik/", versions.withdraw, name="withdraw_version"),
    path("versi/<int:pk>/sahkan/", versions.adopt, name="adopt_version"),
    path("versi/<int:pk>/ikuti-rencana/", shaping.follow_plan, name="follow_plan"),
    path("versi/<int:pk>/bentuk/", shaping.try_shape, name="try_shape"),
    path("versi/<int:pk>/rincian/tambah/", lines.add, name="add_line"),
    path("versi/<int:pk>/rincian/hitung/", reckoning.reckon, name="reckon_line"),
    path("versi/<int:pk>/rincian/<int:line>/hitung/", reckoning.reckon, name="reckon_changed_line"),
    path("versi/<int:pk>/rincian/<int:line>/", lines.change, name="change_line"),
    path("versi/<int:pk>/rincian/<int:line>/hapus/", lines.remove, name="remove_line"),
    path("versi/<int:pk>/daftar/", importing.upload, name="upload_list"),
    path("versi/<int:pk>/daftar/<int:run>/", importing.preview, name="list_preview"),
    path("versi/<int:pk>/daftar/<int:run>/kolom/", importing.columns, name="list_columns"),
]
