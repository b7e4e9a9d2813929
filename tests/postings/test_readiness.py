from datetime import date

import pytest

from postings.readiness import missing

from .builders import content, line

TODAY = date(2026, 11, 22)


def test_nothing_is_missing_from_a_complete_posting():
    assert missing(content(), today=TODAY) == []


@pytest.mark.parametrize(
    ("fields", "anchors"),
    [
        ({"title": ""}, ["id_title"]),
        ({"places": ()}, ["id_places"]),
        ({"places": (), "remote": "remote"}, []),
        ({"contract": ""}, ["id_contract"]),
        ({"contact_name": ""}, ["id_contact_name"]),
        ({"contact_email": ""}, ["id_contact_name"]),
        ({"closes_on": date(2026, 11, 21)}, ["id_closes_on"]),
        ({"closes_on": TODAY}, []),
        ({"lines": (line(1, "One"), line(2, "Two"))}, ["lines-mission"]),
        ({"lines": (line(1, "One", kind="must"),) * 3}, ["lines-mission"]),
        ({"title": "", "contract": ""}, ["id_title", "id_contract"]),
    ],
)
def test_each_thing_that_is_missing_names_where_it_goes(fields, anchors):
    assert [item.anchor for item in missing(content(**fields), today=TODAY)] == anchors


@pytest.mark.parametrize(("count", "words"), [(0, "3 more missions are needed"), (2, "1 more mission is needed")])
def test_the_message_counts_the_missions_still_needed(count, words):
    lines = tuple(line(number, "Text") for number in range(count))

    assert missing(content(lines=lines), today=TODAY)[0].message.startswith(words)
