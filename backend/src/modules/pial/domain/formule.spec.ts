import assert from 'node:assert/strict';
import fc from 'fast-check';
import { toujours } from '../../../kernel/jours.oracle.js';
import { DivisionParZeroNaive, calculer, ecrire, unArbre } from './formule.oracle.js';
import {
  FORMULE_PAR_DEFAUT,
  FormuleDivisionParZero,
  FormuleInvalide,
  FormuleResultatDemesure,
  FormuleResultatNegatif,
  FormuleResultatNonFini,
  compilerFormule,
} from './formule.js';

function valeur(texte: string, cM = 0, cI = 0, hI = 0): number {
  return compilerFormule(texte).evaluer({ cM, cI, hI });
}

describe('formula by default', () => {
  const cas: [number, number][] = [
    [0, 0],
    [1, 24],
    [2, 24],
    [3, 24],
    [4, 24],
    [5, 32],
    [6, 56],
    [9, 56],
    [10, 64],
    [11, 88],
    [1000, 6400],
  ];
  for (const [cM, heures] of cas) {
    it(`F3.3-2 ${cM} mutualised decisions: ${heures} h`, () => expect(valeur(FORMULE_PAR_DEFAUT, cM)).toBe(heures));
  }
});

describe('compilerFormule, language', () => {
  const cas: [string, number][] = [
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['10 - 4 - 3', 3],
    ['100 / 5 / 2', 10],
    ['7 % 4 * 2', 6],
    ['2 - -3', 5],
    ['+5', 5],
    ['-(-5)', 5],
    ['0.5 + 0.25', 0.75],
    ['7.5 % 2', 1.5],
    ['-7 % 5 + 10', 8],
    ['intdiv(17, 5)', 3],
    ['intdiv(-17, 5) + 10', 7],
    ['intdiv(7.9, 2)', 3],
    ['intdiv(9007199254740991, 2) - 4503599627370490', 5],
    ['min(3, 1, 2)', 1],
    ['max(3, 1, 2, cM)', 12],
    ['ceil(1.2) * 100 + floor(1.8) * 10 + round(1.5)', 212],
    ['round(-2.5) + 10', 7],
    ['cM * 100 + cI * 10 + hI', 1264.5],
    ['1 < 2', 1],
    ['2 <= 1', 0],
    ['cM >= 12', 1],
    ['cM > 12', 0],
    ['cM == 12', 1],
    ['cM != 12', 0],
    ['1 + 1 == 2', 1],
    ['1 < 2 == 1', 1],
    ['cM > 10 ? 1 : 2', 1],
    ['0 ? 1 : 0 ? 2 : 3', 3],
    ['1 ? 0 ? 1 : 2 : 3', 2],
    ['0.5 ? 1 : 2', 1],
    ['cM == 0 ? 0 : 120 / cM', 10],
    ['1 ? 4 : 1 / 0', 4],
    ['\t intdiv ( cM ,5 )\n', 2],
    ['-0', 0],
    ['((((((((((1))))))))))', 1],
  ];
  for (const [texte, attendu] of cas) {
    it(`${texte.trim()} = ${attendu}`, () => {
      const resultat = valeur(texte, 12, 6, 4.5);
      expect(resultat).toBe(attendu);
      expect(Object.is(resultat, -0)).toBeFalse();
    });
  }

  it('keeps its text', () => expect(compilerFormule('cM * 2').texte).toBe('cM * 2'));
});

