import factory
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from accounts.models import Kind, User

PASSWORD = "correct horse battery"
SECRET = "JBSWY3DPEHPK3PXP"


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    class Params:
        curator = factory.Trait(kind=Kind.CURATOR)
        lead = factory.Trait(kind=Kind.LEAD)
        recruiter = factory.Trait(kind=Kind.RECRUITER)
        hiring_manager = factory.Trait(kind=Kind.HIRING_MANAGER)
        interviewer = factory.Trait(kind=Kind.INTERVIEWER)
        superuser = factory.Trait(is_superuser=True)
        invited = factory.Trait(password=None)

    email = factory.Sequence(lambda n: f"user{n}@example.com")
    name = factory.Sequence(lambda n: f"User {n}")

    # Not columns as they stand: the password is hashed (None: invited, not chosen yet), the kind is a group, the second
    # factor an authenticator app that knows SECRET.
    password = PASSWORD
    kind = ""
    second_factor = False

    @classmethod
    def _create(cls, model_class, *args, password, kind, second_factor, **kwargs):
        user = super()._create(model_class, *args, password=make_password(password), **kwargs)
        if kind:
            user.groups.add(Group.objects.get_or_create(name=kind)[0])
        if second_factor:
            TOTP.activate(user, SECRET)
        return user
