import fastify from 'fastify';
import pg from 'pg';
import type { Jour } from '../src/kernel/jour.js';
import { type DecisionSql, ligneDecision } from '../src/modules/decisions/queries/lignes-decision.js';
import { reglerTypesPg } from '../src/platform/database/types-pg.js';
import { servir } from './processus.js';

export interface RequeteDuPlancher {
  readonly sql: string;
  readonly params: readonly unknown[];
  readonly page: number;
  readonly size: number;
}

/** The floor: bare Fastify and pg, the same SQL and the same JSON, no session, right, validation nor header. */
servir(async ({ url, jour, requetes }: { url: string; jour: Jour; requetes: readonly RequeteDuPlancher[] }) => {
  reglerTypesPg();
  const pool = new pg.Pool({ connectionString: url, max: 20 });
  const serveur = fastify();
  for (const [rang, { sql, params, page, size }] of requetes.entries()) {
    serveur.get(`/${rang}`, async () => {
      const { rows } = await pool.query<DecisionSql & { total: number }>(sql, [...params]);
      return { items: rows.map((ligne) => ligneDecision(ligne, jour)), total: rows[0]?.total ?? 0, page, size };
    });
  }
  await serveur.listen({ port: 0, host: '127.0.0.1' });
  return (serveur.server.address() as { port: number }).port;
});
