"""A mail server that is down, hangs up or refuses: the application counts, its message waits, and goes out once."""

import socket
import socketserver
import threading
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from post_office.models import STATUS, Email

from config import mail
from hiring.models import Application
from tests.factories.candidates import PDF
from tests.factories.postings import PostingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


class Smtp(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as it takes; the server's `mood` says where it goes wrong."""

    def handle(self):
        if self.server.mood == "hangs up":
            return
        self.say("220 test")
        while line := self.rfile.readline():
            command = line[:4].upper()
            if command == b"DATA":
                self.take_message()
            elif command == b"QUIT":
                self.say("221 bye")
                return
            elif command == b"RCPT" and self.server.mood == "refuses":
                self.say("451 later")
            else:
                self.say("250 fine")

    def take_message(self):
        if self.server.mood == "hangs up in the middle":
            return self.connection.shutdown(socket.SHUT_RDWR)
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line)
        self.server.taken.append(b"".join(lines))
        self.say("250 taken")
        return None

    def say(self, words):
        self.wfile.write(words.encode() + b"\r\n")


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = allow_reuse_address = True
    mood = ""

    def __init__(self, port: int):
        super().__init__(("127.0.0.1", port), Smtp)
        self.taken: list[bytes] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()


@pytest.fixture
def server(settings):
    """A mail server; messages go there."""
    with Server(0) as server:
        settings.POST_OFFICE = settings.POST_OFFICE | {
            "BACKENDS": {"default": "django.core.mail.backends.smtp.EmailBackend"}
        }
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_TIMEOUT = 5
        yield server
        server.shutdown()


def apply(client):
    posting = PostingFactory(published=True)
    url = reverse("hiring:apply", args=[posting.live_version.slug, posting.code])
    page = client.get(url).content.decode()
    form = {"form_key": "", "name": "Ada Lovelace", "email": "ada@example.com", "cv": SimpleUploadedFile("a.pdf", PDF)}
    for field in client.get(url).context["form"].hidden_fields():
        form[field.name] = field.value() or ""
    assert "Send my application" in page
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        return client.post(url, form)


@pytest.mark.parametrize("mood", ["down", "hangs up", "hangs up in the middle", "refuses"])
def test_the_application_counts_and_its_message_goes_out_once_when_the_server_is_back(client, server, mood, settings):
    right = server.server_address[1]
    server.mood = mood
    if mood == "down":
        with socket.socket() as nobody:  # a port that was just let go refuses
            nobody.bind(("127.0.0.1", 0))
            settings.EMAIL_PORT = nobody.getsockname()[1]

    answer = apply(client)
    sent = mail.send_waiting()

    application, email = Application.objects.get(), Email.objects.get()
    assert answer["Location"] == reverse("hiring:mine", args=[application.token])
    assert client.get(answer["Location"]).status_code == 200
    assert (sent, email.status, server.taken) == (0, STATUS.requeued, [])

    server.mood, settings.EMAIL_PORT = "", right
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        counts = [mail.send_waiting() for _time in range(3)]

    email.refresh_from_db()
    assert (counts, email.status, len(server.taken)) == ([1, 0, 0], STATUS.sent, 1)
    assert b"To: ada@example.com" in server.taken[0]
