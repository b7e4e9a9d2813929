"""What a column is about, guessed from its heading in English or French."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

SEVERAL = {"links", "tags"}  # what more than one column may be about

WORDS: dict[str, str] = {
    "name": "name|full name|fullname|candidate|candidate name|applicant|person|contact|display name"
    "|nom complet|nom et prenom|prenom et nom|candidat|personne",
    "first_name": "first name|firstname|given name|forename|first|prenom",
    "last_name": "last name|lastname|surname|family name|last|nom|nom de famille",
    "email": "email|e mail|mail|email address|e mail address|mail address|primary email|work email|courriel"
    "|adresse email|adresse e mail|adresse mail|adresse electronique",
    "phone": "phone|telephone|phone number|mobile|mobile phone|cell|cell phone|tel|gsm|portable|numero de telephone"
    "|tel portable|primary phone",
    "links": "link|links|url|urls|website|web site|site|homepage|profile|profile url|linkedin|linkedin url"
    "|linkedin profile|github|github url|portfolio|twitter|x|blog|lien|liens|site web"
    "|profil|profil linkedin|social media",
    "tags": "tag|tags|label|labels|keywords|etiquette|etiquettes|mots cles",
    "source": "source|origin|lead source|origine|provenance",
    "source_note": "source note|source details|sourced by|referrer|referred by|note source|precision source|coopteur",
    "headline": "headline|title|job title|current title|current position|position|role|poste|poste actuel|titre"
    "|fonction|intitule|metier",
    "summary": "summary|about|bio|profile summary|resume text|presentation|a propos|description|biographie",
    "address": "address|street|street address|adresse|rue",
    "postal_code": "postal code|postcode|zip|zip code|code postal|cp",
    "city": "city|town|location|current location|ville|lieu|localisation|commune",
    "region": "region|state|county|province|departement",
    "country": "country|country code|pays|code pays",
    "resume": "resume json|json resume|resume",
}
FIELDS = {word: field for field, words in WORDS.items() for word in words.split("|")}


def guess_mapping(header: Sequence[str]) -> list[str]:
    """Return the field of each column, empty where it isn't known; each field once, except those of SEVERAL."""
    mapping, used = [], set()
    for heading in header:
        field = FIELDS.get(_plain(heading), "")
        if field in used and field not in SEVERAL:
            field = ""
        used.add(field)
        mapping.append(field)
    if "last_name" in used and "first_name" not in used and "name" not in used:  # “Nom” alone is the whole name
        mapping[mapping.index("last_name")] = "name"
    return mapping


def _plain(heading: str) -> str:
    """Return a heading in lower case, without accents, its words one space apart."""
    letters = unicodedata.normalize("NFKD", heading).casefold()
    return " ".join(re.findall(r"[a-z0-9]+", "".join(c for c in letters if not unicodedata.combining(c))))
