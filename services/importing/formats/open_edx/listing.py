"""Which courses and programmes does an Open edX course discovery service list, and what does each award?

The answers of its `/api/v1/courses/` and `/api/v1/programs/`, or one course or programme of them. A course awards a
certificate in its paid modes; one that can only be audited awards nothing.
"""

import re
from collections.abc import Iterable, Iterator

from services.importing.drafts import Draft, Drafts, Reading, SaidSkill, issuer_kind
from services.importing.formats.open_edx.runs import Runs, awards, read_level, read_offered, read_prices, read_time
from services.importing.graph import Graph
from services.importing.source_files import Document
from services.importing.values.credentials.credential_kinds import kind_of
from services.importing.values.credentials.requirement_parts import all_of
from services.importing.values.languages_said import languages_of
from services.importing.values.linked_data.json_ld import Node
from services.importing.values.money.costs import total
from services.importing.values.plain_values import read_address
from services.importing.values.times.time_taken import TimeTaken
from services.recommender.knowledge.credentials.credential import (
    Assessment,
    Credential,
    Holding,
    Issuer,
    Recognition,
)
from services.recommender.scales import EmployerKind, Mode

_TAG = re.compile(r"<[^<>]{0,200}>")

#: What says that there is nothing to say.
_NOTHING = frozenset({"", "none", "n/a", "no prerequisites", "none required"})

#: The most outcomes and terms kept of one credential.
_MOST_WORDS = 20


def read_open_edx(documents: Iterable[Document], reading: Reading) -> Drafts:
    """Return the credentials of courses and programmes, those inside a programme included."""
    graph = Graph(documents, reading.notes, is_tree=True)
    drafts: dict[str, Draft] = {}
    for top in graph.top:
        for node in top.nodes("results") or [top]:
            for draft in _drafts(node, reading):
                drafts.setdefault(draft.key, draft)
    graph.note_unused()
    return Drafts(credentials=tuple(drafts.values()))


def _drafts(node: Node, reading: Reading) -> Iterator[Draft]:
    if node.has("authoring_organizations") and not node.has("course_runs"):
        yield from _draft(node, None, reading)
        for course in node.nodes("courses"):
            if course.has("course_runs"):
                yield from _drafts(course, reading)
    else:
        yield from _draft(node, Runs.of(node), reading)


def _draft(node: Node, runs: Runs | None, reading: Reading) -> Iterator[Draft]:
    title = node.text("title")
    key = node.text("key", "uuid")
    if title is None or key is None:
        reading.notes.skip(node.place, title or "an entry", "has no title, or neither key nor uuid")
        return
    if runs is not None and not reading.courses and not awards(node, runs):
        reading.notes.skip(node.place, title, "can only be audited and awards nothing; `--courses` takes such as well")
        return
    owner = next(iter(node.nodes("owners", "authoring_organizations")), None)
    name = owner.text("name", "key") if owner is not None else None
    pages = (node.text("marketing_url"), *(run.text("marketing_url") for run in (runs.nodes if runs else ())))
    address = next((page for page in map(_page, pages) if page is not None), None) or reading.provenance.address
    if name is None or address is None:
        reading.notes.skip(node.place, title, f"has no {'owner' if name is None else 'web address'}")
        return
    yield Draft(
        place=node.place,
        key=key,
        own_id=None,
        skills=tuple(dict.fromkeys(SaidSkill(words=words) for words in _skills(node))),
        credential=_credential(node, runs, title, Issuer(name=name, kind=issuer_kind(name)), address, reading),
    )


def _credential(
    node: Node, runs: Runs | None, title: str, issuer: Issuer, address: str, reading: Reading
) -> Credential:
    said = (node.text("type") or "Program") if runs is None else "verified certificate"
    kind = kind_of([said], title)
    if kind.note is not None:
        reading.notes.mend(node.place, title, kind.note)
    describing = (node, *(runs.nodes if runs is not None else ()))
    time = TimeTaken.of(read_time(describing, title, reading))
    cost, note = total(read_prices(node, runs))
    if note is not None:
        reading.notes.mend(node.place, title, note)
    ends, status = read_offered(node, runs, title, reading)
    return Credential(
        id="",
        title=title,
        kind=kind.kind,
        issuer=issuer,
        address=address,
        source=reading.provenance.source(address),
        local_kind=said,
        field_terms=tuple(dict.fromkeys(_names(node, "subjects")))[:_MOST_WORDS],
        level=read_level(describing, title, reading),
        assessment=Assessment.UNKNOWN,
        hours=time.hours,
        hours_from=time.hours_from,
        weeks_minimum=time.weeks_minimum,
        days_minimum=time.days_minimum,
        cost=cost,
        status=status,
        offer_ends=ends,
        prerequisites=all_of(Holding(credential=one) for one in _parts(node)) if runs is None else None,
        recognised_by=tuple(_recognised_by(node, issuer.name)),
        languages=tuple(dict.fromkeys(code for one in describing for code in _languages(one, reading))),
        mode=Mode.ONLINE,
        outcomes=tuple(_outcomes(node))[:_MOST_WORDS],
        entry_terms=_plain(node.text("prerequisites_raw")),
    )


def _recognised_by(node: Node, issuer: str) -> Iterator[Recognition]:
    for name in _names(node, "corporate_endorsements", "credential_backing_organizations"):
        if name != issuer:
            yield Recognition(by=name, by_kind=EmployerKind.UNKNOWN, asserted_by=issuer)


def _languages(node: Node, reading: Reading) -> Iterator[str]:
    for name in ("content_language", "languages", "languages_codes"):
        yield from languages_of(node, name, reading.notes)


def _parts(programme: Node) -> Iterator[str]:
    for course in programme.nodes("courses"):
        if (key := course.text("key", "uuid")) is not None:
            yield key


def _skills(node: Node) -> Iterator[str]:
    yield from (name for one in node.nodes("skills") if (name := one.text("name", "skill")) is not None)
    yield from node.texts("skill_names")


def _names(node: Node, *members: str) -> Iterator[str]:
    for name in members:
        described = node.nodes(name)
        yield from (text for one in described if (text := one.text("name", "corporation_name", "key")) is not None)
        if not described:
            yield from node.texts(name)


def _outcomes(node: Node) -> Iterator[str]:
    for text in (*node.texts("expected_learning_items"), *node.texts("outcome")):
        if (plain := _plain(text)) is not None:
            yield plain


def _plain(text: str | None) -> str | None:
    plain = " ".join(_TAG.sub(" ", text or "").split())
    return plain if plain.casefold().rstrip(".") not in _NOTHING else None


def _page(text: str | None) -> str | None:
    """Return the address without what counts the visits."""
    found = read_address(text)
    return found.partition("?")[0] if found is not None else None
