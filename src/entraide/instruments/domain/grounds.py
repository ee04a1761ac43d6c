"""The grounds for refusal or postponement, by the codes of the request's record, in words."""

from types import MappingProxyType

from entraide.kernel.languages import Text

GROUNDS = MappingProxyType(
    {
        "political": Text(en="political or military offence", fr="infraction politique ou militaire"),
        "essential_interests": Text(
            en="sovereignty, security, public order or essential interests",
            fr="souveraineté, sécurité, ordre public ou intérêts essentiels",
        ),
        "discrimination": Text(en="discriminatory purpose", fr="but discriminatoire"),
        "ne_bis_in_idem": Text(en="already judged (ne bis in idem)", fr="déjà jugé (ne bis in idem)"),
        "dual_criminality": Text(en="no dual criminality", fr="absence de double incrimination"),
        "privilege": Text(en="immunity, privilege or press", fr="immunité, secret ou presse"),
        "burden": Text(en="burden out of proportion", fr="charge disproportionnée"),
        "pending_proceeding": Text(
            en="prejudice to a proceeding (postponement)", fr="préjudice à une procédure en cours (report)"
        ),
        "death_penalty_torture": Text(
            en="risk of death penalty or torture", fr="risque de peine de mort ou de torture"
        ),
        "limitation": Text(en="limitation", fr="prescription"),
        "not_available": Text(
            en="measure not available in domestic law", fr="mesure inexistante en droit interne"
        ),
        "already_held": Text(en="already held by the requester", fr="déjà en possession du requérant"),
        "not_proportionate": Text(
            en="not necessary or not proportionate", fr="ni nécessaire ni proportionnée"
        ),
        "danger": Text(en="danger to a person", fr="danger pour une personne"),
        "not_held": Text(en="information not held", fr="renseignement non détenu"),
    }
)
