"""Fixtures that every test may ask for: a user of each kind, and a client signed in as one."""

import gc

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils.translation import deactivate
from hypothesis import HealthCheck
from hypothesis import settings as examples

from config.catalogues import compile_stale
from tests import migrated_rows
from tests.emptying import emptied_our_way, may_skip_triggers
from tests.factories.accounts import UserFactory
from tests.strict_client import StrictClient

# How long an example takes, or finding one, tells how busy the machine is.
examples.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
examples.load_profile("house")


def pytest_configure(config):
    gc.set_threshold(50_000, 20, 100)  # what is loaded, collected and migrated stays, most of it
    compile_stale()  # a fresh clone has no compiled catalogue


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database, as migrations leave it; a test that commits hands it on in the same state.

    It is rid in the end of sessions that the live server's last threads left: they block its DROP.
    """
    with django_db_blocker.unblock():
        kept = migrated_rows.take()
        quick = may_skip_triggers()
    leave_what_is_loaded()
    with emptied_our_way(kept, quick=quick):
        yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


def leave_what_is_loaded() -> None:
    """What is loaded by now stays, and going over all of it for garbage took a twentieth of the time of the tests."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def empty_cache():
    """Limits that one test used up are no other's."""
    cache.clear()


@pytest.fixture(autouse=True)
def no_language_of_before():
    """The language that one test's last request spoke is no other's."""
    deactivate()


@pytest.fixture
def storage(tmp_path, settings):
    """A private folder of the test's own; returns it."""
    options = {"location": tmp_path, "base_url": None, "file_permissions_mode": 0o600}
    settings.STORAGES = settings.STORAGES | {"default": settings.STORAGES["default"] | {"OPTIONS": options}}
    return tmp_path


@pytest.fixture
def client():
    """An anonymous visitor, whose every page is read for faults."""
    return StrictClient()


@pytest.fixture
def recruiter(db):
    return UserFactory(recruiter=True)


@pytest.fixture
def lead(db):
    return UserFactory(lead=True)


@pytest.fixture
def curator(db):
    return UserFactory(curator=True)


@pytest.fixture
def hiring_manager(db):
    return UserFactory(hiring_manager=True)


@pytest.fixture
def interviewer(db):
    return UserFactory(interviewer=True)


@pytest.fixture
def superuser(db):
    return UserFactory(superuser=True)


@pytest.fixture
def sign_in():
    """Return a function that gives a client signed in as a user."""

    def client_of(user) -> StrictClient:
        client = StrictClient()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return client_of


@pytest.fixture
def committed(transactional_db):
    """A database that many connections share: what one commits, the others see."""
