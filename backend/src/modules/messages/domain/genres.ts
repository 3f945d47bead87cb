/** Genres of messages and what they are called, one and several. */
export const GENRES_MESSAGE = [
  'SCOLARITE_AJOUTEE',
  'SCOLARITE_MODIFIEE',
  'DECISION_AJOUTEE',
  'DECISION_MODIFIEE',
  'DOSSIER_MODIFIE',
  'ACCOMPAGNEMENT_CREE',
  'ACCOMPAGNEMENT_MODIFIE',
  'ACCOMPAGNEMENT_SUPPRIME',
  'IMPORT',
] as const;
export type GenreMessage = (typeof GENRES_MESSAGE)[number];

const LIBELLES: Readonly<Record<GenreMessage, readonly [un: string, plusieurs: string]>> = {
  SCOLARITE_AJOUTEE: ['Scolarité ajoutée', 'scolarités ajoutées'],
  SCOLARITE_MODIFIEE: ['Scolarité modifiée', 'scolarités modifiées'],
  DECISION_AJOUTEE: ['Décision ajoutée', 'décisions ajoutées'],
  DECISION_MODIFIEE: ['Décision modifiée', 'décisions modifiées'],
  DOSSIER_MODIFIE: ['Dossier modifié', 'dossiers modifiés'],
  ACCOMPAGNEMENT_CREE: ['Accompagnement créé', 'accompagnements créés'],
  ACCOMPAGNEMENT_MODIFIE: ['Accompagnement modifié', 'accompagnements modifiés'],
  ACCOMPAGNEMENT_SUPPRIME: ['Accompagnement supprimé', 'accompagnements supprimés'],
  IMPORT: ['Import', 'imports'],
};

const NOMBRE = new Intl.NumberFormat('fr-FR');

export const libelleGenre = (genre: GenreMessage): string => LIBELLES[genre][0];

/** '1 204 scolarités ajoutées, 3 décisions modifiées.' */
export function resumerImport(comptes: Readonly<Partial<Record<GenreMessage, number>>>): string {
  const mots = GENRES_MESSAGE.flatMap((genre) => {
    const nombre = comptes[genre] ?? 0;
    return nombre > 0 ? [`${NOMBRE.format(nombre)} ${LIBELLES[genre][1]}`] : [];
  });
  return `${mots.join(', ')}.`;
}

/** Where the object of the message opens; the ERSEH reads the accompaniments in the file of the pupil. */
export function lienMessage(genre: GenreMessage, eleveId: number | null): string | null {
  return genre === 'IMPORT' || eleveId === null ? null : `/eleves/${eleveId}`;
}
