"""The one style sheet: it holds each part in order, and follows them when they change."""

import os

import pytest
from django.contrib.staticfiles import finders

from config import bundle


@pytest.fixture
def finder(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return bundle.BundleFinder()


def test_bundle_holds_every_part_in_order(finder):
    text = bundle.Path(finder.find(bundle.BUNDLE)).read_text()

    starts = [text.index(bundle.text_of(bundle.Path(finders.find(part)))) for part in bundle.PARTS]
    assert starts == sorted(starts)
    assert text.startswith('@charset "UTF-8"')


def test_bundle_is_written_again_only_after_a_part_changed(finder):
    path = finder.find(bundle.BUNDLE)
    os.utime(path, (2_000_000_000, 2_000_000_000))
    assert os.stat(finder.find(bundle.BUNDLE)).st_mtime == 2_000_000_000

    os.utime(path, (1, 1))
    assert os.stat(finder.find(bundle.BUNDLE)).st_mtime > 1


def test_collectstatic_and_pages_find_the_bundle(finder):
    assert [(path, storage.exists(path)) for path, storage in finder.list([])] == [(bundle.BUNDLE, True)]
    assert finder.find("css/other.css") == []
    assert finder.find("css/other.css", find_all=True) == []


def test_every_sheet_is_in_the_bundle_or_asked_for_by_a_page(settings):
    sheets = {f"css/{path.name}" for path in (settings.BASE_DIR / "static/css").glob("*.css")}
    templates = (settings.BASE_DIR / "templates").rglob("*.html")
    modules = (path for app in ("accounts", "roles") for path in (settings.BASE_DIR / app).rglob("admin*/*.py"))
    asked = "".join(path.read_text() for path in (*templates, *modules))

    assert {sheet for sheet in sheets - set(bundle.PARTS) if sheet not in asked} == set()
