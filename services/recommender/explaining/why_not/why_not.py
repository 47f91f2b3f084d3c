"""Why not X? Put together for a path, for a credential of the catalogue, or for a name that neither has."""

from collections.abc import Callable
from dataclasses import dataclass

from services.recommender.decision.decision import Decision
from services.recommender.decision.judged import Judged
from services.recommender.explaining.advice import in_brief
from services.recommender.explaining.in_words import said_of
from services.recommender.explaining.sentences import left_out_sentence
from services.recommender.explaining.what_if.counterfactuals import Decide
from services.recommender.explaining.why_not.changing import (
    Proposed,
    changes_for_credential,
    changes_for_path,
    rank_of,
)
from services.recommender.explaining.why_not.meant import Unmatched, meant
from services.recommender.explaining.why_not.speaking_against import missed_by_one, spoke_against
from services.recommender.knowledge.credentials.catalogue import Catalogue
from services.recommender.knowledge.credentials.credential import Credential
from services.recommender.paths import PathKind
from services.recommender.recommendation.codes import LeftOut, WhyNotStanding
from services.recommender.recommendation.parts import CredentialName, Reference
from services.recommender.recommendation.why_not import FirstShown, WhyNot, WhyNotChange
from services.recommender.rulebook.files.rulebook import Rulebook
from services.recommender.rulebook.rule import Stage
from services.recommender.wording.messages import Message, say, word


@dataclass(frozen=True, kw_only=True)
class WhyNotAsked:
    """One decision that is asked about. `judge` judges a credential that the decision did not look at."""

    decision: Decision
    decide: Decide
    judge: Callable[[Credential], Judged]
    catalogue: Catalogue
    rulebook: Rulebook

    def answer(self, asked: str) -> WhyNot:
        """Return why what `asked` names is not advised."""
        subject = meant(asked, self.catalogue)
        match subject:
            case PathKind():
                return self._path(asked, subject)
            case Credential():
                return self._credential(asked, subject)
            case Unmatched():
                return _unknown(asked, subject)

    def _path(self, asked: str, path: PathKind) -> WhyNot:
        paths, verdict = self.decision.paths, self.decision.verdict
        said, best = paths.said[path], paths.said[verdict.path]
        is_advised = path is verdict.path
        order = sorted(paths.said, key=lambda kind: (bool(paths.said[kind].exclusions), -paths.said[kind].score))
        facts = paths.facts[path].by_name()
        if is_advised:
            standing, sentence = WhyNotStanding.ADVISED, say("why_not.path_advised", path=word(path))
        elif said.exclusions:
            standing = WhyNotStanding.RULED_OUT
            reasons = " ".join(each.because for each in said.exclusions)
            sentence = say("why_not.path_ruled_out", path=word(path), because=reasons)
        else:
            standing = WhyNotStanding.LEFT_OUT
            sentence = say(
                "why_not.path_behind", path=word(path), count=said.score, best=word(verdict.path), most=best.score
            )
        found: list[Proposed] = []
        if not is_advised:
            words = in_brief(path, self.decision)
            found = changes_for_path(path, words, self.decision, self.catalogue.credentials, self.decide)
        return WhyNot(
            asked=asked,
            standing=standing,
            sentence=sentence,
            path=path,
            credential=None,
            rank=order.index(path) + 1,
            score=said.score,
            first=FirstShown(title=word(verdict.path), score=best.score),
            against=spoke_against(said),
            missed_by_one=[]
            if is_advised
            else missed_by_one(path.value, facts, self.decision.shared, Stage.PATHS, self.rulebook),
            changes=_told(found),
            nearest=[],
        )

    def _credential(self, asked: str, credential: Credential) -> WhyNot:
        decision = self.decision
        judged = next((one for one in decision.judged if one.credential.id == credential.id), None)
        standing, sentence = self._standing(credential, judged)
        looked_at = judged or self.judge(credential)
        shown = decision.ranking.shown
        facts = looked_at.facts()
        return WhyNot(
            asked=asked,
            standing=standing,
            sentence=sentence,
            path=None,
            credential=CredentialName(id=credential.id, title=credential.title, issuer=credential.issuer.name),
            rank=rank_of(credential.id, decision),
            score=looked_at.said.score,
            first=FirstShown(title=shown[0][0].credential.title, score=shown[0][0].said.score) if shown else None,
            against=spoke_against(said_of(looked_at, decision, self.rulebook)),
            missed_by_one=missed_by_one(credential.id, facts, decision.shared, Stage.CREDENTIALS, self.rulebook),
            changes=_told(changes_for_credential(looked_at, decision, self.catalogue.credentials, self.decide)),
            nearest=[],
        )

    def _standing(self, credential: Credential, judged: Judged | None) -> tuple[WhyNotStanding, Message | str]:
        ranking = self.decision.ranking
        rank = rank_of(credential.id, self.decision)
        if rank is not None:
            return WhyNotStanding.SHOWN, say("why_not.shown", title=credential.title, rank=rank)
        if judged is None:
            return WhyNotStanding.NOT_JUDGED, say("why_not.not_judged", title=credential.title)
        why = next(why for one, why in ranking.left_out if one is judged)
        standing = WhyNotStanding.RULED_OUT if why is LeftOut.RULED_OUT else WhyNotStanding.LEFT_OUT
        return standing, left_out_sentence(judged, why, self.decision, self.rulebook)


def _told(found: list[Proposed]) -> list[WhyNotChange]:
    return [WhyNotChange(lever=each.lever, rank=each.rank, sentence=each.sentence) for each in found]


def _unknown(asked: str, unmatched: Unmatched) -> WhyNot:
    titles = [credential.title for credential in unmatched.nearest]
    if unmatched.stack is not None:
        sentence = say("why_not.stack", stack=unmatched.stack.title, titles=titles)
    elif titles:
        sentence = say("why_not.nearest", asked=asked, titles=titles)
    else:
        sentence = say("why_not.not_in_catalogue", asked=asked)
    return WhyNot(
        asked=asked,
        standing=WhyNotStanding.UNKNOWN,
        sentence=sentence,
        path=None,
        credential=None,
        rank=None,
        score=None,
        first=None,
        against=[],
        missed_by_one=[],
        changes=[],
        nearest=[Reference(id=credential.id, title=credential.title) for credential in unmatched.nearest],
    )
