import {
  Component,
  type ElementRef,
  computed,
  effect,
  inject,
  input,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { FormField, FormRoot, form, pattern, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router } from '@angular/router';
import { lireProbleme } from '../../../platform/erreurs/probleme';
import { retourSur } from '../../../platform/session/gardes';
import { Session } from '../../../platform/session/session';
import { Veille } from '../../../platform/session/veille';
import { Bandeau } from '../../../ui/bandeau/bandeau';
import { type CompteDemo, DemoApi } from '../demo.api';
import { CleOtp } from './cle-otp';
import { CompteARebours } from './compte-a-rebours';

/** Sign-in (F1.2-1): identifiant, PIN and the passcode of the OTP key. */
@Component({
  imports: [Bandeau, FormField, FormRoot, MatButton, MatIcon, CleOtp],
  providers: [CompteARebours],
  templateUrl: './connexion.html',
  styleUrl: './connexion.scss',
})
export class ConnexionPage {
  /** Where to go once signed in; from the query string. */
  readonly retour = input<string>();

  private readonly session = inject(Session);
  private readonly router = inject(Router);
  protected readonly veille = inject(Veille);
  protected readonly attente = inject(CompteARebours);

  protected readonly comptesDemo = toSignal(inject(DemoApi).comptes(), { initialValue: [] });
  protected readonly compteDemo = signal<CompteDemo | null>(null);
  protected readonly essais = signal(0);
  protected readonly refus = signal<string | null>(null);
  protected readonly fermee = computed(() => !this.refus() && this.veille.fermeePourInactivite());

  private readonly saisie = signal({ identifiant: '', pin: '', otp: '' });
  protected readonly formulaire = form(
    this.saisie,
    (champ) => {
      required(champ.identifiant, { message: 'Saisissez votre identifiant académique.' });
      required(champ.pin, { message: 'Saisissez votre code PIN.' });
      required(champ.otp, { message: 'Saisissez le code affiché par votre clé OTP.' });
      pattern(champ.otp, /^(\s*\d){6}\s*$/, { message: 'Le code OTP a six chiffres.' });
    },
    {
      submission: {
        action: () => this.connecter(),
        onInvalid: (champs) => champs().errorSummary()[0]?.fieldTree().focusBoundControl(),
      },
    },
  );

  private readonly champPin = viewChild.required<ElementRef<HTMLInputElement>>('pin');

  constructor() {
    effect(() => {
      if (this.attente.restantes() === 0) {
        untracked(() => this.refus.set(null));
      }
    });
  }

  protected choisirCompte(compte: CompteDemo): void {
    this.compteDemo.set(compte);
    this.refus.set(null);
    this.saisie.set({ identifiant: compte.identifiant, pin: compte.pin, otp: '' });
  }

  protected remplirCode(otp: string): void {
    this.saisie.update((saisie) => ({ ...saisie, otp }));
  }

  private async connecter(): Promise<void> {
    const { identifiant, pin, otp } = this.saisie();
    try {
      await this.session.connecter({ identifiant: identifiant.trim(), pin, otp: otp.replace(/\s/g, '') });
    } catch (erreur) {
      this.refuser(erreur);
      return;
    }
    const retour = retourSur(this.retour());
    await (this.session.profil() === null
      ? this.router.navigate(['/profil'], { queryParams: { retour } })
      : this.router.navigateByUrl(retour ?? '/'));
  }

  /** A passcode serves once: it goes, and so does the PIN unless the demonstration gave it. */
  private refuser(erreur: unknown): void {
    const { message, reessayerDans } = lireProbleme(erreur);
    this.refus.set(message);
    this.essais.update((essais) => essais + 1);
    this.attente.lancer(reessayerDans);
    this.saisie.update(({ identifiant }) => ({ identifiant, pin: this.compteDemo()?.pin ?? '', otp: '' }));
    this.formulaire().reset();
    this.champPin().nativeElement.focus();
  }
}
