import type { DataSource } from 'typeorm';
import type { LimiteEssais } from '../domain/limites.js';

interface LigneEssais {
  nombre: number;
  depuis: Date;
  bloque_jusqua: Date | null;
}

/**
 * Counts an attempt before it is judged, so that a burst of parallel attempts cannot pass the limit.
 *
 * @returns null when the attempt may go on, else when the key opens again
 */
export async function compterEssai(
  source: DataSource,
  cle: string,
  limite: LimiteEssais,
  maintenant: Date,
): Promise<Date | null> {
  const [ligne] = await source.query<LigneEssais[]>(
    `INSERT INTO echec_connexion AS e (cle, nombre, depuis) VALUES ($1, 1, $2)
     ON CONFLICT (cle) DO UPDATE SET
       nombre = CASE WHEN e.bloque_jusqua > $2 THEN e.nombre
                     WHEN e.bloque_jusqua IS NOT NULL OR e.depuis <= $3 THEN 1
                     ELSE e.nombre + 1 END,
       depuis = CASE WHEN e.bloque_jusqua > $2 THEN e.depuis
                     WHEN e.bloque_jusqua IS NOT NULL OR e.depuis <= $3 THEN $2
                     ELSE e.depuis END,
       bloque_jusqua = CASE WHEN e.bloque_jusqua > $2 THEN e.bloque_jusqua END
     RETURNING nombre, depuis, bloque_jusqua`,
    [cle, maintenant, new Date(maintenant.getTime() - limite.fenetreMs)],
  );
  if (!ligne) throw new Error('echec_connexion : aucune ligne rendue.');
  if (ligne.bloque_jusqua !== null) return ligne.bloque_jusqua;
  return ligne.nombre > limite.essais ? new Date(ligne.depuis.getTime() + limite.fenetreMs) : null;
}

/** The attempt failed: at the limit, the key is blocked. @returns until when, when it is */
export async function bloquerSiTropDEssais(
  source: DataSource,
  cle: string,
  limite: LimiteEssais,
  maintenant: Date,
): Promise<Date | null> {
  const [lignes] = await source.query<[{ bloque_jusqua: Date }[], number]>(
    `UPDATE echec_connexion SET bloque_jusqua = coalesce(bloque_jusqua, $2)
      WHERE cle = $1 AND nombre >= $3 RETURNING bloque_jusqua`,
    [cle, new Date(maintenant.getTime() + limite.blocageMs), limite.essais],
  );
  return lignes[0]?.bloque_jusqua ?? null;
}

/** The attempt succeeded: the account starts anew, the address only gets this attempt back. */
export async function oublierEssai(source: DataSource, cleCompte: string, cleAdresse: string): Promise<void> {
  await source.query(
    `WITH compte AS (DELETE FROM echec_connexion WHERE cle = $1)
     UPDATE echec_connexion SET nombre = greatest(nombre - 1, 0) WHERE cle = $2`,
    [cleCompte, cleAdresse],
  );
}
