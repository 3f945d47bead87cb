import { basename } from 'node:path';
import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { colonnesDe, colonnesErseh } from '../conduite/colonnes-source.js';
import { lectureSelon, reglagesDeLecture } from '../conduite/reglages-lecture.js';
import { EnvoiInvalide } from '../domain/refus-import.js';
import { type Apercu, TAILLE_APERCU, apercevoir } from '../lecture/apercu.js';
import type { EncodageImport, SourceImport } from '../persistence/entites.js';

const schemaSource = z.enum(['EPP', 'ASSED', 'ECOLES', 'ERSEH']);
const schemaEncodage = z.enum(['AUTO', 'UTF-8', 'WINDOWS-1252']);

export interface ApercuFichier extends Apercu {
  readonly source: SourceImport;
  readonly fichier: string;
  readonly memorisees: boolean;
}

/** Reads the beginning of the file sent, keeps nothing of it. @throws EnvoiInvalide, FichierRefuse */
export async function apercevoirFichier(base: DataSource, parties: AsyncIterable<Multipart>): Promise<ApercuFichier> {
  let source: SourceImport | undefined;
  let encodage: EncodageImport | undefined;
  let fichier: { nom: string; octets: Buffer } | undefined;
  for await (const partie of parties) {
    if (partie.type === 'file') {
      if (partie.fieldname !== 'fichier' || fichier) throw new EnvoiInvalide('un seul fichier est attendu');
      fichier = { nom: basename(partie.filename), octets: await debutDe(partie) };
    } else if (partie.fieldname === 'source') {
      source = lire(schemaSource, partie.value, 'la source est inconnue');
    } else if (partie.fieldname === 'encodage') {
      encodage = lire(schemaEncodage, partie.value, "l'encodage est inconnu");
    }
  }
  if (!source) throw new EnvoiInvalide('la source manque');
  if (!fichier) throw new EnvoiInvalide('aucun fichier');
  const reglages = await reglagesDeLecture(base.manager, source, { encodage });
  const erseh = source === 'ERSEH' ? colonnesErseh(fichier.nom) : null;
  if (source === 'ERSEH' && !erseh) throw new EnvoiInvalide(`« ${fichier.nom} » n'est pas un extrait ERSEH`);
  const { correspondances = {} } = lectureSelon(reglages, erseh?.prefixe);
  const apercu = await apercevoir(fichier.octets, fichier.nom, erseh?.colonnes ?? colonnesDe(source), {
    encodage: reglages.encodage,
    correspondances,
  });
  return { ...apercu, source, fichier: fichier.nom, memorisees: Object.keys(correspondances).length > 0 };
}

function lire<T>(schema: z.ZodType<T>, valeur: unknown, motif: string): T {
  const lu = schema.safeParse(valeur);
  if (!lu.success) throw new EnvoiInvalide(motif);
  return lu.data;
}

/** The rest of the file is passed over: nothing of it is held. */
async function debutDe(partie: MultipartFile): Promise<Buffer> {
  const morceaux: Buffer[] = [];
  let taille = 0;
  for await (const morceau of partie.file as AsyncIterable<Buffer>) {
    if (taille < TAILLE_APERCU) morceaux.push(morceau);
    taille += morceau.length;
  }
  return Buffer.concat(morceaux).subarray(0, TAILLE_APERCU);
}
