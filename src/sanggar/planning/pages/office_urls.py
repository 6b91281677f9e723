from django.urls import path

from sanggar.planning.pages import programmes

app_name = "offices"
urlpatterns = [
    path("program-baru/", programmes.create_programme, name="create_programme"),
]
