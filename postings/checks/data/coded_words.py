"""Stems of gender-coded English words.

Source: D. Gaucher, J. Friesen, A. C. Kay, “Evidence that gendered wording in job advertisements exists and sustains
gender inequality”, Journal of Personality and Social Psychology 101(1), 2011, appendix A; with the spellings and the
few additions (enthusias, inclusive, yield, share, sharin) that Gender Decoder by Kat Matfield counts.
"""


def _stems(text: str) -> frozenset[str]:
    return frozenset(text.split())


MASCULINE = _stems(
    """active adventurous aggress ambitio analy assert athlet autonom battle boast challeng champion compet confident
    courag decid decision decisive defend determin domina dominant driven fearless fight force greedy head-strong
    headstrong hierarch hostil impulsive independen individual intellect lead logic objective opinion outspoken persist
    principle reckless self-confiden self-relian self-sufficien selfconfiden selfrelian selfsufficien stubborn superior
    unreasonab"""
)
FEMININE = _stems(
    """affectionate agree cheer child co-operat collab commit communal compassion connect considerate cooperat depend
    emotiona empath enthusias feel flatterable gentle honest inclusive inter-dependen inter-persona inter-personal
    interdependen interpersona interpersonal kind kinship loyal modesty nag nurtur pleasant polite quiet respon sensitiv
    sharin share submissive support sympath tender together trust understand warm whin yield"""
)

# A product's name, not a word of the list, though it begins with a stem.
NOT_CODED = ("sharepoint",)

# Stems that a posting for this role can hardly do without; curators exempt them a role at a time.
EXEMPTABLE = {"cto": frozenset({"analy", "lead", "respon"})}
