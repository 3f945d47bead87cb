import { deepStrictEqual } from 'node:assert/strict';
import autocannon from 'autocannon';
import type { DataSource } from 'typeorm';
import { aujourdhui } from '../src/kernel/jour.js';
import { type ParametresDecisions, listerDecisions } from '../src/modules/decisions/queries/lister-decisions.js';
import { type Base, clonerAcademie, compter, reposer } from './banc.js';
import { enMs, enPourcent, mediane, publier } from './mesures.js';
import { type ServeurDeBanc, lancerServeur } from './processus.js';
import type { RequeteDuPlancher } from './serveur-plancher.js';
import { SECRETS_DU_BANC, SessionDuBanc } from './session-banc.js';

const DEPARTEMENT = '031';
const CONNEXIONS = 8;
const TOURS = 4;
const DUREE_S = 2;

interface Cas {
  readonly nom: string;
  readonly requete: string;
  readonly parametres: ParametresDecisions;
}

const tri = (nom: 'priorite' | 'nom', descendant = false) => ({ nom, descendant });
const CAS: readonly Cas[] = [
  {
    nom: 'première page, tri par priorité',
    requete: 'size=50&sort=-priorite,nom',
    parametres: { sort: [tri('priorite', true), tri('nom')], page: 1, size: 50 },
  },
  {
    nom: 'page 200, tri par nom',
    requete: 'size=50&sort=nom&page=200',
    parametres: { sort: [tri('nom')], page: 200, size: 50 },
  },
  {
    nom: 'recherche « martin »',
    requete: 'size=50&sort=-priorite,nom&q=martin',
    parametres: { sort: [tri('priorite', true), tri('nom')], page: 1, size: 50, q: 'martin' },
  },
  {
    nom: 'individuelles sans mise en œuvre',
    requete: 'size=50&sort=nom&type=INDIVIDUELLE&etat=SANS',
    parametres: { sort: [tri('nom')], page: 1, size: 50, type: 'INDIVIDUELLE', etat: 'SANS' },
  },
];

interface Tir {
  readonly ms: readonly number[];
  readonly debit: number;
}

/** The decisions page against a bare Fastify + pg handler of the same SQL (issue: p50 ≤ 1.5×, throughput ≥ 70 %). */
export async function listeDecisions(): Promise<void> {
  const base = await clonerAcademie();
  const jour = aujourdhui(new Date());
  const session = await SessionDuBanc.creer(base.source, DEPARTEMENT);
  const requetes = await Promise.all(CAS.map((cas) => attraper(base.source, cas)));
  await reposer(base.source);
  const nous = await lancerServeur('serveur-agesh', { url: base.url, secrets: SECRETS_DU_BANC });
  const sol = await lancerServeur('serveur-plancher', { url: base.url, jour, requetes });
  try {
    await session.ouvrir(nous.adresse);
    const lignes = [['demande', 'p50', 'plancher', 'rapport', 'débit', 'plancher', 'part du plancher']];
    for (const [rang, cas] of CAS.entries()) lignes.push(await mesurer(cas, rang, nous, sol, session));
    publier({ nom: 'liste-decisions', ...(await presenter(base)), lignes, versionPostgresql: base.versionPostgresql });
  } finally {
    await nous.arreter();
    await sol.arreter();
    await base.fermer();
  }
}

async function presenter({ source }: Base): Promise<{ titre: string; contexte: string[] }> {
  const [total, departement] = [
    await compter(source, 'decision'),
    await compter(
      source,
      `decision d JOIN eleve e ON e.id = d.eleve_id JOIN secteur s ON s.code = e.secteur_code WHERE s.departement = '${DEPARTEMENT}'`,
    ),
  ];
  return {
    titre: 'Liste des décisions',
    contexte: [
      `GET /api/decisions, 50 lignes, par un gestionnaire de la Haute-Garonne (${departement} décisions sur ${total}) : session, droits, validation et en-têtes compris. Plancher : Fastify et pg nus, le même SQL, le même JSON ; les deux corps sont comparés avant de mesurer.`,
      `Chaque serveur a son processus, le tireur aussi ; ${TOURS} tours alternés de ${DUREE_S} s. p50 : une connexion ; débit : ${CONNEXIONS} connexions, réponses par seconde. Objectifs : p50 ≤ 1,5 × le plancher, débit ≥ 70 %.`,
    ],
  };
}

