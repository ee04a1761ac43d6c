"""What letters say when they are urgent, when they ask for something, and what offence they are about.

English and French first, then the commonest in Spanish, German, Portuguese, Italian, Russian and Chinese. The
notation is the gazetteer's: «;» between phrases, «*» for any ending.
"""

from entraide.assistance.domain.kinds import Kind, Urgency
from entraide.assistance.domain.measures import MeasureCode

URGENCY: dict[Urgency, str] = {
    Urgency.EMERGENCY: (
        "threat to life; threats to life; threat to the life; imminent threat; imminent danger; "
        "imminent risk; risk to life; danger to life; risk of death; risk of serious harm; danger of death; "
        "serious physical injury; serious bodily harm; end his life; end her life; end their life; "
        "emergency disclosure; exigent; life threatening; kill himself; kill herself; kill themselves; "
        "suicidal; announced suicide; announced her suicide; announced his suicide; suicide note; "
        "suicide attempt; active shooter; bomb threat; hostage; hostages; kidnapped; abducted; "
        "school shooting; child in danger; immediate danger; menace de mort; menaces de mort; "
        "danger de mort; danger imminent; péril imminent; menace imminente; risque imminent; "
        "danger immédiat; mettre fin à ses jours; idées suicidaires; propos suicidaires; "
        "intention suicidaire; intentions suicidaires; risque suicidaire; vie en danger; atteinte à la vie; "
        "intégrité physique; urgence vitale; communication d'urgence; situation d'urgence; "
        "alerte à la bombe; enlèvement; otage; otages; amenaza de muerte; peligro inminente; "
        "riesgo inminente; riesgo para la vida; intención suicida; peligro para la vida; secuestro; "
        "Lebensgefahr; Gefahr für Leib und Leben; Gefahr für Leib oder Leben; Suizidankündigung; "
        "Suizidgefahr; Geiselnahme; perigo de vida; risco iminente; pericolo di vita; pericolo imminente; "
        "угроз* жизни; заложник*; levensgevaar; 自杀; 生命危险; 自殺予告"
    ),
    Urgency.URGENT: (
        "urgent; urgently; urgence; immediately; immédiatement; without delay; sans délai; "
        "as soon as possible; as a matter of urgency; at your earliest convenience; earliest time possible; "
        "shortest time possible; promptly; expedited; expeditiously; national emergency; "
        "dans les meilleurs délais; dans les plus brefs délais; au plus vite; en urgence; "
        "le plus rapidement possible; toute urgence; time sensitive; within 24 hours; within 48 hours; "
        "within 72 hours; sous 24 heures; sous 48 heures; urgente; urgentemente; a la mayor brevedad; "
        "con carácter urgente; de manera inmediata; dringend; eilt; eilig; Eilsache; unverzüglich; "
        "schnellstmöglich; com urgência; urgência; con urgenza; срочно; незамедлительн*; в кратчайшие; "
        "в течение суток; dringende; met spoed; spoed; 紧急; 尽快; 至急"
    ),
}

