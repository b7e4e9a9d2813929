"""Mails that come in: whose reply one is, and its words (docs/adr/023).

`addresses` makes and reads the address that replies go to, `reading` takes a mail apart, `words` tells what is new in
it from what it quotes. All are pure; `hiring.actions.incoming` does something about it.
"""
