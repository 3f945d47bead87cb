import autocannon from 'autocannon';
import fastify from 'fastify';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { creerApplication } from '../src/application.js';
import { aujourdhui } from '../src/kernel/jour.js';
import { creerCompte } from '../src/modules/comptes/index.js';
import { listerDecisions } from '../src/modules/decisions/queries/lister-decisions.js';
import { lireConfig } from '../src/platform/config/config.js';
import { codeOtp, pasOtp } from '../src/platform/security/index.js';
import { baseAcademie, compter, publier, quantile } from './banc.js';

const DEPARTEMENT = '031';
const CONNEXIONS = 4;
const TOURS = 4;
const DUREE_S = 4;
const SECRETS = { motDePasseBase: 'sans-objet-ici', cleJwt: 'cle-du-banc-'.repeat(4), cleOtp: 'ab'.repeat(32) };

interface Cas {
  readonly nom: string;
  readonly requete: string;
  readonly parametres: Parameters<typeof listerDecisions>[2];
}

const CAS: readonly Cas[] = [
  {
    nom: 'première page, tri par priorité',
    requete: 'size=50&sort=-priorite,nom',
    parametres: {
      sort: [
        { nom: 'priorite', descendant: true },
        { nom: 'nom', descendant: false },
      ],
      page: 1,
      size: 50,
    },
  },
  {
    nom: 'page 200, tri par nom',
    requete: 'size=50&sort=nom&page=200',
    parametres: { sort: [{ nom: 'nom', descendant: false }], page: 200, size: 50 },
  },
] as unknown as readonly Cas[];

/** The SQL that our query sends, caught on its way. */
async function attraper(source: DataSource, cas: Cas): Promise<{ sql: string; params: unknown[] }> {
  let attrape: { sql: string; params: unknown[] } | null = null;
  const temoin = {
    query: (sql: string, params: unknown[]) => {
      attrape ??= { sql, params };
      return source.query(sql, params);
    },
  } as unknown as DataSource;
  const perimetre = { nature: 'DEPARTEMENT', departement: DEPARTEMENT } as const;
  await listerDecisions(temoin, perimetre, cas.parametres, aujourdhui(new Date()));
  if (!attrape) throw new Error('Aucune requête.');
  return attrape;
}

async function tirer(url: string, jeton: string): Promise<{ p50: number; debit: number }> {
  const resultat = await autocannon({
    url,
    connections: CONNEXIONS,
    duration: DUREE_S,
    headers: { authorization: `Bearer ${jeton}` },
  });
  if (resultat.non2xx > 0 || resultat.errors > 0) throw new Error(`${url} : ${resultat.non2xx} réponses en échec.`);
  return { p50: resultat.latency.p50, debit: resultat.requests.average };
}

/** The decisions page against a bare Fastify + pg handler of the same SQL (issue 1: p50 ≤ 1.5×, throughput ≥ 70 %). */
export async function listeDecisions(): Promise<void> {
  const { source, url, fermer } = await baseAcademie();
  const config = { ...lireConfig({}), demo: false, journal: 'silent' as const };
  const application = await creerApplication({ config, secrets: SECRETS, url });
  await application.listen(0, '127.0.0.1');
  const adresse = (await application.getUrl()).replace('[::1]', '127.0.0.1');

  const identifiant = `banc${Date.now()}`;
  const { otpauth, pin } = await creerCompte(source, SECRETS, {
    identifiant,
    nom: 'Banc',
    prenom: 'Essai',
    profils: [{ code: 'GESTIONNAIRE_AESH', departement: DEPARTEMENT }],
  });
  const otp = await codeOtp(new URL(otpauth).searchParams.get('secret') ?? '', pasOtp(new Date()));
  const connecter = async (): Promise<string> => {
    const reponse = await fetch(`${adresse}/api/auth/connexion`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ identifiant, pin, otp }),
    });
    return ((await reponse.json()) as { jeton: string }).jeton;
  };
  const jeton = await connecter();

  const pool = new pg.Pool({ connectionString: url, max: 20 });
  const nu = fastify();
  const requetes = await Promise.all(CAS.map((cas) => attraper(source, cas)));
  for (const [rang, { sql, params }] of requetes.entries()) {
    nu.get(`/cas/${rang}`, async () => ({ items: (await pool.query(sql, params)).rows }));
  }
  await nu.listen({ port: 0, host: '127.0.0.1' });
  const port = (nu.server.address() as { port: number }).port;

  const lignes = [['cas', 'nous p50', 'plancher p50', 'rapport', 'nous req/s', 'plancher req/s', 'débit']];
  for (const [rang, cas] of CAS.entries()) {
    const adresses = { nous: `${adresse}/api/decisions?${cas.requete}`, nu: `http://127.0.0.1:${port}/cas/${rang}` };
    const corps = async (lien: string): Promise<{ items: { id: number }[] }> =>
      (await (await fetch(lien, { headers: { authorization: `Bearer ${jeton}` } })).json()) as {
        items: { id: number }[];
      };
    const [a, b] = [await corps(adresses.nous), await corps(adresses.nu)];
    if (a.items.length !== 50 || a.items.map(({ id }) => id).join() !== b.items.map(({ id }) => id).join()) {
      throw new Error(`${cas.nom} : les deux côtés ne rendent pas les mêmes lignes.`);
    }
    const nous: { p50: number; debit: number }[] = [];
    const sol: { p50: number; debit: number }[] = [];
    for (let tour = 0; tour < TOURS; tour++) {
      nous.push(await tirer(adresses.nous, jeton));
      sol.push(await tirer(adresses.nu, jeton));
    }
    const mediane = (mesures: { p50: number; debit: number }[], quoi: 'p50' | 'debit'): number =>
      quantile(
        mesures.map((m) => m[quoi]),
        0.5,
      );
    const [p50, p50Sol, debit, debitSol] = [
      mediane(nous, 'p50'),
      mediane(sol, 'p50'),
      mediane(nous, 'debit'),
      mediane(sol, 'debit'),
    ];
    lignes.push([
      cas.nom,
      `${p50} ms`,
      `${p50Sol} ms`,
      `${(p50 / p50Sol).toFixed(2)}×`,
      debit.toFixed(1),
      debitSol.toFixed(1),
      `${Math.round((100 * debit) / debitSol)} %`,
    ]);
  }
  const titre = `Liste des décisions : ${await compter(source, 'decision')} décisions dans la base, ${CONNEXIONS} connexions`;
  await publier('liste-decisions', titre, lignes);
  await nu.close();
  await pool.end();
  await application.close();
  await fermer();
}
