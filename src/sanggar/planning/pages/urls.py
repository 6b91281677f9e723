from django.urls import path

from sanggar.planning.pages import meetings, parts, programmes, team, venues

app_name = "planning"
urlpatterns = [
    path("", programmes.plan, name="plan"),
    path("ubah/", programmes.change_programme, name="change_programme"),
    path("terbitkan/", programmes.publish_programme, name="publish_programme"),
    path("jalur/tambah/", parts.add_track, name="add_track"),
    path("jalur/<int:pk>/", parts.change_track, name="change_track"),
    path("jalur/<int:pk>/hapus/", parts.remove_track, name="remove_track"),
    path("tahap/tambah/", parts.add_stage, name="add_stage"),
    path("tahap/<int:pk>/", parts.change_stage, name="change_stage"),
    path("tahap/<int:pk>/hapus/", parts.remove_stage, name="remove_stage"),
    path("tahap/<int:pk>/kelas/", parts.add_cohort, name="add_cohort"),
    path("kelas/<int:pk>/", parts.change_cohort, name="change_cohort"),
    path("kelas/<int:pk>/hapus/", parts.remove_cohort, name="remove_cohort"),
    path("sesi/", meetings.meetings, name="meetings"),
    path("sesi/<int:pk>/hapus/", meetings.remove_meeting, name="remove_meeting"),
    path("tempat/", venues.venues, name="venues"),
    path("tempat/tambah/", venues.add_venue, name="add_venue"),
    path("tempat/<int:pk>/", venues.change_venue, name="change_venue"),
    path("tempat/<int:pk>/tutup/", venues.retire_venue, name="retire_venue"),
    path("orang/", team.team, name="team"),
    path("orang/tambah/", team.give, name="give_grant"),
    path("orang/<int:pk>/akhiri/", team.end, name="end_grant"),
]
