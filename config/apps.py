from django.apps import AppConfig


class HouseConfig(AppConfig):
    """What ties the apps together; it may know them all."""

    name = "config"
    label = "config"

    def ready(self) -> None:
        from django.db.models.signals import post_save
        from post_office.signals import email_queued

        from candidates.signals import candidate_erased, search_due

        from .forgetting import forget_sent_mail
        from .tasks import hasten_indexing, hasten_mail, hasten_reading

        email_queued.connect(hasten_mail, dispatch_uid="config.hasten_mail")
        post_save.connect(hasten_reading, sender="candidates.Document", dispatch_uid="config.hasten_reading")
        post_save.connect(hasten_indexing, sender="candidates.Candidate", dispatch_uid="config.hasten_indexing")
        search_due.connect(hasten_indexing, dispatch_uid="config.hasten_indexing")
        candidate_erased.connect(forget_sent_mail, dispatch_uid="config.forget_sent_mail")
