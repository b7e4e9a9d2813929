"""Contents for tests of pure rules: the least that is valid, changed by keyword."""

from datetime import date
from decimal import Decimal

from postings.content import Content, ContentCompany, ContentLine, ContentStage, Pay
from postings.places import Place

STAGE = ContentStage(
    role_key="cto", role_abbreviation="CTO", number=2, name="Growing team", phase="Growth", summary="Half and half."
)


def content(**fields) -> Content:
    """A content that may be published."""
    defaults = {
        "title": "Chief Technical Officer",
        "language": "en",
        "stage": STAGE,
        "company": ContentCompany(name="Marée"),
        "places": (Place("Nantes", "FR"),),
        "remote": "hybrid",
        "contract": "permanent",
        "contact_name": "Claire Morel",
        "contact_email": "claire@example.com",
        "lines": tuple(line(number, f"You carry out mission {number}.") for number in (1, 2, 3)),
    }
    return Content(**(defaults | fields))


def line(number: int, text: str, kind: str = "mission", **fields) -> ContentLine:
    return ContentLine(id=number, kind=kind, text=text, **fields)


FULL = content(
    summary="You take over a product in use.",
    starts_on=date(2027, 1, 4),
    closes_on=date(2026, 12, 15),
    pay=Pay("EUR", "year", Decimal("85000.00"), Decimal("105000.00")),
    pay_note="plus shares",
    benefits="- 30 days of holiday",
    process=("A call.", "A paid working session."),
    answer_days=10,
    company=ContentCompany(
        name="Marée", website="https://maree.example", description="Fish markets.", people=22, engineers=6
    ),
    lines=(
        line(1, "You recruit.", mission="recruit", source_text="You recruit engineers.", technical_percent=20),
        line(2, "You code.", mission="code", source_text="You code.", technical_percent=90),
        line(3, "You plan."),
        line(4, "You communicate.", kind="must", skill="communication", source_text="You communicate."),
    ),
)
