"""Every address, as every kind of visitor, GET and POST: exactly what access_table.py says, and no address unlisted."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib import admin
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from tests.sweeps import world
from tests.sweeps.access_table import (
    ADMIN_EXCEPTIONS,
    ADMIN_MODELS,
    KINDS,
    LOGIN,
    MODEL_PAGES,
    PAGES,
    REAUTH,
    STAFF,
    VISITORS,
    Answers,
    only,
)

GET_NEEDS = {"changelist": "view", "add": "add", "history": "view", "change": "view", "delete": "delete"}
POST_NEEDS = GET_NEEDS | {"change": "change"}
MARKERS = {"account_login": LOGIN, "admin:login": LOGIN, "account_reauthenticate": REAUTH}


def names(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """Every address's name with its namespaces, as `reverse` wants it; a nameless one is its namespace alone."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield prefix + (pattern.name or "")
        else:
            yield from names(pattern, prefix + (f"{pattern.namespace}:" if pattern.namespace else ""))


def model_names() -> set[str]:
    """Names of the pages that the admin makes for each model."""
    return {f"admin:{label.replace('.', '_')}_{page}" for label in ADMIN_MODELS for page in GET_NEEDS}


def test_every_address_is_in_the_table():
    listed = {*PAGES, *model_names(), *(f"admin:{name}" for name in MODEL_PAGES)}

    assert sorted(set(names(get_resolver())) - listed) == []
    assert sorted(listed - set(names(get_resolver()))) == []


def test_every_model_of_the_admin_is_in_the_table(db):  # `db`: without one test that asks, no database is made
    assert sorted(model._meta.label_lower for model in admin.site._registry) == sorted(ADMIN_MODELS)


def outcome(response) -> int | str:
    if response.status_code == 302:
        return MARKERS.get(resolve(urlsplit(response.url).path).view_name, 302)
    return response.status_code


def answers(here: world.World, address, method: str, data: dict[str, str] | None = None) -> Answers:
    """What each kind gets; nothing that a request changes is left for the next."""
    found = {}
    for kind in KINDS:
        client = here.client(kind)
        with transaction.atomic():
            response = getattr(client, method)(address(kind), data)
            b"".join(response)  # a file that is sent is open until its end
            found[kind] = outcome(response)
            transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", PAGES)
def test_page(name, method, here):
    row = PAGES[name]

    def address(kind: str) -> str:
        if name == "admin:":  # the admin's last address, for whatever is not there
            return reverse("admin:index") + "nothing/here/"
        return reverse(name, args=[here.value(arg, kind) for arg in row.args])

    found = answers(here, address, method, row.data if method == "post" else None)

    assert found == (row.get if method == "get" else row.post)


def allowed(label: str, needs: str) -> Answers:
    """200 for kinds that may do what is needed with the model; other users are turned away."""
    return only({kind for kind, may in ADMIN_MODELS[label].items() if needs in may}, 200, others=403)


@pytest.mark.parametrize("what", GET_NEEDS)
@pytest.mark.parametrize("label", ADMIN_MODELS)
def test_admin_page(label, what, here):
    args = [] if what in {"changelist", "add"} else [here.rows[label].pk]
    path = reverse(f"admin:{label.replace('.', '_')}_{what}", args=args)

    for method, needs in (("get", GET_NEEDS[what]), ("post", POST_NEEDS[what])):
        expected = allowed(label, needs) | ADMIN_EXCEPTIONS.get((label, what, method), {})
        assert answers(here, lambda kind: path, method) == expected


@pytest.mark.parametrize("name", MODEL_PAGES)
def test_further_admin_page(name, here):
    app, model, what = name.split("_", 2)
    instance = here.rows[f"{app}.{model}"]
    args = [instance.pk, *([instance.history.first().pk] if what == "simple_history" else [])]
    path = reverse(f"admin:{name}", args=args)

    assert answers(here, lambda kind: path, "get") == MODEL_PAGES[name].get
    assert answers(here, lambda kind: path, "post") == MODEL_PAGES[name].post


def test_the_short_address_of_a_row_in_the_admin_needs_staff(here):
    path = f"{reverse('admin:roles_role_changelist')}{here.rows['roles.role'].pk}/"

    assert answers(here, lambda kind: path, "get") == only(STAFF, 302, others=403)


@pytest.mark.parametrize("path", ["/fr/", "/fr/check/", "/fr/roles/", "/fr/roles/cto/"])
def test_public_pages_in_french_are_for_everyone(path, here):
    assert answers(here, lambda kind: path, "get") == dict.fromkeys(KINDS, 200)


def test_the_gallery_of_components_is_for_development_only(here):
    assert not settings.DEBUG
    assert here.client("superuser").get("/studio/components/").status_code == 404


def test_visitors_never_get_a_session(here):
    for kind in VISITORS:
        client = here.client(kind)
        for name, row in PAGES.items():
            if name.split(":")[0] in {"jobs", "postings", "roles", "hiring"}:
                client.get(reverse(name, args=[here.value(arg, kind) for arg in row.args]))
        assert "sessionid" not in client.cookies
