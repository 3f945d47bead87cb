import 'reflect-metadata';
import { arreterBanc } from './banc.js';
import { ecrans } from './ecrans.js';
import { importRh } from './import-rh.js';
import { listeDecisions } from './liste-decisions.js';
import { rafraichissement } from './rafraichissement.js';

const BANCS: Readonly<Record<string, () => Promise<void>>> = {
  'liste-decisions': listeDecisions,
  'import-rh': importRh,
  rafraichissement,
  ecrans,
};

const demandes = process.argv.slice(2).filter((mot) => !mot.startsWith('--'));
const inconnu = demandes.find((nom) => !(nom in BANCS));
if (inconnu) {
  console.error(`Banc inconnu : ${inconnu}. Bancs : ${Object.keys(BANCS).join(', ')}.`);
  process.exit(2);
}
try {
  for (const [nom, banc] of Object.entries(BANCS)) {
    if (demandes.length === 0 || demandes.includes(nom)) await banc();
  }
} finally {
  await arreterBanc();
}
process.exit(0);
