"""Works on participants' lists."""

from datetime import date

from factories.people import SETUP
from sanggar.foundation import clock
from sanggar.publication import actions
from sanggar.publication.models import Work
from sanggar.training.models import Enrolment

VIDEO = "https://www.youtube.com/watch?v=uji_video-1"


def make_work(
    enrolment: Enrolment, url: str = VIDEO, title: str = "Pasar pagi Oro-Oro Dowo", published_on: date | None = None
) -> Work:
    on = published_on or clock.today()
    return actions.add_work(enrolment, url=url, title=title, published_on=on, by=SETUP, at=clock.now())
