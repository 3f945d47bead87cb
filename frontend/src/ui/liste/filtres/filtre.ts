import { type Observable } from 'rxjs';
import { jourFr, periodeFr } from '../../formats/formats';
import { type JourIso, anneeScolaire, dernierJourAnnee, libelleAnnee, premierJourAnnee } from '../../formats/jours';
import { type Filtres } from '../../data-table/etat-liste';

export interface OptionFiltre {
  readonly code: string;
  readonly libelle: string;
  readonly detail?: string | undefined;
}

interface FiltreDe {
  /** Name of its parameter in the API and in the address. */
  readonly nom: string;
  readonly libelle: string;
  /** Not offered until the user asks for it with the gear. */
  readonly enReserve?: boolean;
}

/** One or several values among a few. */
export interface FiltreChoix extends FiltreDe {
  readonly genre: 'choix';
  readonly unique?: boolean;
  readonly options: readonly OptionFiltre[] | (() => Observable<readonly OptionFiltre[]>);
}

/** Several values among thousands: found by typing. */
export interface FiltreRecherche extends FiltreDe {
  readonly genre: 'recherche';
  readonly exemple: string;
  readonly chercher: (mots: string) => Observable<readonly OptionFiltre[]>;
  /** The option behind a code that came with the address. */
  readonly trouver: (code: string) => Observable<OptionFiltre | null>;
}

/** What is active on all or part of a period (guide §4.3); two parameters. */
export interface FiltrePeriode extends FiltreDe {
  readonly genre: 'periode';
  readonly debut: string;
  readonly fin: string;
  readonly usuelle?: { readonly debut: JourIso; readonly fin: JourIso };
}

/** Rows chosen one by one: never offered, it comes from « N’afficher que la sélection ». */
export interface FiltreSelection extends FiltreDe {
  readonly genre: 'selection';
}

export type Filtre = FiltreChoix | FiltreRecherche | FiltrePeriode | FiltreSelection;

export const OUI_NON: readonly OptionFiltre[] = [
  { code: 'true', libelle: 'Oui' },
  { code: 'false', libelle: 'Non' },
];

export function parametres(filtre: Filtre): readonly string[] {
  return filtre.genre === 'periode' ? [filtre.debut, filtre.fin] : [filtre.nom];
}

export function actif(filtre: Filtre, valeurs: Filtres): boolean {
  return parametres(filtre).some((nom) => (valeurs[nom] ?? '') !== '');
}

/** Values that drop the filter. */
export function vide(filtre: Filtre): Filtres {
  return Object.fromEntries(parametres(filtre).map((nom) => [nom, '']));
}

export function usuels(filtres: readonly Filtre[]): Filtres {
  return Object.fromEntries(
    filtres.flatMap((filtre) =>
      filtre.genre === 'periode' && filtre.usuelle
        ? [
            [filtre.debut, filtre.usuelle.debut],
            [filtre.fin, filtre.usuelle.fin],
          ]
        : [],
    ),
  );
}

export function codes(valeur: string | undefined): readonly string[] {
  return valeur ? valeur.split(',') : [];
}

/** Adds or drops a value; a filter of one value replaces it. */
export function basculerCode(valeur: string | undefined, code: string, unique = false): string {
  const presents = codes(valeur);
  if (presents.includes(code)) {
    return presents.filter((autre) => autre !== code).join(',');
  }
  return unique ? code : [...presents, code].join(',');
}

/** Value of an active filter in words, short enough for a chip. */
export function enMots(filtre: Filtre, valeurs: Filtres, libelle: (code: string) => string): string {
  if (filtre.genre === 'periode') {
    return periode(valeurs[filtre.debut] ?? '', valeurs[filtre.fin] ?? '');
  }
  const choisis = codes(valeurs[filtre.nom]);
  if (filtre.genre === 'selection') {
    return choisis.length > 1 ? `${choisis.length} lignes` : '1 ligne';
  }
  return choisis.length > 2 ? `${choisis.length} choix` : choisis.map(libelle).join(' ou ');
}

/** Every value in words: the tooltip of the chip. */
export function enToutesLettres(filtre: Filtre, valeurs: Filtres, libelle: (code: string) => string): string {
  return filtre.genre === 'choix' || filtre.genre === 'recherche'
    ? `${filtre.libelle} : ${codes(valeurs[filtre.nom]).map(libelle).join(' ou ')}`
    : `${filtre.libelle} : ${enMots(filtre, valeurs, libelle)}`;
}

function periode(debut: JourIso, fin: JourIso): string {
  if (debut && fin) {
    const annee = anneeScolaire(debut);
    return debut === premierJourAnnee(annee) && fin === dernierJourAnnee(annee)
      ? `année ${libelleAnnee(annee)}`
      : periodeFr(debut, fin);
  }
  return debut ? `à partir du ${jourFr(debut)}` : `jusqu’au ${jourFr(fin)}`;
}
