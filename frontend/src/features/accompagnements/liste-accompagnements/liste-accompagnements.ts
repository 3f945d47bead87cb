import { Component, inject } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { AnnuaireApi } from '../../../platform/annuaire/annuaire.api';
import { lireProbleme } from '../../../platform/erreurs/probleme';
import { marqueEtat } from '../../../platform/libelles/aesh';
import { nomComplet } from '../../../platform/libelles/decision';
import { ExportListeApi } from '../../../platform/listes/export-liste.api';
import { Session } from '../../../platform/session/session';
import { Cellule } from '../../../ui/data-table/cellule';
import { jourFr } from '../../../ui/formats/formats';
import { JOUR_COURANT } from '../../../ui/formats/jours';
import { Liste } from '../../../ui/liste/liste';
import { ModeleListe } from '../../../ui/liste/modele-liste';
import { type AccompagnementLigne, AccompagnementsApi } from '../accompagnements.api';
import { COLONNES, COLONNE_ACTIONS, elevesEnMots } from './colonnes';
import { filtresAccompagnements } from './filtres';

/** The accompaniments of the perimeter (guide §10.1). */
@Component({
  imports: [Cellule, Liste, RouterLink],
  templateUrl: './liste-accompagnements.html',
  styleUrl: './liste-accompagnements.scss',
})
export class ListeAccompagnementsPage {
  private readonly api = inject(AccompagnementsApi);
  private readonly fichiers = inject(ExportListeApi);
  private readonly router = inject(Router);
  private readonly gestionnaire = inject(Session).profil()?.profil === 'GESTIONNAIRE_AESH';

  protected readonly liste = new ModeleListe<AccompagnementLigne>({
    nom: 'accompagnements',
    titre: 'Accompagnements',
    unite: ['accompagnement', 'accompagnements'],
    cle: ({ id }) => id,
    nommer: (ligne) => `${nomComplet(ligne.aesh)}, ${elevesEnMots(ligne)}`,
    colonnes: this.gestionnaire ? [...COLONNES, COLONNE_ACTIONS] : COLONNES,
    filtres: filtresAccompagnements(inject(AnnuaireApi), inject(JOUR_COURANT)()),
    tri: 'nom,debut',
    exemple: 'AESH, élève, établissement…',
    messageVide: 'Aucun accompagnement dans votre périmètre.',
    charger: (demande) => this.api.lister(demande),
    exporter: (format, colonnes, demande) => this.fichiers.exporter('accompagnements', format, colonnes, demande),
    expliquer: (erreur) => lireProbleme(erreur).message,
  });

  protected readonly marque = marqueEtat;
  protected readonly nomComplet = nomComplet;
  protected readonly eleves = elevesEnMots;
  protected readonly jour = jourFr;

  protected ouvrir({ id }: AccompagnementLigne): void {
    void this.router.navigate(['/accompagnements', id]);
  }
}
