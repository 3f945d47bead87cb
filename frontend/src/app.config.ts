import { registerLocaleData } from '@angular/common';
import { provideHttpClient, withInterceptors } from '@angular/common/http';
import francais from '@angular/common/locales/fr';
import {
  type ApplicationConfig,
  ErrorHandler,
  LOCALE_ID,
  inject,
  provideAppInitializer,
  provideBrowserGlobalErrorListeners,
  provideZonelessChangeDetection,
} from '@angular/core';
import { TitleStrategy, provideRouter, withComponentInputBinding, withInMemoryScrolling } from '@angular/router';
import { routes } from './app.routes';
import { ErreurImprevue } from './platform/erreurs/erreur-imprevue';
import { jetonInterceptor } from './platform/session/jeton.interceptor';
import { Session } from './platform/session/session';
import { TitrePage } from './platform/titre/titre-page';
import { provideIcones } from './ui/icones/icones';

registerLocaleData(francais);

export const appConfig: ApplicationConfig = {
  providers: [
    provideZonelessChangeDetection(),
    provideBrowserGlobalErrorListeners(),
    provideRouter(routes, withComponentInputBinding(), withInMemoryScrolling({ scrollPositionRestoration: 'top' })),
    provideHttpClient(withInterceptors([jetonInterceptor])),
    provideAppInitializer(() => inject(Session).demarrer()),
    provideIcones(),
    { provide: LOCALE_ID, useValue: 'fr' },
    { provide: ErrorHandler, useClass: ErreurImprevue },
    { provide: TitleStrategy, useClass: TitrePage },
  ],
};
