"""The reference's translated fields, and its history.

History is registered here, after the translated fields exist: a history declared on a model
lacks the language columns, and every save would fail.
"""

import simple_history
from modeltranslation.translator import TranslationOptions, translator

from . import models

TRANSLATED = {
    models.Role: ("title", "other_titles", "family", "summary"),
    models.Code: ("label",),
    models.Section: ("question", "answer"),
    models.Stage: ("name", "phase", "summary"),
    models.Mission: ("statement", "line", "cues"),
    models.Skill: ("name", "line", "cues"),
    models.Sign: ("reason",),
    models.Collaborator: ("name", "description"),
    models.CollaboratorStage: ("how",),
    models.Training: ("name", "description"),
    models.CareerStep: ("title", "description"),
}

for model, fields in TRANSLATED.items():
    options = {"fields": fields, "required_languages": ("en", "fr")}
    translator.register(model, type(f"{model.__name__}Options", (TranslationOptions,), options))

for model in [*TRANSLATED, models.MissionStage, models.SkillStage]:
    simple_history.register(model, app="roles")
