"""The table of pages that `test_pages.py` walks: each is opened, looked at by axe, and measured.

To add a page, add a row to the part of its app, or import a list of rows from a module of your own.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from playwright.sync_api import Page

from tests.factories.accounts import UserFactory

from . import (
    pages_ads,
    pages_asking,
    pages_board,
    pages_exchange,
    pages_hiring,
    pages_listing,
    pages_messages,
    pages_own,
    pages_postings,
    pages_reasons,
    pages_review,
    pages_roles,
    pages_steps,
    pages_templates,
)


@dataclass(frozen=True)
class Row:
    """One page in one state.

    `setup(user)` makes what the page shows and returns it; `url(made)` gives the address; `act(page)` brings
    the page into the state to look at (opens a menu, sends the form empty), once or at each
    width. `user` is a trait of UserFactory.
    """

    name: str
    url: Callable[[Any], str]
    user: str | None = None
    setup: Callable[[Any], Any] | None = None
    act: Callable[[Page], None] | None = None
    statuses: frozenset[int] = field(default_factory=frozenset)
    act_at_each_width: bool = False


def address(name: str, *args: Any) -> Callable[[Any], str]:
    """Return a `url` for a page whose address needs nothing that was made."""
    return lambda made: reverse(name, args=args)


def send_empty(page: Page) -> None:
    """Send the page's main form as it is, so that its errors show."""
    page.locator("main form[method=post] :is(button:not([type=button]), [type=submit])").first.click()
    page.wait_for_load_state()
    page.locator("[data-error-summary]").wait_for()


def open_menu(page: Page) -> None:
    """Open the account menu, or on a small screen the whole menu."""
    page.locator("details.menu summary:visible").first.click()


# Accounts ------------------------------------------------------------------------------------------------


def with_totp(user) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)


def confirm_password(page: Page) -> None:
    """Pass allauth's "is it still you?" where it asks."""
    from tests.factories.accounts import PASSWORD

    if page.locator("#id_password").count():
        page.fill("#id_password", PASSWORD)
        page.locator("main form[method=post] :is(button:not([type=button]), [type=submit])").first.click()
        page.wait_for_load_state()


ACCOUNTS = [
    Row("sign in", address("account_login")),
    Row("sign in, errors", address("account_login"), act=send_empty),
    Row("sign up closed", address("account_signup")),
    Row("password reset", address("account_reset_password")),
    Row("password reset, errors", address("account_reset_password"), act=send_empty),
    Row("password reset, sent", address("account_reset_password_done")),
    Row(
        "password reset, used link",
        address("account_reset_password_from_key", "1", "x-x"),
    ),
    Row("account switched off", address("account_inactive")),
    Row("password", address("account_change_password"), user="recruiter"),
    Row("password, errors", address("account_change_password"), user="recruiter", act=send_empty),
    Row("e-mail", address("account_email"), user="recruiter"),
    Row("is it still you", address("mfa_activate_totp"), user="recruiter"),
    Row("security", address("mfa_index"), user="recruiter"),
    Row("security, on", address("mfa_index"), user="recruiter", setup=with_totp),
    Row("security, menu", address("mfa_index"), user="recruiter", act=open_menu, act_at_each_width=True),
    Row("authenticator", address("mfa_activate_totp"), user="recruiter", act=confirm_password),
    Row("sign out", address("account_logout"), user="recruiter"),
    Row("admin", address("admin:index"), user="superuser"),
    Row("not found", lambda made: "/no/such/page/", statuses=frozenset({404})),
]

PAGES = [
    *ACCOUNTS,
    *pages_roles.rows(Row, address),
    *pages_postings.rows(Row, address),
    *pages_templates.rows(Row, address),
    *pages_ads.rows(Row, address),
    *pages_review.rows(Row, address),
    *pages_asking.rows(Row, address),
    *pages_hiring.rows(Row, address),
    *pages_board.rows(Row, address),
    *pages_exchange.rows(Row, address),
    *pages_own.rows(Row, address),
    *pages_messages.rows(Row, address),
    *pages_listing.rows(Row, address),
    *pages_steps.rows(Row, address),
    *pages_reasons.rows(Row, address),
]


def open_page(row: Row, page: Page, base_url: str, sign_in_browser: Callable) -> None:
    """Make what the page shows, sign in, go there, and bring it into its state."""
    page.watch.allow(*row.statuses)
    user = UserFactory(**{row.user: True}) if row.user else None
    made = row.setup(user) if row.setup else None
    if user:
        sign_in_browser(page, user)
    page.goto(base_url + row.url(made))
    if row.act:
        row.act(page)
