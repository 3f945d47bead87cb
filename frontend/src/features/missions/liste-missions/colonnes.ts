import { marqueEtat } from '../../../platform/libelles/aesh';
import { nomComplet } from '../../../platform/libelles/decision';
import { employeurEnMots, origineEnMots, quotiteFr } from '../../../platform/libelles/mission';
import { type Colonne } from '../../../ui/data-table/colonnes';
import { heuresFr, jourFr } from '../../../ui/formats/formats';
import { type MissionLigne } from '../missions.api';

export function pialsEnMots({ pials }: MissionLigne): string {
  return pials.map(({ nom, heures }) => `${nom} (${heuresFr(heures)})`).join(' · ') || 'hors PIAL';
}

/** Columns of guide §8 (F8.0-7), in its order and with the names of the export. */
export const COLONNES: readonly Colonne<MissionLigne>[] = [
  {
    nom: 'nom',
    libelle: 'Nom et prénom',
    largeur: 150,
    tri: 'nom',
    collante: true,
    bulle: ({ aesh }) => nomComplet(aesh),
  },
  {
    nom: 'codePostal',
    libelle: 'Code postal',
    largeur: 66,
    tri: 'codePostal',
    texte: ({ aesh }) => aesh.codePostal ?? '',
  },
  { nom: 'commune', libelle: 'Commune', largeur: 88, tri: 'commune', texte: ({ aesh }) => aesh.commune ?? '' },
  { nom: 'transport', libelle: 'Transport', largeur: 80, tri: 'transport', texte: ({ aesh }) => aesh.transport ?? '' },
  { nom: 'typeContrat', libelle: 'Contrat', largeur: 76, tri: 'typeContrat' },
  {
    nom: 'debutContrat',
    libelle: 'Début du contrat',
    largeur: 86,
    tri: 'debutContrat',
    texte: ({ debutContrat }) => jourFr(debutContrat),
  },
  {
    nom: 'finContrat',
    libelle: 'Fin du contrat',
    largeur: 86,
    tri: 'finContrat',
    texte: ({ finContrat }) => jourFr(finContrat),
  },
  {
    nom: 'nature',
    libelle: 'Nature du support',
    largeur: 74,
    tri: 'nature',
    texte: ({ nature }) => nature.code,
    bulle: ({ nature }) =>
      `${nature.code} – ${nature.activite}${nature.accompagnement ? '' : ', n’accompagne pas d’élève'}`,
  },
  {
    nom: 'debut',
    libelle: 'Début de la mission',
    largeur: 86,
    tri: 'debut',
    masquee: true,
    texte: ({ debut }) => jourFr(debut),
  },
  {
    nom: 'fin',
    libelle: 'Fin de la mission',
    largeur: 86,
    tri: 'fin',
    masquee: true,
    texte: ({ fin }) => jourFr(fin),
  },
  {
    nom: 'quotite',
    libelle: 'Quotité (%)',
    largeur: 72,
    tri: 'quotite',
    nombre: true,
    texte: ({ quotite }) => quotiteFr(quotite),
  },
  {
    nom: 'heures',
    libelle: 'Heures hebdo',
    largeur: 70,
    tri: 'heures',
    nombre: true,
    // F8.0-6: neither hours nor a reference.
    classe: ({ origineHeures }) => (origineHeures === 'ABSENTE' ? 'anomalie' : ''),
    texte: ({ heures, origineHeures }) => `${origineHeures === 'ABSENTE' ? '⚠ ' : ''}${heuresFr(heures)}`,
    bulle: ({ heures, origineHeures }) => `${heuresFr(heures)} : ${origineEnMots(origineHeures)}`,
  },
  {
    nom: 'employeur',
    libelle: 'Établissement employeur',
    largeur: 112,
    tri: 'employeur',
    texte: employeurEnMots,
    bulle: (ligne) => `${employeurEnMots(ligne)}${ligne.employeur ? ` – ${ligne.employeur.uai}` : ''}`,
  },
  { nom: 'occupation', libelle: 'Occupation', largeur: 120 },
  {
    nom: 'heuresOccupees',
    libelle: 'Heures réalisées',
    largeur: 84,
    tri: 'heuresOccupees',
    nombre: true,
    texte: ({ heuresOccupees }) => heuresFr(heuresOccupees),
  },
  {
    nom: 'heuresDisponibles',
    libelle: 'Heures disponibles',
    largeur: 96,
    tri: 'heuresDisponibles',
    nombre: true,
    texte: ({ heuresDisponibles }) => heuresFr(heuresDisponibles),
  },
  { nom: 'pials', libelle: 'PIAL d’affectation', largeur: 130, masquee: true, texte: pialsEnMots },
  {
    nom: 'etat',
    libelle: 'État',
    largeur: 110,
    tri: 'etat',
    masquee: true,
    texte: ({ etat }) => {
      const marque = marqueEtat(etat);
      return marque ? `${marque.marque} ${marque.mot}` : 'Active';
    },
  },
  {
    nom: 'origineHeures',
    libelle: 'Origine des heures',
    largeur: 130,
    masquee: true,
    texte: ({ origineHeures }) => origineEnMots(origineHeures),
  },
  {
    nom: 'idMission',
    libelle: 'Identifiant RH',
    largeur: 130,
    masquee: true,
    texte: ({ idMission }) => idMission ?? '',
  },
];
