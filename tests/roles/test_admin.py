"""The curators' pages."""

import re

import pytest
from django.urls import reverse

from roles.models import (
    CareerStep,
    Code,
    Collaborator,
    CollaboratorStage,
    Mission,
    MissionStage,
    Role,
    Section,
    Skill,
    Stage,
)
from tests.factories.postings import LineFactory, PostingFactory
from tests.factories.roles import (
    CollaboratorFactory,
    MissionFactory,
    RoleFactory,
    SectionFactory,
    SkillFactory,
    StageFactory,
)


def url(name: str, *args) -> str:
    return reverse(f"admin:roles_{name}", args=args)


def fields_of(response) -> dict[str, str]:
    """What the page's forms would send as they stand."""
    forms = [response.context["adminform"].form] if "adminform" in response.context else []
    formsets = [inline.formset for inline in response.context.get("inline_admin_formsets") or []]
    formsets += [response.context["formset"]] if "formset" in response.context else []
    forms += [form for formset in formsets for form in [formset.management_form, *formset.forms]]
    data = {}
    for form in forms:
        for field in form:
            value = field.value()
            if value is not None and not field.field.disabled:
                data[field.html_name] = ", ".join(value) if isinstance(value, list) else value
    return data


@pytest.fixture
def at_desk(curator, sign_in):
    return sign_in(curator)


@pytest.fixture
def small(db):
    """A role with one entry of each part that matters here."""
    role = RoleFactory()
    stages = {
        number: StageFactory(role=role, number=number, phase_fr="Phase", summary_fr="Résumé.") for number in (1, 2, 3)
    }
    MissionFactory(key="build", statement_fr="Construire", order=10, at={stages[1]: "core"})
    MissionFactory(key="hire", statement_fr="Recruter", order=20, at={stages[2]: "core", stages[3]: "occasional"})
    SkillFactory(key="rigour", name_fr="Rigueur", at={stages[1]: "essential"})
    SectionFactory(key="why", question_fr="Pourquoi ?", answer_fr="Parce que.", order=10)
    CollaboratorFactory(key="ceo", name_fr="DG", description_fr="La direction.", order=10)
    CollaboratorStage.objects.create(
        collaborator=Collaborator.objects.get(), stage=stages[1], how_en="Daily.", how_fr="Chaque jour."
    )
    return role


# Who comes in -----------------------------------------------------------------------------------------

PAGES = ["role_changelist", "role_add", "mission_changelist", "mission_add", "skill_changelist", "skill_add"]


@pytest.mark.parametrize("name", PAGES)
def test_curators_come_in_and_recruiters_do_not(small, curator, recruiter, sign_in, name):
    assert sign_in(curator).get(url(name)).status_code == 200
    assert sign_in(recruiter).get(url(name)).status_code == 403


@pytest.mark.parametrize("name", ["role_change", "role_history", "role_missions", "role_skills"])
def test_pages_of_a_role(small, curator, lead, sign_in, name):
    assert sign_in(curator).get(url(name, small.pk)).status_code == 200
    assert sign_in(lead).get(url(name, small.pk)).status_code == 403


@pytest.mark.parametrize("name", ["role_missions", "role_skills", "mission_retire", "skill_restore"])
def test_pages_of_what_is_not_there(at_desk, name):
    assert at_desk.get(url(name, 404)).status_code in {404, 405}
    assert at_desk.post(url(name, 404)).status_code == 404


# A role on one screen -----------------------------------------------------------------------------------


def test_saving_a_role_as_it_stands_changes_nothing(cto, at_desk):
    histories = [model.history for model in (Role, Stage, Section, Code, Collaborator, CollaboratorStage, CareerStep)]
    before = [history.count() for history in histories]

    data = fields_of(at_desk.get(url("role_change", cto.pk)))
    data = {name: value.replace("\n", "\r\n") if isinstance(value, str) else value for name, value in data.items()}
    response = at_desk.post(url("role_change", cto.pk), data)

    assert response.status_code == 302
    assert [history.count() for history in histories][1:] == before[1:]


