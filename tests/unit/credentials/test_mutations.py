"""Whatever is done to a document, it ends with a standing and a reason, and nothing that was changed is verified.

CREDWISE_MUTATIONS says how many mutations are tried; each has a number of its own by which it can be made again.
"""

import copy
import json
import os
import random
from base64 import b64encode
from datetime import date

import pytest
from documents.held_forms import ASSERTION, CERTIFIED, DEGREE, achievement, european, itxt, ler, png, svg
from documents.issuing import Issuer
from documents.tokens import sd_jwt, token, url64

from services.intake.strict_json import JsonRejected, read_json
from services.reading.posted_profile import PostedDocument, PostedProfile
from services.recommender.learner import UNTITLED, Field, Profile
from services.recommender.scales import Goal, Proof

TODAY = date(2026, 11, 22)
MUTATIONS = int(os.environ.get("CREDWISE_MUTATIONS", "2000"))
ASKED = Profile(learner_id="l", field=Field(occupation="Data Scientists"), goal=Goal.EXPLORE)

SIGNED = {
    form: Issuer(curve=curve).sign(Issuer(curve=curve).badge(), form)
    for form, curve in [("eddsa-rdfc-2022", None), ("eddsa-jcs-2022", None), ("ecdsa-jcs-2019", "P-256")]
}
TOKEN = token(Issuer(), Issuer().badge())
DISCLOSED, PARTS = sd_jwt(Issuer(), {"issuer": Issuer().did}, credentialSubject={"achievement": {"name": "SQL"}})
CLR_1 = {"type": "Clr", "publisher": {"name": "U"}, "assertions": [{"achievement": {"name": "BSc"}}]}
DOCUMENTS = [
    *SIGNED.values(),
    ASSERTION | {"id": "https://badges.example/1", "verification": {"type": "hosted"}, "expires": "2030-01-01"},
    CLR_1 | {"signedAssertions": [TOKEN]},
    {"type": ["ClrCredential"], "credentialSubject": {"verifiableCredential": [SIGNED["eddsa-jcs-2022"], TOKEN]}},
    {"type": "VerifiablePresentation", "verifiableCredential": [TOKEN, ASSERTION, SIGNED["eddsa-jcs-2022"]]},
    {"type": "EnvelopedVerifiableCredential", "id": f"data:application/vc+jwt,{TOKEN}"},
    european(achievement("SQL"), achievement("Lectures", "LearningActivity")),
    {"payload": json.dumps(european(achievement("SQL"))), "signatures": [{"protected": url64({"x5c": []})}]},
    ler(certifications=[CERTIFIED], educationAndLearnings=[DEGREE], licenses=[{"verifications": [TOKEN]}]),
    TOKEN,
    f"{DISCLOSED}~{PARTS['credentialSubject']}~",
    b64encode(png(itxt(json.dumps(ASSERTION), packed=True))).decode(),
    svg(f"<![CDATA[{json.dumps(ASSERTION)}]]>"),
    json.dumps(SIGNED["eddsa-jcs-2022"]),
]
JUNK = [
    *(
        None,
        True,
        0,
        -1,
        1e300,
        10**15,
        "",
        " ",
        "\ufeff{",
        "x" * 5000,
        "9" * 40,
        "\u202e",
        "eyJ",
        "z6Mk",
        "did:web:%zz",
    ),
    *([], {}, [[[[]]]], [None], {"": None}, {"@value": {"@value": {}}}, ["a", 1, {}], {"id": {}, "type": [[1]]}),
    *("2024-99-99", "https://[::1", "https://x.example/\u0000", "data:,", "data:;base64,====", "<svg", "http://"),
    *({"en": {"en": ["x"]}}, [{"type": ["Achievement"]}] * 50, {"jwt": TOKEN}, {"previousProof": "a", "id": "a"}),
]


