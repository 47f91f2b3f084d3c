"""What may an English title mean, by O*NET's titles and ESCO's labels together? Each has titles the other lacks."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from services.recommender.knowledge.occupations.languages.esco import EscoOccupation
from services.recommender.knowledge.occupations.languages.foreign_titles import Alike
from services.recommender.knowledge.occupations.languages.how_often import how_often
from services.recommender.knowledge.occupations.languages.labels import OWN, LabelUse
from services.recommender.knowledge.occupations.occupation import Occupation
from services.recommender.knowledge.occupations.resolution import TitleCandidate, TitleHit

#: An O*NET occupation that is found as well adds so much of how sure it is to an ESCO occupation that is alike;
#: one that no label leads to has so much for its surest ESCO occupation. Measured by `bench/titles_abroad.py`: of
#: several tried these find most.
ALSO_FOUND, FOUND_ALONE = 0.6, 0.8


class BothLists:
    """The ESCO occupations of each O*NET code, and how both lists' findings are ordered together."""

    def __init__(self, occupations: tuple[EscoOccupation, ...], labels: Callable[[], Iterable[LabelUse]]) -> None:
        """Take ESCO's occupations, by whose place those alike are told, and what gets their English titles."""
        self._occupations = occupations
        self._labels = labels
        self._by_address = {each.address: each for each in occupations}
        by_code: defaultdict[str, list[int]] = defaultdict(list)
        for number, esco in enumerate(occupations):
            for code in esco.codes:
                by_code[code].append(number)
        self._by_code = {
            code: min(those, key=lambda number: (not occupations[number].exact, len(occupations[number].codes), number))
            for code, those in by_code.items()
        }

    def surest(self, code: str) -> EscoOccupation | None:
        """Return the ESCO occupation that an O*NET code is surest matched to; None where it is to none."""
        number = self._by_code.get(code)
        return None if number is None else self._occupations[number]

    def at(self, address: str) -> EscoOccupation | None:
        """Return the occupation with an address of ESCO, or the one that an O*NET code is surest matched to."""
        return self._by_address.get(address) or self.surest(address)

    def by_address(self, alike: Callable[[str], Mapping[int, Alike]], text: str) -> Mapping[str, float]:
        """Return ESCO's addresses of what is `alike` to a title, by its labels' letters, with how much (0-1)."""
        return {self._occupations[number].address: each.likeness for number, each in alike(text).items()}

    def titles(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield ESCO's own English titles with the addresses of the occupations that go by each."""
        for use in self._labels():
            own = tuple(self._occupations[number].address for number, grade in use.occupations if grade in OWN)
            if own:
                yield use.title, own

    def together(
        self,
        hits: Iterable[TitleHit],
        alike: Mapping[int, Alike],
        codes_of: Mapping[int, tuple[str, ...]],
        by_code: Mapping[str, Occupation],
    ) -> tuple[TitleCandidate, ...]:
        """Return what a title may mean, the likeliest first: what O*NET's titles say, and which labels are alike.

        `codes_of` has the codes of the ESCO occupations that are `alike`, the one that is meant first.
        """
        found = {hit.occupation.code: hit for hit in hits}
        ranked: list[tuple[float, TitleCandidate]] = []
        for number, label in alike.items():
            hit = max((found[c] for c in codes_of[number] if c in found), key=lambda h: h.confidence, default=None)
            sure = hit.confidence if hit else 0
            code = hit.occupation.code if hit else next(iter(codes_of[number]), None)
            candidate = TitleCandidate(
                occupation=by_code[code] if code else None,
                esco=self._occupations[number].address,
                title=label.title,
                confidence=max(sure, how_often(label.likeness)),
            )
            ranked.append((label.score + ALSO_FOUND * sure / 100, candidate))
        reached = {each.occupation.code for _, each in ranked if each.occupation}
        for code, hit in found.items():
            if code not in reached:
                esco = self.surest(code)
                candidate = TitleCandidate(
                    occupation=hit.occupation,
                    esco=esco.address if esco else None,
                    title=hit.matched_title,
                    confidence=hit.confidence,
                )
                ranked.append((FOUND_ALONE * hit.confidence / 100, candidate))
        return tuple(candidate for _, candidate in sorted(ranked, key=lambda each: -each[0]))
