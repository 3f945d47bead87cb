import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { z } from 'zod';
import { CODES_PROFIL, type Perimetre } from './perimetre.js';
import { SECRETS, type Secrets } from './secrets.js';
import type { SessionDuJeton } from './session.js';

export const EMETTEUR = 'agesh';
export const AUDIENCE = 'agesh-api';
export const ALGORITHME = 'HS256';
/** An access token is short: it lives in the memory of the page only. */
export const DUREE_JETON_ACCES_S = 5 * 60;

const schemaPerimetre = z.discriminatedUnion('nature', [
  z.object({ nature: z.literal('DEPARTEMENT'), departement: z.string() }),
  z.object({ nature: z.literal('PIAL'), pialUai: z.string() }),
  z.object({ nature: z.literal('CIRCONSCRIPTION'), circonscription: z.string() }),
  z.object({ nature: z.literal('ETABLISSEMENT'), uai: z.string() }),
  z.object({ nature: z.literal('SECTEURS'), secteurs: z.array(z.string()) }),
  z.object({ nature: z.literal('AUCUN') }),
]);

/** What the token says of the session, beside the registered claims. */
const schemaCharge = z.object({
  sub: z.string().regex(/^\d+$/),
  sid: z.uuid(),
  identifiant: z.string(),
  nom: z.string(),
  profil: z.object({ id: z.int(), code: z.enum(CODES_PROFIL), perimetre: schemaPerimetre }).nullable(),
});
type Charge = z.infer<typeof schemaCharge>;

export interface JetonAcces {
  readonly jeton: string;
  readonly expireDansSecondes: number;
}

@Injectable()
export class JetonsAcces {
  constructor(
    private readonly jwt: JwtService,
    @Inject(SECRETS) private readonly secrets: Secrets,
  ) {}

  /** @param finSession the token never outlives the absolute end of the session */
  async emettre(session: SessionDuJeton, maintenant: Date, finSession: Date): Promise<JetonAcces> {
    const emission = Math.floor(maintenant.getTime() / 1000);
    const expiration = Math.min(emission + DUREE_JETON_ACCES_S, Math.floor(finSession.getTime() / 1000));
    const charge: Charge & { iat: number; exp: number } = {
      sub: String(session.compteId),
      sid: session.sessionId,
      identifiant: session.identifiant,
      nom: session.nomComplet,
      profil:
        session.profil === null
          ? null
          : { id: session.profilId, code: session.profil, perimetre: perimetreDuJeton(session.perimetre) },
      iat: emission,
      exp: expiration,
    };
    const jeton = await this.jwt.signAsync(charge, {
      secret: this.secrets.cleJwt,
      algorithm: ALGORITHME,
      issuer: EMETTEUR,
      audience: AUDIENCE,
    });
    return { jeton, expireDansSecondes: expiration - emission };
  }
}

function perimetreDuJeton(perimetre: Perimetre): z.infer<typeof schemaPerimetre> {
  switch (perimetre.nature) {
    case 'SECTEURS':
      return { ...perimetre, secteurs: [...perimetre.secteurs] };
    case 'SECTEURS_CHOISIS':
      return { nature: 'DEPARTEMENT', departement: perimetre.departement };
    default:
      return perimetre;
  }
}

/** Session described by a token whose signature has been checked; null when its content is not ours. */
export function sessionDeLaCharge(charge: unknown): SessionDuJeton | null {
  const lue = schemaCharge.safeParse(charge);
  if (!lue.success) return null;
  const { sub, sid, identifiant, nom, profil } = lue.data;
  const titulaire = { compteId: Number(sub), identifiant, nomComplet: nom, sessionId: sid };
  return profil === null
    ? { ...titulaire, profilId: null, profil: null, perimetre: { nature: 'AUCUN' } }
    : { ...titulaire, profilId: profil.id, profil: profil.code, perimetre: profil.perimetre };
}
