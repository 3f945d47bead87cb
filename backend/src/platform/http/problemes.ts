import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import { StandardSchemaValidationPipe } from '@nestjs/common';
import { z } from 'zod';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ErreurMetier, type NatureErreur } from '../../kernel/erreur-metier.js';

/** RFC 9457; `code` is stable, `detail` is the French sentence shown to the user. */
export const schemaProbleme = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'Code stable du refus, en majuscules.' }),
    detail: z.string().meta({ description: 'Phrase française destinée à l’utilisateur.' }),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    details: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'Probleme' });
export type Probleme = z.infer<typeof schemaProbleme>;

const STATUTS: Record<NatureErreur, number> = {
  refus: 422,
  introuvable: 404,
  interdit: 403,
  conflit: 409,
  invalide: 400,
  non_authentifie: 401,
  trop_de_tentatives: 429,
  precondition: 412,
  precondition_requise: 428,
  indisponible: 503,
};

const TITRES: Record<number, string> = {
  400: 'Demande invalide',
  401: 'Connexion requise',
  403: 'Accès refusé',
  404: 'Introuvable',
  405: 'Méthode refusée',
  409: 'Conflit',
  412: 'Modifié entre-temps',
  413: 'Envoi trop volumineux',
  415: 'Format non pris en charge',
  422: 'Refus',
  428: 'Version attendue',
  429: 'Trop de tentatives',
  500: 'Erreur interne',
  503: 'Indisponible',
};

const CODES_HTTP: Record<number, string> = {
  400: 'DEMANDE_INVALIDE',
  401: 'NON_AUTHENTIFIE',
  403: 'INTERDIT',
  404: 'INTROUVABLE',
  405: 'METHODE_REFUSEE',
  413: 'ENVOI_TROP_VOLUMINEUX',
  415: 'FORMAT_REFUSE',
  429: 'TROP_DE_TENTATIVES',
  503: 'INDISPONIBLE',
};

const DETAILS_HTTP: Record<number, string> = {
  400: 'La demande n’a pas pu être lue.',
  401: 'Connectez-vous pour continuer.',
  403: 'Votre profil ne permet pas cette opération.',
  404: 'Cette adresse n’existe pas.',
  413: 'Le fichier envoyé dépasse la taille permise.',
  415: 'Ce format de contenu n’est pas accepté.',
};

/** The request does not have the shape of the contract: 400 with each field. */
export class DemandeInvalide extends ErreurMetier {
  readonly code = 'DEMANDE_INVALIDE';
  readonly nature = 'invalide';
  constructor(champs: readonly { path: string; message: string }[]) {
    const [premier] = champs;
    super(
      champs.length === 1 && premier
        ? `La demande est invalide : ${premier.path ? `${premier.path} : ` : ''}${premier.message}`
        : `La demande est invalide : ${champs.length} champs à corriger.`,
      { champs },
    );
  }
}

const LONGUEUR_MESSAGE = 300;

/** Validates `@Body({ schema })`, `@Query({ schema })`, `@Param(…, { schema })` and names each faulty field. */
export function pipeDeValidation(): StandardSchemaValidationPipe {
  z.config(z.locales.fr());
  return new StandardSchemaValidationPipe({
    exceptionFactory: (fautes) =>
      new DemandeInvalide(
        fautes.slice(0, 50).map((faute) => ({
          path: (faute.path ?? [])
            .map((morceau) => String(typeof morceau === 'object' ? morceau.key : morceau))
            .join('.')
            .slice(0, LONGUEUR_MESSAGE),
          message: faute.message.slice(0, LONGUEUR_MESSAGE),
        })),
      ),
  });
}

function probleme(status: number, code: string, detail: string): Probleme {
  return { type: 'about:blank', title: TITRES[status] ?? 'Erreur', status, code, detail };
}

/** Problem of an error: business refusals as they say, HTTP errors in French, the rest as a neutral 500. */
export function problemeDe(erreur: unknown): Probleme {
  if (erreur instanceof ErreurMetier) {
    return {
      ...probleme(STATUTS[erreur.nature], erreur.code, erreur.message),
      ...(erreur.champs ? { errors: [...erreur.champs] } : {}),
      ...(erreur.details ? { details: { ...erreur.details } } : {}),
    };
  }
  const status =
    erreur instanceof HttpException
      ? erreur.getStatus()
      : ((erreur as { statusCode?: number } | null)?.statusCode ?? 500);
  if (status >= 400 && status < 500) {
    return probleme(
      status,
      CODES_HTTP[status] ?? 'DEMANDE_REFUSEE',
      DETAILS_HTTP[status] ?? TITRES[status] ?? 'Refus.',
    );
  }
  if (erreur instanceof HttpException && status === 503) {
    return probleme(503, 'INDISPONIBLE', 'Le service démarre ou sa base est injoignable. Réessayez dans un instant.');
  }
  return probleme(500, 'ERREUR_INTERNE', 'Une erreur imprévue est survenue. Elle a été enregistrée ; réessayez.');
}

/** The one filter: every error leaves as `application/problem+json`; bugs are logged and say nothing of themselves. */
@Catch()
export class FiltreProblemes implements ExceptionFilter {
  private readonly journal = new Logger('HTTP');

  catch(erreur: unknown, hote: ArgumentsHost): void {
    const http = hote.switchToHttp();
    const reponse = http.getResponse<FastifyReply>();
    const demande = http.getRequest<FastifyRequest>();
    const corps = problemeDe(erreur);
    if (corps.status >= 500) {
      this.journal.error(
        `${demande.method} ${demande.url.split('?')[0]} : ${erreur instanceof Error ? erreur.message : String(erreur)}`,
        erreur instanceof Error ? erreur.stack : undefined,
      );
    }
    if (reponse.sent || reponse.raw.headersSent) {
      reponse.raw.end();
      return;
    }
    const attente = corps.details?.['attendreSecondes'];
    if (typeof attente === 'number') reponse.header('Retry-After', String(Math.ceil(attente)));
    void reponse.status(corps.status).type('application/problem+json; charset=utf-8').send(corps);
  }
}
