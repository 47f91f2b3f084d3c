"""A badge baked into an image is read like the badge itself; an image without one says so."""

import zlib
from base64 import b64encode
from datetime import date
from json import dumps
from urllib.parse import quote

import pytest
from documents.held_forms import ASSERTION, chunk, itxt, png, svg
from documents.issuing import Issuer
from documents.tokens import token

from services.credentials.forms.baked import (
    LONGEST_BAKED,
    MOST_BADGES,
    MOST_CHUNKS,
    UnreadImage,
    baked_in_png,
    baked_in_svg,
)
from services.recommender.scales import HeldStatus, Proof

TODAY = date(2026, 11, 22)
SIGNED = Issuer().sign(Issuer().badge())


def ways(image):
    """Yield the ways in which people send a file."""
    encoded = b64encode(image).decode()
    yield encoded
    yield f"data:image/png;base64,{encoded}"
    yield "\n".join(encoded[start : start + 76] for start in range(0, len(encoded), 76))


IMAGES = [
    (png(itxt(dumps(ASSERTION))), "SQL", Proof.SELF_DECLARED),
    (png(itxt(dumps(ASSERTION), packed=True)), "SQL", Proof.SELF_DECLARED),
    (png(chunk(b"tEXt", b"openbadges\0" + dumps(ASSERTION).encode())), "SQL", Proof.SELF_DECLARED),
    (png(chunk(b"zTXt", b"openbadges\0\0" + zlib.compress(dumps(ASSERTION).encode()))), "SQL", Proof.SELF_DECLARED),
    (png(itxt(dumps(SIGNED), b"openbadgecredential")), "SQL Querying Micro-credential", Proof.VERIFIED),
    (
        png(itxt(token(Issuer(), Issuer().badge()), b"openbadgecredential")),
        "SQL Querying Micro-credential",
        Proof.VERIFIED,
    ),
]


@pytest.mark.parametrize(("image", "title", "proof"), IMAGES)
def test_the_badge_in_a_png_is_read(examine, image, title, proof):
    for text in ways(image):
        (held,) = examine(text)
        assert (held.title, held.proof, held.status_on(TODAY)) == (title, proof, HeldStatus.VALID), held.why


def in_cdata(document):
    return f"<![CDATA[ {dumps(document)} ]]>"


@pytest.mark.parametrize(
    ("image", "title"),
    [
        (svg(in_cdata(ASSERTION)), "SQL"),
        (svg(in_cdata(SIGNED), "credential", "/ns/obv3"), "SQL Querying Micro-credential"),
        (
            svg("", "credential", attribute=f' verify="{token(Issuer(), Issuer().badge())}"'),
            "SQL Querying Micro-credential",
        ),
    ],
)
def test_the_badge_in_an_svg_is_read(examine, image, title):
    encoded = b64encode(image.encode()).decode()
    for text in (image, encoded, f"data:image/svg+xml;base64,{encoded}", f"data:image/svg+xml,{quote(image)}"):
        (held,) = examine(text)
        assert (held.title, held.status_on(TODAY)) == (title, HeldStatus.VALID), held.why


def test_a_baked_address_is_an_address(web, examine):
    image = b64encode(png(itxt("https://badges.example/1"))).decode()
    (held,) = examine(image)
    assert (held.title, held.status_on(TODAY)) == ("Credential at an address", None)
    web["https://badges.example/1"] = dumps(ASSERTION).encode()
    assert examine(image)[0].title == "SQL"


