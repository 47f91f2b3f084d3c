"""What is said of a degree's end: that it is under way, or that it was given up. degree_names looks it up."""

#: Within the name: a degree that was begun and is not done.
UNDER_WAY = r"""
    in progress|on ?going|expected|expecting|anticipated|predicted|candidate|candidacy|studying|pursuing|currently
    current(?= student)|current$|enrol\w*(?! (?:nurs|agent))|under ?way|under way
    to be (?:completed|awarded|conferred)|(?:to|until|till|since|\d{4}) (?:present|date|now)|^present|present$|^now$
    year [1-9]|[1-9](?:st|nd|rd|th) (?:year|semester)
    (?:first|second|third|fourth|penultimate|final) (?:year|semester)(?! project)|pending|awaiting|graduating
    working (?:on|towards?)|not yet|part way|unconferred|(?:phd|doctoral|research) (?:scholar|researcher|fellow)
    ^active$|is current|starting|exp(?= \w+ ?\d{4}| \d{4})|exp$
    laufend|voraussichtlich|en cours|en curso|cursando|in corso|em andamento
    students?(?! (?:affairs|services?|development|personnel|counsel\w+|support|success|leadership|learning|
    life|teaching))
"""

#: Within the name: a degree that was begun, or only thought of, and left without it; or a part of one.
GIVEN_UP = r"""
    no degree|no diploma|drop(?:ped)? ?out|drop ?out|incomplete|uncompleted|unfinished|discontinued|withdr[ae]w\w*
    left (?:early|before|without|university|college|school)|(?<!by )course ?work(?! masters?)|courses
    (?:not|never|didn't|did not|hasn't|wasn't) (?:\w+ )?(?:finish\w*|complet\w*|award\w*|graduat\w*|confer\w*|
    obtain\w*|pass\w*|earn\w*)
    did not|without (?:a )?(?:degree|graduating|completing|diploma)|credits? towards?|non ?degree|abandoned|deferred
    partial(?:ly)? complet\w*|partial (?:degree|stud\w+)|^partial$|^partly|half (?:complet\w*|finish\w*|done)|
    all but (?:the )?(?:dissertation|thesis)|abd
    fail(?:ed)?|quit|stopped|interrupted|paused|on hold|suspended|leave of absence|expelled|dismissed|revoked
    left after|foundation year|non ?graduate
    half of|^partial (?:bachelor\S*|master\S*|degree|[bm]sc|[bm]a)|units$|units (?:in|of|towards?)
    ^(?:bachelors?|bachelor's|masters?|master's|phd|doctoral) (?:thesis|dissertation|units)
    abgebrochen|ohne abschluss|incomplet[oa]|inconclus[oa]|trunc[oa]|non (?:terminé\w*|conclus[oa])|abandonné\w*
    rescinded|cancel\w+|transferred|attended|some
    \d+ (?:years|semesters|modules) of|(?:one|two|three) (?:years|semesters) of|(?:one|1) (?:year|semester) of
    \d+ (?:\w+ )?(?:credits?|years?|semesters?|modules?) (?:completed|done|earned)|\d{1,2} (?:percent )?complete\w*
    (?<!with )(?<!with a )(?<!and )(?<!including )(?:semester|term|study|studies|studying|year) abroad
    exchange (?:semester|student|program\w*|year|stud\w+|term)|exchange$|(?:student|academic) exchange
    erasmus(?! mundus)|(?:visiting|guest|occasional) (?:student|semester|scholar)|audited|summer school|planned
    prospective|applied (?:for|to)|applicant|accepted|admitted to (?!the bar|bar)\w+|offer holder|intend\w*|upcoming
"""

#: In another member of the entry ("status": "in progress"), where prose may stand that speaks of other things.
BESIDE_UNDER_WAY = r"""
    in progress|on ?going|expected (?:to|in|graduation|completion|\w+ \d{4}|\d{4})|expected$|anticipated
    (?:currently|still) (?:\w+ )?(?:studying|pursuing|enrolled|attending|completing|working)
    ^(?:is )?(?:current\w*|active|pending|students?|studying|enrolled|present|pursuing|attending|under ?way|
    under way|expected|not yet \w+|still .*|final year|\w+ year|working .*|is (?:enrolled|active|ongoing|
    studying|student))$
    to be (?:completed|awarded)|not yet
"""
BESIDE_GIVEN_UP = r"""
    dropped out|drop ?out|withdr[ae]w\w*|discontinued|unfinished|incomplete|abandoned|all but (?:the )?dissertation
    abd
    (?:not|never|did not|didn't) (?:\w+ )?(?:finish\w*|complet\w*|award\w*|graduat\w*|confer\w*|earn\w*|obtain\w*)
    no degree|without (?:a )?(?:degree|graduating|completing)|left (?:early|before|without)|non ?degree|honorary
    (?:semester|study|term) abroad|exchange (?:semester|student)
    ^(?:failed|partial\w*|deferred|suspended|paused|on hold|quit|left|attended|cancel\w+|transferred|
    some (?:college|university|courses?|credits?|stud\w+)|
    is (?:withdrawn|incomplete))$
"""
