"""Every component in every variant, in both themes, on a wide and a narrow screen."""

from itertools import product

import pytest

from .pages import Row
from .test_pages import SCHEMES, WIDTHS, look_at

GALLERY = Row("components", lambda made: "/studio/components/", user="recruiter")


@pytest.mark.urls("tests.browser.gallery_urls")
def test_every_component_is_accessible_in_both_themes_and_fits_a_phone(page, live_server, sign_in_browser):
    look_at(GALLERY, page, live_server.url, sign_in_browser, looks=set(product(WIDTHS, SCHEMES)))
