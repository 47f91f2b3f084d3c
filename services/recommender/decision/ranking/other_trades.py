"""Which candidates are a country's own papers for other work? They teach in passing what the role asks for too.

A guard's first aid is no way into an office. What a body of the whole world certifies is not looked at: its courses
are taken by people of many fields.
"""

from collections.abc import Iterable

from services.recommender.knowledge.credentials.credential import Credential, CredentialKind
from services.recommender.names.occupation_codes import major_group
from services.recommender.situation.situation import Situation


def of_other_trades(situation: Situation, candidates: Iterable[Credential]) -> frozenset[str]:
    """Return the ids of those that only count in some countries and are meant for work unlike the role's.

    Permissions are always, anything else where no posting says what is asked for. Work is alike in a major group of the
    classification, and where O*NET calls it related.
    """
    role = situation.occupation
    if role is None:
        return frozenset()
    alike = {major_group(role.code), *role.related}
    imputed = situation.skills_from == "imputed"
    return frozenset(
        one.id
        for one in candidates
        if one.valid_in
        and one.occupations
        and (imputed or one.kind is CredentialKind.LICENCE)
        and alike.isdisjoint({*one.occupations, *map(major_group, one.occupations)})
    )
