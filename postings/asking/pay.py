"""Words that ask for past or present pay, in English and French: for the checks of a text, and for questions."""

from __future__ import annotations

import re

PAST_PAY = re.compile(
    r"\b(?:current|present|past|previous|prior|last|former|latest)\s+(?:\w+\s+)?(?:salar(?:y|ies)|pay|compensation|"
    r"remuneration|wages?|payslips?|pay\s?slips?|pay\s?stubs?|package)\b"
    r"(?!\s+(?:you\s+(?:published|shipped|released|built|maintain)|manager|version|registry|grid|bands?|structure|levels?|scale|polic|gap|review|system|of\s+(?:the\s+)?(?:team|engineers)))"
    r"|\b(?:salary|pay|wage|compensation)\s+history\b|\bproof\s+of\s+(?:salary|income|pay)\b"
    r"|\b(?:how\s+much|what)\s+(?:do|did)\s+you\s+(?:currently\s+)?(?:earn|make(?!\s+(?:of|with|sure)\b)|get\s+paid)\b"
    r"|\b(?:tell|let|say|state|share|include|mention)\b[^.!?\n]{0,20}?\b(?P<told>(?:how\s+much|what)\s+you\s+"
    r"(?:currently\s+|now\s+)?(?:earn(?:ed)?|(?:are|were)\s+(?:being\s+)?paid)(?:\s+(?:today|now|at\s+present))?)\b"
    r"|\b(?:salaires?|rémunérations?|package)\s+(?:actuel(?:le)?s?|précédente?s?|antérieure?s?|passée?s?)\b"
    r"|\bderni(?:er|ère)s?\s+(?:salaires?|rémunérations?|(?:bulletins?|fiches?)\s+de\s+pa[iy]e)\b"
    r"|\b(?:bulletins?|fiches?)\s+de\s+(?:paie|paye|salaire)s?\b|\bhistorique\s+(?:de\s+)?(?:vos\s+)?(?:salaires?|rémunération)"
    r"|\bcombien\s+(?:gagnez|gagniez|touchez)[- ]vous\b",
    re.IGNORECASE,
)
PAST_PAY_HINTS = (
    "salar",
    "salai",
    "pay",
    "paie",
    "compens",
    "remun",
    "rémun",
    "wage",
    "packag",
    "earn",
    "paid",
    "make",
    "income",
    "combien",
)
PAY_WORK = re.compile(
    r"\b(?:app|logiciel|outil|product|produit|software|platform|module|éditeur|automat\w+|généra\w+|generat\w+)\b",
    re.IGNORECASE,
)

# Wide on purpose: what it takes for a question about pay is hidden from interviewers, and from nobody else.
_ABOUT_PAY = re.compile(
    r"\b(?:salar(?:y|ies)|wages?|remunerations?|compensation|pay(?!\s+(?:off|down|back|attention|into|for|heed))|paid"
    r"|(?:pay|salary|comp|compensation|total)\s+packages?|ote|bonus(?:es)?|stock\s+options?|equity|shares\s+(?:do|would)"
    r"|(?:daily|day|hourly|monthly|yearly|annual)\s+(?:rate|fee|income)s?|(?:your|what)\s+(?:rate|fee)s?|earn(?:ings?)?"
    r"|how\s+much\s+(?:do|would|will|should)\s+you\s+(?:want|expect|like|hope|ask|need|charge|cost)"
    r"|salaires?|salarial(?:e|es)?|salariaux|r[ée]mun[ée]rations?|r[ée]mun[ée]r[ée]e?s?|pr[ée]tentions?|fourchette"
    r"|t\.?j\.?m|(?:taux|tarif|co[ûu]t)\s+(?:journalier|horaire)|(?:votre|vos|quels?)\s+tarifs?|primes?|bspce|actions\s+gratuites"
    r"|pay[ée]e?s?\s+combien|combien\s+(?:voulez|demandez|souhaitez|esp[ée]rez|attendez|co[ûu]tez|prenez)|gagner)\b",
    re.IGNORECASE,
)


def is_about_pay(*texts: str) -> bool:
    """Whether a question, with its explanation and the answers to choose from, is about the pay that somebody wants."""
    return any(_ABOUT_PAY.search(text) for text in texts)
