import { marqueEtat, ouiNon, sourceEnMots } from '../../../platform/libelles/aesh';
import { nomComplet } from '../../../platform/libelles/decision';
import { type Colonne } from '../../../ui/data-table/colonnes';
import { heuresFr, jourFr } from '../../../ui/formats/formats';
import { type AeshLigne } from '../aesh.api';

export function contratsEnMots({ contrats }: AeshLigne): string {
  return contrats.map(({ type, fin }) => (fin === null ? type : `${type} → ${jourFr(fin)}`)).join(' · ');
}

/** Columns of guide §7, with the names of the export. */
export const COLONNES: readonly Colonne<AeshLigne>[] = [
  {
    nom: 'etat',
    libelle: 'État',
    largeur: 52,
    tri: 'etat',
    bulle: ({ etat }) => marqueEtat(etat)?.phrase ?? 'Actif',
  },
  {
    nom: 'nom',
    libelle: 'Nom et prénom',
    largeur: 180,
    tri: 'nom',
    collante: true,
    bulle: (ligne) => nomComplet(ligne),
  },
  { nom: 'nomFamille', libelle: 'Nom de famille', largeur: 110, masquee: true, texte: (l) => l.nomFamille ?? '' },
  {
    nom: 'dateNaissance',
    libelle: 'Date de naissance',
    largeur: 90,
    tri: 'dateNaissance',
    masquee: true,
    texte: ({ dateNaissance }) => jourFr(dateNaissance),
  },
  {
    nom: 'codePostal',
    libelle: 'Code postal',
    largeur: 68,
    tri: 'codePostal',
    texte: ({ codePostal }) => codePostal ?? '',
  },
  { nom: 'commune', libelle: 'Commune', largeur: 130, tri: 'commune', texte: ({ commune }) => commune ?? '' },
  {
    nom: 'transport',
    libelle: 'Moyen de transport',
    largeur: 118,
    tri: 'transport',
    texte: ({ transport }) => transport ?? '',
  },
  { nom: 'rqth', libelle: 'RQTH', largeur: 58, tri: 'rqth', texte: ({ rqth }) => ouiNon(rqth) },
  { nom: 'courriel', libelle: 'Courriel', largeur: 150, texte: ({ courriel }) => courriel ?? '' },
  { nom: 'telephone', libelle: 'Téléphone', largeur: 92, texte: ({ telephone }) => telephone ?? '' },
  { nom: 'contrats', libelle: 'Contrats', largeur: 118, texte: contratsEnMots },
  {
    nom: 'missions',
    libelle: 'Missions',
    largeur: 70,
    tri: 'missions',
    nombre: true,
    texte: ({ missions }) => String(missions),
    bulle: ({ missionsInactives: n }) => (n === 0 ? null : `et ${n} inactive${n > 1 ? 's' : ''}`),
  },
  {
    nom: 'heures',
    libelle: 'Heures hebdo',
    largeur: 74,
    tri: 'heures',
    nombre: true,
    texte: ({ heures }) => heuresFr(heures),
  },
  {
    nom: 'heuresLibres',
    libelle: 'Heures disponibles',
    largeur: 92,
    tri: 'heuresLibres',
    nombre: true,
    texte: ({ heuresLibres }) => heuresFr(heuresLibres),
    bulle: ({ heuresLibres }) => (heuresLibres < 0 ? 'Au-delà des heures de ses missions' : null),
  },
  {
    nom: 'source',
    libelle: 'Origine',
    largeur: 110,
    tri: 'source',
    masquee: true,
    texte: ({ source }) => sourceEnMots(source),
  },
  { nom: 'idAgent', libelle: 'Identifiant RH', largeur: 124, masquee: true, texte: ({ idAgent }) => idAgent ?? '' },
];
