import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { DataSource, EntityManager } from 'typeorm';
import { ErreurMetier } from '../../../kernel/erreur-metier.js';
import { SANS_SUIVI, type Suivi } from '../../../kernel/suivi.js';
import { enTransaction } from '../../../platform/database/transaction.js';
import type { Acteur } from '../../../platform/security/perimetre.js';
import type { Bilan } from '../domain/bilan.js';
import { ImportDejaEnCours } from '../domain/refus-import.js';
import { FichierIntrouvable } from '../domain/refus.js';
import type { EncodageImpose } from '../lecture/encodage.js';
import type { EtatImport, SourceImport } from '../persistence/entites.js';
import { garderFichier, garderReglages, ouvrirDossier } from './fichiers-gardes.js';
import {
  type Inscription,
  inscrireDemarrage,
  inscrireEchec,
  inscrireFin,
  remettreEnAttente,
  verrouiller,
} from './registre-imports.js';
import type { ReglagesLecture } from './reglages-lecture.js';

/** What every import takes, whatever its source. */
export interface OptionsImport {
  readonly acteur: Acteur;
  /** Reports everything, writes nothing but the record of the import. */
  readonly simulation?: boolean;
  /** Lifts the guard: somebody looked at what it held. */
  readonly confirmer?: boolean;
  readonly suivi?: Suivi;
  /** Encoding imposed on the files; that kept for the source by default. */
  readonly encodage?: EncodageImpose | undefined;
  /** Aborted when this process stops or has lost the job: the import is undone and waits to be run again. */
  readonly signal?: AbortSignal | undefined;
  /** The caller tries again while another import of the source runs: it is not a failure of this one. */
  readonly patienter?: boolean | undefined;
  /** Id given by the caller, who has already shown it; a run with the same id replaces the former one. */
  readonly importId?: string;
  /** Folder (one sub-folder an import) where the files of an import held for confirmation are kept, 0600. */
  readonly conserver?: string;
  /** Refreshes the stored coverages in the same transaction. */
  readonly rafraichir?: (manager: EntityManager) => Promise<unknown>;
}

export interface ResultatImport<B extends Bilan = Bilan> {
  readonly importId: string;
  readonly etat: Extract<EtatImport, 'TERMINE' | 'SIMULE' | 'A_CONFIRMER'>;
  readonly bilan: B;
}

export interface FichierSource {
  readonly chemin: string;
  /** As the user knows it. */
  readonly nom: string;
}

export interface ContexteImport {
  readonly manager: EntityManager;
  readonly importId: string;
  readonly suivi: Suivi;
  /** To be looked at between two steps. */
  readonly interrompre: AbortSignal;
}

/** What a confirmation needs to run the import again. */
interface AGarder {
  readonly nom: string;
  readonly chemin: string;
  readonly reglages: ReglagesLecture;
}

export interface IssueImport<B> {
  readonly etat: ResultatImport['etat'];
  readonly empreinte: string;
  readonly bilan: B;
  /** Of an import held for confirmation. */
  readonly aGarder?: AGarder;
}

const TENTATIVES = 3;
/** Deadlock and serialization failure: a user wrote the same rows at the same moment; the import starts again. */
const A_REPRENDRE = new Set(['40P01', '40001']);

/**
 * Runs an import: one transaction under the lock of its source, with its record, its end and its data committed
 * together. Killed at any moment it leaves the former state.
 * @throws ImportDejaEnCours; FichierRefuse (recorded as REFUSE); anything else is recorded as ECHEC
 */
