"""Everything that changes an application: the one door for its state, and the way in."""

from .answering import SentAnswer, sort_answers_anew
from .bulk import CalledBack, call_back, message_keys, move_chosen, reject_chosen, tag_chosen, undo_batch
from .contact import take_over_contact
from .erasing import erase_candidate
from .errors import MovedMeanwhile, MoveRefused, PostingClosed, ReasonChanged, ReasonRefused, StepRefused, StepsChanged
from .intake import LINKS_PER_HOUR, Receipt, Sent, find_sent, submit_application
from .merging import merge_candidates, undo_merge
from .messages import (
    TooLate,
    call_off,
    follow_address,
    give_up,
    remember_outcomes,
    resume_messages,
    send_again,
    stop_messages,
)
from .moved_on import TOLD_AFTER, tell_moved_on
from .moving import Moved, empty_step, move_application, move_applications, undo_move, undo_moves
from .own_data import OF_EMAIL, KeptForWork, LinkSpent, ask_for_data, find_link, prune_links, use_link
from .own_page import (
    MOST_DOCUMENTS,
    AddressTaken,
    ApplicationClosed,
    TooManyDocuments,
    add_own_document,
    change_email,
    correct_contact,
    offer_address,
)
from .pipeline import add_step, edit_step, place_step, remove_step, start_steps
from .reasons import place_reason, retire_reason, save_reason, take_back_reason
from .reminding import choose_reminders, remind_owners
from .replacing import keep_steps, save_step_template, use_steps
from .saving import find_form, forget_expired_forms, forget_forms, save_form
from .views import choose_columns, delete_view, rename_view, save_view
from .wording import save_message_template, take_shipped_words
from .writing import (
    DELAY,
    Answered,
    NotWritten,
    answer_all,
    reject_application,
    reject_applications,
    why_not,
    write_message,
)

__all__ = [
    "DELAY",
    "LINKS_PER_HOUR",
    "MOST_DOCUMENTS",
    "OF_EMAIL",
    "TOLD_AFTER",
    "AddressTaken",
    "Answered",
    "ApplicationClosed",
    "CalledBack",
    "KeptForWork",
    "LinkSpent",
    "MoveRefused",
    "Moved",
    "MovedMeanwhile",
    "NotWritten",
    "PostingClosed",
    "ReasonChanged",
    "ReasonRefused",
    "Receipt",
    "Sent",
    "SentAnswer",
    "StepRefused",
    "StepsChanged",
    "TooLate",
    "TooManyDocuments",
    "add_own_document",
    "add_step",
    "answer_all",
    "ask_for_data",
    "call_back",
    "call_off",
    "change_email",
    "choose_columns",
    "choose_reminders",
    "correct_contact",
    "delete_view",
    "edit_step",
    "empty_step",
    "erase_candidate",
    "find_form",
    "find_link",
    "find_sent",
    "follow_address",
    "forget_expired_forms",
    "forget_forms",
    "give_up",
    "keep_steps",
    "merge_candidates",
    "message_keys",
    "move_application",
    "move_applications",
    "move_chosen",
    "offer_address",
    "place_reason",
    "place_step",
    "prune_links",
    "reject_application",
    "reject_applications",
    "reject_chosen",
    "remember_outcomes",
    "remind_owners",
    "remove_step",
    "rename_view",
    "resume_messages",
    "retire_reason",
    "save_form",
    "save_message_template",
    "save_reason",
    "save_step_template",
    "save_view",
    "send_again",
    "sort_answers_anew",
    "start_steps",
    "stop_messages",
    "submit_application",
    "tag_chosen",
    "take_back_reason",
    "take_over_contact",
    "take_shipped_words",
    "tell_moved_on",
    "undo_batch",
    "undo_merge",
    "undo_move",
    "undo_moves",
    "use_link",
    "use_steps",
    "why_not",
    "write_message",
]
