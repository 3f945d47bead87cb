import { z } from 'zod';
import { CODES_PROFIL } from '../../../platform/security/index.js';

export const schemaConnexion = z
  .object({
    identifiant: z.string().trim().toLowerCase().min(1).max(64),
    pin: z.string().trim().min(1).max(32),
    /** Keys show « 123 456 ». */
    otp: z
      .string()
      .min(1)
      .max(16)
      .overwrite((code) => code.replace(/\s/g, '')),
  })
  .meta({ id: 'Connexion' });
export type Connexion = z.infer<typeof schemaConnexion>;

export const schemaChoixDeProfil = z.object({ profilId: z.int().min(1) }).meta({ id: 'ChoixDeProfil' });
export type ChoixDeProfil = z.infer<typeof schemaChoixDeProfil>;

export const schemaProfil = z
  .object({
    id: z.int(),
    profil: z.enum(CODES_PROFIL).meta({ id: 'CodeProfil' }),
    libelle: z.string(),
    perimetre: z.string().meta({ description: 'Périmètre en toutes lettres, par exemple Haute-Garonne.' }),
  })
  .meta({ id: 'Profil' });
export type Profil = z.infer<typeof schemaProfil>;

const schemaCompte = z
  .object({ identifiant: z.string(), nom: z.string(), prenom: z.string() })
  .meta({ id: 'CompteConnecte' });

export const schemaOuverture = z
  .object({
    jeton: z.string().meta({ description: 'Jeton d’accès, à garder en mémoire seulement.' }),
    expireDansSecondes: z.int(),
    compte: schemaCompte,
    profils: z.array(schemaProfil),
    profilCourant: schemaProfil
      .nullable()
      .meta({ description: 'Absent tant que l’utilisateur de plusieurs profils n’a pas choisi.' }),
  })
  .meta({ id: 'Ouverture' });
export type Ouverture = z.infer<typeof schemaOuverture>;

export const schemaMoi = z
  .object({
    compte: schemaCompte.extend({ courriel: z.string().nullable() }).meta({ id: 'MonCompte' }),
    profils: z.array(schemaProfil),
    profilCourant: schemaProfil.nullable(),
  })
  .meta({ id: 'Moi' });
export type Moi = z.infer<typeof schemaMoi>;

export const schemaComptesDemo = z
  .object({
    comptes: z.array(
      z
        .object({ identifiant: z.string(), nomComplet: z.string(), pin: z.string(), profils: z.array(z.string()) })
        .meta({ id: 'CompteDemo' }),
    ),
  })
  .meta({ id: 'ComptesDemo' });
export type ComptesDemo = z.infer<typeof schemaComptesDemo>;

export const schemaCodeOtpDemo = z
  .object({
    code: z.string(),
    expireDansSecondes: z.int(),
    utilisableDansSecondes: z
      .int()
      .meta({ description: '0 : utilisable tout de suite. Sinon, attente : les codes précédents ont déjà servi.' }),
  })
  .meta({ id: 'CodeOtpDemo' });
export type CodeOtpDemo = z.infer<typeof schemaCodeOtpDemo>;

export const schemaIdentifiant = z.string().trim().min(1).max(64);
