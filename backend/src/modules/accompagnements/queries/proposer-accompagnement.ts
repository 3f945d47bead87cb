import type { DataSource, EntityManager } from 'typeorm';
import { type AnneeScolaire, anneeScolaire } from '../../../kernel/annee-scolaire.js';
import { type Jour, maxJour } from '../../../kernel/jour.js';
import { type Perimetre, porteeDecisions } from '../../../platform/security/index.js';
import { DecisionIntrouvable } from '../../decisions/index.js';
import type { TypeDecision } from '../domain/couverture.js';
import {
  type PropositionAccompagnement,
  type ScolariteProposable,
  proposerAccompagnement,
} from '../domain/proposition.js';

/**
 * Values with which the form of a new accompaniment opens (F10.3-2).
 * @param annee school year; by default the current one, or the decision's first one when it has not started
 * @param jour today
 * @throws DecisionIntrouvable, PropositionHorsAnnee, PropositionSansScolarite
 */
export async function lireProposition(
  base: DataSource | EntityManager,
  perimetre: Perimetre,
  id: number,
  annee: AnneeScolaire | undefined,
  jour: Jour,
): Promise<PropositionAccompagnement> {
  const params: unknown[] = [id];
  const lignes: {
    type: TypeDecision;
    heures: number | null;
    debut: Jour;
    fin: Jour;
    scolarites: ScolariteProposable[] | null;
  }[] = await base.query(
    `SELECT d.type, d.heures, d.debut, d.fin,
            (SELECT jsonb_agg(jsonb_build_object('uai', s.uai, 'etablissement', et.nom, 'debut', s.debut, 'fin', s.fin)
                              ORDER BY s.debut, s.id)
               FROM scolarite s JOIN etablissement et ON et.uai = s.uai WHERE s.eleve_id = e.id) AS scolarites
       FROM decision d JOIN eleve e ON e.id = d.eleve_id
      WHERE d.id = $1 AND ${porteeDecisions(perimetre, { eleve: 'e' }, params)}`,
    params,
  );
  const d = lignes[0];
  if (d === undefined) throw new DecisionIntrouvable([id]);
  const decision = { type: d.type, heures: d.heures, periode: { debut: d.debut, fin: d.fin } };
  return proposerAccompagnement(decision, d.scolarites ?? [], annee ?? anneeScolaire(maxJour(jour, d.debut)));
}
