import type { DataSource, EntityManager } from 'typeorm';
import { ErreurMetier } from '../../../kernel/erreur-metier.js';
import type { Jour } from '../../../kernel/jour.js';
import type { Periode, PeriodeFermee } from '../../../kernel/periode.js';
import type { Uai } from '../../../kernel/uai.js';
import { type Perimetre, porteeDecisions, porteeMissions } from '../../../platform/security/index.js';
import { DecisionIntrouvable } from '../../decisions/index.js';
import type { DecisionDuContexte, EtablissementDuContexte, MissionDuContexte } from '../domain/regles-creation.js';

type Base = DataSource | EntityManager;

export class MissionIntrouvable extends ErreurMetier {
  readonly code = 'MISSION_INTROUVABLE';
  readonly nature = 'introuvable';
  constructor(id: number) {
    super(`La mission n° ${id} n'existe pas dans votre périmètre. Choisissez-en une autre dans la liste.`, {
      champs: [{ path: 'missionId', message: 'Mission inconnue.' }],
    });
  }
}

export class EtablissementInconnu extends ErreurMetier {
  readonly code = 'ETABLISSEMENT_INTROUVABLE';
  readonly nature = 'introuvable';
  constructor(uai: string) {
    super(`L'établissement ${uai} n'existe pas dans l'annuaire. Choisissez celui où l'élève est scolarisé.`, {
      champs: [{ path: 'uai', message: 'Établissement inconnu.' }],
    });
  }
}

/** @throws DecisionIntrouvable naming those that do not exist or are outside the perimeter */
export async function chargerDecisionsDuContexte(
  base: Base,
  perimetre: Perimetre,
  ids: readonly number[],
): Promise<DecisionDuContexte[]> {
  const params: unknown[] = [ids];
  const lignes: {
    id: number;
    type: DecisionDuContexte['type'];
    debut: Jour;
    fin: Jour;
    nom: string;
    prenom: string;
    etat_dossier: DecisionDuContexte['eleve']['etatDossier'];
    scolarites: (Periode & { uai: Uai })[] | null;
  }[] = await base.query(
    `SELECT d.id, d.type, d.debut, d.fin, e.nom, e.prenom, e.etat_dossier,
            (SELECT jsonb_agg(jsonb_build_object('uai', s.uai, 'debut', s.debut, 'fin', s.fin))
               FROM scolarite s WHERE s.eleve_id = e.id) AS scolarites
       FROM decision d JOIN eleve e ON e.id = d.eleve_id
      WHERE d.id = ANY ($1::int[]) AND ${porteeDecisions(perimetre, { eleve: 'e' }, params)}
      ORDER BY d.id`,
    params,
  );
  const inconnues = ids.filter((id) => !lignes.some((l) => l.id === id));
  if (inconnues.length > 0) throw new DecisionIntrouvable([...new Set(inconnues)]);
  return lignes.map((l) => ({
    id: l.id,
    type: l.type,
    periode: { debut: l.debut, fin: l.fin },
    eleve: { nom: l.nom, prenom: l.prenom, etatDossier: l.etat_dossier, scolarites: l.scolarites ?? [] },
  }));
}

/** @throws EtablissementInconnu */
export async function chargerEtablissementDuContexte(base: Base, uai: Uai): Promise<EtablissementDuContexte> {
  const lignes: { nom: string; appartenances: EtablissementDuContexte['appartenances'] | null }[] = await base.query(
    `SELECT e.nom,
            (SELECT jsonb_agg(jsonb_build_object('pialUai', pm.pial_uai, 'pialNom', t.nom, 'debut', pm.debut, 'fin', pm.fin)
                              ORDER BY pm.debut)
               FROM pial_membre pm JOIN etablissement t ON t.uai = pm.pial_uai WHERE pm.uai = e.uai) AS appartenances
       FROM etablissement e WHERE e.uai = $1`,
    [uai],
  );
  const ligne = lignes[0];
  if (ligne === undefined) throw new EtablissementInconnu(uai);
  return { uai, nom: ligne.nom, appartenances: ligne.appartenances ?? [] };
}

/**
 * The missions with all that the rule looks at on the period: accompaniments (and the PIAL days of their schools) and
 * affectations that meet it. Of the perimeter only; the ones that are not found are left out.
 */
export async function chargerMissionsDuContexte(
  base: Base,
  perimetre: Perimetre,
  ids: readonly number[],
  periode: PeriodeFermee,
): Promise<Map<number, MissionDuContexte>> {
  const params: unknown[] = [ids, periode.debut, periode.fin];
  const lignes: {
    id: number;
    debut: Jour;
    fin: Jour | null;
    heures: number;
    actif: boolean;
    nom: string;
    prenom: string;
    aesh_actif: boolean;
    code: string;
    activite: string;
    accompagne: boolean;
    accompagnements: MissionDuContexte['accompagnements'] | null;
    affectations: MissionDuContexte['affectations'] | null;
  }[] = await base.query(
    `SELECT m.id, m.debut, m.fin, m.heures, m.actif, x.nom_usage AS nom, x.prenom, x.actif AS aesh_actif,
            n.code, n.activite, n.accompagnement AS accompagne,
            (SELECT jsonb_agg(jsonb_build_object(
                      'id', a.id, 'debut', a.debut, 'fin', a.fin, 'heures', a.heures,
                      'appartenances', coalesce((SELECT jsonb_agg(jsonb_build_object('debut', pm.debut, 'fin', pm.fin))
                                                   FROM pial_membre pm WHERE pm.uai = a.uai), '[]')))
               FROM accompagnement a
              WHERE a.mission_id = m.id AND a.debut <= $3::date AND a.fin >= $2::date) AS accompagnements,
            (SELECT jsonb_agg(jsonb_build_object(
                      'id', f.id, 'pialUai', f.pial_uai, 'debut', f.debut, 'fin', f.fin, 'heures', f.heures))
               FROM affectation_pial f
              WHERE f.mission_id = m.id AND f.debut <= $3::date AND (f.fin IS NULL OR f.fin >= $2::date)) AS affectations
       FROM mission m JOIN aesh x ON x.id = m.aesh_id JOIN nature_support n ON n.code = m.nature_code
      WHERE m.id = ANY ($1::int[]) AND ${porteeMissions(perimetre, { mission: 'm' }, params)}`,
    params,
  );
  return new Map(
    lignes.map((l) => [
      l.id,
      {
        aesh: { nom: l.nom, prenom: l.prenom, actif: l.aesh_actif },
        active: l.actif,
        nature: { code: l.code, activite: l.activite, accompagne: l.accompagne },
        periode: { debut: l.debut, fin: l.fin },
        heures: l.heures,
        accompagnements: l.accompagnements ?? [],
        affectations: l.affectations ?? [],
      },
    ]),
  );
}

/**
 * Takes the lock under which the hours of a mission are checked then placed (invariant 2): whoever places hours on this
 * mission waits for us.
 * @throws MissionIntrouvable when it does not exist or is outside the perimeter
 */
export async function verrouillerMission(manager: EntityManager, perimetre: Perimetre, id: number): Promise<void> {
  const params: unknown[] = [id];
  const lignes: unknown[] = await manager.query(
    `SELECT m.id FROM mission m
      WHERE m.id = $1 AND ${porteeMissions(perimetre, { mission: 'm' }, params)} FOR UPDATE OF m`,
    params,
  );
  if (lignes.length === 0) throw new MissionIntrouvable(id);
}