def test_a_curator_edits_the_sheet_on_one_screen(small, at_desk):
    data = fields_of(at_desk.get(url("role_change", small.pk)))
    data |= {
        "abbreviation": "CT",
        "title_fr": "Directrice technique",
        "stages-0-summary_en": "First.",
        "sections-0-answer_fr": "Car.\r\n\r\n- oui",
        "sections-0-facts": "F1 F2",
        "collaborators-0-how_1_en": "",
        "collaborators-0-how_1_fr": "",
        "collaborators-0-how_3_en": "Weekly.",
        "collaborators-0-how_3_fr": "Chaque semaine.",
    }

    response = at_desk.post(url("role_change", small.pk), data)

    assert response.status_code == 302
    role, section = Role.objects.get(), Section.objects.get()
    assert (role.abbreviation, role.title_fr) == ("CT", "Directrice technique")
    assert Stage.objects.get(number=1).summary_en == "First."
    assert (section.answer_fr, section.facts) == ("Car.\n\n- oui", ["F1", "F2"])
    assert list(CollaboratorStage.objects.values_list("stage__number", "how")) == [(3, "Weekly.")]


def test_history_says_who_edited(small, curator, at_desk):
    data = fields_of(at_desk.get(url("role_change", small.pk))) | {"sections-0-answer_en": "New."}
    at_desk.post(url("role_change", small.pk), data)

    assert Section.history.first().history_user == curator


def test_a_new_entry_gets_its_key_and_place_from_the_house(small, at_desk):
    data = fields_of(at_desk.get(url("role_change", small.pk)))
    for number, words in enumerate(["Why?", "Who is it for?"], start=1):
        data |= {
            f"sections-{number}-role": small.pk,
            f"sections-{number}-question_en": words,
            f"sections-{number}-question_fr": "Quoi ?",
            f"sections-{number}-answer_en": "This.",
            f"sections-{number}-answer_fr": "Ceci.",
        }
    response = at_desk.post(url("role_change", small.pk), data | {"sections-TOTAL_FORMS": 3})

    assert response.status_code == 302
    assert list(Section.objects.values_list("key", "order")) == [("why", 10), ("why-2", 20), ("who-is-it-for", 20)]


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"title_fr": ""}, "title_fr", "This field is required."),
        ({"facts": "see S1"}, "facts", "“see” is not an id: capitals and digits, such as S2."),
    ],
)
def test_an_error_of_the_role_is_beside_its_field_and_nothing_is_lost(small, at_desk, changes, field, message):
    data = fields_of(at_desk.get(url("role_change", small.pk))) | {"summary_en": "Kept."} | changes

    response = at_desk.post(url("role_change", small.pk), data)

    assert response.status_code == 200
    form = response.context["adminform"].form
    assert form.errors == {field: [message]}
    assert form["summary_en"].value() == "Kept."


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"stages-0-number": 4}, "number", "A stage's number is 1, 2 or 3."),
        (
            {"stages-0-engineers_min": 5, "stages-0-engineers_max": 3},
            "engineers_max",
            "The smallest number of engineers is above the largest.",
        ),
        ({"stages-0-technical_percent": 101}, "technical_percent", "Ensure this value is less than or equal to 100."),
        ({"stages-0-name_fr": ""}, "name_fr", "This field is required."),
    ],
)
def test_an_error_of_a_constraint_is_beside_its_field(small, at_desk, changes, field, message):
    data = fields_of(at_desk.get(url("role_change", small.pk))) | changes

    response = at_desk.post(url("role_change", small.pk), data)

    assert response.status_code == 200
    formset = response.context["inline_admin_formsets"][0].formset
    assert formset.forms[0].errors == {field: [message]}


def test_a_stage_number_that_is_taken_is_refused(small, at_desk):
    data = fields_of(at_desk.get(url("role_change", small.pk))) | {"stages-0-number": 2}

    response = at_desk.post(url("role_change", small.pk), data)

    formset = response.context["inline_admin_formsets"][0].formset
    assert formset.non_form_errors() == ["Please correct the duplicate data for number."]


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"how_2_en": "Weekly."}, "how_2_fr", "Both languages, or neither."),
        ({"name_fr": ""}, "name_fr", "This field is required."),
    ],
)
def test_an_error_of_a_collaborator_is_beside_its_field(small, at_desk, changes, field, message):
    data = fields_of(at_desk.get(url("role_change", small.pk)))
    data |= {f"collaborators-0-{name}": value for name, value in changes.items()}

    response = at_desk.post(url("role_change", small.pk), data)

    formset = next(i.formset for i in response.context["inline_admin_formsets"] if i.formset.prefix == "collaborators")
    assert formset.forms[0].errors == {field: [message]}


