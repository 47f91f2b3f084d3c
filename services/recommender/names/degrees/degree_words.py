"""The words that names of degrees are made of, and the level each stands for; degree_names looks them up.

A table of patterns has alternatives line by line; case never matters. What is not certain stands in none of
them: a level read too high opens licences and requirements that are not met.
"""

from services.recommender.scales import EducationLevel

_CERTIFICATE = EducationLevel.POSTSECONDARY_CERTIFICATE
_SECONDARY = EducationLevel.SECONDARY
_ASSOCIATE = EducationLevel.ASSOCIATE
_BACHELOR = EducationLevel.BACHELOR
_MASTER = EducationLevel.MASTER
_DOCTORATE = EducationLevel.DOCTORATE


#: Short forms that mean nothing else, whatever their case.
SHORT_FORMS = {
    _DOCTORATE: """
        phd dphil pharmd psyd drph jsd lld engd
    """,
    _MASTER: """
        msc mba mtech mphil mpharm llm mcom meng mchem mphys mmath mlitt msci march mres mstat mlis emba
    """,
    _BACHELOR: """
        bsc btech bcom bcomm beng bpharm bpharma barch bphil llb mbbs mbchb mbbch bmbs bvetmed bvms bba bca bsn bsba
        bsee bsme bscs bmus bvsc bhsc bdes bvoc basc pgce pgdip pgcert pgdm pgdl pgdca pgdba pgd gdl graddip
        gradcert gdip
    """,
    _ASSOCIATE: """
        hnd fdsc fdeng fded diphe aasn
    """,
    _CERTIFICATE: """
        hnc certhe dpharm ond nce gnm
    """,
    _SECONDARY: """
        ged gcse gcses hiset igcse gce sslc hssc hslc cbse icse wassce waec neco ssce kcse csec ossd
    """,
}

#: Short forms that are words, places, bodies or products as well ("Oracle DBA", "Boston, MA", "BCS certificate").
#: They count in capitals ("BEd", "B.Ed."), and not within the name of a certificate.
IN_CAPITALS = {
    _DOCTORATE: """
        md do jd edd dds dmd dnp dpt dvm dba scd dsc
    """,
    _MASTER: """
        ms ma me med mm am mpa mph mfa msw mca mpp msn mim msed mps mst mha mdiv mbs masc mse mcs
    """,
    _BACHELOR: """
        bs ba be bm ab bed bfa bds bas bcs bsw bpa bms bhm bn bsed beed bsit bsa bbm bbs bgs
    """,
    _ASSOCIATE: """
        aa as aas asn adn fda aba
    """,
    _SECONDARY: """
        hsc ssc shs vce qce wace sace puc nsc ncea
    """,
}

#: Short forms that are English words: in a text all in capitals they count only at its beginning.
ENGLISH_WORDS = frozenset({"as", "me", "do", "be", "am", "med", "bed", "march"})

#: Short forms that are states as well: "Biology, College Park, MD".
STATES = frozenset({"ma", "md", "me", "ms"})

