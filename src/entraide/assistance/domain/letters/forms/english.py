"""The words of the forms of request in English."""

from entraide.assistance.domain.letters import english
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.domain.letters.forms.words import FormWords, Part

WORDS = FormWords(
    language="en",
    letter=english.letter,
    in_the_matter=english.in_the_matter,
    enclosed=english.enclosed,
    limits_on_ours=english.limits,
    titles={
        LetterKind.OUTGOING_REQUEST: "Request for assistance",
        LetterKind.LETTERS_ROGATORY: "Letters rogatory",
        LetterKind.PRESERVATION_REQUEST: "Request for the expedited preservation of data",
        LetterKind.SUBSCRIBER_REQUEST: "Request for subscriber information",
        LetterKind.EMERGENCY_DISCLOSURE: "Request for emergency disclosure",
        LetterKind.PROVISIONAL_ARREST: "Request for provisional arrest",
        LetterKind.FIREARM_TRACE: "Request to trace a firearm",
        LetterKind.TRAVEL_NOTICE: "Travel notice",
    },
    openings={
        LetterKind.OUTGOING_REQUEST: "We have the honour to request the assistance of your services{matter}.",
        LetterKind.LETTERS_ROGATORY: "These letters rogatory are addressed to the competent judicial "
        "authorities{state}. In the interests of justice, we have the honour to request their assistance{matter}.",
        LetterKind.PRESERVATION_REQUEST: "We request the expedited preservation of the stored computer data "
        "described below{matter}, before they are lost or altered.",
        LetterKind.SUBSCRIBER_REQUEST: "We request the disclosure of the subscriber information described "
        "below{matter}.",
        LetterKind.EMERGENCY_DISCLOSURE: "We request the immediate disclosure of the information described "
        "below{matter}: a person’s life or safety is in danger.",
        LetterKind.PROVISIONAL_ARREST: "We request the provisional arrest, with a view to extradition, of the "
        "person described below{matter}.",
        LetterKind.FIREARM_TRACE: "We request your assistance in tracing the firearm described below{matter}.",
        LetterKind.TRAVEL_NOTICE: "We inform you of the travel of the person described below{matter}, so that you "
        "may take the measures that you consider appropriate.",
    },
    headings={
        Part.AUTHORITY: "Requesting authority",
        Part.BASIS: "Legal basis",
        Part.PROCEEDING: "Proceeding",
        Part.DANGER: "The danger",
        Part.FACTS: "Facts",
        Part.OFFENCES: "Offences",
        Part.DUAL_CRIMINALITY: "Dual criminality",
        Part.SUBJECTS: "Persons and things concerned",
        Part.PARTICULARS: "Particulars",
        Part.DATA: "Data sought",
        Part.WITNESSES: "Persons to be heard",
        Part.ASSISTANCE: "Assistance requested",
        Part.QUESTIONS: "Questions to be put",
        Part.FORMALITIES: "Formalities to be observed",
        Part.NECESSITY: "Purpose and necessity",
        Part.URGENCY: "Urgency",
        Part.FOLLOW_UP: "What will follow",
        Part.CONFIDENTIALITY: "Confidentiality",
        Part.USE: "Limits on use",
        Part.UNDERTAKINGS: "Undertakings",
        Part.RELATED: "Related requests to other states",
        Part.TRANSLATION: "Translation",
        Part.REPLY: "Reply",
    },
    own_headings={
        (LetterKind.LETTERS_ROGATORY, Part.PROCEEDING): "Proceeding pending",
        (LetterKind.LETTERS_ROGATORY, Part.AUTHORITY): "Authority from which these letters issue",
        (LetterKind.PRESERVATION_REQUEST, Part.DATA): "Data to be preserved",
        (LetterKind.EMERGENCY_DISCLOSURE, Part.PARTICULARS): "Accounts and connections",
        (LetterKind.EMERGENCY_DISCLOSURE, Part.NECESSITY): "Why no other means will do",
        (LetterKind.EMERGENCY_DISCLOSURE, Part.ASSISTANCE): "Information requested",
        (LetterKind.PROVISIONAL_ARREST, Part.SUBJECTS): "Person sought",
        (LetterKind.PROVISIONAL_ARREST, Part.PARTICULARS): "Warrant and sentence",
        (LetterKind.FIREARM_TRACE, Part.PARTICULARS): "The firearm",
        (LetterKind.TRAVEL_NOTICE, Part.AUTHORITY): "Authority giving notice",
        (LetterKind.TRAVEL_NOTICE, Part.PARTICULARS): "Person and journey",
        (LetterKind.TRAVEL_NOTICE, Part.ASSISTANCE): "Purpose of this notice",
        (LetterKind.TRAVEL_NOTICE, Part.REPLY): "Receipt",
    },
    bases={
        LetterKind.PRESERVATION_REQUEST: "Articles 29 and 30 of the Convention on Cybercrime (Budapest, 2001; "
        "ETS No. 185).",
        LetterKind.SUBSCRIBER_REQUEST: "Article 31 of the Convention on Cybercrime (Budapest, 2001; ETS No. 185).",
    },
    relations={
        "new": "This is a new request",
        "extension": "This request extends an earlier one",
        "follow_up": "This request follows up an earlier one",
    },
    earlier="(reference {reference})",
    stage="Stage",
    maximum_penalty="Maximum penalty",
    limitation="Limitation",
    period="Period: from {begins} to {ends}.",
    period_from="Period: from {begins}.",
    period_to="Period: until {ends}.",
    custodian="Held by",
    due="by {day}",
    measures_lead=(
        "We would be grateful if you would carry out the following measure:",
        "We would be grateful if you would carry out the following measures:",
    ),
    witnesses_lead="We ask that the following persons be caused to appear, by the means that are usual in your "
    "jurisdiction, to answer under oath or solemn affirmation:",
    formalities_lead="So that the results may be used before our courts, we ask that these formalities be "
    "observed, as far as your law allows:",
    needed_by="The assistance is needed by {day}.",
    preserve_until="We ask that they be preserved until {day}.",
    preserve_sixty_days="We ask that they be preserved for at least sixty days (Art. 29(7) of the Convention on "
    "Cybercrime).",
    mla_will_follow="We intend to submit a request for mutual assistance for the search, seizure or disclosure of "
    "the data (Art. 29(2)(f) of the Convention on Cybercrime).",
    paper_follows={
        LetterKind.EMERGENCY_DISCLOSURE: "A formal request will reach you by {day}.",
        LetterKind.PROVISIONAL_ARREST: "The formal request for extradition will be submitted by {day}.",
    },
    keep_confidential="We would ask you to keep this letter confidential, and to consult us before any step that "
    "might reveal it.",
    unrevealed="We ask that the existence and the contents of this letter be kept secret, from the persons "
    "concerned as well. If that is not possible, please consult us before acting on it.",
    person_may_be_told="The person concerned may be told of this request.",
    limits_lead="We undertake to respect the following limits on use:",
    assurances_lead="We give the following assurances:",
    only_this_purpose="What you send us will be used only for the purposes of this request, unless you consent to "
    "another use.",
    reciprocity="We are ready to do the same for you in a similar case, as far as our law allows.",
    translation_certified="The translation that accompanies this request is certified.",
    reply_by="We would be grateful to receive your reply by {day}.",
    reply_soon="We would be grateful to receive your reply at your earliest convenience.",
    consult_us="Should you need further information, or should any part of the request be impossible to carry out, "
    "please consult us before taking a decision.",
    acknowledge="Please acknowledge receipt of this notice.",
)
