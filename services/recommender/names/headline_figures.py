"""Which figures of a headline are about the job: pay, hours, years, how many, level, reference, date?"""

import re

_FROM_TO = r"\d[\d.,']*\s?k?(?:\s?(?:-|\u2013|to|bis|tot|à|a|do|till|und|/)\s?[£€$₹]?\s?\d[\d.,']*)?\s?k?"
_UNIT_OF_PAY = r"(?:€|£|\$|zł|eur|euros?|pln|chf|sek|kr|rs|inr|lpa|lakhs?|k|p\.?h|p\.?a)"
_PER = r"(?:\s?(?:/|per|pro|par|por|al|all'|alla|p\.?|na|a la|brutto|brut|bruto|netto|gross|net)\s?[^\W\d]*\.?){0,2}"

#: Figures that are about the job: pay, share of full time, hours, years and months, how many, level, reference, date.
FIGURES = re.compile(
    rf"""(?:(?:up\s?to|from|circa|c\.|ab|bis\s+zu|od|do|tot|vanaf|desde|hasta|jusqu'à|ctc|ral|ote|salary|salario|lohn)\s*)?
        (?:[£€$₹]\s?{_FROM_TO}(?:,-)?|(?<![\w.]){_FROM_TO}\s?{_UNIT_OF_PAY}(?!\w)|rs\.?\s?{_FROM_TO}){_PER}
      | (?<!\w)\d{{1,3}}(?:\s?[-\u2013]\s?\d{{1,3}})?\s?%(?:\s?remote)?
      | (?<!\w)\d[.,]?\d*\s?(?:-\s?\d[.,]?\d*\s?)?(?:fte|etp|eft|vzä|wte)\b
      | (?<!\w)\d{{1,2}}(?:[.,]\d+)?(?:\s?(?:-|\u2013|to|bis|tot|à|a|do)\s?\d{{1,2}}(?:[.,]\d+)?)?[\s-]?
        (?:h|hrs?|hours?|std|stunden|wochenstunden|uur|uren|u|horas?|ore|heures|godz|godzin|tim|timmar)\b\.?
        (?:\s?(?:/|per|pro|a\s|par|por|alla|a\sla|i)?\s?(?:week|woche|wk|semaine|semana|settimana|tydzień|vecka|
        semanales|settimanali|hebdo|wöchentlich|tygodniowo|tag|day|día|dia|monat)\b)?
      | (?<!\w)\d{{1,2}}\s?(?:\+|(?:-|\u2013|to|bis|à)\s?\d{{1,2}})?[\s-]?(?:\+\s?)?
        (?:years?|yrs?|jahren?|ans|años|anni|jaar|lat|anos|år|months?|mths?|monate?n?|mois|meses|mesi|maanden|miesięcy|
        månader|weeks?|wochen|semaines|days?\sa\sweek|days?)\b
        (?:\s(?:of\s)?(?:exp\b\.?|experience|pqe|erfahrung|berufserfahrung|contract|ftc|fixed\sterm|vertrag|mat\scover))?
      | (?<!\w)\d{{1,2}}(?:st|nd|rd|th|er|ère|e|ème|\.)\s?(?:year|lehrjahr|année|ausbildungsjahr)\b
      | (?<!\w)(?:\d\s?x\s?(?!\d)|x\s?\d{{1,2}}\b|\dx\d\b|24/7)
      | (?<!\w)(?:\#\s?[\w-]*\d[\w-]*|(?:ref|réf|rif|kennziffer|req|job\s?id|noc|stellen-?nr|nr)\b\.?
        \s?(?:no\.?|id|nr\.?)?\s?:?\s?[\w./-]*\d[\w./-]*)
      | (?<!\w)(?:band|grade|gr|level|lvl|niveau|niv|nível|nivel|livello|liv|stufe|aps|el|el\s?nivå|hew|bracket|scale|
        tier|eg|tvöd|e\d|tv-?l|s\d|bat|besoldung|fwg|fuwo|cao|cap|k\.?v|ks)\s?-?e?(?:\d{{1,2}}[a-d]?|i{{1,3}}|iv|v)(?:\s?[-/]\s?\d{{1,2}})?\b
      | (?<!\w)(?:åk|årskurs|klassen?|years?)\s?(?:\d{{1,2}}|f)(?:\s?[-\u2013]\s?\d{{1,2}})?\b
      | (?<!\w)(?:l\.?|legge|ley|loi)\s?\d+/\d+
      | (?<!\w)(?:\d{{1,2}}\.\d{{1,2}}\.(?:\d{{2,4}})?|(?:19|20)\d\d(?:\s?[-/]\s?(?:20)?\d\d)?)(?!\w)
      | (?<!\w)(?:(?!ir35)[A-Z]{{1,2}}\d{{1,2}}[A-Z]?(?=\s*$|\s*[,)])|\d{{5}}\b|\(\d{{2}}\))
      | [!*]{{1,}}(?=\s|$)""",
    re.IGNORECASE | re.VERBOSE,
)