def test_a_stage_that_the_role_lacks_can_not_be_named(small, at_desk):
    Stage.objects.get(number=3).delete()
    data = fields_of(at_desk.get(url("role_change", small.pk)))
    data |= {"collaborators-0-how_3_en": "Weekly.", "collaborators-0-how_3_fr": "Chaque semaine."}

    response = at_desk.post(url("role_change", small.pk), data)

    formset = next(i.formset for i in response.context["inline_admin_formsets"] if i.formset.prefix == "collaborators")
    assert formset.forms[0].errors == {"how_3_en": ["This role has no stage 3."]}


def test_a_new_role_is_made_with_its_stages(db, at_desk):
    data = fields_of(at_desk.get(url("role_add"))) | {"key": "cook"}
    data |= {f"{name}_{language}": name for name in ("title", "summary") for language in ("en", "fr")}
    stage = {f"{name}_{lang}": "x" for name in ("name", "phase", "summary") for lang in ("en", "fr")}
    data |= {f"stages-0-{name}": value for name, value in (stage | {"number": 1, "lean": "technical"}).items()}
    response = at_desk.post(url("role_add"), data | {"stages-TOTAL_FORMS": 1})

    assert response.status_code == 302
    assert Stage.objects.get().role.key == "cook"


def test_a_role_with_postings_can_not_be_deleted(small, at_desk):
    PostingFactory(stage=Stage.objects.get(number=1))

    assert at_desk.post(url("role_delete", small.pk), {"post": "yes"}).status_code == 403


def test_both_languages_show_side_by_side_and_say_which_they_are(small, at_desk):
    body = at_desk.get(url("role_change", small.pk)).content.decode()

    for language in ("en", "fr"):
        field = re.search(f'<input[^>]*name="title_{language}"[^>]*>', body)[0]
        assert (f'lang="{language}"' in field, f'data-language="{language}"' in field) == (True, True)


# Matrices -----------------------------------------------------------------------------------------------


def test_the_matrix_shows_each_mission_with_its_weight_at_each_stage(small, at_desk):
    LineFactory(mission=Mission.objects.get(key="hire"), source_text="x")

    response = at_desk.get(url("role_missions", small.pk))

    rows = [
        [*(form[f"at_{number}"].value() for number in (1, 2, 3)), form.instance.postings_count]
        for form in response.context["formset"]
    ]
    assert rows == [["core", None, None, 0], [None, "core", "occasional", 1]]


def test_the_matrix_saves_what_changed_and_only_that(small, curator, at_desk):
    data = fields_of(at_desk.get(url("role_missions", small.pk)))
    changes = {"form-1-at_1": "occasional", "form-1-at_2": "", "form-1-at_3": "core", "form-1-order": "5"}

    response = at_desk.post(url("role_missions", small.pk), data | changes, follow=True)

    mission = Mission.objects.get(key="hire")
    assert [str(message) for message in response.context["messages"]] == ["1 row saved."]
    assert list(mission.at_stages.values_list("stage__number", "weight")) == [(1, "occasional"), (3, "core")]
    assert [mission.key for mission in Mission.objects.all()] == ["hire", "build"]
    assert Mission.history.filter(history_type="~").count() == 1
    assert {record.history_user for record in MissionStage.history.all()[:3]} == {curator}


def test_the_matrix_saved_as_it_stands_changes_nothing(cto, at_desk):
    before = [Mission.history.count(), MissionStage.history.count(), Skill.history.count()]

    for part in ("role_missions", "role_skills"):
        data = fields_of(at_desk.get(url(part, cto.pk)))
        assert at_desk.post(url(part, cto.pk), data).status_code == 302

    assert [Mission.history.count(), MissionStage.history.count(), Skill.history.count()] == before


