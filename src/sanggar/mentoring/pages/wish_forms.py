"""Forms for what both sides hope for in each other."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanggar.foundation.ui.forms import ActForm
from sanggar.foundation.ui.picker import narrowed
from sanggar.mentoring.models import MOST_WISHED, DayPart, Language, Mentor, MentorKind, Topic, Wish
from sanggar.mentoring.pages.care_forms import many
from sanggar.mentoring.queries import mentors_of
from sanggar.planning.models import Programme, Track
from sanggar.training.models import Enrolment, EnrolmentQuerySet
from sanggar.training.queries import enrolments_of

MOST_TOPICS = 3


class MentorOf(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic only in the stubs
    """A mentor, said with what they can help with."""

    def label_from_instance(self, obj: Mentor) -> str:
        known = dict(Topic.choices)
        topics = ", ".join(str(known[topic]) for topic in obj.topics if topic in known)
        return f"{obj.account.name} ({topics})" if topics else obj.account.name


class WishForm(ActForm):
    """What I need from a mentor: short, and all of it may stay empty."""

    topics = many(
        gettext_lazy("Saya paling perlu dibantu dalam"), Topic.choices, gettext_lazy("Pilih paling banyak tiga.")
    )
    languages = many(gettext_lazy("Bahasa yang nyaman bagi Anda"), Language.choices)
    times = many(gettext_lazy("Kapan Anda biasanya punya waktu"), DayPart.choices)
    kinds = many(
        gettext_lazy("Pendamping yang seperti apa"), MentorKind.choices, gettext_lazy("Boleh kosong: siapa saja.")
    )
    first = MentorOf(
        Mentor.objects.none(),
        label=gettext_lazy("Pendamping yang Anda harapkan"),
        empty_label=gettext_lazy("Siapa saja"),
        required=False,
    )
    second = MentorOf(
        Mentor.objects.none(),
        label=gettext_lazy("Bila tidak bisa"),
        empty_label=gettext_lazy("Siapa saja"),
        required=False,
    )

    def __init__(self, enrolment: Enrolment, *args: Any, asked: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = mentors_of(enrolment.stage.programme).filter(active=True)
        for name in ("first", "second"):
            self.picker = narrowed(self, name, rows, names=["account__name"], asked=asked)

    def clean_topics(self) -> list[str]:
        topics: list[str] = self.cleaned_data["topics"]
        if len(topics) > MOST_TOPICS:
            words = _("Pilih paling banyak %(most)d; yang dipilih %(count)d.")
            raise forms.ValidationError(words % {"most": MOST_TOPICS, "count": len(topics)})
        return topics

    def clean(self) -> dict[str, Any]:
        given = dict(super().clean() or self.cleaned_data)
        chosen = (given.pop("first", None), given.pop("second", None))
        return given | {"mentors": [mentor for mentor in chosen if mentor]}


def wish_initial(wish: Wish | None) -> dict[str, Any]:
    if wish is None:
        return {}
    chosen = [each.mentor_id for each in wish.chosen.all()]
    told = {"topics": wish.topics, "kinds": wish.kinds, "languages": wish.languages, "times": wish.times}
    return told | dict(zip(("first", "second"), chosen, strict=False))


class MentorWishForm(ActForm):
    """Which tracks a mentor likes best, and whom they hope for: by name, so that no list of participants is shown."""

    tracks = forms.ModelMultipleChoiceField(
        Track.objects.none(),
        label=gettext_lazy("Jalur yang paling Anda sukai"),
        help_text=gettext_lazy("Kosongkan bila sama saja."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    people = forms.CharField(
        label=gettext_lazy("Peserta yang ingin Anda dampingi"),
        help_text=gettext_lazy("Nama lengkap, satu di tiap baris, yang paling diharapkan di atas; paling banyak tiga."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=600,
        required=False,
    )

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people_of: EnrolmentQuerySet = enrolments_of(programme).seated()
        tracks = self.fields["tracks"]
        assert isinstance(tracks, forms.ModelMultipleChoiceField)
        tracks.queryset = programme.tracks.all()

    def clean_people(self) -> list[Enrolment]:
        lines = [line.strip() for line in str(self.cleaned_data["people"]).splitlines() if line.strip()]
        if len(lines) > MOST_WISHED:
            words = _("Tulis paling banyak %(most)d nama; yang ditulis %(count)d.")
            raise forms.ValidationError(words % {"most": MOST_WISHED, "count": len(lines)})
        return [self._person(line) for line in lines]

    def _person(self, line: str) -> Enrolment:
        """By the name, and where two share it by "name, cohort"."""
        name, _comma, cohort = (part.strip() for part in line.partition(","))
        rows = self.people_of.filter(person__name__iexact=name)
        found = list(rows.filter(cohort__name__iexact=cohort) if cohort else rows)
        if not found:
            raise forms.ValidationError(_("Tidak ada peserta bernama “%(name)s”. Periksa ejaannya.") % {"name": line})
        if len(found) > 1:
            words = _("Ada beberapa peserta bernama “%(name)s”. Tulis juga kelasnya: %(name)s, %(cohort)s.")
            raise forms.ValidationError(words % {"name": name, "cohort": found[0].cohort.name})
        return found[0]


def mentor_wish_initial(mentor: Mentor) -> dict[str, Any]:
    people = [each.enrolment for each in mentor.wished.select_related("enrolment__person", "enrolment__cohort")]
    return {"tracks": mentor.liked_tracks.all(), "people": "\n".join(lines_of(people))}


def lines_of(people: Iterable[Enrolment]) -> list[str]:
    """So that the same line finds the same person again."""
    return [f"{person.person.name}, {person.cohort.name}" for person in people]
