"""What titles of credentials say of their own standing, in the languages in which people write them."""

import csv
from pathlib import Path

import pytest

from services.recommender.names.title_standing import standing_said
from tests.builders import shipped

DATA = Path(__file__).resolve().parents[3] / "data"
KNOWLEDGE = shipped.knowledge()

SAID = {
    "held": """
        NMC registration | PRINCE2 Foundation | CISSP | AAT Level 2 Foundation Certificate in Accounting | Enrolled Agent
        CA Final (ICAI) | Registered Nurse Sub Part 1 | OSHA 10/30 | FAA Part 107 Remote Pilot Certificate | Cat C licence
        Carte professionnelle en cours de validité | Patente C in corso di validità | permiso C en vigor
        RN license, not expired | Rejestracja bezterminowa | Certificate IV in Training and Assessment
        Instalador de baja tensión | Certified Application Developer | Financial Planning certificate | Diploma (2 of 2024)
        Refuse collection vehicle licence | Retirement planning specialist | iscritta all'albo degli infermieri
        Inscrite au tableau de l'Ordre | NMC registration, expires 2027 | Elektrofachkraft | behörighet C | Red Seal
        Yoga teacher training (200 h) | Fire door inspection | Staplerschein | VCA-VOL | uprawnienia SEP G1
    """,
    "under_way": """
        QTS - in training, PGCE year | AgilePM Foundation (studying) | CNO registration in progress | PMP candidate
        Meisterbrief in Arbeit | Ausbilderschein, noch nicht abgeschlossen | Approbation noch ausstehend
        permis C en cours | FIMO en formation | CAP en curso | permiso C, todavía no | Patente C in corso
        praticante avvocato | rijbewijs C, nog niet behaald | BIG-registratie (bezig) | prawo jazdy C w trakcie kursu
        aplikant radcowski | carta de pesados em curso | CAM em andamento | C-körkort (pågående) | YKB under utbildning
        Anerkennung als Pflegefachfrau läuft | Provisional Cat C | NCLEX-RN - not yet | SIA door supervisor training certificate (licence not yet applied)
    """,
    "applied_for": """
        NMC CBT passed, OSCE pending | Gas Safe registration applied for | NCLEX-RN failed, retake in May
        CNO registration pending | PMP exam booked for March | CISSP exam passed, endorsement pending
        Staplerschein beantragt | Approbation im Anerkennungsverfahren | Meisterprüfung, Prüfungstermin Mai
        FIMO prévue en mars | inscription à l'ordre en attente | CAP pendiente de examen | permiso C en trámite
        homologación solicitada | iscrizione all'albo in attesa | patente C, esame prenotato | VOG aangevraagd
        BIG-registratie in behandeling | wniosek o prawo wykonywania zawodu | cédula profissional pendente
        SIA licence applied | infermiere, titolo estero in riconoscimento | título en homologación
        carta de pesados, exame marcado | legitimation ansökt | C-körkort, uppkörning bokad
    """,
    "planned": """
        PMP (planned) | eligible for CPA licence | Meisterbrief geplant | CACES envisagé | carnet C por obtener
        patente C da conseguire | VCA, van plan | planowany kurs SEP | CAM por tirar | YKB, planerar
    """,
    "failed": """
        PRINCE2 Practitioner - failed | CA Final attempted, not cleared | Meisterprüfung nicht bestanden
        Ausbildereignung durchgefallen | permis C non obtenu | examen C suspenso | carnet C no aprobado
        esame di Stato non superato | rijbewijs C gezakt | egzamin SEP niezdany | carta C reprovado
        kunskapsprov underkänt
    """,
    "lapsed": """
        NMC registration lapsed 2021 | RN license (expired) | SIA licence revoked | HGV licence, no longer valid
        Staplerschein abgelaufen | Führerschein C entzogen | FIMO expirée | permis C suspendu | CAP caducado
        carnet C vencido | patente C scaduta | VCA verlopen | BIG-registratie doorgehaald | uprawnienia wygasły
        prawo jazdy C cofnięte | CAM caducado | carta C expirada | YKB har gått ut | legitimation återkallad
        Registered nurse, valid until 2023 | Staplerschein gültig bis 12/2022
    """,
    "part": """
        CA Intermediate (ICAI) | CA Inter (Group 1 cleared) | CMA Foundation (ICMAI) | CS Executive (ICSI)
        DCG 6 UE sur 13 validées | CIPD Level 5 - 3 of 8 units completed | NVQ 3, 2/6 units
        Meister Teil III und IV bestanden | Bilanzbuchhalter IHK, schriftliche Prüfung Teil A bestanden
        Cat C theory test passed | NCLEX-RN passed | NMC CBT passed | ACCA Applied Knowledge papers passed
        Führerschein C, Theorieprüfung bestanden | permis C, code obtenu | carnet C, examen teórico aprobado
        patente C, teoria superata | rijbewijs C, theorie gehaald | prawo jazdy C, egzamin teoretyczny
        carta C, exame de código | C-körkort, kunskapsprov godkänt | SQE1 passed | CPA PEP Core 1 passed
        Máster de acceso a la abogacía | Driver CPC module 2 | SIA door supervisor training
    """,
}
CASES = [
    pytest.param(title.strip(), standing, id=title.strip())
    for standing, titles in SAID.items()
    for line in titles.strip().splitlines()
    for title in line.split(" | ")
]


@pytest.mark.parametrize(("title", "standing"), CASES)
def test_a_title_says_how_its_credential_stands(title, standing):
    assert standing_said(title, 2026).value == standing


@pytest.mark.parametrize("title", ["studyingham college diploma", "Lapsedale licence", "Bezigrad kurs"])
def test_words_count_only_whole(title):
    assert standing_said(title) == "held"


def licences_as_called():
    for file in sorted((DATA / "countries").glob("*/licences.csv")):
        with file.open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                yield from (row["licence"], *(name.strip() for name in row["also_called"].split(";")))


def test_no_licence_is_called_by_words_that_say_it_is_not_held():
    said = {name for name in licences_as_called() if standing_said(name) != "held"}
    # What somebody is called who trains for it by law, with pay, until the second examination.
    assert {name for name in said if "Referendariat" not in name} == set()


def test_no_credential_of_the_catalogue_is_called_so_either_but_those_that_are_parts():
    known = KNOWLEDGE.catalogue.credentials.values()
    said = {one.title for one in known if standing_said(one.title) != "held"}
    # The programme before the CPA's last examination, training without which no guard is licensed, paid training, and the
    # master's degree before the examination of lawyers, and what comes before the last examination or membership.
    parts = ("CPA Professional", "Security guard", "SIRA, PSBD or PASSI", "Vorbereit", "Máster de Acceso")
    parts += ("CA Intermediate", "CMA Intermediate", "SAICA training", "CPHR candidate")
    assert {title for title in said if not title.startswith(parts)} == set()
