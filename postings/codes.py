"""Short public codes that cannot be found by counting."""

import secrets

ALPHABET = "23456789bcdfghjkmnpqrstvwxz"  # no vowels, hence no words; nothing that looks like 0, 1 or l
LENGTH = 8  # 27 ** 8, about 2.8e11 codes


def new_code() -> str:
    """Return a random code of 8 characters, safe in an address."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
