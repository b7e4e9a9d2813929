from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class HiringConfig(AppConfig):
    name = "hiring"
    verbose_name = _("hiring")

    def ready(self) -> None:
        from candidates.sweep import add_holder
        from postings.signals import knock_out_changed

        from .models import SavedFile
        from .models.saved_form import FOLDER
        from .receivers import sort_anew
        from .search import watch_changes
        from .shipped import fill_templates

        add_holder(FOLDER, SavedFile)

        knock_out_changed.connect(sort_anew, dispatch_uid="hiring.sort_anew")
        watch_changes()
        post_migrate.connect(fill_templates, sender=self, dispatch_uid="hiring.messages")
