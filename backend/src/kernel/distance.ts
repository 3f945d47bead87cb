/** Decimal degrees, WGS 84. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

const RAYON_TERRE_KM = 6371;

/** Great-circle distance in km, rounded to 0.1. */
export function distanceKm(a: Position, b: Position): number {
  const phiA = radians(a.latitude);
  const phiB = radians(b.latitude);
  const demiPhi = Math.sin((phiB - phiA) / 2);
  const demiLambda = Math.sin(radians(b.longitude - a.longitude) / 2);
  const h = demiPhi * demiPhi + Math.cos(phiA) * Math.cos(phiB) * demiLambda * demiLambda;
  const km = 2 * RAYON_TERRE_KM * Math.asin(Math.min(1, Math.sqrt(h)));
  return Math.round(km * 10) / 10;
}

function radians(degres: number): number {
  return (degres * Math.PI) / 180;
}
