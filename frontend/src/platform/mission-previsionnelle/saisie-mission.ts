import { type SchemaPathTree, required, validate } from '@angular/forms/signals';
import { type MissionDetail, type MissionSaisie } from '../../api/models';
import { jourFr } from '../../ui/formats/formats';

/** A provisional mission as the form holds it (guide §8.2). */
export interface SaisieMission {
  typeContrat: '' | 'CDD' | 'CDI';
  natureCode: string;
  debut: string | null;
  fin: string | null;
  debutContrat: string | null;
  finContrat: string | null;
  heures: number | null;
  /** As typed: « 62 », « 62,5 ». */
  quotite: string;
  uaiEmployeur: string | null;
  uaiPayeur: string | null;
}

export const MISSION_VIDE: SaisieMission = {
  typeContrat: '',
  natureCode: '',
  debut: null,
  fin: null,
  debutContrat: null,
  finContrat: null,
  heures: null,
  quotite: '',
  uaiEmployeur: null,
  uaiPayeur: null,
};

const HEURES_MAX = 48;
const QUOTITE = /^\d{1,3}(?:[.,]\d{1,2})?$/;

function faute(kind: string, message: string | false | null): { kind: string; message: string } | null {
  return message ? { kind, message } : null;
}

export function lireQuotite(texte: string): number | null {
  const net = texte.replace(/[\s\u00a0%]/g, '');
  return net === '' ? null : Number(net.replace(',', '.'));
}

/** What the dates, the contract and the numbers say against each other; the server says the same. */
export function reglesMission(champ: SchemaPathTree<SaisieMission>): void {
  required(champ.typeContrat, { message: 'Choisissez le type de contrat.' });
  required(champ.natureCode, { message: 'Choisissez la nature du support.' });
  required(champ.debut, { message: 'Indiquez le début de la mission.' });
  validate(champ.fin, ({ value, valueOf }) => {
    const fin = value();
    const debut = valueOf(champ.debut);
    const finContrat = valueOf(champ.finContrat);
    if (fin === null) {
      return faute('cdd', valueOf(champ.typeContrat) === 'CDD' && 'Une mission en CDD a une date de fin.');
    }
    return (
      faute('ordre', debut !== null && fin < debut && `La fin précède le début, le ${jourFr(debut)}.`) ??
      faute('contrat', finContrat !== null && fin > finContrat && `Le contrat finit le ${jourFr(finContrat)}.`)
    );
  });
  validate(champ.debut, ({ value, valueOf }) => {
    const debut = value();
    const contrat = valueOf(champ.debutContrat);
    return faute(
      'contrat',
      debut !== null && contrat !== null && debut < contrat && `Le contrat commence le ${jourFr(contrat)}.`,
    );
  });
  validate(champ.finContrat, ({ value, valueOf }) => {
    const fin = value();
    const debut = valueOf(champ.debutContrat);
    return (
      faute(
        'cdi',
        fin !== null && valueOf(champ.typeContrat) === 'CDI' && 'Un CDI n’a pas de date de fin de contrat.',
      ) ??
      faute('ordre', fin !== null && debut !== null && fin < debut && `La fin précède le début, le ${jourFr(debut)}.`)
    );
  });
  validate(champ.heures, ({ value }) =>
    faute('maximum', (value() ?? 0) > HEURES_MAX && `${HEURES_MAX} heures par semaine au plus.`),
  );
  validate(champ.quotite, ({ value }) => {
    const net = value().replace(/[\s\u00a0%]/g, '');
    const lue = lireQuotite(net);
    return faute(
      'quotite',
      lue !== null && (!QUOTITE.test(net) || lue <= 0 || lue > 100) && 'Attendu : un pourcentage de 1 à 100, comme 62.',
    );
  });
}

/** What the API takes; only of a form without fault. */
export function missionSaisie(saisie: SaisieMission): MissionSaisie | null {
  const { typeContrat, debut, quotite, ...reste } = saisie;
  return typeContrat === '' || debut === null ? null : { ...reste, typeContrat, debut, quotite: lireQuotite(quotite) };
}

export function saisieDe(mission: MissionDetail): SaisieMission {
  const { typeContrat, nature, debut, fin, debutContrat, finContrat, quotite, uaiEmployeur, payeur } = mission;
  return {
    typeContrat,
    natureCode: nature.code,
    debut,
    fin,
    debutContrat,
    finContrat,
    heures: mission.origineHeures === 'SAISIE' ? mission.heures : null,
    quotite: quotite === null ? '' : String(quotite).replace('.', ','),
    uaiEmployeur,
    uaiPayeur: payeur?.uai ?? null,
  };
}
