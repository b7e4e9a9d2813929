"""Who gets what at every address: one row an address, GET and POST, each kind of visitor. Exact answers.

A number is a status; `login` and `reauth` are redirects to sign in, and to confirm who one is; 302 leads anywhere else.
"""

from __future__ import annotations

from dataclasses import dataclass, field

LOGIN, REAUTH = "login", "reauth"

ANONYMOUS, CANDIDATE = "anonymous", "candidate"  # the candidate holds the link to an application
OUTSIDER, RECRUITER = "outsider", "recruiter"  # two recruiters; one is a member of the posting
INTERVIEWER, MANAGER = "interviewer", "manager"  # members of the posting
LEAD, CURATOR, SUPERUSER = "lead", "curator", "superuser"
KINDS = (ANONYMOUS, CANDIDATE, OUTSIDER, RECRUITER, INTERVIEWER, MANAGER, LEAD, CURATOR, SUPERUSER)

VISITORS = {ANONYMOUS, CANDIDATE}
USERS = set(KINDS) - VISITORS
CREATORS = {OUTSIDER, RECRUITER, LEAD, SUPERUSER}
EDITORS = {RECRUITER, LEAD, SUPERUSER}
REVIEWERS = EDITORS | {MANAGER}
READERS = REVIEWERS | {INTERVIEWER}
STAFF = {LEAD, CURATOR, SUPERUSER}  # whom the admin lets in

Answer = int | str
Answers = dict[str, Answer]


def everyone(answer: Answer) -> Answers:
    return dict.fromkeys(KINDS, answer)


def users(answer: Answer) -> Answers:
    """All who are signed in; visitors are sent to sign in."""
    return only(USERS, answer, others=answer)


def only(kinds: set[str], answer: Answer, *, others: Answer) -> Answers:
    """These kinds; other users get another answer, visitors are sent to sign in."""
    return {kind: LOGIN if kind in VISITORS else answer if kind in kinds else others for kind in KINDS}


def visitors(answer: Answer, *, users: Answer) -> Answers:
    """A page for those who are not signed in."""
    return {kind: answer if kind in VISITORS else users for kind in KINDS}


def holder(answer: Answer) -> Answers:
    """Whoever has the link; nobody else can guess it."""
    return {kind: answer if kind == CANDIDATE else 404 for kind in KINDS}


@dataclass(frozen=True)
class Row:
    """Answers to GET and to POST; `args` names values of the world, `data` is what is posted."""

    get: Answers
    post: Answers
    args: tuple[str, ...] = ()
    data: dict[str, str] = field(default_factory=dict)


def leads_of_candidate(answer: Answer) -> Answers:
    """Leads; who may decide on the candidate hears that it is not theirs, others of no candidate."""
    return only({LEAD, SUPERUSER}, answer, others=404) | {RECRUITER: 403}


NOT_ALLOWED, USERS_NOT_ALLOWED = everyone(405), users(405)
POSTING, LINE, REVIEW = ("code",), ("code", "line"), ("code", "review")


def edit(*args: str, **data: str) -> Row:
    """A change of a posting, sent as a form."""
    return Row(USERS_NOT_ALLOWED, only(EDITORS, 302, others=404), args, data)


