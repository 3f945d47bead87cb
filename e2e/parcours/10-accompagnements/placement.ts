import { appeler } from '../../harnais.js';
import { dossierActif } from '../5-frise/decisions-par-etat.js';

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

/** Places somebody beside a pupil who lacks hours, for some of them. */
export async function placer(jeton: string): Promise<Place> {
  const jour = new Date().toISOString().slice(0, 10);
  const { corps } = await appeler(
    'GET',
    `/decisions?type=INDIVIDUELLE&etat=SANS,PARTIELLE&sort=-priorite&debut=${jour}&fin=${jour}&size=200`,
    {
      jeton,
    },
  );
  for (const { id: decisionId } of (corps as { items: { id: number }[] }).items) {
    const lue = await appeler('GET', `/decisions/${decisionId}/proposition`, { jeton });
    if (lue.statut !== 200 || !(await dossierActif(decisionId))) continue;
    const { debut, fin, uai } = lue.corps as Proposition;
    const heures = 4;
    const missions = await appeler(
      'GET',
      `/decisions/${decisionId}/missions-candidates?debut=${debut}&fin=${fin}&uai=${uai}&heures=${heures}&size=1`,
      { jeton },
    );
    const [mission] = (missions.corps as { items: { missionId: number; empechement: unknown }[] }).items;
    if (mission?.empechement !== null) continue;
    const { missionId } = mission;
    const saisie = { decisionIds: [decisionId], missionId, uai, debut, fin, heures };
    const cree = await appeler('POST', '/accompagnements', {
      jeton,
      entetes: cle(),
      corps: { ...saisie, heuresRepas: 0, heuresMeridienne: 0 },
    });
    if (cree.statut !== 201) continue;
    const { id } = cree.corps as { id: number };
    const { eleve } = (await appeler('GET', `/decisions/${decisionId}`, { jeton })).corps as Pick<Place, 'eleve'>;
    return { id, decisionId, missionId, debut, fin, heures, eleve };
  }
  throw new Error('Aucune décision à placer dans la population de démonstration.');
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