describe('compilerFormule, faults', () => {
  const cas: [string, number, RegExp][] = [
    ['', 1, /la formule est vide/],
    ['   ', 1, /la formule est vide/],
    ['cM +', 5, /un nombre, une variable ou une parenthèse est attendu, la formule est incomplète/],
    ['cM + * 2', 6, /est attendu, « \* » trouvé/],
    ['cM 2', 4, /un opérateur est attendu, 2 trouvé/],
    ['cM cI', 4, /un opérateur est attendu, « cI » trouvé/],
    ['5cM', 2, /un opérateur est attendu après le nombre 5/],
    ['(cM', 4, /parenthèse fermante est attendue, la formule est incomplète/],
    ['cM)', 3, /cette parenthèse fermante n'a pas été ouverte/],
    ['()', 2, /est attendu, « \) » trouvé/],
    ['cm * 2', 1, /« cm » est inconnu : écrivez cM/],
    ['IntDiv(cM, 5)', 1, /écrivez intdiv/],
    ['heures', 1, /« heures » est inconnu : les variables sont cM, cI, hI, les fonctions min/],
    ['24,5', 3, /le signe décimal est le point/],
    ['(24,5)', 4, /parenthèse fermante est attendue, « , » trouvé/],
    ['.5', 1, /un nombre commence par un chiffre/],
    ['1.', 2, /un point décimal est suivi de chiffres/],
    ['1.2.3', 4, /un point décimal est suivi de chiffres/],
    ['cM = 5', 4, /une comparaison d'égalité s'écrit ==, et rien ne peut être affecté/],
    ['cM === 5', 6, /==/],
    ['cM > 5 ? 1', 11, /le « : » de la condition est attendu, la formule est incomplète/],
    ['cM ? 1 2', 8, /le « : » de la condition est attendu, 2 trouvé/],
    ['cM : 1', 4, /un opérateur est attendu, « : » trouvé/],
    ['intdiv cM', 8, /une parenthèse ouvrante est attendue après intdiv, « cM » trouvé/],
    ['intdiv', 7, /parenthèse ouvrante est attendue/],
    ['intdiv(cM)', 1, /intdiv attend 2 valeurs et en reçoit 1/],
    ['1 + intdiv(cM, 5, 2)', 5, /intdiv attend 2 valeurs et en reçoit 3/],
    ['ceil()', 1, /ceil attend 1 valeur et en reçoit 0/],
    ['min(1)', 1, /min attend au moins 2 valeurs et en reçoit 1/],
    ['min(1, )', 8, /est attendu, « \) » trouvé/],
    ['max(1, 2', 9, /une virgule ou une parenthèse fermante est attendue, la formule est incomplète/],
    ['cM(2)', 3, /cM est une variable et non une fonction/],
    ['cM & 2', 4, /le caractère « & » ne fait pas partie des formules/],
    ['cM ** 2', 5, /est attendu, « \* » trouvé/],
    ['cM × 2', 4, /le caractère « × »/],
    ['2 🙂', 3, /le caractère « 🙂 »/],
    ['cM.constructor', 3, /un nombre commence par un chiffre/],
    ['constructor(1)', 1, /« constructor » est inconnu/],
    ['__proto__', 1, /« __proto__ » est inconnu/],
    ['toString()', 1, /« toString » est inconnu/],
    ['process.exit(1)', 8, /un nombre commence/],
    ['cM; 1', 3, /le caractère « ; »/],
    ["'a'", 1, /le caractère « ' »/],
    ['cM[0]', 3, /le caractère « \[ »/],
    ['1e3', 2, /un opérateur est attendu après le nombre 1/],
    ['9'.repeat(400), 1, /ce nombre est trop grand/],
  ];
  for (const [texte, colonne, faute] of cas) {
    it(`« ${texte.slice(0, 30)} », column ${colonne}`, () => {
      expect(() => compilerFormule(texte)).toThrowMatching(
        (e) =>
          e instanceof FormuleInvalide &&
          e.colonne === colonne &&
          faute.test(e.faute) &&
          e.message === `Formule refusée, colonne ${colonne} : ${e.faute}.` &&
          e.details?.['colonne'] === colonne,
      );
    });
  }

  for (const [titre, texte, colonne] of [
    ['10,000 parentheses', '('.repeat(10_000), 501],
    ['500 parentheses', '('.repeat(500), 51],
    ['500 signs', '-'.repeat(500), 51],
    ['nested branches', '1?'.repeat(249) + '1', 101],
    ['chained branches', '1?1:'.repeat(124) + '1', 199],
    ['nested calls', 'ceil('.repeat(99), 251],
  ] as const) {
    it(`does not overflow on ${titre}`, () => {
      expect(() => compilerFormule(texte)).toThrowMatching(
        (e) => e instanceof FormuleInvalide && e.colonne === colonne,
      );
    });
  }

  it('takes 500 characters of additions', () => {
    expect(valeur('1' + '+1'.repeat(249))).toBe(250);
  });
});

describe('evaluer, refusals', () => {
  it('division by zero, with the place and the values', () => {
    for (const [texte, colonne] of [
      ['24 / cM', 4],
      ['24 % cM', 4],
      ['1 + intdiv(24, cM)', 5],
      ['24 / -cM', 4],
    ] as const) {
      expect(() => valeur(texte, 0, 3, 4.5)).toThrowMatching(
        (e) =>
          e instanceof FormuleDivisionParZero &&
          e.message ===
            `La formule divise par zéro (colonne ${colonne}) pour cM = 0, cI = 3, hI = 4,5 : corrigez la formule.`,
      );
    }
  });

  it('a negative result', () => {
    expect(() => valeur('cM - 5', 3)).toThrowMatching(
      (e) => e instanceof FormuleResultatNegatif && /nombre d'heures négatif \(-2\) pour cM = 3/.test(e.message),
    );
    expect(valeur('cM - 5', 5)).toBe(0);
  });

  it('a result that is not finite, or that is no number of hours any more', () => {
    const grand = '9'.repeat(200);
    expect(() => valeur(`${grand} * ${grand}`)).toThrowError(FormuleResultatNonFini);
    expect(() => valeur('hI * hI - hI * hI', 0, 0, 1e200)).toThrowError(FormuleResultatNonFini);
    expect(() => valeur(grand)).toThrowError(FormuleResultatDemesure);
    expect(valeur('10000000')).toBe(10_000_000);
  });
});

describe('formula, properties', () => {
  const variables = fc.record({ cM: fc.nat(40), cI: fc.nat(20), hI: fc.nat(4000).map((n) => n / 4) });

  it('10,000 texts at random are compiled, or refused with a column inside the text', () => {
    const morceau = fc.constantFrom(
      ...['cM', 'cI', 'hI', 'intdiv', 'min', 'ceil', '(', ')', ',', '?', ':', '+', '-', '*', '/', '%', '<', '>=', '=='],
      ...['5', '24', '0.5', '.', '=', ' ', '\n', 'x', 'é', '💥', '[', '__proto__', "'"],
    );
    const texte = fc.oneof(
      fc.array(morceau, { maxLength: 25 }).map((m) => m.join('')),
      fc.array(morceau, { maxLength: 25 }).map((m) => m.join(' ')),
      fc.string({ maxLength: 40, unit: 'binary' }),
      fc.string({ maxLength: 40 }),
    );
    const codes = new Set<string>();
    toujours(
      fc.property(texte, variables, (t, v) => {
        let formule;
        try {
          formule = compilerFormule(t);
        } catch (e) {
          assert.ok(e instanceof FormuleInvalide, String(e));
          assert.ok(Number.isInteger(e.colonne) && e.colonne >= 1 && e.colonne <= t.length + 1, `colonne ${e.colonne}`);
          return;
        }
        try {
          const resultat = formule.evaluer(v);
          assert.ok(Number.isFinite(resultat) && resultat >= 0);
        } catch (e) {
          assert.ok(e instanceof Error && 'code' in e, String(e));
          codes.add(String(e.code));
        }
      }),
      { numRuns: 10_000 },
    );
    expect([...codes].every((code) => code.startsWith('FORMULE_'))).toBeTrue();
  });

  it('expressions at random are worth what their tree is', () => {
    toujours(
      fc.property(unArbre, variables, (arbre, v) => {
        const texte = ecrire(arbre);
        fc.pre(texte.length <= 500);
        const formule = compilerFormule(texte);
        let attendu: number;
        try {
          attendu = calculer(arbre, v);
        } catch (e) {
          assert.ok(e instanceof DivisionParZeroNaive);
          assert.throws(() => formule.evaluer(v), FormuleDivisionParZero);
          return;
        }
        if (!Number.isFinite(attendu)) assert.throws(() => formule.evaluer(v), FormuleResultatNonFini);
        else if (attendu < 0) assert.throws(() => formule.evaluer(v), FormuleResultatNegatif);
        else if (attendu > 10_000_000) assert.throws(() => formule.evaluer(v), FormuleResultatDemesure);
        else assert.equal(formule.evaluer(v), attendu + 0);
      }),
      { numRuns: 10_000 },
    );
  });
});
