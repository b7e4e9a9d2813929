"""The apply form, and the forms that decide on an application."""

from .apply import ApplyForm
from .deciding import MoveForm, RejectForm, move_form
from .fields import CvField, TextField, TrapInput
from .importing import ConfirmImportForm, ImportFileForm, MappingForm
from .privacy import AskDataForm, HoldForm
from .sourcing import AddCandidateForm, TellForm, ToldForm

__all__ = [
    "AddCandidateForm",
    "ApplyForm",
    "AskDataForm",
    "ConfirmImportForm",
    "CvField",
    "HoldForm",
    "ImportFileForm",
    "MappingForm",
    "MoveForm",
    "RejectForm",
    "TellForm",
    "TextField",
    "ToldForm",
    "TrapInput",
    "move_form",
]
