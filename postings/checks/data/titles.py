"""Titles of other roles, and words of a title that read as a stage: house knowledge, from reading real postings."""

import re


def _of(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


# For a role's key: the titles of roles beside it, with the stages that they mostly stand for where that is known.
OTHER_ROLES = {
    "cto": (
        (_of(r"(?:s?vp|vice[- ]president)(?:\s+of|,)?\s+(?:engineering|technology)|vp\s+(?:eng|tech|r&d)"), {2, 3}),
        (_of(r"head\s+of\s+(?:engineering|technology|tech|software|development|r&d)"), {2, 3}),
        (_of(r"director\s+of\s+(?:engineering|software)|engineering\s+director"), {3}),
        (_of(r"engineering\s+manager|development\s+manager|software\s+manager"), {2}),
        (_of(r"(?:lead|senior|principal|staff|founding)\s+(?:software\s+|full[- ]?stack\s+|back[- ]?end\s+)?"
             r"(?:dev(?:eloper)?|engineer)"), {1}),
        (_of(r"tech(?:nical)?\s+lead|lead\s+(?:tech|technique)|lead\s+dév?e?l?o?p?p?e?u?r?"), {1}),
        (_of(r"(?:software|full[- ]?stack|back[- ]?end|front[- ]?end)\s+(?:developer|engineer)"), {1}),
        (_of(r"(?:software|solutions?|enterprise)\s+architect|architecte\s+(?:logiciel|solutions?)"), set()),
        (_of(r"chief\s+information\s+officer|cio|dsi|directeur\w*\s+des\s+systèmes\s+d['’]information"), {3}),
        (_of(r"chief\s+product\s+officer|cpo|head\s+of\s+product"), set()),
        (_of(r"product\s+(?:manager|owner)|chef\w*\s+de\s+produit"), set()),
        (_of(r"chief\s+data\s+officer|chief\s+information\s+security\s+officer|ciso|rssi"), set()),
        (_of(r"it\s+(?:manager|director)|responsable\s+informatique|chef\w*\s+de\s+projet"), set()),
        (_of(r"directeur\w*\s+(?:de\s+l['’])?ingénierie|responsable\s+(?:du\s+)?développement"), {2, 3}),
    )
}  # fmt: skip

STAGE_WORDS = (
    (_of(r"founding|co-?founder|co-?founding|first\s+(?:technical\s+)?hire|co-?fondat\w+|première\s+recrue"), {1}),
    (_of(r"player[- ]coach"), {2}),
    (_of(r"hands[- ]on"), {1, 2}),
    (_of(r"group|global|worldwide|groupe|monde"), {3}),
)
