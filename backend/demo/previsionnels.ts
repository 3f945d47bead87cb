import type { EntityManager } from 'typeorm';
import { anneeScolaire, periodeAnnee } from '../src/kernel/annee-scolaire.js';
import { type Jour, plusJours } from '../src/kernel/jour.js';
import type { Uai } from '../src/kernel/uai.js';
import type { Alea } from './alea.js';
import { Identites } from './identites.js';
import type { MissionLue, PialLu } from './lecture-monde.js';

export interface OptionsPrevisionnels {
  readonly pial: PialLu;
  readonly departement: string;
  readonly aujourdhui: Jour;
  /** Schools that may employ them. */
  readonly ecoles: readonly Uai[];
  readonly nombre: number;
  /** Missions of RH that nobody has affected yet: some of those awaited are their AESH, come since (F8.3-1). */
  readonly arrivees: readonly MissionLue[];
}

/**
 * AESH awaited by the département, not yet in RH (guide §7): their recruitment is under way for this year or the next.
 * One in two has come since, as long as there are missions for that: they are to be merged.
 */
export async function creerPrevisionnels(
  manager: EntityManager,
  alea: Alea,
  { pial, departement, aujourdhui, ecoles, nombre, arrivees }: OptionsPrevisionnels,
): Promise<MissionLue[]> {
  const identites = new Identites(alea);
  const annee = anneeScolaire(aujourdhui);
  const missions: MissionLue[] = [];
  for (let rang = 1; rang <= nombre && ecoles.length > 0; rang++) {
    const cle = `PREV-${pial.uai}-${rang}`;
    const sexe = alea.chance(0.93) ? 'F' : 'M';
    const inconnue = [identites.prenomAdulte(sexe), identites.nom().toUpperCase()] as const;
    const arrivee = rang % 2 === 1 ? arrivees[(rang - 1) / 2] : undefined;
    const connue = arrivee ? await identiteSaisie(manager, arrivee.id) : undefined;
    const [prenom, nom] = connue ? [connue.prenom, connue.nom] : inconnue;
    const [aesh]: { id: number }[] = await manager.query(
      `INSERT INTO aesh (source, id_agent, civilite, nom_usage, nom_famille, prenom, code_postal, commune, courriel,
                         telephone, latitude, longitude, departement, date_naissance)
       SELECT 'PREVISIONNEL', $1, $2, $3, $3, $4, c.codes_postaux[1], c.nom, $5, $6, c.latitude, c.longitude, $8, $9
         FROM (SELECT) AS un LEFT JOIN commune c ON c.code = $7
       RETURNING id`,
      [
        cle,
        connue?.civilite ?? (sexe === 'F' ? 'MME' : 'M'),
        nom,
        prenom,
        identites.courriel(prenom, nom, `.${cle.toLowerCase()}`),
        identites.telephone(),
        pial.codeCommune,
        departement,
        connue?.naissance ?? null,
      ],
    );
    const immediat = alea.chance(0.6) || arrivee !== undefined;
    const { fin } = periodeAnnee(immediat ? annee : annee + 1);
    const bientot = plusJours(aujourdhui, alea.entier(5, 60));
    const debut = immediat ? (bientot < fin ? bientot : aujourdhui) : periodeAnnee(annee + 1).debut;
    const ecole = alea.choisir(ecoles);
    const { uaiEmployeur, nature, heures } = arrivee ?? { uaiEmployeur: ecole, nature: 'HPIN', heures: 24 };
    const [mission]: { id: number }[] = await manager.query(
      `INSERT INTO mission (source, id_mission, aesh_id, type_contrat, nature_code, debut, fin, quotite, heures,
                            origine_heures, uai_employeur, departement)
       VALUES ('PREVISIONNEL', $1, $2, 'CDD', $3, $4, $5, 62, $8, 'SAISIE', $6, $7) RETURNING id`,
      [cle, aesh?.id, nature, debut, fin, uaiEmployeur, departement, heures],
    );
    if (mission) missions.push({ id: mission.id, debut, fin, heures, nature, accompagne: true, uaiEmployeur });
  }
  return missions;
}

/** The AESH of a mission as somebody typed it before RH knew it: without accents nor hyphens, sometimes without a birth date. */
async function identiteSaisie(
  manager: EntityManager,
  missionId: number,
): Promise<{ nom: string; prenom: string; naissance: string | null; civilite: string | null } | undefined> {
  const lignes: { nom: string; prenom: string; naissance: string | null; civilite: string | null }[] =
    await manager.query(
      `SELECT x.nom_usage AS nom, initcap(texte_recherche(x.prenom)) AS prenom, x.civilite,
              CASE WHEN x.id % 3 <> 0 THEN x.date_naissance END AS naissance
         FROM mission m JOIN aesh x ON x.id = m.aesh_id WHERE m.id = $1`,
      [missionId],
    );
  return lignes[0];
}
