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
    autres: PeriodeFermee[] | null;
  }[] = await base.query(
    `SELECT d.id, d.type, d.debut, d.fin, e.nom, e.prenom, e.etat_dossier,
            (SELECT jsonb_agg(jsonb_build_object('uai', s.uai, 'debut', s.debut, 'fin', s.fin))
               FROM scolarite s WHERE s.eleve_id = e.id) AS scolarites,
            (SELECT jsonb_agg(jsonb_build_object('debut', o.debut, 'fin', o.fin) ORDER BY o.debut)
               FROM decision o WHERE o.eleve_id = e.id AND o.id <> d.id AND o.fin > d.fin) AS autres
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
    autres: l.autres ?? [],
    eleve: { nom: l.nom, prenom: l.prenom, etatDossier: l.etat_dossier, scolarites: l.scolarites ?? [] },
  }));
}

/** @throws EtablissementInconnu */
export async function chargerEtablissementDuContexte(base: Base, uai: Uai): Promise<EtablissementDuContexte> {
  return (await chargerEtablissementsDuContexte(base, [uai])).get(uai) as EtablissementDuContexte;
}

/** @throws EtablissementInconnu naming the first that is not in the annuaire */
export async function chargerEtablissementsDuContexte(
  base: Base,
  uais: readonly Uai[],
): Promise<Map<Uai, EtablissementDuContexte>> {
  const lignes: { uai: Uai; nom: string; appartenances: EtablissementDuContexte['appartenances'] | null }[] =
    await base.query(
      `SELECT e.uai, e.nom,
              (SELECT jsonb_agg(jsonb_build_object('pialUai', pm.pial_uai, 'pialNom', t.nom, 'debut', pm.debut, 'fin', pm.fin)
                                ORDER BY pm.debut)
                 FROM pial_membre pm JOIN etablissement t ON t.uai = pm.pial_uai WHERE pm.uai = e.uai) AS appartenances
         FROM etablissement e WHERE e.uai = ANY ($1::text[])`,
      [uais],
    );
  const trouves = new Map(
    lignes.map(({ uai, nom, appartenances }) => [uai, { uai, nom, appartenances: appartenances ?? [] }]),
  );
  const inconnu = uais.find((uai) => !trouves.has(uai));
  if (inconnu !== undefined) throw new EtablissementInconnu(inconnu);
  return trouves;
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
 * Takes the locks under which the hours of missions are checked then placed (invariant 2): whoever places hours on them
 * waits for us. In the order of the ids, so that two writers never wait for each other.
 */
export async function verrouillerMissions(manager: EntityManager, ids: readonly number[]): Promise<void> {
  await manager.query('SELECT FROM mission WHERE id = ANY ($1::int[]) ORDER BY id FOR UPDATE', [ids]);
}

/** The latest end of the decisions of an accompaniment. */
export async function finDesDecisions(
  base: Base,
  { decisionIds, fin }: { readonly decisionIds: readonly number[]; readonly fin: Jour },
): Promise<Jour> {
  const lues: { fin: Jour | null }[] = await base.query(
    'SELECT max(fin) AS fin FROM decision WHERE id = ANY ($1::int[])',
    [decisionIds],
  );
  return lues[0]?.fin ?? fin;
}
