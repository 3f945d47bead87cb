import { chmod, copyFile, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import type { EncodageImpose } from '../lecture/encodage.js';
import type { Correspondances } from '../lecture/entete.js';
import type { ReglagesLecture } from './reglages-lecture.js';

/**
 * The files of an import, from the moment they arrive until it ends; those of an import held for confirmation are kept.
 * They hold personal data: readable by the server alone, removed as soon as they are of no use.
 */

const CORRESPONDANCES = 'correspondances.json';
const ENCODAGE = 'encodage.txt';
const schemaCorrespondances = z.record(z.string(), z.string());

export function dossierImports(donnees: string): string {
  return join(donnees, 'imports');
}

/** @returns the folder of this import, made when missing */
export async function ouvrirDossier(racine: string, importId: string): Promise<string> {
  const dossier = join(racine, importId);
  await mkdir(dossier, { recursive: true, mode: 0o700 });
  return dossier;
}

export async function effacerDossier(racine: string, importId: string): Promise<void> {
  await rm(join(racine, importId), { recursive: true, force: true });
}

export async function garderFichier(dossier: string, nom: string, chemin: string): Promise<void> {
  const copie = join(dossier, nom);
  if (copie !== chemin) await copyFile(chemin, copie);
  await chmod(copie, 0o600);
}

export async function garderCorrespondances(dossier: string, correspondances: Correspondances): Promise<void> {
  await writeFile(join(dossier, CORRESPONDANCES), JSON.stringify(correspondances), { mode: 0o600 });
}

/** How a held file was read, so that its confirmation reads it the same, whatever is kept for its source meanwhile. */
export async function garderReglages(dossier: string, { correspondances, encodage }: ReglagesLecture): Promise<void> {
  if (Object.keys(correspondances).length > 0) await garderCorrespondances(dossier, correspondances);
  if (encodage !== 'AUTO') await writeFile(join(dossier, ENCODAGE), encodage, { mode: 0o600 });
}

export async function lireEncodageGarde(dossier: string): Promise<EncodageImpose | undefined> {
  const texte = await readFile(join(dossier, ENCODAGE), 'utf8').catch(() => '');
  return texte === 'UTF-8' || texte === 'WINDOWS-1252' ? texte : undefined;
}

export async function lireCorrespondancesGardees(dossier: string): Promise<Correspondances | undefined> {
  return lireCorrespondances(join(dossier, CORRESPONDANCES));
}

/** Undefined when there is no such file. @throws SyntaxError or ZodError when it is not a mapping */
export async function lireCorrespondances(fichier: string): Promise<Correspondances | undefined> {
  let texte: string;
  try {
    texte = await readFile(fichier, 'utf8');
  } catch (erreur) {
    if ((erreur as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw erreur;
  }
  return schemaCorrespondances.parse(JSON.parse(texte));
}

export async function existe(chemin: string): Promise<boolean> {
  return stat(chemin).then(
    () => true,
    () => false,
  );
}

/** A folder of which the base knows nothing is being filled, or was left by a stop during the sending. */
const ORPHELIN_MS = 24 * 3_600_000;

/** Removes the files of every import that is over; what arrives, runs or waits for a confirmation is kept. */
export async function nettoyerFichiers(base: DataSource, racine: string): Promise<void> {
  const dossiers = await readdir(racine).catch(() => [] as string[]);
  const ids = dossiers.filter((nom) => z.uuid().safeParse(nom).success);
  if (ids.length === 0) return;
  const connus = await base.query<{ id: string; fini: boolean }[]>(
    `SELECT id, etat NOT IN ('EN_COURS', 'A_CONFIRMER') AS fini FROM import WHERE id = ANY($1::uuid[])`,
    [ids],
  );
  const etats = new Map(connus.map(({ id, fini }) => [id, fini]));
  for (const id of ids) {
    const dossier = join(racine, id);
    if (etats.get(id) ?? (await plusVieuxQue(dossier, ORPHELIN_MS)))
      await rm(dossier, { recursive: true, force: true });
  }
}

async function plusVieuxQue(chemin: string, ageMs: number): Promise<boolean> {
  const etat = await stat(chemin).catch(() => null);
  return etat !== null && Date.now() - etat.mtimeMs > ageMs;
}
