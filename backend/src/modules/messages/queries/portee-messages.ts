import type { Perimetre } from '../../../platform/security/index.js';

/** Messages that the perimeter reads: those of the gestionnaires by département, those of the ERSEH by sector. */
export function porteeMessages(perimetre: Perimetre, alias: string, params: unknown[]): string {
  const dans = (...valeurs: unknown[]): string[] => valeurs.map((valeur) => `$${params.push(valeur)}`);
  switch (perimetre.nature) {
    case 'DEPARTEMENT': {
      const [departement] = dans(perimetre.departement);
      return `${alias}.destinataire = 'GESTIONNAIRES' AND ${alias}.departement = ${departement}`;
    }
    case 'SECTEURS_CHOISIS': {
      const [departement, secteurs] = dans(perimetre.departement, [...perimetre.secteurs]);
      return `${alias}.destinataire = 'GESTIONNAIRES' AND ${alias}.departement = ${departement}
        AND (${alias}.secteur_code IS NULL OR ${alias}.secteur_code = ANY(${secteurs}::text[]))`;
    }
    case 'SECTEURS': {
      const [secteurs] = dans([...perimetre.secteurs]);
      return `${alias}.destinataire = 'ERSEH' AND ${alias}.secteur_code = ANY(${secteurs}::text[])`;
    }
    default:
      return 'false';
  }
}
