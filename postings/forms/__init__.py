"""Forms of the studio: parsing, validation and choices; what they save goes through the actions."""

from .ad import AdForm
from .asking import FormFieldsForm, QuestionForm
from .company import CompanyForm
from .copying import CopyForm
from .drift import DriftForm
from .facts import FactsForm
from .findings import AboutForm, FixForm, WaiveForm
from .helper import NOTHING, PlainHelper
from .lines import LineForm, NewLineForm
from .new import FactsOfCompanyForm, FromAdForm, NewPostingForm
from .once import FormKeyField, OnceForm
from .review import AskForm, CommentForm, DecideForm
from .schedule import ListingForm, ScheduleForm
from .state import CloseForm
from .team import MemberForm, PartForm
from .telling import TellMovedOnForm
from .template import TemplateForm

__all__ = [
    "NOTHING",
    "AboutForm",
    "AdForm",
    "AskForm",
    "CloseForm",
    "CommentForm",
    "CompanyForm",
    "CopyForm",
    "DecideForm",
    "DriftForm",
    "FactsForm",
    "FactsOfCompanyForm",
    "FixForm",
    "FormFieldsForm",
    "FormKeyField",
    "FromAdForm",
    "LineForm",
    "ListingForm",
    "MemberForm",
    "NewLineForm",
    "NewPostingForm",
    "OnceForm",
    "PartForm",
    "PlainHelper",
    "QuestionForm",
    "ScheduleForm",
    "TellMovedOnForm",
    "TemplateForm",
    "WaiveForm",
]
