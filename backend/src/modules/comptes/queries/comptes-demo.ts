import type { DataSource } from 'typeorm';
import { PIN_DEMO } from '../domain/pin.js';
import { nomComplet } from './compte.js';
import { profilsDesComptes } from './profils.js';

export interface CompteDemo {
  readonly identifiant: string;
  readonly nomComplet: string;
  readonly pin: string;
  /** « Gestionnaire AESH – Haute-Garonne » */
  readonly profils: readonly string[];
}

/** The demonstration accounts, in the order of their creation. */
export async function comptesDemo(source: DataSource): Promise<CompteDemo[]> {
  const comptes = await source.query<{ id: number; identifiant: string; nom: string; prenom: string }[]>(
    `SELECT id, identifiant, nom, prenom FROM compte WHERE demo AND actif ORDER BY id`,
  );
  const profils = await profilsDesComptes(
    source,
    comptes.map(({ id }) => id),
  );
  return comptes.map((compte) => ({
    identifiant: compte.identifiant,
    nomComplet: nomComplet(compte),
    pin: PIN_DEMO,
    profils: (profils.get(compte.id) ?? []).map(({ libelle, libellePerimetre, perimetre }) =>
      perimetre.nature === 'AUCUN' ? libelle : `${libelle} – ${libellePerimetre}`,
    ),
  }));
}
