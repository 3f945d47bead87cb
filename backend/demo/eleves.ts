import { join } from 'node:path';
import { type AnneeScolaire, anneeScolaire, periodeAnnee } from '../src/kernel/annee-scolaire.js';
import { type Jour, enFrancais, maxJour, minJour, plusJours, veille } from '../src/kernel/jour.js';
import { Alea } from './alea.js';
import { FichierCsv } from './fichier-csv.js';
import { Identites, type Sexe } from './identites.js';
import { type Notification, type Situation, notifier } from './notifications.js';
import { type Depart, type Etape, Filieres, classe, construireParcours, tirerDepart } from './parcours.js';
import type { Accueil, Peuplement } from './peuplement.js';
import type { Territoire } from './territoire.js';

/** Years of history before the present one. */
const PROFONDEUR = 6;
const COLONNES = {
  secteurs: ['CODE_SECTEUR', 'LIBELLE', 'DEPARTEMENT', 'ERSEH_IDENTIFIANT', 'ERSEH_NOM', 'ERSEH_COURRIEL'],
  eleves: ['ID_ELEVE', 'INE', 'NOM', 'PRENOM', 'DATE_NAISSANCE', 'SEXE', 'CODE_SECTEUR', 'ETAT_DOSSIER'],
  scolarites: ['ID_SCOLARITE', 'ID_ELEVE', 'UAI', 'CLASSE', 'DISPOSITIF', 'DATE_DEBUT', 'DATE_FIN'],
  decisions: [
    ...['ID_DECISION', 'ID_ELEVE', 'TYPE', 'HEURES_HEBDO', 'ORIGINE', 'NATURE'],
    ...['DATE_CDAPH', 'DATE_DEBUT', 'DATE_FIN'],
  ],
  proches: ['ID_PROCHE', 'ID_ELEVE', 'LIEN', 'NOM', 'PRENOM', 'TELEPHONE', 'COURRIEL', 'ADRESSE'],
  soins: ['ID_SOIN', 'ID_ELEVE', 'STRUCTURE', 'JOURS', 'DATE_DEBUT', 'DATE_FIN'],
} as const;
const STRUCTURES = [
  'CMPP',
  'CMP',
  'SESSAD',
  'CAMSP',
  'Orthophoniste libéral',
  'Psychomotricien libéral',
  'Hôpital de jour',
];
const JOURS = ['Lundi', 'Mardi', 'Mercredi', 'Jeudi', 'Vendredi'];

type Fichiers = Record<keyof typeof COLONNES, FichierCsv>;
type EtatDossier = 'ACTIF' | 'GELE' | 'CLOTURE';

export interface NombresErseh {
  readonly secteurs: number;
  readonly eleves: number;
  readonly scolarites: number;
  readonly decisions: number;
  readonly proches: number;
  readonly soins: number;
}

export interface OptionsErseh {
  readonly territoire: Territoire;
  readonly peuplement: Peuplement;
  readonly dossier: string;
  readonly aujourdhui: Jour;
  progresser(fraction: number): void;
}

/** Writes the six files of the ERSEH side. One pupil at a time: memory does not grow with the scale. */
export async function ecrireErseh(options: OptionsErseh): Promise<NombresErseh> {
  const { peuplement, dossier } = options;
  const ouvrir = (nom: keyof typeof COLONNES): FichierCsv => new FichierCsv(join(dossier, `${nom}.csv`), COLONNES[nom]);
  const fichiers: Fichiers = {
    secteurs: ouvrir('secteurs'),
    eleves: ouvrir('eleves'),
    scolarites: ouvrir('scolarites'),
    decisions: ouvrir('decisions'),
    proches: ouvrir('proches'),
    soins: ouvrir('soins'),
  };
  const alea = new Alea(`eleves ${anneeScolaire(options.aujourdhui)}`);
  const ecrivain = new EcrivainErseh(options, fichiers, alea);
  peuplement.secteurs.forEach(({ code, departement, libelle }, rang) => {
    const identifiant = `erseh.${code}`;
    const nom = `${ecrivain.identites.prenomAdulte('F')} ${ecrivain.identites.nom()}`;
    fichiers.secteurs.ecrire([code, libelle, departement, identifiant, nom, `${identifiant}@example.org`]);
    if (rang % 20 === 0) options.progresser(0);
  });
  let faits = 0;
  for (const accueil of peuplement.accueils) {
    for (let rang = 0; rang < accueil.eleves; rang++) {
      ecrivain.eleve(accueil);
      if (rang % 50 === 0) for (const fichier of Object.values(fichiers)) await fichier.respirer();
    }
    options.progresser(++faits / peuplement.accueils.length);
  }
  for (const fichier of Object.values(fichiers)) await fichier.fermer();
  return {
    secteurs: fichiers.secteurs.lignes,
    eleves: fichiers.eleves.lignes,
    scolarites: fichiers.scolarites.lignes,
    decisions: fichiers.decisions.lignes,
    proches: fichiers.proches.lignes,
    soins: fichiers.soins.lignes,
  };
}

class EcrivainErseh {
  readonly identites: Identites;
  private readonly filieres: Filieres;
  private readonly annee: AnneeScolaire;

  constructor(
    private readonly options: OptionsErseh,
    private readonly fichiers: Fichiers,
    private readonly alea: Alea,
  ) {
    this.identites = new Identites(alea);
    this.filieres = new Filieres(options.territoire);
    this.annee = anneeScolaire(options.aujourdhui);
  }

