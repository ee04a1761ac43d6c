"""Agencies, ministries, police forces and courts of Asia and the Pacific, as they sign."""

AGENCIES: dict[str, str] = {
    "AM": ("Ոստիկանություն; Police of the Republic of Armenia; Следственный комитет Республики Армения"),
    "AU": (
        "Australian Federal Police; ~AFP; New South Wales Police; NSW Police; Victoria Police; "
        "Queensland Police; South Australia Police; Western Australia Police; Tasmania Police; "
        "Northern Territory Police; ~Attorney-General's Department; "
        "Commonwealth Director of Public Prosecutions; CDPP; ~eSafety Commissioner; "
        "Australian Border Force; Australian Signals Directorate; "
        "Australian Communications and Media Authority; AUSTRAC; "
        "Australian Criminal Intelligence Commission"
    ),
    "AZ": "Daxili İşlər Nazirliyi; Azərbaycan Respublikası; Baş Prokurorluğu",
    "BD": (
        "Bangladesh Police; Rapid Action Battalion; Criminal Investigation Department Dhaka; BTRC; "
        "Bangladesh Telecommunication"
    ),
    "CN": (
        "Ministry of Public Security of China; "
        "Ministry of Public Security of the People's Republic of China; "
        "Cyber Security Association of China; Cyberspace Administration of China; "
        "Supreme People's Procuratorate; Supreme People's Court; ~Public Security Bureau; ~PSB; 公安部; "
        "公安局; 网络安全保卫; 最高人民检察院; 最高人民法院; 人民检察院; 国家互联网信息办公室; 网信办; "
        "中华人民共和国; 司法部司法协助; "
        "Beijing Network Industry Association; CNCERT; 国家计算机网络应急; National Commission of Supervision; "
        "人民法院; 公安厅; 网警"
    ),
    "FJ": "Fiji Police Force",
    "GE": (
        "საქართველოს; Prosecutor's Office of Georgia; Ministry of Internal Affairs of Georgia; "
        "Ministry of Justice of Georgia"
    ),
    "HK": (
        "Hong Kong Police Force; Hong Kong Police; HKPF; Cyber Security and Technology Crime Bureau; "
        "CSTCB; HKSAR; Hong Kong Special Administrative Region of the People's Republic of China; "
        "Hong Kong Special Administrative Region; ~Independent Commission Against Corruption; ~ICAC; "
        "Hong Kong Customs; 香港警務處; 香港特別行政區; 香港警务处; 香港特别行政区; "
        "Department of Justice of the Hong Kong; "
        "網絡安全及科技罪案調查科; OGCIO; 香港"
    ),
    "ID": (
        "Kepolisian Negara Republik Indonesia; Kepolisian; POLRI; "
        "Kementerian Komunikasi dan Informatika; Kominfo; Kejaksaan Agung; Bareskrim; "
        "Indonesian National Police; Kementerian Hukum; Mahkamah Agung"
    ),
    "IN": (
        "Central Bureau of Investigation; ~CBI; Central Bureau of Investigation India; "
        "Indian Cyber Crime Coordination Centre; I4C; ~National Investigation Agency; ~NIA; "
        "Delhi Police; Mumbai Police; Maharashtra Police; Karnataka Police; Kerala Police; "
        "Tamil Nadu Police; Uttar Pradesh Police; Telangana Police; "
        "Ministry of Home Affairs Government of India; Government of India; "
        "Ministry of Electronics and Information Technology; MeitY; CERT-In; Enforcement Directorate; "
        "~Cyber Crime Police Station; ~Superintendent of Police; ~Deputy Commissioner of Police; "
        "~Cyber Cell; Narcotics Control Bureau; Judicial Magistrate First Class; ~Sub-Inspector"
    ),
    "JP": (
        "National Police Agency of Japan; 警察庁; 警視庁; 法務省; 検察庁; 県警察; 府警察; 都道府県警察; "
        "Tokyo Metropolitan Police; Tokyo Metropolitan Police Department; Ministry of Justice of Japan; "
        "捜査共助; 警察本部; 地方検察庁; Prefectural Police; 日本国"
    ),
    "KG": (
        "Кыргызск* Республик*; Министерств* внутренних дел Кыргызской; Генеральная прокуратура Кыргызской"
    ),
    "KH": "Cambodian National Police; General Commissariat of National Police",
    "KR": (
        "Korean National Police; Korean National Police Agency; Korea National Police; 경찰청; 검찰청; 대한민국; "
        "법무부; 지방검찰청; 방송통신심의위원회; 사이버수사; Supreme Prosecutors' Office; Prosecutors' Office Seoul; "
        "Korea Communications; Seoul Metropolitan Police; 경찰서"
    ),
    "KZ": (
        "Министерств* внутренних дел Республики Казахстан; Генеральн* прокуратур* Республики Казахстан; "
        "Қазақстан Республикасы; Прокуратура Казахстан*; "
        "Ministry of Internal Affairs of the Republic of Kazakhstan; Ішкі істер министрлігі"
    ),
    "LK": "Sri Lanka Police; Criminal Investigation Department Colombo; Sri Lanka CERT",
    "MM": "Myanmar Police Force",
    "MN": "Цагдаагийн ерөнхий газар; National Police Agency of Mongolia; Монгол Улс*",
    "MO": (
        "Polícia Judiciária de Macau; 澳門特別行政區; Macao Special Administrative Region; 澳門; "
        "Judiciary Police of Macau"
    ),
    "MV": "Maldives Police Service",
    "MY": (
        "Polis Diraja Malaysia; Royal Malaysia Police; PDRM; Bukit Aman; "
        "Malaysian Communications and Multimedia Commission; MCMC; Jabatan Peguam Negara; "
        "Attorney General's Chambers Malaysia; CyberSecurity Malaysia; Suruhanjaya Komunikasi"
    ),
    "NP": "Nepal Police; Cyber Bureau Kathmandu; Central Investigation Bureau Nepal",
    "NZ": (
        "New Zealand Police; Ngā Pirihimana; ~Crown Law Office; ~Department of Internal Affairs; "
        "Netsafe; Serious Fraud Office New Zealand; New Zealand Customs"
    ),
    "PG": "Royal Papua New Guinea Constabulary",
    "PH": (
        "Philippine National Police; PNP Anti-Cybercrime Group; Anti-Cybercrime Group; "
        "National Bureau of Investigation Philippines; ~Office of Cybercrime; "
        "Department of Justice Manila; Cybercrime Investigation and Coordinating Center; ~CICC; "
        "Camp Crame; ~Regional Trial Court"
    ),
    "PK": (
        "Federal Investigation Agency; ~FIA; National Cyber Crime Investigation Agency; NCCIA; "
        "Pakistan Telecommunication Authority; ~PTA; Punjab Police Lahore; "
        "Ministry of Interior Government of Pakistan; Government of Pakistan; Sindh Police; "
        "National Accountability Bureau"
    ),
    "SG": (
        "Singapore Police Force; ~SPF; SingCERT; Cyber Security Agency of Singapore; CSA Singapore; "
        "Attorney-General's Chambers Singapore; Infocomm Media Development Authority; IMDA; "
        "~Central Narcotics Bureau; ~Commercial Affairs Department; "
        "Corrupt Practices Investigation Bureau; Ministry of Home Affairs Singapore; POFMA Office"
    ),
    "TH": (
        "Royal Thai Police; สำนักงานตำรวจแห่งชาติ; กระทรวงยุติธรรม; "
        "~Department of Special Investigation; Office of the Attorney General of Thailand; "
        "กรมสอบสวนคดีพิเศษ; Technology Crime Suppression Division; ประเทศไทย; กระทรวงดิจิทัล; ตำรวจ"
    ),
    "TJ": "Республик* Таджикистан",
    "TL": "Polícia Nacional de Timor-Leste",
    "TM": "Türkmenistanyň",
    "TW": (
        "刑事警察局; 內政部警政署; Criminal Investigation Bureau Taiwan; 法務部調查局; 中華民國; 臺灣; 台灣; "
        "Taiwan High Prosecutors Office; 地方檢察署; ~Criminal Investigation Bureau; "
        "National Police Agency Taiwan"
    ),
    "UZ": "O'zbekiston Respublikasi; Республик* Узбекистан; Oʻzbekiston; Ichki ishlar vazirligi",
    "VN": (
        "Bộ Công an; Công an; Ministry of Public Security of Vietnam; "
        "Ministry of Public Security of the Socialist Republic of Viet Nam; Viện kiểm sát nhân dân; "
        "Cục Cảnh sát; Cơ quan Cảnh sát điều tra; Bộ Thông tin và Truyền thông; Bộ Tư pháp; "
        "Cộng hòa xã hội chủ nghĩa"
    ),
}
