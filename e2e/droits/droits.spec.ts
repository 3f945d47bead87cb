import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appeler, jetonDe } from '../harnais.js';
import { racine } from '../produit.js';

interface Operation {
  readonly operationId: string;
  readonly security?: readonly unknown[];
  readonly 'x-profils'?: readonly string[];
}

const { paths } = JSON.parse(readFileSync(join(racine, 'backend', 'openapi.json'), 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
};
const OPERATIONS = Object.entries(paths).flatMap(([chemin, methodes]) =>
  Object.entries(methodes).map(([methode, operation]) => ({
    methode: methode.toUpperCase(),
    chemin: chemin.replace(/^\/api/, '').replaceAll(/\{\w+\}/g, '999999999'),
    profils: operation['x-profils'] ?? null,
    fermee: (operation.security ?? []).length > 0,
    nom: operation.operationId,
  })),
);
const COMPTES: readonly (readonly [compte: string, profil: string])[] = [
  ['gestionnaire', 'GESTIONNAIRE_AESH'],
  ['superviseur', 'SUPERVISEUR_AESH'],
  ['admin', 'ADMINISTRATEUR'],
  ['erseh', 'ERSEH'],
];
/** Streams that never end by themselves, and the sign-out, which would end the session of the spec. */
const A_PART = new Set(['Jobs_suivre', 'Auth_deconnexion']);

describe('Droits : chaque route, chaque profil', () => {
  const appel = (methode: string, chemin: string, jeton?: string): ReturnType<typeof appeler> =>
    appeler(methode, chemin, { ...(jeton ? { jeton } : {}), ...(methode === 'GET' ? {} : { corps: {} }) });

  it('F1.2-2 serves nothing without a session but what is declared public', async () => {
    const ouvertes = OPERATIONS.filter(({ fermee }) => !fermee).map(({ nom }) => nom);
    expect(ouvertes.sort()).toEqual(
      [
        'Auth_connexion',
        'Auth_deconnexion',
        'Auth_rafraichir',
        'Demo_comptes',
        'Demo_otp',
        'Sante_pret',
        'Sante_vivant',
      ].sort(),
    );
    for (const { methode, chemin, fermee, nom } of OPERATIONS) {
      if (!fermee) continue;
      expect((await appel(methode, chemin)).statut)
        .withContext(nom)
        .toBe(401);
      expect((await appel(methode, chemin, 'eyJhbGciOiJub25lIn0.e30.')).statut)
        .withContext(`${nom}, unsigned token`)
        .toBe(401);
    }
  });

  for (const [compte, profil] of COMPTES) {
    it(`F1.3-1 F1.3-3 ${profil} reaches its routes, and is refused by the others`, async () => {
      const jeton = await jetonDe(compte);
      for (const { methode, chemin, profils, nom } of OPERATIONS) {
        if (profils === null || A_PART.has(nom)) continue;
        const { statut } = await appel(methode, chemin, jeton);
        if (profils.includes(profil)) expect([401, 403]).withContext(nom).not.toContain(statut);
        else expect(statut).withContext(nom).toBe(403);
        expect(statut).withContext(nom).toBeLessThan(500);
      }
    });
  }
});
