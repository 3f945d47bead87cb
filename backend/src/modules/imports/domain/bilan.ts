/** What an import did to one kind of records; created + changed + unchanged + reactivated = the valid ones of the file. */
export interface BilanObjets {
  readonly crees: number;
  readonly modifies: number;
  /** Column → how many of the changed or reactivated records changed in it. */
  readonly champs: Readonly<Record<string, number>>;
  readonly inchanges: number;
  readonly reactives: number;
  readonly desactives: number;
}

/** What was read of one file. */
export interface BilanFichier {
  readonly fichier: string;
  readonly encodage: 'UTF-8' | 'WINDOWS-1252' | 'MIXTE';
  /** Lines read as Windows-1252. */
  readonly lignesWindows1252: number;
  /** Records of the file, header and blank lines apart. */
  readonly lignes: number;
  readonly rejets: number;
  readonly rejetsParCode: Readonly<Record<string, number>>;
}

export interface BilanRh {
  readonly genre: 'RH';
  readonly fichiers: readonly BilanFichier[];
  readonly rejets: number;
  /** ASSED contracts without signature: not imported, not faulty. */
  readonly nonSignes: number;
  readonly aesh: BilanObjets;
  readonly missions: BilanObjets;
  /** Missions without hours: 0 h, flagged (F8.0-6). */
  readonly missionsSansHeures: number;
  /** Missions whose employer is not in the annuaire. */
  readonly employeursInconnus: number;
  /** Two lines of one agent with another address, mail or telephone: the last line of the file is kept. */
  readonly agentsDivergents: number;
  /** Detail kept of what changed; the counts above are whole. */
  readonly differencesGardees: number;
  readonly garde: { readonly actives: number; readonly desactivees: number; readonly retient: boolean };
  readonly dureeMs: number;
}

export interface BilanErseh {
  readonly genre: 'ERSEH';
  readonly fichiers: readonly BilanFichier[];
  readonly rejets: number;
  /** By table: secteur, eleve, scolarite, decision, proche, soin. */
  readonly objets: Readonly<Record<string, BilanObjets>>;
  readonly differencesGardees: number;
  /** Mutualised decisions that came with hours, which do not apply to them. */
  readonly heuresIgnorees: number;
  readonly dureeMs: number;
}

export interface BilanEcoles {
  readonly genre: 'ECOLES';
  readonly fichiers: readonly BilanFichier[];
  readonly rejets: number;
  readonly departements: readonly string[];
  readonly etablissements: BilanObjets;
  readonly pials: BilanObjets;
  readonly membres: { readonly ouverts: number; readonly fermes: number; readonly corriges: number };
  readonly differencesGardees: number;
  /** Second rows of one UAI, merged into the first. */
  readonly doublons: number;
  /** Where the positions come from. */
  readonly localisations: { readonly annuaire: number; readonly commune: number; readonly absente: number };
  /** Positions too far from their commune, replaced by its centre. */
  readonly positionsCorrigees: number;
  /** Opening dates of a far future, not kept. */
  readonly ouverturesIgnorees: number;
  /** Rows without PIAL; null when the file has no such column. */
  readonly horsPial: number | null;
  /** Départements of which the file holds so little that nothing was deactivated there. */
  readonly departementsPartiels: readonly string[];
  readonly dureeMs: number;
}

export type Bilan = BilanRh | BilanErseh | BilanEcoles;
