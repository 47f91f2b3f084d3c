"""What does an English title mean outside of the United States? By ESCO's labels and the country's classification."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import islice

from services.recommender.knowledge.occupations.languages.how_often import (
    BESIDE_OWN,
    EVERYDAY_CONFIDENCE,
    SHORTENED_CONFIDENCE,
)
from services.recommender.knowledge.occupations.languages.national_titles import NationalTitles
from services.recommender.knowledge.occupations.occupation import Occupation
from services.recommender.knowledge.occupations.resolution import (
    Ambiguous,
    MatchedBy,
    Resolution,
    Resolved,
    TitleHit,
)
from services.recommender.names.job_titles.additions import plainer_titles, says_as_much
from services.recommender.names.job_titles.letters import fold_letters

ENGLISH = "en"

#: Countries (ISO 3166-1) whose English is nearer to ESCO's than to that of O*NET, which is American.
BRITISH = frozenset({"GB", "IE", "AU", "NZ", "IN", "ZA", "SG", "MT"})

#: The countries whose classifications are asked in turn where the country's own has not the title, or it has none.
_NEAREST = ("GB", "AU")

#: A label of ESCO's beside an occupation's own is heard in American English where the occupation is among so many that
#: O*NET's titles with its words speak for. Of 2,500 titles that O*NET lists, 276 of 311 taken so were right, and of the
#: 88 others 40.
_AGREEING = 5

#: How O*NET's titles are surest: no other list is asked.
_OWN = frozenset({MatchedBy.TITLE, MatchedBy.COMMON_TITLE, MatchedBy.CODE, MatchedBy.FORMER_CODE})


class EnglishMeanings:
    """What lists beside O*NET's say of English titles. Immutable once built."""

    def __init__(
        self,
        labelled: Callable[[str], Resolved | None],
        national: NationalTitles,
        likeliest: Callable[[str], Iterable[TitleHit]],
        occupations: Mapping[str, Occupation],
    ) -> None:
        """Take what ESCO's labels say of a title, the classifications of countries, and the occupations by code.

        `likeliest` finds occupations by the words that O*NET's titles share with one.
        """
        self._labelled = labelled
        self._national = national
        self._likeliest = likeliest
        self._by_code = occupations

    def meaning(self, text: str, found: Resolution | None, country: str | None) -> Resolution | None:
        """Return what an English title means where O*NET says `found` of it: that, or what the other lists say.

        ESCO's labels are heard where O*NET does not know the title as it is, and in countries whose English is Europe's
        before titles that are no occupation's own, or are several occupations' of which they have one. Where both say
        the same, the surer counts. What neither knows may be in the classification of the country.
        """
        if isinstance(found, Resolved) and found.matched_by in _OWN:
            return found
        label = self._labelled(text)
        if label is None:
            return self._in_classification(text, found, country) or found
        match found:
            case Resolved(matched_by=MatchedBy.FUZZY) | None:
                return label if country in BRITISH or self._agrees(label) else found
            case Ambiguous(loose=False) if country in BRITISH and label.occupation in found.candidates:
                return replace(label, confidence=min(label.confidence, EVERYDAY_CONFIDENCE))
            case Resolved() if country in BRITISH:
                return label
            case Resolved() if found.occupation == label.occupation:
                return replace(found, confidence=max(found.confidence, label.confidence))
        return found

    def _agrees(self, label: Resolved) -> bool:
        """Say whether a label is an occupation's own, or O*NET's titles with its words speak for the occupation."""
        if label.confidence > BESIDE_OWN:
            return True
        speaking = islice(self._likeliest(label.matched_title), _AGREEING)
        return any(hit.occupation == label.occupation for hit in speaking)

    def _in_classification(self, text: str, found: Resolution | None, country: str | None) -> Resolved | None:
        """Return what a country's classification says of a title of which O*NET does not say one thing.

        Where O*NET has the title for several occupations, it is heard only if it names one of them.
        """
        if isinstance(found, Resolved) and found.matched_by is not MatchedBy.FUZZY:
            return None
        for plainer in plainer_titles(text, ENGLISH):
            lists = (country, *_NEAREST) if country in BRITISH else (country,)
            meanings = (self._national.meaning(fold_letters(plainer), each) for each in lists)
            meaning = next((each for each in meanings if each), None)
            if meaning is None:
                continue
            occupation = self._by_code[meaning.code]
            if isinstance(found, Ambiguous) and not found.loose and occupation not in found.candidates:
                return None
            all_of_it = says_as_much(plainer, text, ENGLISH)
            return Resolved(
                occupation=occupation,
                matched_by=MatchedBy.LABEL,
                matched_title=meaning.title,
                confidence=meaning.confidence if all_of_it else min(meaning.confidence, SHORTENED_CONFIDENCE),
            )
        return None
