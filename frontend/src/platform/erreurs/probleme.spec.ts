import { HttpErrorResponse, HttpHeaders } from '@angular/common/http';
import { lireProbleme } from './probleme';

const reponse = (status: number, error: unknown, entetes: Record<string, string> = {}): HttpErrorResponse =>
  new HttpErrorResponse({ status, error, headers: new HttpHeaders(entetes) });

describe('lireProbleme', () => {
  it('shows the sentence of a refusal, and its fields', () => {
    const probleme = lireProbleme(
      reponse(422, {
        code: 'ACCOMPAGNEMENT_HORS_MISSION',
        detail: 'L’accompagnement dépasse la fin de la mission (31/12/2026).',
        errors: [{ path: 'fin', message: 'Après la fin de la mission.' }],
      }),
    );
    expect(probleme.refus).toBeTrue();
    expect(probleme.code).toBe('ACCOMPAGNEMENT_HORS_MISSION');
    expect(probleme.message).toBe('L’accompagnement dépasse la fin de la mission (31/12/2026).');
    expect(probleme.champs).toEqual([{ path: 'fin', message: 'Après la fin de la mission.' }]);
  });

  it('hides what a broken server says', () => {
    expect(lireProbleme(reponse(500, { detail: 'relation "x" does not exist' })).message).toContain(
      'Une erreur inattendue',
    );
    expect(lireProbleme(reponse(503, '<html>')).message).toContain('momentanément indisponible');
  });

  it('says that the server does not answer', () => {
    expect(lireProbleme(reponse(0, new ProgressEvent('error'))).message).toContain('Le serveur ne répond pas');
  });

  it('reads how long to wait', () => {
    expect(lireProbleme(reponse(429, { detail: 'Compte verrouillé.' }, { 'Retry-After': '90' })).reessayerDans).toBe(
      90,
    );
    expect(lireProbleme(reponse(429, {})).reessayerDans).toBeNull();
  });

  it('does not take a bug for an answer', () => {
    expect(lireProbleme(new TypeError('x is undefined')).message).toContain('Une erreur inattendue');
  });
});
