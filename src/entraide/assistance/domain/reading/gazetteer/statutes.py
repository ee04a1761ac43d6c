"""Statutes and codes whose citation tells the state: nobody cites another state's law as the ground of a request."""

STATUTES: dict[str, str] = {
    "AR": "Código Procesal Penal de la Nación; Ley 24.767",
    "AU": (
        "Crimes Act 1914; Criminal Code Act 1995; Telecommunications (Interception and Access) Act; "
        "Mutual Assistance in Criminal Matters Act 1987; Online Safety Act 2021"
    ),
    "BE": (
        "Code d'instruction criminelle; Wetboek van Strafvordering België; article 46bis; article 88bis; "
        "artikel 46bis"
    ),
    "BR": (
        "Marco Civil da Internet; Lei nº 12.965; Lei n 12.965; Código de Processo Penal brasileiro; "
        "Decreto-Lei nº 2.848"
    ),
    "CA": (
        "Criminal Code R.S.C; Code criminel L.R.C; "
        "Mutual Legal Assistance in Criminal Matters Act R.S.C; Code criminel du Canada; "
        "Criminal Code of Canada"
    ),
    "CH": (
        "Loi fédérale sur l'entraide internationale en matière pénale; EIMP; IRSG; "
        "Code de procédure pénale suisse; Code pénal suisse; Schweizerische Strafprozessordnung; "
        "Schweizerisches Strafgesetzbuch; Rechtshilfegesetz"
    ),
    "CL": "Código Procesal Penal chileno",
    "CN": (
        "Administrative Rules for Internet Information Services; "
        "Measures for the Administration of Internet Information Services; "
        "Cybersecurity Law of the People's Republic of China; "
        "互联网信息服务管理办法; 我国刑法; 网络安全法"
    ),
    "CO": "Ley 906 de 2004; Ley 1273 de 2009",
    "DE": (
        "~Strafgesetzbuch; ~Strafprozessordnung; ~StGB; ~StPO; "
        "Telekommunikation-Digitale-Dienste-Datenschutz-Gesetz; TTDSG; TDDDG; IRG; "
        "Gesetz über die internationale Rechtshilfe in Strafsachen; Netzwerkdurchsetzungsgesetz"
    ),
    "DK": "Retsplejeloven; Straffeloven Danmark",
    "ES": (
        "Ley de Enjuiciamiento Criminal; ~Ley Orgánica; Ley 34/2002; LECrim; Diligencias Previas; "
        "Código Penal español"
    ),
    "FI": "Pakkokeinolaki; Rikoslaki",
    "FR": (
        "Code de procédure pénale français; Code pénal français; "
        "article 60-1 du Code de procédure pénale; article 77-1-1; "
        "article 77-1-1 du Code de procédure pénale; article 99-3 du Code de procédure pénale; "
        "~article 6-1 de la loi; loi pour la confiance dans l'économie numérique; LCEN; article 706-47; "
        "~enquête de flagrance; ~enquête préliminaire"
    ),
    "GB": (
        "Investigatory Powers Act 2016; Police and Criminal Evidence Act 1984; "
        "Regulation of Investigatory Powers Act 2000; Crime (International Co-operation) Act 2003; "
        "Proceeds of Crime Act 2002; Fraud Act 2006; Computer Misuse Act 1990; Online Safety Act 2023; "
        "Theft Act 1968; Sexual Offences Act 2003; Malicious Communications Act 1988; "
        "Offences Against the Person Act 1861; Data Protection Act 2018"
    ),
    "GH": "Cybersecurity Act, 2020 (Act 1038)",
    "HK": (
        "Laws of Hong Kong; Crimes Ordinance; Cap. 200; Theft Ordinance; "
        "Mutual Legal Assistance in Criminal Matters Ordinance"
    ),
    "IE": (
        "Criminal Justice Act 2011; Criminal Justice (Mutual Assistance) Act 2008; "
        "Communications (Retention of Data) Act 2011"
    ),
    "IN": (
        "Indian Penal Code; Bharatiya Nyaya Sanhita; Bharatiya Nagarik Suraksha Sanhita; "
        "Code of Criminal Procedure, 1973; Information Technology Act, 2000; IT Act 2000; u/s 91 Cr.P.C; "
        "CrPC; Section 69A; BNSS; BNS; Section 79(3)(b); FIR No"
    ),
    "IT": "~Codice di procedura penale; ~Codice penale; ~c.p.p",
    "JM": "Cybercrimes Act, 2015",
    "JP": "刑事訴訟法; Act on International Assistance in Investigation",
    "KE": "~Computer Misuse and Cybercrimes Act",
    "KR": "형사소송법; 정보통신망; 통신비밀보호법; Telecommunications Business Act",
    "KZ": "Уголовно-процессуальн* кодекс* Республики Казахстан",
    "LU": "Code de procédure pénale luxembourgeois",
    "MX": "Código Nacional de Procedimientos Penales",
    "MY": "Communications and Multimedia Act 1998; Penal Code (Act 574)",
    "NG": (
        "Cybercrimes (Prohibition, Prevention, Etc) Act; Cybercrimes (Prohibition, Prevention) Act; "
        "Advance Fee Fraud"
    ),
    "NL": "~Wetboek van Strafvordering; ~Wetboek van Strafrecht",
    "NO": "Straffeprosessloven; Straffeloven",
    "NZ": ("Crimes Act 1961; Search and Surveillance Act 2012; Harmful Digital Communications Act 2015"),
    "PE": "Código Procesal Penal peruano; Decreto Legislativo 957",
    "PH": (
        "Republic Act No. 10175; Cybercrime Prevention Act of 2012; RA 10175; ~Republic Act; "
        "~Revised Penal Code; Rule on Cybercrime Warrants"
    ),
    "PK": "Prevention of Electronic Crimes Act; PECA; Pakistan Penal Code",
    "PL": "Kodeks postępowania karnego; Kodeks karny; k.p.k; ~art. 15 ust",
    "PT": ("Lei n.º 109/2009; Lei do Cibercrime; Código de Processo Penal português; Código Penal português"),
    "RO": "Codul de procedură penală; Codul penal",
    "RU": (
        "149-FZ; 149-ФЗ; Федеральн* закон*; ~Federal Law of July 27; ~Federal Law dated; УК РФ; УПК РФ; "
        "Unified register of domain names; Един* реестр* доменных имен; Eдиный реестр; "
        "Criminal Code of the Russian Federation; Уголовно-процессуальн* кодекс* Российской Федерации"
    ),
    "SE": "Rättegångsbalken; Brottsbalken; rättegångsbalk*",
    "SG": (
        "Computer Misuse Act 1993; Criminal Procedure Code 2010; "
        "Protection from Online Falsehoods and Manipulation Act; Penal Code 1871; "
        "Online Criminal Harms Act; Mutual Assistance in Criminal Matters Act 2000"
    ),
    "SN": "loi 2008-11; loi n 2008-11",
    "TH": "Computer Crime Act B.E; พระราชบัญญัติ",
    "TR": "Türk Ceza Kanunu; TCK; Ceza Muhakemesi Kanunu; CMK; 5651 sayılı; Law No. 5651",
    "TZ": "Cybercrimes Act, 2015 Tanzania",
    "UA": (
        "Кримінальн* процесуальн* кодекс* України; КПК України; Кримінальн* кодекс* України; Закон* України"
    ),
    "US": (
        "18 U.S.C; 18 USC; 21 U.S.C; 28 U.S.C; Stored Communications Act; "
        "Electronic Communications Privacy Act; Title 18 ~United States Code; United States Code; "
        "~Penal Code section; Wiretap Act; CLOUD Act order; Patriot Act"
    ),
    "VN": "Bộ luật Hình sự; Bộ luật Tố tụng hình sự; Luật An ninh mạng",
    "ZA": (
        "Cybercrimes Act 19 of 2020; Criminal Procedure Act 51 of 1977; "
        "Section 205 of the Criminal Procedure Act; Prevention of Organised Crime Act 121"
    ),
}
