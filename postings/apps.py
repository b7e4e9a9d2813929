from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PostingsConfig(AppConfig):
    name = "postings"
    verbose_name = _("postings")

    def ready(self) -> None:
        from .jurisdictions import fill_jurisdictions

        post_migrate.connect(fill_jurisdictions, sender=self, dispatch_uid="postings.jurisdictions")
