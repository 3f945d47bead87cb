import { ligneVisee } from './touches';

describe('keys of the rows', () => {
  it('stop at the ends of the page, but PageUp and PageDown, which ask for the neighbour page', () => {
    expect(['ArrowDown', 'ArrowUp', 'Home', 'End'].map((touche) => ligneVisee(touche, 0, 24))).toEqual([1, 0, 0, 24]);
    expect(ligneVisee('ArrowDown', 24, 24)).toBe(24);
    expect(ligneVisee('PageDown', 3, 24)).toBe(13);
    expect(ligneVisee('PageDown', 20, 24)).toBe(24);
    expect(ligneVisee('PageDown', 24, 24)).toBe(25);
    expect(ligneVisee('PageUp', 4, 24)).toBe(0);
    expect(ligneVisee('PageUp', 0, 24)).toBe(-1);
    expect(ligneVisee('Tab', 0, 24)).toBeNull();
  });
});
