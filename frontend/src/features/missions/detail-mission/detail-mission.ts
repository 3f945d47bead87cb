import { Component, computed, inject, input, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { Router, RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { Annonces } from '../../../platform/erreurs/annonces';
import { lireProbleme } from '../../../platform/erreurs/probleme';
import { marqueEtat, sourceEnMots } from '../../../platform/libelles/aesh';
import { enMots, nomComplet } from '../../../platform/libelles/decision';
import { friseMission, origineEnMots, quotiteFr } from '../../../platform/libelles/mission';
import { LEGENDE_OCCUPATION } from '../../../platform/libelles/occupation';
import { listeDOrigine } from '../../../platform/retour/liste-d-origine';
import { numeroDAdresse } from '../../../platform/retour/numero';
import { Session } from '../../../platform/session/session';
import { Confirmation } from '../../../ui/confirm-dialog/confirm-dialog';
import { HeuresPipe, JourPipe, jourFr, periodeFr } from '../../../ui/formats/formats';
import { JOUR_COURANT, anneeScolaire, dernierJourAnnee } from '../../../ui/formats/jours';
import { Frise } from '../../../ui/frise/frise';
import { Legende } from '../../../ui/frise/legende';
import { PageHeader } from '../../../ui/page-header/page-header';
import { type MissionDetail, MissionsApi } from '../missions.api';

interface Donnee {
  readonly libelle: string;
  readonly valeur: string;
}

/** One mission: what RH says of it, its occupation and its accompaniments (guide §8.1). */
@Component({
  imports: [Frise, HeuresPipe, JourPipe, Legende, MatButton, MatIcon, MatProgressBar, PageHeader, RouterLink],
  templateUrl: './detail-mission.html',
  styleUrl: './detail-mission.scss',
})
export class DetailMissionPage {
  readonly id = input.required<unknown>();

  private readonly api = inject(MissionsApi);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly annonces = inject(Annonces);
  private readonly confirmation = inject(Confirmation);
  private readonly aujourdhui = inject(JOUR_COURANT)();
  protected readonly origine = listeDOrigine(
    { chemin: '/missions', libelle: 'Missions' },
    { chemin: '/aesh', libelle: 'AESH' },
  );

  protected readonly numero = computed(() => numeroDAdresse(this.id()));
  protected readonly ressource = rxResource({
    params: () => this.numero() ?? undefined,
    stream: ({ params }) => this.api.lire(params),
  });
  protected readonly mission = computed(() => (this.ressource.hasValue() ? this.ressource.value() : null));
  protected readonly probleme = computed(() =>
    this.ressource.status() === 'error' ? lireProbleme(this.ressource.error()) : null,
  );
  /** Why there is nothing to show. */
  protected readonly introuvable = computed(() => {
    if (this.numero() === null) {
      return `« ${String(this.id())} » n’est pas un numéro de mission. L’adresse a peut-être été mal recopiée.`;
    }
    const probleme = this.probleme();
    return probleme?.statut === 404 ? probleme.message : null;
  });
  protected readonly titre = computed(() => {
    const mission = this.mission();
    return mission
      ? `Mission de ${nomComplet(mission.aesh)}`
      : this.introuvable()
        ? 'Mission introuvable'
        : 'Détail de la mission';
  });
  protected readonly gestionnaire = computed(() => this.session.profil()?.profil === 'GESTIONNAIRE_AESH');
  /** F8.2-2: provisional missions only, and not those that a merge replaced. */
  protected readonly modifiable = computed(() => this.gestionnaire() && this.mission()?.etat === 'PREVISIONNELLE');
  /** F8.1-1: it can be given a pupil. */
  protected readonly accompagnante = computed(() => {
    const mission = this.mission();
    return this.gestionnaire() && mission?.nature.accompagnement && mission.etat !== 'INACTIVE';
  });
  protected readonly fin = computed(() => {
    const mission = this.mission();
    const depuis = mission && mission.debut > this.aujourdhui ? mission.debut : this.aujourdhui;
    return mission?.fin ?? dernierJourAnnee(anneeScolaire(depuis));
  });
  protected readonly donnees = computed(() => {
    const mission = this.mission();
    return mission ? donnees(mission) : [];
  });
  protected readonly refus = signal<string | null>(null);
  protected readonly suppression = signal(false);

  protected readonly legende = LEGENDE_OCCUPATION;
  protected readonly frise = friseMission;
  protected readonly marque = marqueEtat;
  protected readonly enMots = enMots;
  protected readonly nomComplet = nomComplet;
  protected readonly origineHeures = origineEnMots;

  protected async supprimer(mission: MissionDetail): Promise<void> {
    const oui = await this.confirmation.demander({
      titre: 'Supprimer cette mission prévisionnelle ?',
      texte: `La mission ${mission.nature.code} de ${nomComplet(mission.aesh)}, ${periodeFr(mission.debut, mission.fin)}, sera supprimée. L’historique de l’AESH en garde la trace.`,
      oui: 'Supprimer la mission',
      non: 'Annuler',
    });
    if (!oui) {
      return;
    }
    this.refus.set(null);
    this.suppression.set(true);
    try {
      await firstValueFrom(this.api.supprimer(mission), { defaultValue: null });
    } catch (erreur) {
      this.refus.set(lireProbleme(erreur).message);
      return;
    } finally {
      this.suppression.set(false);
    }
    await this.router.navigate(['/aesh', mission.aesh.id]);
    await this.annonces.annoncer(`Mission ${mission.nature.code} de ${nomComplet(mission.aesh)} supprimée.`);
  }
}

const VIDE = 'non renseigné';

function donnees(mission: MissionDetail): Donnee[] {
  const ecole = (lue: { readonly nom: string; readonly uai: string } | null, uai: string | null = null): string =>
    lue === null ? (uai ?? VIDE) : `${lue.nom} (${lue.uai})`;
  const previsionnelle = mission.source === 'PREVISIONNEL';
  return [
    { libelle: 'Type de contrat', valeur: mission.typeContrat },
    { libelle: 'Nature du support', valeur: `${mission.nature.code} – ${mission.nature.activite}` },
    { libelle: 'Accompagne des élèves', valeur: mission.nature.accompagnement ? 'Oui' : 'Non' },
    { libelle: 'Période de la mission', valeur: periodeFr(mission.debut, mission.fin) },
    { libelle: 'Début du contrat', valeur: jourFr(mission.debutContrat) || VIDE },
    {
      libelle: 'Fin du contrat',
      valeur: jourFr(mission.finContrat) || (mission.typeContrat === 'CDI' ? 'sans fin' : VIDE),
    },
    { libelle: 'Quotité', valeur: quotiteFr(mission.quotite) || 'non renseignée' },
    { libelle: 'Établissement employeur', valeur: ecole(mission.employeur, mission.uaiEmployeur) },
    { libelle: 'Établissement payeur', valeur: ecole(mission.payeur) },
    ...(previsionnelle
      ? []
      : [
          { libelle: 'Tête de PIAL selon RH', valeur: ecole(mission.tetePialRh) },
          { libelle: 'Date de signature', valeur: jourFr(mission.dateSignature) || VIDE },
          { libelle: 'Base RH', valeur: sourceEnMots(mission.source) },
          { libelle: 'Contrat n°', valeur: mission.idContrat ?? VIDE },
          { libelle: 'Mission n°', valeur: mission.idMission ?? VIDE },
        ]),
  ];
}
