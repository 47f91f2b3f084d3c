"""What holds the words of a degree and is none, with the words that degree_names reads instead: "Master plumber".

Alternatives stand line by line; case never matters.
"""

#: Which words are read instead of which, in this order. One space stands for any gap between words, a comma or bracket
#: as well.
INSTEAD = (
    (
        "secondary",
        r"""
        some (?:college|university)(?: (?:courses|study|studies|education))?(?: no (?:degree|diploma))?
    """,
    ),
    (
        "secondary",
        r"""
        (?:gce )?as (?:and )?(?:a2?|a) ?levels?|(?:gce )?as ?levels?|a ?s levels?
    """,
    ),
    (
        "",
        r"""
        dr(?: \w+){0,2} h c|hon (?:doctor\w*|degree|lld|phd)|(?:lld|dlitt|doctor|doctorate|phd|dsc)[^|]* hon
        (?:honorary|honoris causa)[^|]*
        (?:doctor|doctorate|phd|degree|lld|dsc|master|bachelor)[^|]* (?:honorary|honoris causa|h c)
    """,
    ),
    (
        "",
        r"""
        pre ?(?:masters?|master's|bachelors?|bachelor's|mba|phd|doctoral|doctorate|med|law|degree|university)\b[^|]*
        post ?doc\w*[^|]*|(?:bachelors?|bachelor's|masters?|master's|degree) (?:preparat\w+|entry|bridging)[^|]*
        equivalent (?:to|of)[^|]*
        (?:degree|bachelors?|bachelor's|bsc|masters?|master's|msc|mba|phd)(?: degree)? (?:or )?equivalent
    """,
    ),
    (
        "certificate",
        r"""
        (?:post )?(?:masters?|master's)(?: level)? (?:certificat\w+|course certificate)
        (?:(?:mini|micro|nano|one day|30 day|ten day|10 day|personal|online mini) )mba(?: (?:certificat\w+|
        diploma|program\w*))?
        mba (?:certificat\w+|essentials|foundations?|fundamentals|prep\w*|boot ?camp|style|level)(?: certificat\w+)?
        (?:micro|mini|nano) ?(?:masters?|master's|bachelors?|bachelor's)|(?:bachelor|master) professional
        (?:bachelors?|bachelor's|masters?|master's|degree|graduate) level (?:certificat\w+|course|diploma)
    """,
    ),
    (
        "",
        r"""
        (?:bachelors?|bachelor's|masters?|master's|degree|graduate|doctoral|phd|mba|ba|bsc|msc) level[^|]*
    """,
    ),
    (
        "",
        r"""
        bachelor(?:ette)?(?:'s)? (?:pad|party|button|of the)
        (?:masters?|master's) ?class(?:es)?(?: certificate)?
        masters? (?:of|in) (?:ceremon\w+|wine|reiki|sake|the (?:universe|house)|disguise|training)
        (?:doctor|doctors) in training
        (?:grand|head|school|quarter|station|harbou?r|toast|web|scrum|reiki|yoga|chess|task) ?master\w*(?: certif\w+)?
    """,
    ),
    (
        "",
        r"""
        associates? (?:(?:of|in|the|member|fellow) )*(?:chartered|certified|royal|society|institut\w*|member|
        fellow|acca|acii|cii|icai|icaew|cima|cipd)[^|]*
    """,
    ),
    (
        "",
        r"""
        (?:university|college|institute)(?: (?:of|at) \w+)? (?:ma|md|me|ms)
    """,
    ),
    (
        "doctorate",
        r"""
        dr (?:rer|med|phil|ing|iur|jur|oec|theol|sc)
    """,
    ),
    (
        "",
        r"""
        (?:ms|m s) (?:office|excel|word|project|access|sql|dos|teams|azure|dynamics|power ?\w*|windows|
        outlook|365|certified\w*)[^|]*
        md anderson|(?:oracle|sql|database|mysql|db2|sybase|postgres\w*|mongo\w*)(?: server)? dba
    """,
    ),
    (
        "",
        r"""
        (?:junior|middle|primary|elementary|grade|preparatory|nursery|lower secondary|junior secondary|
        intermediate) (?:(?:and|high) )*(?:school\w*|secondary)?(?: (?:school|leaving|certificate|diploma|
        examination))+
        (?:junior|middle|lower|upper primary) (?:high|secondary)(?: school)?(?: certificate| diploma)?
        (?:middle|primary|elementary|grade|nursery) ?school(?: diploma| certificate)?
        junior (?:cert(?:ificate)?|cycle)|(?:9|10|11)th grade|grade (?:9|10|11)|certificate (?:i|ii|1|2)
        cert (?:i|ii|1|2)
    """,
    ),
    (
        "",
        r"""
        (?:scqf|nqf|nfq|qqi|fetac|nzqf|nzqa|nsqf|aqf|ncfe entry)(?: level)? \d+(?: (?:award|certificate|diploma))?
        entry level[^|]*
    """,
    ),
    (
        "bachelor",
        r"""
        dipl(?!oma)\w*(?: (?!uni|tu)\w+){0,4} (?:fh|ba)|fh dipl(?!oma)\w*|fachhochschul\w* diplom
    """,
    ),
    (
        "bachelor",
        r"""
        (?:post ?graduate?|pg|grad|graduate|post ?baccalaureate|postgrad) (?:certificate|cert|diploma|dip)
    """,
    ),
    (
        "certificate",
        r"""
        (?:post ?graduate|pg|graduate) program(?:me)?
    """,
    ),
)

#: Levels of the frameworks of England, Wales and Northern Ireland by their number, where one of these words is by it
#: and none of another country's framework.
LEVELLED = r"""
    nvqs?|svqs?|btec|national vocational qualification|scottish vocational qualification|diploma|apprentice\w*|rqf
    qcf
"""
LEVEL_BY_NUMBER = r"(?:(?:level|lvl) ?|(?:nvqs?|svqs?|btec|rqf|l) ?(?:level )?)([1-7]|i{1,3}|iv)"
OTHER_FRAMEWORKS = r"scqf|nqf|nfq|qqi|fetac|nzqf|nzqa|nsqf|aqf|eqf|dqr|cpa|cfa"
INSTEAD_OF_LEVEL = (
    dict.fromkeys(("2", "3", "ii", "iii"), "secondary")
    | dict.fromkeys(("4", "5", "iv"), "certificate")
    | {"6": "bachelor", "7": "masters"}
)

#: What is too short to be a level of education: below level 4 it is no schooling, and never a degree.
LEVELLED_SHORT = r"awards?|certificates?|esol|functional skills|essential skills"

#: Vocational names that say nothing of the level where no number stands by them.
VOCATIONAL_UNNAMED = r"(?:[ns]vqs?|gnvqs?)(?: (?:diploma|certificate|award))?|btec (?:diploma|certificate|award)"