def test_the_matrix_of_skills(small, at_desk):
    data = fields_of(at_desk.get(url("role_skills", small.pk)))

    at_desk.post(url("role_skills", small.pk), data | {"form-0-at_2": "useful", "form-0-kind": "affinity"})

    skill = Skill.objects.get()
    assert skill.kind == "affinity"
    assert list(skill.at_stages.values_list("stage__number", "importance")) == [(1, "essential"), (2, "useful")]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"form-0-technical_percent": "101"}, "technical_percent"),
        ({"form-0-statement_fr": ""}, "statement_fr"),
        ({"form-0-at_1": "always"}, "at_1"),
        ({"form-0-statement_en": "x" * 201}, "statement_en"),
    ],
)
def test_the_matrix_marks_what_is_wrong_and_saves_nothing(small, at_desk, changes, field):
    data = fields_of(at_desk.get(url("role_missions", small.pk))) | {"form-1-statement_en": "Kept"} | changes

    response = at_desk.post(url("role_missions", small.pk), data)

    formset = response.context["formset"]
    assert (response.status_code, list(formset.forms[0].errors)) == (200, [field])
    assert response.content.decode().count("<title>Error: ") == 1
    assert formset.forms[1]["statement_en"].value() == "Kept"
    assert Mission.objects.get(key="hire").statement_en != "Kept"


def test_the_matrix_refuses_other_methods(small, at_desk):
    assert at_desk.delete(url("role_missions", small.pk)).status_code == 405


def test_an_empty_matrix_says_what_to_do(db, at_desk):
    body = at_desk.get(url("role_missions", RoleFactory().pk)).content.decode()

    assert "Nothing here yet." in body
    assert f"{url('mission_add')}?role=" in body


@pytest.mark.parametrize("rows", [1, 3])
def test_the_matrix_takes_the_same_queries_however_many_rows(at_desk, django_assert_num_queries, rows):
    stage = StageFactory()
    for _row in range(rows):
        MissionFactory(at={stage: "core"})
    at_desk.get(url("role_missions", stage.role_id))  # permissions and the like

    with django_assert_num_queries(11):
        at_desk.get(url("role_missions", stage.role_id))


# Missions and skills one by one -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "factory"), [("mission_changelist", MissionFactory), ("skill_changelist", SkillFactory)]
)
@pytest.mark.parametrize("rows", [1, 3])
def test_lists_take_the_same_queries_however_many_rows(at_desk, django_assert_num_queries, name, factory, rows):
    stage = StageFactory()
    for _row in range(rows):
        factory(at={stage: "core" if factory is MissionFactory else "useful"})
    at_desk.get(url(name))

    with django_assert_num_queries(11):
        at_desk.get(url(name))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_roles_page_takes_the_same_queries_however_many_entries(at_desk, django_assert_num_queries, rows):
    stage = StageFactory()
    for _row in range(rows):
        SectionFactory()
        CollaboratorFactory(at={stage: "Daily."})
    at_desk.get(url("role_change", stage.role_id))

    with django_assert_num_queries(17):
        at_desk.get(url("role_change", stage.role_id))


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("q=Recruter", ["hire"]),
        ("q=build", ["build"]),
        ("area=technical", ["build", "hire"]),
        ("area=managerial", []),
        ("stage=3", ["hire"]),
        ("standing=retired", []),
        ("standing=in_use", ["build", "hire"]),
    ],
)
def test_missions_are_found(small, at_desk, query, keys):
    response = at_desk.get(f"{url('mission_changelist')}?{query}")

    assert [mission.key for mission in response.context["cl"].result_list] == keys


def test_a_mission_is_edited_with_its_words_and_stages(small, at_desk):
    mission = Mission.objects.get(key="build")
    data = fields_of(at_desk.get(url("mission_change", mission.pk)))
    data |= {
        "line_en": "You build\r\nit.",
        "cues_en": "mvp\r\nfrom scratch",
        "facts": "S1, P1",
        "at_1": "",
        "at_2": "core",
    }

    response = at_desk.post(url("mission_change", mission.pk), data)

    mission.refresh_from_db()
    assert response.status_code == 302
    assert (mission.line_en, mission.cue_list, mission.facts) == (
        "You build it.",
        ["mvp", "from scratch"],
        ["S1", "P1"],
    )
    assert list(mission.at_stages.values_list("stage__number", "weight")) == [(2, "core")]


