"""The words of the record in the languages of letters: those of the domain, and Spanish beside them."""

from enum import StrEnum

from entraide.assistance.domain.assurances import LABELS as ASSURANCE_LABELS
from entraide.assistance.domain.assurances import AssuranceMatter
from entraide.assistance.domain.blocks import RISK, SORT_LABELS, Field, SubjectSort
from entraide.assistance.domain.kinds import LABELS as KIND_LABELS
from entraide.assistance.domain.kinds import AuthorityRole, Stage
from entraide.assistance.domain.letters.languages import LetterLanguage, of_the_house
from entraide.assistance.domain.measures import LABELS as MEASURE_LABELS
from entraide.assistance.domain.measures import Decision, Ground, MeasureCode, Result
from entraide.kernel.languages import Text

_WORDS: dict[StrEnum, Text] = dict(
    [*MEASURE_LABELS.items(), *SORT_LABELS.items(), *KIND_LABELS.items(), *ASSURANCE_LABELS.items()]
)

SPANISH: dict[StrEnum, str] = {
    MeasureCode.SUBSCRIBER: "Información sobre el abonado",
    MeasureCode.TRAFFIC: "Datos de tráfico",
    MeasureCode.CONTENT: "Datos de contenido",
    MeasureCode.PRESERVATION: "Conservación de datos",
    MeasureCode.REMOVAL: "Retirada de contenidos",
    MeasureCode.INTERCEPTION: "Interceptación",
    MeasureCode.IDENTIFICATION: "Identificación de una persona",
    MeasureCode.CRIMINAL_RECORD: "Antecedentes penales",
    MeasureCode.CHECKS: "Comprobaciones en los ficheros policiales",
    MeasureCode.INTERVIEW: "Toma de declaración",
    MeasureCode.VIDEO_HEARING: "Audiencia por videoconferencia",
    MeasureCode.SEARCH: "Registro e incautación",
    MeasureCode.BANK_RECORDS: "Documentación bancaria",
    MeasureCode.RESTRAINT: "Inmovilización de bienes",
    MeasureCode.DOCUMENTS: "Presentación de documentos",
    MeasureCode.SERVICE: "Notificación de documentos",
    MeasureCode.LOCATE: "Localización de una persona",
    MeasureCode.WELFARE_CHECK: "Comprobación del bienestar",
    MeasureCode.PROVISIONAL_ARREST: "Detención preventiva",
    MeasureCode.SURRENDER: "Entrega",
    MeasureCode.TRACE: "Rastreo de un arma de fuego",
    MeasureCode.FORENSIC: "Examen pericial",
    MeasureCode.SURVEILLANCE: "Vigilancia",
    MeasureCode.NOTICE: "Aviso",
    MeasureCode.OTHER: "Otra medida",
    Decision.EXECUTE: "Se ejecuta",
    Decision.IN_PART: "Se ejecuta en parte",
    Decision.CONDITIONAL: "Se ejecuta con condiciones",
    Decision.POSTPONE: "Se aplaza",
    Decision.REFUSE: "Se deniega",
    Result.EXECUTED: "Ejecutada",
    Result.PARTLY: "Ejecutada en parte",
    Result.NEGATIVE: "Sin resultado",
    Ground.POLITICAL: "Delito político o militar",
    Ground.ESSENTIAL_INTERESTS: "Soberanía, seguridad, orden público o intereses esenciales",
    Ground.DISCRIMINATION: "Finalidad discriminatoria",
    Ground.NE_BIS_IN_IDEM: "Hechos ya juzgados (ne bis in idem)",
    Ground.DUAL_CRIMINALITY: "Falta de doble incriminación",
    Ground.PRIVILEGE: "Inmunidad, secreto profesional o prensa",
    Ground.BURDEN: "Carga desproporcionada",
    Ground.PENDING_PROCEEDING: "Perjuicio para un procedimiento en curso",
    Ground.DEATH_PENALTY_TORTURE: "Riesgo de pena de muerte o de tortura",
    Ground.LIMITATION: "Prescripción",
    Ground.NOT_AVAILABLE: "Medida inexistente en el derecho interno",
    Ground.ALREADY_HELD: "Ya en poder de la autoridad requirente",
    Ground.NOT_PROPORTIONATE: "Ni necesaria ni proporcionada",
    Ground.DANGER: "Peligro para una persona",
    Ground.NOT_HELD: "Información que no obra en nuestro poder",
    SubjectSort.PERSON: "Persona",
    SubjectSort.GROUP: "Grupo",
    SubjectSort.ENTITY: "Persona jurídica",
    SubjectSort.ADDRESS: "Dirección",
    SubjectSort.ACCOUNT: "Cuenta",
    SubjectSort.IP: "Dirección IP",
    SubjectSort.PHONE: "Teléfono",
    SubjectSort.EMAIL: "Correo electrónico",
    SubjectSort.URL: "Dirección web",
    SubjectSort.VEHICLE: "Vehículo",
    SubjectSort.FIREARM: "Arma de fuego",
    SubjectSort.ASSET: "Bien",
    Stage.INTELLIGENCE: "Inteligencia",
    Stage.INVESTIGATION: "Investigación",
    Stage.CHARGED: "Cargos formulados",
    Stage.TRIAL: "Juicio",
    Stage.SENTENCE: "Condena",
    AuthorityRole.REQUESTING: "Autoridad requirente",
    AuthorityRole.SECOND_CONTACT: "Segundo contacto para confirmación",
    AuthorityRole.INVESTIGATING: "Autoridad encargada de la investigación",
    AuthorityRole.PROSECUTION: "Fiscalía o tribunal",
    AuthorityRole.VALIDATING: "Autoridad de emisión o de validación",
    AuthorityRole.CENTRAL_OUT: "Autoridad central (salida)",
    AuthorityRole.CENTRAL_IN: "Autoridad central (entrada)",
    AuthorityRole.REQUESTED: "Autoridad requerida",
    AuthorityRole.CUSTODIAN: "Titular o proveedor",
    AssuranceMatter.DEATH_PENALTY: "No se solicita ni se ejecuta la pena de muerte",
    AssuranceMatter.TORTURE: "Ni tortura ni trato inhumano o degradante",
    AssuranceMatter.FAIR_TRIAL: "Un juicio justo, o un nuevo juicio tras una condena en rebeldía",
    AssuranceMatter.SPECIALTY: "Uso en este procedimiento únicamente (especialidad)",
    AssuranceMatter.CONFIDENTIALITY: "Confidencialidad; sin comunicación a terceros",
    AssuranceMatter.RETURN: "Devolución de lo enviado, o de la persona",
    AssuranceMatter.RECIPROCITY: "Reciprocidad",
    AssuranceMatter.OTHER: "Otra garantía",
}