PAGES: dict[str, Row] = {
    # for everyone
    "healthz": Row(everyone(200), NOT_ALLOWED),
    "robots": Row(everyone(200), NOT_ALLOWED),
    "sitemap": Row(everyone(200), NOT_ALLOWED),
    "jobs:list": Row(everyone(200), NOT_ALLOWED),
    "jobs:check": Row(everyone(200), everyone(200)),
    "postings:posting": Row(everyone(200), NOT_ALLOWED, ("slug", "code")),
    "postings:feed": Row(everyone(200), NOT_ALLOWED),
    "roles:list": Row(everyone(200), NOT_ALLOWED),
    "roles:role": Row(everyone(200), NOT_ALLOWED, ("role",)),
    "hiring:apply": Row(everyone(200), everyone(200), ("slug", "code")),
    "hiring:link_sent": Row(everyone(200), NOT_ALLOWED, ("slug", "code")),
    # for whoever has the link
    "hiring:mine": Row(holder(200), NOT_ALLOWED, ("token",)),
    "hiring:posting_read": Row(holder(200), NOT_ALLOWED, ("token",)),
    "hiring:withdraw": Row(holder(200), holder(302), ("token",)),
    "hiring:add_document": Row(holder(200), holder(422), ("token",)),
    "hiring:contact": Row(holder(200), holder(422), ("token",)),
    "hiring:ask_new_email": Row(holder(200), holder(200), ("token",)),
    "hiring:new_email": Row(everyone(410), everyone(410), ("guess",)),
    "hiring:ask_data": Row(everyone(200), everyone(200)),
    "hiring:form_saved": Row(everyone(200), NOT_ALLOWED, ("slug", "code")),
    "hiring:saved_form": Row(everyone(410), everyone(410), ("guess",)),
    "hiring:data": Row(everyone(410), everyone(410), ("guess",)),
    "hiring:agree": Row(holder(200), holder(422), ("ask",)),
    "hiring:consent": Row(holder(200), holder(302), ("consent",)),
    "hiring:stop_messages": Row(holder(200), holder(302), ("wish",)),
    # the studio: lists show what each may see
    "studio:today": Row(users(200), USERS_NOT_ALLOWED),
    "studio:debt": Row(users(200), USERS_NOT_ALLOWED),
    "studio:reminders": Row(users(200), users(302), data={"often": "weekly"}),
    "studio:postings": Row(users(200), USERS_NOT_ALLOWED),
    "studio:behind": Row(users(200), USERS_NOT_ALLOWED),
    "studio:companies": Row(users(200), USERS_NOT_ALLOWED),
    "studio:candidates": Row(users(200), USERS_NOT_ALLOWED),
    "studio:export_applications": Row(only(CREATORS, 200, others=403), USERS_NOT_ALLOWED, ("table_kind",)),
    "studio:export_people": Row(only(CREATORS, 200, others=403), USERS_NOT_ALLOWED, ("table_kind",)),
    "studio:export_person": Row(
        only(EDITORS, 200, others=403) | {OUTSIDER: 404}, USERS_NOT_ALLOWED, ("candidate", "table_kind")
    ),
    "studio:duplicates": Row(only(CREATORS, 200, others=403), USERS_NOT_ALLOWED),
    "studio:duplicate": Row(
        only(EDITORS, 200, others=403) | {OUTSIDER: 404},
        only(EDITORS, 302, others=403) | {OUTSIDER: 404},
        ("pair",),
        {"name": "one", "email": "other"},
    ),
    "studio:dismiss_duplicate": Row(USERS_NOT_ALLOWED, only(EDITORS, 302, others=403) | {OUTSIDER: 404}, ("pair",)),
    "studio:undo_merge": Row(USERS_NOT_ALLOWED, only(EDITORS, 302, others=403) | {OUTSIDER: 404}, ("merge",)),
    "studio:new_import": Row(only(CREATORS, 200, others=403), only(CREATORS, 422, others=403)),
    "studio:import": Row(only({RECRUITER}, 200, others=404), USERS_NOT_ALLOWED, ("import_run",)),  # one's own
    "studio:check_import": Row(USERS_NOT_ALLOWED, only({RECRUITER}, 422, others=404), ("import_run",)),
    "studio:confirm_import": Row(USERS_NOT_ALLOWED, only({RECRUITER}, 302, others=404), ("import_run",)),
    "studio:drop_import": Row(USERS_NOT_ALLOWED, only({RECRUITER}, 302, others=404), ("import_run",)),
    "studio:import_report": Row(only({RECRUITER}, 200, others=404), USERS_NOT_ALLOWED, ("import_run",)),
    "studio:people": Row(users(200), USERS_NOT_ALLOWED),
    "studio:tag_choices": Row(users(200), USERS_NOT_ALLOWED),
    "studio:searches": Row(users(200), USERS_NOT_ALLOWED),
    "studio:save_search": Row(USERS_NOT_ALLOWED, users(302), (), {"name": "x", "query": "q=x"}),
    "studio:saved_search": Row(only({RECRUITER}, 302, others=404), USERS_NOT_ALLOWED, ("search",)),
    "studio:rename_search": Row(USERS_NOT_ALLOWED, only({RECRUITER}, 302, others=404), ("search",), {"name": "y"}),
    "studio:delete_search": Row(USERS_NOT_ALLOWED, users(302), ("search",)),
    "studio:pool": Row(users(200), USERS_NOT_ALLOWED),
    "studio:add_candidate": Row(only(CREATORS, 200, others=403), only(CREATORS, 422, others=403)),
    "studio:add_note": Row(USERS_NOT_ALLOWED, only(EDITORS, 422, others=404), ("candidate",)),
    "studio:add_application_note": Row(USERS_NOT_ALLOWED, only(REVIEWERS, 422, others=404), ("application",)),
    "studio:note": Row(only(REVIEWERS, 302, others=404), USERS_NOT_ALLOWED, ("note",)),
    "studio:change_note": Row(only({RECRUITER}, 200, others=404), only({RECRUITER}, 422, others=404), ("note",)),
    "studio:delete_note": Row(only({RECRUITER}, 200, others=404), only({RECRUITER}, 302, others=404), ("note",)),
    "studio:reasons": Row(only({LEAD, SUPERUSER}, 200, others=403), only({LEAD, SUPERUSER}, 422, others=403)),
    "studio:edit_reason": Row(
        only({LEAD, SUPERUSER}, 200, others=403), only({LEAD, SUPERUSER}, 422, others=403), ("reason",)
    ),
    "studio:place_reason": Row(USERS_NOT_ALLOWED, only({LEAD, SUPERUSER}, 302, others=403), ("reason",), {"to": "0"}),
    "studio:retire_reason": Row(USERS_NOT_ALLOWED, only({LEAD, SUPERUSER}, 302, others=403), ("reason",)),
    "studio:take_back_reason": Row(USERS_NOT_ALLOWED, only({LEAD, SUPERUSER}, 302, others=403), ("reason",)),
    "studio:tags": Row(only({LEAD, SUPERUSER}, 200, others=403), USERS_NOT_ALLOWED),
    "studio:rename_tag": Row(USERS_NOT_ALLOWED, only({LEAD, SUPERUSER}, 302, others=403), ("tag",), {"name": "x"}),
    "studio:delete_tag": Row(USERS_NOT_ALLOWED, only({LEAD, SUPERUSER}, 302, others=403), ("tag",)),
    "studio:add_tags": edit("candidate", tags="a, b"),
    "studio:remove_tag": edit("candidate"),
    "studio:ask_consent": Row(only(EDITORS, 200, others=404), only(EDITORS, 422, others=404), ("candidate",)),
    "studio:to_tell": Row(users(200), USERS_NOT_ALLOWED),
    "studio:tell": Row(only(EDITORS, 200, others=404), only(EDITORS, 422, others=404), ("sourced",)),
    "studio:told": Row(USERS_NOT_ALLOWED, only(EDITORS, 422, others=404), ("sourced",)),
    "studio:new_posting": Row(only(CREATORS, 200, others=403), only(CREATORS, 200, others=403)),
    "studio:from_ad": Row(only(CREATORS, 200, others=403), only(CREATORS, 200, others=403)),
    "studio:new_company": Row(only(CREATORS, 200, others=403), only(CREATORS, 200, others=403)),
    "studio:company": Row(only(EDITORS, 200, others=404), only(EDITORS, 200, others=404), ("company",)),
    "studio:template_choice": Row(only(CREATORS, 200, others=403), USERS_NOT_ALLOWED),
    "studio:new_template": Row(only(EDITORS, 200, others=404), only(EDITORS, 200, others=404), ("company",)),
    "studio:template": Row(
        only(EDITORS, 200, others=404), only({LEAD, SUPERUSER}, 200, others=404) | {RECRUITER: 403}, ("template",)
    ),  # this one was made by somebody else than the recruiter
    "studio:retire_template": Row(USERS_NOT_ALLOWED, only({LEAD, SUPERUSER}, 302, others=404), ("template",)),
    "studio:restore_template": Row(USERS_NOT_ALLOWED, only({LEAD, SUPERUSER}, 302, others=404), ("template",)),
    "studio:usage": Row(only(STAFF, 200, others=403), USERS_NOT_ALLOWED),
    "studio:usage_csv": Row(only(STAFF, 200, others=403), USERS_NOT_ALLOWED),
    # one posting
    "studio:posting": Row(only(READERS, 200, others=404), USERS_NOT_ALLOWED, POSTING),
    "studio:preview": Row(only(READERS, 200, others=404), USERS_NOT_ALLOWED, POSTING),
    "studio:as_candidates": Row(only(READERS, 200, others=404), USERS_NOT_ALLOWED, POSTING),
    "studio:versions": Row(only(READERS, 200, others=404), USERS_NOT_ALLOWED, POSTING),
    "studio:team": Row(
        only(READERS, 200, others=404),
        only(EDITORS, 422, others=404) | {INTERVIEWER: 403, MANAGER: 403},
        POSTING,
    ),
    "studio:change_part": edit("code", "membership", part="hiring_manager"),
    "studio:blind": edit("code", blind="on"),
    "studio:invite_again": edit("code", "membership"),
    "studio:withdraw_invitation": edit("code", "membership"),
    "studio:remove_member": edit("code", "membership"),
    "studio:facts": Row(USERS_NOT_ALLOWED, only(EDITORS, 422, others=404), POSTING),
    "studio:pick_mission": edit("code", "mission"),
    "studio:pick_skill": edit("code", "skill"),
    "studio:add_line": edit("code", kind="mission", text="You ask first."),
    "studio:reword_line": edit("code", "line", text="You listen first.", revision="1"),
    "studio:drop_line": edit("code", "line"),
    "studio:restore_line": edit("code", "line"),
    "studio:move_line": edit("code", "line", to="1"),
    "studio:change_line_kind": edit("code", "line", kind="must"),
    "studio:settle_line": Row(USERS_NOT_ALLOWED, only(EDITORS, 422, others=404), LINE, {"choice": "keep"}),
    "studio:settle_in_list": edit("code", "line", choice="keep"),
    "studio:about_line": Row(only(EDITORS, 200, others=404), only(EDITORS, 302, others=404), LINE, {"about": "none"}),
    # its form
    "studio:form": Row(only(READERS, 200, others=404), USERS_NOT_ALLOWED, POSTING),
    "studio:form_preview": Row(only(READERS, 200, others=404), USERS_NOT_ALLOWED, POSTING),
    "studio:form_fields": edit("code", phone="off", links="optional", words="required"),
    "studio:new_question": Row(
        only(EDITORS, 200, others=404),
        only(EDITORS, 302, others=404),
        POSTING,
        {"kind": "short", "text": "What did you build?"},
    ),
    "studio:edit_question": Row(
        only(EDITORS, 200, others=404), only(EDITORS, 422, others=404), ("code", "question"), {"kind": "short"}
    ),
    "studio:move_question": edit("code", "question", to="1"),
    "studio:drop_question": edit("code", "question"),
    "studio:restore_question": edit("code", "question"),
    "studio:ask_about": edit("code", "line"),
    "studio:keep_question": edit("code", "question"),
    "studio:take_question": edit("code", "library"),
    "studio:let_go_question": edit("code", "kept"),
    "studio:wave_finding": edit("code", "finding", reason="We know."),
    "studio:take_waiver_back": edit("code", "finding"),
    "studio:fix_finding": edit("code", "finding", revision="1"),
    "studio:undo": Row(USERS_NOT_ALLOWED, only({RECRUITER}, 302, others=404), ("code", "change")),  # one's own
    "studio:redo": Row(USERS_NOT_ALLOWED, only({RECRUITER}, 302, others=404), ("code", "change")),
    "studio:copy_posting": Row(
        only(EDITORS, 200, others=403) | {OUTSIDER: 404}, only(EDITORS, 200, others=403) | {OUTSIDER: 404}, POSTING
    ),
    "studio:posting_template": Row(only(EDITORS, 200, others=404), only(EDITORS, 302, others=404), POSTING),
    "studio:publish": edit("code"),
    "studio:reopen": edit("code"),
    "studio:close": Row(only(EDITORS, 200, others=404), only(EDITORS, 302, others=404), POSTING, {"reason": "filled"}),
    "studio:archive": Row(only(EDITORS, 200, others=404), only(EDITORS, 302, others=404), POSTING),
    "studio:export": Row(only(READERS, 200, others=404), USERS_NOT_ALLOWED, POSTING),
    "studio:export_file": Row(only(READERS, 200, others=404), USERS_NOT_ALLOWED, ("code", "export_kind")),
    "studio:schedule": Row(only(EDITORS, 200, others=404), only(EDITORS, 422, others=404), POSTING),
    "studio:cancel_schedule": edit("code"),
    "studio:listing": edit("code", listed="unlisted"),
    # its reviews
    "studio:ask_review": Row(only(EDITORS, 200, others=404), only(EDITORS, 422, others=404), POSTING),
    "studio:review": Row(only(REVIEWERS, 200, others=404), USERS_NOT_ALLOWED, REVIEW),
    "studio:decide_review": Row(  # asked of the manager; leads may decide in their place
        USERS_NOT_ALLOWED,
        only({MANAGER, LEAD, SUPERUSER}, 302, others=404) | {RECRUITER: 403},
        REVIEW,
        {"state": "approved"},
    ),
    "studio:take_back_review": edit("code", "review"),
    "studio:add_comment": edit("code", place="whole", text="Say it shorter."),
    "studio:settle_comments": edit("code", "comment"),
    "studio:reopen_comments": edit("code", "comment"),
    # its steps
    "studio:steps": Row(only(READERS, 200, others=404), USERS_NOT_ALLOWED, POSTING),
    "studio:add_step": Row(USERS_NOT_ALLOWED, only(EDITORS, 422, others=404), POSTING),
    "studio:tell_moved_on": edit("code", tell="on"),
    "studio:keep_steps": edit("code", name="Ours"),
    "studio:use_steps": Row(only(EDITORS, 200, others=404), only(EDITORS, 302, others=404), ("code", "steps_key")),
    "studio:edit_step": Row(only(EDITORS, 200, others=404), only(EDITORS, 422, others=404), ("code", "step")),
    "studio:move_step": edit("code", "step", to="2"),
    "studio:remove_step": Row(only(EDITORS, 200, others=404), only(EDITORS, 302, others=404), ("code", "step")),
    # its candidates
    "studio:posting_applications": Row(only(READERS, 200, others=404), USERS_NOT_ALLOWED, POSTING),
    "studio:board": Row(only(READERS, 200, others=404), USERS_NOT_ALLOWED, POSTING),
    "studio:board_changes": Row(only(READERS, 200, others=404), USERS_NOT_ALLOWED, POSTING),
    "studio:board_step": Row(only(READERS, 200, others=404), USERS_NOT_ALLOWED, ("code", "step")),
    "studio:move_card": edit("code", "application"),
    "studio:undo_move": edit("move"),
    "studio:list_columns": Row(USERS_NOT_ALLOWED, only(READERS, 302, others=404), POSTING),
    "studio:saved_views": Row(only(READERS, 200, others=404), only(READERS, 422, others=404), POSTING),
    "studio:rename_view": Row(  # one's own
        USERS_NOT_ALLOWED, only({RECRUITER}, 302, others=404), ("code", "view"), {"name": "x"}
    ),
    "studio:delete_view": Row(USERS_NOT_ALLOWED, only(READERS, 302, others=404), ("code", "view")),
    "studio:move_many": Row(USERS_NOT_ALLOWED, only(EDITORS, 422, others=404), POSTING),
    "studio:reject_many": Row(USERS_NOT_ALLOWED, only(EDITORS, 422, others=404), POSTING),
    "studio:write_many": Row(USERS_NOT_ALLOWED, only(EDITORS, 422, others=404), POSTING),
    "studio:tag_many": Row(USERS_NOT_ALLOWED, only(EDITORS, 422, others=404), POSTING),
    "studio:export_many": Row(
        USERS_NOT_ALLOWED,
        only(EDITORS, 422, others=404) | {INTERVIEWER: 403, MANAGER: 403},
        ("code", "table_kind"),
    ),
    "studio:batches": Row(only(EDITORS, 200, others=404), USERS_NOT_ALLOWED, POSTING),
    "studio:batch": Row(only(EDITORS, 200, others=404), USERS_NOT_ALLOWED, ("batch",)),
    "studio:undo_batch": edit("batch"),
    "studio:call_back_batch": edit("batch"),
    "studio:application": Row(only(REVIEWERS, 200, others=404), USERS_NOT_ALLOWED, ("application",)),
    "studio:application_posting": Row(only(REVIEWERS, 200, others=404), USERS_NOT_ALLOWED, ("application",)),
    "studio:assign": Row(USERS_NOT_ALLOWED, only(REVIEWERS, 422, others=404), ("application",)),
    "studio:unassign": Row(USERS_NOT_ALLOWED, only(REVIEWERS, 302, others=404), ("application", "member")),
    "studio:plan_interview": Row(only(EDITORS, 200, others=404), only(EDITORS, 422, others=404), ("application",)),
    "studio:interview": Row(only(EDITORS, 200, others=404), only(EDITORS, 422, others=404), ("interview",)),
    "studio:cancel_interview": Row(USERS_NOT_ALLOWED, only(EDITORS, 302, others=404), ("interview",)),
    "studio:open_call": Row(only(EDITORS, 302, others=404), USERS_NOT_ALLOWED, ("interview", "number")),
    "studio:scorecard": Row(
        only({RECRUITER, MANAGER}, 200, others=404), only({RECRUITER, MANAGER}, 422, others=404), ("application",)
    ),
    "studio:reveal": edit("application"),
    "studio:blind_cv": Row(only(REVIEWERS, 302, others=404), USERS_NOT_ALLOWED, ("application",)),
    "studio:cv_beside": Row(only(REVIEWERS, 302, others=404), USERS_NOT_ALLOWED, ("application",)),
    "studio:application_data": Row(only(REVIEWERS, 302, others=404), USERS_NOT_ALLOWED, ("application",)),
    "studio:move_to_step": Row(USERS_NOT_ALLOWED, only(EDITORS, 422, others=404), ("application",)),
    "studio:move_application": edit("application", to_state="hired", seen="active"),
    "studio:person": Row(only(REVIEWERS, 200, others=404), USERS_NOT_ALLOWED, ("candidate",)),
    "studio:write_message": Row(only(EDITORS, 200, others=404), only(EDITORS, 422, others=404), ("application",)),
    "studio:preview_message": Row(USERS_NOT_ALLOWED, only(EDITORS, 200, others=404), ("application", "kind")),
    "studio:answer_all": Row(users(404), users(404), POSTING),  # it is open: nobody is answered all at once
    "studio:person_messages": Row(only(REVIEWERS, 200, others=404), USERS_NOT_ALLOWED, ("candidate",)),
    "studio:message": Row(only(REVIEWERS, 302, others=404), USERS_NOT_ALLOWED, ("message",)),
    "studio:record_reply": Row(only(EDITORS, 200, others=404), only(EDITORS, 422, others=404), ("application",)),
    "studio:record_reply_of_person": Row(
        only(EDITORS, 200, others=404), only(EDITORS, 422, others=404), ("candidate",)
    ),
    "studio:settle_reply": edit("reply"),
    "studio:remove_reply": Row(  # one's own, or a lead's to remove
        only(EDITORS, 200, others=404), only(EDITORS, 302, others=404), ("reply",)
    ),
    "studio:call_off_message": edit("message"),
    "studio:send_message_again": edit("message"),
    "studio:export_candidate": Row(USERS_NOT_ALLOWED, leads_of_candidate(200), ("candidate",)),
    "studio:erase_candidate": Row(leads_of_candidate(200), leads_of_candidate(302), ("candidate",)),
    "studio:hold_candidate": Row(leads_of_candidate(200), leads_of_candidate(302), ("candidate",)),
    "studio:retention": Row(only({LEAD, SUPERUSER}, 200, others=403), USERS_NOT_ALLOWED),
    "studio:document": Row(only(REVIEWERS, 200, others=404), USERS_NOT_ALLOWED, ("document",)),
    "studio:read_document": Row(only(REVIEWERS, 200, others=404), USERS_NOT_ALLOWED, ("document",)),
    "studio:document_page": Row(only(REVIEWERS, 200, others=404), USERS_NOT_ALLOWED, ("document", "page")),
    "studio:take_found": edit("document"),
    # one's own account, by django-allauth
    "account_login": Row(visitors(200, users=302), visitors(200, users=302)),
    "account_logout": Row(visitors(302, users=200), everyone(302)),
    "account_signup": Row(visitors(200, users=302), visitors(200, users=302)),
    "account_inactive": Row(everyone(200), NOT_ALLOWED),
    "account_reauthenticate": Row(users(200), users(200)),
    "account_email": Row(users(200), users(302)),
    "account_email_verification_sent": Row(everyone(200), NOT_ALLOWED),
    "account_confirm_email": Row(everyone(200), everyone(404), ("guess",)),
    "account_change_password": Row(users(200), users(200)),
    "account_set_password": Row(users(302), users(302)),
    "account_reset_password": Row(everyone(200), everyone(200)),
    "account_reset_password_done": Row(everyone(200), NOT_ALLOWED),
    "account_reset_password_from_key": Row(everyone(200), everyone(200), ("uid", "guess")),
    "account_reset_password_from_key_done": Row(everyone(200), NOT_ALLOWED),
    "account_confirm_login_code": Row(visitors(LOGIN, users=302), visitors(LOGIN, users=302)),
    "mfa_index": Row(users(200), USERS_NOT_ALLOWED),
    "mfa_authenticate": Row(users(302), users(302)),
    "mfa_reauthenticate": Row(users(REAUTH), users(REAUTH)),
    "mfa_activate_totp": Row(users(REAUTH), users(REAUTH)),
    "mfa_deactivate_totp": Row(users(404), users(404)),  # for those who have a second factor
    "mfa_view_recovery_codes": Row(users(404), USERS_NOT_ALLOWED),
    "mfa_generate_recovery_codes": Row(users(REAUTH), users(REAUTH)),
    "mfa_download_recovery_codes": Row(users(404), users(404)),
    # the admin's own pages
    "admin:index": Row(only(STAFF, 200, others=403), only(STAFF, 200, others=403)),
    "admin:login": Row(only(STAFF, 302, others=403), only(STAFF, 302, others=403)),
    "admin:logout": Row(only(STAFF, 200, others=403), only(STAFF, 302, others=403)),
    "admin:password_change": Row(only(STAFF, 302, others=403), only(STAFF, 302, others=403)),
    "admin:password_change_done": Row(only(STAFF, 200, others=403), only(STAFF, 405, others=403)),
    "admin:autocomplete": Row(users(403), only(STAFF, 405, others=403)),  # it wants to know for which field
    "admin:jsi18n": Row(only(STAFF, 200, others=403), only(STAFF, 405, others=403)),
    "admin:view_on_site": Row(only(STAFF, 302, others=403), only(STAFF, 302, others=403), ("content_type", "object")),
    "admin:app_list": Row(
        only(STAFF, 200, others=403) | {LEAD: 404}, only(STAFF, 200, others=403) | {LEAD: 404}, ("app",)
    ),  # of the reference, where leads have nothing to do
    "admin:hiring_messagetemplate_preview": Row(
        only(STAFF, 405, others=403), only({CURATOR, SUPERUSER}, 200, others=403)
    ),
    "admin:": Row(only(STAFF, 404, others=403), only(STAFF, 404, others=403)),
}

