import { createWriteStream } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { PayloadTooLargeException } from '@nestjs/common';
import type { Multipart, MultipartFile } from '@fastify/multipart';
import { z } from 'zod';
import { effacerDossier, garderCorrespondances, ouvrirDossier } from '../conduite/fichiers-gardes.js';
import { EnvoiInvalide } from '../domain/refus-import.js';
import { FICHIERS_ERSEH } from '../erseh/definitions.js';
import type { Correspondances } from '../lecture/entete.js';
import type { SourceImport } from '../persistence/entites.js';

const LONGUEUR_NOM = 200;

/** Name on disk of the one file of a source; the six of ERSEH keep theirs. */
export const NOMS_SUR_DISQUE: Readonly<Record<Exclude<SourceImport, 'ERSEH'>, string>> = {
  EPP: 'EPP.csv',
  ASSED: 'ASSED.csv',
  ECOLES: 'annuaire.csv',
};

/**
 * Writes the files of a multipart request to the folder of the import, as they come: never in memory.
 * @returns the names as the user knows them @throws EnvoiInvalide, PayloadTooLargeException; the folder is
 * then removed
 */
export async function recevoirFichiers(
  parties: AsyncIterable<Multipart>,
  nature: SourceImport,
  racine: string,
  { importId, coupure }: { readonly importId: string; readonly coupure: AbortSignal },
): Promise<string[]> {
  const dossier = await ouvrirDossier(racine, importId);
  try {
    const noms = new Map<string, string>();
    for await (const partie of jusqua(parties, coupure)) {
      if (partie.type === 'field') {
        if (partie.fieldname === 'correspondances') await garderCorrespondances(dossier, lireChamp(partie.value));
        continue;
      }
      const nom = basename(partie.filename).slice(-LONGUEUR_NOM);
      const surDisque = nomSurDisque(partie, nature, nom);
      if (noms.has(surDisque)) throw new EnvoiInvalide(`« ${nom} » est envoyé deux fois`);
      noms.set(surDisque, nom);
      await pipeline(partie.file, createWriteStream(join(dossier, surDisque), { mode: 0o600 }), {
        signal: coupure,
      });
      if (partie.file.truncated) throw new PayloadTooLargeException();
    }
    if (noms.size === 0) throw new EnvoiInvalide('aucun fichier');
    return [...noms.values()];
  } catch (erreur) {
    await effacerDossier(racine, importId);
    throw coupure.aborted ? coupure.reason : erreur;
  }
}

/** The parts, until the client goes away: nothing says so to somebody who waits for the next one. */
async function* jusqua<T>(parties: AsyncIterable<T>, coupure: AbortSignal): AsyncGenerator<T> {
  const coupe = new Promise<never>((_, rejeter) => {
    if (coupure.aborted) rejeter(coupure.reason as Error);
    coupure.addEventListener('abort', () => rejeter(coupure.reason as Error), { once: true });
  });
  coupe.catch(() => undefined);
  const iterateur = parties[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { value, done } = await Promise.race([iterateur.next(), coupe]);
      if (done) return;
      yield value;
    }
  } finally {
    // Not awaited: it would wait for a part that never comes.
    iterateur.return?.().catch(() => undefined);
  }
}

function nomSurDisque(partie: MultipartFile, nature: SourceImport, nom: string): string {
  if (partie.fieldname !== 'fichier')
    throw new EnvoiInvalide(`la partie « ${partie.fieldname.slice(0, 40)} » n'est pas attendue`);
  if (nature !== 'ERSEH') return NOMS_SUR_DISQUE[nature];
  const attendu = FICHIERS_ERSEH.find((fichier) => fichier === nom.toLowerCase());
  if (attendu === undefined) {
    throw new EnvoiInvalide(`« ${nom} » n'est pas un extrait ERSEH (attendu : ${FICHIERS_ERSEH.join(', ')})`);
  }
  return attendu;
}

function lireChamp(valeur: unknown): Correspondances {
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(String(valeur)));
  } catch {
    throw new EnvoiInvalide('les correspondances de colonnes ne sont pas un objet JSON de textes');
  }
}
