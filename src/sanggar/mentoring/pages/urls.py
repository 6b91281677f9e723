from django.urls import path

from sanggar.mentoring.pages import applications, assignment, care, entries, follow_ups, mentors, news, pairs, papers

app_name = "mentoring"
urlpatterns = [
    path("", pairs.pairs, name="pairs"),
    path("pendamping/", mentors.mentors, name="mentors"),
    path("pendamping/tambah/", mentors.add_mentor, name="add_mentor"),
    path("pendamping/tawaran/", applications.offers, name="offers"),
    path("pendamping/tawaran/<int:pk>/setujui/", applications.approve, name="approve_offer"),
    path("pendamping/tawaran/<int:pk>/tolak/", applications.decline, name="decline_offer"),
    path("pendamping/<int:pk>/", mentors.change_mentor, name="change_mentor"),
    path("pendamping/<int:pk>/alihkan-semua/", assignment.rematch, name="rematch"),
    path("tanpa-pendamping/", assignment.unassigned, name="unassigned"),
    path("tanpa-pendamping/<int:pk>/", assignment.assign, name="assign"),
    path("usulan/", assignment.proposal, name="proposal"),
    path("ketentuan/", care.terms, name="terms"),
    path("permintaan/", care.requests, name="requests"),
    path("permintaan/<int:pk>/", care.decline_request, name="decline_request"),
    path("cakupan/", papers.coverage, name="coverage"),
    path("<int:pk>/catatan.pdf", papers.participant_paper, name="participant_paper"),
    path("pendamping/<int:pk>/catatan.pdf", papers.mentor_paper, name="mentor_paper"),
    path("kabar/", news.news, name="news"),
    path("aduan/", care.complaints, name="complaints"),
    path("aduan/<int:pk>/", care.complaint, name="complaint"),
    path("pendamping/<int:pk>/benturan/", mentors.declare_conflict, name="declare_conflict"),
    path("tindak-lanjut/", follow_ups.follow_ups, name="follow_ups"),
    path("tindak-lanjut/<int:pk>/", follow_ups.settle, name="settle_follow_up"),
    path("<int:pk>/", pairs.pair, name="pair"),
    path("<int:pk>/alihkan/", pairs.hand_over, name="hand_over"),
    path("<int:pk>/jeda/", pairs.pause, name="pause"),
    path("<int:pk>/lanjut/", pairs.resume, name="resume"),
    path("<int:pk>/akhiri/", pairs.end, name="end"),
    path("<int:pk>/kontak/", entries.log_contact, name="log_contact"),
    path("<int:pk>/kontak/coret/", entries.void_contact, name="void_contact"),
    path("<int:pk>/tujuan/", entries.set_goal, name="set_goal"),
    path("<int:pk>/tujuan/<int:goal>/", entries.settle_goal, name="settle_goal"),
]