VIEW, CURATE, ALL = {"view"}, {"view", "add", "change"}, {"view", "add", "change", "delete"}

# What each kind may do with a model's rows in the admin; kinds that are not named may do nothing.
ADMIN_MODELS: dict[str, dict[str, set[str]]] = {
    "accounts.user": {LEAD: CURATE, SUPERUSER: CURATE},
    "accounts.auditevent": {LEAD: VIEW, SUPERUSER: VIEW},
    "roles.role": {CURATOR: ALL, SUPERUSER: ALL},
    "roles.mission": {CURATOR: ALL, SUPERUSER: ALL},
    "roles.skill": {CURATOR: ALL, SUPERUSER: ALL},
    "postings.company": {LEAD: VIEW, SUPERUSER: CURATE},
    "postings.proposal": {LEAD: VIEW, CURATOR: VIEW, SUPERUSER: VIEW},  # decided on pages of its own
    "postings.posting": {LEAD: VIEW, SUPERUSER: VIEW},
    "postings.jurisdiction": {CURATOR: CURATE, LEAD: VIEW, SUPERUSER: CURATE},
    "postings.libraryquestion": {CURATOR: CURATE, LEAD: VIEW, SUPERUSER: CURATE},
    "postings.template": {LEAD: VIEW, SUPERUSER: VIEW},
    "postings.version": {LEAD: VIEW, SUPERUSER: VIEW},
    "candidates.retentionrule": {LEAD: VIEW, SUPERUSER: ALL},
    "candidates.candidate": {LEAD: VIEW, SUPERUSER: {"view", "change"}},
    "hiring.application": {LEAD: VIEW, SUPERUSER: VIEW},
    "hiring.rejectionreason": {LEAD: ALL, SUPERUSER: ALL},
    "hiring.steptemplate": {CURATOR: ALL, LEAD: ALL, SUPERUSER: ALL},
    "hiring.messagetemplate": {CURATOR: ALL, LEAD: VIEW, SUPERUSER: ALL},
    "post_office.email": {LEAD: VIEW, SUPERUSER: VIEW},
    "post_office.emailtemplate": {CURATOR: CURATE, SUPERUSER: ALL},
    "django_tasks_database.dbtaskresult": {SUPERUSER: VIEW},
}

