"""The admin under our content security policy: no page of it has anything inline, and its widgets work."""

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.postings import PostingFactory
from tests.factories.roles import MissionFactory, RoleFactory, SkillFactory, StageFactory

from .helpers import axe
from .test_pages import SHOTS


@pytest.fixture
def superuser_page(page, sign_in_browser):
    """A page, signed in as somebody whom the admin lets do everything."""
    user = UserFactory(superuser=True)
    sign_in_browser(page, user)
    page.user = user
    return page


@pytest.fixture
def sheet(db):
    """A role with a row of most kinds."""
    stages = [StageFactory(number=number) for number in (1, 2, 3)]
    MissionFactory(at={stages[0]: "core"})
    SkillFactory(at={stages[1]: "essential"})
    return RoleFactory()


def addresses(model, model_admin, request) -> list[str]:
    """Return the pages that the admin has for a model: list, new, and the first row's form and history."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    found = [reverse(f"{name}_changelist")]
    if model_admin.has_add_permission(request):
        found.append(reverse(f"{name}_add"))
    if first := model._default_manager.order_by("pk").first():
        found += [reverse(f"{name}_{page}", args=[first.pk]) for page in ("change", "history")]
    return found


def test_every_page_of_the_admin_keeps_to_the_policy(superuser_page, live_server, sheet, rf):
    PostingFactory(published=True)
    request = rf.get("/admin/")
    request.user = superuser_page.user
    faults = {}

    for model, model_admin in admin.site._registry.items():
        for path in addresses(model, model_admin, request):
            before = len(superuser_page.watch.faults)
            status = superuser_page.goto(live_server.url + path).status
            if status != 200 or len(superuser_page.watch.faults) > before:
                faults[path] = [status, *superuser_page.watch.faults[before:]]

    assert faults == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index", "accounts_user_changelist", "accounts_user_add", "postings_posting_change"])
def test_admin_is_accessible_in_both_themes(superuser_page, live_server, name, scheme):
    args = [PostingFactory().pk] if name.endswith("_change") else []
    superuser_page.emulate_media(color_scheme=scheme)
    superuser_page.goto(live_server.url + reverse(f"admin:{name}", args=args))

    if SHOTS:
        superuser_page.screenshot(path=f"{SHOTS}/admin-{name}-{scheme}.png", full_page=True)
    axe(superuser_page)
