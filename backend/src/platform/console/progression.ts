import cliProgress from 'cli-progress';
import type { Suivi } from '../../kernel/suivi.js';

export interface SuiviConsole extends Suivi {
  terminer(): void;
}

/** A progress bar on a terminal, one plain line a step elsewhere. */
export function suiviConsole(titre: string, flux: NodeJS.WriteStream = process.stdout): SuiviConsole {
  if (!flux.isTTY) {
    let derniere = '';
    return {
      progresser: (fraction, etape) => {
        if (etape === derniere) return;
        derniere = etape;
        flux.write(`${titre} : ${Math.round(fraction * 100)} % ${etape}\n`);
      },
      terminer: () => undefined,
    };
  }
  const barre = new cliProgress.SingleBar(
    { format: `${titre} [{bar}] {percentage} % {etape}`, hideCursor: true, clearOnComplete: false, stream: flux },
    cliProgress.Presets.shades_classic,
  );
  barre.start(100, 0, { etape: '' });
  return {
    progresser: (fraction, etape) => barre.update(Math.round(fraction * 100), { etape }),
    terminer: () => barre.stop(),
  };
}
