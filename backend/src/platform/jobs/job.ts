import { z } from 'zod';
import type { Suivi } from '../../kernel/suivi.js';
import type { Acteur } from '../security/perimetre.js';

export const ETATS_JOB = ['EN_ATTENTE', 'EN_COURS', 'TERMINE', 'ECHEC'] as const;

/** A job as the screens see it. */
export const schemaJob = z
  .object({
    id: z.uuid(),
    type: z.string(),
    libelle: z.string(),
    etat: z.enum(ETATS_JOB),
    progression: z.number().min(0).max(1),
    etape: z.string().meta({ description: 'Ce qui se fait en ce moment, en français.' }),
    resultat: z
      .unknown()
      .meta({ description: 'Bilan du traitement, selon son type ; null tant qu’il n’est pas fini.' }),
    erreur: z.object({ code: z.string(), message: z.string() }).nullable(),
    auteur: z.string(),
    creeLe: z.iso.datetime(),
    demarreLe: z.iso.datetime().nullable(),
    termineLe: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Job' });
export type Job = z.infer<typeof schemaJob>;

/** Answer of every route that starts a job. */
export const schemaJobLance = z.object({ jobId: z.uuid() }).meta({ id: 'JobLance' });

export interface DemandeJob {
  /** A type that `enregistrer` knows, e.g. `recalcul-agregats`. */
  readonly type: string;
  /** What the user reads in the history. */
  readonly libelle: string;
  readonly donnees?: Readonly<Record<string, unknown>>;
  readonly auteur: Acteur;
  /** Perimeter of who may see the job; null: administrators only. */
  readonly departement: string | null;
  /** What must run once for ever, whoever enqueues it and however often, e.g. `import-nocturne:2026-11-24`. */
  readonly cleUnique?: string;
  /** While a job of the same type, département and `donnees` waits or runs, it is returned instead of a new one. */
  readonly sansDoublon?: boolean;
}

export interface ContexteJob {
  readonly jobId: string;
  readonly auteur: Acteur;
  readonly departement: string | null;
  /** Aborted when this instance stops, or has lost the job to another one: what is still to do must not be done. */
  readonly signal: AbortSignal;
}

/**
 * What a type of job does. It may run again from the start when the instance that runs it dies: it must bear it.
 * What it returns becomes `resultat` (JSON); an `ErreurMetier` becomes `erreur`, anything else is a bug.
 */
export type TraitementJob<D = Readonly<Record<string, unknown>>> = (
  donnees: D,
  suivi: Suivi,
  contexte: ContexteJob,
) => Promise<unknown>;

/** Enqueued once a night, however many instances run: `nom:date` is its unique key. */
export interface PlanJob {
  readonly nom: string;
  /** HH:MM, Paris. */
  readonly heure: string;
  /** Name of a plan: instead of the hour, starts when the job of that plan ends, well or badly. */
  readonly apres?: string;
  readonly type: string;
  readonly libelle: string;
  readonly donnees?: Readonly<Record<string, unknown>>;
}
