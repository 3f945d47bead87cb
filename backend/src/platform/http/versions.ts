import { applyDecorators } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiHeader,
  ApiPreconditionFailedResponse,
  ApiPreconditionRequiredResponse,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ErreurMetier } from '../../kernel/erreur-metier.js';
import { DemandeInvalide, schemaProbleme } from './problemes.js';

export const IF_MATCH = 'If-Match';
export const IDEMPOTENCY_KEY = 'Idempotency-Key';

/** For `headers` of the documentation of an answer. */
export const ENTETE_ETAG = { ETag: { description: 'Version lue.', schema: { type: 'string' as const } } };

export class VersionAttendue extends ErreurMetier {
  readonly code = 'VERSION_ATTENDUE';
  readonly nature = 'precondition_requise';
  constructor(actuel: unknown) {
    super('L’en-tête If-Match doit porter la version que vous avez lue.', { details: { actuel } });
  }
}

/** The second of two writers (domain.md, invariant 4); the screen shows what has changed from `details.actuel`. */
export class ModifieEntreTemps extends ErreurMetier {
  readonly code = 'MODIFIE_ENTRE_TEMPS';
  readonly nature = 'precondition';
  /** @param sujet e.g. « Cet AESH (DUPONT Marie) » */
  constructor(sujet: string, actuel: unknown) {
    super(`${sujet} a changé depuis que vous l’avez lu. Relisez-le, puis recommencez votre modification.`, {
      details: { actuel },
    });
  }
}

/**
 * @param lue version of the header, undefined without it
 * @param relire present state, for the refusal
 * @throws VersionAttendue, ModifieEntreTemps
 */
export async function exigerVersion(
  lue: number | undefined,
  actuelle: number,
  sujet: string,
  relire: () => Promise<unknown>,
): Promise<void> {
  if (lue === undefined) throw new VersionAttendue(await relire());
  if (lue !== actuelle) throw new ModifieEntreTemps(sujet, await relire());
}

/** A proxy that compresses may have weakened the ETag. */
export function versionLue(entete: string | undefined): number | undefined {
  if (entete === undefined) return undefined;
  const [, version] = /^(?:W\/)?"(\d{1,9})"$/.exec(entete.trim()) ?? [];
  if (version === undefined) {
    throw new DemandeInvalide([{ path: IF_MATCH, message: 'Attendu : la version lue, entre guillemets, comme "3".' }]);
  }
  return Number(version);
}

export function cleDeLaDemande(entete: unknown): string {
  const lue = z.uuid().safeParse(entete);
  if (lue.success) return lue.data;
  throw new DemandeInvalide([{ path: IDEMPOTENCY_KEY, message: 'En-tête obligatoire : un UUID propre à la demande.' }]);
}

export function avecEtag<T extends { readonly version: number }>(reponse: FastifyReply, objet: T): T {
  reponse.header('ETag', `"${objet.version}"`);
  return objet;
}

/** A route that takes If-Match. */
export const ApiVersion = (): MethodDecorator =>
  applyDecorators(
    ApiHeader({ name: IF_MATCH, required: true, description: 'Version lue : l’ETag, par exemple "3".' }),
    ApiPreconditionFailedResponse({
      standardSchema: schemaProbleme,
      description: 'MODIFIE_ENTRE_TEMPS, l’état actuel dans `details.actuel`.',
    }),
    ApiPreconditionRequiredResponse({
      standardSchema: schemaProbleme,
      description: 'VERSION_ATTENDUE, l’état actuel dans `details.actuel`.',
    }),
  );

/** A route that takes Idempotency-Key. */
export const ApiIdempotence = (): MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: IDEMPOTENCY_KEY,
      required: true,
      description: 'UUID de la demande : renvoyée avec la même clé, elle ne fait rien de plus et répond la même chose.',
      schema: { type: 'string', format: 'uuid' },
    }),
    ApiConflictResponse({ standardSchema: schemaProbleme, description: 'CLE_REUTILISEE pour une autre demande.' }),
  );
