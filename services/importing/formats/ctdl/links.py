"""What do other nodes say of a credential? CTDL lets either side of a relation state it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from services.importing.formats.ctdl.conditions import credit_value
from services.importing.formats.ctdl.terms import organisation_kind
from services.importing.values.linked_data.json_ld import Node
from services.recommender.knowledge.credentials.credential import Recognition, RecognitionForm
from services.recommender.scales import EmployerKind

#: The members that say who stands behind a credential, from its side and from the organisation's.
_FORMS = {
    RecognitionForm.RECOGNISES: ("recognizedBy", "recognizes"),
    RecognitionForm.ACCREDITS: ("accreditedBy", "accredits"),
    RecognitionForm.APPROVES: ("approvedBy", "approves"),
}


@dataclass
class Links:
    """Relations by the key of the credential they are about, in the order they were found.

    `parts` holds what is part of it, `prepared_by` what prepares for it, `required` what others say it requires,
    `worth` (credits or None, toward which key), `successor` what replaces it, `standing` who recognises it by their own
    word, `advanced` what gives advanced standing in it.
    """

    parts: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    prepared_by: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    required: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    worth: dict[str, list[tuple[int | None, str]]] = field(default_factory=lambda: defaultdict(list))
    advanced: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    successor: dict[str, str] = field(default_factory=dict)
    standing: dict[str, list[Recognition]] = field(default_factory=lambda: defaultdict(list))


def read_links(nodes: Iterable[tuple[str, Node]]) -> Links:
    """Return the relations that `nodes`, each with its key, state of themselves and of others."""
    links = Links()
    for key, node in nodes:
        links.parts[key].extend(node.references("hasPart"))
        for whole in node.references("isPartOf"):
            links.parts[whole].append(key)
        links.prepared_by[key].extend(_targets(node, "recommends", "preparationFrom"))
        for later in _targets(node, "isPreparationFor", "isRecommendedFor"):
            links.prepared_by[later].append(key)
        for later in _targets(node, "isRequiredFor"):
            links.required[later].append(key)
        _read_standing(links, key, node)
        for successor in node.references("supersededBy"):
            links.successor.setdefault(key, successor)
        for old in node.references("supersedes"):
            links.successor.setdefault(old, key)
        _read_recognition(links, node)
    return links


def recognised_by(node: Node, asserted_by: str) -> list[Recognition]:
    """Return who stands behind the credential by its own word: `asserted_by` is whose word that is."""
    found = []
    for form, (member, _) in _FORMS.items():
        for one in node.nodes(member):
            name = one.label()
            if name is not None:
                kind = organisation_kind(one)
                found.append(Recognition(by=name, by_kind=kind, asserted_by=asserted_by, form=form))
        plain = [text for text in node.texts(member) if "://" not in text and not text.startswith(("_:", "ce-"))]
        known = {one.by for one in found}
        found.extend(
            Recognition(by=text, by_kind=EmployerKind.UNKNOWN, asserted_by=asserted_by, form=form)
            for text in plain
            if text not in known
        )
    return found


def _targets(node: Node, *names: str) -> list[str]:
    """Return the credentials that condition profiles under the members name, or that the members name themselves."""
    found = [key for profile in node.nodes(*names) for key in profile.references("targetCredential")]
    plain = [key for name in names for key in node.references(name) if not _profiles(node, name)]
    return list(dict.fromkeys([*found, *plain]))


def _profiles(node: Node, name: str) -> bool:
    return any(profile.has("targetCredential", "description", "condition") for profile in node.nodes(name))


def _read_standing(links: Links, key: str, node: Node) -> None:
    for profile in node.nodes("isAdvancedStandingFor"):
        for degree in profile.references("targetCredential"):
            links.worth[key].append((credit_value(profile), degree))
            links.advanced[degree].append(key)
    for profile in node.nodes("advancedStandingFrom"):
        for earlier in profile.references("targetCredential"):
            links.worth[earlier].append((credit_value(profile), key))
            links.advanced[key].append(earlier)


def _read_recognition(links: Links, node: Node) -> None:
    name = node.label()
    if name is None:
        return
    for form, (_, member) in _FORMS.items():
        for credential in node.references(member):
            kind = organisation_kind(node)
            links.standing[credential].append(Recognition(by=name, by_kind=kind, asserted_by=name, form=form))
