import { DestroyRef, Injectable, computed, inject, signal } from '@angular/core';
import { type Observable, firstValueFrom, tap } from 'rxjs';
import { Api } from '../../api/api';
import { mesSecteursChoisir } from '../../api/fn/mon-compte/mes-secteurs-choisir';
import { mesSecteursLire } from '../../api/fn/mon-compte/mes-secteurs-lire';
import { type MesSecteurs as Lus, type SecteurChoisi } from '../../api/models';
import { type CodeProfil } from '../session/auth.api';

export type { SecteurChoisi };

/** Profiles of a whole département, which may narrow their lists to some sectors (F2.4-2). */
export const PROFILS_A_SECTEURS: readonly CodeProfil[] = ['GESTIONNAIRE_AESH', 'SUPERVISEUR_AESH'];

/**
 * « Mes secteurs »: the sectors to which every list of the profile is narrowed; none = the whole département (F2.4-1).
 * The choice is on the server with the profile: another tab is told, another session sees it at its next page.
 */
@Injectable({ providedIn: 'root' })
export class MesSecteurs {
  private readonly api = inject(Api);
  private readonly canal = new BroadcastChannel('agesh-secteurs');
  private readonly lus = signal<readonly SecteurChoisi[] | null>(null);
  private readonly changements = signal(0);

  /** null until they are read. */
  readonly secteurs = this.lus.asReadonly();
  readonly choisis = computed(() => (this.lus() ?? []).filter(({ choisi }) => choisi));
  readonly restreint = computed(() => this.choisis().length > 0);
  readonly resume = computed(() => resumer(this.choisis().length, this.lus()?.length ?? 0));
  /** Changes whenever what the lists show is no longer their perimeter. */
  readonly version = this.changements.asReadonly();

  constructor() {
    this.canal.onmessage = () => this.lire().subscribe({ error: () => undefined });
    inject(DestroyRef).onDestroy(() => this.canal.close());
  }

  lire(): Observable<Lus> {
    return this.api.invoke(mesSecteursLire).pipe(tap(({ secteurs }) => this.recevoir(secteurs)));
  }

  /** All of them, or none, is the whole département. */
  async garder(codes: readonly string[]): Promise<void> {
    const { secteurs } = await firstValueFrom(this.api.invoke(mesSecteursChoisir, { body: { codes: [...codes] } }));
    this.recevoir(secteurs);
    this.canal.postMessage(null);
  }

  private recevoir(secteurs: readonly SecteurChoisi[]): void {
    const avant = this.lus();
    this.lus.set(secteurs);
    if (avant !== null && codesChoisis(avant) !== codesChoisis(secteurs)) {
      this.changements.update((nombre) => nombre + 1);
    }
  }
}

/** '3 secteurs sur 14'; '' for the whole département. */
export function resumer(choisis: number, total: number): string {
  return choisis === 0 ? '' : `${choisis}\u00a0secteur${choisis > 1 ? 's' : ''} sur ${total}`;
}

/** What is around already says « secteur »: 'Secteur Collège Jean Monnet' → 'Collège Jean Monnet'. */
export function nomCourt({ libelle }: SecteurChoisi): string {
  return libelle.replace(/^secteur (?=.)/i, '');
}

function codesChoisis(secteurs: readonly SecteurChoisi[]): string {
  return secteurs
    .filter(({ choisi }) => choisi)
    .map(({ code }) => code)
    .sort()
    .join();
}
