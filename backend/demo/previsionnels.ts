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
}

/** AESH awaited by the département, not yet in RH (guide §7): their recruitment is under way for this year or the next. */
export async function creerPrevisionnels(
  manager: EntityManager,
  alea: Alea,
  { pial, departement, aujourdhui, ecoles, nombre }: OptionsPrevisionnels,
): Promise<MissionLue[]> {
  const identites = new Identites(alea);
  const annee = anneeScolaire(aujourdhui);
  const missions: MissionLue[] = [];
  for (let rang = 1; rang <= nombre && ecoles.length > 0; rang++) {
    const cle = `PREV-${pial.uai}-${rang}`;
    const sexe = alea.chance(0.93) ? 'F' : 'M';
    const [prenom, nom] = [identites.prenomAdulte(sexe), identites.nom().toUpperCase()];
    const [aesh]: { id: number }[] = await manager.query(
      `INSERT INTO aesh (source, id_agent, civilite, nom_usage, nom_famille, prenom, code_postal, commune, courriel,
                         telephone, latitude, longitude)
       SELECT 'PREVISIONNEL', $1, $2, $3, $3, $4, c.codes_postaux[1], c.nom, $5, $6, c.latitude, c.longitude
         FROM (SELECT) AS un LEFT JOIN commune c ON c.code = $7
       RETURNING id`,
      [
        cle,
        sexe === 'F' ? 'MME' : 'M',
        nom,
        prenom,
        identites.courriel(prenom, nom, `.${cle.toLowerCase()}`),
        identites.telephone(),
        pial.codeCommune,
      ],
    );
    const immediat = alea.chance(0.6);
    const { fin } = periodeAnnee(immediat ? annee : annee + 1);
    const bientot = plusJours(aujourdhui, alea.entier(5, 60));
    const debut = immediat ? (bientot < fin ? bientot : aujourdhui) : periodeAnnee(annee + 1).debut;
    const [uaiEmployeur, nature] = [alea.choisir(ecoles), 'HPIN'];
    const [mission]: { id: number }[] = await manager.query(
      `INSERT INTO mission (source, id_mission, aesh_id, type_contrat, nature_code, debut, fin, quotite, heures,
                            origine_heures, uai_employeur, departement)
       VALUES ('PREVISIONNEL', $1, $2, 'CDD', $3, $4, $5, 62, 24, 'SAISIE', $6, $7) RETURNING id`,
      [cle, aesh?.id, nature, debut, fin, uaiEmployeur, departement],
    );
    if (mission) missions.push({ id: mission.id, debut, fin, heures: 24, nature, accompagne: true, uaiEmployeur });
  }
  return missions;
}
