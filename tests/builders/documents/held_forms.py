"""Documents of held credentials as they reach people: badges baked into images, European credentials, LER-RS."""

import zlib

MAGIC = b"\x89PNG\r\n\x1a\n"
BADGE = {"type": "BadgeClass", "name": "SQL", "issuer": {"name": "Badges"}}
ASSERTION = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "Assertion",
    "badge": BADGE,
    "issuedOn": "2025-02-01",
}


def chunk(kind, data):
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def png(*chunks):
    return MAGIC + chunk(b"IHDR", bytes(13)) + b"".join(chunks) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def itxt(text, keyword=b"openbadges", *, packed=False):
    raw = zlib.compress(text.encode()) if packed else text.encode()
    return chunk(b"iTXt", keyword + b"\0" + bytes([packed, 0]) + b"\0\0" + raw)


def svg(inside, name="assertion", version="", attribute=""):
    space = f"http://openbadges.org{version}"
    return (
        f'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" xmlns:ob="{space}"><!-- made by hand -->'
        f"<ob:{name}{attribute}>{inside}</ob:{name}><g/></svg>"
    )


SKILL = "http://data.europa.eu/esco/skill/598de5b0-5b58-4ea7-8058-a4bc4d18c742"
EUROPEAN = ["VerifiableCredential", "EuropeanDigitalCredential"]


def achievement(title, kind="LearningAchievement", **more):
    outcome = {"title": {"en": "Query data"}, "relatedESCOSkill": {"id": SKILL, "prefLabel": {"en": "SQL"}}}
    return {
        "type": kind,
        "title": {"de": ["Abfragen"], "en": [title]} if title else None,
        "awardedBy": {"awardingBody": [{"legalName": {"en": "Example University"}}], "awardingDate": "2024-06-30"},
        "specifiedBy": {"type": "Qualification", "learningOutcome": [outcome], **more},
    }


def european(*claims, **members):
    person = {"type": "Person", "fullName": {"en": "Alex Example"}, "givenName": {"en": "Alex"}, "hasClaim": [*claims]}
    shown = {"type": "DisplayParameter", "title": {"en": "Micro-credential of Alex Example"}}
    return {"type": EUROPEAN, "displayParameter": shown, "credentialSubject": person} | members


def ler(**members):
    named = "http://schema.hropenstandards.org/4.4/recruiting/json/ler-rs/LER-RSType.json"
    person = {"name": {"given": "Alex", "family": "Example", "formattedName": "Alex Example"}}
    return {"type": named, "person": person, **members}


CERTIFIED = {
    "name": "CompTIA Network+",
    "issuingAuthority": {"name": "CompTIA"},
    "firstIssued": "2024-05-02",
    "effectiveTimePeriod": {"validTo": "2027-05-02"},
}
DEGREE = {"institution": {"name": "Uni"}, "educationDegrees": [{"name": "Bachelor of Science"}], "end": "2012-06-30"}
