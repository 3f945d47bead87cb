import type { DataSource } from 'typeorm';
import { type AnneeScolaire, anneeScolaire, libelleAnnee } from '../../../kernel/annee-scolaire.js';
import { ErreurMetier } from '../../../kernel/erreur-metier.js';
import { aujourdhui } from '../../../kernel/jour.js';
import type { Acteur } from '../../../platform/security/perimetre.js';
import { recalculerAgregats } from './recalculer-agregats.js';

export interface DemandeRecalculTous {
  /** The current one by default; the later years already computed for a département follow. */
  readonly annee?: AnneeScolaire;
  readonly acteur: Acteur;
  readonly jobId?: string | null;
  readonly suivi?: { progresser(fraction: number, etape: string): void };
  readonly signal?: AbortSignal;
}

export interface BilanRecalculTous {
  readonly calculs: number;
  /** What could not be computed, and why; the others are. */
  readonly refus: { departement: string; annee: AnneeScolaire; code: string; message: string }[];
}

/** Every département that has a PIAL or a pupil, one transaction each. */
export async function recalculerTous(source: DataSource, demande: DemandeRecalculTous): Promise<BilanRecalculTous> {
  const annee = demande.annee ?? anneeScolaire(aujourdhui(new Date()));
  const aFaire = await source.query<{ departement: string; libelle: string; annee: AnneeScolaire }[]>(
    `SELECT d.code AS departement, d.libelle, a.annee
       FROM departement d
       CROSS JOIN LATERAL (
         SELECT $1::integer AS annee
         UNION
         SELECT c.annee FROM calcul_agregat c WHERE c.departement = d.code AND c.annee > $1 AND $2) AS a
      WHERE EXISTS (SELECT FROM pial p WHERE p.departement = d.code)
         OR EXISTS (SELECT FROM etablissement e JOIN scolarite s ON s.uai = e.uai WHERE e.departement = d.code)
      ORDER BY d.code, a.annee`,
    [annee, demande.annee === undefined],
  );
  const refus: BilanRecalculTous['refus'] = [];
  for (const [rang, { departement, libelle, annee: anneeFaite }] of aFaire.entries()) {
    demande.signal?.throwIfAborted();
    demande.suivi?.progresser(rang / aFaire.length, `${libelle} (${libelleAnnee(anneeFaite)})`);
    try {
      await recalculerAgregats(source, {
        departement,
        annee: anneeFaite,
        acteur: demande.acteur,
        jobId: demande.jobId ?? null,
      });
    } catch (erreur) {
      if (!(erreur instanceof ErreurMetier)) throw erreur;
      refus.push({ departement, annee: anneeFaite, code: erreur.code, message: erreur.message });
    }
  }
  return { calculs: aFaire.length - refus.length, refus };
}
