"""Fixtures that every test may ask for: a user of each kind, and a client signed in as one."""

import pytest
from django.core.cache import cache

from config.catalogues import compile_stale
from tests.factories.accounts import UserFactory
from tests.strict_client import StrictClient


def pytest_configure(config):
    compile_stale()  # a fresh clone has no compiled catalogue


@pytest.fixture(autouse=True)
def empty_cache():
    """Limits that one test used up are no other's."""
    cache.clear()


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
