import { Component, DOCUMENT, computed, inject, input } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { RouterLink } from '@angular/router';
import { lireProbleme } from '../../../platform/erreurs/probleme';
import { marqueEtat, ouiNon, sourceEnMots } from '../../../platform/libelles/aesh';
import { enMots, nomComplet } from '../../../platform/libelles/decision';
import { employeurEnMots, friseMission, origineEnMots, quotiteFr } from '../../../platform/libelles/mission';
import { LEGENDE_OCCUPATION } from '../../../platform/libelles/occupation';
import { listeDOrigine } from '../../../platform/retour/liste-d-origine';
import { numeroDAdresse } from '../../../platform/retour/numero';
import { Session } from '../../../platform/session/session';
import { HeuresPipe, JourPipe, jourFr } from '../../../ui/formats/formats';
import { JOUR_COURANT, anneeScolaire, dernierJourAnnee } from '../../../ui/formats/jours';
import { Frise } from '../../../ui/frise/frise';
import { type BarreChoisie, FriseVoies } from '../../../ui/frise/frise-voies';
import { Legende } from '../../../ui/frise/legende';
import { PageHeader } from '../../../ui/page-header/page-header';
import { AeshApi, type AeshDossier, type MissionLigne } from '../aesh.api';
import { HistoriqueAesh } from './historique-aesh';
import { ancreDe, elevesEnMots, voiesAesh } from './voies-aesh';

interface Donnee {
  readonly libelle: string;
  readonly valeur: string;
  /** From RH: read only (F7.1-2). */
  readonly rh: boolean;
}

/** Whole file of an AESH: individual data, then missions, accompaniments and history (guide §7.1). */
@Component({
  imports: [
    Frise,
    FriseVoies,
    HeuresPipe,
    HistoriqueAesh,
    JourPipe,
    Legende,
    MatButton,
    MatIcon,
    MatProgressBar,
    PageHeader,
    RouterLink,
  ],
  templateUrl: './dossier-aesh.html',
  styleUrl: './dossier-aesh.scss',
})
export class DossierAeshPage {
  readonly id = input.required<unknown>();

  private readonly api = inject(AeshApi);
  private readonly session = inject(Session);
  private readonly document = inject(DOCUMENT);
  private readonly aujourdhui = inject(JOUR_COURANT)();
  protected readonly origine = listeDOrigine(
    { chemin: '/aesh', libelle: 'AESH' },
    { chemin: '/missions', libelle: 'Missions' },
  );

  protected readonly numero = computed(() => numeroDAdresse(this.id()));
  protected readonly ressource = rxResource({
    params: () => this.numero() ?? undefined,
    stream: ({ params }) => this.api.lire(params),
  });
  protected readonly dossier = computed(() => (this.ressource.hasValue() ? this.ressource.value() : null));
  protected readonly probleme = computed(() =>
    this.ressource.status() === 'error' ? lireProbleme(this.ressource.error()) : null,
  );
  /** Why there is nothing to show. */
  protected readonly introuvable = computed(() => {
    if (this.numero() === null) {
      return `« ${String(this.id())} » n’est pas un numéro d’AESH. L’adresse a peut-être été mal recopiée.`;
    }
    const probleme = this.probleme();
    return probleme?.statut === 404 ? probleme.message : null;
  });
  protected readonly titre = computed(() => {
    const dossier = this.dossier();
    return dossier ? nomComplet(dossier) : this.introuvable() ? 'AESH introuvable' : 'Dossier de l’AESH';
  });
  protected readonly gestionnaire = computed(() => this.session.profil()?.profil === 'GESTIONNAIRE_AESH');
  /** A merged provisional file is a memory: nothing of it changes any more. */
  protected readonly modifiable = computed(() => this.gestionnaire() && this.dossier()?.fusionneAvec === null);
  protected readonly voies = computed(() => {
    const dossier = this.dossier();
    return dossier ? voiesAesh(dossier) : [];
  });
  protected readonly etatCivil = computed(() => {
    const dossier = this.dossier();
    return dossier ? etatCivil(dossier) : [];
  });
  protected readonly complements = computed(() => {
    const dossier = this.dossier();
    return dossier ? complements(dossier) : [];
  });

  protected readonly legende = LEGENDE_OCCUPATION;
  protected readonly marque = marqueEtat;
  protected readonly frise = friseMission;
  protected readonly enMots = enMots;
  protected readonly nomComplet = nomComplet;
  protected readonly quotite = quotiteFr;
  protected readonly origineHeures = origineEnMots;
  protected readonly employeur = employeurEnMots;
  protected readonly eleves = elevesEnMots;
  protected readonly source = sourceEnMots;

  protected finDe({ debut, fin }: MissionLigne): string {
    return fin ?? dernierJourAnnee(anneeScolaire(debut > this.aujourdhui ? debut : this.aujourdhui));
  }

  protected suivre({ barre }: BarreChoisie): void {
    const cible = this.document.getElementById(ancreDe(barre.id));
    cible?.scrollIntoView({ block: 'center' });
    cible?.focus({ preventScroll: true });
  }
}

const VIDE = 'non renseigné';

function etatCivil(dossier: AeshDossier): Donnee[] {
  const { civilite, nom, nomFamille, prenom, dateNaissance, adresse, codePostal, commune } = dossier;
  const donnee = (libelle: string, nomChamp: string, valeur: string | null): Donnee => ({
    libelle,
    valeur: valeur || VIDE,
    rh: dossier.verrouilles.some((verrouille) => verrouille === nomChamp),
  });
  return [
    donnee('Civilité', 'civilite', civilite === null ? null : civilite === 'MME' ? 'Madame' : 'Monsieur'),
    donnee('Nom d’usage', 'nom', nom),
    donnee('Nom de famille', 'nomFamille', nomFamille),
    donnee('Prénom', 'prenom', prenom),
    donnee('Né(e) le', 'dateNaissance', jourFr(dateNaissance)),
    donnee('Adresse', 'adresse', adresse),
    donnee('Commune', 'commune', [codePostal, commune].filter((mot) => mot).join(' ')),
    donnee('RQTH', 'rqth', ouiNon(dossier.rqth)),
    donnee('Courriel', 'courriel', dossier.courriel),
    donnee('Téléphone', 'telephone', dossier.telephone),
    ...(dossier.source === 'PREVISIONNEL'
      ? [donnee('NUMEN', 'numen', dossier.numen)]
      : [{ libelle: 'Identifiant RH', valeur: dossier.idAgent ?? VIDE, rh: true }]),
  ];
}

function complements(dossier: AeshDossier): Donnee[] {
  const donnee = (libelle: string, valeur: string | null): Donnee => ({ libelle, valeur: valeur || VIDE, rh: false });
  return [
    donnee('Moyen de transport', dossier.transport),
    donnee('Véhicule', ouiNon(dossier.vehicule)),
    donnee('Téléphone professionnel', dossier.telephonePro),
    donnee('PIAL souhaités', dossier.pialsSouhaites.map(({ nom, uai }) => `${nom} (${uai})`).join(' ; ')),
    donnee('Préférences', dossier.preferences),
    donnee('Compétences', dossier.competences),
    donnee('Commentaires', dossier.commentaires),
  ];
}
