/** File name of a Content-Disposition header, RFC 5987 form first. */
export function nomDuFichier(entete: string | null, aDefaut: string): string {
  const etendu = /filename\*\s*=\s*UTF-8''([^;]+)/i.exec(entete ?? '')?.[1];
  const simple = /filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/i.exec(entete ?? '');
  try {
    return (etendu && decodeURIComponent(etendu)) || simple?.[1] || simple?.[2] || aDefaut;
  } catch {
    return aDefaut;
  }
}

/** Hands a received file to the browser, as if a link had been followed. */
export function enregistrer(document: Document, contenu: Blob, nom: string): void {
  const adresse = URL.createObjectURL(contenu);
  const lien = document.createElement('a');
  lien.href = adresse;
  lien.download = nom;
  lien.click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(adresse), 60_000);
}
