import type { Params } from 'nestjs-pino';
import type { Config } from '../config/config.js';

/**
 * One JSON line per request, without anything personal: no query string (a search holds a child's name), no header,
 * no body.
 */
export function optionsJournal(config: Pick<Config, 'journal'>): Params {
  return {
    pinoHttp: {
      level: config.journal,
      serializers: {
        req: (demande: { id: unknown; method: string; url: string }) => ({
          id: demande.id,
          method: demande.method,
          url: demande.url.split('?')[0],
        }),
        res: (reponse: { statusCode: number }) => ({ statusCode: reponse.statusCode }),
      },
      autoLogging: { ignore: (demande) => demande.url === '/api/health' || demande.url === '/api/ready' },
    },
  };
}
