from django.urls import path

from sanggar.faces.desk import by_hand, cockpit, home, leaving, meetings, outbox, search

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("cari/", search.search, name="search"),
    path("<slug:office>/<slug:programme>/", cockpit.cockpit, name="cockpit"),
    path("<slug:office>/<slug:programme>/sampaikan/", by_hand.letters, name="by_hand"),
    path("<slug:office>/<slug:programme>/sampaikan/<int:pk>/", by_hand.told, name="told"),
    path("<slug:office>/<slug:programme>/pesan/", outbox.outbox, name="outbox"),
    path("<slug:office>/<slug:programme>/pesan/kelompok/<slug:batch>/", outbox.batch, name="message_batch"),
    path("<slug:office>/<slug:programme>/pesan/<int:pk>/", outbox.message, name="message"),
    path("<slug:office>/<slug:programme>/pesan/<int:pk>/<slug:what>/", outbox.act, name="message_act"),
    path("<slug:office>/<slug:programme>/peserta/<int:enrolment>/keluar/", leaving.leave, name="leave_programme"),
    path("<slug:office>/<slug:programme>/sesi/<int:pk>/", meetings.change_meeting, name="change_meeting"),
    path("<slug:office>/<slug:programme>/sesi/<int:pk>/ganti/", meetings.substitute_trainer, name="substitute_trainer"),
    path("<slug:office>/<slug:programme>/sesi/<int:pk>/batal/", meetings.cancel_meeting, name="cancel_meeting"),
]
