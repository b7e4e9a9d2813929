import factory

from roles import models


class RoleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Role
        django_get_or_create = ("key",)

    key = "cto"
    title_en = "Chief Technical Officer"
    title_fr = "Direction technique"
    abbreviation = "CTO"
    summary_en = "Guards the technical team."
    summary_fr = "Garde l’équipe technique."


class StageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Stage
        django_get_or_create = ("role", "number")

    role = factory.SubFactory(RoleFactory)
    number = 2
    name_en = factory.LazyAttribute(lambda stage: f"Stage {stage.number}")
    name_fr = factory.LazyAttribute(lambda stage: f"Étape {stage.number}")
    phase_en = "Growing company"
    summary_en = "Half technology, half management."
    lean = models.Lean.BALANCED


class MissionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Mission
        skip_postgeneration_save = True

    role = factory.SubFactory(RoleFactory)
    key = factory.Sequence(lambda n: f"mission-{n}")
    statement_en = factory.LazyAttribute(lambda mission: f"Statement of {mission.key}")
    line_en = factory.LazyAttribute(lambda mission: f"You carry out {mission.key}.")
    line_fr = factory.LazyAttribute(lambda mission: f"Vous menez {mission.key}.")
    area = models.Area.TECHNICAL
    technical_percent = 50
    order = factory.Sequence(int)

    @factory.post_generation
    def at(self, create, extracted, **kwargs):
        """`at={stage: "core"}` says at which stages, and how much."""
        for stage, weight in (extracted or {}).items():
            models.MissionStage.objects.create(mission=self, stage=stage, weight=weight)


class SkillFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Skill
        skip_postgeneration_save = True

    role = factory.SubFactory(RoleFactory)
    key = factory.Sequence(lambda n: f"skill-{n}")
    kind = models.Skill.Kind.SOFT
    name_en = factory.LazyAttribute(lambda skill: f"Name of {skill.key}")
    line_en = factory.LazyAttribute(lambda skill: f"You have {skill.key}.")
    line_fr = factory.LazyAttribute(lambda skill: f"Vous avez {skill.key}.")
    order = factory.Sequence(int)

    @factory.post_generation
    def at(self, create, extracted, **kwargs):
        """`at={stage: "essential"}` says at which stages, and how much."""
        for stage, importance in (extracted or {}).items():
            models.SkillStage.objects.create(skill=self, stage=stage, importance=importance)


class SectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Section

    role = factory.SubFactory(RoleFactory)
    key = factory.Sequence(lambda n: f"section-{n}")
    question_en = factory.LazyAttribute(lambda section: f"Question of {section.key}?")
    answer_en = factory.LazyAttribute(lambda section: f"Answer of {section.key}.")
    order = factory.Sequence(int)


class CollaboratorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Collaborator
        skip_postgeneration_save = True

    role = factory.SubFactory(RoleFactory)
    key = factory.Sequence(lambda n: f"collaborator-{n}")
    name_en = factory.LazyAttribute(lambda collaborator: f"Name of {collaborator.key}")
    description_en = factory.LazyAttribute(lambda collaborator: f"Description of {collaborator.key}.")
    order = factory.Sequence(int)

    @factory.post_generation
    def at(self, create, extracted, **kwargs):
        """`at={stage: "They talk daily."}` says at which stages, and how."""
        for stage, how in (extracted or {}).items():
            models.CollaboratorStage.objects.create(collaborator=self, stage=stage, how_en=how)