@pytest.mark.parametrize(
    ("document", "title"),
    [
        (b64encode(png()).decode(), "Image without a badge"),
        (b64encode(png(itxt("x", b"Comment"))).decode(), "Image without a badge"),
        (b64encode(b"\xff\xd8\xff\xe0 picture").decode(), "Image without a badge"),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", "Image without a badge"),
        ("<not xml", "Document as XML"),
        ("<?xml version='1.0'?><html/>", "Document as XML"),
        (
            '<?xml version="1.0"?><europassCredential xmlns="http://data.europa.eu/snb/model/ap/edc-generic"/>',
            "European Digital Credential in XML",
        ),
        ("data:image/png;base64,!!!", "Unreadable document"),
        ("data:image/png", "Unreadable document"),
        (b64encode(b"%PDF-1.7 ...").decode(), "Document as PDF"),
    ],
)
def test_a_file_without_a_badge_says_so_and_proves_nothing(examine, document, title):
    (held,) = examine(document)
    assert (held.title, held.status_on(TODAY)) == (title, None)
    assert held.why.endswith("so it counts as not held.")


def test_an_image_cannot_be_made_to_unfold_without_bound():
    bomb = zlib.compress(b"[" * 50_000_000)
    with pytest.raises(UnreadImage, match=f"more than {LONGEST_BAKED:,} bytes"):
        baked_in_png(png(chunk(b"zTXt", b"openbadges\0\0" + bomb)))
    entities = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + svg("&b;").partition("?>")[2]
    with pytest.raises(UnreadImage, match="defines entities"):
        baked_in_svg(entities)


def test_every_badge_in_a_png_is_read(examine):
    image = png(itxt(dumps(ASSERTION)), itxt(dumps(SIGNED), b"openbadgecredential"))
    assert [held.title for held in examine(b64encode(image).decode())] == ["SQL", "SQL Querying Micro-credential"]


def svg_of(*badges):
    """Return an SVG with several badges, as software bakes a second one into an image that has one."""
    elements = "".join(
        f'<ob:{name} xmlns:ob="https://purl.imsglobal.org{space}">{in_cdata(each)}</ob:{name}>'
        for name, space, each in badges
    )
    return (
        f'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" xmlns:o="http://openbadges.org">{elements}</svg>'
    )


def test_every_badge_in_an_svg_is_read(examine):
    image = svg_of(("assertion", "/openbadges/v2", ASSERTION), ("credential", "/openbadges/v3", SIGNED))
    assert [held.title for held in examine(image)] == ["SQL", "SQL Querying Micro-credential"]


def test_what_stood_before_a_fault_of_an_svg_is_read_and_nothing_cut_off():
    image = svg_of(("assertion", "/openbadges", "one"), ("assertion", "/openbadges", "two"))
    assert baked_in_svg(image[: image.index("two") + 3]) == ('"one"',)


def test_an_svg_of_too_many_badges_names_the_limit(examine):
    (held,) = examine(svg_of(*(("assertion", "/openbadges", n) for n in range(MOST_BADGES + 1))))
    assert (held.title, held.status_on(TODAY)) == ("Image that is not read", None)
    assert f"at most {MOST_BADGES} are read" in held.why


@pytest.mark.parametrize(
    ("image", "limit"),
    [
        (png(itxt("[" * (LONGEST_BAKED + 1), packed=True)), f"unpacks to more than {LONGEST_BAKED:,} bytes"),
        (png(*[chunk(b"tEXt", b"Comment\0x")] * MOST_CHUNKS, itxt(dumps(ASSERTION))), f"over {MOST_CHUNKS:,} chunks"),
        (png(itxt(dumps(ASSERTION)))[:60], "is cut off before its end"),
        (png(*(itxt(f"[{n}]") for n in range(MOST_BADGES + 1))), f"at most {MOST_BADGES} are read"),
    ],
)
def test_an_image_that_is_not_read_names_the_limit(examine, image, limit):
    (held,) = examine(b64encode(image).decode())
    assert (held.title, held.status_on(TODAY)) == ("Image that is not read", None)
    assert limit in held.why


def test_a_token_without_a_signature_says_that_it_is_unsigned(examine):
    (held,) = examine(token(Issuer(), Issuer().badge(), alg="none"))
    assert held.proof is Proof.UNVERIFIABLE
    assert "unsigned" in held.why
