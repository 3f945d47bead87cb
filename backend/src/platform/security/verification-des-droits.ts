import { type INestApplicationContext, Injectable, type OnApplicationBootstrap, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/internal';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { type Droit, droitDe } from './droits.js';

/** One route of the application and the right that it declares. */
export interface RouteEtDroit {
  readonly methode: string;
  /** Below the global prefix, as declared: `/decisions/:id`. */
  readonly chemin: string;
  /** `Controller.method`, for messages. */
  readonly action: string;
  readonly droit: Droit | undefined;
}

export class RouteSansDroit extends Error {
  constructor(routes: readonly RouteEtDroit[]) {
    const liste = routes.map((route) => `  ${route.methode} ${route.chemin} (${route.action})`);
    super(`Routes sans droit déclaré (@Public, @Connecte ou @Profils) :\n${liste.join('\n')}`);
    this.name = 'RouteSansDroit';
  }
}

/** Deny by default: the application does not start when a route forgot to say who may use it. */
@Injectable()
export class VerificationDesDroits implements OnApplicationBootstrap {
  constructor(
    private readonly decouverte: DiscoveryService,
    private readonly methodes: MetadataScanner,
  ) {}

  onApplicationBootstrap(): void {
    const fautives = this.routes().filter((route) => route.droit === undefined);
    if (fautives.length > 0) throw new RouteSansDroit(fautives);
  }

  routes(): RouteEtDroit[] {
    return this.decouverte.getControllers().flatMap(({ metatype }) => {
      if (typeof metatype !== 'function') return [];
      const prototype = metatype.prototype as Record<string, object>;
      return this.methodes.getAllMethodNames(prototype).flatMap((nom) => {
        const action = prototype[nom];
        if (!action || !Reflect.hasMetadata(METHOD_METADATA, action)) return [];
        const methode = RequestMethod[Reflect.getMetadata(METHOD_METADATA, action) as RequestMethod];
        return chemins(metatype, action).map((chemin) => ({
          methode,
          chemin,
          action: `${metatype.name}.${nom}`,
          droit: droitDe(metatype, action),
        }));
      });
    });
  }
}

function chemins(controleur: object, action: object): string[] {
  const lire = (porteur: object): string[] =>
    [(Reflect.getMetadata(PATH_METADATA, porteur) as string | string[] | undefined) ?? ''].flat();
  return lire(controleur).flatMap((debut) =>
    lire(action).map((fin) => `/${[debut, fin].join('/')}`.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1')),
  );
}

/** Every route with its right: what the route × profile matrix replays. */
export function listerRoutes(application: INestApplicationContext): RouteEtDroit[] {
  return application.get(VerificationDesDroits, { strict: false }).routes();
}
