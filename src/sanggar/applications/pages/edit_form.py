"""The application form once more, for changing what was sent."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanggar.applications.models import Application
from sanggar.applications.pages.forms import AnswersForm
from sanggar.applications.pages.own_fields import own_initial
from sanggar.foundation.phones import format_phone
from sanggar.foundation.ui.wording import STALE


class EditForm(AnswersForm):
    """Changing what was sent. The NIK is never shown again; left empty it stays."""

    edits: Application
    one_by_one = _(
        "Sekali kirim paling besar %(most)s MB untuk semua berkas bersama. Bila lebih, pilih satu berkas, simpan, lalu"
        " buka halaman ini lagi untuk berkas berikutnya."
    )

    def __init__(
        self, application: Application, *args: Any, typed: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        """`typed`: what stands in the form instead of what is on record, not judged yet."""
        self.edits = application
        super().__init__(application.call, *args, initial=_initial(application) | dict(typed or {}), **kwargs)
        self.initial = {**own_initial(application, self.own_questions), **self.initial}
        self.fields["revision"] = forms.IntegerField(
            widget=forms.HiddenInput,
            initial=application.revision,
            error_messages={"required": STALE, "invalid": STALE},
        )
        self.fields["nik"].required = False
        self.fields["nik"].help_text = _("Kosongkan bila NIK yang dulu Anda kirim benar. NIK itu tidak kami tampilkan.")
        if application.family_card_sealed and "family_card" in self.fields:
            text = _("Kosongkan bila nomor KK yang dulu Anda kirim benar. Nomor itu tidak kami tampilkan.")
            self.fields["family_card"].help_text = text
            self.offer_to_drop_card()

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if "revision" not in given:  # sent once more, it is told of what stands there now
            data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
            data["revision"] = str(self.edits.revision)
            self.data = data
        return given


def _initial(application: Application) -> dict[str, Any]:
    kept = ("name", "birth_date", "sex", "email", "category", "channel_url", "motivation", "disability_need")
    return {
        **{name: getattr(application, name) for name in kept},
        "kelurahan": application.village_id,
        "track": application.track.code,
        "phone": format_phone(application.phone),
    }
