import { type DecisionDetail, type EleveDossier } from '../../../api/models';
import {
  barreAccompagnement,
  barreScolarite,
  barresCouverture,
  barresMissions,
} from '../../../platform/libelles/voies';
import { type Voie } from '../../../ui/frise/voies';

type Scolarite = DecisionDetail['scolarites'][number];

export interface GroupeScolarites {
  readonly titre: string;
  readonly scolarites: readonly Scolarite[];
}

/** The lanes of a decision; the missions come with the file of the pupil, a moment later. */
export function voiesDecision(decision: DecisionDetail, dossier: EleveDossier | null): Voie[] {
  const duDossier = new Map(dossier?.accompagnements.map((accompagnement) => [accompagnement.id, accompagnement]));
  const lies = decision.accompagnements.flatMap(({ id }) => duDossier.get(id) ?? []);
  return [
    { libelle: 'Scolarités', barres: decision.scolarites.map(barreScolarite), vide: 'Aucune scolarité saisie.' },
    { libelle: 'Mise en œuvre', barres: barresCouverture(decision) },
    ...(lies.length > 0 ? [{ libelle: 'Missions', barres: barresMissions(lies) }] : []),
    {
      libelle: 'Accompa\u00adgnements',
      barres: decision.accompagnements.map((accompagnement) =>
        barreAccompagnement(
          { ...accompagnement, previsionnel: duDossier.get(accompagnement.id)?.previsionnel ?? false },
          decision.anomalies
            .filter(({ accompagnementId }) => accompagnementId === accompagnement.id)
            .map(({ message }) => message),
        ),
      ),
      vide: 'Aucun accompagnement.',
    },
  ];
}

/** Those of the decision's period first, as the list shows them (guide §6.1), then the others, the latest first. */
export function trierScolarites({ scolarites, debut, fin }: DecisionDetail): GroupeScolarites[] {
  const recentes = [...scolarites].sort((a, b) => b.debut.localeCompare(a.debut));
  const pendant = (scolarite: Scolarite): boolean =>
    scolarite.debut <= fin && (scolarite.fin === null || scolarite.fin >= debut);
  const autres = recentes.filter((scolarite) => !pendant(scolarite));
  return [
    { titre: '', scolarites: recentes.filter(pendant) },
    ...(autres.length > 0 ? [{ titre: 'Hors de la période de la décision', scolarites: autres }] : []),
  ];
}
