import { jour } from '../../../kernel/jour.js';
import { type PeriodeFermee, periode } from '../../../kernel/periode.js';
import { uai } from '../../../kernel/uai.js';
import {
  type ContexteCreation,
  type DecisionDuContexte,
  type DemandeCreation,
  type MissionDuContexte,
  verifierCreation,
} from './regles-creation.js';

/* For the specs: an accompaniment that nothing forbids, and what is needed to spoil it. */

export const COLLEGE = uai('0310001H');
export const ECOLE = uai('0310002J');
export const PIAL = uai('0310003K');
export const AUTRE_PIAL = uai('0310004L');
export const ANNEE = du('2026-09-01', '2027-08-31');

export function du(debut: string, fin: string): PeriodeFermee {
  return periode(jour(debut), jour(fin));
}

export function decision(
  id: number,
  prenom: string,
  nom: string,
  autres: Partial<DecisionDuContexte> = {},
): DecisionDuContexte {
  const eleve = { nom, prenom, etatDossier: 'ACTIF' as const, scolarites: [{ uai: COLLEGE, ...ANNEE }] };
  return { id, type: 'INDIVIDUELLE', periode: du('2025-09-01', '2028-08-31'), eleve, ...autres };
}

export const LEA = decision(1, 'Léa', 'Petit');
export const HUGO = decision(2, 'Hugo', 'Roux');

export const MISSION: MissionDuContexte = {
  aesh: { nom: 'Martin', prenom: 'Jeanne', actif: true },
  active: true,
  nature: { code: 'HPIN', activite: "Au sein d'un PIAL inter-degré", accompagne: true },
  periode: { debut: jour('2024-09-01'), fin: null },
  heures: 24,
  accompagnements: [],
  affectations: [{ id: 90, pialUai: PIAL, ...ANNEE, heures: 24 }],
};

export const CONTEXTE: ContexteCreation = {
  decisions: [LEA],
  mission: MISSION,
  etablissement: {
    uai: COLLEGE,
    nom: 'Collège Jean Jaurès',
    appartenances: [{ pialUai: PIAL, pialNom: 'Lauragais', debut: jour('2020-09-01'), fin: null }],
  },
};

export const HORS_PIAL = { ...CONTEXTE.etablissement, appartenances: [] };

export const DEMANDE: DemandeCreation = {
  decisionIds: [1],
  uai: COLLEGE,
  ...ANNEE,
  heures: 12,
  heuresRepas: 0,
  heuresMeridienne: 0,
};

export function verifier(demande: Partial<DemandeCreation>, contexte: Partial<ContexteCreation> = {}) {
  return verifierCreation({ ...DEMANDE, ...demande }, { ...CONTEXTE, ...contexte });
}

export function mission(autres: Partial<MissionDuContexte>): Partial<ContexteCreation> {
  return { mission: { ...MISSION, ...autres } };
}

export function eleve(d: DecisionDuContexte, autres: Partial<DecisionDuContexte['eleve']>): DecisionDuContexte {
  return { ...d, eleve: { ...d.eleve, ...autres } };
}

export interface Cas {
  readonly titre: string;
  readonly demande?: Partial<DemandeCreation>;
  readonly contexte?: Partial<ContexteCreation>;
  readonly refus: readonly [code: string, message: string | RegExp][];
}

export const deja = { id: 50, ...du('2026-10-05', '2026-12-31'), heures: 20, appartenances: [ANNEE] };

/** One spec a case: the codes, in order, the messages, and a field to mend for each. */
export function attendre({ titre, demande = {}, contexte = {}, refus }: Cas): void {
  it(titre, () => {
    const erreurs = verifier(demande, contexte);
    expect(erreurs.map((e) => e.code)).toEqual(refus.map(([code]) => code));
    refus.forEach(([, message], n) => {
      if (typeof message === 'string') expect(erreurs[n]?.message).toBe(message);
      else expect(erreurs[n]?.message).toMatch(message);
    });
    for (const erreur of erreurs) {
      expect(erreur.nature).toBe('refus');
      expect(erreur.champs?.length).toBeGreaterThan(0);
    }
  });
}
