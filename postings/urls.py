"""Addresses of postings: public ones, and those of the studio (`config.urls` puts them together)."""

from django.urls import path, re_path

from .codes import ALPHABET, LENGTH
from .views import (
    about,
    check,
    comments,
    copying,
    drift,
    editor,
    export,
    findings,
    from_ad,
    insights,
    preview,
    public,
    review,
    schedule,
    templates,
    undo,
)
from .views import studio as pages

CODE = rf"(?P<code>[{ALPHABET}]{{{LENGTH}}})"

lists = [  # in each of the site's languages
    path("", public.posting_list, name="list"),
    path("check/", check.check, name="check"),
]

public = [
    re_path(rf"^jobs/(?P<slug>[-a-z0-9]+)-{CODE}/$", public.posting, name="posting"),
    path("feed/", public.feed, name="feed"),
]

studio = [
    path("postings/", pages.posting_list, name="postings"),
    path("postings/new/", pages.new_posting, name="new_posting"),
    path("insights/missions/", insights.usage, name="usage"),
    path("insights/missions.csv", insights.usage_csv, name="usage_csv"),
    path("behind/", drift.behind, name="behind"),
    path("behind/<slug:code>/lines/<int:pk>/", drift.settle_in_list, name="settle_in_list"),
    path("postings/new/templates/", templates.template_choice, name="template_choice"),
    path("postings/from-ad/", from_ad.from_ad, name="from_ad"),
    path("companies/", pages.company_list, name="companies"),
    path("companies/new/", pages.new_company, name="new_company"),
    path("companies/<int:pk>/", pages.company, name="company"),
    path("companies/<int:pk>/templates/new/", templates.new_template, name="new_template"),
    path("templates/<int:pk>/", templates.template, name="template"),
    path("templates/<int:pk>/retire/", templates.retire_template, name="retire_template"),
    path("templates/<int:pk>/restore/", templates.restore_template, name="restore_template"),
    path("postings/<slug:code>/", editor.posting, name="posting"),
    path("postings/<slug:code>/facts/", editor.facts, name="facts"),
    path("postings/<slug:code>/pick/mission/<int:pk>/", editor.pick, {"kind": "mission"}, name="pick_mission"),
    path("postings/<slug:code>/pick/skill/<int:pk>/", editor.pick, {"kind": "skill"}, name="pick_skill"),
    path("postings/<slug:code>/lines/", editor.add_line, name="add_line"),
    path("postings/<slug:code>/lines/<int:pk>/", editor.reword, name="reword_line"),
    path("postings/<slug:code>/lines/<int:pk>/drop/", editor.drop, name="drop_line"),
    path("postings/<slug:code>/lines/<int:pk>/restore/", editor.restore, name="restore_line"),
    path("postings/<slug:code>/lines/<int:pk>/move/", editor.move, name="move_line"),
    path("postings/<slug:code>/lines/<int:pk>/kind/", editor.change_kind, name="change_line_kind"),
    path("postings/<slug:code>/lines/<int:pk>/settle/", drift.settle, name="settle_line"),
    path("postings/<slug:code>/lines/<int:pk>/about/", about.about, name="about_line"),
    path("postings/<slug:code>/findings/<slug:key>/wave/", findings.wave, name="wave_finding"),
    path("postings/<slug:code>/findings/<slug:key>/back/", findings.take_back, name="take_waiver_back"),
    path("postings/<slug:code>/findings/<slug:key>/fix/", findings.fix, name="fix_finding"),
    path("postings/<slug:code>/undo/<int:pk>/", undo.undo, name="undo"),
    path("postings/<slug:code>/redo/<int:pk>/", undo.redo, name="redo"),
    path("postings/<slug:code>/preview/", editor.preview, name="preview"),
    path("postings/<slug:code>/as-candidates/", preview.as_candidates, name="as_candidates"),
    path("postings/<slug:code>/publish/", editor.publish, name="publish"),
    path("postings/<slug:code>/schedule/", schedule.schedule, name="schedule"),
    path("postings/<slug:code>/schedule/cancel/", schedule.cancel_schedule, name="cancel_schedule"),
    path("postings/<slug:code>/listing/", schedule.listing, name="listing"),
    path("postings/<slug:code>/close/", pages.close, name="close"),
    path("postings/<slug:code>/reopen/", pages.reopen, name="reopen"),
    path("postings/<slug:code>/archive/", pages.archive, name="archive"),
    path("postings/<slug:code>/versions/", pages.versions, name="versions"),
    path("postings/<slug:code>/reviews/ask/", review.ask_review, name="ask_review"),
    path("postings/<slug:code>/reviews/<int:pk>/", review.review, name="review"),
    path("postings/<slug:code>/reviews/<int:pk>/decide/", review.decide_review, name="decide_review"),
    path("postings/<slug:code>/reviews/<int:pk>/take-back/", review.take_back_review, name="take_back_review"),
    path("postings/<slug:code>/comments/", comments.add_comment, name="add_comment"),
    path("postings/<slug:code>/comments/<int:pk>/settle/", comments.settle, name="settle_comments"),
    path("postings/<slug:code>/comments/<int:pk>/reopen/", comments.reopen, name="reopen_comments"),
    path("postings/<slug:code>/export/", export.export, name="export"),
    path("postings/<slug:code>/export/<slug:kind>/", export.export_file, name="export_file"),
    path("postings/<slug:code>/members/", pages.members, name="members"),
    path("postings/<slug:code>/members/<int:pk>/remove/", pages.remove_member, name="remove_member"),
    path("postings/<slug:code>/copy/", copying.copy_posting, name="copy_posting"),
    path("postings/<slug:code>/template/", templates.posting_template, name="posting_template"),
]
