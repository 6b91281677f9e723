from django.urls import path

from sanggar.funding.pages import budget, lines

app_name = "funding"
urlpatterns = [
    path("", budget.budget, name="budget"),
    path("pagu/", budget.set_ceiling, name="set_ceiling"),
    path("sahkan/", budget.adopt, name="adopt"),
    path("buka-kembali/", budget.reopen, name="reopen"),
    path("rincian/tambah/", lines.add, name="add_line"),
    path("rincian/<int:pk>/", lines.change, name="change_line"),
    path("rincian/<int:pk>/hapus/", lines.remove, name="remove_line"),
]
