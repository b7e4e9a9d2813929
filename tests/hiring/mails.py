"""Mails as the usual programs send them, in English and French: what is new in each, and what it quotes."""

from __future__ import annotations

from dataclasses import dataclass

TO = "replies+{token}@jobs.example.com"


@dataclass(frozen=True)
class Sample:
    """A mail as it comes in, with `{token}` and `{id}` to fill, the words that are new, a word of what it quotes."""

    raw: str
    new: str
    quotes: str = "When may we call?"
    files: tuple[str, ...] = ()

    def filled(self, *, token: str = "x" * 42, id: str = "0" * 32) -> bytes:
        return self.raw.lstrip("\n").replace("{token}", token).replace("{id}", id).replace("\n", "\r\n").encode()


HEAD = """
From: Ada Lovelace <ada@example.com>
To: Claire <replies+{token}@jobs.example.com>
Subject: Re: When may we call?
Date: Mon, 2 Mar 2026 14:30:00 +0100
Message-ID: <CAF=abc123@mail.example.com>
In-Reply-To: <{id}@localhost>
References: <{id}@localhost>
MIME-Version: 1.0
"""

GMAIL = Sample(
    HEAD
    + """Content-Type: multipart/alternative; boundary="000000000000a1"

--000000000000a1
Content-Type: text/plain; charset="UTF-8"

On Monday, please.

Ada

On Mon, Mar 2, 2026 at 10:12 AM Claire from Marée <jobs@example.com>
wrote:

> Hello Ada,
>
> When may we call?
>

--000000000000a1
Content-Type: text/html; charset="UTF-8"

<div dir="ltr">On Monday, please.<div>Ada</div></div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On
Mon, Mar 2, 2026 at 10:12 AM Claire &lt;<a href="mailto:jobs@example.com">jobs@example.com</a>&gt; wrote:<br></div>
<blockquote class="gmail_quote">When may we call?</blockquote></div>

--000000000000a1--
""",
    "On Monday, please.\n\nAda",
)

GMAIL_FRENCH = Sample(
    HEAD
    + """Content-Type: text/plain; charset="UTF-8"
Content-Transfer-Encoding: quoted-printable

Lundi, =C3=A7a me va.

Le lun. 2 mars 2026 =C3=A0 10:12, Claire de Mar=C3=A9e <jobs@example.com> a
=C3=A9crit=C2=A0:

> Bonjour,
>
> When may we call?
""",
    "Lundi, ça me va.",
)

GMAIL_HTML = Sample(
    HEAD
    + """Content-Type: text/html; charset="UTF-8"

<html><head><style>p{color:red}</style></head><body><div dir="ltr"><p>On Monday,</p><p>please &amp; thanks.</p></div>
<div class="gmail_quote gmail_quote_container"><div class="gmail_attr">On Mon, Claire wrote:</div>
<blockquote>When may we call?<script>alert(1)</script></blockquote></div></body></html>
""",
    "On Monday,\n\nplease & thanks.",
)

OUTLOOK = Sample(
    HEAD
    + """Content-Type: multipart/related; boundary="_004_"; type="multipart/alternative"

--_004_
Content-Type: multipart/alternative; boundary="_000_"

--_000_
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

On Monday, please.

Kind regards
Ada

________________________________
From: Claire from Mar=E9e <jobs@example.com>
Sent: Monday, March 2, 2026 10:12 AM
To: Ada Lovelace <ada@example.com>
Subject: When may we call?

Hello Ada,

When may we call?

--_000_
Content-Type: text/html; charset="iso-8859-1"

<p>On Monday, please.</p>

--_000_--

--_004_
Content-Type: image/png; name="image001.png"
Content-Disposition: inline; filename="image001.png"
Content-ID: <image001.png@01D>
Content-Transfer-Encoding: base64

iVBORw0KGgo=

--_004_--
""",
    "On Monday, please.\n\nKind regards\nAda",
)

OUTLOOK_FRENCH = Sample(
    HEAD
    + """Content-Type: text/plain; charset="Windows-1252"
Content-Transfer-Encoding: quoted-printable

Lundi, =E7a me va.

De : Claire de Mar=E9e <jobs@example.com>
Envoy=E9 : lundi 2 mars 2026 10:12
=C0 : Ada Lovelace <ada@example.com>
Objet : When may we call?

When may we call?
""",
    "Lundi, ça me va.",
)

