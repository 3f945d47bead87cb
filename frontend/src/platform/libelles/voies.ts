import { type AccompagnementDeDecision, type ScolariteDeDecision, type Segment } from '../../api/models';
import { heuresFr } from '../../ui/formats/formats';
import { type BarreVoie } from '../../ui/frise/voies';
import { type Besoin, friseCouverture } from './couverture';
import { nomComplet } from './decision';

/** What the lanes tell of an accompaniment, in the panel of a decision as in the file of a pupil. */
export type AccompagnementEnVoie = Pick<
  AccompagnementDeDecision,
  'id' | 'debut' | 'fin' | 'heures' | 'maintien' | 'etablissement' | 'aesh'
> & { readonly previsionnel?: boolean };

export type ScolariteEnVoie = Pick<
  ScolariteDeDecision,
  'id' | 'debut' | 'fin' | 'etablissement' | 'commune' | 'classe' | 'dispositif'
>;

export interface MissionEnVoie {
  readonly missionId: number;
  readonly aesh: { readonly nom: string; readonly prenom: string };
  readonly mission: {
    readonly debut: string;
    readonly fin: string | null;
    readonly typeContrat: string;
    readonly nature: { readonly code: string; readonly activite: string };
  };
}

const plein = (mots: readonly (string | null)[]): string[] => mots.filter((mot): mot is string => !!mot);

export function barreScolarite({ id, debut, fin, etablissement, ...reste }: ScolariteEnVoie): BarreVoie {
  const details = plein([reste.commune, reste.classe, reste.dispositif]);
  return { id: `scolarite-${id}`, debut, fin, libelle: etablissement, details };
}

/** The coverage of a decision: a bar for each of its segments. */
export function barresCouverture(
  decision: Besoin & { readonly id: number; readonly segments: readonly Segment[] },
): BarreVoie[] {
  return friseCouverture(decision.segments, decision).map((segment, rang) => ({
    id: `segment-${decision.id}-${rang}`,
    debut: segment.debut,
    fin: segment.fin,
    libelle: '',
    details: plein([segment.etat, segment.detail]),
    apparence: segment.apparence,
    hachure: segment.hachure,
    maintien: segment.apparence === 'violet',
  }));
}

export function barreAccompagnement(
  { id, debut, fin, heures, maintien, previsionnel = false, etablissement, aesh }: AccompagnementEnVoie,
  anomalies: readonly string[] = [],
): BarreVoie {
  return {
    id: `accompagnement-${id}`,
    debut,
    fin,
    libelle: `${nomComplet(aesh)}, ${heuresFr(heures)}`,
    details: [etablissement],
    ...(maintien ? { apparence: 'violet' as const } : {}),
    hachure: previsionnel,
    maintien,
    anomalies,
  };
}

/** The missions behind the accompaniments, each once. */
export function barresMissions(accompagnements: readonly MissionEnVoie[]): BarreVoie[] {
  const missions = new Map(accompagnements.map((accompagnement) => [accompagnement.missionId, accompagnement]));
  return [...missions.values()].map(({ missionId, aesh, mission }) => ({
    id: `mission-${missionId}`,
    debut: mission.debut,
    fin: mission.fin,
    libelle: `${nomComplet(aesh)}, ${mission.typeContrat}`,
    details: [`${mission.nature.activite} (${mission.nature.code})`],
  }));
}
