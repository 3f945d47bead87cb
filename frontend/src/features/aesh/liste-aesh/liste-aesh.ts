import { Component, computed, inject } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { AnnuaireApi } from '../../../platform/annuaire/annuaire.api';
import { lireProbleme } from '../../../platform/erreurs/probleme';
import { marqueEtat } from '../../../platform/libelles/aesh';
import { nomComplet } from '../../../platform/libelles/decision';
import { Session } from '../../../platform/session/session';
import { ExportListeApi } from '../../../platform/listes/export-liste.api';
import { Cellule } from '../../../ui/data-table/cellule';
import { Liste } from '../../../ui/liste/liste';
import { ModeleListe } from '../../../ui/liste/modele-liste';
import { AeshApi, type AeshLigne } from '../aesh.api';
import { COLONNES } from './colonnes';
import { filtresAesh } from './filtres';

/** The AESH of the perimeter, with what they still have to give (guide §7). */
@Component({
  imports: [Cellule, Liste, RouterLink],
  templateUrl: './liste-aesh.html',
  styleUrl: './liste-aesh.scss',
})
export class ListeAeshPage {
  private readonly api = inject(AeshApi);
  private readonly fichiers = inject(ExportListeApi);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  protected readonly gestionnaire = computed(() => this.session.profil()?.profil === 'GESTIONNAIRE_AESH');

  protected readonly liste = new ModeleListe<AeshLigne>({
    nom: 'aesh',
    titre: 'AESH',
    unite: ['AESH', 'AESH'],
    cle: ({ id }) => id,
    nommer: nomComplet,
    colonnes: COLONNES,
    filtres: filtresAesh(inject(AnnuaireApi)),
    tri: 'nom',
    exemple: 'Nom, commune, transport…',
    messageVide: 'Aucun AESH dans votre périmètre.',
    charger: (demande) => this.api.lister(demande),
    exporter: (format, colonnes, demande) => this.fichiers.exporter('aesh', format, colonnes, demande),
    expliquer: (erreur) => lireProbleme(erreur).message,
  });

  protected readonly nomComplet = nomComplet;
  protected readonly marque = marqueEtat;

  protected ouvrir({ id }: AeshLigne): void {
    void this.router.navigate(['/aesh', id]);
  }
}
