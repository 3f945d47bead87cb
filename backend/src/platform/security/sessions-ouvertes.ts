import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config/config.js';

/** Delay within which another instance learns that a session was closed. */
const CONFIANCE_MS = 5_000;
const MEMOIRE_MAXIMALE = 10_000;

/**
 * Says whether the session behind an access token is still open: sign-out, a closed account or a withdrawn profile
 * act within seconds instead of at the end of the token. A positive answer is kept 5 s, a negative one never.
 */
@Injectable()
export class SessionsOuvertes {
  private readonly connues = new Map<string, { readonly profilId: number | null; readonly jusqua: number }>();

  constructor(
    private readonly base: DataSource,
    @Inject(CONFIG) private readonly config: Pick<Config, 'demo'>,
  ) {}

  async estOuverte(sessionId: string, profilId: number | null): Promise<boolean> {
    const connue = this.connues.get(sessionId);
    if (connue && connue.profilId === profilId && performance.now() < connue.jusqua) return true;
    const lues = await this.base.query<unknown[]>(
      `SELECT 1 FROM session s JOIN compte c ON c.id = s.compte_id
        WHERE s.id = $1 AND s.fermee_le IS NULL AND c.actif AND (NOT c.demo OR $2)
          AND ($3::integer IS NULL OR EXISTS (SELECT 1 FROM profil p WHERE p.id = $3 AND p.compte_id = c.id))`,
      [sessionId, this.config.demo, profilId],
    );
    if (lues.length === 0) {
      this.connues.delete(sessionId);
      return false;
    }
    if (this.connues.size >= MEMOIRE_MAXIMALE) this.connues.clear();
    this.connues.set(sessionId, { profilId, jusqua: performance.now() + CONFIANCE_MS });
    return true;
  }

  /** To be called when this instance closes a session. */
  oublier(sessionId: string): void {
    this.connues.delete(sessionId);
  }
}