MEASURES: dict[MeasureCode, str] = {
    MeasureCode.SUBSCRIBER: (
        "subscriber information; subscriber data; subscriber details; basic subscriber; subscriber records; "
        "account holder; registration information; registration details; registration data; "
        "account information; user data; user information; identity of the user; identify the user; "
        "customer information; renseignements sur l'abonné; informations sur l'abonné; données d'abonné; "
        "données de l'abonné; données d'identification; identité du titulaire; titulaire du compte; "
        "titulaire de la ligne; identifier l'utilisateur; identification de l'utilisateur; "
        "identité de l'abonné; informations d'abonné; données d'inscription; datos del abonado; "
        "titular de la cuenta; titular de la línea; datos de registro; identificación del usuario; "
        "identidad del usuario; Bestandsdaten; Anschlussinhaber; Kontoinhaber; dados cadastrais; "
        "titular da conta; titolare dell'utenza; intestatario; titolare dell'account; сведени* об абоненте; "
        "сведени* о владельце; данны* пользователя; gebruikersgegevens; 用户登记信息; 注册信息; 登録情報"
    ),
    MeasureCode.TRAFFIC: (
        "traffic data; connection logs; login records; access logs; log files; IP logs; login logs; "
        "call detail records; call data records; transactional records; connection records; "
        "données relatives au trafic; données de trafic; données de connexion; journaux de connexion; "
        "adresses de connexion; relevés d'appels; relevés téléphoniques; datos de tráfico; "
        "registros de conexión; Verkehrsdaten; Verbindungsdaten; Logdaten; dados de conexão; "
        "registros de acesso; dati di traffico; tabulati; детализаци* соединений; 日志; verkeersgegevens"
    ),
    MeasureCode.CONTENT: (
        "content data; content of communications; contents of the account; content of the account; "
        "stored communications; message content; contents of messages; données de contenu; "
        "contenu des communications; contenu du compte; contenu des messages; datos de contenido; "
        "contenido de las comunicaciones; Inhaltsdaten; dados de conteúdo; dati di contenuto"
    ),
    MeasureCode.PRESERVATION: (
        "preservation request; preservation of; preserve all; preserve the; please preserve; "
        "data preservation; preserve records; preservation letter; expedited preservation; "
        "conservation rapide; conservation des données; conservation de données; conserver les données; "
        "conserver l'ensemble; geler les données; gel des données; préserver les données; "
        "préservation des données; conservación de datos; conservar los datos; preservación de; preservar; "
        "Datensicherung; Daten zu sichern; vorläufige Sicherung; preservação de dados; "
        "preservação dos dados; conservazione dei dati; сохранност* данных; 保全; bevriezing"
    ),
    MeasureCode.REMOVAL: (
        "remove the; removal of; take down; takedown; take it off; delete the; please delete; "
        "delete all the; disable access; block access; block the; withholding the content; "
        "withhold the content; withdrawal of; shut down the account; prohibited information; "
        "forbidden information; retrait du contenu; retrait de contenu; suppression du contenu; "
        "retirer le contenu; supprimer le contenu; rendre inaccessible; bloquer l'accès; déréférencement; "
        "retirada de contenido; retirada del contenido; retención del contenido; la baja de; "
        "eliminar el contenido; Löschung; Sperrung; remoção de conteúdo; remoção do conteúdo; rimozione; "
        "удалени* запрещенной информации; удалени* информации; по удалению; ограничени* доступа; "
        "доступ к нему будет ограничен; 删除; 清除; access will be limited; limit the access"
    ),
    MeasureCode.INTERCEPTION: (
        "interception of communications; wiretap; intercept communications; interceptions téléphoniques; "
        "interception de communications; écoute téléphonique; interceptación de; "
        "Telekommunikationsüberwachung; interceptação; intercettazion*"
    ),
    MeasureCode.IDENTIFICATION: (
        "identify the person; identify the individual; identification of the person; identify the sender; "
        "identify the author; identifier la personne; identifier l'auteur; identification de la personne; "
        "identificar a la persona; Identifizierung; fingerprint comparison; dna comparison; "
        "comparaison d'empreintes; comparaison d'adn; person behind the; auteur de la publication"
    ),
    MeasureCode.CRIMINAL_RECORD: (
        "criminal record; criminal records; criminal history; previous convictions; casier judiciaire; "
        "antécédents judiciaires; antecedentes penales; Strafregister; Vorstrafen; antecedentes criminais; "
        "casellario; судимост*"
    ),
    MeasureCode.CHECKS: (
        "database check; database checks; police records; check your records; checks in your databases; "
        "known to your services; background check; vérification dans vos fichiers; "
        "vérifications dans vos fichiers; connu de vos services; connue de vos services; "
        "vos bases de données; fichiers de police; consulta en sus bases"
    ),
    MeasureCode.INTERVIEW: (
        "interview of; interview the; witness interview; voluntary interview; take a statement; "
        "witness statement; question the witness; questioning of; examine the witness; hearing of; "
        "examination of witness*; audition de; auditionner; procéder à son audition; entendre le témoin; "
        "entendre comme témoin; interrogatoire; recueillir la déposition; declaración de un testigo; "
        "tomar declaración; declaración testifical; Vernehmung; Zeugenvernehmung; oitiva; inquirição; "
        "sentire come testimone; escussione; допрос*; verhoor"
    ),
    MeasureCode.VIDEO_HEARING: (
        "video link; videoconference; video conference; visioconférence; vidéoconférence; videoconferencia; "
        "Videokonferenz; videoconferência; videoconferenza; видеоконференц*"
    ),
    MeasureCode.SEARCH: (
        "search warrant; search and seizure; search of the premises; search the premises; house search; "
        "execute a search; seize; seizure of; perquisition; perquisitions; mandat de perquisition; "
        "saisie de; saisir; registro domiciliario; entrada y registro; incautación; Durchsuchung; "
        "Beschlagnahme; busca e apreensão; perquisizione; sequestro probatorio; обыск*; выемк*; doorzoeking"
    ),
    MeasureCode.BANK_RECORDS: (
        "bank records; bank account; bank accounts; bank statements; account statements; "
        "banking information; financial records; beneficiary account; documents bancaires; "
        "relevés bancaires; relevés de compte; compte bancaire; comptes bancaires; renseignements bancaires; "
        "cuentas bancarias; cuenta bancaria; información bancaria; extractos bancarios; Bankunterlagen; "
        "Kontounterlagen; Bankkonto; Kontoauszüge; dados bancários; conta bancária; conti bancari; "
        "estratti conto; банковск*; bankgegevens"
    ),
    MeasureCode.RESTRAINT: (
        "freezing of assets; freeze the; freezing order; restraint order; asset recovery; confiscation; "
        "forfeiture; gel des avoirs; blocage des fonds; blocage de biens; saisie pénale; bloqueo de fondos; "
        "congelación de; embargo preventivo; decomiso; Vermögensarrest; Einziehung; bloqueio de bens; "
        "sequestro preventivo; confisca; арест имуществ*; tactical freeze"
    ),
    MeasureCode.DOCUMENTS: (
        "production order; certified copies; certified copy; produce the documents; copies of the file; "
        "court records; business records; copies certifiées; copie certifiée; communication de pièces; "
        "communication du dossier; ordonnance de communication; copias certificadas; beglaubigte; "
        "Aktenübersendung; cópias autenticadas; copia conforme"
    ),
    MeasureCode.SERVICE: (
        "service of documents; service of process; serve the; serve the following; service of the summons; "
        "summons; signification de; signification d'un acte; notification d'un acte; signifier; "
        "remise d'acte; citation à comparaître; notificación de; emplazamiento; Zustellung; citação; "
        "notificação de; notificazione; вручени* документов; betekening"
    ),
    MeasureCode.LOCATE: (
        "locate the; whereabouts; location of the person; find the person; last known location; localiser; "
        "localisation de; lieu de résidence; retrouver; paradero; localizar; Aufenthaltsermittlung; "
        "Aufenthaltsort; paradeiro; localizzazione; rintraccio; местонахождени*; verblijfplaats"
    ),
    MeasureCode.WELFARE_CHECK: (
        "welfare check; wellbeing check; well-being check; check on the safety; vérification du bien-être; "
        "s'assurer de sa sécurité; envoyer une patrouille; send a patrol"
    ),
    MeasureCode.PROVISIONAL_ARREST: (
        "provisional arrest; arrestation provisoire; detención provisional; vorläufige Festnahme; "
        "vorläufige Auslieferungshaft; prisão preventiva para extradição; arresto provvisorio; "
        "arrest warrant; mandat d'arrêt; orden de detención; Haftbefehl; mandado de prisão; "
        "предварительн* арест*"
    ),
    MeasureCode.SURRENDER: (
        "surrender of; surrender the; extradition of; extradition request; request for extradition; "
        "demande d'extradition; extradition de; remise de la personne; extradición de; "
        "solicitud de extradición; extradición activa; pedido de extradición; Auslieferung; "
        "Auslieferungsersuchen; pedido de extradição; domanda di estradizione; выдач* гражданина; о выдаче; "
        "uitlevering"
    ),
    MeasureCode.TRACE: (
        "firearm trace; firearms trace; trace the firearm; trace one pistol; trace the first purchaser; "
        "tracing of the firearm; weapon trace; firearms tracing; trace request; dépistage d'une arme; "
        "dépistage de l'arme; traçage de l'arme; traçage d'une arme; retracer l'arme; origine de l'arme; "
        "rastreo de arma*; rastreo del arma; Waffenverfolgung; Herkunft der Waffe; rastreamento de arma*; "
        "serial number obliterated; iARMS"
    ),
    MeasureCode.FORENSIC: (
        "forensic examination; forensic analysis; dna analysis; expert report; ballistic*; "
        "laboratory analysis; expertise judiciaire; analyse d'adn; analyse balistique; rapport d'expertise; "
        "examen pericial; kriminaltechnische Untersuchung; Gutachten; perícia; perizia; экспертиз*"
    ),
    MeasureCode.SURVEILLANCE: (
        "surveillance; controlled delivery; undercover; observation transfrontalière; livraison surveillée; "
        "filature; entrega vigilada; kontrollierte Lieferung; entrega controlada"
    ),
    MeasureCode.NOTICE: (
        "travel notice; travel notification; for your information; sex offender intends to travel; "
        "notification of travel; préavis de déplacement; avis de déplacement; à titre d'information; "
        "para su información; green notice; notice verte"
    ),
}

