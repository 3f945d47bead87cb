/** Length of a PIN that the command line draws; 4 to 12 digits are accepted. */
export const LONGUEUR_PIN = 6;

/** Why a PIN cannot be chosen, as a French sentence; null when it can. */
export function defautDuPin(pin: string): string | null {
  if (!/^\d{4,12}$/.test(pin)) return 'Le code PIN compte de 4 à 12 chiffres.';
  const ecarts = new Set([...pin].slice(1).map((chiffre, rang) => Number(chiffre) - Number(pin[rang])));
  const [ecart] = ecarts;
  if (ecarts.size === 1 && ecart !== undefined && Math.abs(ecart) <= 1) {
    return 'Le code PIN est trop simple : ni chiffre répété, ni suite.';
  }
  return null;
}

/** Of every demonstration account; these only sign in in demo mode. */
export const PIN_DEMO = '2468';
