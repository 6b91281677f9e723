from django.urls import path

from sanggar.faces.desk import cockpit, home, leaving, search

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("cari/", search.search, name="search"),
    path("<slug:office>/<slug:programme>/", cockpit.cockpit, name="cockpit"),
    path("<slug:office>/<slug:programme>/peserta/<int:enrolment>/keluar/", leaving.leave, name="leave_programme"),
]