OUTLOOK_HTML = Sample(
    HEAD
    + """Content-Type: text/html; charset="utf-8"

<html xmlns:o="urn:schemas-microsoft-com:office:office"><body lang="EN-GB"><!--[if mso]><xml></xml><![endif]-->
<div class="elementToProof">On Monday, please.<o:p></o:p></div>
<div id="appendonsend"></div><hr><div id="divRplyFwdMsg" dir="ltr"><b>From:</b> Claire<br><b>Sent:</b> Monday<br></div>
<div>When may we call?</div></body></html>
""",
    "On Monday, please.",
)

OUTLOOK_OLD = Sample(
    HEAD
    + """Content-Type: text/plain; charset="us-ascii"

On Monday, please.

-----Original Message-----
From: Claire
Sent: Monday
When may we call?
""",
    "On Monday, please.",
)

APPLE = Sample(
    HEAD
    + """Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit
X-Mailer: Apple Mail (2.3774)

On Monday, please.

Sent from my iPhone

> On 2 Mar 2026, at 10:12, Claire from Marée <jobs@example.com> wrote:
>
> Hello Ada,
> When may we call?
""",
    "On Monday, please.\n\nSent from my iPhone",
)

APPLE_FRENCH = Sample(
    HEAD
    + """Content-Type: multipart/mixed; boundary="Apple-Mail-1"

--Apple-Mail-1
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Lundi, ça me va. Mon CV est joint.

--Apple-Mail-1
Content-Type: application/pdf; name="=?utf-8?Q?CV_Ada_=C3=A9t=C3=A9.pdf?="
Content-Disposition: attachment; filename="=?utf-8?Q?CV_Ada_=C3=A9t=C3=A9.pdf?="
Content-Transfer-Encoding: base64

JVBERi0xLjQK

--Apple-Mail-1
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit


> Le 2 mars 2026 à 10:12, Claire de Marée <jobs@example.com> a écrit :
>
> When may we call?

--Apple-Mail-1--
""",
    "Lundi, ça me va. Mon CV est joint.",
    files=("CV Ada été.pdf",),
)

FLOWED = Sample(
    HEAD
    + """Content-Type: text/plain; charset=utf-8; format=flowed

On Monday, please, but not before ten 
o'clock.

On 02/03/2026 10:12, Claire wrote:
> Hello Ada,
> When may we call?
""",  # noqa: W291 a line that goes on ends with a space
    "On Monday, please, but not before ten o'clock.",
)

BETWEEN = Sample(
    HEAD
    + """Content-Type: text/plain; charset=utf-8

On Mon, Claire wrote:
> When may we call?
On Monday.
> Where?
At home.
""",
    "On Mon, Claire wrote:\n> When may we call?\nOn Monday.\n> Where?\nAt home.",
    quotes="",
)

FORWARDED = Sample(
    HEAD
    + """Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/plain; charset=utf-8

See what they say.

--b
Content-Type: message/rfc822

From: eve@example.com
Subject: Secret

Not the candidate's words.

--b--
""",
    "See what they say.",
    quotes="",
    files=("message/rfc822",),
)

SAMPLES = {
    "Gmail": GMAIL,
    "Gmail, French": GMAIL_FRENCH,
    "Gmail, HTML alone": GMAIL_HTML,
    "Outlook": OUTLOOK,
    "Outlook, French": OUTLOOK_FRENCH,
    "Outlook, HTML alone": OUTLOOK_HTML,
    "Outlook, long ago": OUTLOOK_OLD,
    "Apple": APPLE,
    "Apple, French": APPLE_FRENCH,
    "flowed": FLOWED,
    "between the lines": BETWEEN,
    "forwarded": FORWARDED,
}

REPORT = """
Return-Path: <>
From: MAILER-DAEMON@mx.example.com
To: jobs@example.com
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce-1@mx.example.com>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com

Final-Recipient: rfc822; {address}
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 No such user

--b
Content-Type: {kind}

From: jobs@example.com
To: {address}
Subject: When may we call?
Message-ID: <{id}@localhost>

--b--
"""


def report(*, id: str, address: str, action: str = "failed", kind: str = "text/rfc822-headers") -> bytes:
    text = REPORT.lstrip("\n")
    for name, value in (("id", id), ("address", address), ("action", action), ("kind", kind)):
        text = text.replace(f"{{{name}}}", value)
    return text.encode()
