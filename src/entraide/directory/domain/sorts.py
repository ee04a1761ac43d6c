"""Closed lists of the directory: sorts of agency, functions of contact points, channels they accept."""

from enum import StrEnum

from entraide.kernel.languages import Text


class AgencySort(StrEnum):
    CENTRAL_AUTHORITY = "central_authority"
    POLICE = "police"
    PROSECUTION = "prosecution"
    COURT = "court"
    MINISTRY = "ministry"
    NCB = "ncb"
    POINT_24_7 = "point_24_7"
    LABORATORY = "laboratory"
    PROVIDER = "provider"
    OTHER = "other"


SORT_LABELS: dict[AgencySort, Text] = {
    AgencySort.CENTRAL_AUTHORITY: Text(en="Central authority", fr="Autorité centrale"),
    AgencySort.POLICE: Text(en="Police", fr="Police"),
    AgencySort.PROSECUTION: Text(en="Prosecution service", fr="Ministère public"),
    AgencySort.COURT: Text(en="Court", fr="Tribunal"),
    AgencySort.MINISTRY: Text(en="Ministry", fr="Ministère"),
    AgencySort.NCB: Text(en="INTERPOL national central bureau", fr="Bureau central national INTERPOL"),
    AgencySort.POINT_24_7: Text(en="24/7 point of contact", fr="Point de contact permanent (24/7)"),
    AgencySort.LABORATORY: Text(en="Laboratory", fr="Laboratoire"),
    AgencySort.PROVIDER: Text(en="Service provider", fr="Fournisseur de services"),
    AgencySort.OTHER: Text(en="Other", fr="Autre"),
}


class Function(StrEnum):
    """What a contact point is there for."""

    BUDAPEST_24_7 = "budapest_24_7"
    DUTY_DESK = "duty_desk"
    MLA_DESK = "mla_desk"
    EXTRADITION_DESK = "extradition_desk"
    LIAISON_OFFICER = "liaison_officer"
    NCB_DESK = "ncb_desk"
    CYBER_DESK = "cyber_desk"
    FIREARMS_DESK = "firearms_desk"
    DISCLOSURE_DESK = "disclosure_desk"
    INVESTIGATOR = "investigator"
    OTHER = "other"


FUNCTION_LABELS: dict[Function, Text] = {
    Function.BUDAPEST_24_7: Text(
        en="24/7 contact (Budapest Convention, Art. 35)", fr="Contact 24/7 (Convention de Budapest, art. 35)"
    ),
    Function.DUTY_DESK: Text(en="Duty desk", fr="Permanence"),
    Function.MLA_DESK: Text(en="Mutual legal assistance desk", fr="Service de l’entraide juridique"),
    Function.EXTRADITION_DESK: Text(en="Extradition desk", fr="Service des extraditions"),
    Function.LIAISON_OFFICER: Text(en="Liaison officer", fr="Agent de liaison"),
    Function.NCB_DESK: Text(en="NCB desk", fr="Service du BCN"),
    Function.CYBER_DESK: Text(en="Cybercrime desk", fr="Service de la cybercriminalité"),
    Function.FIREARMS_DESK: Text(en="Firearms tracing desk", fr="Service du dépistage des armes à feu"),
    Function.DISCLOSURE_DESK: Text(
        en="Provider’s desk for disclosure", fr="Service des communications d’un fournisseur"
    ),
    Function.INVESTIGATOR: Text(en="Investigator", fr="Enquêteur"),
    Function.OTHER: Text(en="Other", fr="Autre"),
}


class Channel(StrEnum):
    """By what a contact point accepts to be written to or called."""

    EMAIL = "email"
    SECURE_MAIL = "secure_mail"
    I24_7 = "i24_7"
    PHONE = "phone"
    POST = "post"
    FAX = "fax"
    LIAISON = "liaison"
    PORTAL = "portal"


CHANNEL_LABELS: dict[Channel, Text] = {
    Channel.EMAIL: Text(en="E-mail", fr="Courriel"),
    Channel.SECURE_MAIL: Text(en="Secure mail", fr="Courriel sécurisé"),
    Channel.I24_7: Text(en="INTERPOL I-24/7", fr="INTERPOL I-24/7"),
    Channel.PHONE: Text(en="Telephone", fr="Téléphone"),
    Channel.POST: Text(en="Post", fr="Poste"),
    Channel.FAX: Text(en="Fax", fr="Télécopieur"),
    Channel.LIAISON: Text(en="Liaison officer", fr="Agent de liaison"),
    Channel.PORTAL: Text(en="Portal", fr="Portail"),
}