KINDS: dict[Kind, tuple[float, str]] = {
    Kind.EMERGENCY_DISCLOSURE: (
        4.0,
        "emergency disclosure; communication d'urgence; divulgation d'urgence; exigent circumstances; "
        "imminent threat; imminent danger; threat to life; threats to life; risk to life; danger de mort; "
        "danger imminent; péril imminent; mettre fin à ses jours; end her life; end his life; "
        "announced suicide; suicidal; propos suicidaires; school shooting; bomb threat; Lebensgefahr; "
        "Suizidankündigung; peligro inminente; riesgo para la vida; perigo de vida; pericolo di vita; "
        "угроз* жизни; urgence vitale; levensgevaar; active shooter",
    ),
    Kind.PRESERVATION: (
        3.0,
        "preservation request; request for preservation; expedited preservation; data preservation; "
        "preservation of; preserve all; please preserve; preserve the; 2703(f); "
        "Article 29 of the Budapest Convention; conservation rapide; conservation de données; "
        "conservation des données; conserver les données; gel des données; "
        "article 29 de la Convention de Budapest; préservation des données; préserver les données; "
        "conservación de datos; conservar los datos; preservación de; Datensicherung; vorläufige Sicherung; "
        "preservação de dados; preservação dos dados; conservazione dei dati; сохранност* данных; bevriezing",
    ),
    Kind.EXTRADITION: (
        4.0,
        "extradition; provisional arrest; arrestation provisoire; extradición; Auslieferung*; extradição; "
        "estradizione; surrender of the person; detención provisional con fines de extradición; "
        "выдач* гражданина; запрос о выдаче; uitlevering",
    ),
    Kind.FIREARM_TRACE: (
        4.5,
        "firearm trace; firearms trace; trace the firearm; trace one pistol; firearms tracing; "
        "tracing of firearms; weapon trace; trace the first purchaser; dépistage d'une arme; "
        "dépistage de l'arme; dépistage d'armes; traçage de l'arme; traçage d'une arme; rastreo de arma*; "
        "rastreo del arma; Waffenverfolgung; rastreamento de arma*; iARMS; eTrace",
    ),
    Kind.TRAVEL_NOTICE: (
        4.5,
        "travel notice; travel notification; sex offender intends to travel; registered sex offender; "
        "registered child sex offender; travelling sex offender; traveling sex offender; "
        "notification of travel; préavis de déplacement; avis de déplacement; délinquant sexuel; "
        "délinquant sexuel inscrit; intends to travel; Angel Watch",
    ),
    Kind.SPONTANEOUS_INFORMATION: (
        3.5,
        "spontaneous information; spontaneous transmission; spontaneous exchange; for your information; "
        "for information only; information spontanée; transmission spontanée; transmettons spontanément; "
        "spontanément; dénonciation aux fins de poursuites; à titre d'information; pour information; "
        "información espontánea; transmisión espontánea; Spontanauskunft; Spontanübermittlung; "
        "unaufgefordert*; informação espontânea; informazioni spontanee; "
        "Article 26 of the Budapest Convention",
    ),
    Kind.MISSING_PERSON: (
        4.0,
        "missing person; missing persons; disappeared; disappearance of; last seen; personne disparue; "
        "disparition d'une personne; disparition de; disparition inquiétante; portée disparue; "
        "porté disparu; cold case; unsolved homicide; unidentified remains; unidentified body; "
        "restes non identifiés; affaire non résolue; yellow notice; persona desaparecida; desaparición de; "
        "vermisste Person; Vermisstensache; pessoa desaparecida; persona scomparsa; пропавш* без вести; "
        "vermist*; fugue",
    ),
    Kind.MUTUAL_LEGAL_ASSISTANCE: (
        3.0,
        "mutual legal assistance; letter of request; letters rogatory; letter rogatory; "
        "mutual assistance treaty; legal assistance; MLAT; MLA request; central authority; "
        "competent judicial authorities; judicial authorities; treaty on mutual; "
        "mutual assistance in criminal matters; entraide juridique; entraide judiciaire; "
        "commission rogatoire; commission rogatoire internationale; demande d'entraide; entraide pénale; "
        "autorité centrale; autorités judiciaires; décision d'enquête européenne; "
        "European Investigation Order; asistencia jurídica; asistencia judicial; auxilio judicial; "
        "comisión rogatoria; carta rogatoria; exhorto; exhorto internacional; cooperación jurídica; "
        "Rechtshilfe; Rechtshilfeersuchen; cooperação jurídica; carta rogatória; auxílio jurídico; "
        "rogatoria; assistenza giudiziaria; правов* помощ*; rechtshulp; rechtshulpverzoek; 司法协助; "
        "捜査共助; court order; court warrant; ordonnance judiciaire",
    ),
    Kind.POLICE_INFORMATION: (
        1.2,
        "police cooperation; police co-operation; police-to-police; police information; INTERPOL; Europol; "
        "SIENA; liaison officer; criminal intelligence; subscriber information; criminal record; "
        "vehicle registration; identify the user; identify the person; investigation; remove the; "
        "removal of; please delete; take down; prohibited information; coopération policière; "
        "renseignements de police; agent de liaison; officier de liaison; antécédents; "
        "identifier l'utilisateur; enquête; cooperación policial; investigación; "
        "polizeiliche Zusammenarbeit; Ermittlungsverfahren; cooperação policial; inquérito; "
        "cooperazione di polizia; запрещенн* информации; запрос* сведений; 网络诈骗; 违法链接; 删除; "
        "Bestandsdaten; dados cadastrais; gebruikersgegevens; useful information",
    ),
}

