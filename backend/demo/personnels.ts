import { join } from 'node:path';
import { anneeScolaire } from '../src/kernel/annee-scolaire.js';
import { distanceKm } from '../src/kernel/distance.js';
import { type Jour, enFrancais, plusJours } from '../src/kernel/jour.js';
import { cleUai } from '../src/kernel/uai.js';
import { Alea } from './alea.js';
import { type BaseRh, type Presence, type Poste, derouler } from './carrieres.js';
import { FichierCsv } from './fichier-csv.js';
import { Identites, type Sexe } from './identites.js';
import { type Fonction, type Support, natureDe, supportDe } from './supports.js';
import type { Equipe, Peuplement } from './peuplement.js';
import type { CommuneReelle, EcoleReelle, Territoire } from './territoire.js';

/** AESH who left in the last three years and are still in the photo, for one in service. */
const PARTIS_PAR_AESH = 0.35;
const PART_EPP = 0.67;
const PART_TETE_PIAL = 0.76;
const RAYON_DOMICILE_KM = 25;
const COLONNES = [
  ...[
    'ID_AGENT',
    'CIVILITE',
    'NOM_USAGE',
    'NOM_FAMILLE',
    'PRENOM',
    'DATE_NAISSANCE',
    'ADRESSE',
    'CODE_POSTAL',
    'COMMUNE',
  ],
  ...['COURRIEL', 'TELEPHONE', 'RQTH', 'ID_CONTRAT', 'TYPE_CONTRAT', 'DATE_DEBUT_CONTRAT', 'DATE_FIN_CONTRAT'],
  ...['DATE_SIGNATURE', 'ID_MISSION', 'NATURE_SUPPORT', 'DATE_DEBUT_MISSION', 'DATE_FIN_MISSION', 'QUOTITE'],
  ...['HEURES_HEBDO', 'UAI_EMPLOYEUR', 'UAI_PAYEUR', 'UAI_TETE_PIAL'],
] as const;

export interface NombresRh {
  readonly aesh: number;
  readonly enPoste: number;
  readonly missions: number;
  readonly lignesEpp: number;
  readonly lignesAssed: number;
}

export interface OptionsRh {
  readonly territoire: Territoire;
  readonly peuplement: Peuplement;
  readonly dossier: string;
  readonly aujourdhui: Jour;
  progresser(fraction: number): void;
}

/** Writes the photos of both RH bases: EPP.csv (T2) and ASSED.csv (HT2). */
export async function ecrireRh(options: OptionsRh): Promise<NombresRh> {
  const fichiers: Record<BaseRh, FichierCsv> = {
    EPP: new FichierCsv(join(options.dossier, 'EPP.csv'), COLONNES),
    ASSED: new FichierCsv(join(options.dossier, 'ASSED.csv'), COLONNES),
  };
  const ecrivain = new EcrivainRh(options, fichiers, new Alea(`aesh ${anneeScolaire(options.aujourdhui)}`));
  let faits = 0;
  for (const equipe of options.peuplement.equipes) {
    ecrivain.ouvrirEquipe(equipe);
    for (let rang = 0; rang < equipe.aesh; rang++) {
      ecrivain.agent(equipe, rang, 'EN_POSTE');
      if (rang % 50 === 0) for (const fichier of Object.values(fichiers)) await fichier.respirer();
    }
    const partis = Math.round(equipe.aesh * PARTIS_PAR_AESH);
    for (let rang = 0; rang < partis; rang++) ecrivain.agent(equipe, equipe.aesh + rang, 'PARTI');
    options.progresser(++faits / options.peuplement.equipes.length);
  }
  for (const fichier of Object.values(fichiers)) await fichier.fermer();
  const [lignesEpp, lignesAssed] = [fichiers.EPP.lignes, fichiers.ASSED.lignes];
  return { ...ecrivain.nombres, missions: lignesEpp + lignesAssed, lignesEpp, lignesAssed };
}

class EcrivainRh {
  readonly nombres = { aesh: 0, enPoste: 0 };
  private readonly identites: Identites;
  private domiciles: (readonly [CommuneReelle, number])[] = [];

  constructor(
    private readonly options: OptionsRh,
    private readonly fichiers: Record<BaseRh, FichierCsv>,
    private readonly alea: Alea,
  ) {
    this.identites = new Identites(alea);
  }

  /** AESH live near the PIAL, in the large communes more than in the small ones. */
  ouvrirEquipe(equipe: Equipe): void {
    const centre = equipe.pial?.position ?? equipe.ecoles[0]?.position;
    if (!centre) return;
    this.domiciles = this.options.territoire.communes.flatMap((commune) => {
      const km = distanceKm(commune.position, centre);
      return km <= RAYON_DOMICILE_KM ? [[commune, (commune.population + 50) * Math.exp(-km / 8)] as const] : [];
    });
  }

