"""Capitals, large cities and regions. Names shared by several states («Kingston», «Georgetown») are left out."""

CITIES: dict[str, str] = {
    "AD": "Andorra la Vella",
    "AE": "Abu Dhabi; Dubai; Sharjah",
    "AF": "Kabul; Kaboul; کابل",
    "AL": "Tirana; Tiranë",
    "AM": "Yerevan; Erevan; Ереван*",
    "AO": "Luanda",
    "AR": "Buenos Aires; La Plata; Mendoza; Rosario; Córdoba Argentina",
    "AT": "Wien; Vienna; Vienne; Graz; Salzburg; Innsbruck; Linz; Klagenfurt",
    "AU": (
        "Canberra; Sydney; Melbourne; Brisbane; Perth; Adelaide; Hobart; New South Wales; Queensland; "
        "Tasmania; South Australia; Western Australia; NSW"
    ),
    "AZ": "Baku; Bakı; Bakou; Баку",
    "BA": "Sarajevo; Banja Luka; Mostar",
    "BB": "Bridgetown",
    "BD": "Dhaka; Dacca; Chittagong",
    "BE": (
        "Bruxelles; Brussels; Brussel; Anvers; Antwerpen; Antwerp; Liège; Gent; Namur; Charleroi; "
        "Wallonie; Vlaanderen; Leuven; Mons; Hainaut; Brugge; Hasselt"
    ),
    "BF": "Ouagadougou; Bobo-Dioulasso",
    "BG": "Sofia; София; Plovdiv; Варна; Varna",
    "BH": "Manama; المنامة",
    "BI": "Bujumbura; Gitega",
    "BJ": "Cotonou; Porto-Novo; Parakou",
    "BN": "Bandar Seri Begawan",
    "BO": "La Paz Bolivia; Cochabamba; Santa Cruz de la Sierra",
    "BR": (
        "Brasília; Brasilia; São Paulo; Rio de Janeiro; Belo Horizonte; Salvador Bahia; Recife; "
        "Porto Alegre; Curitiba; Fortaleza; Minas Gerais; Rio Grande do Sul; Santa Catarina; Pernambuco"
    ),
    "BS": "Nassau",
    "BW": "Gaborone",
    "BY": "Minsk; Минск*; Мінск*",
    "BZ": "Belmopan",
    "CA": (
        "Ottawa; Toronto; Vancouver; Montréal; Montreal; Calgary; Edmonton; Winnipeg; Québec; Quebec; "
        "Halifax; Gatineau; Ontario; Alberta; Manitoba; Saskatchewan; British Columbia; "
        "Colombie-Britannique; Nova Scotia; Nouvelle-Écosse; New Brunswick; Nouveau-Brunswick; Laval; "
        "Longueuil; Newfoundland"
    ),
    "CD": "Kinshasa; Lubumbashi; Goma",
    "CF": "Bangui",
    "CG": "Brazzaville; Pointe-Noire",
    "CH": (
        "Bern; Berne; Zürich; Zurich; Genève; Geneva; Genf; Lausanne; Basel; Bâle; Lugano; Bellinzona; "
        "Canton de Vaud; Canton de Genève; Kanton Zürich; Kanton Bern; Kanton Aargau; Canton du Valais; "
        "Canton de Fribourg; Canton de Neuchâtel; Canton Ticino; Cantone Ticino; Kanton St. Gallen; "
        "Canton du Jura; Neuchâtel; Winterthur; Luzern; Vaud"
    ),
    "CI": "Abidjan; Yamoussoukro; Bouaké",
    "CL": "Santiago de Chile; Valparaíso; Concepción Chile",
    "CM": "Yaoundé; Yaounde; Douala",
    "CN": (
        "Beijing; Peking; Pékin; Shanghai; Guangzhou; Shenzhen; Chengdu; Wuhan; Tianjin; Chongqing; "
        "Nanjing; Hangzhou; Guangdong; Zhejiang; Sichuan; Jiangsu; 北京; 上海; 广州; 深圳; 广东省; 浙江省"
    ),
    "CO": "Bogotá; Bogota; Medellín; Medellin; Cali; Barranquilla; Cartagena de Indias",
    "CR": "San José de Costa Rica",
    "CU": "La Habana; Havana; La Havane",
    "CV": "Praia",
    "CY": "Nicosia; Nicosie; Limassol; Λευκωσία",
    "CZ": "Praha; Prague; Prag; Brno; Ostrava; Plzeň",
    "DE": (
        "Berlin; München; Munich; Hamburg; Köln; Cologne; Frankfurt am Main; Frankfurt; Stuttgart; "
        "Düsseldorf; Leipzig; Dresden; Wiesbaden; Bonn; Hannover; Nürnberg; Bremen; Bayern; Bavaria; "
        "Bavière; Nordrhein-Westfalen; Baden-Württemberg; Hessen; Niedersachsen; Sachsen; Thüringen; "
        "Brandenburg; Schleswig-Holstein; Rheinland-Pfalz; Karlsruhe; Mainz; Potsdam"
    ),
    "DJ": "Djibouti-ville",
    "DK": "København; Copenhagen; Copenhague; Aarhus; Odense; Aalborg",
    "DO": "Santo Domingo",
    "DZ": "Alger; Algiers; Oran; Constantine; الجزائر العاصمة",
    "EC": "Quito; Guayaquil; Cuenca Ecuador",
    "EE": "Tallinn; Tartu",
    "EG": "Cairo; Le Caire; Alexandria Egypt; القاهرة; الإسكندرية; El Cairo",
    "ES": (
        "Madrid; Barcelona; Valencia España; Sevilla; Seville; Zaragoza; Bilbao; Málaga; Cataluña; "
        "Catalunya; Catalonia; Andalucía; Galicia; País Vasco; Euskadi; Navarra; Valladolid; Alicante; "
        "Tarragona; Girona; Pamplona"
    ),
    "ET": "Addis Ababa; Addis-Abeba",
    "FI": "Helsinki; Helsingfors; Espoo; Vantaa; Tampere; Turku",
    "FJ": "Suva",
    "FR": (
        "Paris; Lyon; Marseille; Lille; Bordeaux; Toulouse; Strasbourg; Nantes; Rennes; Nice; "
        "Montpellier; Grenoble; Nanterre; Bobigny; Rouen; Versailles; Pontoise; Créteil; "
        "Issy-les-Moulineaux; Cergy; Reims; Île-de-France; Nouvelle-Aquitaine; Occitanie; Bretagne; "
        "Rosny-sous-Bois; Guadeloupe; La Réunion; Levallois-Perret"
    ),
    "GA": "Libreville; Port-Gentil",
    "GB": (
        "London; Londres; Manchester; Birmingham; Edinburgh; Glasgow; Cardiff; Belfast; Liverpool; "
        "Leeds; Bristol; England; Scotland; Wales; Northern Ireland; Angleterre; Écosse; Pays de Galles; "
        "England and Wales; Yorkshire; Sheffield"
    ),
    "GE": "Tbilisi; Tbilissi; თბილისი; Batumi",
    "GH": "Accra; Kumasi",
    "GM": "Banjul",
    "GN": "Conakry",
    "GR": "Athens; Athènes; Αθήνα*; Thessaloniki; Θεσσαλονίκη*; Piraeus",
    "GT": "Ciudad de Guatemala; Guatemala City",
    "GY": "Georgetown Guyana",
    "HK": "Hong Kong; Hongkong; Kowloon; Wan Chai; Wanchai",
    "HN": "Tegucigalpa; San Pedro Sula",
    "HR": "Zagreb; Rijeka; Split Hrvatska; Osijek",
    "HT": "Port-au-Prince; Pétion-Ville",
    "HU": "Budapest; Debrecen; Szeged",
    "ID": "Jakarta; Surabaya; Bandung; Denpasar; Bali",
    "IE": "Dublin; Phoenix Park; Galway; Limerick; Cork Ireland",
    "IL": "Jerusalem; Tel Aviv; Tel-Aviv; Haifa; ירושלים; תל אביב",
    "IN": (
        "New Delhi; Delhi; Mumbai; Bengaluru; Bangalore; Chennai; Hyderabad India; Kolkata; Pune; "
        "Ahmedabad; Maharashtra; Karnataka; Kerala; Gujarat; Tamil Nadu; Uttar Pradesh; Telangana; "
        "Haryana; Rajasthan; Gurugram; Noida; Jaipur"
    ),
    "IQ": "Baghdad; Bagdad; بغداد; Erbil",
    "IR": "Tehran; Téhéran; Teheran; تهران",
    "IS": "Reykjavík; Reykjavik",
    "IT": (
        "Roma; Rome; Milano; Milan; Napoli; Naples; Torino; Turin; Palermo; Bologna; Firenze; Florence; "
        "Venezia; Genova; Bari; Catania; Lombardia; Sicilia; Verona; Trieste"
    ),
    "JM": "Kingston Jamaica; Montego Bay; Spanish Town",
    "JO": "Amman; عمان الأردن",
    "JP": "Tokyo; Osaka; Kyoto; Nagoya; Yokohama; Fukuoka; 東京; 大阪; 霞が関; Kasumigaseki; Chiyoda",
    "KE": "Nairobi; Mombasa; Kisumu",
    "KG": "Bishkek; Бишкек*",
    "KH": "Phnom Penh",
    "KR": "Seoul; Séoul; Busan; Incheon; 부산; Daejeon",
    "KW": "Kuwait City; Koweït City",
    "KZ": "Astana; Almaty; Астан*; Алматы; Nur-Sultan",
    "LA": "Vientiane",
    "LB": "Beirut; Beyrouth; بيروت",
    "LI": "Vaduz",
    "LK": "Colombo; Kandy",
    "LR": "Monrovia",
    "LT": "Vilnius; Kaunas; Klaipėda",
    "LU": "Luxembourg-Ville; Esch-sur-Alzette; Luxemburg Stadt",
    "LV": "Riga; Rīga; Daugavpils",
    "LY": "Tripoli; Benghazi; طرابلس ليبيا",
    "MA": "Rabat; Casablanca; Marrakech; Tanger; الرباط; الدار البيضاء; Fès",
    "MC": "Monte-Carlo",
    "MD": "Chișinău; Chisinau; Кишинев*",
    "ME": "Podgorica",
    "MG": "Antananarivo; Tananarive",
    "MK": "Skopje; Скопје",
    "ML": "Bamako; Sikasso",
    "MM": "Yangon; Naypyidaw; Naypyitaw",
    "MN": "Ulaanbaatar; Улаанбаатар; Oulan-Bator",
    "MO": "Macau; Macao",
    "MR": "Nouakchott",
    "MT": "Valletta; La Valette; Floriana",
    "MU": "Port Louis; Port-Louis",
    "MW": "Lilongwe; Blantyre",
    "MX": (
        "Ciudad de México; Mexico City; CDMX; Guadalajara; Monterrey; Tijuana; Jalisco; Nuevo León; Puebla"
    ),
    "MY": "Kuala Lumpur; Putrajaya; Selangor; Johor; Cyberjaya",
    "MZ": "Maputo; Beira",
    "NA": "Windhoek",
    "NE": "Niamey",
    "NG": "Abuja; Lagos; Kano; Ibadan; Port Harcourt",
    "NI": "Managua",
    "NL": (
        "Amsterdam; Den Haag; The Hague; La Haye; Rotterdam; Utrecht; Eindhoven; Zoetermeer; Driebergen; "
        "Groningen; 's-Gravenhage"
    ),
    "NO": "Oslo; Bergen; Trondheim; Stavanger; Tromsø",
    "NP": "Kathmandu; Katmandou",
    "NZ": "Wellington; Auckland; Christchurch; Dunedin; Waikato",
    "OM": "Muscat; Mascate; مسقط",
    "PA": "Ciudad de Panamá; Panama City Panama",
    "PE": "Lima; Arequipa; Cusco; Trujillo Perú",
    "PG": "Port Moresby",
    "PH": "Manila; Quezon City; Makati; Cebu; Davao; Pasig; Taguig",
    "PK": "Islamabad; Karachi; Lahore; Rawalpindi; Peshawar; اسلام آباد",
    "PL": (
        "Warszawa; Warsaw; Varsovie; Warschau; Kraków; Krakow; Wrocław; Gdańsk; Poznań; Łódź; Katowice; "
        "Lublin; Szczecin"
    ),
    "PS": "Ramallah; رام الله",
    "PT": "Lisboa; Lisbon; Lisbonne; Porto Portugal; Coimbra; Braga; Faro Portugal; Açores; Madeira",
    "PY": "Asunción",
    "QA": "Doha; الدوحة",
    "RO": "București; Bucharest; Bucarest; Cluj-Napoca; Timișoara; Iași; Constanța",
    "RS": "Beograd; Belgrade; Београд*; Novi Sad; Niš",
    "RU": (
        "Moscow; Moscou; Москв*; Moskau; Saint Petersburg; St. Petersburg; Saint-Pétersbourg; "
        "Санкт-Петербург*; Петербург*; Новосибирск*; Екатеринбург*; Kazan; Казан*; Самар*; Krasnodar; "
        "Novosibirsk; Yekaterinburg"
    ),
    "RW": "Kigali",
    "SA": "Riyadh; Riyad; Jeddah; الرياض; جدة",
    "SC": "Mahé Seychelles",
    "SD": "Khartoum; الخرطوم",
    "SE": "Stockholm; Göteborg; Gothenburg; Malmö; Uppsala",
    "SG": "Singapore; Singapour; 新加坡",
    "SI": "Ljubljana; Maribor",
    "SK": "Bratislava; Košice",
    "SL": "Freetown",
    "SM": "Repubblica di San Marino",
    "SN": "Dakar; Thiès; Saint-Louis du Sénégal; Ziguinchor",
    "SO": "Mogadishu; Mogadiscio",
    "SR": "Paramaribo",
    "SV": "San Salvador",
    "SY": "Damascus; Damas; دمشق",
    "TD": "N'Djamena; N’Djaména",
    "TG": "Lomé; Kara Togo",
    "TH": "Bangkok; Chiang Mai; กรุงเทพ; Phuket",
    "TJ": "Dushanbe; Душанбе",
    "TL": "Dili",
    "TM": "Ashgabat; Aşgabat",
    "TN": "Tunis; Sfax; Sousse Tunisie; مدينة تونس",
    "TR": "Ankara; İstanbul; Istanbul; İzmir; Izmir; Antalya; Bursa",
    "TT": "Port of Spain; Port-d'Espagne",
    "TW": "Taipei; Taïpei; 臺北; 台北; Kaohsiung; Taichung",
    "TZ": "Dodoma; Dar es Salaam",
    "UA": "Kyiv; Kiev; Київ*; Києв*; Lviv; Львів*; Odesa; Одес*; Kharkiv; Харк*; Dnipro",
    "UG": "Kampala; Entebbe",
    "US": (
        "Washington, D.C; Washington DC; New York; Los Angeles; Chicago; Houston; Miami; San Francisco; "
        "Boston; Seattle; Philadelphia; Texas; California; Florida; Virginia; Quantico; Illinois; Ohio; "
        "Michigan; Pennsylvania; New Jersey; Massachusetts; Vermont; Maine USA; Arizona; Colorado; "
        "Minnesota; Oregon; North Carolina; South Carolina; Tennessee; Wisconsin; Louisiana; Maryland; "
        "Nevada; Utah; Detroit; Buffalo; Plattsburgh; Burlington Vermont; Atlanta; State of Georgia; "
        "Kentucky; Oklahoma; Missouri; Alabama; Connecticut"
    ),
    "UY": "Montevideo",
    "UZ": "Tashkent; Toshkent; Ташкент*; Tachkent",
    "VA": "Vatican City",
    "VE": "Caracas; Maracaibo",
    "VN": "Hanoi; Hà Nội; Hanoï; Ho Chi Minh City; Hồ Chí Minh; Đà Nẵng",
    "XK": "Pristina; Prishtinë; Prishtina",
    "YE": "Sanaa; صنعاء; Aden",
    "ZA": (
        "Pretoria; Johannesburg; Cape Town; Durban; Gauteng; Kwazulu-Natal; Western Cape; Bloemfontein; "
        "Tshwane"
    ),
    "ZM": "Lusaka",
    "ZW": "Harare; Bulawayo",
}
