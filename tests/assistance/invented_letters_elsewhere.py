"""Letters from the Americas, Africa, Asia and the Pacific.

Invented; see `invented_letters`.
"""

LETTERS: list[tuple[str, str, str]] = [
    (
        "French from Senegal",
        "SN",
        """RÉPUBLIQUE DU SÉNÉGAL
Un Peuple - Un But - Une Foi
MINISTÈRE DE LA JUSTICE

Le Directeur des Affaires criminelles
à
Monsieur le Directeur du Service d'entraide internationale, Justice Canada, Ottawa

Monsieur le Directeur,

J'ai l'honneur de vous transmettre la demande du juge d'instruction du premier cabinet de Dakar concernant un
ressortissant
ivoirien qui aurait ouvert un compte bancaire à Paris puis à Montréal.
""",
    ),
    (
        "French from Québec to the United States",
        "CA",
        """Sûreté du Québec
Direction des enquêtes criminelles
1701, rue Parthenais, Montréal (Québec)

Federal Bureau of Investigation
Washington, DC
United States of America

Objet : Disparition d'une personne

Madame, Monsieur,

Nous sollicitons votre aide pour localiser une citoyenne américaine disparue à Buffalo.

Sergente-détective L. Tremblay
Téléphone : +1 514 555-0100
""",
    ),
    (
        "English from Canada to France",
        "CA",
        """Northmark Regional Police Service
Major Crimes Bureau, Toronto, Ontario, Canada

To: Police judiciaire, Paris, France

Dear colleagues,

We are investigating a homicide that took place in 1987. A witness, a French national, now lives in Lyon. Under the
Criminal Code
of Canada we request a voluntary interview.

Yours truly,
Detective A. Singh
a.singh@northmark.gc.ca
""",
    ),
    (
        "English from India",
        "IN",
        """OFFICE OF THE SUPERINTENDENT OF POLICE, CYBER CRIME, NEW VALMONT DISTRICT, KERALA

No. 112/CC/2026                                             Date: 12/03/2026

NOTICE UNDER SECTION 94 BNSS

To,
The Nodal Officer
Example Mail Inc., California, USA

Sir,
In connection with FIR No. 45/2026 u/s 318(4) BNS and 66D IT Act, 2000, you are directed to furnish the
registration details.

Inspector of Police
""",
    ),
    (
        "English from Nigeria",
        "NG",
        """FEDERAL REPUBLIC OF NIGERIA
FEDERAL MINISTRY OF JUSTICE, ABUJA
International Criminal Justice Cooperation Department

The Director
International Assistance Group
Department of Justice Canada

REQUEST FOR MUTUAL LEGAL ASSISTANCE

The Attorney-General of the Federation presents his compliments and requests bank records of two persons in Ontario.
""",
    ),
    (
        "English from Kenya",
        "KE",
        """Directorate of Criminal Investigations
Cybercrime Unit, Kiambu Road, Nairobi

Dear Sir,

We request preservation of the accounts listed below. The complainant is a Ugandan national residing in Kampala.

Chief Inspector J. Mwangi
+254 20 5550100
""",
    ),
    (
        "English from South Africa",
        "ZA",
        """SOUTH AFRICAN POLICE SERVICE
Private Bag X1, Pretoria

Reference: 3/45/2
Enquiries: Col Nkosi

The Liaison Officer
Royal Canadian Mounted Police

FIREARM TRACE REQUEST: PISTOL RECOVERED IN DURBAN

1. The pistol below was recovered at a crime scene. Please trace the first purchaser.
""",
    ),
    (
        "English from Australia",
        "AU",
        """Dear GitPlace Trust and Safety,

I am a Detective Senior Constable with the Northmark Cybercrime Squad of Queensland Police, Brisbane. An American
teenager living in Texas is
threatening a school in Ipswich. This is an emergency disclosure request: there is an imminent threat to life.

Regards,
Det Snr Constable P. Jones
p.jones@northmark.police.qld.gov.au
""",
    ),
    (
        "English from New Zealand naming Fiji and Australia",
        "NZ",
        """New Zealand Police
National Headquarters, Wellington

Good morning,

A registered child sex offender intends to travel from Auckland to Nadi, Fiji, by way of Sydney, Australia. This
travel notice is sent for your information.

Ngā mihi,
Detective Sergeant R. Tane
""",
    ),
    (
        "English from the United States with a treaty",
        "US",
        """U.S. Department of Justice
Criminal Division
Office of International Affairs
Washington, D.C. 20530

To: The Central Authority of Canada

Subject: Request for Assistance in the Investigation of John Roe

The Central Authority of the United States requests assistance under the Treaty between the United States and
Canada on Mutual
Legal Assistance in Criminal Matters. Records are sought from a bank in Montreal, Quebec.
""",
    ),
    (
        "English from an American sheriff, no state named",
        "US",
        """Valmont County Sheriff's Office
Investigations Division

To whom it may concern:

We are investigating an elder fraud. Pursuant to 18 U.S.C. § 2703(f), please preserve all records of the following
account.

Deputy K. Smith
ksmith@valmontcountysheriff.gov
""",
    ),
    (
        "Spanish from Mexico to Spain",
        "MX",
        """FISCALÍA GENERAL DE LA REPÚBLICA
Dirección General de Procedimientos Internacionales
Ciudad de México

Para: Ministerio de Justicia del Reino de España, Madrid

Asunto: solicitud de asistencia jurídica internacional

Se solicita a las autoridades españolas la declaración de un testigo residente en Sevilla.
""",
    ),
    (
        "Spanish from Chile",
        "CL",
        """Policía de Investigaciones de Chile
Brigada Investigadora del Cibercrimen Metropolitana
Santiago

Señores
Presente

Solicitamos conservar los datos de la cuenta indicada. El imputado sería de nacionalidad peruana.

Saluda atentamente,
Subcomisario R. Soto
+56 2 2555 0100
""",
    ),
    (
        "Spanish from Colombia",
        "CO",
        """Fiscalía General de la Nación
Dirección de Asuntos Internacionales
Bogotá D.C.

Referencia: 110016000000202600123

Respetados señores:

Conforme a la Ley 906 de 2004, se solicita información bancaria de una persona domiciliada en Panamá.
""",
    ),
    (
        "Spanish from Peru",
        "PE",
        """MINISTERIO PÚBLICO - FISCALÍA DE LA NACIÓN
Unidad de Cooperación Judicial Internacional y Extradiciones
Lima, 3 de marzo de 2026

Asunto: extradición activa

Tengo el agrado de dirigirme a usted para remitir el pedido de detención provisional con fines de extradición de un
ciudadano chileno.
""",
    ),
    (
        "Portuguese from Brazil",
        "BR",
        """SERVIÇO PÚBLICO FEDERAL
MINISTÉRIO DA JUSTIÇA E SEGURANÇA PÚBLICA
POLÍCIA FEDERAL
Superintendência Regional em São Paulo

Prezados Senhores,

Com fundamento no Marco Civil da Internet (Lei nº 12.965/2014), solicito os dados cadastrais da conta. A vítima
mora em Lisboa, Portugal.

Atenciosamente,
Delegado de Polícia Federal
""",
    ),
    (
        "Russian from Kazakhstan",
        "KZ",
        """Министерство внутренних дел Республики Казахстан
Департамент по противодействию киберпреступности
г. Астана

Уважаемые коллеги!

Просим предоставить сведения о владельце сайта. Потерпевший является гражданином Российской Федерации.

С уважением,
майор полиции
""",
    ),
    (
        "Chinese from mainland China",
        "CN",
        """某市公安局网络安全保卫支队

尊敬的先生：

我们是中国某市公安局网络安全保卫支队，正在侦办一起网络诈骗案件。犯罪嫌疑人使用美国服务器。请协助提供用户登记信息。

此致
敬礼
""",
    ),
    (
        "English from Taiwan naming China",
        "TW",
        """Criminal Investigation Bureau
National Police Agency, Ministry of the Interior, Taiwan

Dear Sirs,

Suspects in mainland China and in Cambodia operate a call centre. Please identify the user of the following account.

International Criminal Affairs Division
Taipei
""",
    ),
    (
        "Japanese from Japan",
        "JP",
        """警察庁刑事局組織犯罪対策部国際捜査管理官

カナダ国家警察 御中

国際捜査共助の要請について

下記の利用者の登録情報の提供をお願いいたします。被疑者は韓国に居住していると思われます。
""",
    ),
    (
        "English from Korea",
        "KR",
        """Korean National Police Agency
International Cooperation Bureau, Seoul

Dear Colleague,

A Japanese national sent threats to a company in Busan through a server in Vancouver, Canada.

Yours sincerely,
Superintendent Kim
""",
    ),
    (
        "English from Singapore naming Malaysia",
        "SG",
        """Dear Sir/Madam,

The Commercial Affairs Department of the Singapore Police Force is investigating a case of cheating. The suspect is
a Malaysian based in Johor Bahru.
Pursuant to section 20 of the Criminal Procedure Code 2010, please provide the records.

Investigation Officer
Tel: +65 6555 0100
""",
    ),
    (
        "English from the Philippines",
        "PH",
        """Republic of the Philippines
Department of Justice
OFFICE OF CYBERCRIME
Padre Faura Street, Manila

Greetings:

Pursuant to Republic Act No. 10175, we request preservation of the accounts used in the livestreamed abuse of
children. The customer is an Australian living in Perth.
""",
    ),
    (
        "Arabic from Morocco",
        "MA",
        """المملكة المغربية
المديرية العامة للأمن الوطني

تحية طيبة،

نطلب منكم موافاتنا بمعلومات المشترك صاحب الحساب المذكور، وهو مواطن فرنسي مقيم في مونتريال.

مع التقدير
""",
    ),
    (
        "English from the Emirates",
        "AE",
        """Dubai Police General Headquarters
General Department of Criminal Investigation

Dear Sir,

The victim, an Indian national, transferred funds to a bank account in London, United Kingdom.

Best regards,
intl@dubaipolice.gov.ae
""",
    ),
    (
        "English from Israel",
        "IL",
        """State of Israel
Ministry of Justice
Office of the State Attorney, Department of International Affairs
Jerusalem

To: The Central Authority of the United States of America

Request for Legal Assistance

The Israel Police is investigating binary options fraud committed against Canadian and French victims.
""",
    ),
    (
        "French from Tunisia",
        "TN",
        """RÉPUBLIQUE TUNISIENNE
Ministère de l'Intérieur
Direction de la police judiciaire

Messieurs,

Il est demandé d'identifier l'utilisateur du profil. Il résiderait en France, à Marseille.

Tunis, le 3 mars 2026
""",
    ),
    (
        "French from Côte d'Ivoire",
        "CI",
        """Bonjour,

Je suis le commandant de la Plateforme de lutte contre la cybercriminalité (PLCC), à Abidjan. Des escrocs ont
obtenu 40 000 dollars d'une veuve du Québec.
Nous vous transmettons spontanément ces renseignements.

Cordialement
+225 27 20 55 01 00
""",
    ),
    (
        "English from Hong Kong",
        "HK",
        """Cyber Security and Technology Crime Bureau
Hong Kong Police Force

Dear Sir,

The website purports to be a bank of mainland China. It violates Section 71 of the Crimes Ordinance. Please remove it.

Sergeant Chan
""",
    ),
    (
        "short, AR: Buenos Aires, 10 de marzo de 2026",
        "AR",
        """Buenos Aires, 10 de marzo de 2026

JUZGADO NACIONAL EN LO CRIMINAL Y CORRECCIONAL FEDERAL N° 3

Al titular de la Autoridad Central del Canadá

Exhorto internacional

Me dirijo a Ud. en la causa n° 123/2026 seguida contra un ciudadano uruguayo residente en Montreal.
""",
    ),
    (
        "short, HT: POLICE NATIONALE D'HAÏTI",
        "HT",
        """POLICE NATIONALE D'HAÏTI
Direction centrale de la police judiciaire
Port-au-Prince

À l'attention de : Gendarmerie royale du Canada

Objet : trafic d'armes

Les armes saisies proviennent de la Floride, États-Unis.
""",
    ),
    (
        "short, CM: Bonjour Monsieur,",
        "CM",
        """Bonjour Monsieur,

La Direction de la police judiciaire de Yaoundé sollicite l'identification d'un compte. La plaignante réside à Lyon
(France).

Commissaire Mbarga
+237 222 55 01 00
""",
    ),
    (
        "short, JM: Jamaica Constabulary Force",
        "JM",
        """Jamaica Constabulary Force
Firearms and Narcotics Investigation Division

To: ATF, United States

Please trace one pistol, manufactured in Austria, seized in Kingston.
""",
    ),
    (
        "short, TH: Royal Thai Police",
        "TH",
        """Royal Thai Police
Cyber Crime Investigation Bureau
Bangkok

Dear Sir or Madam,

A Chinese gang based in Myanmar defrauded victims in Thailand and Malaysia.
""",
    ),
    (
        "short, VN: BỘ CÔNG AN",
        "VN",
        """BỘ CÔNG AN
Cục An ninh mạng và phòng, chống tội phạm sử dụng công nghệ cao

Kính gửi: Quý Công ty

Đề nghị cung cấp thông tin tài khoản của người dùng tại Hoa Kỳ.
""",
    ),
    (
        "short, UZ: Генеральная прокуратура Республики Узбекистан",
        "UZ",
        """Генеральная прокуратура Республики Узбекистан

Компетентным органам Российской Федерации

Направляем запрос о выдаче гражданина Республики Таджикистан.
""",
    ),
    (
        "short, LB: Internal Security Forces",
        "LB",
        """Internal Security Forces
Cybercrime and Intellectual Property Bureau
Beirut, Lebanon

Dear colleagues,

The suspect is a Syrian national, in contact with a person in Canada.
""",
    ),
    (
        "short, MX: Estimados:",
        "MX",
        """Estimados:

La Policía Cibernética de la Secretaría de Seguridad Ciudadana de la Ciudad de México solicita la baja de un
perfil. La víctima es de Guatemala.

Atentamente
""",
    ),
    (
        "short, NE: RÉPUBLIQUE DU NIGER",
        "NE",
        """RÉPUBLIQUE DU NIGER
Ministère de l'Intérieur
Direction générale de la Police nationale

À Interpol Ottawa

Recherche d'une personne de nationalité nigériane.
""",
    ),
    (
        "short, CA: Service de police de Valmont",
        "CA",
        """Service de police de Valmont
Section des crimes majeurs
Valmont (Québec)

Police fédérale belge
Bruxelles
Belgique

Mesdames, Messieurs,

Un résident de Liège, de nationalité belge, a été identifié.
""",
    ),
    (
        "short, PK: GOVERNMENT OF PAKISTAN",
        "PK",
        """GOVERNMENT OF PAKISTAN
NATIONAL CYBER CRIME INVESTIGATION AGENCY
Islamabad

Subject: Removal of content

The account operates from India.
""",
    ),
]
