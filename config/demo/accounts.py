"""The people who sign in to the demo, and their password."""

from typing import NamedTuple

from accounts.models import Kind

PASSWORD = "three-stages-demo"  # noqa: S105 printed for everyone, refused in production


class Account(NamedTuple):
    email: str
    name: str
    kind: Kind | None
    what: str


ACCOUNTS = [
    Account("admin@example.com", "Adaeze Obi", None, "everything: studio and admin"),
    Account("lead@example.com", "Lena Vogel", Kind.LEAD, "lead: every posting, insights, admin"),
    Account("curator@example.com", "Camille Roux", Kind.CURATOR, "curator: the reference sheets, in the admin"),
    Account("recruiter@example.com", "Ruben Castillo", Kind.RECRUITER, "recruiter: drafts, publishes, hires"),
    Account("manager@example.com", "Mei Tanaka", Kind.HIRING_MANAGER, "hiring manager: member of one posting"),
    Account("interviewer@example.com", "Ismaël Haddad", Kind.INTERVIEWER, "interviewer: member of one posting"),
]