export async function conduireImport<B extends Bilan>(
  source: DataSource,
  nature: SourceImport,
  fichiers: readonly FichierSource[],
  options: OptionsImport,
  travail: (contexte: ContexteImport) => Promise<IssueImport<B>>,
): Promise<ResultatImport<B>> {
  const inscription: Inscription = {
    id: options.importId ?? randomUUID(),
    source: nature,
    fichiers: fichiers.map(({ nom }) => nom),
    auteur: options.acteur.nom,
    auteurId: options.acteur.id,
    simulation: options.simulation ?? false,
  };
  for (let tentative = 1; ; tentative += 1) {
    let inscrit = options.importId !== undefined;
    try {
      const issue = await enTransaction(source, options.acteur, async (manager) => {
        await verrouiller(manager, nature);
        await inscrireDemarrage(source, inscription);
        inscrit = true;
        await regler(manager);
        await manager.query('DELETE FROM import_rejet WHERE import_id = $1', [inscription.id]);
        const interrompre = options.signal ?? JAMAIS;
        interrompre.throwIfAborted();
        const suivi = options.suivi ?? SANS_SUIVI;
        const fin = await annulable(source, manager, interrompre, () =>
          travail({ manager, importId: inscription.id, suivi, interrompre }),
        );
        interrompre.throwIfAborted();
        if (fin.etat === 'A_CONFIRMER') await garder(options.conserver, inscription.id, fin.aGarder);
        await inscrireFin(manager, inscription, fin);
        return fin;
      });
      options.suivi?.progresser(1, 'Terminé');
      return { importId: inscription.id, etat: issue.etat, bilan: issue.bilan };
    } catch (erreur) {
      if (!options.signal?.aborted && tentative < TENTATIVES && A_REPRENDRE.has(codeSql(erreur))) continue;
      if (options.signal?.aborted) {
        if (inscrit) await remettreEnAttente(source, inscription).catch(() => undefined);
        throw erreur;
      }
      if (options.patienter && erreur instanceof ImportDejaEnCours) throw erreur;
      // A base that does not answer any more will say it at the next import: the error to show is the first one.
      if (inscrit) await inscrireEchec(source, inscription.id, ...echecDe(erreur)).catch(() => undefined);
      throw erreur;
    }
  }
}

const JAMAIS = new AbortController().signal;

/** An abort also stops the query that runs: it may be a long one. */
async function annulable<T>(
  source: DataSource,
  manager: EntityManager,
  signal: AbortSignal,
  travail: () => Promise<T>,
): Promise<T> {
  if (signal === JAMAIS) return travail();
  const [processus] = await manager.query<{ pid: number }[]>('SELECT pg_backend_pid() AS pid');
  const annuler = (): void => {
    source.query('SELECT pg_cancel_backend($1)', [processus?.pid]).catch(() => undefined);
  };
  signal.addEventListener('abort', annuler, { once: true });
  try {
    return await travail();
  } finally {
    signal.removeEventListener('abort', annuler);
  }
}

/** Size of a file, in bytes. @throws FichierIntrouvable */
export async function tailleDe({ chemin, nom }: FichierSource): Promise<number> {
  try {
    const etat = await stat(chemin);
    if (etat.isFile()) return etat.size;
  } catch {
    // Answered below: absent or unreadable is the same to the user.
  }
  throw new FichierIntrouvable(nom);
}

/** Plans of many rows over temporary tables: memory for the hashes, no compilation of the queries. */
async function regler(manager: EntityManager): Promise<void> {
  await manager.query(
    `SELECT set_config('work_mem', '64MB', true), set_config('jit', 'off', true),
            set_config('default_statistics_target', '20', true)`,
  );
}

async function garder(racine: string | undefined, id: string, aGarder: AGarder | undefined): Promise<void> {
  if (racine === undefined || aGarder === undefined) return;
  const dossier = await ouvrirDossier(racine, id);
  await garderFichier(dossier, aGarder.nom, aGarder.chemin);
  await garderReglages(dossier, aGarder.reglages);
}

function codeSql(erreur: unknown): string {
  const porteur = erreur as { code?: unknown; driverError?: { code?: unknown } } | null;
  const code = porteur?.driverError?.code ?? porteur?.code;
  return typeof code === 'string' ? code : '';
}

function echecDe(erreur: unknown): ['REFUSE' | 'ECHEC', { code: string; message: string }] {
  if (erreur instanceof ErreurMetier) return ['REFUSE', { code: erreur.code, message: erreur.message }];
  return [
    'ECHEC',
    {
      code: 'ERREUR_INTERNE',
      message: "Une erreur imprévue a arrêté l'import : rien n'en a été retenu. Elle a été enregistrée ; réessayez.",
    },
  ];
}
