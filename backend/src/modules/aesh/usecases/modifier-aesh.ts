import type { EntityManager } from 'typeorm';
import type { Jour } from '../../../kernel/jour.js';
import type { SourceRh } from '../../../kernel/rh.js';
import { exigerVersion } from '../../../platform/http/versions.js';
import type { Perimetre } from '../../../platform/security/index.js';
import {
  CHAMPS_ETAT_CIVIL,
  COLONNES_COMPLEMENTS,
  COLONNES_ETAT_CIVIL,
  type Complements,
  type EtatCivil,
} from '../domain/champs-aesh.js';
import { nomComplet } from '../domain/libelles.js';
import { AeshDonneeRh, AeshFusionne, AeshIntrouvable, PialInconnu } from '../domain/refus-aesh.js';
import { porteeAesh } from '../queries/portee-aesh.js';
import { situerDomicile } from './situer-domicile.js';

type Champ = keyof EtatCivil | keyof Complements;
const COLONNES: Readonly<Record<Champ, string>> = { ...COLONNES_ETAT_CIVIL, ...COLONNES_COMPLEMENTS };

export type ModificationAesh = Partial<EtatCivil & Complements>;

export interface AeshVerrouille {
  readonly id: number;
  readonly source: SourceRh;
  readonly actif: boolean;
  readonly version: number;
  readonly departement: string | null;
  /** As refusals name them. */
  readonly qui: string;
  /** Present values, by the names of the screens. */
  readonly valeurs: Readonly<Record<Champ, unknown>>;
}

/** @throws AeshIntrouvable when it does not exist or is outside the perimeter */
export async function verrouillerAesh(
  manager: EntityManager,
  perimetre: Perimetre,
  id: number,
  jour: Jour,
): Promise<AeshVerrouille> {
  const params: unknown[] = [id];
  const colonnes = Object.entries(COLONNES).map(([champ, colonne]) => `'${champ}', x.${colonne}`);
  const [ligne] = await manager.query<(Omit<AeshVerrouille, 'qui'> & { nom: string; prenom: string })[]>(
    `SELECT x.id, x.source, x.actif, x.version, x.departement, x.nom_usage AS nom, x.prenom,
            jsonb_build_object(${colonnes.join(', ')}) AS valeurs
       FROM aesh x WHERE x.id = $1 AND ${porteeAesh(perimetre, 'x', params, jour)} FOR NO KEY UPDATE OF x`,
    params,
  );
  if (!ligne) throw new AeshIntrouvable(id);
  const { nom, prenom, ...reste } = ligne;
  return { ...reste, qui: nomComplet(nom, prenom) };
}

/**
 * « Modifier cet AESH » (guide §7.1): what is ours always, the civil status only while it is provisional. Writes nothing
 * when nothing changes.
 * @param version that the user has read
 * @param relire the present state, for who comes second
 * @throws AeshIntrouvable, VersionAttendue, ModifieEntreTemps, AeshFusionne, AeshDonneeRh, PialInconnu
 */
export async function modifierAesh(
  manager: EntityManager,
  perimetre: Perimetre,
  {
    id,
    version,
    champs,
  }: { readonly id: number; readonly version: number | undefined; readonly champs: ModificationAesh },
  relire: () => Promise<unknown>,
  jour: Jour,
): Promise<void> {
  const aesh = await verrouillerAesh(manager, perimetre, id, jour);
  await exigerVersion(version, aesh.version, `Le dossier de ${aesh.qui}`, relire);
  if (aesh.source === 'PREVISIONNEL' && !aesh.actif) throw new AeshFusionne(aesh.qui);
  const changes = (Object.entries(champs) as [Champ, unknown][]).filter(
    ([champ, valeur]) => valeur !== undefined && !egales(valeur, aesh.valeurs[champ]),
  );
  const deRh = changes
    .map(([champ]) => champ)
    .filter((champ) => aesh.source !== 'PREVISIONNEL' && (CHAMPS_ETAT_CIVIL as readonly Champ[]).includes(champ));
  if (deRh.length > 0) throw new AeshDonneeRh(aesh.qui, aesh.source, deRh);
  if (changes.length === 0) return;
  if (champs.pialsSouhaites) await exigerPials(manager, perimetre, champs.pialsSouhaites);
  const colonnes = changes.map(([champ, valeur]): [string, unknown] => [COLONNES[champ], valeur]);
  if (changes.some(([champ]) => champ === 'commune' || champ === 'codePostal')) {
    const adresse = { ...aesh.valeurs, ...champs } as EtatCivil;
    colonnes.push(...Object.entries(await situerDomicile(manager, adresse)));
  }
  await manager.query(
    `UPDATE aesh SET ${colonnes.map(([nom], rang) => `${nom} = $${rang + 2}`).join(', ')}, version = version + 1 WHERE id = $1`,
    [id, ...colonnes.map(([, valeur]) => valeur)],
  );
}

/** @throws PialInconnu naming those that are not of the perimeter */
export async function exigerPials(
  manager: EntityManager,
  perimetre: Perimetre,
  uais: readonly string[],
): Promise<void> {
  if (uais.length === 0 || perimetre.nature !== 'DEPARTEMENT') return;
  const inconnus = await manager.query<{ uai: string }[]>(
    `SELECT u.uai FROM unnest($1::text[]) AS u(uai)
      WHERE NOT EXISTS (SELECT FROM pial p WHERE p.uai = u.uai AND p.departement = $2)`,
    [uais, perimetre.departement],
  );
  if (inconnus.length > 0) throw new PialInconnu(inconnus.map(({ uai }) => uai));
}

const egales = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
