"""What are refusals of lines made of? The words by which they are kept short; see `lines.py`.

Nobody reads this: what is kept was compressed by this text, so not a letter of it may change. Another text gets another
mark. What is said most often stands last; it is of profiles that nobody sent.
"""

WORDS = (
    '"candidates":[{"code":"13-2011.00","title":"Accountants and Auditors"},{"code":"15-1252.00","title":'
    '"Engineers, All Other Specialists, Except Health Teachers, Postsecondary Managers and Technicians"}]'
    '{"slug":"idempotency-key-reused","slug":"too-large","detail":"The line is longer than the 262144 byt'
    'es of a profile."{"slug":"invalid-json","detail":"line 1, column 1: this is not JSON (expecting valu'
    'e); correct it there and send the document again","problems":[{"pointer":"","detail":"line 1: byte 0'
    ' of the document is not UTF-8; encode the document as UTF-8"}]must be a résumé: an object in curly b'
    'rackets (jsonresume.org), or a text or file as a string"/answered/0","detail":"must be one of: posti'
    "ng, licence, which_country, education, years_in_field, skill_level, evidence, budget, hours_per_week"
    ', deadline""/stack_goal","detail":"must be an object, in curly brackets; its members: kind, credenti'
    'al, institution""/evidence/0/kind","detail":"must be one of: portfolio, project, work_product, publi'
    'cation""/mode","detail":"must be one of: online, in_person, blended, any""/skills/0/level","detail":'
    '"must be one of: unknown, beginner, intermediate, advanced, expert""/language","detail":"must be a l'
    'anguage tag of BCP 47, like en, or the name of one language, like English""/country","detail":"must '
    'be a country\'s ISO 3166-1 code, like GB, or its name, like Germany""/line_id","detail":"must be 1 to'
    ' 255 visible ASCII characters in quotation marks, without spaces, or be left out""/target_employers/'
    '0/name","/target_role/title","detail":"is blank; give a text or leave the member out""/credentials_h'
    'eld/0/issued_on","detail":"must be a date of the calendar like 2023-05-02""/credentials_held/0/expir'
    'es_on","detail":"must not be before issued_on, 2024-01-01""/experience/years_in_field","detail":"mus'
    't not be more than years_total, 1""/experience/years_total","detail":"must be a whole number from 0 '
    'to 70""/experience","detail":"must be an object, in curly brackets; its members: years_total, years_'
    'in_field""/target_role","detail":"must be an object, in curly brackets; its members: title, required'
    '_skills, preferred_skills""/target_role/required_skills","/credentials_held","/education","/skills",'
    '"detail":"must be a list in square brackets; where there is nothing to say, [] or no such member""/e'
    'ducation/0/year","detail":"must be a whole number from 1940 to 2100""/education/0/level","detail":"i'
    "s missing; it must be one of: none, secondary, postsecondary_certificate, vocational, higher_vocatio"
    'nal, associate, bachelor, master, doctorate, unknown. Or give the qualification"/budget/currency","/'
    'budget/amount","detail":"must be a whole number from 0 to 1000000000""/budget","detail":"must be an '
    'object, in curly brackets; its members: amount, currency""/deadline","detail":"must be a date of the'
    ' calendar like 2027-06-30""/hours_per_week","detail":"must be a whole number from 1 to 80, without q'
    'uotation marks or a fraction; write 5"must be a whole number from 1 to 80; leave it out where it is '
    'not known"/name","/email","/age","detail":"Credwise never weighs who a person is; remove this member'
    '"there is no member of this name; did you mean "learner_id"?there is no member of this name here; re'
    "move it (known: learner_id, field, goal, target_role, target_employers, education, experience, skill"
    "s, evidence, credentials_held, stack_goal, deadline, hours_per_week, budget, language, mode, country"
    ', region, answered, resume)"}must hold exactly one of "occupation" (an O*NET-SOC code or a title in '
    'words) and "unlisted" (a field that O*NET does not list)must not be null; it must be{"slug":"unknown'
    '-occupation","problems":[{"pointer":"/field/occupation","detail":"\\"Teacher\\" is neither a code nor '
    'a title that we know. Say what the work is, as in \\"electrician\\" or \\"payroll clerk\\", give the occ'
    "upation's code, or Known ones like it: ). Use a code or a title, or is a title in 8 occupations, the"
    " likeliest of them 21-1012.00 (). Name one by its code, or give the field as field.unlisted; the adv"
    'ice will then say that its credential culture is unknown."}]{"slug":"invalid-document","problems":[{'
    '"pointer":"/learner_id","detail":"is missing; it must be 1 to 128 letters, digits and . _ : -, like '
    'learner-4711"},{"pointer":"/field","detail":"is missing; it must be an object in curly brackets; whe'
    're there is nothing to say, leave the member out"},{"pointer":"/goal","detail":"is missing; it must '
    'be one of: fill_skill_gap, signal_currency, complement, explore, change_career"}],"detail":"The docu'
    'ment has one problem; The document has 3 problems; fix what is listed.","line_id":"learner-4711"}'
).encode()
