"""The command line is proven from outside: as a program, on installations of its own."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from factories.databases import drop_database, migrated_installation, new_database
from factories.installations import Installation

DATA = """
from django.core.files.uploadedfile import SimpleUploadedFile
from sanggar.cli.setting_up import collect_static, migrate
migrate()
collect_static()
from sanggar.foundation import audit, clock, files
from sanggar.foundation.models import Region
by = audit.Actor.system("uji")
region = Region.objects.get(code="35.73")
for number in range(5):
    audit.record("people.test", region, by=by, at=clock.now(), details={"n": number}, personal={"name": "Siti Uji"})
    audit.seal_pending(clock.now())
files.store(SimpleUploadedFile("lembar.pdf", b"%PDF-1.7 isi"), by=by, at=clock.now())
"""


Make = Callable[[str], Installation]


@pytest.fixture(scope="session")
def lived_in_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Set up once as a start does it, with recorded acts, personal values and an upload; the tests work on copies."""
    made = migrated_installation(tmp_path_factory.mktemp("cli") / "model")
    made.python(DATA)
    yield made
    drop_database(made.database)


@pytest.fixture
def make_installation(tmp_path: Path) -> Iterator[Make]:
    """New empty installations, on the database that this run is about."""
    made: list[Installation] = []

    def make(name: str) -> Installation:
        made.append(Installation(tmp_path / name, new_database()))
        return made[-1]

    yield make
    for installation in made:
        drop_database(installation.database)


@pytest.fixture
def installation(make_installation: Make) -> Installation:
    """An empty one."""
    return make_installation("here")


@pytest.fixture
def lived_in(lived_in_once: Installation, tmp_path: Path) -> Iterator[Installation]:
    """One that has been used for a while."""
    yield from _copy_of(lived_in_once, tmp_path / "here")


@pytest.fixture(scope="module")
def lived_in_by_all(lived_in_once: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """One for all tests of a module that leave it as it is."""
    yield from _copy_of(lived_in_once, tmp_path_factory.mktemp("by-all") / "here")


def _copy_of(model: Installation, folder: Path) -> Iterator[Installation]:
    shutil.copytree(model.folder, folder)
    copy = Installation(folder, new_database(model.database))
    yield copy
    drop_database(copy.database)
