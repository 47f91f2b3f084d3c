"""Does a member's name say who somebody is? Such members are refused, so that no rule can ever weigh them."""

#: What the sender of a personal member reads.
REFUSAL = "Credwise never weighs who a person is; remove this member"

#: Names that are personal in a profile but can mean something else inside one of its parts (an employer's "name").
_PERSONAL_IN_A_PROFILE = frozenset({"address", "image", "mail", "name", "picture"})

#: Names that are personal wherever they stand, in lower case and without what joins words, by subject.
_PERSONAL_ANYWHERE = {
    "what somebody is called": "displayname familyname firstname fullname givenname initials lastname maidenname "
    "middlename nickname pronouns salutation surname username",
    "when and where somebody was born": "age agegroup agerange birth birthdate birthday birthplace birthyear "
    "countryofbirth dateofbirth dob placeofbirth yearofbirth",
    "sex and family": "children dependants dependents familystatus gender genderidentity maritalstatus orientation "
    "pregnancy pregnant sex sexualorientation",
    "origin": "citizenship ethnicgroup ethnicity ethnicorigin immigrationstatus nationality race skincolor skincolour",
    "belief": "belief faith politicalopinion politicalviews politics religion religiousbelief tradeunion "
    "unionmembership",
    "health and service": "disabilities disability health healthstatus medicalhistory veteranstatus",
    "looks": "avatar photo photograph portrait",
    "how to reach somebody": "email emailaddress homeaddress mobile phone phonenumber postalcode postcode street "
    "telephone zipcode",
    "numbers of the state": "nationalid nationalidnumber passport passportnumber socialsecuritynumber ssn taxid",
}

_NAMES = frozenset(name for names in _PERSONAL_ANYWHERE.values() for name in names.split())


def says_who(name: str, *, of_the_profile: bool) -> bool:
    """Return whether a member called `name` would say who the learner is, however the name is written."""
    folded = "".join(char for char in name.casefold() if char.isalnum())
    return folded in _NAMES or (of_the_profile and folded in _PERSONAL_IN_A_PROFILE)
