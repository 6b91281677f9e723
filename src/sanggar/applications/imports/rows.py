"""What a row says: answers, or every one of its errors at once."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from sanggar.applications.answers import Answers
from sanggar.applications.channel_address import read_channel
from sanggar.applications.family_card import read_family_card
from sanggar.applications.imports import cells
from sanggar.applications.imports.columns import DATE_ORDERS, OWN, ImportSettings
from sanggar.applications.models import Call, QuestionKind
from sanggar.applications.models import Value as OwnValue
from sanggar.applications.own_questions import settle
from sanggar.applications.queries import tracks_offered
from sanggar.applications.question_queries import questions_of
from sanggar.foundation import clock
from sanggar.foundation.errors import DomainError, InputRefused
from sanggar.foundation.names import clean_name
from sanggar.foundation.national_id import Nik, parse_nik
from sanggar.foundation.phones import normalise_phone
from sanggar.foundation.regions import villages_within
from sanggar.foundation.sheets import Sheet, Value

LONG_TEXT = 2000
LONGEST_QUOTED = 40
Errors = list[tuple[str, str]]


class CellMissing(InputRefused):
    code = "cell_missing"
    message = _("Kosong, padahal harus diisi.")


class EmailUnreadable(InputRefused):
    code = "email_unreadable"
    message = _("Alamat email tidak terbaca.")


class TextTooLong(InputRefused):
    code = "text_too_long"
    message = _("Paling panjang %(most)s karakter.")


class NikTellsNoDate(InputRefused):
    code = "nik_tells_no_date"
    message = _("Tanggal lahir tidak dapat dibaca dari NIK. Tambahkan kolom tanggal lahir.")


@dataclass
class Reader:
    """Reads the rows of one list for one call; knows what may be chosen there. `judge` tells all that the call refuses
    of what could be read: by name, None where it could not.
    """

    call: Call
    sheet: Sheet
    settings: ImportSettings
    judge: Callable[[Mapping[str, Any]], Errors]
    errors: Errors = field(default_factory=list)
    unanswered: tuple[str, ...] = ()
    """The call's own questions that the row read last leaves open, though the form would have wanted an answer."""

    def __post_init__(self) -> None:
        self.tracks = list(tracks_offered(self.call))
        self.questions = [each for each in questions_of(self.call) if each.kind != QuestionKind.FILE]
        self.villages = villages_within(self.call.programme.organisation.region_id)
        places = {heading: at for at, heading in enumerate(self.sheet.headings)}
        self.places = {name: places[heading] for name, heading in self.settings.columns.items() if heading in places}

    def values(self, row: list[Value]) -> dict[str, Value]:
        return {name: row[at] for name, at in self.places.items()}

    def read(self, given: Mapping[str, Value]) -> tuple[Answers | None, Errors]:
        self.errors = []
        nik = self._take("nik", given, self._nik)
        found: dict[str, Any] = {
            "name": self._take("name", given, lambda value: clean_name(cells.text_of(value))),
            "village": self._take("kelurahan", given, self._village(given)),
            "birth_date": self._birth_date(given, nik),
            "sex": self._sex(given, nik),
            "phone": self._take("phone", given, lambda value: normalise_phone(cells.text_of(value)), "") or "",
            "email": self._take("email", given, _email, "") or "",
            "track": self._track(given),
            "category": self._category(given),
            "motivation": self._take("motivation", given, _long, "") or "",
            "channel_url": self._take("channel_url", given, lambda value: read_channel(cells.text_of(value)), "") or "",
            "disability_need": self._take("disability_need", given, _long, "") or "",
            "family_card": self._family_card(given),
            "own": self._own(given),
        }
        if not self.errors and not found["phone"] and not found["email"]:
            self.errors.append(("phone", str(_("Kosong, dan email juga kosong: orang ini tidak dapat dihubungi."))))
        self.errors += self.judge(found | {"nik": nik.digits if nik else None})
        if self.errors or nik is None:
            return None, self.errors
        return Answers(nik=nik.digits, **found), []

    def _take(
        self, name: str, given: Mapping[str, Value], read: Callable[[Value], Any], otherwise: object = None
    ) -> Any:
        """What a cell says; `otherwise` where it is empty, or an error where that is None."""
        value = given.get(name, "")
        try:
            if value != "":
                return read(value)
            if otherwise is None:
                raise CellMissing
        except DomainError as error:
            self.errors.append((name, self._told(error, value)))
            return None
        return otherwise

    def _told(self, error: DomainError, value: Value) -> str:
        """Of a day that can't be read what stands there, for a column may be the wrong one, or its order another; never
        a number as long as a NIK.
        """
        text = str(value).strip()
        if not isinstance(error, cells.DateUnreadable) or sum(map(str.isdigit, text)) >= cells.NIK_DIGITS:
            return str(error)
        quoted = _("Tertulis “%(text)s”.") % {"text": Truncator(text).chars(LONGEST_QUOTED)}
        return " ".join([str(error), quoted, *self._in_another_order(text)])

    def _in_another_order(self, text: str) -> list[str]:
        for order, words in DATE_ORDERS:
            with suppress(DomainError):
                cells.read_date(text, order=order, since_1904=self.sheet.since_1904)
                told = _("Dengan urutan %(order)s tanggal ini terbaca; urutannya dipilih di “Ubah kolom”.")
                return [told % {"order": str(words).lower()}]
        return []

    def _nik(self, value: Value) -> Nik:
        return parse_nik(cells.nik_text(value), today=clock.today())

    def _family_card(self, given: Mapping[str, Value]) -> str:
        """Read only where the call asks for it: what nobody needs is not taken from a list."""
        if not self.call.asks_family_card:
            return ""
        return self._take("family_card", given, lambda value: read_family_card(cells.nik_text(value)), "") or ""

    def _village(self, given: Mapping[str, Value]) -> Callable[[Value], Any]:
        return partial(cells.read_village, district=given.get("kecamatan", ""), villages=self.villages)

    def _birth_date(self, given: Mapping[str, Value], nik: Nik | None) -> Any:
        """As told; a list without such a column is read by the NIK, where that is not ambiguous."""
        if "birth_date" in self.places:
            read = partial(cells.read_date, order=self.settings.date_order, since_1904=self.sheet.since_1904)
            return self._take("birth_date", given, read)
        if nik and nik.birth_date is None:
            self.errors.append(("birth_date", str(NikTellsNoDate())))
        return nik.birth_date if nik else None

    def _sex(self, given: Mapping[str, Value], nik: Nik | None) -> Any:
        if "sex" in self.places:
            return self._take("sex", given, cells.read_sex)
        return nik.sex if nik else None

    def _own(self, given: Mapping[str, Value]) -> dict[int, OwnValue]:
        """The call's own questions, as far as the list has a column; one that it lacks is left empty."""
        read = {}
        for question in self.questions:
            read_cell = partial(
                cells.read_own, question, order=self.settings.date_order, since_1904=self.sheet.since_1904
            )
            told = self._take(f"{OWN}{question.key}", given, read_cell, "")
            read[question.pk] = told or ""
        settled, missing = settle(self.questions, read, self._fixed(given))
        self.unanswered = tuple(question.key for question in missing)
        return settled

    def _category(self, given: Mapping[str, Value]) -> Any:
        known = self.call.category_list
        usual = self.settings.category if self.settings.category in {each.key for each in known} else None
        return self._take("category", given, partial(cells.read_category, known=known), usual)

    def _fixed(self, given: Mapping[str, Value]) -> dict[str, str]:
        """What a question of the call may depend on; errors in it are told where it is read itself."""
        errors, self.errors = self.errors, []
        track = self._track(given)
        category = self._category(given)
        self.errors = errors
        return {"category": category or "", "track": track.code if track else ""}

    def _track(self, given: Mapping[str, Value]) -> Any:
        usual = next((track for track in self.tracks if track.code == self.settings.track), None)
        return self._take("track", given, partial(cells.read_track, tracks=self.tracks), usual)


def _email(value: Value) -> str:
    text = cells.text_of(value).strip().lower()
    try:
        validate_email(text)
    except ValidationError:
        raise EmailUnreadable from None
    return text


def _long(value: Value) -> str:
    text = cells.text_of(value)
    if len(text) > LONG_TEXT:
        raise TextTooLong(most=LONG_TEXT)
    return text
