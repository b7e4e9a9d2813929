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
