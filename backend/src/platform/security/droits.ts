import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension, ApiForbiddenResponse, ApiUnauthorizedResponse } from '@nestjs/swagger';
import { schemaProbleme } from '../http/problemes.js';
import type { CodeProfil } from './perimetre.js';

/** What a route asks for; a route that declares nothing does not boot. */
export type Droit =
  | { readonly nature: 'PUBLIC' }
  | { readonly nature: 'CONNECTE' }
  | { readonly nature: 'PROFILS'; readonly profils: readonly CodeProfil[] };

const CLE_DROIT = Symbol('agesh:droit');

/** Right of a route: its own, else the one of its controller. */
export function droitDe(controleur: object, action: object): Droit | undefined {
  return (Reflect.getMetadata(CLE_DROIT, action) ?? Reflect.getMetadata(CLE_DROIT, controleur)) as Droit | undefined;
}

function declarer(droit: Droit): MethodDecorator & ClassDecorator {
  return (cible: object, nom?: string | symbol, description?: PropertyDescriptor): void => {
    const porteur = (description?.value as object | undefined) ?? cible;
    if (Reflect.hasOwnMetadata(CLE_DROIT, porteur)) {
      throw new Error(`Deux droits déclarés pour ${nom === undefined ? 'un contrôleur' : String(nom)}.`);
    }
    Reflect.defineMetadata(CLE_DROIT, droit, porteur);
  };
}

const exigeUneSession = (): MethodDecorator & ClassDecorator =>
  applyDecorators(
    ApiBearerAuth(),
    ApiUnauthorizedResponse({ standardSchema: schemaProbleme, description: 'Sans session, ou session expirée.' }),
  );

/** No session needed. */
export const Public = (): MethodDecorator & ClassDecorator => declarer({ nature: 'PUBLIC' });

/** Any signed-in user, even before a profile is chosen. */
export const Connecte = (): MethodDecorator & ClassDecorator =>
  applyDecorators(declarer({ nature: 'CONNECTE' }), exigeUneSession());

/** Signed in with one of these profiles. */
export const Profils = (...profils: readonly [CodeProfil, ...CodeProfil[]]): MethodDecorator & ClassDecorator =>
  applyDecorators(
    declarer({ nature: 'PROFILS', profils }),
    exigeUneSession(),
    ApiForbiddenResponse({ standardSchema: schemaProbleme, description: 'Le profil choisi ne le permet pas.' }),
    ApiExtension('x-profils', [...profils]),
  );
