"""What sweeps share: a world of everything, which each request leaves as it was."""

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from tests.sweeps import world


@pytest.fixture(scope="module")
def here(django_db_setup, django_db_blocker, tmp_path_factory):
    """The world, built once: each request's changes are taken back, and all of it at the end."""
    private = settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path_factory.mktemp("private")}}
    storages = settings.STORAGES | {"default": private}
    with django_db_blocker.unblock(), override_settings(STORAGES=storages), transaction.atomic():
        yield world.build()
        transaction.set_rollback(True)
