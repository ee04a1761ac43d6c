"""Agencies, ministries, police forces and courts of the Americas, as they sign."""

AGENCIES: dict[str, str] = {
    "AR": (
        "Policía Federal Argentina; Gendarmería Nacional Argentina; "
        "Ministerio Público Fiscal de la Nación; Prefectura Naval Argentina; "
        "Juzgado Nacional en lo Criminal; Unidad Fiscal Especializada en Ciberdelincuencia; UFECI; "
        "Procuración General de la Nación; Policía de la Ciudad; Juzgado Federal de Primera Instancia; "
        "Cancillería Argentina"
    ),
    "BB": "Barbados Police Service; Royal Barbados Police",
    "BO": (
        "Policía Boliviana; Fuerza Especial de Lucha Contra el Crimen; Fiscalía Departamental; "
        "Fiscalía General del Estado Plurinacional"
    ),
    "BR": (
        "~Polícia Federal; ~Polícia Civil; Ministério Público Federal; "
        "Ministério da Justiça e Segurança Pública; "
        "Departamento de Recuperação de Ativos e Cooperação Jurídica Internacional; DRCI; "
        "~Tribunal de Justiça; Supremo Tribunal Federal; Justiça Federal; ~Delegacia; "
        "Brazilian Federal Police; ~Vara Criminal; Procuradoria da República; Advocacia-Geral da União"
    ),
    "BS": "Royal Bahamas Police Force",
    "CA": (
        "Royal Canadian Mounted Police; RCMP; Gendarmerie royale du Canada; GRC; Sûreté du Québec; "
        "Ontario Provincial Police; OPP; Service de police de la Ville de Montréal; SPVM; "
        "Directeur des poursuites criminelles et pénales; DPCP; Justice Canada; "
        "Department of Justice Canada; International Assistance Group; Groupe d'entraide internationale; "
        "Service d'entraide internationale; Toronto Police; Vancouver Police; Peel Regional Police; "
        "Calgary Police; Edmonton Police; Canada Border Services Agency; CBSA; "
        "Agence des services frontaliers du Canada; Cour du Québec; "
        "Canadian Centre for Child Protection; Public Prosecution Service of Canada; "
        "Service des poursuites pénales du Canada; Centre canadien pour la cybersécurité; CSIS; FINTRAC; "
        "CANAFE"
    ),
    "CL": (
        "Policía de Investigaciones de Chile; PDI; Carabineros de Chile; Carabineros; "
        "Fiscalía Nacional de Chile; Ministerio Público de Chile; Fiscalía Regional Metropolitana; "
        "Brigada del Cibercrimen; ~Juzgado de Garantía"
    ),
    "CO": (
        "Policía Nacional de Colombia; Fiscalía General de la Nación; DIJIN; "
        "Dirección de Investigación Criminal e Interpol; Centro Cibernético Policial; "
        "Cuerpo Técnico de Investigación; Ministerio de Justicia y del Derecho; "
        "Superintendencia de Industria"
    ),
    "CR": (
        "Organismo de Investigación Judicial; Fuerza Pública de Costa Rica; Poder Judicial de Costa Rica; OIJ"
    ),
    "CU": (
        "Ministerio del Interior de Cuba; Policía Nacional Revolucionaria; "
        "Fiscalía General de la República de Cuba"
    ),
    "DO": (
        "Policía Nacional Dominicana; Procuraduría General de la República Dominicana; "
        "Departamento de Investigación de Crímenes y Delitos de Alta Tecnología"
    ),
    "EC": (
        "Policía Nacional del Ecuador; Fiscalía General del Estado del Ecuador; Unidad de Cibercrimen Quito"
    ),
    "GT": "Policía Nacional Civil de Guatemala; Ministerio Público de Guatemala",
    "GY": "Guyana Police Force",
    "HN": "Policía Nacional de Honduras; Agencia Técnica de Investigación Criminal; ATIC",
    "HT": (
        "Police nationale d'Haïti; PNH; Direction centrale de la police judiciaire d'Haïti; "
        "Parquet près le tribunal de première instance de Port-au-Prince"
    ),
    "JM": (
        "Jamaica Constabulary Force; JCF; Director of Public Prosecutions Jamaica; "
        "Major Organised Crime and Anti-Corruption Agency; MOCA"
    ),
    "MX": (
        "Fiscalía General de la República; FGR; Guardia Nacional de México; ~Policía Cibernética; "
        "Secretaría de Seguridad y Protección Ciudadana; Secretaría de Seguridad Ciudadana; "
        "Agencia de Investigación Criminal; Procuraduría General de la República de México; "
        "Secretaría de Relaciones Exteriores; ~Fiscalía General de Justicia; "
        "~Agente del Ministerio Público"
    ),
    "NI": "Policía Nacional de Nicaragua",
    "PA": (
        "Policía Nacional de Panamá; Procuraduría General de la Nación de Panamá; "
        "Ministerio Público de Panamá"
    ),
    "PE": (
        "Policía Nacional del Perú; PNP; DIVINDAT; Ministerio Público del Perú; Fiscalía de la Nación; "
        "División de Investigación de Delitos de Alta Tecnología; "
        "Unidad de Cooperación Judicial Internacional y Extradiciones"
    ),
    "PY": ("Policía Nacional del Paraguay; Ministerio Público del Paraguay; Secretaría Nacional Antidrogas"),
    "SV": "Policía Nacional Civil de El Salvador; Fiscalía General de la República de El Salvador",
    "TT": "Trinidad and Tobago Police Service; TTPS; Central Authority Unit Trinidad",
    "US": (
        "Federal ~Bureau of Investigation; FBI; Drug Enforcement Administration; DEA; "
        "Department of Homeland Security; Homeland Security Investigations; HSI; "
        "Immigration and Customs Enforcement; U.S. Department of Justice; "
        "United States Department of Justice; Office of International Affairs; ~Secret Service; "
        "United States Attorney; U.S. Attorney's Office; U.S. Attorney; District Attorney; "
        "Bureau of Alcohol Tobacco Firearms and Explosives; ATF; Marshals Service; U.S. Marshals; "
        "United States Marshals; ~Sheriff's Office; ~County Sheriff; ~Sheriff's Department; "
        "~State Police; ~Highway Patrol; ~Department of Public Safety; Bureau of Investigation; LAPD; "
        "NYPD; New York Police Department; Los Angeles Police Department; "
        "Naval Criminal Investigative Service; National Center for Missing and Exploited Children; "
        "NCMEC; ~District Court; Superior Court of California; ~State Department; "
        "Postal Inspection Service; CISA; Customs and Border Protection; CBP; FinCEN; "
        "Internal Revenue Service; IRS; ~Grand Jury"
    ),
    "UY": (
        "Policía Nacional del Uruguay; Fiscalía General de la Nación de Uruguay; "
        "Ministerio del Interior Uruguay; Dirección General de Lucha contra el Crimen Organizado"
    ),
    "VE": (
        "CICPC; Cuerpo de Investigaciones Científicas Penales y Criminalísticas; "
        "Ministerio Público de Venezuela; SEBIN; República Bolivariana"
    ),
}
