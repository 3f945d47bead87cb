import { deepStrictEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';
import type { DataSource } from 'typeorm';
import { aujourdhui, jour } from '../src/kernel/jour.js';
import type { DecisionLigne } from '../src/modules/decisions/queries/lignes-decision.js';
import { type ParametresDecisions, listerDecisions } from '../src/modules/decisions/queries/lister-decisions.js';
import type { Page } from '../src/platform/lists/liste.js';
import { type Base, clonerAcademie, compter, reposer } from './banc.js';
import { chronometrer, enMs, enPourcent, enSecondes, mediane, publier, quantile } from './mesures.js';
import { type ServeurDeBanc, lancerServeur } from './processus.js';
import type { RequeteDuPlancher } from './serveur-plancher.js';
import { SECRETS_DU_BANC, SessionDuBanc } from './session-banc.js';

const DEPARTEMENT = '031';
const CONNEXIONS = 8;
const TOURS = 4;
const DUREE_S = 2;
const TOURS_RECHERCHE = 15;

interface Cas {
  readonly nom: string;
  readonly requete: string;
  readonly parametres: ParametresDecisions;
}

const tri = (nom: 'priorite' | 'nom', descendant = false) => ({ nom, descendant });
const PRIORITE = [tri('priorite', true), tri('nom')];
const casDe = (total: number): readonly Cas[] => [
  {
    nom: 'première page, tri par priorité',
    requete: 'size=50&sort=-priorite,nom',
    parametres: { sort: PRIORITE, page: 1, size: 50 },
  },
  {
    nom: 'dernière page, tri par priorité',
    requete: `size=50&sort=-priorite,nom&page=${Math.ceil(total / 50)}`,
    parametres: { sort: PRIORITE, page: Math.ceil(total / 50), size: 50 },
  },
  {
    nom: 'recherche « martin »',
    requete: 'size=50&sort=-priorite,nom&q=martin',
    parametres: { sort: PRIORITE, page: 1, size: 50, q: 'martin' },
  },
  {
    nom: 'recherche « école »',
    requete: `size=50&sort=-priorite,nom&q=${encodeURIComponent('école')}`,
    parametres: { sort: PRIORITE, page: 1, size: 50, q: 'école' },
  },
  {
    nom: 'individuelles sans mise en œuvre',
    requete: 'size=50&sort=nom&type=INDIVIDUELLE&etat=SANS',
    parametres: { sort: [tri('nom')], page: 1, size: 50, type: ['INDIVIDUELLE'], etat: ['SANS'] },
  },
  {
    nom: 'sans accompagnement sur l’année',
    requete: 'size=50&sort=nom&accompagnement=AUCUN&debut=2026-09-01&fin=2027-08-31',
    parametres: {
      ...{ sort: [tri('nom')], page: 1, size: 50, accompagnement: 'AUCUN' },
      ...{ debut: jour('2026-09-01'), fin: jour('2027-08-31') },
    },
  },
];

/** What people look for: rare and frequent words, of every column, alone or together, and what nothing holds. */
const RECHERCHES = [
  ...['martin', 'dubois', 'leo', 'emma', 'guérin nolan', '0310000', 'individuelle', 'mutualisée', 'toulouse', 'école'],
  ...['collège', 'élémentaire', 'maternelle toulouse', 'collège mutualisée', 'individuelle toulouse école', 'e', 'la'],
  ...['a e i', 'première demande', 'réexamen', 'projet ciblé', 'alternatif individuelle', '31/08/2027', '2028', '24 h'],
  ...[
    '12h',
    'hors pial',
    'secteur collège',
    'blagnac',
    'muret primaire',
    'zzzzz',
    'martin zzzzz',
    '100 %',
    'lea martin',
  ],
  ...['31/08/2027 toulouse école individuelle première', 'a b c d e f g h i j k l m n o p q r s t u v w x y z'],
] as const;

interface Tir {
  readonly ms: readonly number[];
  readonly debit: number;
}

/** The decisions page against a bare Fastify + pg handler of the same SQL (issue: p50 ≤ 1.5×, throughput ≥ 70 %). */
export async function listeDecisions(): Promise<void> {
  const base = await clonerAcademie();
  const session = await SessionDuBanc.creer(base.source, DEPARTEMENT);
  const cas = casDe((await lister(base.source, { sort: PRIORITE, page: 1, size: 50 })).total);
  const requetes: RequeteDuPlancher[] = [];
  for (const un of cas) requetes.push(await attraper(base.source, un));
  await reposer(base.source);
  const nous = await lancerServeur('serveur-agesh', { url: base.url, secrets: SECRETS_DU_BANC });
  const sol = await lancerServeur('serveur-plancher', { url: base.url, jour: aujourdhui(new Date()), requetes });
  try {
    await session.ouvrir(nous.adresse);
    const lignes = [['demande', 'p50', 'plancher', 'rapport', 'débit', 'plancher', 'part du plancher']];
    for (const [rang, un] of cas.entries()) lignes.push(await mesurer(un, rang, nous, sol, session));
    const autresTableaux = [await rechercher(nous, session), await exporter(nous, session)];
    const { versionPostgresql } = base;
    publier({ nom: 'liste-decisions', ...(await presenter(base)), lignes, autresTableaux, versionPostgresql });
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
      `Chaque serveur a son processus, le tireur aussi ; ${TOURS} tours alternés de ${DUREE_S} s. p50 : une connexion ; débit : ${CONNEXIONS} connexions, réponses par seconde. Objectifs : p50 ≤ 1,5 × le plancher, débit ≥ 70 %, dernière page ≤ 3 × la première.`,
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

/** Every search in turn, alone on the server, several times over (issue: p95 ≤ 50 ms). */
async function rechercher(nous: ServeurDeBanc, session: SessionDuBanc): Promise<string[][]> {
  const jeton = await session.jeton();
  const ms: number[] = [];
  const medianes: { q: string; ms: number }[] = [];
  for (const q of RECHERCHES) {
    const adresse = `${nous.adresse}/api/decisions?size=50&sort=-priorite,nom&q=${encodeURIComponent(q)}`;
    await lire(adresse, jeton);
    const siennes: number[] = [];
    for (let tour = 0; tour < TOURS_RECHERCHE; tour++) {
      siennes.push((await chronometrer(() => lire(adresse, jeton))).ms);
    }
    ms.push(...siennes);
    medianes.push({ q, ms: mediane(siennes) });
  }
  const lente = medianes.reduce((a, b) => (b.ms > a.ms ? b : a));
  return [
    ['recherches', 'p50', 'p95', 'la plus lente (médiane)', 'objectif'],
    [
      ...[`${RECHERCHES.length} variées, ${TOURS_RECHERCHE} fois chacune`, enMs(mediane(ms)), enMs(quantile(ms, 0.95))],
      ...[`${enMs(lente.ms)} (« ${lente.q.slice(0, 40)} »)`, 'p95 ≤ 50 ms'],
    ],
  ];
}

/** The whole list of the département into a file, and what the server takes for it above what it had. */
async function exporter(nous: ServeurDeBanc, session: SessionDuBanc): Promise<string[][]> {
  const lignes = [['export', 'durée', 'premier octet', 'taille', 'mémoire prise par le serveur']];
  for (const format of ['csv', 'xlsx']) {
    const jeton = await session.jeton();
    const avant = memoire(nous.pid);
    let sommet = avant;
    const releve = setInterval(() => (sommet = Math.max(sommet, memoire(nous.pid))), 20);
    const depart = performance.now();
    const reponse = await fetch(`${nous.adresse}/api/decisions/export?format=${format}`, {
      headers: { authorization: `Bearer ${jeton}` },
    });
    if (!reponse.ok || reponse.body === null) throw new Error(`Export ${format} : ${reponse.status}.`);
    let premier = 0;
    let octets = 0;
    for await (const morceau of reponse.body) {
      premier ||= performance.now() - depart;
      octets += morceau.length;
    }
    const duree = performance.now() - depart;
    clearInterval(releve);
    lignes.push([
      ...[`toute la liste, ${format}`, enSecondes(duree), enMs(premier), `${(octets / 1e6).toFixed(1)} Mo`],
      avant === 0 ? '–' : `${Math.round((sommet - avant) / 1e6)} Mo au plus`,
    ]);
  }
  return lignes;
}

/** Resident memory of a process, bytes; 0 where the system does not say. */
function memoire(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

function lister(source: DataSource, parametres: ParametresDecisions): Promise<Page<DecisionLigne>> {
  const perimetre = { nature: 'DEPARTEMENT', departement: DEPARTEMENT } as const;
  return listerDecisions(source, perimetre, parametres, aujourdhui(new Date()));
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
  await lister(temoin as unknown as DataSource, parametres);
  const [premiere, ...autres] = envoyees;
  if (!premiere || autres.length > 0) throw new Error(`${envoyees.length} requêtes au lieu d'une.`);
  return { ...premiere, page: parametres.page, size: parametres.size };
}
