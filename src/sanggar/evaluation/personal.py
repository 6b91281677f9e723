"""What this room holds about a person: see `people.personal`. A certificate is kept longer, to be proved."""

from django.utils.translation import gettext_lazy as _

from sanggar.applications.models import Application
from sanggar.evaluation.models import Certificate, CertificateEvent
from sanggar.people.personal import Held
from sanggar.people.purposes import CERTIFICATE

HELD = [
    Held(
        Certificate,
        Application,
        "enrolment__application",
        _("Sertifikat"),
        CERTIFICATE,
        (("number", _("Nomor")), ("name_on_it", _("Nama")), ("issued_at", _("Terbit")), ("state", _("Keadaan"))),
        emptied=("name_on_it", "revoke_reason", "pdf"),
        kept={
            "number": "of the office's series",
            "code": "random",
            "particulars": "of the programme, with titles of published works",
        },
    ),
    Held(
        CertificateEvent,
        Application,
        "certificate__enrolment__application",
        _("Perjalanan sertifikat"),
        CERTIFICATE,
        emptied=("reason",),
    ),
]
