"""What happens between a candidate and a posting."""

from .answer import Answer
from .application import Application, Move, new_token
from .assignment import Assignment
from .batch import Batch
from .data_link import DataLink
from .interview import PLACE_MAX, Interview
from .message import Message, MessageTemplate, MessageWish
from .note import NOTE_FILES_MAX, NOTE_MAX, Mention, Note, NoteFile
from .own_page import AddedDocument, ContactChange
from .rejection_reason import RejectionReason
from .reminder import Reminder, ReminderChoice
from .saved_form import SavedFile, SavedForm
from .saved_search import SavedSearch
from .saved_view import SavedView
from .scorecard import SCORECARD_MAX, Scorecard
from .step import Step
from .step_template import StepTemplate

__all__ = [
    "NOTE_FILES_MAX",
    "NOTE_MAX",
    "PLACE_MAX",
    "SCORECARD_MAX",
    "AddedDocument",
    "Answer",
    "Application",
    "Assignment",
    "Batch",
    "ContactChange",
    "DataLink",
    "Interview",
    "Mention",
    "Message",
    "MessageTemplate",
    "MessageWish",
    "Move",
    "Note",
    "NoteFile",
    "RejectionReason",
    "Reminder",
    "ReminderChoice",
    "SavedFile",
    "SavedForm",
    "SavedSearch",
    "SavedView",
    "Scorecard",
    "Step",
    "StepTemplate",
    "new_token",
]
