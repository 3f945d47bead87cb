import { Logger } from '@nestjs/common';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { EcrituresDEssai } from '../../../essais/ecritures-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import { jour } from '../../../kernel/jour.js';
import { ApplicationDEssai } from '../../../platform/jobs/essais/application.js';
import { ParametresModule } from '../parametres.module.js';
import { type AnneesScolaires, listerAnnees } from '../queries/lister-annees.js';
import { formuleDeLAnnee } from '../queries/formule-de-l-annee.js';

describe('Paramètres', () => {
  let base: BaseDEssai;

  beforeEach(async () => {
    base = await ouvrirBaseDEssai();
  });
  afterEach(() => base.fermer());

  const annees = (texte: string): Promise<AnneesScolaires> => listerAnnees(base.source, jour(texte));

  it('offers from two years back to the next one', async () => {
    expect(await annees('2026-11-24')).toEqual({ courante: 2026, annees: [2024, 2025, 2026, 2027] });
    expect(await annees('2026-08-31')).toEqual({ courante: 2025, annees: [2023, 2024, 2025, 2026] });
  });

  it('goes back to the first decision, ten years at most', async () => {
    const monde = new Monde(base.source);
    const { eleve } = await monde.eleveNotifie();
    await monde.decision({ eleve, debut: '2021-09-01', fin: '2023-08-31' });
    expect((await annees('2026-11-24')).annees[0]).toBe(2021);
    await monde.decision({ eleve, debut: '2001-01-01', fin: '2023-08-31' });
    expect((await annees('2026-11-24')).annees).toHaveSize(12);
  });

  it('gives the formula of the département and year, or none', async () => {
    await base.source.query(
      `INSERT INTO formule_besoin (departement, annee, expression) VALUES ('031', 2026, 'cM * 6')`,
    );
    expect(await formuleDeLAnnee(base.source, { departement: '031', annee: 2026 })).toBe('cM * 6');
    expect(await formuleDeLAnnee(base.source, { departement: '031', annee: 2025 })).toBeNull();
    expect(await formuleDeLAnnee(base.source, { departement: '081', annee: 2026 })).toBeNull();
  });

  it('GET /parametres/annees is for any signed-in user', async () => {
    Logger.overrideLogger(false);
    const serveur = await ApplicationDEssai.ouvrir(base, EcrituresDEssai, ParametresModule);
    try {
      const jeton = await serveur.connecter('INTEGRATEUR', null);
      const { statut, corps } = await serveur.appeler<AnneesScolaires>(jeton, 'GET', '/parametres/annees');
      expect(statut).toBe(200);
      expect(corps.annees).toContain(corps.courante);
      expect((await serveur.appeler('', 'GET', '/parametres/annees')).statut).toBe(401);
    } finally {
      await serveur.fermer();
    }
  }, 30_000);
});
