"""Every address. Public ones are Indonesian words that people can read out over the telephone."""

from allauth.account import views as account
from django.urls import include, path

from sanggar.config import health
from sanggar.foundation.pages import language

ROOMS = [  # desk pages of one programme: /desk/<office>/<programme>/<room>/
    ("rencana", "planning"),
    ("anggaran", "funding"),
    ("pendaftaran", "applications"),
    ("seleksi", "selection"),
    ("pelatihan", "training"),
    ("pendampingan", "mentoring"),
    ("belanja", "spending"),
    ("karya", "publication"),
    ("sertifikat", "evaluation"),
    ("laporan", "reporting"),
]

handler400 = "sanggar.config.errors.bad_request"
handler403 = "sanggar.config.errors.forbidden"
handler404 = "sanggar.config.errors.not_found"
handler429 = "sanggar.config.errors.too_many"  # allauth asks for it, whose own page speaks English to everyone
handler500 = "sanggar.config.errors.failure"

urlpatterns = [
    path("healthz", health.health, name="health"),
    path("bahasa/", language.switch_language, name="switch_language"),
    path("masuk/", account.login, name="account_login"),
    path("akun/", include("sanggar.config.account_urls")),
    path("", include("sanggar.foundation.pages.urls")),
    path("desk/", include("sanggar.people.pages.urls")),
    path("desk/", include("sanggar.planning.pages.office_urls")),
    path("desk/", include("sanggar.funding.pages.office_urls")),
    path("desk/", include("sanggar.spending.pages.office_urls")),
    *(
        path(f"desk/<slug:office>/<slug:programme>/{word}/", include(f"sanggar.{room}.pages.urls"))
        for word, room in ROOMS
    ),
    path("", include("sanggar.applications.pages.public_urls")),
    path("", include("sanggar.selection.pages.public_urls")),
    path("", include("sanggar.training.pages.public_urls")),
    path("", include("sanggar.mentoring.pages.public_urls")),
    path("", include("sanggar.publication.pages.public_urls")),
    path("", include("sanggar.evaluation.pages.public_urls")),
    path("desk/", include("sanggar.faces.desk.urls")),
    path("saya/", include("sanggar.faces.mine.urls")),
    path("", include("sanggar.faces.public.calendar_urls")),
    path("", include("sanggar.faces.public.urls")),
]
