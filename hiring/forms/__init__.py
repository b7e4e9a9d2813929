"""The apply form, and the forms that decide on an application."""

from .apply import ApplyForm
from .deciding import MoveForm, RejectForm, move_form
from .fields import CvField, FormKeyField, TextField, TrapInput

__all__ = ["ApplyForm", "CvField", "FormKeyField", "MoveForm", "RejectForm", "TextField", "TrapInput", "move_form"]
