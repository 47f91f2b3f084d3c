"""Which stacks do CTDL pathways describe, and which do advanced-standing relations add up to?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from services.importing.drafts import Draft, Reading, StackDraft
from services.importing.formats.ctdl.links import Links
from services.importing.formats.ctdl.terms import read_issuer
from services.importing.values.credentials.requirement_parts import all_of, any_of, some_of
from services.importing.values.linked_data.json_ld import Node
from services.recommender.knowledge.credentials.credential import CredentialKind, Holding, Requirement, Stack, StackKind

#: Conditions inside conditions, and components behind components, are followed this deep.
_DEEPEST = 12

#: The most components read for one pathway; more are a mistake, or cross so often that nobody could follow them.
_MOST_COMPONENTS = 500

#: What a stack is, by the kind of the credential at its end.
_STACK_KINDS = {
    CredentialKind.DEGREE: StackKind.DEGREE_CREDIT,
    CredentialKind.CERTIFICATION: StackKind.PROFESSIONAL_DESIGNATION,
    CredentialKind.LICENCE: StackKind.PROFESSIONAL_DESIGNATION,
}

_ASK = "Ask the issuer whether the path is still open and in which order its steps are taken."


@dataclass
class _Walk:
    """One pathway while it is read: what cannot be said as a condition, and the components on the way."""

    reading: Reading
    title: str
    beyond: list[str] = field(default_factory=list)
    components: int = 0


def read_pathways(
    keyed: Sequence[tuple[str, Node]], drafts: Mapping[str, Draft], reading: Reading
) -> Iterator[StackDraft]:
    """Yield a stack per pathway whose components lead to credentials."""
    for _, node in keyed:
        if "Pathway" not in node.types:
            continue
        title = node.text("name")
        walk = _Walk(reading=reading, title=title or "a pathway without a name")
        ends = node.nodes("hasDestinationComponent") or _ends(node)
        requirement = all_of(_component(end, walk, frozenset()) for end in ends)
        address = node.address("subjectWebpage") or node.address("@id") or reading.provenance.address
        if title is None or requirement is None or address is None:
            why = "needs a name, a web address and a component that stands for a credential"
            reading.notes.skip(node.place, walk.title, why)
            continue
        reaches = next((key for end in ends for key in end.references("proxyFor", "sourceData")), None)
        end = drafts.get(reaches) if reaches else None
        issuer = read_issuer(node)[0].name
        also = f" It also asks for: {', '.join(dict.fromkeys(walk.beyond))}." if walk.beyond else ""
        yield StackDraft(
            place=node.place,
            own_id=node.text("ctid"),
            reaches=reaches,
            stack=Stack(
                id="",
                title=title,
                kind=_STACK_KINDS.get(end.credential.kind, StackKind.LARGER_CERTIFICATE)
                if end
                else StackKind.LARGER_CERTIFICATE,
                issuer=issuer,
                address=address,
                source=reading.provenance.source(address),
                requirement=requirement,
                check=f"{_ASK}{also}",
            ),
        )


def credit_stacks(links: Links, drafts: Mapping[str, Draft], reading: Reading) -> Iterator[StackDraft]:
    """Yield a stack per credential that others give advanced standing in: credit toward it is a goal of its own."""
    for key, earlier in links.advanced.items():
        degree = drafts.get(key)
        if degree is None:
            continue
        known = degree.credential
        requirement = any_of(Holding(credential=one) for one in earlier)
        if requirement is not None:
            yield StackDraft(
                place=degree.place,
                own_id=f"{degree.own_id}-credit" if degree.own_id else None,
                stack=Stack(
                    id="",
                    title=f"Credit toward {known.title}",
                    kind=StackKind.DEGREE_CREDIT,
                    issuer=known.issuer.name,
                    address=known.address,
                    source=reading.provenance.source(known.address),
                    requirement=requirement,
                    check=f"Ask {known.issuer.name} how many credits it grants, and under which conditions.",
                    recognised_by=(known.issuer.name,),
                ),
            )


def _ends(pathway: Node) -> list[Node]:
    """Return the components that no other one leads on from."""
    components = pathway.nodes("hasPart", "hasChild")
    targeted = {
        key for one in components for part in one.nodes("hasCondition") for key in part.references("targetComponent")
    }
    return [one for one in components if not {one.id} & targeted and not set(one.references("@id", "id")) & targeted]


def _component(node: Node, walk: _Walk, above: frozenset[str]) -> Requirement | None:
    """Return what a component asks for: the credential it stands for, and the conditions that lead to it."""
    mark = node.id or node.place
    walk.components += 1
    if walk.components > _MOST_COMPONENTS:
        walk.reading.notes.mend(
            node.place, walk.title, f"has more than {_MOST_COMPONENTS} components; the rest is not read"
        )
        return None
    if mark in above or len(above) > _DEEPEST:
        walk.reading.notes.mend(node.place, walk.title, f"{node.label() or mark} leads back to itself, or too deep")
        return None
    proxies = node.references("proxyFor", "sourceData")
    holdings: list[Requirement | None] = [Holding(credential=key) for key in proxies]
    below = above | {mark}
    conditions = [_condition(one, walk, below) for one in node.nodes("hasCondition")]
    earlier = [_component(one, walk, below) for one in node.nodes("prerequisite", "isPrecededBy", "preceededBy")]
    found = all_of([*holdings, *conditions, *earlier])
    if found is None:
        walk.beyond.append(node.label() or mark)
    return found


def _condition(node: Node, walk: _Walk, above: frozenset[str]) -> Requirement | None:
    """Return what a component condition asks for: so many of its targets, else all or one by its operator."""
    if len(above) > _DEEPEST or f"?{node.id}" in above:
        return None
    below = above | {f"?{node.id}"} if node.id else above | {f"?{len(above)}"}
    parts = [_component(one, walk, above) for one in node.nodes("targetComponent")]
    parts += [_condition(one, walk, below) for one in node.nodes("hasCondition")]
    known = [part for part in parts if part is not None]
    needed, asked = node.number("requiredNumber"), next(iter(node.codes("logicalOperator")), "and")
    if asked.startswith("not"):
        walk.beyond.append(f"not: {node.label() or 'a condition'}")
        return None
    if needed is not None and needed >= 1:
        if needed > len(parts):
            walk.reading.notes.mend(node.place, walk.title, f"asks for {needed} of {len(parts)} components; all count")
        return some_of(min(int(needed), len(parts)), known)
    return any_of(known) if asked.startswith("or") else all_of(known)
