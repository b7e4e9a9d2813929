"""A posting as schema.org JobPosting, for search engines.

Property names and values: https://schema.org/JobPosting and Google's structured-data guide for job
postings, which asks for the description as HTML and for `TELECOMMUTE` only where all work is remote.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from .choices import Contract, Period, Remote
from .content import Content
from .places import Place

if TYPE_CHECKING:
    from .models import Version

EMPLOYMENT = {
    Contract.PERMANENT: "FULL_TIME",
    Contract.FIXED_TERM: "TEMPORARY",
    Contract.FREELANCE: "CONTRACTOR",
    Contract.FOUNDER: "OTHER",
}
UNIT = {Period.YEAR: "YEAR", Period.MONTH: "MONTH", Period.DAY: "DAY", Period.HOUR: "HOUR"}


def script_text(data: dict[str, Any]) -> SafeString:
    """Return the data as JSON for a `<script>`: nothing in it can end the element or open another."""
    text = json.dumps(data, ensure_ascii=False)
    return mark_safe(text.translate({ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}))


def job_posting(version: Version, *, code: str, url: str) -> dict[str, Any]:
    """Return the JobPosting of a version; only what the posting says, nothing guessed."""
    content = Content.from_data(version.content)
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": content.title,
        "description": description(content),
        "datePosted": timezone.localdate(version.published_at).isoformat(),
        "identifier": {"@type": "PropertyValue", "name": "Rolecraft", "value": code},
        "hiringOrganization": {"@type": "Organization", "name": content.company.name},
        "employmentType": EMPLOYMENT[Contract(content.contract)],
        "directApply": True,
        "url": url,
    }
    if content.company.website:
        data["hiringOrganization"]["sameAs"] = content.company.website
    if content.closes_on:
        data["validThrough"] = f"{content.closes_on.isoformat()}T23:59:59"
    if content.starts_on:
        data["jobStartDate"] = content.starts_on.isoformat()
    if content.places:
        data["jobLocation"] = [_location(place) for place in content.places]
    if content.remote == Remote.REMOTE:
        data["jobLocationType"] = "TELECOMMUTE"
        countries = sorted({place.country for place in content.places} or {content.company.country} - {""})
        if countries:
            data["applicantLocationRequirements"] = [{"@type": "Country", "name": code} for code in countries]
    if content.pay:
        value: dict[str, Any] = {"@type": "QuantitativeValue", "unitText": UNIT[Period(content.pay.period)]}
        value |= {"minValue": float(content.pay.min)} if content.pay.min is not None else {}
        value |= {"maxValue": float(content.pay.max)} if content.pay.max is not None else {}
        data["baseSalary"] = {"@type": "MonetaryAmount", "currency": content.pay.currency, "value": value}
    return data


def _location(place: Place) -> dict[str, Any]:
    address = {"@type": "PostalAddress", "addressLocality": place.locality, "addressCountry": place.country}
    if place.region:
        address["addressRegion"] = place.region
    return {"@type": "Place", "address": address}


def description(content: Content) -> str:
    """Return the posting's text as plain HTML, headings in the language in use."""
    return render_to_string("postings/jsonld_description.html", {"content": content})
