import type { Presentation } from '../comparaison/differences.js';
import type { ObjetImport } from '../domain/libelles.js';
import type { ObjetErseh } from './definitions.js';

/** The sector may be new too: in the plan of this very import. */
const SECTEUR = (code: string): string => `
  LEFT JOIN secteur s ON s.code = ${code}
  LEFT JOIN plan_secteur ps ON ps.code = ${code}`;
const DEPARTEMENTS = `array_remove(ARRAY[coalesce(s.departement, ps.departement)], NULL)`;

const PROPRES: Partial<Record<ObjetErseh, Presentation['plan']>> = {
  secteur: { cle: 'p.code', libelle: 'p.libelle', departements: 'array_remove(ARRAY[p.departement], NULL)' },
  eleve: {
    cle: 'p.identifiant',
    libelle: `concat_ws(' ', p.nom, p.prenom)`,
    departements: DEPARTEMENTS,
    jointure: SECTEUR('p.secteur_code'),
  },
};

/** Records of a pupil are shown under the name of the pupil, new in a dry run or not. */
const D_UN_ELEVE: Presentation['plan'] = {
  cle: 'p.identifiant',
  libelle: `concat_ws(' ', coalesce(e.nom, pe.nom), coalesce(e.prenom, pe.prenom))`,
  departements: DEPARTEMENTS,
  jointure: `
    LEFT JOIN eleve e ON e.id = p.eleve_id
    LEFT JOIN plan_eleve pe ON e.id IS NULL AND pe.identifiant = p.eleve
    ${SECTEUR('coalesce(e.secteur_code, pe.secteur_code)')}`,
};

export function presentationErseh(objet: ObjetErseh): Presentation {
  return {
    objet: objet.toUpperCase() as ObjetImport,
    avecId: objet !== 'secteur',
    plan: PROPRES[objet] ?? D_UN_ELEVE,
    valeurs: { eleve_id: ['(SELECT a.identifiant FROM eleve a WHERE a.id = t.eleve_id)', 'p.eleve'] },
  };
}
