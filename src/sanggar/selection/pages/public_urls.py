from django.urls import path

from sanggar.selection.pages import in_browser, public
from sanggar.selection.pages.merit import correcting, mine

urlpatterns = [
    path("undian/verify.py", public.verifier, name="draw_verifier"),
    path("undian/periksa/", in_browser.check_in_browser, name="draw_check_in_browser"),
    path("undian/<slug:public_id>/", public.draw, name="draw"),
    path("undian/<slug:public_id>/daftar.json", public.list_file, name="draw_list"),
    path("undian/<slug:public_id>/peserta.json", public.frozen_list, name="draw_frozen_list"),
    path("undian/<slug:public_id>/bundle.json", public.bundle_file, name="draw_bundle"),
    path("saya/penilaian/", mine.calls, name="my_reviews"),
    path("saya/penilaian/<slug:call>/", mine.tasks, name="my_review_call"),
    path("saya/penilaian/<slug:call>/pernyataan/", mine.declaration, name="my_declaration"),
    path("saya/penilaian/<slug:call>/<int:ordinal>/", mine.review, name="my_review"),
    path("saya/penilaian/<slug:call>/<int:ordinal>/benturan/", mine.conflict, name="my_conflict"),
    path("saya/penilaian/<slug:call>/<int:ordinal>/perbaiki/", correcting.correct, name="my_correction"),
]
