from django.urls import path

from sanggar.selection.pages import in_browser, public

urlpatterns = [
    path("undian/verify.py", public.verifier, name="draw_verifier"),
    path("undian/periksa/", in_browser.check_in_browser, name="draw_check_in_browser"),
    path("undian/<slug:public_id>/", public.draw, name="draw"),
    path("undian/<slug:public_id>/bundle.json", public.bundle_file, name="draw_bundle"),
]
