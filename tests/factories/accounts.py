import factory
from django.contrib.auth.models import Group

from accounts.models import Kind, User

PASSWORD = "correct horse battery"


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        curator = factory.Trait(kind=Kind.CURATOR)
        lead = factory.Trait(kind=Kind.LEAD)
        recruiter = factory.Trait(kind=Kind.RECRUITER)
        hiring_manager = factory.Trait(kind=Kind.HIRING_MANAGER)
        interviewer = factory.Trait(kind=Kind.INTERVIEWER)
        superuser = factory.Trait(is_superuser=True)

    email = factory.Sequence(lambda n: f"user{n}@example.com")
    name = factory.Sequence(lambda n: f"User {n}")

    @factory.post_generation
    def password(self, create, extracted, **kwargs):
        # One fast hash for all (settings under test use MD5); a test that signs in through the form needs it.
        self.set_password(extracted or PASSWORD)
        self.save(update_fields=["password"])

    @factory.post_generation
    def kind(self, create, extracted, **kwargs):
        if extracted:
            self.groups.add(Group.objects.get_or_create(name=extracted)[0])
