import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config/config.js';

/** Delay within which another instance learns that a session was closed, or that its user changed sectors. */
const CONFIANCE_MS = 5_000;
const MEMOIRE_MAXIMALE = 10_000;

/** What the database adds to an access token. */
export interface SessionEnBase {
  /** Sectors that the user keeps in the lists, of those that still exist in its département; none = all. */
  readonly secteursChoisis: readonly string[];
}

interface Connue extends SessionEnBase {
  readonly profilId: number | null;
  readonly jusqua: number;
}

/**
 * Says whether the session behind an access token is still open: sign-out, a closed account or a withdrawn profile
 * act within seconds instead of at the end of the token. A positive answer is kept 5 s, a negative one never.
 */
@Injectable()
export class SessionsOuvertes {
  private readonly connues = new Map<string, Connue>();
  /** Counts what was forgotten: an answer read before is not kept after. */
  private oublis = 0;

  constructor(
    private readonly base: DataSource,
    @Inject(CONFIG) private readonly config: Pick<Config, 'demo'>,
  ) {}

  /** @returns null when the session is over */
  async trouver(sessionId: string, profilId: number | null): Promise<SessionEnBase | null> {
    const connue = this.connues.get(sessionId);
    if (connue && connue.profilId === profilId && performance.now() < connue.jusqua) return connue;
    const { oublis } = this;
    const [lue] = await this.base.query<{ secteursChoisis: string[] }[]>(
      `SELECT ARRAY(SELECT se.code FROM secteur se
                     WHERE se.departement = p.departement AND se.code = ANY(p.secteurs_choisis)
                     ORDER BY se.code) AS "secteursChoisis"
         FROM session s
         JOIN compte c ON c.id = s.compte_id
         LEFT JOIN profil p ON p.id = $3::integer AND p.compte_id = c.id
        WHERE s.id = $1 AND s.fermee_le IS NULL AND c.actif AND (NOT c.demo OR $2)
          AND ($3::integer IS NULL OR p.id IS NOT NULL)`,
      [sessionId, this.config.demo, profilId],
    );
    if (!lue) {
      this.connues.delete(sessionId);
      return null;
    }
    if (oublis === this.oublis) {
      if (this.connues.size >= MEMOIRE_MAXIMALE) this.connues.clear();
      this.connues.set(sessionId, { ...lue, profilId, jusqua: performance.now() + CONFIANCE_MS });
    }
    return lue;
  }

  /** To be called when this instance closes a session. */
  oublier(sessionId: string): void {
    this.oublis += 1;
    this.connues.delete(sessionId);
  }

  /** To be called when this instance changes what a profile shows: its next request here reads it again. */
  oublierProfil(profilId: number): void {
    this.oublis += 1;
    for (const [sessionId, connue] of this.connues) {
      if (connue.profilId === profilId) this.connues.delete(sessionId);
    }
  }
}
