"""The apply form, and the forms that decide on an application."""

from .apply import ApplyForm
from .board import ToStepForm
from .deciding import MoveForm, RejectForm, move_form
from .fields import CvField, TextField, TrapInput
from .importing import ConfirmImportForm, ImportFileForm, MappingForm
from .merging import MergeForm
from .messages import AnswerAllForm, MessageTemplateForm, TemplatePreviewForm, WriteForm, check_fields
from .notes import NoteForm
from .own_page import ContactForm, DocumentForm, NewEmailForm
from .privacy import AskDataForm, HoldForm
from .reasons import ReasonForm
from .sourcing import AddCandidateForm, TellForm, ToldForm
from .steps import KeepStepsForm, RemoveStepForm, StepForm, UseStepsForm
from .tags import AgreeForm, RenameTagForm, TagsForm

__all__ = [
    "AddCandidateForm",
    "AgreeForm",
    "AnswerAllForm",
    "ApplyForm",
    "AskDataForm",
    "ConfirmImportForm",
    "ContactForm",
    "CvField",
    "DocumentForm",
    "HoldForm",
    "ImportFileForm",
    "KeepStepsForm",
    "MappingForm",
    "MergeForm",
    "MessageTemplateForm",
    "MoveForm",
    "NewEmailForm",
    "NoteForm",
    "ReasonForm",
    "RejectForm",
    "RemoveStepForm",
    "RenameTagForm",
    "StepForm",
    "TagsForm",
    "TellForm",
    "TemplatePreviewForm",
    "TextField",
    "ToStepForm",
    "ToldForm",
    "TrapInput",
    "UseStepsForm",
    "WriteForm",
    "check_fields",
    "move_form",
]
