"""Agencies, ministries, police forces and courts of European states, as they sign."""

AGENCIES: dict[str, str] = {
    "AT": (
        "Bundeskriminalamt Österreich; Bundesministerium für Inneres; Landespolizeidirektion; "
        "Landeskriminalamt Wien; Staatsanwaltschaft Wien; Staatsanwaltschaft Graz; "
        "Landesgericht für Strafsachen; Direktion Staatsschutz"
    ),
    "BE": (
        "Police fédérale belge; Belgian Federal Police; Federale Politie; Parquet fédéral; "
        "Federaal Parket; SPF Justice; FOD Justitie; Service public fédéral Justice; "
        "Federal Public Service Justice; procureur du Roi; Procureur des Konings; "
        "Federal Computer Crime Unit; Sûreté de l'État; ~Zone de police; Politiezone; "
        "~Juge d'instruction de Bruxelles; Onderzoeksrechter"
    ),
    "BG": (
        "Главна дирекция; Министерство на вътрешните работи; Национална следствена служба; "
        "Прокуратура на Република"
    ),
    "BY": (
        "Следственный комитет Республики Беларусь; МВД Республики Беларусь; "
        "Оперативно-аналитический центр; Генеральная прокуратура Республики Беларусь; "
        "Ministry of Internal Affairs of the Republic of Belarus"
    ),
    "CH": (
        "fedpol; Federal Office of Police; Federal Office of Justice; Office fédéral de la justice; "
        "Office fédéral de la police; Bundesamt für Justiz; Bundesamt für Polizei; Bundesanwaltschaft; "
        "Ministère public de la Confédération; Kantonspolizei; Police cantonale; Polizia cantonale; "
        "Ministère public central; Ministère public du canton; Département fédéral; "
        "Office of the Attorney General of Switzerland; Staatsanwaltschaft des Kantons; "
        "Polizia federale; Ufficio federale di giustizia; Eidgenössisches Justiz*"
    ),
    "CY": "Cyprus Police; Αστυνομία Κύπρου; Ministry of Justice and Public Order",
    "CZ": (
        "Policie České republiky; Policie ČR; Police of the Czech Republic; Ministerstvo vnitra ČR; "
        "Nejvyšší státní zastupitelství; Národní centrála; NÚKIB; Krajské ředitelství policie; "
        "~Okresní soud; ~Krajský soud"
    ),
    "DE": (
        "Bundeskriminalamt; BKA; Landeskriminalamt; Bundespolizei; ~Staatsanwaltschaft; "
        "Generalstaatsanwaltschaft; Generalbundesanwalt; Bundesamt für Justiz Bonn; "
        "Federal Office of Justice Bonn; Polizeipräsidium; ~Polizeidirektion; ~Kriminalpolizei; "
        "~Amtsgericht; ~Landgericht; Oberlandesgericht; Bundesministerium der Justiz; "
        "Bundesamt für Sicherheit in der Informationstechnik; Zollkriminalamt; Zollfahndungsamt; "
        "Federal Criminal Police Office; Bundesamt für Verfassungsschutz; Bundesnetzagentur; "
        "Zentralstelle zur Bekämpfung der Internetkriminalität"
    ),
    "DK": (
        "Rigspolitiet; Dansk Politi; Danish National Police; Rigsadvokaten; Statsadvokaten; "
        "Københavns Politi; National enhed for Særlig Kriminalitet; Østjyllands Politi"
    ),
    "EE": (
        "Politsei- ja Piirivalveamet; Estonian Police and Border Guard; Prokuratuur; Riigiprokuratuur; "
        "Keskkriminaalpolitsei"
    ),
    "ES": (
        "Guardia Civil; Policía Nacional de España; Cuerpo Nacional de Policía; ~Comisaría General; "
        "Audiencia Nacional; Mossos d'Esquadra; Ertzaintza; Policía Foral; Fiscalía General del Estado; "
        "Fiscalía Provincial; Juzgado de Instrucción; Juzgado Central de Instrucción; "
        "Audiencia Provincial; Unidad Central Operativa; ~Brigada Central; "
        "Ministerio del Interior de España; Subdirección General de Cooperación Jurídica Internacional; "
        "~Dirección General de la Policía; Dirección General de la Guardia Civil; "
        "Spanish National Police; National High Court; ~Agencia Española; ~Unitat Central; INCIBE; "
        "Agencia Tributaria"
    ),
    "FI": (
        "Keskusrikospoliisi; National Bureau of Investigation Finland; Poliisihallitus; Poliisilaitos; "
        "Syyttäjälaitos; Oikeusministeriö; Helsingin poliisilaitos; Finnish Customs"
    ),
    "FR": (
        "Police judiciaire française; Direction centrale de la police judiciaire; "
        "Direction nationale de la police judiciaire; DCPJ; DNPJ; "
        "~Direction générale de la police nationale; Gendarmerie nationale française; "
        "Direction générale de la gendarmerie nationale; OCLCTIC; PHAROS; UNICYBER; OFAC; "
        "Office anti-cybercriminalité; Office mineurs; OFMIN; ~Brigade de recherches; "
        "~Section de recherches; ComCyberGend; ComCyberMI; Tribunal judiciaire; "
        "Tribunal de grande instance de Paris; Parquet de Paris; Parquet national financier; "
        "Parquet national antiterroriste; ~Préfecture de police; "
        "Bureau de l'entraide pénale internationale; BEPI; "
        "Direction des affaires criminelles et des grâces; DGSI; ANSSI; TRACFIN; Cour d'appel de Paris; "
        "Ministère de l'Intérieur et des Outre-mer; ~Garde des Sceaux; place Beauvau; "
        "Section centrale de coopération opérationnelle de police; ~J3; JUNALCO; ~Direction zonale; "
        "Direction interdépartementale de la police nationale"
    ),
    "GB": (
        "National Crime Agency; NCA; Metropolitan Police; Metropolitan Police Service; Scotland Yard; "
        "Crown Prosecution Service; CPS; Serious Fraud Office; UK Central Authority; UKCA; ~Home Office; "
        "Police Service of Northern Ireland; PSNI; Police Scotland; "
        "Crown Office and Procurator Fiscal Service; HM Revenue; His Majesty's Revenue; "
        "Greater Manchester Police; West Midlands Police; City of London Police; Thames Valley Police; "
        "Kent Police; Essex Police; Avon and Somerset; Merseyside Police; West Yorkshire Police; Heddlu; "
        "~Constabulary; ~Counter Terrorism Policing; ~Crown Court; ~Magistrates Court; NCMEC UK; "
        "Action Fraud; Regional Organised Crime Unit; UK International Crime Bureau; ACRO; "
        "His Majesty's Courts"
    ),
    "GR": (
        "Hellenic Police; Ελληνική Αστυνομία; Ελληνικ* Αστυνομ*; Υπουργείο Δικαιοσύνης; Εισαγγελία; "
        "Hellenic Ministry; Διεύθυνση Δίωξης Ηλεκτρονικού Εγκλήματος"
    ),
    "HR": (
        "Ministarstvo unutarnjih poslova; Ravnateljstvo policije; Državno odvjetništvo; USKOK; "
        "Općinsko državno odvjetništvo"
    ),
    "HU": (
        "Országos Rendőr-főkapitányság; Nemzeti Nyomozó Iroda; Rendőrkapitányság; Rendőr-főkapitányság; "
        "Ügyészség; Legfőbb Ügyészség; Készenléti Rendőrség; Hungarian National Police"
    ),
    "IE": (
        "An Garda Síochána; Garda Síochána; Garda National; Gardaí; Garda Headquarters; "
        "Director of Public Prosecutions Ireland; Criminal Assets Bureau; Chief State Solicitor"
    ),
    "IS": "Ríkislögreglustjóri; Lögreglan; Lögreglustjórinn; Icelandic Police; Ríkissaksóknari",
    "IT": (
        "Polizia di Stato; Polizia Postale; Arma dei Carabinieri; Carabinieri; Guardia di Finanza; "
        "Procura della Repubblica; ~Procura Generale; Questura; Ministero della Giustizia; "
        "Ministero dell'Interno; Direzione Investigativa Antimafia; ~Direzione Centrale; ~Tribunale di; "
        "Tribunale Ordinario; CNAIPIC; Servizio per la Cooperazione Internazionale di Polizia; "
        "Corte d'Appello; ~Squadra Mobile; Direzione Distrettuale Antimafia"
    ),
    "LI": "Landespolizei des Fürstentums; Amt für Justiz; Fürstliches Landgericht",
    "LT": (
        "Lietuvos kriminalinės policijos biuras; Generalinė prokuratūra; Policijos departamentas; "
        "Lithuanian Criminal Police; Lietuvos policija"
    ),
    "LU": (
        "Police grand-ducale; Parquet général de Luxembourg; Parquet de Luxembourg; "
        "Cabinet d'instruction; Cellule de renseignement financier; "
        "Tribunal d'arrondissement de Luxembourg; Parquet du tribunal d'arrondissement"
    ),
    "LV": (
        "Valsts policija; Latvijas Republikas; Ģenerālprokuratūra; Latvian State Police; Iekšlietu ministrija"
    ),
    "MC": (
        "Sûreté publique de Monaco; Direction de la Sûreté publique de la Principauté; "
        "Parquet général de Monaco; Principauté de Monaco"
    ),
    "MD": (
        "Inspectoratul General al Poliției al Republicii Moldova; Procuratura Generală; Procuratura; "
        "Ministerul Afacerilor Interne al Republicii Moldova"
    ),
    "ME": "Uprava policije Crne Gore; Vrhovno državno tužilaštvo Crne Gore",
    "MK": "Министерство за внатрешни работи; Јавно обвинителство",
    "MT": "Malta Police; Malta Police Force; Pulizija ta' Malta; Attorney General Malta; Il-Pulizija",
    "NL": (
        "Politie Nederland; Korps Nationale Politie; Landelijke Eenheid; Landelijke Opsporing; "
        "Openbaar Ministerie Nederland; ~Openbaar Ministerie; Arrondissementsparket; Landelijk Parket; "
        "Functioneel Parket; Dutch National Police; Dutch Police; Team High Tech Crime; "
        "~Rechter-commissaris; Internationaal Rechtshulpcentrum; Koninklijke Marechaussee; FIOD; "
        "Afdeling Internationale Aangelegenheden en Rechtshulp; ~officier van justitie; "
        "Ministerie van Justitie en Veiligheid; ~Rechtbank"
    ),
    "NO": (
        "Kripos; Politidirektoratet; Politidistrikt; Oslo politidistrikt; Riksadvokaten; Økokrim; "
        "Norwegian Police; Politiets sikkerhetstjeneste; Statsadvokatene"
    ),
    "PL": (
        "Komenda Główna Policji; Komenda Wojewódzka Policji; Komenda Miejska Policji; "
        "Komenda Powiatowa Policji; Prokuratura Krajowa; Prokuratura Okręgowa; Prokuratura Rejonowa; "
        "Prokuratura Regionalna; Sąd Rejonowy; Sąd Okręgowy; Ministerstwo Sprawiedliwości; "
        "Centralne Biuro Śledcze; Centralne Biuro Zwalczania Cyberprzestępczości; Polish Police; ~Policja"
    ),
    "PT": (
        "Polícia Judiciária; Procuradoria-Geral da República Portuguesa; Guarda Nacional Republicana; "
        "Polícia de Segurança Pública; DIAP; DCIAP; UNC3T; Departamento Central de Investigação; "
        "Departamento de Investigação e Ação Penal; Comarca de Lisboa"
    ),
    "RO": (
        "Poliția Română; Inspectoratul General al Poliției Române; Parchetul; DIICOT; "
        "Direcția de Investigare a Infracțiunilor; Ministerul Afacerilor Interne; Tribunalul București; "
        "Romanian Police; Judecătoria"
    ),
    "RS": (
        "Министарство унутрашњих послова; Ministarstvo unutrašnjih poslova Republike Srbije; "
        "Više javno tužilaštvo; Republičko javno tužilaštvo; Посебно тужилаштво; "
        "Serbian Ministry of Interior"
    ),
    "RU": (
        "Roskomnadzor; Роскомнадзор*; Rospotrebnadzor; Роспотребнадзор*; "
        "Федеральн* служб* по надзору в сфере связи; Федеральн* служб*; "
        "Federal Service for Supervision of Communications; "
        "Federal Service for Supervision in the Sphere of Telecom; Следственн* комитет*; МВД; ФСБ; "
        "~Министерств* внутренних дел; ~Генеральн* прокуратур*; Федеральн* служб* безопасности; "
        "~Управлени* МВД; Главн* управлени* МВД; Investigative Committee of the Russian Federation; "
        "Prosecutor General's Office of the Russian Federation; Бюро специальных технических; "
        "Росфинмониторинг*; Главн* следственн* управлени*; Federal Security Service; FSB; Роскомнадзором"
    ),
    "SE": (
        "Polismyndigheten; Åklagarmyndigheten; Ekobrottsmyndigheten; Nationella operativa avdelningen; "
        "Swedish Police Authority; Swedish Prosecution Authority; Säkerhetspolisen; "
        "Justitiedepartementet; Tullverket; Riksenheten"
    ),
    "SI": (
        "Generalna policijska uprava; Slovenska policija; Okrožno državno tožilstvo; "
        "Vrhovno državno tožilstvo; Policijska uprava Ljubljana"
    ),
    "SK": (
        "Prezídium Policajného zboru; Policajný zbor; Generálna prokuratúra Slovenskej republiky; "
        "Okresná prokuratúra; Krajská prokuratúra"
    ),
    "TR": (
        "Emniyet Genel Müdürlüğü; Cumhuriyet Başsavcılığı; Jandarma Genel Komutanlığı; Adalet Bakanlığı; "
        "Turkish National Police; Siber Suçlarla Mücadele; BTK; Bilgi Teknolojileri ve İletişim Kurumu; "
        "Sulh Ceza Hakimliği; İl Emniyet Müdürlüğü"
    ),
    "UA": (
        "Національн* поліці*; Служб* безпеки України; СБУ; Офіс* Генерального прокурора; Кіберполіці*; "
        "Міністерств* внутрішніх справ; Ukrainian Cyberpolice; National Police of Ukraine; "
        "Security Service of Ukraine; Prosecutor General's Office of Ukraine; "
        "Національне антикорупційне бюро; Державн* бюро розслідувань"
    ),
}