def places(value, path=()):
    """Yield the path of everything in a document."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, member in inner:
        yield from places(member, (*path, name))


def mutated(document, chance):
    """Return a document with one to three changes; a text with letters changed, lost or doubled."""
    document = copy.deepcopy(document)
    for _ in range(chance.randint(1, 3)):
        if isinstance(document, str):
            document = mutated_text(document, chance)
            continue
        path = chance.choice([*places(document)])
        if not path:
            document = chance.choice([[document], {"credential": document}, json.dumps(document), document])
            continue
        *way, last = path
        inner = document
        for step in way:
            inner = inner[step]
        change(inner, last, chance)
    return document


def change(inner, last, chance):
    match chance.randrange(6):
        case 0:
            del inner[last]
        case 1:
            inner[last] = copy.deepcopy(chance.choice(JUNK))
        case 2:
            inner[last] = [inner[last], inner[last]]
        case 3 if isinstance(inner[last], str):
            inner[last] = mutated_text(inner[last], chance)
        case 4 if isinstance(inner, dict):
            inner[chance.choice(["type", "name", "proof", "badge", "issuer", "id", "@context", "hasClaim"])] = inner[
                last
            ]
        case _:
            inner[last] = {"id": inner[last], "type": "X", "@value": inner[last]}


def mutated_text(text, chance):
    place = chance.randrange(len(text) + 1)
    return chance.choice(
        [
            text[:place],
            text[place:],
            text[:place] + chance.choice("A0.~{<\u00e9=-") + text[place + 1 :],
            text[:place] + text[place : place + 9] * 3 + text[place:],
            json.dumps(text),
        ]
    )


def examined(examiner, document):
    posted = PostedProfile(profile=ASKED, documents=(PostedDocument(document=document),))
    return examiner.examine(posted).credentials_held


@pytest.mark.parametrize("part", range(4))
def test_no_mutation_of_a_document_is_a_crash_or_an_unexplained_credential(examiner, part):
    for number in range(part, MUTATIONS, 4):
        chance = random.Random(number)  # noqa: S311 # the same every time, on purpose
        try:
            document = read_json(json.dumps(mutated(chance.choice(DOCUMENTS), chance)).encode())
        except JsonRejected:
            continue
        for held in examined(examiner, document):
            assert held.title, number
            assert held.why, number
            assert held.title != UNTITLED or held.status_on(TODAY) is None, number
            assert held.proof is not Proof.UNREADABLE or held.status_on(TODAY) is None, number


@pytest.mark.parametrize("form", sorted(SIGNED))
def test_no_changed_letter_of_what_is_signed_is_verified(examiner, form):
    chance = random.Random(form)  # noqa: S311 # the same every time, on purpose
    for _ in range(60):
        changed = copy.deepcopy(SIGNED[form])
        texts = [path for path in places(changed) if path and path[0] != "@context" and _is_text(changed, path)]
        *way, last = chance.choice(texts)
        inner = changed
        for step in way:
            inner = inner[step]
        text = inner[last]
        place = chance.randrange(len(text))
        inner[last] = text[:place] + ("x" if text[place] != "x" else "y") + text[place + 1 :]
        assert all(held.proof is not Proof.VERIFIED for held in examined(examiner, changed)), (*way, last)


def _is_text(document, path):
    for step in path:
        document = document[step]
    return isinstance(document, str) and bool(document)


@pytest.mark.parametrize("size", [200, 2000])
@pytest.mark.parametrize(
    "grown",
    [
        lambda size: {"type": "VerifiablePresentation", "verifiableCredential": [{"a": 1}] * size},
        lambda size: {
            "type": ["VerifiableCredential"],
            "credentialSubject": [{"name": f"n{one}"} for one in range(size)],
        },
        lambda size: {"type": "Clr", "assertions": [{"achievement": {"name": str(one)}} for one in range(size)]},
        lambda size: european(*[achievement(str(one)) for one in range(size)]),
        lambda size: {"type": "A", "credentialSubject": {f"m{one}": one for one in range(size)}},
        lambda size: {"badge": {"name": "B", "alignment": [{"name": str(one)} for one in range(size)]}},
        lambda size: "~".join([DISCLOSED, *[url64(["s", f"n{one}", one]) for one in range(size)], ""]),
    ],
)
def test_a_large_document_ends_within_what_a_profile_holds(examiner, grown, size):
    assert 1 <= len(examined(examiner, grown(size))) <= 100
