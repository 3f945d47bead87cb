import assert from 'node:assert/strict';
import fc from 'fast-check';
import { distanceKm } from './distance.js';
import { toujours } from './jours.oracle.js';

const TOULOUSE = { latitude: 43.6045, longitude: 1.444 };
const PARIS = { latitude: 48.8567, longitude: 2.3508 };
const SAINT_DENIS_REUNION = { latitude: -20.8789, longitude: 55.4481 };

const position = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
});

describe('distance', () => {
  it('is the great circle in km, to 0.1', () => {
    expect(distanceKm(TOULOUSE, PARIS)).toBeCloseTo(588, -1);
    expect(distanceKm(PARIS, SAINT_DENIS_REUNION)).toBeGreaterThan(9300);
    expect(distanceKm({ latitude: 0, longitude: 0 }, { latitude: 1, longitude: 0 })).toBe(111.2);
    expect(distanceKm({ latitude: 0, longitude: 179.5 }, { latitude: 0, longitude: -179.5 })).toBe(111.2);
    expect(distanceKm({ latitude: 90, longitude: 0 }, { latitude: -90, longitude: 0 })).toBe(20015.1);
  });

  it('is 0 on itself, symmetric, at most half the Earth', () => {
    toujours(
      fc.property(position, position, (a, b) => {
        assert.equal(distanceKm(a, a), 0);
        assert.equal(distanceKm(a, b), distanceKm(b, a));
        assert.ok(distanceKm(a, b) >= 0 && distanceKm(a, b) <= 20015.1);
      }),
    );
  });
});
