import { Component, computed, inject, input, output } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { lireProbleme } from '../../../platform/erreurs/probleme';
import { nomComplet } from '../../../platform/libelles/decision';
import { LEGENDE_OCCUPATION, friseOccupation } from '../../../platform/libelles/occupation';
import { Cellule } from '../../../ui/data-table/cellule';
import { type Colonne, DataTable } from '../../../ui/data-table/data-table';
import { ListeMemoire } from '../../../ui/data-table/etat-liste';
import { listeDistante } from '../../../ui/data-table/liste-distante';
import { Pagination } from '../../../ui/data-table/pagination';
import { Recherche as ChampRecherche } from '../../../ui/data-table/recherche';
import { HeuresPipe, accorder, jourFr, kilometresFr } from '../../../ui/formats/formats';
import { Frise } from '../../../ui/frise/frise';
import { Legende } from '../../../ui/frise/legende';
import { AccompagnementsApi, type MissionCandidate, type Recherche } from '../accompagnements.api';

const COLONNES: readonly Colonne<MissionCandidate>[] = [
  { nom: 'choix', libelle: 'Choix', largeur: 56 },
  { nom: 'nom', libelle: 'AESH', tri: 'nom', collante: true, largeur: 240 },
  {
    nom: 'distance',
    libelle: 'Distance',
    tri: 'distanceKm',
    nombre: true,
    largeur: 80,
    texte: (m) => kilometresFr(m.distanceKm),
  },
  { nom: 'heures', libelle: 'Heures libres', tri: 'heuresLibres', nombre: true, largeur: 96 },
  { nom: 'occupation', libelle: 'Occupation', largeur: 140 },
  { nom: 'pials', libelle: 'PIAL', largeur: 120 },
  { nom: 'mission', libelle: 'Mission', largeur: 166 },
];

/** Missions that could serve this accompaniment: the possible ones first, the others greyed with their reason. */
@Component({
  selector: 'app-candidates',
  imports: [Cellule, ChampRecherche, DataTable, Frise, HeuresPipe, Legende, MatIcon, Pagination],
  templateUrl: './candidates.html',
  styleUrl: './candidates.scss',
})
export class Candidates {
  /** Undefined while the period or the school is not known. */
  readonly recherche = input<Recherche>();
  readonly choisie = input<MissionCandidate['missionId'] | null>(null);
  /** Codes of the refusals that do not hold here: a maintien goes beyond the decision. */
  readonly toleres = input<readonly string[]>([]);
  readonly choisir = output<MissionCandidate>();

  private readonly api = inject(AccompagnementsApi);
  protected readonly liste = new ListeMemoire({ tri: '', taille: 25 });
  protected readonly donnees = listeDistante(
    () => {
      const recherche = this.recherche();
      return recherche && { recherche, etat: this.liste.etat() };
    },
    ({ recherche, etat }) => this.api.candidates(recherche, etat),
  );
  protected readonly resume = computed(() =>
    this.donnees.vierge() ? '' : accorder(this.donnees.total(), 'mission', 'missions'),
  );
  protected readonly erreur = computed(() => {
    const erreur = this.donnees.erreur();
    return erreur === null ? null : lireProbleme(erreur).message;
  });
  protected readonly inerte = computed(() => {
    const toleres = this.toleres();
    return ({ empechement }: MissionCandidate): boolean => empechement !== null && !toleres.includes(empechement.code);
  });
  protected readonly estChoisie = computed(() => {
    const choisie = this.choisie();
    return ({ missionId }: MissionCandidate): boolean => missionId === choisie;
  });

  protected readonly colonnes = COLONNES;
  protected readonly legende = LEGENDE_OCCUPATION;
  protected readonly frise = friseOccupation;
  protected readonly nomComplet = nomComplet;
  protected readonly cle = ({ missionId }: MissionCandidate): unknown => missionId;

  protected lieu({ aesh }: MissionCandidate): string {
    return [aesh.commune, aesh.transport].filter((morceau) => morceau).join(' · ');
  }

  protected pials({ pials }: MissionCandidate): string {
    return pials.map(({ nom }) => nom).join(' ; ') || 'aucun';
  }

  protected periode({ debut, fin }: MissionCandidate): string {
    return fin ? `${jourFr(debut)} – ${jourFr(fin)}` : `depuis le ${jourFr(debut)}`;
  }
}
