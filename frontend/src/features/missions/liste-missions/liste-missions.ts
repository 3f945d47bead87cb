import { Component, computed, inject } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { AnnuaireApi } from '../../../platform/annuaire/annuaire.api';
import { lireProbleme } from '../../../platform/erreurs/probleme';
import { marqueEtat } from '../../../platform/libelles/aesh';
import { nomComplet } from '../../../platform/libelles/decision';
import { friseMission } from '../../../platform/libelles/mission';
import { LEGENDE_OCCUPATION } from '../../../platform/libelles/occupation';
import { Session } from '../../../platform/session/session';
import { ExportListeApi } from '../../../platform/listes/export-liste.api';
import { Cellule } from '../../../ui/data-table/cellule';
import { JOUR_COURANT, anneeScolaire, dernierJourAnnee } from '../../../ui/formats/jours';
import { Frise } from '../../../ui/frise/frise';
import { Legende } from '../../../ui/frise/legende';
import { Liste } from '../../../ui/liste/liste';
import { ModeleListe } from '../../../ui/liste/modele-liste';
import { type MissionLigne, MissionsApi } from '../missions.api';
import { COLONNES } from './colonnes';
import { filtresMissions } from './filtres';

/** The missions of the perimeter, and what they still have to give (guide §8). */
@Component({
  imports: [Cellule, Frise, Legende, Liste, RouterLink],
  templateUrl: './liste-missions.html',
  styleUrl: './liste-missions.scss',
})
export class ListeMissionsPage {
  private readonly api = inject(MissionsApi);
  private readonly fichiers = inject(ExportListeApi);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly aujourdhui = inject(JOUR_COURANT)();
  protected readonly gestionnaire = computed(() => this.session.profil()?.profil === 'GESTIONNAIRE_AESH');

  protected readonly liste = new ModeleListe<MissionLigne>({
    nom: 'missions',
    titre: 'Missions',
    unite: ['mission', 'missions'],
    feminin: true,
    cle: ({ id }) => id,
    nommer: ({ aesh, nature, typeContrat }) => `${nomComplet(aesh)}, ${typeContrat} ${nature.code}`,
    colonnes: COLONNES,
    filtres: filtresMissions(inject(AnnuaireApi), this.aujourdhui),
    tri: 'nom',
    exemple: 'Nom, commune, employeur…',
    messageVide: 'Aucune mission dans votre périmètre.',
    charger: (demande) => this.api.lister(demande),
    exporter: (format, colonnes, demande) => this.fichiers.exporter('missions', format, colonnes, demande),
    expliquer: (erreur) => lireProbleme(erreur).message,
  });

  protected readonly legende = LEGENDE_OCCUPATION;
  protected readonly frise = friseMission;
  protected readonly marque = marqueEtat;
  protected readonly nomComplet = nomComplet;

  /** The chart covers the mission; one without end is drawn to the end of the year that is looked at. */
  protected finDe({ debut, fin }: MissionLigne): string {
    const regardee = this.liste.etat().filtres['fin'] || this.aujourdhui;
    return fin ?? dernierJourAnnee(anneeScolaire(debut > regardee ? debut : regardee));
  }

  protected ouvrir({ id }: MissionLigne): void {
    void this.router.navigate(['/missions', id]);
  }
}
