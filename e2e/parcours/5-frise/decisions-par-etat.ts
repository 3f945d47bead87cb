import { appeler, jetonDe } from '../../harnais.js';

export interface Segment {
  readonly debut: string;
  readonly fin: string;
  readonly etat: string;
  readonly heures: number;
  readonly previsionnel: boolean;
  readonly accompagnements: readonly number[];
}

export interface Decision {
  readonly id: number;
  readonly type: string;
  readonly heures: number | null;
  readonly debut: string;
  readonly fin: string;
  readonly eleve: { readonly nom: string; readonly prenom: string };
  readonly etablissements: readonly { readonly uai: string }[];
  readonly segments: readonly Segment[];
  readonly anomalies: readonly { readonly message: string; readonly accompagnementId: number }[];
}

/** All decisions of the gestionnaire, read once: the population of the demo holds every state of the guide. */
let toutes: Promise<readonly Decision[]> | null = null;

async function lireToutes(filtre: string): Promise<readonly Decision[]> {
  const jeton = await jetonDe('gestionnaire');
  const decisions: Decision[] = [];
  for (let page = 1; ; page++) {
    const { corps } = await appeler('GET', `/decisions?size=200&page=${page}${filtre}`, { jeton });
    const { items } = corps as { items: Decision[] };
    decisions.push(...items);
    if (items.length < 200) return decisions;
  }
}

export function toutesLesDecisions(): Promise<readonly Decision[]> {
  return (toutes ??= lireToutes(''));
}

export async function decisionTelle(
  quoi: string,
  condition: (decision: Decision) => boolean,
  { dossier }: { readonly dossier?: 'ACTIF' } = {},
): Promise<Decision> {
  for (const decision of await toutesLesDecisions()) {
    if (condition(decision) && (dossier !== 'ACTIF' || (await dossierActif(decision.id)))) return decision;
  }
  throw new Error(`Aucune décision ${quoi} dans la population de démonstration.`);
}

/** Nobody is placed on a file that is frozen or closed. */
export async function dossierActif(id: number): Promise<boolean> {
  const { corps } = await appeler('GET', `/decisions/${id}`, { jeton: await jetonDe('gestionnaire') });
  return (corps as { eleve: { etatDossier: string } }).eleve.etatDossier === 'ACTIF';
}

export const etats = ({ segments }: Decision): string => segments.map(({ etat }) => etat.toLowerCase()).join(' ');

export const enFrancais = (jour: string): string => jour.split('-').reverse().join('/');

export function jourSuivant(jour: string, nombre = 1): string {
  return new Date(Date.parse(`${jour}T00:00:00Z`) + nombre * 86_400_000).toISOString().slice(0, 10);
}