  eleve(accueil: Accueil): void {
    const { alea, identites, fichiers, annee } = this;
    const depart = tirerDepart(alea, accueil.ecole);
    const enUlis = alea.chance(accueil.partUlis);
    const sexe: Sexe = alea.chance(0.71) ? 'M' : 'F';
    const [nom, prenom] = [identites.nom(), identites.prenomEnfant(sexe)];
    const etat = alea.pondere<EtatDossier>([
      ['ACTIF', 945],
      ['GELE', 12],
      ['CLOTURE', 43],
    ]);
    const naissance = identites.naissance(annee - 3 - depart.niveau - (alea.chance(0.22) ? 1 : 0));
    const numero = fichiers.eleves.lignes + 1;
    const id = `${accueil.ecole.departement}${String(numero).padStart(7, '0')}`;
    const ine = alea.chance(0.97)
      ? `99${String(numero).padStart(7, '0')}${alea.choisir(['AA', 'BK', 'DC', 'HF', 'JG'])}`
      : null;
    const dossier = enFrancais(naissance);
    fichiers.eleves.ecrire([id, ine, nom.toUpperCase(), prenom, dossier, sexe, accueil.secteur, etat]);

    const ouverture = this.ouverture(depart);
    this.decisions(id, notifier(alea, this.situation(etat, enUlis), ouverture, this.options.aujourdhui));
    const etapes = construireParcours(alea, this.filieres, depart, {
      annee,
      premiereAnnee: anneeScolaire(ouverture),
      sortie: this.sortie(etat),
      inscrit: etat === 'ACTIF' && alea.chance(0.06),
    });
    this.scolarites(id, etapes, enUlis);
    this.proches(id, nom);
    if (alea.chance(0.15)) this.soin(id);
  }

  /** Day when the file was opened: some years ago, after the third birthday. */
  private ouverture(depart: Depart): Jour {
    const age = this.alea.entier(0, Math.min(PROFONDEUR, depart.niveau));
    return periodeAnnee(this.annee - age).debut;
  }

  private situation(etat: EtatDossier, enUlis: boolean): Situation {
    if (etat === 'CLOTURE') return 'TERMINEE';
    return this.alea.pondere<Situation>([
      ['EN_COURS', enUlis ? 56 : 76.8],
      ['TERMINEE', enUlis ? 25 : 17.7],
      ['A_VENIR', 1.5],
      ['AUCUNE', enUlis ? 17.5 : 4],
    ]);
  }

  /** Last day at school of those who left: closed files, and a few others. */
  private sortie(etat: EtatDossier): Jour | null {
    const { alea, annee, options } = this;
    if (etat !== 'CLOTURE' && !alea.chance(0.012)) return null;
    if (alea.chance(0.6)) return veille(periodeAnnee(annee).debut);
    return minJour(veille(options.aujourdhui), plusJours(periodeAnnee(annee).debut, alea.entier(10, 80)));
  }

  private decisions(eleve: string, notifications: readonly Notification[]): void {
    const { decisions } = this.fichiers;
    for (const n of notifications) {
      decisions.ecrire([
        `D${String(decisions.lignes + 1).padStart(8, '0')}`,
        eleve,
        n.type,
        n.heures === null ? null : String(n.heures).replace('.', ','),
        n.origine,
        n.nature,
        enFrancais(n.dateCdaph),
        enFrancais(n.debut),
        enFrancais(n.fin),
      ]);
    }
  }

  private scolarites(eleve: string, etapes: readonly Etape[], enUlis: boolean): void {
    const { scolarites } = this.fichiers;
    for (const { ecole, palier, niveau, debut, fin } of etapes) {
      const dispositif = enUlis && ecole.ulis ? 'ULIS' : palier === 'COLLEGE' && ecole.segpa && enUlis ? 'SEGPA' : null;
      scolarites.ecrire([
        `S${String(scolarites.lignes + 1).padStart(8, '0')}`,
        eleve,
        ecole.uai,
        classe(niveau, palier),
        dispositif,
        enFrancais(debut),
        fin === null ? null : enFrancais(fin),
      ]);
    }
  }

  private proches(eleve: string, nom: string): void {
    const { alea, identites, fichiers } = this;
    const liens = alea.chance(0.5)
      ? ['Mère', 'Père']
      : [
          alea.pondere([
            ['Mère', 8],
            ['Père', 2],
            ['Tuteur', 0.5],
          ]),
        ];
    for (const lien of liens) {
      const prenom = identites.prenomAdulte(lien === 'Mère' ? 'F' : 'M');
      const sien = lien === 'Père' || alea.chance(0.6) ? nom : identites.nom();
      const numero = fichiers.proches.lignes + 1;
      fichiers.proches.ecrire([
        `P${String(numero).padStart(8, '0')}`,
        eleve,
        lien,
        sien.toUpperCase(),
        prenom,
        identites.telephone(),
        alea.chance(0.85) ? identites.courriel(prenom, sien, numero) : null,
        identites.adresse(),
      ]);
    }
  }

  private soin(eleve: string): void {
    const { alea, annee, fichiers } = this;
    const { debut, fin } = periodeAnnee(annee);
    fichiers.soins.ecrire([
      `C${String(fichiers.soins.lignes + 1).padStart(8, '0')}`,
      eleve,
      alea.choisir(STRUCTURES),
      alea.melanger(JOURS).slice(0, alea.entier(1, 2)).join(', '),
      enFrancais(maxJour(debut, plusJours(debut, alea.entier(0, 60)))),
      alea.chance(0.8) ? enFrancais(fin) : null,
    ]);
  }
}