#: Names in words, the more telling first: a bachelor of secondary education is a bachelor.
IN_WORDS = (
    (
        _DOCTORATE,
        r"""
        doctor (?:of|in)|juris doctor|doctorate|doctoral (?:degree|program\w*)|^doctoral$|doktor|doctorat|doctorado
        dottorato|doutorado|doutoramento|doktorat|promotion zum dr
    """,
    ),
    (
        _MASTER,
        r"""
        masters? (?:of|in|degree|program(?:me)?)|masters|master's
        master (?:comput|informati|data scien|data analy|business|management|engineer|financ|psycholog|law|
        droit|scien|art|educat|econom|market|mathemat|physi|chemi|biolog|research|lmd|recherche|professionnel|
        universi|oficial|2)\w*(?: (?:science|analy\w+))?
        ^(?:(?:executive|professional|international|european|joint|specialised|specialized|integrated) )?master$
        ^(?:and|und|et|y) master$
        mag[ií]ster|mgr|diplom|dipl (?:ing|inf|inform|kfm|kffr|phys|math|chem|biol|psych|vw|bw|wirt\w*|päd\w*)
        diplom\w*(?:ingenieur|informatiker|kauf|physiker|mathemat|wirt|psycholog|chemiker|biolog|volks|betriebs)\w*
        maestría|mestrado|máster universitario|laurea (?:magistrale|specialistica)|post ?graduation
        post ?graduate degree|staatsexamen|^dea$|^dess$
    """,
    ),
    (
        _BACHELOR,
        r"""
        bachelors?|bachelor's|undergraduate (?:degree|student)|licence (?:en|professionnelle|pro|3)|licenciatura
        grado en|^grado$|ma[iî]trise|laurea|baccalaureate degree|honou?rs degree|ordinary degree|first degree
        graduate degree|four year degree|4 year degree|licencjat|bacharelado|bakkalaureus|degree apprenticeship
    """,
    ),
    (
        _ASSOCIATE,
        r"""
        associates?(?:'s|s')? degree|associate's|associates|^associate$
        associate (?:of|in) (?:arts?|sciences?|applied|fine arts?|general studies|general education|
        business administration|nursing|engineering|occupational|technical|technology|liberal|
        criminal justice|computer|information|early childhood|speciali[sz]ed)
        foundation degree|diploma of higher education|higher national diploma|two year degree|2 year degree
    """,
    ),
    (
        _SECONDARY,
        r"""
        high ?school|hs (?:diploma|degree|graduate)|^hs$|(?<!post )(?<!post)secondary|abitur|baccalaur[eé]at
        baccalaureate|[aot] ?levels?|higher levels?|(?:advanced|scottish) highers?|^highers$|sqa highers?
        national 5s?|standard grades?|leaving cert(?:ificate)?|matric\w*|^intermediate|12th|10th|10 2
        (?:class|std|standard|grade|year) (?:12|13|xii)|(?:class|std|standard) (?:10|x)|^xii$|^ib(?: diploma)?$
        school leaver|diploma di (?:ragioner|liceo|perito|geometra|istituto|scuola (?:media )?superiore)\w*
        senior high|general education\w*|bachillerato|maturit[aày]|matura|grammar school|sixth form|senior school
        senior certificate|access to (?:he|higher education)|(?:extended|subsidiary|foundation) diploma
        btec (?:first|national)\w*|fachabitur|fachhochschulreife|hochschulreife
        (?:advanced|intermediate|foundation|modern) apprenticeship
    """,
    ),
    (
        _CERTIFICATE,
        r"""
        certificates?|cert (?:iii|iv|3|4)|certification|diploma|bootcamp|boot camp|trade school|vocational
        apprenticeship|ausbildung|meister|post ?secondary|journey(?:man|person|woman)
    """,
    ),
)

#: The degrees that follow one another, by the words that mean nothing else: two of them in one name are two degrees.
STEPS = (
    (_BACHELOR, r"bachelors?|bachelor's"),
    (_MASTER, r"masters?|master's"),
)

#: Words beside which a short form that means other things as well is no degree.
OF_A_CERTIFICATE = r"""
    certificat\w*|certified|diploma|bootcamp|boot camp|licen[cs]e|licensed|training|workshop|seminar|course
    high school|compliance|member\w*|exam
"""

#: What speaks of a degree whose level nobody can tell.
LEVEL_UNNAMED = r"""
    degrees?|graduat\w*|undergraduate|university|college|studies|post ?graduate|nvqs?|svqs?|btec|alumn\w+
"""

#: What means another level in another country, so that its name is kept beside the level read here.
VARYING = r"""
    diploma|licenciatura|baccalaur[eé]at|ma[iî]trise|mag[ií]ster|meister|ausbildung|apprenticeship|journey\w+
    cert(?:ificate)? (?:iii|iv|3|4)|laurea|staatsexamen|diplom|licence|pgdm|mbbs|gnm
"""
