"""How far has a study come, by what learners say of it in nine languages? Under way, left, or nothing said.

"2nd semester at TAFE", "me faltan 4 asignaturas y el TFG", "dottorato lasciato al primo anno", "niedokończone studia":
nobody says so of a study that is done. Pure; letters are compared small and without accents.
"""

import re
from typing import Literal

from services.recommender.names.job_titles.letters import without_accents

#: How far a study has come, where something is said of it.
StudyProgress = Literal["completed", "in_progress", "left"]

#: Which year, semester or level of it somebody is in. A number alone counts years: "LLB 3 year", "YH-examen 2 år".
_NTH = r"(?:[1-6]|i{1,3}|iv|vi?)"
_IN_ITS_YEAR = rf"""
    (?:[1-6](?:st|nd|rd|th)|first|second|third|fourth|fifth|penultimate|final|last) (?:year|yr|semester|sem|term)(?!s)
    (?:year|yr) [1-6](?!\d)(?! \d)|(?:sem|semester) [1-8]|[1-8](?:st|nd|rd|th)? sem(?:ester)?(?!s)|phase [1-7]
    (?:level|stage) [1-4] apprentice|(?:electrical|plumbing|building|carpentry|craft) apprentice
    apprentice (?:electrician|plumber|carpenter|builder|mechanic|chef|welder|fitter|joiner|bricklayer|hairdresser)
    im [1-4]\. ?\w*(?:jahr|semester)|[1-4]\. ?(?:lehr|ausbildungs|studien)jahr|\d{{1,2}}\. ?(?:fach)?semester
    azubi|[1-6](?:e|er|re|ere|eme|ieme) annee|(?:premiere|deuxieme|troisieme|quatrieme|derniere) annee
    [1-6] ?\.? ?(?:o|er|a)\.? (?:curso|ano|semestre|periodo)|[1-6]o de
    (?:primer|segundo|tercer|cuarto|ultimo) curso|cursando|(?:primeiro|segundo|terceiro|quarto|ultimo) ano
    [1-9]\d?o? (?:semestre|periodo)|(?:primo|secondo|terzo|quarto|quinto|ultimo|[1-6]) ?[°o]? anno|fuori ?corso
    laureand[aoei]|(?:[1-6]e|eerste|tweede|derde|vierde|laatste) jaar|[1-3]e (?:bach|bachelor|master)
    (?:eerste|tweede|derde)jaars|{_NTH}\.? (?:roku?|semestr\w*)|student(?:ka)? [1-6i]+|na {_NTH} roku
    (?:pierwsz|drug|trzec|czwart)\w+ rok\w*|termin \d|(?:arskurs|ak) [1-5]|[1-5]:?[ae] aret
    (?:forsta|andra|tredje|sista) (?:aret|terminen)
"""

#: What is still missing before the end.
_STILL_TO_COME = r"""
    \d+ (?:courses?|credits?|modules?|subjects?|papers?|exams?|units?) (?:left|remaining|to go|pending|to finish)
    backlogs?|arrears|awaiting (?:viva|results?|graduation)|viva|thesis (?:submitted|pending|due)
    (?:dissertation|thesis) (?:outstanding|to submit|still to)|credits so far|so far
    noch \d+ (?:prufung|klausur|modul|schein)\w*|es fehl\w+|fehl(?:t|en) (?:noch|nur)
    (?:bachelor|master|abschluss)arbeit (?:offen|fehlt|lauft|ausstehend)
    (?:me )?faltan? (?:a|o|el|la|los|las|apenas|so|solo|\d+|por)|a falta del?|pendiente (?:de|el|la)
    (?:tfg|tfm|tese|tesis|tesi|memoire|scriptie|these|dissertacao) (?:a|por|da|pendiente|niet|mancante|non)
    manca(?:no)? (?:solo|la|il|gli|\d+)|il (?:me )?reste|reste \d+|\d (?:ue|matieres?) a (?:passer|valider)
    nog \d+ (?:vak|tentamen)\w*|brakuje|bez obrony|przed obrona|obrona w|saknar|saknas|\d+ (?:hp|poang) kvar
    kvar|(?:final|last) (?:placement|project|internship)|busy with|(?:stage|scriptie|afstuderen|afstudeer\w*) loopt
    thesis (?:lauft|loopt)|[1-3]e bloc|bloc [1-3]|soutenance (?:prevue|en)|defesa (?:prevista|marcada|em)
"""

#: That somebody is at it.
_AT_IT = r"""
    (?:currently|presently|now) (?:doing|studying|at|in|on|completing)|doing (?:it|my|an?|this)|studying
    working towards?|at night|still (?:at|in|doing|studying)|pursuing
    (?:mache|studiere|besuche) (?:gerade|derzeit|zurzeit|aktuell)
    (?:gerade|derzeit|zurzeit|aktuell) (?:im|in|am)|lauft|im studium|actuellement en|je prepare|en train de
    estudiando|matriculad[oa]|cursa|actualmente|frequentando|sto (?:facendo|studiando)|bezig
    volg (?:nu|momenteel)|momenteel|w trakcie|studiuje|ucze sie|a frequentar|a decorrer|a tirar|a cursar
    em curso|laser|pluggar|studerar|pagaende|gar (?:nu|pa|utbildning)
"""

