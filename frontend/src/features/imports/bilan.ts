import { accorder, nombreFr, pourcentFr } from '../../ui/formats/formats';
import { type Import } from './imports.api';

export interface ComptesObjets {
  readonly crees: number;
  readonly modifies: number;
  readonly inchanges: number;
  readonly reactives: number;
  readonly desactives: number;
}

export interface LigneBilan extends ComptesObjets {
  readonly libelle: string;
}

export interface FichierLu {
  readonly fichier: string;
  readonly encodage: 'UTF-8' | 'WINDOWS-1252' | 'MIXTE';
  readonly lignesWindows1252: number;
  readonly lignes: number;
  readonly rejets: number;
}

/** The guard of the RH imports: how much the photo would deactivate. */
export interface Garde {
  readonly actives: number;
  readonly desactivees: number;
  readonly retient: boolean;
}

export interface BilanLu {
  readonly objets: readonly LigneBilan[];
  readonly fichiers: readonly FichierLu[];
  readonly rejets: number;
  readonly garde: Garde | null;
  /** Said when there are more differences than details of them. */
  readonly detail: string | null;
  /** What else is to be known, as sentences. */
  readonly remarques: readonly string[];
}

type Brut = Readonly<Record<string, unknown>>;

const OBJETS_ERSEH: Readonly<Record<string, string>> = {
  secteur: 'Secteurs',
  eleve: 'Élèves',
  scolarite: 'Scolarités',
  decision: 'Décisions',
  proche: 'Proches',
  soin: 'Soins',
};

/** The figures of an import, whatever its source; null while there are none. */
export function lireBilan({ bilan }: Pick<Import, 'bilan'>): BilanLu | null {
  if (bilan === null) {
    return null;
  }
  const brut: Brut = bilan;
  const objets = objetsDe(brut);
  return {
    objets,
    detail: detailGarde(objets, nombre(brut['differencesGardees'])),
    fichiers: Array.isArray(brut['fichiers']) ? (brut['fichiers'] as FichierLu[]) : [],
    rejets: nombre(brut['rejets']),
    garde: (brut['garde'] as Garde | undefined) ?? null,
    remarques: remarquesDe(brut),
  };
}

/** '12 créés, 3 modifiés' for the history: what changed only. */
export function resumeBilan(bilan: BilanLu | null): string {
  if (bilan === null) {
    return '';
  }
  const total = (compte: keyof ComptesObjets): number =>
    bilan.objets.reduce((somme, objet) => somme + objet[compte], 0);
  const parts = [
    [total('crees'), 'créé'],
    [total('modifies'), 'modifié'],
    [total('reactives'), 'réactivé'],
    [total('desactives'), 'désactivé'],
    [bilan.rejets, 'rejeté'],
  ] as const;
  const dits = parts.filter(([n]) => n > 0).map(([n, mot]) => accorder(n, mot));
  return dits.length > 0 ? dits.join(', ') : 'Aucun changement';
}

export function gardeEnMots({ actives, desactivees }: Garde): string {
  const part = actives > 0 ? ` (${pourcentFr(desactivees / actives)})` : '';
  return `Ce fichier désactiverait ${accorder(desactivees, 'mission')} sur ${nombreFr(actives)} actives de cette source${part}. Au-delà de 5 %, l’import attend que quelqu’un confirme : un fichier tronqué ou ancien désactiverait des AESH en poste.`;
}

function detailGarde(objets: readonly ComptesObjets[], gardees: number): string | null {
  const total = objets.reduce(
    (somme, { crees, modifies, reactives, desactives }) => somme + crees + modifies + reactives + desactives,
    0,
  );
  return gardees < total
    ? `Le détail est gardé pour ${accorder(gardees, 'différence')} sur ${nombreFr(total)} ; le bilan les compte toutes.`
    : null;
}

function objetsDe(brut: Brut): LigneBilan[] {
  const objets = brut['objets'];
  const lignes: [string, unknown][] =
    typeof objets === 'object' && objets !== null
      ? Object.entries(objets).map(([nom, comptes]) => [OBJETS_ERSEH[nom] ?? nom, comptes])
      : [
          ['AESH', brut['aesh']],
          ['Missions', brut['missions']],
          ['Établissements', brut['etablissements']],
          ['PIAL', brut['pials']],
        ];
  return lignes.flatMap(([libelle, comptes]) =>
    typeof comptes === 'object' && comptes !== null ? [{ libelle, ...comptesDe(comptes as Brut) }] : [],
  );
}

function comptesDe(brut: Brut): ComptesObjets {
  return {
    crees: nombre(brut['crees']),
    modifies: nombre(brut['modifies']),
    inchanges: nombre(brut['inchanges']),
    reactives: nombre(brut['reactives']),
    desactives: nombre(brut['desactives']),
  };
}

const REMARQUES: readonly (readonly [string, (n: number) => string])[] = [
  ['nonSignes', (n) => `${accorder(n, 'contrat')} sans date de signature, non repris.`],
  ['missionsSansHeures', (n) => `${accorder(n, 'mission')} sans heures : 0 h, à compléter.`],
  ['employeursInconnus', (n) => `${accorder(n, 'mission')} dont l’employeur n’est pas dans l’annuaire.`],
  ['agentsDivergents', (n) => `${accorder(n, 'agent')} avec des coordonnées différentes d’une ligne à l’autre.`],
  ['heuresIgnorees', (n) => `${accorder(n, 'décision')} mutualisées reçues avec des heures, ignorées.`],
  ['doublons', (n) => `${accorder(n, 'établissement')} en double dans le fichier, réunis.`],
  ['positionsCorrigees', (n) => `${accorder(n, 'position')} trop loin de la commune, remplacées par son centre.`],
  ['ouverturesIgnorees', (n) => `${accorder(n, 'date')} d’ouverture lointaines, non reprises.`],
  ['horsPial', (n) => `${accorder(n, 'établissement')} sans PIAL.`],
];

function remarquesDe(brut: Brut): string[] {
  const dites = REMARQUES.flatMap(([cle, phrase]) => (nombre(brut[cle]) > 0 ? [phrase(nombre(brut[cle]))] : []));
  const partiels = brut['departementsPartiels'];
  if (Array.isArray(partiels) && partiels.length > 0) {
    dites.push(`Trop peu d’établissements pour ${partiels.join(', ')} : rien n’y est désactivé.`);
  }
  return dites;
}

function nombre(valeur: unknown): number {
  return typeof valeur === 'number' ? valeur : 0;
}
