import { type Message } from '../../platform/messages/messages.api';
import { type CodeProfil } from '../../platform/session/auth.api';

type Genre = Message['genre'];

const DOSSIERS: readonly Genre[] = [
  'SCOLARITE_AJOUTEE',
  'SCOLARITE_MODIFIEE',
  'DECISION_AJOUTEE',
  'DECISION_MODIFIEE',
  'DOSSIER_MODIFIE',
  'IMPORT',
];
const ACCOMPAGNEMENTS: readonly Genre[] = [
  'ACCOMPAGNEMENT_CREE',
  'ACCOMPAGNEMENT_MODIFIE',
  'ACCOMPAGNEMENT_SUPPRIME',
  'IMPORT',
];

export const GENRES: Readonly<Record<Genre, { readonly libelle: string; readonly classe: string }>> = {
  SCOLARITE_AJOUTEE: { libelle: 'Scolarité ajoutée', classe: 'succes' },
  SCOLARITE_MODIFIEE: { libelle: 'Scolarité modifiée', classe: '' },
  DECISION_AJOUTEE: { libelle: 'Décision ajoutée', classe: 'succes' },
  DECISION_MODIFIEE: { libelle: 'Décision modifiée', classe: '' },
  DOSSIER_MODIFIE: { libelle: 'Dossier modifié', classe: '' },
  ACCOMPAGNEMENT_CREE: { libelle: 'Accompagnement créé', classe: 'succes' },
  ACCOMPAGNEMENT_MODIFIE: { libelle: 'Accompagnement modifié', classe: '' },
  ACCOMPAGNEMENT_SUPPRIME: { libelle: 'Accompagnement supprimé', classe: 'erreur' },
  IMPORT: { libelle: 'Import', classe: 'neutre' },
};

/** What a profile can be told. */
export function genresDe(profil: CodeProfil | undefined): readonly Genre[] {
  return profil === 'ERSEH' ? ACCOMPAGNEMENTS : DOSSIERS;
}
