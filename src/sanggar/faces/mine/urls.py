from django.urls import path

from sanggar.faces.mine import progress, today

app_name = "mine"
urlpatterns = [
    path("", today.today, name="today"),
    path("karya/<int:enrolment>/", today.add_work, name="add_work"),
    path("kemajuan/<int:pair>/", progress.pair_progress, name="pair_progress"),
]
