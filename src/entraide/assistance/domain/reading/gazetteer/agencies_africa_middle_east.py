"""Agencies, ministries, police forces and courts of Africa and the Middle East, as they sign."""

AGENCIES: dict[str, str] = {
    "AE": (
        "Dubai Police; Abu Dhabi Police; شرطة دبي; شرطة أبوظبي; وزارة الداخلية الإماراتية; "
        "الإمارات العربية المتحدة; Telecommunications and Digital Government Regulatory Authority; TDRA; "
        "Sharjah Police; Public Prosecution Dubai"
    ),
    "AO": (
        "Serviço de Investigação Criminal; Polícia Nacional de Angola; "
        "Procuradoria-Geral da República de Angola"
    ),
    "BF": (
        "Brigade centrale de lutte contre la cybercriminalité; BCLCC; Police nationale du Burkina Faso; "
        "Tribunal de grande instance de Ouagadougou; Tribunal de grande instance Ouaga I"
    ),
    "BH": (
        "وزارة الداخلية مملكة البحرين; مملكة البحرين; "
        "General Directorate of Anti-Corruption and Economic and Electronic Security"
    ),
    "BI": "Police nationale du Burundi",
    "BJ": (
        "Police républicaine du Bénin; Office central de répression de la cybercriminalité; OCRC; CRIET; "
        "Centre national d'investigations numériques; "
        "Cour de répression des infractions économiques et du terrorisme; "
        "Tribunal de première instance de Cotonou"
    ),
    "BW": "Botswana Police Service; Directorate of Public Prosecutions Gaborone",
    "CD": (
        "Police nationale congolaise; Parquet général près la Cour d'appel de Kinshasa; "
        "République démocratique du Congo; Auditorat militaire"
    ),
    "CG": "Police nationale du Congo Brazzaville; République du Congo",
    "CI": (
        "Plateforme de lutte contre la cybercriminalité; PLCC; Police nationale de Côte d'Ivoire; "
        "Tribunal de première instance d'Abidjan; ARTCI; "
        "Direction de l'informatique et des traces technologiques; "
        "Pôle pénal économique et financier Abidjan"
    ),
    "CM": (
        "~Délégation générale à la Sûreté nationale; ~DGSN; ~ANTIC; "
        "Agence nationale des technologies de l'information et de la communication; "
        "Tribunal criminel spécial; Sûreté nationale du Cameroun; Tribunal de grande instance du Mfoundi"
    ),
    "CV": "Polícia Nacional de Cabo Verde; Procuradoria-Geral da República de Cabo Verde",
    "DJ": "Police nationale de Djibouti",
    "DZ": (
        "Direction générale de la sûreté nationale Alger; ~المديرية العامة للأمن الوطني; "
        "Gendarmerie nationale algérienne; الدرك الوطني; Tribunal de Sidi M'hamed; الجمهورية الجزائرية; "
        "Cour d'Alger; "
        "Organe national de prévention et de lutte contre les infractions liées aux technologies"
    ),
    "EG": (
        "وزارة الداخلية المصرية; جمهورية مصر العربية; النيابة العامة المصرية; "
        "Egyptian Public Prosecution; مباحث الإنترنت; Egyptian Ministry of Interior; "
        "Egyptian National Police"
    ),
    "ET": "Ethiopian Federal Police; ~Federal Police Commission; Addis Ababa Police",
    "GA": (
        "Police judiciaire du Gabon; Direction générale des recherches; "
        "Tribunal de première instance de Libreville; Forces de police nationale du Gabon"
    ),
    "GH": (
        "Ghana Police Service; ~Cyber Security Authority; Economic and Organised Crime Office; EOCO; "
        "Attorney-General Accra"
    ),
    "GM": "Gambia Police Force",
    "GN": (
        "Police nationale de Guinée; Office de répression des délits économiques; "
        "Tribunal de première instance de Kaloum; OPROGEM"
    ),
    "IL": (
        "משטרת ישראל; Israel Police; Lahav 433; משרד המשפטים; פרקליטות המדינה; ~State Attorney's Office; "
        "מדינת ישראל; National Cyber Directorate; Israel National Cyber Directorate"
    ),
    "IQ": (
        "وزارة الداخلية العراقية; جمهورية العراق; ~مجلس القضاء الأعلى; Iraqi Ministry of Interior; "
        "~Supreme Judicial Council"
    ),
    "IR": ("پلیس فتا; جمهوری اسلامی ایران; نیروی انتظامی; قوه قضائیه; Islamic Republic of Iran; FATA Police"),
    "JO": (
        "~مديرية الأمن العام; المملكة الأردنية الهاشمية; وحدة الجرائم الإلكترونية; "
        "~Public Security Directorate; Jordanian Public Security"
    ),
    "KE": (
        "Kenya Police; ~Directorate of Criminal Investigations; ~DCI; "
        "Office of the Director of Public Prosecutions Nairobi; Kenya Police Service; "
        "Communications Authority of Kenya; Ethics and Anti-Corruption Commission"
    ),
    "KM": "Gendarmerie nationale comorienne",
    "KW": "وزارة الداخلية الكويتية; دولة الكويت; إدارة مكافحة الجرائم الإلكترونية",
    "LB": (
        "قوى الأمن الداخلي; ~Forces de sécurité intérieure; ~Internal Security Forces; "
        "Parquet général près la Cour de cassation Beyrouth; الجمهورية اللبنانية; "
        "مكتب مكافحة جرائم المعلوماتية"
    ),
    "LR": "Liberia National Police",
    "LY": "وزارة الداخلية الليبية; مكتب النائب العام ليبيا; دولة ليبيا",
    "MA": (
        "Direction générale de la sûreté nationale Rabat; المديرية العامة للأمن الوطني الرباط; "
        "المملكة المغربية; رئاسة النيابة العامة; Brigade nationale de la police judiciaire; BNPJ; "
        "Gendarmerie royale marocaine; Présidence du ministère public; Royaume du Maroc"
    ),
    "MG": (
        "Police nationale malgache; Pôle anti-corruption; Tribunal de première instance d'Antananarivo; "
        "Gendarmerie nationale malagasy"
    ),
    "ML": (
        "Police nationale du Mali; Pôle national de lutte contre la cybercriminalité; "
        "Tribunal de grande instance de la Commune; Brigade d'investigation judiciaire Bamako"
    ),
    "MR": (
        "الجمهورية الإسلامية الموريتانية; Sûreté nationale mauritanienne; "
        "Direction générale de la sûreté nationale Nouakchott"
    ),
    "MU": "Mauritius Police Force; Attorney General's Office Port Louis; Financial Crimes Commission",
    "MW": "Malawi Police Service",
    "MZ": (
        "Serviço Nacional de Investigação Criminal; SERNIC; "
        "Procuradoria-Geral da República de Moçambique; Polícia da República de Moçambique"
    ),
    "NA": "Namibian Police",
    "NE": "Police nationale du Niger; Tribunal de grande instance hors classe de Niamey",
    "NG": (
        "Nigeria Police Force; Nigeria Police; Economic and Financial Crimes Commission; EFCC; NAPTIP; "
        "National Agency for the Prohibition of Trafficking in Persons; "
        "Nigerian Communications Commission; National Drug Law Enforcement Agency; NDLEA; "
        "Independent Corrupt Practices; Federal Ministry of Justice Abuja; NITDA; "
        "Central Authority Unit Abuja"
    ),
    "OM": "شرطة عمان السلطانية; Royal Oman Police; سلطنة عمان",
    "PS": "الشرطة الفلسطينية; دولة فلسطين; Palestinian Civil Police",
    "QA": (
        "وزارة الداخلية القطرية; دولة قطر; Qatar Ministry of Interior; "
        "Economic and Cyber Crimes Combating Department"
    ),
    "RW": (
        "Rwanda Investigation Bureau; Rwanda National Police; National Public Prosecution Authority Kigali"
    ),
    "SA": (
        "وزارة الداخلية السعودية; المملكة العربية السعودية; النيابة العامة السعودية; "
        "Saudi Ministry of Interior; رئاسة أمن الدولة; Communications, Space and Technology Commission"
    ),
    "SC": "Seychelles Police",
    "SD": "جمهورية السودان; Sudan Police Force",
    "SL": "Sierra Leone Police",
    "SN": (
        "Division spéciale de lutte contre la cybercriminalité; Police nationale du Sénégal; "
        "Sûreté urbaine de Dakar; Tribunal de grande instance hors classe de Dakar; "
        "Gendarmerie nationale du Sénégal; Direction de la police judiciaire Dakar; "
        "Pool judiciaire financier; Direction générale de la police nationale du Sénégal; "
        "Section de recherches de Colobane"
    ),
    "SO": "Somali Police Force",
    "SY": "الجمهورية العربية السورية; وزارة الداخلية السورية",
    "TD": "Police nationale du Tchad; Tribunal de grande instance de N'Djamena",
    "TG": (
        "Police nationale togolaise; Service central de recherches et d'investigations criminelles; "
        "SCRIC; Tribunal de grande instance de Lomé; Agence nationale de la cybersécurité Lomé"
    ),
    "TN": (
        "الجمهورية التونسية; Direction de la police judiciaire El Gorjani; "
        "Brigade criminelle d'El Gorjani; Pôle judiciaire de lutte contre le terrorisme Tunis; "
        "Tribunal de première instance de Tunis; وزارة الداخلية التونسية"
    ),
    "TZ": ("Tanzania Police Force; Tanzania Communications Regulatory Authority; Jeshi la Polisi Tanzania"),
    "UG": (
        "Uganda Police Force; Directorate of Public Prosecutions Kampala; "
        "Criminal Investigations Directorate Kampala"
    ),
    "YE": "الجمهورية اليمنية; وزارة الداخلية اليمنية",
    "ZA": (
        "South African Police Service; SAPS; ~National Prosecuting Authority; ~NPA; "
        "Directorate for Priority Crime Investigation; ~Hawks; ~Special Investigating Unit; "
        "Department of Justice and Constitutional Development; State Security Agency Pretoria"
    ),
    "ZM": "Zambia Police Service; Drug Enforcement Commission Lusaka",
    "ZW": "Zimbabwe Republic Police; National Prosecuting Authority of Zimbabwe",
}
