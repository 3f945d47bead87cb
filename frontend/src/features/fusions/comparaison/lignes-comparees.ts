import { accorder, jourFr } from '../../../ui/formats/formats';
import { type AeshResume, type CandidatFusion, type MissionResume } from '../fusions.api';

export interface LigneComparee {
  readonly libelle: string;
  readonly previsionnel: string;
  readonly reel: string;
  /** Both are known and say something else. */
  readonly differe: boolean;
  /** Empty in the RH record, taken from the provisional one by the merge. */
  readonly reprise: boolean;
}

const CIVILITES: Readonly<Record<string, string>> = { MME: 'Madame', M: 'Monsieur' };

type Lecture = (aesh: AeshResume) => string | null;

const LECTURES: readonly (readonly [string, Lecture, 'rh' | 'notre'])[] = [
  ['Civilité', ({ civilite }) => (civilite === null ? null : (CIVILITES[civilite] ?? civilite)), 'rh'],
  ['Nom d’usage', ({ nom }) => nom, 'rh'],
  ['Nom de famille', ({ nomFamille }) => nomFamille, 'rh'],
  ['Prénom', ({ prenom }) => prenom, 'rh'],
  ['Né(e) le', ({ dateNaissance }) => jourFr(dateNaissance), 'rh'],
  ['NUMEN / identifiant RH', ({ idAgent }) => idAgent, 'rh'],
  ['Adresse', ({ adresse }) => adresse, 'rh'],
  ['Commune', ({ codePostal, commune }) => [codePostal, commune].filter((mot) => mot).join(' '), 'rh'],
  ['Courriel', ({ courriel }) => courriel, 'rh'],
  ['Téléphone', ({ telephone }) => telephone, 'rh'],
  ['Moyen de transport', ({ transport }) => transport, 'notre'],
];

/** The two records field by field. RH keeps its own data; ours completes it where it is empty. */
export function lignesComparees({ previsionnel, reel }: CandidatFusion): LigneComparee[] {
  return LECTURES.map(([libelle, lire, qui]) => {
    const [p, r] = [lire(previsionnel) ?? '', lire(reel) ?? ''];
    return {
      libelle,
      previsionnel: p,
      reel: r,
      differe: p !== '' && r !== '' && p.toLocaleLowerCase('fr') !== r.toLocaleLowerCase('fr'),
      reprise: qui === 'notre' && r === '' && p !== '',
    };
  });
}

/** What the merge will do, in sentences. */
export function bilan(
  missions: readonly MissionResume[],
  choix: ReadonlyMap<number, number | null>,
  memeAesh: boolean,
): string[] {
  const rattachees = missions.filter(({ id }) => (choix.get(id) ?? null) !== null);
  const restantes = missions.length - rattachees.length;
  const somme = (lire: (mission: MissionResume) => number): number =>
    rattachees.reduce((total, mission) => total + lire(mission), 0);
  const phrases: string[] = [];
  if (rattachees.length > 0) {
    phrases.push(
      `${accorder(rattachees.length, 'mission prévisionnelle est remplacée', 'missions prévisionnelles sont remplacées')} par une mission RH, ` +
        `avec ${accorder(
          somme(({ accompagnements }) => accompagnements),
          'accompagnement conservé',
          'accompagnements conservés',
        )} ` +
        `et ${accorder(
          somme(({ affectations }) => affectations),
          'affectation conservée',
          'affectations conservées',
        )}.`,
    );
  }
  if (restantes > 0) {
    const reste = accorder(restantes, 'mission reste prévisionnelle', 'missions restent prévisionnelles');
    phrases.push(memeAesh ? `${reste}.` : `${reste}, au dossier RH, avec ce qui repose dessus.`);
  }
  if (!memeAesh) {
    phrases.push(
      'Le dossier prévisionnel devient inactif ; le dossier RH garde ses données et se complète des nôtres.',
    );
  }
  return phrases;
}
