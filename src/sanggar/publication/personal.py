"""What this room holds about a person: see `people.personal`."""

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Coalesce, Concat, Now
from django.utils.translation import gettext_lazy as _

from sanggar.applications.models import Application
from sanggar.people.personal import GONE, Held
from sanggar.people.purposes import PARTICIPANT
from sanggar.publication.models import Work

HELD = [
    Held(
        Work,
        Application,
        "enrolment__application",
        _("Karya yang terbit"),
        PARTICIPANT,
        (("url", _("Alamat")), ("title", _("Judul")), ("platform", _("Tempat")), ("published_on", _("Terbit"))),
        emptied=("title",),
        replaced={  # taken off the public list too
            "url": Value("https://dihapus.invalid/"),
            "key": Concat(Value("dihapus:"), Cast("pk", CharField())),
            "removed_at": Coalesce("removed_at", Now()),
            "removed_by": Value(GONE),
            "removal_reason": Value(GONE),
        },
    ),
]
