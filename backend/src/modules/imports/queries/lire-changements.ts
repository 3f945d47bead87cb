import type { DataSource } from 'typeorm';
import { type Jour, enFrancais } from '../../../kernel/jour.js';
import { enFrancaisHeures } from '../../../kernel/heures.js';
import type { Page } from '../../../platform/lists/liste.js';
import { type Perimetre, porteeEleves } from '../../../platform/security/index.js';
import type { GenreChangement } from '../persistence/entites.js';

export interface ChangementLu {
  readonly id: number;
  readonly le: string;
  readonly importId: string;
  readonly genre: GenreChangement;
  readonly aesh: { readonly id: number; readonly nom: string; readonly prenom: string };
  readonly missionId: number | null;
  readonly phrase: string;
  readonly accompagnementsTouches: number;
  readonly eleves: {
    readonly id: number;
    readonly nom: string;
    readonly prenom: string;
    readonly decisionId: number;
  }[];
}

export interface FiltreChangements {
  readonly depuis?: string | undefined;
  readonly genre?: GenreChangement | undefined;
  readonly page: number;
  readonly size: number;
}

type Ligne = Omit<ChangementLu, 'le' | 'phrase'> & {
  readonly le: Date;
  readonly champs: Record<string, [unknown, unknown]>;
  readonly activites: Record<string, string>;
};

/**
 * What the imports changed for those who place accompaniments in the département: the newest first. The pupils named
 * are those of the perimeter.
 */
export async function lireChangements(
  base: DataSource,
  perimetre: Perimetre,
  { depuis, genre, page, size }: FiltreChangements,
): Promise<Page<ChangementLu>> {
  if (perimetre.nature !== 'DEPARTEMENT' && perimetre.nature !== 'SECTEURS_CHOISIS') {
    return { items: [], total: 0, page, size };
  }
  const params: unknown[] = [perimetre.departement, depuis ?? null, genre ?? null];
  const desSecteurs =
    perimetre.nature === 'SECTEURS_CHOISIS'
      ? `AND EXISTS (SELECT FROM decision d JOIN eleve e ON e.id = d.eleve_id
                      WHERE d.id = ANY(c.decisions) AND ${porteeEleves(perimetre, { eleve: 'e' }, params)})`
      : '';
  const condition = `c.departement = $1 AND c.le >= coalesce($2::timestamptz, now() - interval '30 days')
    AND ($3::text IS NULL OR c.genre = $3) ${desSecteurs}`;
  const [compte] = await base.query<{ total: number }[]>(
    `SELECT count(*)::integer AS total FROM import_changement c WHERE ${condition}`,
    params,
  );
  const [limite, saut] = [params.push(size), params.push((page - 1) * size)];
  const lignes = await base.query<Ligne[]>(
    `SELECT c.id, c.le, c.import_id AS "importId", c.genre, c.mission_id AS "missionId", c.champs,
            (SELECT count(DISTINCT n)::integer FROM unnest(c.accompagnements) AS n) AS "accompagnementsTouches",
            json_build_object('id', a.id, 'nom', a.nom_usage, 'prenom', a.prenom) AS aesh,
            coalesce((SELECT json_object_agg(n.code, n.activite) FROM nature_support n
                       WHERE c.champs->'nature_code' ? n.code), '{}') AS activites,
            coalesce((SELECT json_agg(json_build_object('id', e.id, 'nom', e.nom, 'prenom', e.prenom, 'decisionId', d.id)
                                      ORDER BY e.nom, e.prenom, d.id)
                        FROM decision d JOIN eleve e ON e.id = d.eleve_id
                       WHERE d.id = ANY(c.decisions) AND ${porteeEleves(perimetre, { eleve: 'e' }, params)}), '[]') AS eleves
       FROM (SELECT * FROM import_changement c WHERE ${condition} ORDER BY c.id DESC LIMIT $${limite} OFFSET $${saut}) c
       JOIN aesh a ON a.id = c.aesh_id
      ORDER BY c.id DESC`,
    params,
  );
  return { items: lignes.map(versChangement), total: compte?.total ?? 0, page, size };
}

function versChangement({ champs, activites, le, ...ligne }: Ligne): ChangementLu {
  const { genre, aesh, accompagnementsTouches } = ligne;
  const nom = `${aesh.prenom} ${aesh.nom}`;
  const suite = ` ${pluriel(accompagnementsTouches)}.`;
  return {
    ...ligne,
    le: le.toISOString(),
    phrase: PHRASES[genre](nom, (colonne) => champs[colonne] ?? [null, null], activites) + suite,
  };
}

function pluriel(n: number): string {
  return n > 1 ? `${n} accompagnements sont touchés` : '1 accompagnement est touché';
}

type Valeurs = (colonne: string) => readonly [unknown, unknown];

const PHRASES: Readonly<
  Record<GenreChangement, (nom: string, valeurs: Valeurs, activites: Readonly<Record<string, string>>) => string>
> = {
  AESH_INACTIF: (nom) => `${nom} n’est plus dans l’extrait RH : l’AESH est devenu inactif.`,
  MISSION_INACTIVE: (nom, valeurs) =>
    `Une mission de ${nom} (${periode(valeurs('debut')[0], valeurs('fin')[0])}) n’est plus dans l’extrait RH : elle est devenue inactive.`,
  CONTRAT_ROMPU: (nom, valeurs) => {
    const [avant, apres] = finDe(valeurs);
    return `Le contrat de ${nom} s’arrête le ${jourDe(apres)}${avant === null ? ' alors qu’il était sans fin' : ` au lieu du ${jourDe(avant)}`}.`;
  },
  PERIODE_MODIFIEE: (nom, valeurs) => {
    const [[debutAvant, debut], [finAvant, fin]] = [valeurs('debut'), valeurs('fin')];
    return `Une mission de ${nom} court désormais ${periode(debut, fin)} (avant : ${periode(debutAvant, finAvant)}).`;
  },
  HEURES_MODIFIEES: (nom, valeurs) => {
    const [avant, apres] = valeurs('heures');
    return `Une mission de ${nom} passe de ${heures(avant)} à ${heures(apres)} par semaine.`;
  },
  NATURE_MODIFIEE: (nom, valeurs, activites) => {
    const [avant, apres] = valeurs('nature_code').map((code) => nature(code, activites));
    return `Une mission de ${nom} passe de ${avant} à ${apres}.`;
  },
};

/** The end of the mission when it came nearer, else the end of the contract. */
function finDe(valeurs: Valeurs): readonly [unknown, unknown] {
  const [avant, apres] = valeurs('fin');
  return avant !== apres && apres !== null ? [avant, apres] : valeurs('fin_contrat');
}

function jourDe(valeur: unknown): string {
  return typeof valeur === 'string' ? enFrancais(valeur as Jour) : '…';
}

function periode(debut: unknown, fin: unknown): string {
  return fin === null ? `depuis le ${jourDe(debut)}` : `du ${jourDe(debut)} au ${jourDe(fin)}`;
}

function heures(valeur: unknown): string {
  return typeof valeur === 'number' ? enFrancaisHeures(valeur) : '0 h';
}

function nature(code: unknown, activites: Readonly<Record<string, string>>): string {
  const texte = typeof code === 'string' ? code : '';
  return activites[texte] ? `« ${activites[texte]} » (${texte})` : texte;
}
