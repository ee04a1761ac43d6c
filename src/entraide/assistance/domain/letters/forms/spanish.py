"""The words of the forms of request in Spanish: of those forms that go to partners who read it."""

from entraide.assistance.domain.letters import spanish
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.domain.letters.forms.words import FormWords, Part

WORDS = FormWords(
    language="es",
    letter=spanish.letter,
    in_the_matter=spanish.in_the_matter,
    enclosed=spanish.enclosed,
    limits_on_ours=spanish.limits,
    titles={
        LetterKind.OUTGOING_REQUEST: "Solicitud de asistencia",
        LetterKind.LETTERS_ROGATORY: "Carta rogatoria",
        LetterKind.PRESERVATION_REQUEST: "Solicitud de conservación rápida de datos",
        LetterKind.SUBSCRIBER_REQUEST: "Solicitud de información sobre el abonado",
        LetterKind.EMERGENCY_DISCLOSURE: "Solicitud de comunicación urgente de información",
    },
    openings={
        LetterKind.OUTGOING_REQUEST: "Tenemos el honor de solicitar la asistencia de sus servicios{matter}.",
        LetterKind.LETTERS_ROGATORY: "La presente carta rogatoria se dirige a las autoridades judiciales "
        "competentes{state}. En interés de la justicia, tenemos el honor de solicitar su asistencia{matter}.",
        LetterKind.PRESERVATION_REQUEST: "Solicitamos la conservación rápida de los datos informáticos almacenados "
        "que se describen a continuación{matter}, antes de que se pierdan o se modifiquen.",
        LetterKind.SUBSCRIBER_REQUEST: "Solicitamos la comunicación de la información sobre el abonado que se "
        "describe a continuación{matter}.",
        LetterKind.EMERGENCY_DISCLOSURE: "Solicitamos la comunicación inmediata de la información que se describe a "
        "continuación{matter}: la vida o la seguridad de una persona está en peligro.",
    },
    headings={
        Part.AUTHORITY: "Autoridad requirente",
        Part.BASIS: "Fundamento jurídico",
        Part.PROCEEDING: "Procedimiento",
        Part.DANGER: "El peligro",
        Part.FACTS: "Hechos",
        Part.OFFENCES: "Delitos",
        Part.DUAL_CRIMINALITY: "Doble incriminación",
        Part.SUBJECTS: "Personas y cosas objeto de la solicitud",
        Part.PARTICULARS: "Datos particulares",
        Part.DATA: "Datos que se solicitan",
        Part.WITNESSES: "Personas que deben ser oídas",
        Part.ASSISTANCE: "Asistencia solicitada",
        Part.QUESTIONS: "Preguntas que deben formularse",
        Part.FORMALITIES: "Formalidades que deben observarse",
        Part.NECESSITY: "Finalidad y necesidad",
        Part.URGENCY: "Urgencia",
        Part.FOLLOW_UP: "Actuaciones posteriores",
        Part.CONFIDENTIALITY: "Confidencialidad",
        Part.USE: "Restricciones de uso",
        Part.UNDERTAKINGS: "Compromisos",
        Part.RELATED: "Solicitudes conexas a otros Estados",
        Part.TRANSLATION: "Traducción",
        Part.REPLY: "Respuesta",
    },
    own_headings={
        (LetterKind.LETTERS_ROGATORY, Part.PROCEEDING): "Procedimiento en curso",
        (LetterKind.LETTERS_ROGATORY, Part.AUTHORITY): "Autoridad que expide la presente",
        (LetterKind.PRESERVATION_REQUEST, Part.DATA): "Datos que deben conservarse",
        (LetterKind.EMERGENCY_DISCLOSURE, Part.PARTICULARS): "Cuentas y conexiones",
        (LetterKind.EMERGENCY_DISCLOSURE, Part.NECESSITY): "Por qué no basta ningún otro medio",
        (LetterKind.EMERGENCY_DISCLOSURE, Part.ASSISTANCE): "Información solicitada",
    },
    bases={
        LetterKind.PRESERVATION_REQUEST: "Artículos 29 y 30 del Convenio sobre la Ciberdelincuencia (Budapest, 2001; "
        "STE n.º 185).",
        LetterKind.SUBSCRIBER_REQUEST: "Artículo 31 del Convenio sobre la Ciberdelincuencia (Budapest, 2001; STE "
        "n.º 185).",
    },
    relations={
        "new": "Se trata de una solicitud nueva",
        "extension": "Esta solicitud prorroga otra anterior",
        "follow_up": "Esta solicitud da seguimiento a otra anterior",
    },
    earlier="(referencia {reference})",
    stage="Fase",
    maximum_penalty="Pena máxima",
    limitation="Prescripción",
    period="Período: del {begins} al {ends}.",
    period_from="Período: a partir del {begins}.",
    period_to="Período: hasta el {ends}.",
    custodian="En poder de",
    due="a más tardar el {day}",
    measures_lead=(
        "Le agradeceremos que se ejecute la medida siguiente:",
        "Le agradeceremos que se ejecuten las medidas siguientes:",
    ),
    witnesses_lead="Rogamos que se haga comparecer, por los medios habituales en su jurisdicción, a las personas "
    "que se indican, para que respondan bajo juramento o promesa solemne:",
    formalities_lead="Para que los resultados puedan hacerse valer ante nuestros tribunales, rogamos que se "
    "observen estas formalidades, en la medida en que su derecho lo permita:",
    needed_by="La asistencia se necesita a más tardar el {day}.",
    preserve_until="Solicitamos que se conserven hasta el {day}.",
    preserve_sixty_days="Solicitamos que se conserven durante al menos sesenta días (art. 29, párr. 7, del Convenio "
    "sobre la Ciberdelincuencia).",
    mla_will_follow="Tenemos la intención de presentar una solicitud de asistencia mutua para el registro, la "
    "confiscación o la revelación de los datos (art. 29, párr. 2, apartado f), del Convenio sobre la "
    "Ciberdelincuencia).",
    paper_follows={
        LetterKind.EMERGENCY_DISCLOSURE: "Una solicitud oficial le llegará a más tardar el {day}.",
    },
    keep_confidential="Le rogamos que mantenga la confidencialidad de esta carta y que nos consulte antes de "
    "cualquier actuación que pueda revelarla.",
    unrevealed="Rogamos que se mantengan en secreto la existencia y el contenido de esta carta, también frente a "
    "las personas afectadas. Si ello no fuera posible, le rogamos que nos consulte antes de darle curso.",
    person_may_be_told="La persona afectada puede ser informada de esta solicitud.",
    limits_lead="Nos comprometemos a respetar las siguientes restricciones de uso:",
    assurances_lead="Damos las siguientes garantías:",
    only_this_purpose="Lo que nos transmita se utilizará únicamente para los fines de esta solicitud, salvo que "
    "consienta en otro uso.",
    reciprocity="Estamos dispuestos a prestarle la misma asistencia en un caso semejante, en la medida en que nuestro "
    "derecho lo permita.",
    translation_certified="La traducción que acompaña a esta solicitud está certificada.",
    reply_by="Le agradeceremos que nos haga llegar su respuesta a más tardar el {day}.",
    reply_soon="Le agradeceremos que nos haga llegar su respuesta a la mayor brevedad posible.",
    consult_us="Si necesita más información, o si alguna parte de la solicitud no pudiera ejecutarse, le rogamos que "
    "nos consulte antes de tomar una decisión.",
    acknowledge="Le rogamos que acuse recibo de la presente.",
)
