"""Everything that changes a posting; a state, a line, a version has one door each."""

from .about import settle_about
from .asking import (
    add_from_library,
    add_question,
    ask_about,
    drop_question,
    edit_question,
    move_question,
    restore_question,
    set_form_fields,
)
from .changes import prune_changes, redo_change, remember, undo_change
from .comments import add_comment, reopen_comments, settle_comments
from .copying import copy_posting
from .curation import add_to_sheet, dismiss_proposal, take_wording
from .drafting import create_posting, once
from .drift import settle_drift
from .errors import (
    AboutRefused,
    AlreadyDecided,
    FindingGone,
    FixRefused,
    LineConflict,
    NotReady,
    QuestionConflict,
    QuestionRefused,
    ReferenceMoved,
    ReviewRefused,
    SetByTemplate,
    TransitionRefused,
    UndoRefused,
    WavingRefused,
)
from .facts import FactsSaved, update_facts
from .findings import Fixed, apply_fix, take_waiver_back, wave_off
from .from_ad import create_from_ad
from .law import save_jurisdiction
from .library import (
    keep_question,
    let_go,
    restore_library_question,
    retire_library_question,
    save_library_question,
)
from .lines import add_line, change_kind, drop_line, move_line, pick, restore_line, reword_line
from .listing import set_listed
from .live_findings import check_live
from .members import invite_member, invite_member_again, remove_member, set_blind, set_member, withdraw_member
from .proposing import refresh_proposals
from .review import ask_review, decide_review, take_back_review
from .schedule import (
    cancel_schedule,
    carry_out_schedule,
    close_expired_posting,
    give_up_schedule,
    schedule_posting,
)
from .state import archive_posting, close_posting, publish_posting, reopen_posting, working_text
from .telling import set_tell_moved_on
from .templates import (
    NotAgreed,
    Reach,
    TemplateChanged,
    detach_template,
    follow_template,
    reach_of,
    restore_template,
    retire_template,
    save_template,
)

__all__ = [
    "AboutRefused",
    "AlreadyDecided",
    "FactsSaved",
    "FindingGone",
    "FixRefused",
    "Fixed",
    "LineConflict",
    "NotAgreed",
    "NotReady",
    "QuestionConflict",
    "QuestionRefused",
    "Reach",
    "ReferenceMoved",
    "ReviewRefused",
    "SetByTemplate",
    "TemplateChanged",
    "TransitionRefused",
    "UndoRefused",
    "WavingRefused",
    "add_comment",
    "add_from_library",
    "add_line",
    "add_question",
    "add_to_sheet",
    "apply_fix",
    "archive_posting",
    "ask_about",
    "ask_review",
    "cancel_schedule",
    "carry_out_schedule",
    "change_kind",
    "check_live",
    "close_expired_posting",
    "close_posting",
    "copy_posting",
    "create_from_ad",
    "create_posting",
    "decide_review",
    "detach_template",
    "dismiss_proposal",
    "drop_line",
    "drop_question",
    "edit_question",
    "follow_template",
    "give_up_schedule",
    "invite_member",
    "invite_member_again",
    "keep_question",
    "let_go",
    "move_line",
    "move_question",
    "once",
    "pick",
    "prune_changes",
    "publish_posting",
    "reach_of",
    "redo_change",
    "refresh_proposals",
    "remember",
    "remove_member",
    "reopen_comments",
    "reopen_posting",
    "restore_library_question",
    "restore_line",
    "restore_question",
    "restore_template",
    "retire_library_question",
    "retire_template",
    "reword_line",
    "save_jurisdiction",
    "save_library_question",
    "save_template",
    "schedule_posting",
    "set_blind",
    "set_form_fields",
    "set_listed",
    "set_member",
    "set_tell_moved_on",
    "settle_about",
    "settle_comments",
    "settle_drift",
    "take_back_review",
    "take_waiver_back",
    "take_wording",
    "undo_change",
    "update_facts",
    "wave_off",
    "withdraw_member",
    "working_text",
]
