from django.apps import AppConfig


class HouseConfig(AppConfig):
    """What ties the apps together; it may know them all."""

    name = "config"
    label = "config"

    def ready(self) -> None:
        from post_office.signals import email_queued

        from .tasks import hasten_mail

        email_queued.connect(hasten_mail, dispatch_uid="config.hasten_mail")
