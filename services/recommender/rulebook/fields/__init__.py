"""The fact vocabulary: every field that rules may speak of, with its unit, its allowed values and what it means.

The facts are computed in services/recommender/decision/facts; a test holds the two against each other. Rule authors
read this list as documentation, so every sentence is written for them.
"""

from services.recommender.rulebook.fields.about_candidates import CREDENTIAL, FIT
from services.recommender.rulebook.fields.about_field import FIELD
from services.recommender.rulebook.fields.about_learner import LEARNER
from services.recommender.rulebook.fields.about_paths import PATH
from services.recommender.rulebook.fields.about_role import ROLE
from services.recommender.rulebook.vocabulary import Vocabulary

#: All fields; a rulebook adds the findings that its rules conclude.
VOCABULARY = Vocabulary((*LEARNER, *FIELD, *ROLE, *PATH, *CREDENTIAL, *FIT))