#: That it was left, or never came to its end.
_LEFT = r"""
    drop(?:ped)?[ -]?out|dropped|quit|gave up|left (?:after|before|without|in|early)|discontinued|withdrew
    never (?:finished|completed)|did(?:n.t| not) (?:finish|complete|graduate)|no degree
    some (?:college|university|uni)|unfinished|incomplete\w*|\w*abgebrochen\w*|\w*abbruch|aufgehort|geschmissen
    ohne (?:studien)?abschluss|nicht (?:abgeschlossen|beendet|fertig\w*)|exmatrikuliert|abandon\w*|arrete\w*
    interromp\w*|interrott[oaie]|interrump\w*|inacheve\w*
    non (?:termin|valid|achev|obten|complet|conclu|finit)\w*|pas (?:termin|valid|fini|obten)\w*
    sans (?:le |avoir )?(?:diplome|bac|licence)|niveau (?:bac|bts|cap|licence)(?! ?\+)
    sin (?:terminar|acabar|finalizar|titulo|concluir)|dej(?:e|ado|ada)|no (?:termin|acab|finaliz|complet)\w*
    incomplet\w*|inconclus\w*|inacabad\w*|lasciat[oaie]|ritirat[oa]|abbandonat\w*
    mai (?:finit|conclus|terminat)\w*|gestopt|afgebroken|niet (?:afgerond|afgemaakt|voltooid|gehaald|behaald)
    uitgeschreven|voortijdig|niedokoncz\w*|nieukoncz\w*|nie ukoncz\w*|przerwan\w*|rzucon\w*|porzucon\w*
    skreslon\w*|desisti\w*|tran(?:c|qu)\w*|frequencia|frequentei|nao (?:conclu|termin|acab)\w*|avbrut\w*
    (?<!\S )left(?= (?!to )\w)|pulled out|packed (?:it )?in|jacked (?:it )?in|chucked|bailed|flunked|kicked out
    (?:did(?:n.t| not)|never) (?:submit\w*|pass\w*|graduate\w*|sit|sat)|not (?:given|appeared|attempted|submitted)
    without (?:an? )?(?:degree|diploma|qualification|graduating|finishing|completing)|no (?:diploma|qualification)
    ohne (?:diplom|zeugnis|abschlussprufung)|hingeworfen|hingeschmissen|(?:studien)?abbrecher\w*
    lache|plaque|quitte|decroch\w*|sin (?:diploma|graduarme)|lo deje|colgue|colgad[oa]|me sali
    senza (?:diploma|titolo|laurea|finire|laurearmi)|smess[oa]|mollat[oa]|zonder (?:diploma|papiertje|papieren|bul)
    afgehaakt|opgehouden|gekapt|gestaakt|uitgevallen|rzucil\w*|porzucil\w*|zrezygnowal\w*|przerwal\w*
    bez (?:dyplomu|tytulu|ukonczenia)|nie skonczyl\w*|larg(?:uei|ou|ad[oa])|parei|sem (?:diploma|concluir|terminar)
    utan (?:examen|diplom|betyg)|ingen examen|slutade|avbrot|hoppat av
    avhopp\w*|hoppade av|(?:ej|inte) (?:slutford|avslutad|fardig|klar)\w*|oavslutad\w*
"""

#: Before what was left it says that it goes on.
_NOT_YET = re.compile(
    r"(?<!\w)(?:noch nicht|not yet|nog niet|pas encore|todavia no|aun no|ainda nao|jeszcze nie|annu inte)"
)

#: What the first of several parts says of a study that is done.
_DONE = re.compile(
    r"(?<!\w)(?:completed|graduated|passed|abgeschlossen\w*|bestanden|valide\w*|obtenue?|terminad[oa]|titulad[oa]|"
    r"conseguit[oa]|conclus[oa]|laureat[oa]|behaald|afgerond|ukonczon\w*|concluid[oa]|avklarad)(?!\w)"
)


def study_progress(text: str) -> StudyProgress | None:
    """Return how far the study that `text` names has come; None where it says nothing of that.

    Of several studies the first counts: "DCG validé, DSCG en cours".
    """
    said = " ".join(without_accents(text).split())
    first = re.split(r"[,;/]", said)[0]
    if _NOT_YET.search(said):
        return "in_progress"
    if _DONE.search(first) and not any(each.search(first) for each in (_PATTERN_LEFT, _PATTERN_UNDER_WAY)):
        return "completed"
    if _PATTERN_LEFT.search(said):
        return "left"
    return "in_progress" if _PATTERN_UNDER_WAY.search(said) else None


#: What stands before the name of a study that is not done.
_BEFORE_ITS_NAME = re.compile(
    r"^(?:(?:currently|presently|still|now|doing|studying|pursuing|dropped out of|left|quit|deferred|unfinished|"
    r"started|an?|my|bezig met|gestopt met|begonnen met|volg nu|abgebrochenes?|derzeit|zurzeit|aktuell|im|in|"
    r"en train de|cursando|estudiando|matriculad[oa] en|iscritt[oa] (?:al?|all)|frequento|a frequentar o|a cursar|em|"
    r"niedokonczone|w trakcie|laser till|laser|avbrut\w+|\d+e?r?[oa]?\.?|curso|ano|anno|rok\w*|semestre|del?|di)\s+)+"
)


def without_progress(text: str) -> str:
    """Return the text without what is said of its progress in front of the study's name: "bezig met hbo-v" is hbo-v."""
    said = " ".join(without_accents(text).split())
    return _BEFORE_ITS_NAME.sub("", said)


def _whole_words(*tables: str) -> re.Pattern[str]:
    lines = [line.strip() for table in tables for line in table.strip().splitlines()]
    together = "|".join(line.removesuffix("|") for line in lines)
    return re.compile(rf"(?<![^\W_])(?:{together})(?![^\W_])")


_PATTERN_LEFT = _whole_words(_LEFT)
_PATTERN_UNDER_WAY = _whole_words(_IN_ITS_YEAR, _STILL_TO_COME, _AT_IT)
