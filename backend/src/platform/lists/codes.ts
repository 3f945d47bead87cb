import { z } from 'zod';
import { schemaPlusieurs } from './champs.js';

/** One code of a closed list, refused in French with what is expected. */
export const unDe = <const Codes extends readonly [string, ...string[]]>(codes: Codes) =>
  z.enum(codes, `Attendu : ${codes.join(', ')}.`);

/** Several codes of a closed list, in an address: `A,B`. */
export const plusieursDe = <const Codes extends readonly [string, ...string[]]>(codes: Codes, description: string) =>
  schemaPlusieurs(unDe(codes))
    .optional()
    .meta({ description: `${description} Plusieurs, séparés par des virgules : ${codes.join(', ')}.` });