def test_a_new_mission_goes_last_with_a_key_of_its_own(small, at_desk):
    data = fields_of(at_desk.get(f"{url('mission_add')}?role={small.pk}"))
    data |= {f"{name}_{lang}": "Build!" for name in ("statement", "line") for lang in ("en", "fr")}
    data |= {"area": "technical", "technical_percent": 50, "at_1": "core"}

    response = at_desk.post(url("mission_add"), data)

    assert response.status_code == 302
    mission = Mission.objects.last()
    assert (mission.key, mission.order, mission.at_stages.get().weight) == ("build-2", 30, "core")


def test_a_key_that_is_taken_is_refused_beside_its_field(small, at_desk):
    data = fields_of(at_desk.get(f"{url('mission_add')}?role={small.pk}")) | {"key": "build", "area": "technical"}
    data |= {f"{name}_{lang}": "Build!" for name in ("statement", "line") for lang in ("en", "fr")}

    response = at_desk.post(url("mission_add"), data | {"technical_percent": 50})

    assert list(response.context["adminform"].form.errors) == ["key"]


def test_a_mission_in_use_is_retired_instead_of_deleted(small, curator, at_desk):
    mission = Mission.objects.get(key="build")
    for _posting in range(2):
        LineFactory(mission=mission, source_text="x")

    page = at_desk.get(url("mission_change", mission.pk)).content.decode()
    deleted = at_desk.post(url("mission_delete", mission.pk), {"post": "yes"})
    asked = at_desk.post(url("mission_retire", mission.pk))
    sent = {"_confirmed": asked.context["touched"].token}
    retired = at_desk.post(url("mission_retire", mission.pk), sent, follow=True)

    assert "In use by 2 drafts." in page
    assert "It is in 2 postings, so it can’t be deleted." in page
    assert url("mission_delete", mission.pk) not in page
    assert deleted.status_code == 403
    assert "Retired: new postings can’t pick it any more." in retired.content.decode()
    assert Mission.objects.in_use().filter(key="build").count() == 0


def test_an_unused_skill_is_deleted(small, at_desk):
    skill = Skill.objects.get()
    page = at_desk.get(url("skill_change", skill.pk)).content.decode()
    response = at_desk.post(url("skill_delete", skill.pk), {"post": "yes"})

    assert "No posting has it." in page
    assert (response.status_code, Skill.objects.count()) == (302, 0)


def test_deleting_several_of_which_one_is_in_use_deletes_none(small, at_desk):
    LineFactory(mission=Mission.objects.get(key="build"), source_text="x")
    data = {"action": "delete_selected", "_selected_action": list(Mission.objects.values_list("pk", flat=True))}

    at_desk.post(url("mission_changelist"), data | {"post": "yes"})

    assert Mission.objects.count() == 2


@pytest.mark.parametrize("times", [1, 2])
def test_retiring_and_restoring_from_the_page_may_be_repeated(small, at_desk, times):
    skill = Skill.objects.get()

    for _time in range(times):
        assert at_desk.post(url("skill_retire", skill.pk)).status_code == 302
    assert Skill.objects.in_use().count() == 0

    for _time in range(times):
        assert at_desk.post(url("skill_restore", skill.pk)).status_code == 302
    assert Skill.objects.in_use().count() == 1


def test_retiring_needs_a_post_and_a_curator(small, at_desk, recruiter, sign_in):
    address = url("skill_retire", Skill.objects.get().pk)

    assert at_desk.get(address).status_code == 405
    assert sign_in(recruiter).post(address).status_code == 403


def test_several_are_retired_and_restored_at_once(small, at_desk):
    chosen = {"_selected_action": list(Mission.objects.values_list("pk", flat=True))}

    retired = at_desk.post(url("mission_changelist"), chosen | {"action": "retire_selected"}, follow=True)
    restored = at_desk.post(url("mission_changelist"), chosen | {"action": "restore_selected"}, follow=True)

    said = [str(message) for response in (retired, restored) for message in response.context["messages"]]
    assert said == ["2 retired.", "2 restored."]
    assert Mission.objects.in_use().count() == 2


def test_roles_can_be_looked_up(small, at_desk):
    response = at_desk.get(
        reverse("admin:autocomplete"),
        {"term": "CTO", "app_label": "roles", "model_name": "mission", "field_name": "role"},
    )

    assert [found["text"] for found in response.json()["results"]] == ["Chief Technical Officer"]