# The fields of subjects and of blocks that letters tell with their label.
SPANISH_FIELDS: dict[str, str] = {
    "account": "Cuenta del remitente",
    "aliases": "Alias",
    "arrested_on": "Detención preventiva el",
    "arrives_on": "Llegada",
    "at": "Hora de la conexión",
    "born_at": "Lugar de nacimiento",
    "born_on": "Fecha de nacimiento",
    "calibre": "Calibre",
    "chain": "Cadena de proveedores y destinatarios",
    "conditions": "Condiciones de uso",
    "crime_code": "Código del delito",
    "danger": "El peligro",
    "destination_authority": "Autoridad en el destino",
    "document": "Documento de viaje",
    "documents": "Documentos de identidad",
    "exhibits": "Piezas de convicción conservadas",
    "imminence": "Inminencia",
    "importer": "Importador",
    "ip": "Dirección IP",
    "ip_at": "Hora de la conexión",
    "itinerary": "Itinerario",
    "last_review": "Última revisión",
    "last_seen": "Visto por última vez (lugar, fecha)",
    "manufacturer": "Fabricante",
    "markings": "Marcas",
    "model": "Modelo",
    "nationality": "Nacionalidad",
    "note": "Nota",
    "obliterated": "El número está borrado",
    "offence": "Delito",
    "origin": "País de origen",
    "original_script": "Nombre en la escritura original",
    "original_year": "Año de los hechos",
    "person": "Persona",
    "plate": "Matrícula y país",
    "platform": "Plataforma o banco",
    "port": "Puerto",
    "possessor": "Poseedor",
    "recovered_at": "Lugar de recuperación",
    "recovered_on": "Fecha de recuperación",
    "risk": "Nivel de riesgo",
    "role": "Condición",
    "sentence": "Delito y pena",
    "serial": "Número de serie",
    "sex": "Sexo",
    "surrender_on": "Entrega el",
    "to_whom": "Para quién",
    "type": "Tipo",
    "url": "Dirección (URL)",
    "vin": "Número de bastidor",
    "warrant": "Orden de detención (número, tribunal, fecha)",
    "zone": "Huso horario",
}
SPANISH_CHOICES: dict[str, str] = {
    "suspect": "Sospechoso",
    "witness": "Testigo",
    "victim": "Víctima",
    "other": "Otro",
    **dict(zip((code for code, _ in RISK), ("Bajo", "Medio", "Alto"), strict=True)),
}


def term(value: StrEnum, language: LetterLanguage) -> str:
    """The words for a value of a closed list of the record. Raises `KeyError` for one without words."""
    return SPANISH[value] if language == "es" else _WORDS[value].in_language(of_the_house(language))


def label_of(field: Field, language: LetterLanguage) -> str:
    """The label of a field of a subject or of a block."""
    if language == "es" and field.name in SPANISH_FIELDS:
        return SPANISH_FIELDS[field.name]
    return field.label.in_language(of_the_house(language))


def choice_of(field: Field, code: str, language: LetterLanguage) -> str:
    """The words for a code that was chosen in a field; the code itself where it is unknown."""
    if language == "es" and code in SPANISH_CHOICES:
        return SPANISH_CHOICES[code]
    known = dict(field.choices)
    return known[code].in_language(of_the_house(language)) if code in known else code