async function mesurer(
  cas: Cas,
  rang: number,
  nous: ServeurDeBanc,
  sol: ServeurDeBanc,
  session: SessionDuBanc,
): Promise<string[]> {
  const jeton = await session.jeton();
  const adresses = { nous: `${nous.adresse}/api/decisions?${cas.requete}`, sol: `${sol.adresse}/${rang}` };
  const corps = await lire(adresses.nous, jeton);
  deepStrictEqual(corps, await lire(adresses.sol, jeton), `${cas.nom} : les deux corps diffèrent.`);
  if (corps.items.length === 0) throw new Error(`${cas.nom} : aucune ligne.`);

  const releves = {
    nous: { p50: [] as number[], debit: [] as number[] },
    sol: { p50: [] as number[], debit: [] as number[] },
  };
  await tirer(adresses.nous, jeton, CONNEXIONS, 1);
  await tirer(adresses.sol, jeton, CONNEXIONS, 1);
  for (let tour = 0; tour < TOURS; tour++) {
    // Who goes first changes, so that a machine that slows down wrongs nobody.
    for (const cote of tour % 2 === 0 ? (['nous', 'sol'] as const) : (['sol', 'nous'] as const)) {
      releves[cote].p50.push(mediane((await tirer(adresses[cote], jeton, 1, DUREE_S)).ms));
      releves[cote].debit.push((await tirer(adresses[cote], jeton, CONNEXIONS, DUREE_S)).debit);
    }
  }
  const [p50, p50Sol] = [mediane(releves.nous.p50), mediane(releves.sol.p50)];
  const [debit, debitSol] = [mediane(releves.nous.debit), mediane(releves.sol.debit)];
  return [
    `${cas.nom} (${corps.items.length} sur ${corps.total})`,
    ...[enMs(p50), enMs(p50Sol), `${(p50 / p50Sol).toFixed(2)} ×`],
    ...[debit.toFixed(0), debitSol.toFixed(0), enPourcent(debit / debitSol)],
  ];
}

async function lire(adresse: string, jeton: string): Promise<{ items: unknown[]; total: number }> {
  const reponse = await fetch(adresse, { headers: { authorization: `Bearer ${jeton}` } });
  if (!reponse.ok) throw new Error(`${adresse} : ${reponse.status} ${await reponse.text()}`);
  return (await reponse.json()) as { items: unknown[]; total: number };
}

async function tirer(adresse: string, jeton: string, connexions: number, duree: number): Promise<Tir> {
  const ms: number[] = [];
  const tir = autocannon({
    url: adresse,
    connections: connexions,
    duration: duree,
    headers: { authorization: `Bearer ${jeton}` },
  });
  tir.on('response', (_client: unknown, _statut: number, _octets: number, temps: number) => ms.push(temps));
  const resultat = await tir;
  if (resultat.non2xx + resultat.errors > 0) throw new Error(`${adresse} : des réponses en échec.`);
  return { ms, debit: resultat.requests.average };
}

/** The SQL that our query sends, caught on its way. */
async function attraper(source: DataSource, { parametres }: Cas): Promise<RequeteDuPlancher> {
  const envoyees: { sql: string; params: unknown[] }[] = [];
  const temoin = {
    query: (sql: string, params: unknown[]) => {
      envoyees.push({ sql, params: [...params] });
      return source.query(sql, params);
    },
  };
  const perimetre = { nature: 'DEPARTEMENT', departement: DEPARTEMENT } as const;
  await listerDecisions(temoin as unknown as DataSource, perimetre, parametres, aujourdhui(new Date()));
  const [premiere, ...autres] = envoyees;
  if (!premiere || autres.length > 0) throw new Error(`${envoyees.length} requêtes au lieu d'une.`);
  return { ...premiere, page: parametres.page, size: parametres.size };
}
