from django.apps import AppConfig
from django.db.models.signals import post_migrate, post_save
from django.utils.translation import gettext_lazy as _


class HiringConfig(AppConfig):
    name = "hiring"
    verbose_name = _("hiring")

    def ready(self) -> None:
        from candidates.signals import address_changed
        from candidates.sweep import add_holder
        from postings.models import Posting
        from postings.signals import blind_changed, knock_out_changed, member_left

        from . import checks  # noqa: F401 it registers itself
        from .models import SavedFile
        from .models.saved_form import FOLDER
        from .receivers import find_anew, give_steps, send_after, sort_anew, take_off
        from .search import watch_changes
        from .shipped import fill_templates
        from .shipped.reasons import fill_reasons

        add_holder(FOLDER, SavedFile)

        knock_out_changed.connect(sort_anew, dispatch_uid="hiring.sort_anew")
        post_save.connect(give_steps, sender=Posting, dispatch_uid="hiring.give_steps")
        member_left.connect(take_off, dispatch_uid="hiring.take_off")
        blind_changed.connect(find_anew, dispatch_uid="hiring.find_anew")
        address_changed.connect(send_after, dispatch_uid="hiring.send_after")
        watch_changes()
        post_migrate.connect(fill_templates, sender=self, dispatch_uid="hiring.messages")
        post_migrate.connect(fill_reasons, sender=self, dispatch_uid="hiring.reasons")
