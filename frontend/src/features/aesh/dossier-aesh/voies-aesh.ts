import { enMots, nomComplet } from '../../../platform/libelles/decision';
import { friseMission } from '../../../platform/libelles/mission';
import { heuresFr } from '../../../ui/formats/formats';
import { type BarreVoie, type Voie } from '../../../ui/frise/voies';
import { type AccompagnementDeMission, type AeshDossier, type MissionLigne } from '../aesh.api';

/** 'CDI HPIN, 12 h'. */
export function titreMission({ typeContrat, nature, heures }: MissionLigne): string {
  return `${typeContrat} ${nature.code}, ${heuresFr(heures)}`;
}

export function elevesEnMots({ eleves }: AccompagnementDeMission): string {
  return eleves.map(nomComplet).join(', ');
}

/** Lanes of an AESH: the occupation of each mission (the earliest first), then the accompaniments. */
export function voiesAesh({ missions, accompagnements }: AeshDossier): Voie[] {
  const triees = [...missions].sort((a, b) => (a.debut < b.debut ? -1 : a.debut > b.debut ? 1 : a.id - b.id));
  return [
    ...triees.map((mission) => ({ libelle: titreMission(mission), barres: barresMission(mission) })),
    {
      libelle: 'Accompagnements',
      barres: accompagnements.map(barreAccompagnement),
      vide: 'Aucun accompagnement n’est mis en place.',
    },
  ];
}

function barresMission(mission: MissionLigne): BarreVoie[] {
  return friseMission(mission).map((segment, rang) => ({
    id: `mission-${mission.id}-${rang}`,
    debut: segment.debut,
    fin: segment.fin,
    libelle: '',
    details: [segment.etat, segment.detail].filter((mot) => mot !== ''),
    apparence: segment.apparence,
    hachure: segment.hachure,
  }));
}

function barreAccompagnement(accompagnement: AccompagnementDeMission): BarreVoie {
  const { id, debut, fin, heures, type, maintien, etablissement } = accompagnement;
  return {
    id: `accompagnement-${id}`,
    debut,
    fin,
    libelle: `${elevesEnMots(accompagnement)}, ${heuresFr(heures)}`,
    details: [enMots(type), etablissement],
    ...(maintien ? { apparence: 'violet' as const } : {}),
    maintien,
  };
}

/** Anchor on the page of what a bar stands for. */
export function ancreDe(barre: string | number): string {
  return String(barre).split('-').slice(0, 2).join('-');
}
