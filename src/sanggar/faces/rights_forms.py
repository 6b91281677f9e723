"""Forms by which people ask about their data, and the office answers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanggar.applications.models import RightsKind, RightsOutcome, RightsRequest
from sanggar.foundation.names import clean_name
from sanggar.foundation.phones import normalise_phone
from sanggar.foundation.ui.fields import ReadField, WholeNumberField
from sanggar.foundation.ui.forms import ActForm
from sanggar.people.models.terms import LEAST, MOST

ASKED = {
    RightsKind.CORRECTION: (_("Apa yang salah, dan bagaimana seharusnya?"), True),
    RightsKind.ERASURE: (_("Ada yang perlu kami ketahui?"), False),
    RightsKind.OBJECTION: (_("Pemrosesan apa yang Anda tolak, dan mengapa?"), True),
}
LONGEST = 2000


class AskForm(ActForm):
    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=LONGEST, required=False)

    def __init__(self, kind: RightsKind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label, self.fields["text"].required = ASKED[kind]


class AskAboutForm(AskForm):
    """The same for who is signed in and may have a part in several programmes."""

    about = forms.ChoiceField(label=_("Tentang data yang mana?"))

    def __init__(self, kind: RightsKind, choices: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(kind, *args, **kwargs)
        self.fields["about"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        self.initial["about"] = choices[0][0]
        self.order_fields(["about", "text"])


class AnswerForm(ActForm):
    outcome = forms.ChoiceField(label=_("Jawaban"), choices=RightsOutcome.choices, widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("Penjelasan kepada pemohon"), widget=forms.Textarea(attrs={"rows": 4}), max_length=LONGEST
    )
    basis = forms.CharField(
        label=_("Dasar hukum"),
        help_text=_("Wajib bila tidak dikabulkan seluruhnya."),
        max_length=300,
        required=False,
    )


class CorrectionAnswerForm(AnswerForm):
    """With what the office may mend at once; anything else takes the counter, or is told in the answer."""

    name = ReadField(clean_name, label=_("Nama"), max_length=100)
    phone = ReadField(normalise_phone, label=_("Nomor HP"))
    email = forms.EmailField(label=_("Email"), required=False)

    def __init__(self, asked: RightsRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        application = asked.application
        assert application is not None
        for field in ("name", "phone", "email"):
            self.initial[field] = getattr(application, field)
        self.order_fields(["outcome", "name", "phone", "email", "answer", "basis"])


class HoldForm(ActForm):
    receipt = forms.CharField(
        label=_("Nomor lamaran"),
        help_text=_("Kosongkan bila seluruh program ditahan."),
        max_length=20,
        required=False,
    )
    reason = forms.CharField(label=_("Alasan"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500)


class TermForm(ActForm):
    days = WholeNumberField(label=_("Lama disimpan (hari)"), min_value=LEAST, max_value=MOST)
    basis = forms.CharField(label=_("Dasar hukum"), max_length=300)
    since = forms.DateField(label=_("Berlaku mulai"))
