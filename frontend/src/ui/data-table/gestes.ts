const FIN_DEFILEMENT_MS = 150;

/** Rank of the row that something is in; -1 outside the rows. */
export function indexDe(cible: EventTarget | null): number {
  return cible instanceof Element ? (cible.closest<HTMLTableRowElement>('tbody tr')?.sectionRowIndex ?? -1) : -1;
}

export function surControle(cible: EventTarget | null): boolean {
  return cible instanceof Element && cible.closest('a, button, input, label, .case') !== null;
}

/** Marks the region while it scrolls; outside change detection. */
export function suivreDefilement(region: HTMLElement): void {
  let minuterie: ReturnType<typeof setTimeout> | undefined;
  const marquer = (): void => {
    if (minuterie === undefined) {
      region.classList.add('defile');
    }
    clearTimeout(minuterie);
    minuterie = setTimeout(() => {
      minuterie = undefined;
      region.classList.remove('defile');
    }, FIN_DEFILEMENT_MS);
  };
  region.addEventListener('scroll', marquer, { passive: true });
}
