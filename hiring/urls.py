"""Addresses of hiring: the candidate's, and those of the studio (`config.urls` puts them together)."""

from django.urls import path, re_path

from postings.urls import CODE

from .views import (
    applying,
    documents,
    duplicates,
    exports,
    form_preview,
    imports,
    keeping,
    messages,
    own_page,
    people,
    privacy,
    saved,
    sourcing,
    tags,
)
from .views import public as candidate
from .views import studio as pages

app_name = "hiring"
APPLY = rf"^jobs/(?P<slug>[-a-z0-9]+)-{CODE}/apply/"

public = [
    re_path(rf"{APPLY}$", applying.apply, name="apply"),
    re_path(rf"{APPLY}sent/$", applying.link_sent, name="link_sent"),
    path("my/application/<slug:token>/", candidate.mine, name="mine"),
    path("my/application/<slug:token>/posting/", candidate.posting_read, name="posting_read"),
    path("my/application/<slug:token>/withdraw/", candidate.withdraw, name="withdraw"),
    path("my/application/<slug:token>/document/", own_page.add_document, name="add_document"),
    path("my/application/<slug:token>/contact/", own_page.contact, name="contact"),
    path("my/application/<slug:token>/email/", own_page.ask_new_email, name="ask_new_email"),
    path("my/email/<slug:token>/", own_page.new_email, name="new_email"),
    re_path(rf"{APPLY}saved/$", saved.form_saved, name="form_saved"),
    path("my/form/<slug:token>/", saved.saved_form, name="saved_form"),
    path("my/data/", privacy.ask_data, name="ask_data"),
    path("my/data/<slug:token>/", privacy.data, name="data"),
    path("my/keep/<slug:token>/", keeping.agree, name="agree"),
    path("my/consent/<slug:token>/", privacy.consent, name="consent"),
    path("my/messages/<slug:token>/", messages.stop, name="stop_messages"),
]

studio = [
    path("", pages.today, name="today"),
    path("postings/<slug:code>/applications/", pages.posting_applications, name="posting_applications"),
    path("postings/<slug:code>/form/preview/", form_preview.form_preview, name="form_preview"),
    path("candidates/", pages.candidates, name="candidates"),
    path("candidates/people/", people.people, name="people"),
    path("candidates/pool/", people.pool, name="pool"),
    re_path(r"^candidates/export/(?P<kind>csv|xlsx)/$", exports.export_applications, name="export_applications"),
    re_path(r"^candidates/people/export/(?P<kind>csv|xlsx|json)/$", exports.export_people, name="export_people"),
    re_path(r"^candidates/(?P<pk>\d+)/export/(?P<kind>csv|xlsx|json)/$", exports.export_person, name="export_person"),
    path("candidates/duplicates/", duplicates.duplicates, name="duplicates"),
    path("candidates/duplicates/<int:pk>/", duplicates.duplicate, name="duplicate"),
    path("candidates/duplicates/<int:pk>/dismiss/", duplicates.dismiss, name="dismiss_duplicate"),
    path("candidates/merges/<int:pk>/undo/", duplicates.undo, name="undo_merge"),
    path("candidates/import/", imports.new_import, name="new_import"),
    path("candidates/import/<int:pk>/", imports.show_import, name="import"),
    path("candidates/import/<int:pk>/columns/", imports.check, name="check_import"),
    path("candidates/import/<int:pk>/confirm/", imports.confirm, name="confirm_import"),
    path("candidates/import/<int:pk>/drop/", imports.drop, name="drop_import"),
    path("candidates/import/<int:pk>/report/", imports.report, name="import_report"),
    path("candidates/add/", sourcing.add, name="add_candidate"),
    path("candidates/to-tell/", sourcing.to_tell, name="to_tell"),
    path("candidates/<int:pk>/tell/", sourcing.tell, name="tell"),
    path("candidates/<int:pk>/told/", sourcing.told, name="told"),
    path("candidates/tags/", tags.tags, name="tags"),
    path("candidates/tags/<int:pk>/rename/", tags.rename, name="rename_tag"),
    path("candidates/tags/<int:pk>/delete/", tags.delete, name="delete_tag"),
    path("candidates/<int:pk>/tags/", tags.add, name="add_tags"),
    path("candidates/<int:pk>/tags/remove/", tags.remove, name="remove_tag"),
    path("candidates/<int:pk>/ask/", keeping.ask, name="ask_consent"),
    path("candidates/<int:pk>/", people.person, name="person"),
    path("applications/<int:pk>/", pages.application, name="application"),
    path("applications/<int:pk>/posting/", pages.application_posting, name="application_posting"),
    path("applications/<int:pk>/move/", pages.move, name="move_application"),
    path("candidates/<int:pk>/export/", privacy.export, name="export_candidate"),
    path("candidates/<int:pk>/erase/", privacy.erase, name="erase_candidate"),
    path("candidates/<int:pk>/hold/", privacy.hold, name="hold_candidate"),
    path("candidates/retention/", privacy.retention, name="retention"),
    path("applications/<int:pk>/write/", messages.write, name="write_message"),
    path("applications/<int:pk>/write/preview/<slug:kind>/", messages.preview, name="preview_message"),
    path("postings/<slug:code>/answer/", messages.answer, name="answer_all"),
    path("messages/<int:pk>/call-off/", messages.call_off_message, name="call_off_message"),
    path("messages/<int:pk>/again/", messages.send_message_again, name="send_message_again"),
    path("documents/<int:pk>/", documents.document, name="document"),
    path("documents/<int:pk>/read/", documents.read_document, name="read_document"),
    path("documents/<int:pk>/pages/<int:number>/", documents.document_page, name="document_page"),
    path("documents/<int:pk>/take/", documents.take_found, name="take_found"),
]
