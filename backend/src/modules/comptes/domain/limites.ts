const QUART_D_HEURE_MS = 15 * 60_000;

/** So many failures within the window block the key for a while. */
export interface LimiteEssais {
  readonly essais: number;
  readonly fenetreMs: number;
  readonly blocageMs: number;
}

export const LIMITE_COMPTE: LimiteEssais = { essais: 5, fenetreMs: QUART_D_HEURE_MS, blocageMs: QUART_D_HEURE_MS };
/** Larger: a school or a rectorat goes out through one address. */
export const LIMITE_ADRESSE: LimiteEssais = { essais: 30, fenetreMs: QUART_D_HEURE_MS, blocageMs: QUART_D_HEURE_MS };

export const cleCompte = (identifiant: string): string => `compte:${identifiant}`;

/** IPv6: the /64 counts as one address, since a subscriber holds all of it. */
export function cleAdresse(adresse: string): string {
  const ip = adresse.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!ip.includes(':')) return `adresse:${ip}`;
  const [debut = '', fin] = ip.toLowerCase().split('::');
  const avant = debut === '' ? [] : debut.split(':');
  const apres = fin ? fin.split(':') : [];
  const zeros = fin === undefined ? [] : Array<string>(Math.max(0, 8 - avant.length - apres.length)).fill('0');
  const groupes = [...avant, ...zeros, ...apres].slice(0, 4).map((groupe) => groupe.replace(/^0+(?=.)/, ''));
  return `adresse:${groupes.join(':')}::/64`;
}

/** `10 h 45` in Paris, rounded up: trying again at that minute works. */
export function heureLimite(jusqua: Date): string {
  const minute = new Date(Math.ceil(jusqua.getTime() / 60_000) * 60_000);
  return new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', hour: 'numeric', minute: '2-digit' })
    .format(minute)
    .replace(':', ' h ');
}
