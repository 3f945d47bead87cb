import { Module } from '@nestjs/common';
import { ApiDEssai } from '../../../essais/api.js';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import type { CodeProfil, Perimetre } from '../../../platform/security/index.js';
import { listerTetes } from '../queries/lister-tetes.js';
import { TetesController } from './tetes.controller.js';

@Module({ controllers: [TetesController] })
class TetesSeulesModule {}

describe('GET /pials/tetes', () => {
  let base: BaseDEssai;
  let api: ApiDEssai;
  let monde: Monde;
  let zola: string;

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    api = await ApiDEssai.demarrer(base.source, TetesSeulesModule);
    monde = new Monde(base.source);
    zola = await monde.pial({ nom: 'Collège Zola' });
    const ecole = await monde.etablissement({ commune: 'Muret', circonscription: 'C1' });
    await monde.pial({ tete: await monde.etablissement({ nom: 'Collège Élan', commune: 'Muret' }), membres: [ecole] });
    await base.source.query(`UPDATE pial SET actif = false WHERE uai = $1`, [zola]);
    await monde.pial({ nom: 'Collège du Tarn', departement: '081' });
  });
  afterAll(async () => {
    await api.fermer();
    await base.fermer();
  });

  const noms = async (perimetre: Perimetre): Promise<string[]> =>
    (await listerTetes(base.source, perimetre)).map(({ nom }) => nom);

  it('gives the têtes of the perimeter by name, the closed ones too', async () => {
    const jeton = await api.connecter('GESTIONNAIRE_AESH', { nature: 'DEPARTEMENT', departement: '031' });
    const { statut, corps } = await api.demander('GET', '/pials/tetes', { jeton });
    expect(statut).toBe(200);
    expect(corps as unknown).toEqual([
      { uai: jasmine.any(String), nom: 'Collège Élan', commune: 'Muret' },
      { uai: zola, nom: 'Collège Zola', commune: 'Toulouse' },
    ]);
  });

  it('F1.2-2 stays in the perimeter', async () => {
    expect(await noms({ nature: 'DEPARTEMENT', departement: '081' })).toEqual(['Collège du Tarn']);
    expect(await noms({ nature: 'SECTEURS_CHOISIS', departement: '031', secteurs: ['S'] })).toEqual([
      'Collège Élan',
      'Collège Zola',
    ]);
    expect(await noms({ nature: 'PIAL', pialUai: zola })).toEqual(['Collège Zola']);
    expect(await noms({ nature: 'CIRCONSCRIPTION', circonscription: 'C1' })).toEqual(['Collège Élan']);
    expect(await noms({ nature: 'AUCUN' })).toEqual([]);
    const profils: [CodeProfil, number][] = [
      ['SUPERVISEUR_AESH', 200],
      ['ADMINISTRATEUR', 403],
    ];
    for (const [profil, attendu] of profils) {
      const jeton = await api.connecter(profil, { nature: 'DEPARTEMENT', departement: '031' });
      expect((await api.demander('GET', '/pials/tetes', { jeton })).statut).toBe(attendu);
    }
    expect((await api.demander('GET', '/pials/tetes')).statut).toBe(401);
  });
});
