/**
 * Idempotency key of a creation: the same content sent again (a cut line, a second click) bears the same key, and
 * cannot create twice; a corrected content is another request.
 */
export class CleEnvoi {
  private contenu = '';
  private cle = '';

  pour(corps: unknown): string {
    const contenu = JSON.stringify(corps);
    if (contenu !== this.contenu) {
      this.contenu = contenu;
      this.cle = crypto.randomUUID();
    }
    return this.cle;
  }
}
