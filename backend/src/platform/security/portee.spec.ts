import { jour } from '../../kernel/jour.js';
import { type Perimetre, perimetreDesListes } from './perimetre.js';
import {
  porteeDecisions,
  porteeEleves,
  porteeEtablissements,
  porteeMissions,
  porteePials,
  porteeSecteurs,
} from './portee.js';

describe('Portée SQL du périmètre', () => {
  const PERIMETRES: Perimetre[] = [
    { nature: 'DEPARTEMENT', departement: '031' },
    { nature: 'PIAL', pialUai: '0310001A' },
    { nature: 'CIRCONSCRIPTION', circonscription: '0311234B' },
    { nature: 'ETABLISSEMENT', uai: '0310002C' },
    { nature: 'SECTEURS', secteurs: ['S1', 'S2'] },
    { nature: 'SECTEURS_CHOISIS', departement: '031', secteurs: ['S1', 'S2'] },
    { nature: 'AUCUN' },
  ];
  const PORTEES: [string, (perimetre: Perimetre, params: unknown[]) => string][] = [
    ['eleves', (p, params) => porteeEleves(p, { eleve: 'e' }, params)],
    ['missions', (p, params) => porteeMissions(p, { mission: 'm' }, params)],
    ['pials', (p, params) => porteePials(p, { pial: 'p' }, params)],
    ['etablissements', (p, params) => porteeEtablissements(p, { etablissement: 'et' }, params)],
    ['secteurs', (p, params) => porteeSecteurs(p, { secteur: 's' }, params)],
  ];

  for (const [nom, portee] of PORTEES) {
    it(`${nom}: continues the caller's numbering, and never writes a value in the SQL`, () => {
      for (const perimetre of PERIMETRES) {
        const params: unknown[] = ['déjà là'];
        const sql = portee(perimetre, params);
        const cites = [...sql.matchAll(/\$(\d+)/g)].map(([, rang]) => Number(rang));
        expect([...new Set(cites)].sort()).toEqual(params.slice(1).map((_, rang) => rang + 2));
        expect(sql).not.toMatch(/031|S1/);
      }
    });
  }

  it('F1.2-2 sees nothing without a perimeter', () => {
    for (const [, portee] of PORTEES) expect(portee({ nature: 'AUCUN' }, [])).toBe('false');
  });

  it('takes the day of « currently » as a parameter when it is given', () => {
    const params: unknown[] = [];
    const perimetre: Perimetre = { nature: 'ETABLISSEMENT', uai: '0310002C' };
    expect(porteeDecisions(perimetre, { eleve: 'e' }, params, jour('2026-11-24'))).toContain('$2::date');
    expect(params).toEqual(['0310002C', jour('2026-11-24')]);
  });

  it('F2.4-1 F2.4-2 narrows the lists of a département to the chosen sectors, and nothing else', () => {
    const departement: Perimetre = { nature: 'DEPARTEMENT', departement: '031' };
    expect(perimetreDesListes(departement, [])).toBe(departement);
    expect(perimetreDesListes(departement, ['S2'])).toEqual({
      nature: 'SECTEURS_CHOISIS',
      departement: '031',
      secteurs: ['S2'],
    });
    for (const autre of PERIMETRES.slice(1)) expect(perimetreDesListes(autre, ['S2'])).toBe(autre);
  });

  it('refuses an alias that is not a plain name', () => {
    expect(() => porteeEleves({ nature: 'AUCUN' }, { eleve: 'e; DROP TABLE eleve' }, [])).toThrowError(/Alias/);
  });
});
