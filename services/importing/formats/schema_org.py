"""Which credentials do schema.org documents describe? EducationalOccupationalCredential, and courses that award one."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from services.importing.drafts import Draft, Drafts, Reading, SaidSkill, issuer_kind
from services.importing.format import Format, Sign, context_names, context_of, has_class
from services.importing.graph import Graph
from services.importing.source_files import Document
from services.importing.values.costs import Price, price_said, total
from services.importing.values.credential_words import kind_called, level_called, mode_called
from services.importing.values.durations import Duration, read_duration
from services.importing.values.json_ld import Node
from services.importing.values.languages_said import languages_of
from services.importing.values.occupations_said import read_occupations
from services.importing.values.plain_values import host_of
from services.importing.values.requirement_parts import all_of
from services.recommender.knowledge.credentials.credential import (
    Credential,
    CredentialKind,
    Holding,
    Issuer,
    Recognition,
)
from services.recommender.knowledge.files.entries import Json
from services.recommender.scales import EmployerKind, Mode

#: The class of a credential, and those of what may award one.
_CREDENTIAL = "EducationalOccupationalCredential"
_OFFERS = frozenset({"Course", "EducationalOccupationalProgram"})

#: Codes of UN/CEFACT recommendation 20 for times that a price is paid again and again.
_UNIT_CODES = {"MON": "month", "ANN": "year", "WEE": "week", "DAY": "day", "HUR": "hour", "QAN": "quarter"}

_ISSUERS = ("recognizedByIssuer", "offeredBy", "provider", "creator", "author", "publisher", "sourceOrganization")


def read_schema_org(documents: Iterable[Document], reading: Reading) -> Drafts:
    """Return the credentials of documents, also those of a list and those that their courses award."""
    graph = Graph(documents, reading.notes, is_tree=True)
    awarded: set[str] = set()
    drafts: list[Draft] = []
    for node in (*graph.top, *(item for top in graph.top for item in _items(top))):
        if _OFFERS & set(node.types):
            drafts.extend(_awards(node, awarded, reading))
        elif _CREDENTIAL in node.types and (node.id is None or node.id not in awarded):
            drafts.extend(_draft(node, node, node.text("credentialCategory"), reading))
    return Drafts(credentials=tuple(drafts))


def _items(node: Node) -> Iterator[Node]:
    """Yield the members of an ItemList or a catalogue, and those that a web page is about."""
    for one in node.nodes("itemListElement", "mainEntity", "hasPart", "hasCredential"):
        inner = one.nodes("item")
        yield from inner or [one]


def _awards(offer: Node, awarded: set[str], reading: Reading) -> Iterator[Draft]:
    """Yield what a course or programme awards: a described credential, or one that is only named."""
    found = [one for one in offer.nodes("educationalCredentialAwarded") if one.label() or one.has("credentialCategory")]
    named = next((text for text in offer.texts("educationalCredentialAwarded") if "://" not in text), None)
    if found:
        awarded.update(one.id for one in found if one.id is not None)
        for one in found:
            yield from _draft(one, offer, one.text("credentialCategory") or one.label(), reading)
    elif named is not None:
        yield from _draft(offer, offer, named, reading)
    else:
        title = offer.label() or "a course"
        reading.notes.skip(offer.place, title, "is a course; it does not say which credential it awards")


def _draft(node: Node, offer: Node, said: str | None, reading: Reading) -> Iterator[Draft]:
    """Yield the draft of the credential `node`, what it does not say being taken from the `offer` that leads to it."""
    title = node.text("name") or offer.text("name")
    both = (node,) if node is offer else (node, offer)
    if title is None:
        reading.notes.skip(node.place, node.id or _CREDENTIAL, "has no name")
        return
    issuer = next((found for one in both if (found := _issuer(one)) is not None), None)
    pages = (one.address("url", "@id", "id", "sameAs") for one in both)
    address = next((page for page in pages if page), None) or (issuer[1] if issuer else None)
    address = address or reading.provenance.address
    if address is None:
        reading.notes.skip(node.place, title, "has no web address, and neither has who offers it")
        return
    if issuer is None:
        reading.notes.mend(node.place, title, "says nobody who awards it; the issuer is named after the address")
    called = (kind_called(said) if said else None) or kind_called(title)
    kind = called[0] if called else CredentialKind.MICRO_CREDENTIAL
    if called is None:
        reading.notes.mend(node.place, title, f'"{said or title}" says no kind of credential; read as {kind.value}')
    cost, note = total(price for one in both for price in _prices(one))
    if note is not None:
        reading.notes.mend(node.place, title, note)
    durations = [found for one in both for found in _durations(one, title, reading)]
    validity = _durations_in(node, "validFor", title, reading)
    skills = tuple(dict.fromkeys(skill for one in both for skill in _skills(one)))
    credits_ = next((number for one in both if (number := one.number("numberOfCredits")) is not None), None)
    if credits_ is None and (said_credits := next((t for one in both for t in one.texts("numberOfCredits")), None)):
        reading.notes.mend(node.place, title, f'numberOfCredits "{said_credits}" is no number; it was left out')
    yield Draft(
        place=node.place,
        key=node.id or f"{node.place} {title}",
        own_id=None,
        skills=skills,
        credential=Credential(
            id="",
            title=title,
            kind=kind,
            issuer=issuer[0] if issuer else Issuer(name=host_of(address)),
            address=address,
            source=reading.provenance.source(address),
            local_kind=said,
            field_terms=tuple(
                dict.fromkeys(text for one in both for text in (*one.texts("about"), *one.texts("keywords")))
            ),
            level=level_called(" ".join(text for one in both for text in one.texts("educationalLevel"))),
            hours=next((d.whole_hours for d in durations if d.whole_hours), None),
            weeks_minimum=next((d.whole_weeks for d in durations if d.whole_weeks), None),
            cost=cost,
            validity_months=next((d.whole_months for d in validity if d.whole_months), None),
            prerequisites=all_of(
                Holding(credential=one.id)
                for source in both
                for one in source.nodes("coursePrerequisites", "programPrerequisites")
                if _CREDENTIAL in one.types and one.id
            ),
            recognised_by=tuple(_recognitions(node, issuer[0].name if issuer else host_of(address))),
            credits=(int(credits_) or None) if credits_ is not None else None,
            languages=tuple(dict.fromkeys(code for one in both for code in _languages(one, reading))),
            mode=next((mode for one in both if (mode := _mode(one)) is not None), None),
            occupations=_occupations(offer, title, reading),
            outcomes=tuple(skill.words for skill in skills)[:20],
            country=next((text for one in both for text in one.texts("validIn")), None),
        ),
    )


def _issuer(node: Node) -> tuple[Issuer, str | None] | None:
    for one in node.nodes(*_ISSUERS):
        name = one.label()
        if name is not None:
            return Issuer(name=name, kind=issuer_kind(*one.types, name)), one.address("url", "@id", "id")
    named = next((text for name in _ISSUERS for text in node.texts(name) if "://" not in text), None)
    return (Issuer(name=named, kind=issuer_kind(named)), None) if named is not None else None


def _recognitions(node: Node, asserted_by: str) -> Iterator[Recognition]:
    for text in node.texts("recognizedBy"):
        if "://" not in text:
            yield Recognition(by=text, by_kind=EmployerKind.UNKNOWN, asserted_by=asserted_by)


def _skills(node: Node) -> Iterator[SaidSkill]:
    for name in ("competencyRequired", "teaches", "assesses"):
        tested = True if name == "assesses" else None
        described = node.nodes(name)
        for one in described:
            words = one.text("name", "targetName", "termCode")
            if words is not None:
                yield SaidSkill(words=words, address=one.address("targetUrl", "url", "@id", "id"), assessed=tested)
        labels = {one.label() for one in described}
        for text in node.texts(name):
            if text not in labels:
                address = text if "://" in text else None
                yield SaidSkill(words=text, address=address, assessed=tested)


def _prices(node: Node) -> Iterator[Price]:
    if node.whether("isAccessibleForFree"):
        yield Price(sort="", amount=Decimal(0), currency=None)
    for offer in node.nodes("offers"):
        specified = [offer, *offer.nodes("priceSpecification")]
        per = next((found for one in specified if (found := _paid_per(one)) is not None), None)
        said = [(one, value) for one in specified for value in _whole_prices(one)]
        for one, value in said:
            yield price_said(value, one.text("priceCurrency") or offer.text("priceCurrency"), per=per)
        category = (offer.text("category") or "").casefold()
        if not said and category == "free":
            yield Price(sort="", amount=Decimal(0), currency=None)
        elif not said and "free" in category:
            yield Price(
                sort="", amount=Decimal(0), currency=None, unread=f'the offer "{category}" is free in part only'
            )


def _occupations(offer: Node, title: str, reading: Reading) -> tuple[str, ...]:
    """Return the codes of the occupations it leads to; categories in words only are noted."""
    codes = read_occupations(offer) or read_occupations(offer, "occupationalCategory")
    said = offer.texts("occupationalCategory")
    if said and not codes:
        reading.notes.mend(offer.place, title, f'occupationalCategory "{said[0]}" holds no O*NET-SOC code')
    return codes


def _whole_prices(node: Node) -> list[Json]:
    """Return the price that is stated; of a range its upper end, and where it has none the words of its lower end."""
    for name in ("price", "highPrice", "maxPrice"):
        if node.has(name):
            return node.plain(name)
    return [f"from {value}" for value in node.plain("lowPrice", "minPrice")]


def _paid_per(node: Node) -> str | None:
    """Return the time that a price is for where it is paid again for the next: "month"; None where it is paid once."""
    code = node.text("unitCode")
    text = code and _UNIT_CODES.get(code.upper())
    quantity = next((one.text("unitCode", "unitText") for one in node.nodes("referenceQuantity")), None)
    quantity = quantity and _UNIT_CODES.get(quantity.upper(), quantity)
    return text or quantity or node.text("billingDuration", "billingIncrement", "unitText")


def _durations(node: Node, title: str, reading: Reading) -> Iterator[Duration]:
    sources = [node, *node.nodes("hasCourseInstance")]
    for one in sources:
        for name in ("timeRequired", "courseWorkload", "timeToComplete", "duration"):
            yield from _durations_in(one, name, title, reading)


def _durations_in(node: Node, name: str, title: str, reading: Reading) -> list[Duration]:
    """Return the durations of a member; what is none is noted."""
    read = {text: read_duration(text) for text in node.texts(name)}
    for text in (text for text, duration in read.items() if duration is None):
        reading.notes.mend(node.place, title, f'{name} "{text}" is no length of time; it was left out')
    return [duration for duration in read.values() if duration is not None]


def _languages(node: Node, reading: Reading) -> Iterator[str]:
    for one in (node, *node.nodes("hasCourseInstance")):
        yield from languages_of(one, "inLanguage", reading.notes)


def _mode(node: Node) -> Mode | None:
    sources = [node, *node.nodes("hasCourseInstance")]
    texts = [text for one in sources for name in ("courseMode", "educationalProgramMode") for text in one.texts(name)]
    return next((mode for text in texts if (mode := mode_called(text)) is not None), None)


_HAS_CLASS = has_class(_OFFERS | {_CREDENTIAL})


def _has_own_class(document: Document) -> bool:
    """Say whether a class is schema.org's; CTDL has "Course" too, and a context may say that it is that one."""
    return _HAS_CLASS(document) and "ceterms" not in context_of(document)


FORMAT = Format(
    name="schema.org",
    becomes="`EducationalOccupationalCredential`; `Course` and `EducationalOccupationalProgram` where they say what "
    "they award",
    uses="offers, course instances, competencies",
    signs={Sign.CLASSES: _has_own_class, Sign.CONTEXT: context_names("schema.org")},
    read=read_schema_org,
)
