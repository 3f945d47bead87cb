import { appeler } from '../../harnais.js';
import { dossierActif, jourSuivant, toutesLesDecisions } from '../5-frise/decisions-par-etat.js';

export interface Place {
  readonly id: number;
  readonly decisionId: number;
  readonly missionId: number;
  readonly debut: string;
  readonly fin: string;
  readonly heures: number;
  readonly eleve: { readonly id: number; readonly nom: string; readonly prenom: string };
}

interface Proposition {
  readonly debut: string;
  readonly fin: string;
  readonly uai: string;
  readonly heures: number;
}

const cle = (): Record<string, string> => ({ 'Idempotency-Key': crypto.randomUUID() });

/** A provisional AESH whose only mission has all its hours free. */
export async function recruter(jeton: string, nom: string): Promise<void> {
  const { statut, corps } = await appeler('POST', '/aesh', {
    jeton,
    entetes: cle(),
    corps: {
      nom,
      prenom: 'Jeanne',
      missions: [{ typeContrat: 'CDI', natureCode: 'HI1D', debut: '2020-09-01', heures: 39 }],
    },
  });
  expect(statut).withContext(JSON.stringify(corps)).toBe(201);
}

/** Places somebody beside a pupil who lacks hours, for some of them and some months. */
export async function placer(jeton: string): Promise<Place> {
  const jour = new Date().toISOString().slice(0, 10);
  const { corps } = await appeler(
    'GET',
    `/decisions?type=INDIVIDUELLE&etat=SANS,PARTIELLE&sort=-priorite&debut=${jour}&fin=${jour}&size=200`,
    { jeton },
  );
  for (const { id } of (corps as { items: { id: number }[] }).items) {
    const place = await placerSur(jeton, id);
    if (place) return place;
  }
  throw new Error('Aucune décision à placer dans la population de démonstration.');
}

async function placerSur(jeton: string, decisionId: number): Promise<Place | null> {
  const lue = await appeler('GET', `/decisions/${decisionId}/proposition`, { jeton });
  if (lue.statut !== 200 || !(await dossierActif(decisionId))) return null;
  const { debut, fin, uai } = lue.corps as Proposition;
  if (jourSuivant(debut, 90) > fin) return null;
  const heures = 4;
  const missions = await appeler(
    'GET',
    `/decisions/${decisionId}/missions-candidates?debut=${debut}&fin=${fin}&uai=${uai}&heures=${heures}&size=1`,
    { jeton },
  );
  const [mission] = (missions.corps as { items: { missionId: number; empechement: unknown }[] }).items;
  if (mission?.empechement !== null) return null;
  const { missionId } = mission;
  const cree = await appeler('POST', '/accompagnements', {
    jeton,
    entetes: cle(),
    corps: { decisionIds: [decisionId], missionId, uai, debut, fin, heures, heuresRepas: 0, heuresMeridienne: 0 },
  });
  if (cree.statut !== 201) return null;
  const { id } = cree.corps as { id: number };
  const { eleve } = (await appeler('GET', `/decisions/${decisionId}`, { jeton })).corps as Pick<Place, 'eleve'>;
  return { id, decisionId, missionId, debut, fin, heures, eleve };
}

export interface Maintenable {
  readonly id: number;
  /** From the day after the decision. */
  readonly debut: string;
  readonly fin: string;
  /** Another mission that could go on with it. */
  readonly autre: { readonly missionId: number; readonly aesh: { readonly nom: string; readonly prenom: string } };
}

interface Candidate {
  readonly missionId: number;
  readonly aesh: { readonly id: number; readonly nom: string; readonly prenom: string };
  readonly empechement: { readonly code: string } | null;
}

interface Accompagnement {
  readonly missionId: number;
  readonly heures: number;
  readonly aesh: { readonly id: number };
  readonly etablissement: { readonly uai: string };
  readonly decisions: readonly unknown[];
}

/** An accompaniment whose decision ends before the school year, that its mission or another one could go on with. */
export async function trouverMaintenable(jeton: string): Promise<Maintenable> {
  // Not of long ago, and with days of the same school year (not in August) to go on.
  const depuis = jourSuivant(new Date().toISOString().slice(0, 10), -365);
  const refus = async (id: number, saisie: object): Promise<number> => {
    const corps = { id, operation: 'MAINTENIR', saisie };
    const vue = await appeler('POST', '/accompagnements/apercu', { jeton, corps });
    return vue.statut === 200 ? (vue.corps as { refus: unknown[] }).refus.length : 1;
  };
  for (const decision of await toutesLesDecisions()) {
    const [debut, fin] = [jourSuivant(decision.fin), jourSuivant(decision.fin, 20)];
    if (decision.fin < depuis || decision.fin.slice(5, 7) === '08') continue;
    const presents = decision.segments.filter((segment) => segment.fin === decision.fin);
    for (const id of new Set(presents.flatMap(({ accompagnements }) => accompagnements))) {
      if ((await refus(id, { fin })) > 0) continue;
      const un = (await appeler('GET', `/accompagnements/${id}`, { jeton })).corps as Accompagnement;
      if (un.decisions.length > 1) continue;
      const { corps } = await appeler(
        'GET',
        `/missions-candidates?decisionIds=${decision.id}&debut=${debut}&fin=${fin}&uai=${un.etablissement.uai}&heures=${un.heures}&size=25`,
        { jeton },
      );
      for (const { missionId, aesh, empechement } of (corps as { items: Candidate[] }).items) {
        const possible = empechement === null || empechement.code === 'ACCOMPAGNEMENT_HORS_DECISION';
        if (possible && aesh.id !== un.aesh.id && (await refus(id, { fin, missionId })) === 0) {
          return { id, debut, fin, autre: { missionId, aesh } };
        }
      }
    }
  }
  throw new Error('Aucun accompagnement à maintenir dans la population de démonstration.');
}

/** Takes back what a journey placed, so that the next one finds a pupil and hours. */
export async function retirer(jeton: string, { id: premier, decisionId }: Place): Promise<void> {
  const { corps } = await appeler('GET', `/accompagnements?decisionId=${decisionId}&size=200`, { jeton });
  for (const { id, version } of (corps as { items: { id: number; version: number }[] }).items) {
    if (id >= premier) {
      await appeler('DELETE', `/accompagnements/${id}`, { jeton, entetes: { 'If-Match': `"${version}"` } });
    }
  }
}