  agent(equipe: Equipe, rang: number, presence: Presence): void {
    const { alea, identites, nombres } = this;
    nombres.aesh++;
    if (presence === 'EN_POSTE') nombres.enPoste++;
    const fonction = presence === 'EN_POSTE' ? this.fonction(equipe, rang) : 'ACCOMPAGNANT';
    const base: BaseRh = fonction === 'REFERENT' || alea.chance(PART_EPP) ? 'EPP' : 'ASSED';
    const sexe: Sexe = alea.chance(0.93) ? 'F' : 'M';
    const [prenom, nomFamille] = [identites.prenomAdulte(sexe), identites.nom()];
    const nomUsage = sexe === 'F' && alea.chance(0.45) ? identites.nom() : nomFamille;
    const numero = String(nombres.aesh).padStart(7, '0');
    const idAgent = base === 'EPP' ? `16E${numero}${alea.choisir(['AES', 'HJK', 'VZT'])}` : `A${numero}`;
    const commune = alea.pondere(this.domiciles);
    const etatCivil = [
      idAgent,
      sexe === 'F' ? 'MME' : 'M',
      nomUsage.toUpperCase(),
      nomFamille.toUpperCase(),
      prenom,
      enFrancais(identites.naissance(anneeScolaire(this.options.aujourdhui) - this.age())),
      identites.adresse(),
      commune.codePostal,
      base === 'EPP' ? commune.nom.toUpperCase() : commune.nom,
      identites.courriel(prenom, nomUsage, numero),
      identites.telephone(),
      alea.chance(0.06) ? 'O' : 'N',
    ];
    for (const [position, poste] of derouler(alea, base, presence, this.options.aujourdhui).entries()) {
      this.missions(etatCivil, equipe, base, poste, { position, idAgent, fonction, rang });
    }
  }

  /** 16 % under 35, 38 % over 50. */
  private age(): number {
    const { alea } = this;
    return alea.pondere([
      [alea.entier(22, 34), 16] as const,
      [alea.entier(35, 49), 46] as const,
      [alea.entier(50, 63), 38] as const,
    ]);
  }

  /** The first of a PIAL is its référent, then one AESH for each ULIS. */
  private fonction({ pial, ecoles }: Equipe, rang: number): Fonction {
    if (pial !== null && rang === 0) return 'REFERENT';
    const ulis = ecoles.filter((e) => e.ulis).length;
    if (rang <= ulis) return 'COLLECTIF';
    return this.alea.chance(0.004) ? 'ADULTE' : 'ACCOMPAGNANT';
  }

  private missions(
    etatCivil: readonly string[],
    equipe: Equipe,
    base: BaseRh,
    poste: Poste,
    agent: { position: number; idAgent: string; fonction: Fonction; rang: number },
  ): void {
    const { alea, fichiers } = this;
    const ulis = equipe.ecoles.filter((e) => e.ulis);
    const ecole = (agent.fonction === 'COLLECTIF' ? ulis[agent.rang - 1] : undefined) ?? alea.choisir(equipe.ecoles);
    const supports: Support[] = [supportDe(alea)];
    const fonctions: Fonction[] = [agent.fonction];
    const [premier] = supports;
    // A référent also accompanies; some others share their time between two schools.
    if (premier?.partageable && (agent.fonction === 'REFERENT' || alea.chance(0.05))) {
      supports.splice(0, 1, ...premier.partager());
      fonctions.push('ACCOMPAGNANT');
    }
    supports.forEach((support, rang) => {
      const fonction = fonctions[rang] ?? 'ACCOMPAGNANT';
      const employeur = rang === 0 ? ecole : alea.choisir(equipe.ecoles);
      const { contrat } = poste;
      const signature = plusJours(contrat.debut, -alea.entier(2, 40));
      fichiers[base].ecrire([
        ...etatCivil,
        `${agent.idAgent}-C${poste.rangContrat}`,
        contrat.type,
        enFrancais(contrat.debut),
        contrat.fin === null ? null : enFrancais(contrat.fin),
        base === 'ASSED' ? enFrancais(signature) : null,
        `${agent.idAgent}-M${agent.position + 1}${rang > 0 ? 'B' : ''}`,
        natureDe(alea, base, fonction, employeur),
        enFrancais(poste.debut),
        poste.fin === null ? null : enFrancais(poste.fin),
        support.quotite,
        support.heures,
        ...this.uais(equipe, base, employeur),
      ]);
    });
  }

  /** Employer, payer, tête de PIAL. Some employers are unknown to the annuaire, or are the département's service itself. */
  private uais(equipe: Equipe, base: BaseRh, ecole: EcoleReelle): (string | null)[] {
    const { alea, options } = this;
    const service = options.territoire.payeurs.get(equipe.departement) ?? ecole.uai;
    const sort = alea.next();
    const tete = equipe.pial !== null && alea.chance(PART_TETE_PIAL) ? equipe.pial.uai : null;
    const employeur =
      sort < 0.001 ? this.inconnu(equipe.departement) : sort < 0.02 && tete !== null ? service : ecole.uai;
    const mutualisateur = equipe.ecoles.find((e) => e.paliers.includes('LYCEE') || e.paliers.includes('COLLEGE'));
    return [employeur, base === 'EPP' ? service : (mutualisateur?.uai ?? service), tete];
  }

  /** A UAI of good form that no school bears. */
  private inconnu(departement: string): string {
    for (let numero = 9990; ; numero--) {
      const chiffres = `${departement}${numero}`;
      const uai = `${chiffres}${cleUai(chiffres)}`;
      if (!this.options.territoire.connus.has(uai)) return uai;
    }
  }
}
