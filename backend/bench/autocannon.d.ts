/** The part of autocannon that the benches use; it ships no types. */
declare module 'autocannon' {
  import type { EventEmitter } from 'node:events';

  interface Options {
    url: string;
    connections: number;
    /** Seconds. */
    duration: number;
    headers: Record<string, string>;
  }
  interface Resultat {
    requests: { average: number };
    non2xx: number;
    errors: number;
    mismatches: number;
  }
  /** Emits `response` (client, status, bytes, milliseconds) at each answer. */
  type Tir = EventEmitter & PromiseLike<Resultat>;
  export default function autocannon(options: Options): Tir;
}
