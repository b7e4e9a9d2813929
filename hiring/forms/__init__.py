"""The apply form, and the forms that decide on an application."""

from .apply import ApplyForm
from .deciding import MoveForm, RejectForm, move_form
from .fields import CvField, TextField, TrapInput
from .importing import ConfirmImportForm, ImportFileForm, MappingForm
from .privacy import AskDataForm, HoldForm

__all__ = [
    "ApplyForm",
    "AskDataForm",
    "ConfirmImportForm",
    "CvField",
    "HoldForm",
    "ImportFileForm",
    "MappingForm",
    "MoveForm",
    "RejectForm",
    "TextField",
    "TrapInput",
    "move_form",
]