# Value, English, French, phrases.
OFFENCES: dict[str, tuple[str, str, str]] = {
    "extortion": (
        "Extortion",
        "Extorsion",
        "extortion; sextortion; blackmail; ransomware; ransom; extorsion; sextorsion; chantage; "
        "rançongiciel; rançon; extorsión; Erpressung; extorsão; estorsione; вымогательств*; afpersing",
    ),
    "threats": (
        "Threats",
        "Menaces",
        "amenazas; Bedrohung; ameaças; minacce; bedreiging",
    ),
    "homicide": (
        "Homicide",
        "Homicide",
        "homicide; murder; manslaughter; meurtre; assassinat; homicidio; asesinato; Mord; Totschlag; "
        "Tötungsdelikt; homicídio; omicidio; убийств*; moord",
    ),
    "sexual_assault": (
        "Sexual offence",
        "Infraction sexuelle",
        "sexual assault; rape; agression sexuelle; viol; agresión sexual; Vergewaltigung; violência sexual; "
        "violenza sessuale",
    ),
    "child_exploitation": (
        "Child sexual exploitation",
        "Exploitation sexuelle d’enfants",
        "child pornography; child sexual abuse; child sexual exploitation; sexual exploitation of children; "
        "luring; csam; child abuse material; pornographie juvénile; pornographie enfantine; pédopornograph*; "
        "exploitation sexuelle d'enfants; leurre; pornografía infantil; Kinderpornographie; "
        "Kinderpornografie; pornografia infantil; pedopornografi*; abuse of children",
    ),
    "terrorism": (
        "Terrorism",
        "Terrorisme",
        "terrorism; terrorist; terrorist attacks; terrorisme; terroriste*; terrorismo; Terrorismus; "
        "терроризм*; terrorist crime",
    ),
    "drugs": (
        "Drug trafficking",
        "Trafic de drogue",
        "drug trafficking; narcotics; cocaine; fentanyl; heroin; methamphetamine; trafic de stupéfiants; "
        "trafic de drogue; stupéfiants; cocaïne; narcotráfico; tráfico de drogas; Betäubungsmittel; "
        "traffico di stupefacenti; наркотик*; drugshandel",
    ),
    "firearms": (
        "Firearms offence",
        "Infraction relative aux armes à feu",
        "firearm; firearms; pistol; handgun; rifle; arms trafficking; arme à feu; armes à feu; "
        "trafic d'armes; pistolet; arma de fuego; armas de fuego; Schusswaffe*; arma de fogo",
    ),
    "money_laundering": (
        "Money laundering",
        "Blanchiment d’argent",
        "money laundering; laundering of; proceeds of crime; blanchiment; produits de la criminalité; "
        "blanqueo; lavado de activos; lavado de dinero; Geldwäsche; lavagem de dinheiro; branqueamento; "
        "riciclaggio; отмывани*; witwassen",
    ),
    "cybercrime": (
        "Computer crime",
        "Cybercriminalité",
        "unauthorized access; unauthorised access; hacking; malware; computer intrusion; ddos; botnet; "
        "accès frauduleux; intrusion informatique; logiciel malveillant; piratage; accès non autorisé; "
        "acceso ilícito; Computersabotage; Ausspähen von Daten; acesso ilegítimo; accesso abusivo; "
        "malicious apps; malware builder",
    ),
    "trafficking": (
        "Human trafficking",
        "Traite de personnes",
        "human trafficking; trafficking in persons; migrant smuggling; traite de personnes; "
        "traite des êtres humains; trafic de migrants; trata de personas; Menschenhandel; "
        "tráfico de pessoas; tratta di esseri umani; торговл* людьми; mensenhandel",
    ),
    "forgery": (
        "Forgery",
        "Faux",
        "forgery; counterfeit; faux et usage de faux; contrefaçon; falsificación; Urkundenfälschung; "
        "falsificação; подделк*",
    ),
    "illegal_content": (
        "Content unlawful in the sender’s state",
        "Contenu illicite dans l’État d’envoi",
        "prohibited information; forbidden information; prohibited for public distribution; illegal link; "
        "illegal content; defamation; slander; contenu illicite; diffamation; запрещенн* информаци*; "
        "распространение которой; contenido ilícito; 违法链接",
    ),
    "fraud": (
        "Fraud",
        "Fraude",
        "fraud; fraudulent; scam; scams; elder fraud; swindl*; phishing; cheating; escroquerie; "
        "escroqueries; fraude; fraudes; hameçonnage; arnaque*; estafa; Betrug*; estelionato; truffa; "
        "мошенничеств*; oplichting; 诈骗",
    ),
}
