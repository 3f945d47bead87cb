import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { COMMANDES } from './cli/commandes.js';
import { ErreurMetier } from './kernel/erreur-metier.js';
import { DemarrageImpossible } from './ouverture.js';
import { ConfigInvalide } from './platform/config/config.js';

async function executer(): Promise<number> {
  const [nom = '', ...reste] = process.argv.slice(2);
  const commande = COMMANDES[nom];
  if (!commande) {
    process.stderr.write(
      `Commande inconnue : ${nom || '(aucune)'}. Commandes : ${Object.keys(COMMANDES).join(', ')}.\n`,
    );
    return 2;
  }
  let lus: ReturnType<typeof parseArgs>;
  try {
    lus = parseArgs({ args: reste, allowPositionals: true, options: commande.options });
  } catch (erreur) {
    process.stderr.write(`${(erreur as Error).message}\n${commande.usage}\n`);
    return 2;
  }
  return commande.executer(lus.positionals, lus.values as Record<string, string | boolean | undefined>);
}

executer().then(
  (code) => process.exit(code),
  (erreur: unknown) => {
    const attendue =
      erreur instanceof ErreurMetier || erreur instanceof DemarrageImpossible || erreur instanceof ConfigInvalide;
    const { message, stack } = erreur as Error;
    process.stderr.write(`${attendue ? message : (stack ?? message)}\n`);
    process.exit(1);
  },
);
