"""Letters from European states.

Invented; see `invented_letters`.
"""

LETTERS: list[tuple[str, str, str]] = [
    (
        "French from Belgium to Canada",
        "BE",
        """Parquet de Bruxelles
Section cybercriminalité
Rue des Quatre Bras 4, 1000 Bruxelles

Bruxelles, le 4 mars 2026
N/Réf : BR.20.L1.1234/2026

Gendarmerie royale du Canada
73, promenade Leikin
Ottawa (Ontario) Canada

Objet : demande de renseignements sur l'abonné

Madame, Monsieur,

Dans le cadre d'une instruction ouverte du chef d'escroquerie au préjudice d'une ressortissante française, je vous
prie de bien
vouloir identifier l'utilisateur de l'adresse IP 203.0.113.7, attribuée à un fournisseur canadien.

Veuillez agréer, Madame, Monsieur, l'expression de ma considération distinguée.

Le juge d'instruction
Tél. : +32 2 555 01 00
""",
    ),
    (
        "French from Switzerland",
        "CH",
        """Ministère public du canton de Valmont
Case postale, 1000 Lausanne

À : Directeur des poursuites criminelles et pénales, Québec

Concerne : commission rogatoire internationale

Madame, Monsieur,

Nous conduisons une procédure pénale pour menaces (art. 180 du Code pénal suisse). L'auteur serait domicilié à
Montréal.
Nous vous demandons de procéder à son audition.

Avec nos remerciements,
Le Procureur
procureur@valmont.ch
""",
    ),
    (
        "French from France, victim in Germany",
        "FR",
        """Direction générale de la gendarmerie nationale
Section de recherches de Valmont

Bonjour,

Agissant en enquête préliminaire sous la direction du parquet du tribunal judiciaire de Valmont, nous vous
requérons, en vertu de
l'article 77-1-1 du code de procédure pénale, de nous communiquer l'identité du titulaire du compte. La victime
réside en Allemagne.

Cordialement,
Adjudant Dupré
sr.valmont@gendarmerie.interieur.gouv.fr
""",
    ),
    (
        "English from the United Kingdom",
        "GB",
        """Crown Prosecution Service
International Justice and Organised Crime Division
102 Petty France, London

INTERNATIONAL LETTER OF REQUEST

To the Competent Judicial Authorities of Canada

I am a Crown Prosecutor and make this request under section 7 of the Crime (International Co-operation) Act 2003.
""",
    ),
    (
        "English from Ireland",
        "IE",
        """An Garda Síochána
Garda National Cyber Crime Bureau

Dear Sir or Madam,

Under the Communications (Retention of Data) Act 2011 we seek subscriber data. The suspect has British and Polish
citizenship.

Is mise le meas,
D/Garda M. Byrne
""",
    ),
    (
        "Spanish from Spain",
        "ES",
        """GUARDIA CIVIL
Unidad Orgánica de Policía Judicial
Valmonte

Estimados señores:

En el marco de las Diligencias Previas 123/2026, se solicita la identificación del usuario de la cuenta. El
perjudicado es un ciudadano argentino.

Atentamente,
El Capitán
""",
    ),
    (
        "Portuguese from Portugal",
        "PT",
        """POLÍCIA JUDICIÁRIA
Unidade Nacional de Combate ao Cibercrime e à Criminalidade Tecnológica
Lisboa

Exmos. Senhores,

No âmbito do inquérito 12/26.0JDLSB e ao abrigo da Lei do Cibercrime, solicita-se a preservação dos dados. O
suspeito é cidadão brasileiro.

Com os melhores cumprimentos,
Inspetor Silva
""",
    ),
    (
        "German from Germany to Switzerland",
        "DE",
        """Staatsanwaltschaft Valmheim
Zentralstelle Cybercrime Bayern

An: Bundesamt für Justiz, Bern, Schweiz

Aktenzeichen: 123 Js 4567/26

Ersuchen um Rechtshilfe in Strafsachen

Sehr geehrte Damen und Herren,

im hiesigen Ermittlungsverfahren wegen Betruges (§ 263 StGB) wird um Übersendung der Bankunterlagen ersucht. Der
Geschädigte ist in Wien wohnhaft.

Mit freundlichen Grüßen
Oberstaatsanwalt Dr. Muster
+49 951 5550100
""",
    ),
    (
        "German from Austria",
        "AT",
        """Bundesministerium für Inneres
Bundeskriminalamt
Josef-Platz 1, 1090 Wien

Sehr geehrte Kolleginnen und Kollegen!

Es wird um Mitteilung der Bestandsdaten ersucht. Der Beschuldigte ist deutscher Staatsangehöriger und wohnt in Berlin.

Mit freundlichen Grüßen
cybercrime@bmi.gv.at
""",
    ),
    (
        "German from Switzerland",
        "CH",
        """Kantonspolizei Valmont
Abteilung Cybercrime

Guten Tag

Wir führen Ermittlungen wegen Erpressung gemäss Art. 156 des Schweizerischen Strafgesetzbuches. Die Täterschaft
nutzte einen Server in Deutschland.

Freundliche Grüsse
Wm mbA Keller
""",
    ),
    (
        "Italian from Italy",
        "IT",
        """Procura della Repubblica presso il Tribunale di Valmonte

Alle competenti autorità giudiziarie del Canada

OGGETTO: richiesta di assistenza giudiziaria

Si chiede di sentire come testimone una cittadina canadese residente a Toronto.

Il Pubblico Ministero
""",
    ),
    (
        "Italian from Switzerland (Ticino)",
        "CH",
        """Repubblica e Cantone Ticino
Polizia cantonale
6500 Bellinzona

Egregi Signori,

chiediamo l'identificazione del titolare di un'utenza italiana, +39 02 5550100, utilizzata per una truffa.

Distinti saluti
""",
    ),
    (
        "Dutch from the Netherlands",
        "NL",
        """Politie Nederland
Landelijke Opsporing en Interventies

Geachte heer, mevrouw,

Wij verzoeken u om de gebruikersgegevens. De verdachte verblijft vermoedelijk in Antwerpen, België.

Met vriendelijke groet,
Inspecteur De Vries
""",
    ),
    (
        "Dutch from Belgium",
        "BE",
        """Federale Gerechtelijke Politie Antwerpen
Regional Computer Crime Unit

Geachte,

Op vordering van de Procureur des Konings (artikel 46bis) vragen wij de identificatie van de gebruiker. Het
slachtoffer woont in Rotterdam.

Met vriendelijke groeten,
rccu@police.belgium.eu
""",
    ),
    (
        "English from Sweden",
        "SE",
        """Swedish Police Authority
National Operations Department
Stockholm

Hi,

We request information about a Danish citizen who crossed from Copenhagen.

Best regards,
Kommissarie Lind
noa@polisen.se
""",
    ),
    (
        "Norwegian from Norway",
        "NO",
        """Kripos
Seksjon for digital etterforskning
Postboks 1, 0000 Oslo

Hei,

Vi ber om at følgende konto sikres. Mistenkte er svensk statsborger og kontoen er opprettet i USA.

Med vennlig hilsen
Politioverbetjent Hansen
""",
    ),
    (
        "English from Finland",
        "FI",
        """Hello,

this is the National Bureau of Investigation (Keskusrikospoliisi) of Finland. An Estonian company hosts a phishing
site that targets customers of a bank in Helsinki.

Kind regards,
Detective Chief Inspector A. Virtanen
krp@poliisi.fi
""",
    ),
    (
        "English from Poland",
        "PL",
        """District Prosecutor's Office in Valmowo
Poland

Ref. PO I Ds 12.2026

To the competent authorities of Canada

European and international cooperation unit requests hearing of a Ukrainian citizen as a witness pursuant to
Article 177 of the Polish Code of Criminal Procedure.
""",
    ),
    (
        "Czech from Czechia",
        "CZ",
        """Policie České republiky
Národní centrála proti terorismu, extremismu a kybernetické kriminalitě

Vážení,

žádáme o poskytnutí údajů o uživateli. Poškozený je občan Slovenské republiky.

S pozdravem
por. Ing. Novák
""",
    ),
    (
        "English from Ukraine about Russians",
        "UA",
        """Cyberpolice Department
National Police of Ukraine
Kyiv

Dear partners,

A group that operates from Moscow, Russia, and uses e-mail addresses at mail.ru attacks Ukrainian companies. Please
preserve the data of the servers in Frankfurt, Germany.

Sincerely,
Colonel of Police
""",
    ),
    (
        "Russian from Belarus",
        "BY",
        """Следственный комитет Республики Беларусь
Управление по г. Минску

Компетентным органам Канады

Запрос об оказании правовой помощи по уголовному делу

Направляем запрос о допросе свидетеля, проживающего в г. Торонто.
""",
    ),
    (
        "Turkish from Türkiye",
        "TR",
        """T.C.
Valmont Cumhuriyet Başsavcılığı
Bilişim Suçları Soruşturma Bürosu

Sayın Yetkili,

5237 sayılı Türk Ceza Kanunu uyarınca yürütülen soruşturma kapsamında, Almanya'da bulunan kullanıcıya ait
bilgilerin gönderilmesi rica olunur.

Saygılarımla,
Cumhuriyet Savcısı
""",
    ),
    (
        "English from Romania with its own domain only in the signature",
        "RO",
        """Dear colleagues,

We kindly ask for your support in identifying the person behind the attached account. Our investigation concerns
skimming in Italy and Spain.

Thank you in advance,
Inspector Popescu
cybercrime@politiaromana.ro
Tel. +40 21 555 0100
""",
    ),
    (
        "a requested state that is labelled",
        "MD",
        """REQUEST FOR MUTUAL LEGAL ASSISTANCE

Requesting State: Republic of Moldova
Requesting authority: General Prosecutor's Office
Requested State: Canada
Requested authority: Department of Justice Canada, Ottawa

Facts: a citizen of Romania opened accounts in Toronto.
""",
    ),
    (
        "a requested state that is labelled in French",
        "LU",
        """DEMANDE D'ENTRAIDE

État requérant : Grand-Duché de Luxembourg
État requis : Canada
Autorité requise : Justice Canada

Faits : blanchiment de fonds provenant d'une escroquerie commise en Belgique.
""",
    ),
    (
        "short, DK: National Unit for Special Crime (NSK)",
        "DK",
        """National Unit for Special Crime (NSK)
Ejby Industrivej, Glostrup

Dear colleagues

We are investigating the hacking of a Danish hospital. The IP address belongs to a Swedish hosting company, but
payment was made from Germany.

Best regards
Lars
nsk@politi.dk
""",
    ),
    (
        "short, GR: HELLENIC REPUBLIC",
        "GR",
        """HELLENIC REPUBLIC
MINISTRY OF CITIZEN PROTECTION
HELLENIC POLICE HEADQUARTERS
Cyber Crime Division

To: Europol, The Hague
Cc: NCB Ottawa

Subject: Threat to life

A Canadian user of a social network in Vancouver announced suicide.
""",
    ),
    (
        "short, HU: Dear Sirs,",
        "HU",
        """Dear Sirs,

Budapest Police Headquarters is investigating fraud. The Romanian suspect used a Bulgarian phone +359 2 555 0100.

Sincerely
pol. maj. Kovács
BRFK
kovacs@budapest.police.hu
""",
    ),
    (
        "short, SI: Dear colleagues,",
        "SI",
        """Dear colleagues,

I am writing from the Criminal Police Directorate, General Police Directorate in Ljubljana. We need data on a
Croatian citizen.

Lep pozdrav
m.novak@policija.si
""",
    ),
    (
        "short, EE: Estonian Police and Border Guard Board",
        "EE",
        """Estonian Police and Border Guard Board
Tallinn

Hello!

A Russian speaking group stole from a Latvian bank's clients. Server at Hetzner, Germany.
""",
    ),
    (
        "short, FR: Bonjour,",
        "FR",
        """Bonjour,

Enquêteur au commissariat de police de Lille, je vous adresse une réquisition judiciaire. Le suspect habite Tournai
en Belgique et a un numéro belge.

Brigadier-chef Martin
Tél : 03 20 55 01 00
""",
    ),
    (
        "short, GB: Kent Police",
        "GB",
        """Kent Police
Serious Crime Directorate

Dear Trust & Safety,

Urgent: an American girl in Ohio says she will end her life tonight.

DC 12345 Brown
dc.brown@kent.police.uk
""",
    ),
    (
        "short, PL: Szanowni Państwo,",
        "PL",
        """Szanowni Państwo,

Komenda Miejska Policji w Walmowie zwraca się o udostępnienie danych. Podejrzany przebywa w Niemczech.

Z poważaniem
asp. Nowak
""",
    ),
]
