"""Applying on a phone without JavaScript, by keyboard: a mistake, the mended form, the own page, withdrawing."""

import pytest
from playwright.sync_api import expect
from post_office.models import Email

from hiring.models import Application
from tests.factories.candidates import PDF
from tests.factories.postings import PostingFactory


@pytest.mark.browser_context_args(java_script_enabled=False, viewport={"width": 320, "height": 640})
def test_applying_and_withdrawing_without_javascript(page, live_server, storage, django_db_serialized_rollback):
    posting = PostingFactory(published=True)
    page.goto(live_server.url + posting.public_path)
    assert page.context.cookies() == []
    page.get_by_role("link", name="Apply", exact=True).click()

    # By keyboard, with a mistake in the address.
    page.get_by_label("Your name").focus()
    page.keyboard.type("Ada Lovelace")
    page.keyboard.press("Tab")
    page.keyboard.type("ada@")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_label("CV")).to_be_focused()
    page.get_by_label("CV").set_input_files({"name": "Ada.pdf", "mimeType": "application/pdf", "buffer": PDF})
    page.get_by_label("Your name").press("Enter")
    expect(page).to_have_title("Error: Apply: Chief Technical Officer at " + posting.company.name + " · Rolecraft")
    expect(page.get_by_text("We still have your file Ada.pdf.")).to_be_visible()

    # The summary leads to the field; the CV need not be chosen again.
    page.get_by_role("link", name="E-mail: Enter an e-mail address").press("Enter")
    page.get_by_label("E-mail").fill("ada@example.com")
    page.get_by_label("E-mail").press("Enter")
    expect(page.get_by_role("heading", name="We have your application")).to_be_visible()
    application = Application.objects.get()
    assert application.cv.file.read() == PDF
    application.cv.file.close()
    assert Email.objects.count() == 1

    # Withdrawing asks first, and its form comes with an origin although the page before sends none.
    page.get_by_role("link", name="Withdraw my application").click()
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_role("heading", name="You withdrew your application")).to_be_visible()
    application.refresh_from_db()
    assert application.state == "withdrawn"
