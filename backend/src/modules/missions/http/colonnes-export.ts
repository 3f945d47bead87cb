import { enFrancaisHeures } from '../../../kernel/heures.js';
import { enFrancais } from '../../../kernel/jour.js';
import type { ColonneExport } from '../../../platform/lists/export/colonnes.js';
import { LIBELLES_MISSION, LIBELLES_OCCUPATION } from '../domain/libelles.js';
import type { MissionLigne } from '../queries/lignes-mission.js';

/** Names of the columns of the screen, in its order (F8.0-7), then what only a spreadsheet wants. */
export const COLONNES_EXPORT_MISSIONS = [
  'nom',
  'codePostal',
  'commune',
  'transport',
  'typeContrat',
  'debutContrat',
  'finContrat',
  'nature',
  'debut',
  'fin',
  'quotite',
  'heures',
  'employeur',
  'occupation',
  'heuresOccupees',
  'heuresDisponibles',
  'pials',
  'etat',
  'origineHeures',
  'idMission',
] as const;
export type NomColonneMission = (typeof COLONNES_EXPORT_MISSIONS)[number];

type Colonne = ColonneExport<MissionLigne>;

const COLONNES: Readonly<Record<NomColonneMission, Omit<Colonne, 'nom'>>> = {
  nom: {
    entete: 'Nom et prénom',
    valeur: ({ aesh }) => `${aesh.nom.toLocaleUpperCase('fr')} ${aesh.prenom}`,
    largeur: 28,
  },
  codePostal: { entete: 'Code postal', valeur: ({ aesh }) => aesh.codePostal, largeur: 11 },
  commune: { entete: 'Commune', valeur: ({ aesh }) => aesh.commune, largeur: 22 },
  transport: { entete: 'Moyen de transport', valeur: ({ aesh }) => aesh.transport, largeur: 20 },
  typeContrat: { entete: 'Contrat', valeur: ({ typeContrat }) => typeContrat, largeur: 9 },
  debutContrat: { entete: 'Début du contrat', genre: 'jour', valeur: ({ debutContrat }) => debutContrat, largeur: 13 },
  finContrat: { entete: 'Fin du contrat', genre: 'jour', valeur: ({ finContrat }) => finContrat, largeur: 13 },
  nature: { entete: 'Nature du support', valeur: ({ nature }) => `${nature.code} – ${nature.activite}`, largeur: 34 },
  debut: { entete: 'Début de la mission', genre: 'jour', valeur: ({ debut }) => debut, largeur: 13 },
  fin: { entete: 'Fin de la mission', genre: 'jour', valeur: ({ fin }) => fin, largeur: 13 },
  quotite: { entete: 'Quotité (%)', genre: 'nombre', valeur: ({ quotite }) => quotite, largeur: 10 },
  heures: { entete: 'Heures hebdo', genre: 'nombre', valeur: ({ heures }) => heures, largeur: 13 },
  employeur: {
    entete: 'Établissement employeur',
    valeur: ({ employeur, uaiEmployeur }) =>
      employeur === null
        ? uaiEmployeur
        : `${employeur.nom}${employeur.commune === null ? '' : `, ${employeur.commune}`} (${employeur.uai})`,
    largeur: 44,
  },
  occupation: {
    entete: 'Occupation',
    valeur: ({ segments }) =>
      segments
        .map(({ debut, fin, etat, heures }) => {
          const quand =
            fin === null ? `depuis le ${enFrancais(debut)}` : `du ${enFrancais(debut)} au ${enFrancais(fin)}`;
          return `${quand} : ${heures > 0 ? `${enFrancaisHeures(heures)}, ` : ''}${LIBELLES_OCCUPATION[etat].toLocaleLowerCase('fr')}`;
        })
        .join(' · '),
    largeur: 50,
  },
  heuresOccupees: { entete: 'Heures réalisées', genre: 'nombre', valeur: (l) => l.heuresOccupees, largeur: 13 },
  heuresDisponibles: { entete: 'Heures disponibles', genre: 'nombre', valeur: (l) => l.heuresDisponibles, largeur: 13 },
  pials: {
    entete: 'PIAL d’affectation',
    valeur: ({ pials }) => pials.map(({ nom, heures }) => `${nom} (${enFrancaisHeures(heures)})`).join(' · '),
    largeur: 40,
  },
  etat: { entete: 'État', valeur: ({ etat }) => LIBELLES_MISSION[etat], largeur: 14 },
  origineHeures: { entete: 'Origine des heures', valeur: (l) => LIBELLES_MISSION[l.origineHeures], largeur: 24 },
  idMission: { entete: 'Identifiant RH', valeur: ({ idMission }) => idMission, largeur: 16 },
};

export function colonnesMissions(noms: readonly NomColonneMission[]): Colonne[] {
  return noms.map((nom) => ({ nom, ...COLONNES[nom] }));
}
