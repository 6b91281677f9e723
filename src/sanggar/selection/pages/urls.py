from django.urls import path

from sanggar.selection.pages import calling, checking, draws, offers
from sanggar.selection.pages.merit import desk, marks, people

app_name = "selection"
urlpatterns = [
    path("", draws.draws, name="draws"),
    path("undian/<slug:call>/", draws.draw, name="draw"),
    path("undian/<slug:call>/bekukan/", draws.freeze, name="freeze"),
    path("undian/<slug:call>/dadu/", draws.dice, name="dice"),
    path("undian/<slug:call>/ambil/", draws.fetch, name="fetch"),
    path("undian/<slug:call>/ketik/", draws.type_randomness, name="type_randomness"),
    path("undian/<slug:call>/undi/", draws.run, name="run"),
    path("undian/<slug:call>/umumkan/", draws.publish, name="publish"),
    path("undian/<slug:call>/berita-acara.pdf", checking.minutes_pdf, name="minutes"),
    path("undian/<slug:call>/peserta/", checking.entries, name="entries"),
    path("undian/<slug:call>/periksa/", checking.check, name="check"),
    path("undian/<slug:call>/penawaran/", offers.open_offers, name="open_offers"),
    path("penilaian/<slug:call>/", desk.overview, name="merit"),
    path("penilaian/<slug:call>/rubrik/", desk.rubric, name="rubric"),
    path("penilaian/<slug:call>/rubrik/mulai/", desk.start_rubric, name="start_rubric"),
    path("penilaian/<slug:call>/rubrik/ketentuan/", desk.set_rubric, name="set_rubric"),
    path("penilaian/<slug:call>/rubrik/terbitkan/", desk.publish_rubric, name="publish_rubric"),
    path("penilaian/<slug:call>/rubrik/kriteria/", desk.add_criterion, name="add_criterion"),
    path("penilaian/<slug:call>/rubrik/kriteria/<int:ordinal>/", desk.change_criterion, name="change_criterion"),
    path("penilaian/<slug:call>/rubrik/kriteria/<int:ordinal>/hapus/", desk.remove_criterion, name="remove_criterion"),
    path("penilaian/<slug:call>/penilai/", people.reviewers, name="reviewers"),
    path("penilaian/<slug:call>/penilai/tunjuk/", people.appoint, name="appoint_reviewer"),
    path("penilaian/<slug:call>/penilai/<int:pk>/", people.reviewer, name="reviewer"),
    path("penilaian/<slug:call>/penilai/<int:pk>/benturan/", people.add_conflict, name="add_conflict"),
    path("penilaian/<slug:call>/pembagian/", desk.sharing, name="sharing"),
    path("penilaian/<slug:call>/pembagian/<int:task>/alihkan/", marks.reassign, name="reassign"),
    path("penilaian/<slug:call>/nilai/", marks.scores, name="scores"),
    path("penilaian/<slug:call>/nilai/<str:receipt>/", marks.score, name="score"),
    path("penilaian/<slug:call>/nilai/<str:receipt>/ketiga/", marks.third_reader, name="third_reader"),
    path("penawaran/", offers.offers, name="offers"),
    path("penawaran/<int:pk>/", offers.offer, name="offer"),
    path("penawaran/<int:pk>/tarik/", offers.withdraw, name="withdraw"),
    path("penawaran/<int:pk>/terhubung/", calling.reach, name="reach"),
    path("penawaran/<int:pk>/belum-terhubung/", calling.unreach, name="unreach"),
    path("penawaran/tahap-<int:ordinal>/panggilan/", calling.calling, name="calling"),
    path("penawaran/tahap-<int:ordinal>/panggilan.pdf", calling.sheet, name="call_sheet"),
]
