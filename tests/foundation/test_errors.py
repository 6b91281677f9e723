import pickle

from django.utils.translation import gettext_lazy as _

from sanggar.foundation.errors import DomainError, as_validation_error


class SeatsExhausted(DomainError):
    code = "seats_exhausted"
    message = _("Tidak ada kursi lagi di %(stage)s.")


class HalfTaken(DomainError):
    code = "half_taken"
    message = _("50% kursi sudah terisi.")


def test_a_refusal_tells_its_parameters_and_where_it_belongs() -> None:
    refusal = SeatsExhausted(field="stage", stage="Tahap 1")
    assert (str(refusal), refusal.field, refusal.status) == ("Tidak ada kursi lagi di Tahap 1.", "stage", 409)


def test_a_per_cent_sign_is_a_per_cent_sign_when_there_are_no_parameters() -> None:
    assert str(HalfTaken()) == "50% kursi sudah terisi."


def test_a_parameter_is_never_read_as_a_pattern() -> None:
    assert str(SeatsExhausted(stage="100%(stage)s")) == "Tidak ada kursi lagi di 100%(stage)s."


def test_a_refusal_survives_a_queue() -> None:
    assert str(pickle.loads(pickle.dumps(SeatsExhausted(stage="Tahap 2")))) == "Tidak ada kursi lagi di Tahap 2."  # noqa: S301 - our own bytes


def test_a_form_shows_the_same_words_and_code() -> None:
    shown = as_validation_error(SeatsExhausted(stage="Tahap 1"))
    assert (shown.messages, shown.code) == (["Tidak ada kursi lagi di Tahap 1."], "seats_exhausted")
    assert as_validation_error(HalfTaken()).messages == ["50% kursi sudah terisi."]
