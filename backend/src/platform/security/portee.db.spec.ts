import { type BaseDEssai, ouvrirBaseDEssai } from '../../essais/base-d-essai.js';
import { Monde } from '../../essais/monde.js';
import { jour } from '../../kernel/jour.js';
import type { Perimetre } from './perimetre.js';
import { porteeEleves, porteeEtablissements, porteeMissions, porteePials, porteeSecteurs } from './portee.js';

/** Two départements, alike; in the first, one PIAL of two schools, one school hors-PIAL, one pupil in each. */
describe('Portée SQL du périmètre sur la base', () => {
  const EN_COURS = jour('2026-11-24');
  const AVANT = jour('2025-11-24');
  let base: BaseDEssai;
  let ecole: string;
  let voisine: string;
  let isolee: string;
  let ailleurs: string;
  let pial: string;
  let pialAilleurs: string;
  let secteur: string;
  let autreSecteur: string;
  let eleves: { ecole: number; voisine: number; isolee: number; ailleurs: number };
  let missions: { ici: number; ailleurs: number };

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    const m = new Monde(base.source);
    ecole = await m.etablissement({ circonscription: 'CIRCO1' });
    voisine = await m.etablissement({ circonscription: 'CIRCO2' });
    isolee = await m.etablissement({ circonscription: 'CIRCO1' });
    ailleurs = await m.etablissement({ departement: '081' });
    pial = await m.pial({ tete: ecole, membres: [voisine] });
    pialAilleurs = await m.pial({ tete: ailleurs, departement: '081' });
    secteur = await m.secteur();
    autreSecteur = await m.secteur();
    const secteurAilleurs = await m.secteur({ departement: '081' });
    const deux = {
      ecole: await m.eleveNotifie({ uai: ecole, secteur }),
      voisine: await m.eleveNotifie({ uai: voisine, secteur: autreSecteur }),
      isolee: await m.eleveNotifie({ uai: isolee, secteur: autreSecteur }),
      ailleurs: await m.eleveNotifie({ uai: ailleurs, secteur: secteurAilleurs }),
    };
    eleves = {
      ecole: deux.ecole.eleve,
      voisine: deux.voisine.eleve,
      isolee: deux.isolee.eleve,
      ailleurs: deux.ailleurs.eleve,
    };
    missions = { ici: await m.mission(), ailleurs: await m.mission({ departement: '081' }) };
    await m.affectation({ mission: missions.ici, pial });
    await m.affectation({ mission: missions.ailleurs, pial: pialAilleurs });
    await m.accompagnement({ mission: missions.ici, decisions: [deux.voisine.decision], uai: voisine });
  });
  afterAll(() => base.fermer());

  const lire = async <T>(table: string, cle: string, condition: string, params: unknown[]): Promise<T[]> => {
    const lignes: { cle: T }[] = await base.source.query(
      `SELECT x.${cle} AS cle FROM ${table} x WHERE ${condition} ORDER BY 1`,
      params,
    );
    return lignes.map((ligne) => ligne.cle);
  };
  const vusEleves = (perimetre: Perimetre, le = EN_COURS): Promise<number[]> => {
    const params: unknown[] = [];
    return lire('eleve', 'id', porteeEleves(perimetre, { eleve: 'x' }, params, le), params);
  };
  const vuesMissions = (perimetre: Perimetre): Promise<number[]> => {
    const params: unknown[] = [];
    return lire('mission', 'id', porteeMissions(perimetre, { mission: 'x' }, params, EN_COURS), params);
  };
  const vusPials = (perimetre: Perimetre): Promise<string[]> => {
    const params: unknown[] = [];
    return lire('pial', 'uai', porteePials(perimetre, { pial: 'x' }, params, EN_COURS), params);
  };
  const vusEtablissements = (perimetre: Perimetre): Promise<string[]> => {
    const params: unknown[] = [];
    return lire('etablissement', 'uai', porteeEtablissements(perimetre, { etablissement: 'x' }, params), params);
  };
  const vusSecteurs = (perimetre: Perimetre): Promise<string[]> => {
    const params: unknown[] = [];
    return lire('secteur', 'code', porteeSecteurs(perimetre, { secteur: 'x' }, params, EN_COURS), params);
  };

  it('F1.2-2 a département sees its pupils, missions, PIALs, schools and sectors, and none of the next one', async () => {
    const perimetre: Perimetre = { nature: 'DEPARTEMENT', departement: '031' };
    expect(await vusEleves(perimetre)).toEqual([eleves.ecole, eleves.voisine, eleves.isolee]);
    expect(await vuesMissions(perimetre)).toEqual([missions.ici]);
    expect(await vusPials(perimetre)).toEqual([pial]);
    expect(await vusEtablissements(perimetre)).toEqual([ecole, voisine, isolee].sort());
    expect(await vusSecteurs(perimetre)).toEqual([secteur, autreSecteur].sort());
    expect(await vusEleves({ nature: 'DEPARTEMENT', departement: '081' })).toEqual([eleves.ailleurs]);
  });

  it('F1.2-2 a PIAL sees the pupils now schooled in its schools, and the missions affected to it', async () => {
    const perimetre: Perimetre = { nature: 'PIAL', pialUai: pial };
    expect(await vusEleves(perimetre)).toEqual([eleves.ecole, eleves.voisine]);
    expect(await vusEleves(perimetre, AVANT)).toEqual([]);
    expect(await vuesMissions(perimetre)).toEqual([missions.ici]);
    expect(await vusPials(perimetre)).toEqual([pial]);
    expect(await vusEtablissements(perimetre)).toEqual([ecole, voisine].sort());
    expect(await vusSecteurs(perimetre)).toEqual([secteur, autreSecteur].sort());
  });

  it('F1.2-2 a circonscription and a school see their own', async () => {
    expect(await vusEleves({ nature: 'CIRCONSCRIPTION', circonscription: 'CIRCO1' })).toEqual([
      eleves.ecole,
      eleves.isolee,
    ]);
    expect(await vuesMissions({ nature: 'CIRCONSCRIPTION', circonscription: 'CIRCO1' })).toEqual([]);
    expect(await vuesMissions({ nature: 'CIRCONSCRIPTION', circonscription: 'CIRCO2' })).toEqual([missions.ici]);
    expect(await vusPials({ nature: 'CIRCONSCRIPTION', circonscription: 'CIRCO2' })).toEqual([pial]);
    expect(await vusEleves({ nature: 'ETABLISSEMENT', uai: voisine })).toEqual([eleves.voisine]);
    expect(await vuesMissions({ nature: 'ETABLISSEMENT', uai: voisine })).toEqual([missions.ici]);
    expect(await vusPials({ nature: 'ETABLISSEMENT', uai: isolee })).toEqual([]);
    expect(await vusEtablissements({ nature: 'ETABLISSEMENT', uai: isolee })).toEqual([isolee]);
    expect(await vusSecteurs({ nature: 'ETABLISSEMENT', uai: ecole })).toEqual([secteur]);
  });

  it('F1.2-2 an ERSEH sees the pupils of its sectors; an administrator sees no pupil data', async () => {
    const erseh: Perimetre = { nature: 'SECTEURS', secteurs: [secteur] };
    expect(await vusEleves(erseh)).toEqual([eleves.ecole]);
    expect(await vuesMissions(erseh)).toEqual([]);
    expect(await vusSecteurs(erseh)).toEqual([secteur]);
    expect(await vusEtablissements(erseh)).toEqual([ecole, voisine, isolee].sort());
    for (const voir of [vusEleves, vuesMissions, vusPials, vusEtablissements, vusSecteurs]) {
      expect(await voir({ nature: 'AUCUN' })).toEqual([]);
    }
  });

  it('F2.4-2 chosen sectors narrow the pupils and the sectors of the département, not its missions, PIALs and schools', async () => {
    const choisis = (...secteurs: string[]): Perimetre => ({
      nature: 'SECTEURS_CHOISIS',
      departement: '031',
      secteurs,
    });
    expect(await vusEleves(choisis(secteur))).toEqual([eleves.ecole]);
    expect(await vusSecteurs(choisis(secteur))).toEqual([secteur]);
    expect(await vusEleves(choisis(secteur, autreSecteur))).toEqual([eleves.ecole, eleves.voisine, eleves.isolee]);
    expect(await vuesMissions(choisis(secteur))).toEqual([missions.ici]);
    expect(await vusPials(choisis(secteur))).toEqual([pial]);
    expect(await vusEtablissements(choisis(secteur))).toEqual([ecole, voisine, isolee].sort());
  });

  it('F1.2-2 a chosen sector of another département shows nothing', async () => {
    const [{ code }] = await base.source.query<[{ code: string }]>(
      `SELECT code FROM secteur WHERE departement = '081'`,
    );
    const perimetre: Perimetre = { nature: 'SECTEURS_CHOISIS', departement: '031', secteurs: [code] };
    expect(await vusEleves(perimetre)).toEqual([]);
    expect(await vusSecteurs(perimetre)).toEqual([]);
  });
});
