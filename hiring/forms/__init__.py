"""The apply form, and the forms that decide on an application."""

from .apply import ApplyForm
from .deciding import MoveForm, RejectForm, move_form
from .fields import CvField, TextField, TrapInput

__all__ = ["ApplyForm", "CvField", "MoveForm", "RejectForm", "TextField", "TrapInput", "move_form"]