# What single pages of the admin answer otherwise to those whom they let in.
ADMIN_EXCEPTIONS: dict[tuple[str, str, str], Answers] = {
    # A form without a box ticked is a complete one: no kind, not active.
    ("accounts.user", "change", "post"): {LEAD: 302, SUPERUSER: 302},
    # No application is visible to a curator, and Django says so before it asks for the permission.
    ("hiring.application", "history", "get"): {CURATOR: 302},
    ("hiring.application", "history", "post"): {CURATOR: 302},
}

# Further pages of single models in the admin.
MODEL_PAGES: dict[str, Row] = {
    "roles_mission_retire": Row(only(STAFF, 405, others=403), only({CURATOR, SUPERUSER}, 302, others=403)),
    "roles_mission_restore": Row(only(STAFF, 405, others=403), only({CURATOR, SUPERUSER}, 302, others=403)),
    "roles_skill_retire": Row(only(STAFF, 405, others=403), only({CURATOR, SUPERUSER}, 302, others=403)),
    "roles_skill_restore": Row(only(STAFF, 405, others=403), only({CURATOR, SUPERUSER}, 302, others=403)),
    "roles_role_behind": Row(only({CURATOR, SUPERUSER}, 200, others=403), only(STAFF, 405, others=403)),
    "roles_role_missions": Row(
        only({CURATOR, SUPERUSER}, 200, others=403), only({CURATOR, SUPERUSER}, 200, others=403)
    ),
    "roles_role_skills": Row(only({CURATOR, SUPERUSER}, 200, others=403), only({CURATOR, SUPERUSER}, 200, others=403)),
    "postings_proposal_mission": Row(
        only({CURATOR, SUPERUSER}, 200, others=403), only({CURATOR, SUPERUSER}, 200, others=403)
    ),
    "postings_proposal_skill": Row(
        only({CURATOR, SUPERUSER}, 200, others=403), only({CURATOR, SUPERUSER}, 200, others=403)
    ),
    "postings_proposal_take": Row(only(STAFF, 405, others=403), only({CURATOR, SUPERUSER}, 200, others=403)),
    "postings_proposal_dismiss": Row(only(STAFF, 405, others=403), only({CURATOR, SUPERUSER}, 200, others=403)),
    "hiring_messagetemplate_shipped": Row(only(STAFF, 405, others=403), only({CURATOR, SUPERUSER}, 302, others=403)),
    "hiring_messagetemplate_simple_history": Row(only(STAFF, 200, others=403), only(STAFF, 405, others=403)),
    "hiring_rejectionreason_simple_history": Row(
        only({LEAD, SUPERUSER}, 200, others=403), only(STAFF, 405, others=403)
    ),
    "postings_jurisdiction_simple_history": Row(only(STAFF, 200, others=403), only(STAFF, 405, others=403)),
    "postings_libraryquestion_simple_history": Row(only(STAFF, 200, others=403), only(STAFF, 405, others=403)),
    "postings_posting_simple_history": Row(only({LEAD, SUPERUSER}, 200, others=403), only(STAFF, 405, others=403)),
}
