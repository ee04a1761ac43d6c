"""Assurances between states: what is promised about a person, a proceeding or what is sent, and where that stands."""

from datetime import date
from enum import StrEnum

from entraide.kernel.languages import Text


class AssuranceMatter(StrEnum):
    """What is promised."""

    DEATH_PENALTY = "death_penalty"
    TORTURE = "torture"
    FAIR_TRIAL = "fair_trial"
    SPECIALTY = "specialty"
    CONFIDENTIALITY = "confidentiality"
    RETURN = "return"
    RECIPROCITY = "reciprocity"
    OTHER = "other"


class AssuranceStanding(StrEnum):
    """Asked of the partner and awaited, received from it; given by us; or no longer needed."""

    AWAITED = "awaited"
    RECEIVED = "received"
    GIVEN = "given"
    LIFTED = "lifted"


LABELS: dict[StrEnum, Text] = {
    AssuranceMatter.DEATH_PENALTY: Text(
        en="No death penalty is sought or carried out",
        fr="La peine de mort n’est ni requise ni exécutée",
    ),
    AssuranceMatter.TORTURE: Text(
        en="No torture, no inhuman or degrading treatment",
        fr="Ni torture, ni traitement inhumain ou dégradant",
    ),
    AssuranceMatter.FAIR_TRIAL: Text(
        en="A fair trial, or a new one after a judgment in absence",
        fr="Un procès équitable, ou un nouveau procès après un jugement par défaut",
    ),
    AssuranceMatter.SPECIALTY: Text(
        en="Use for this proceeding only (specialty)",
        fr="Utilisation pour cette seule procédure (spécialité)",
    ),
    AssuranceMatter.CONFIDENTIALITY: Text(
        en="Confidentiality; no onward disclosure", fr="Confidentialité ; aucune communication à des tiers"
    ),
    AssuranceMatter.RETURN: Text(
        en="Return of what is sent, or of the person",
        fr="Restitution de ce qui est envoyé, ou de la personne",
    ),
    AssuranceMatter.RECIPROCITY: Text(en="Reciprocity", fr="Réciprocité"),
    AssuranceMatter.OTHER: Text(en="Another assurance", fr="Autre assurance"),
    AssuranceStanding.AWAITED: Text(
        en="Asked of the partner, awaited", fr="Demandée au partenaire, attendue"
    ),
    AssuranceStanding.RECEIVED: Text(en="Received from the partner", fr="Reçue du partenaire"),
    AssuranceStanding.GIVEN: Text(en="Given by us", fr="Donnée par nous"),
    AssuranceStanding.LIFTED: Text(en="No longer needed", fr="Plus nécessaire"),
}

UNPROVEN = Text(
    en="Say who gave the assurance and on which day: without that it proves nothing.",
    fr="Indiquez qui a donné l’assurance et quel jour : sans cela, elle ne prouve rien.",
)
UNREASONED = Text(
    en="Say why the assurance is no longer needed.", fr="Indiquez pourquoi l’assurance n’est plus nécessaire."
)
YET_TO_COME = Text(
    en="An assurance is not received on a day that is still to come.",
    fr="Une assurance n’est pas reçue un jour encore à venir.",
)
# What was asked for or came in is not taken off the record: it is lifted, with its reason.
HELD = frozenset({AssuranceStanding.AWAITED, AssuranceStanding.RECEIVED})
UNSAID = Text(en="Say what is promised.", fr="Indiquez ce qui est promis.")


def lacking(
    matter: str, standing: str, *, text: str, authority: str, day: date | None, today: date
) -> dict[str, Text]:
    """What an assurance must say and does not, by field."""
    found: dict[str, Text] = {}
    if standing == AssuranceStanding.RECEIVED:
        found |= {name: UNPROVEN for name, value in (("authority", authority), ("day", day)) if not value}
        if day and day > today:
            found["day"] = YET_TO_COME
    if standing == AssuranceStanding.LIFTED and not text.strip():
        found["text"] = UNREASONED
    if matter == AssuranceMatter.OTHER and not text.strip():
        found["text"] = UNSAID
    return found


def told(matter: str, standing: str, *, text: str, authority: str, day: date | None) -> Text:
    """The whole of an assurance in a line, for the record of what was done."""
    what, where = LABELS[AssuranceMatter(matter)], LABELS[AssuranceStanding(standing)]
    rest = [part for part in (authority, day.isoformat() if day else "", text.strip()) if part]
    return Text(
        en=" · ".join([f"assurance, {what.en}", where.en, *rest]),
        fr=" · ".join([f"assurance, {what.fr}", where.fr, *rest]),
    )
