from django.urls import path

from sanggar.faces.desk import (
    by_hand,
    cockpit,
    home,
    leaving,
    meetings,
    offer_answers,
    outbox,
    retention,
    rights,
    search,
)

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("cari/", search.search, name="search"),
    path("masa-simpan/", retention.offices, name="retention_offices"),
    path("masa-simpan/<slug:office>/", retention.retention, name="retention"),
    path("masa-simpan/<slug:office>/<slug:purpose>/", retention.change_term, name="change_term"),
    path("<slug:office>/<slug:programme>/data-pribadi/", rights.requests, name="rights"),
    path("<slug:office>/<slug:programme>/data-pribadi/tahan/", rights.place_hold, name="place_hold"),
    path("<slug:office>/<slug:programme>/data-pribadi/tahan/<int:pk>/akhiri/", rights.lift_hold, name="lift_hold"),
    path("<slug:office>/<slug:programme>/data-pribadi/<int:pk>/", rights.answer, name="right"),
    path("<slug:office>/<slug:programme>/", cockpit.cockpit, name="cockpit"),
    path("<slug:office>/<slug:programme>/sampaikan/", by_hand.letters, name="by_hand"),
    path("<slug:office>/<slug:programme>/sampaikan/<int:pk>/", by_hand.told, name="told"),
    path("<slug:office>/<slug:programme>/sampaikan/<int:pk>/isi/", by_hand.show, name="show_letter"),
    path("<slug:office>/<slug:programme>/pesan/", outbox.outbox, name="outbox"),
    path("<slug:office>/<slug:programme>/pesan/kelompok/<slug:batch>/", outbox.batch, name="message_batch"),
    path("<slug:office>/<slug:programme>/pesan/<int:pk>/", outbox.message, name="message"),
    path("<slug:office>/<slug:programme>/pesan/<int:pk>/<slug:what>/", outbox.act, name="message_act"),
    path("<slug:office>/<slug:programme>/peserta/<int:enrolment>/keluar/", leaving.leave, name="leave_programme"),
    path("<slug:office>/<slug:programme>/penawaran/<int:pk>/jawaban/", offer_answers.record, name="record_answer"),
    path("<slug:office>/<slug:programme>/rencana/kelas/<int:pk>/sesi/", meetings.add_meeting, name="add_meeting"),
    path("<slug:office>/<slug:programme>/sesi/<int:pk>/", meetings.change_meeting, name="change_meeting"),
    path("<slug:office>/<slug:programme>/sesi/<int:pk>/ganti/", meetings.substitute_trainer, name="substitute_trainer"),
    path("<slug:office>/<slug:programme>/sesi/<int:pk>/batal/", meetings.cancel_meeting, name="cancel_meeting"),
    path("<slug:office>/<slug:programme>/sesi/<int:pk>/adakan/", meetings.revive_meeting, name="revive_meeting"),
]
