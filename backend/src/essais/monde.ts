import type { DataSource, EntityManager } from 'typeorm';
import { cleUai } from '../kernel/uai.js';
import { rafraichirCouvertures } from '../modules/accompagnements/index.js';

type Valeurs = Record<string, unknown>;

/** School year 2026 (01/09/2026–31/08/2027), in which everything happens unless said otherwise. */
export const DEBUT_ANNEE = '2026-09-01';
export const FIN_ANNEE = '2027-08-31';

export interface OptionsEtablissement {
  uai?: string;
  nom?: string;
  departement?: string;
  commune?: string;
  latitude?: number | null;
  longitude?: number | null;
  circonscription?: string;
  degre?: 'PREMIER' | 'SECOND' | 'AUTRE';
}

export interface OptionsMission {
  aesh?: number;
  source?: 'EPP' | 'ASSED' | 'PREVISIONNEL';
  nature?: string;
  typeContrat?: 'CDD' | 'CDI';
  debut?: string;
  fin?: string | null;
  heures?: number;
  departement?: string;
  actif?: boolean;
  uaiTetePial?: string | null;
}

export interface OptionsAccompagnement {
  mission: number;
  decisions: readonly number[];
  uai: string;
  type?: 'INDIVIDUELLE' | 'MUTUALISEE';
  debut?: string;
  fin?: string;
  heures?: number;
  maintien?: boolean;
}

/** Of the whole process, so that several worlds in one database never collide. */
let rang = 0;
let ecoles = 0;

/**
 * A small world for the specs that need rows: each method inserts one record with sensible defaults and returns its key.
 * Straight SQL on purpose: it can also build what no use case would allow (imports do).
 */
export class Monde {
  /** @param departement three characters, where everything is unless said otherwise */
  constructor(
    readonly base: DataSource | EntityManager,
    readonly departement = '031',
  ) {}

  async etablissement(options: OptionsEtablissement = {}): Promise<string> {
    const departement = options.departement ?? this.departement;
    const latitude = options.latitude === undefined ? 43.6 : options.latitude;
    const longitude = options.longitude === undefined ? 1.44 : options.longitude;
    const uai = options.uai ?? this.nouvelUai(departement);
    await this.inserer('etablissement', {
      uai,
      nom: options.nom ?? `École ${uai}`,
      departement,
      commune: options.commune ?? 'Toulouse',
      latitude,
      longitude,
      localisation: latitude === null || longitude === null ? 'ABSENTE' : 'ANNUAIRE',
      code_circonscription: options.circonscription ?? null,
      degre: options.degre ?? 'PREMIER',
    });
    return uai;
  }

  /** A PIAL and its members, the tête included; makes the tête when it is not given. */
  async pial(
    options: { tete?: string; nom?: string; membres?: readonly string[]; debut?: string; departement?: string } = {},
  ): Promise<string> {
    const departement = options.departement ?? this.departement;
    const tete = options.tete ?? (await this.etablissement({ nom: options.nom ?? 'Collège tête', departement }));
    await this.inserer('pial', { uai: tete, departement });
    for (const uai of new Set([tete, ...(options.membres ?? [])])) {
      await this.membre({ pial: tete, uai, debut: options.debut });
    }
    return tete;
  }

  async membre(options: { pial: string; uai: string; debut?: string; fin?: string | null }): Promise<number> {
    const { pial, uai, debut = '2020-09-01', fin = null } = options;
    return this.inserer('pial_membre', { pial_uai: pial, uai, debut, fin }, 'id');
  }

  async secteur(options: { code?: string; libelle?: string; departement?: string } = {}): Promise<string> {
    const code = options.code ?? `S${this.suivant()}`;
    const departement = options.departement ?? this.departement;
    await this.inserer('secteur', { code, libelle: options.libelle ?? `Secteur ${code}`, departement });
    return code;
  }

  async eleve(
    options: {
      secteur?: string;
      nom?: string;
      prenom?: string;
      identifiant?: string;
      etatDossier?: 'ACTIF' | 'GELE' | 'CLOTURE';
    } = {},
  ): Promise<number> {
    const rang = this.suivant();
    return this.inserer(
      'eleve',
      {
        identifiant: options.identifiant ?? `E${rang}`,
        nom: options.nom ?? `Nom${rang}`,
        prenom: options.prenom ?? `Prénom${rang}`,
        date_naissance: '2016-05-04',
        secteur_code: options.secteur ?? (await this.secteur()),
        etat_dossier: options.etatDossier ?? 'ACTIF',
      },
      'id',
    );
  }

  async scolarite(options: {
    eleve: number;
    uai: string;
    debut?: string;
    fin?: string | null;
    classe?: string;
  }): Promise<number> {
    const { eleve, uai, debut = DEBUT_ANNEE, fin = FIN_ANNEE, classe = 'CM1' } = options;
    const identifiant = `SC${this.suivant()}`;
    return this.inserer('scolarite', { identifiant, eleve_id: eleve, uai, classe, debut, fin }, 'id');
  }

  /** Individual, 24 h, over the year, unless said otherwise. */
  async decision(options: {
    eleve: number;
    type?: 'INDIVIDUELLE' | 'MUTUALISEE';
    heures?: number | null;
    debut?: string;
    fin?: string;
    origine?: 'PREMIERE_DEMANDE' | 'REEXAMEN_GEVASCO';
    nature?: 'PROJET_CIBLE' | 'PROJET_ALTERNATIF';
  }): Promise<number> {
    const type = options.type ?? 'INDIVIDUELLE';
    const heures = options.heures === undefined ? (type === 'INDIVIDUELLE' ? 24 : null) : options.heures;
    return this.inserer(
      'decision',
      {
        identifiant: `D${this.suivant()}`,
        eleve_id: options.eleve,
        type,
        heures,
        origine: options.origine ?? 'PREMIERE_DEMANDE',
        nature: options.nature ?? 'PROJET_CIBLE',
        debut: options.debut ?? DEBUT_ANNEE,
        fin: options.fin ?? FIN_ANNEE,
      },
      'id',
    );
  }

  async aesh(
    options: {
      nom?: string;
      prenom?: string;
      actif?: boolean;
      source?: 'EPP' | 'ASSED' | 'PREVISIONNEL';
      latitude?: number | null;
      longitude?: number | null;
      commune?: string;
      transport?: string;
    } = {},
  ): Promise<number> {
    const rang = this.suivant();
    return this.inserer(
      'aesh',
      {
        source: options.source ?? 'EPP',
        id_agent: `A${rang}`,
        actif: options.actif ?? true,
        nom_usage: options.nom ?? `Aesh${rang}`,
        prenom: options.prenom ?? `Camille${rang}`,
        commune: options.commune ?? 'Toulouse',
        latitude: options.latitude === undefined ? 43.61 : options.latitude,
        longitude: options.longitude === undefined ? 1.45 : options.longitude,
        transport: options.transport ?? null,
      },
      'id',
    );
  }

  /** An accompanying mission (HI1D) of 24 h over the year, unless said otherwise. */
  async mission(options: OptionsMission = {}): Promise<number> {
    const source = options.source ?? 'EPP';
    const fin = options.fin === undefined ? FIN_ANNEE : options.fin;
    return this.inserer(
      'mission',
      {
        source,
        id_mission: `M${this.suivant()}`,
        aesh_id: options.aesh ?? (await this.aesh({ source })),
        type_contrat: options.typeContrat ?? (fin === null ? 'CDI' : 'CDD'),
        nature_code: options.nature ?? 'HI1D',
        debut: options.debut ?? DEBUT_ANNEE,
        fin,
        heures: options.heures ?? 24,
        origine_heures: 'RH',
        departement: options.departement ?? this.departement,
        actif: options.actif ?? true,
        uai_tete_pial: options.uaiTetePial ?? null,
      },
      'id',
    );
  }

  async affectation(options: {
    mission: number;
    pial: string;
    debut?: string;
    fin?: string | null;
    heures?: number;
  }): Promise<number> {
    const { mission, pial, debut = DEBUT_ANNEE, fin = FIN_ANNEE, heures = 24 } = options;
    return this.inserer('affectation_pial', { mission_id: mission, pial_uai: pial, debut, fin, heures }, 'id');
  }

  async accompagnement(options: OptionsAccompagnement): Promise<number> {
    const id = await this.inserer(
      'accompagnement',
      {
        mission_id: options.mission,
        type: options.type ?? 'INDIVIDUELLE',
        uai: options.uai,
        debut: options.debut ?? DEBUT_ANNEE,
        fin: options.fin ?? FIN_ANNEE,
        heures: options.heures ?? 24,
        maintien: options.maintien ?? false,
      },
      'id',
    );
    for (const decision of options.decisions) {
      await this.inserer('accompagnement_decision', { accompagnement_id: id, decision_id: decision });
    }
    return id;
  }

  /** A pupil schooled all year, with a decision: what most specs start from. */
  async eleveNotifie(
    options: {
      uai?: string;
      secteur?: string;
      nom?: string;
      prenom?: string;
      type?: 'INDIVIDUELLE' | 'MUTUALISEE';
      heures?: number | null;
    } = {},
  ): Promise<{ eleve: number; decision: number; uai: string; scolarite: number }> {
    const uai = options.uai ?? (await this.etablissement());
    const eleve = await this.eleve(options);
    const scolarite = await this.scolarite({ eleve, uai });
    const decision = await this.decision({ eleve, type: options.type, heures: options.heures });
    return { eleve, decision, uai, scolarite };
  }

  /** Stored coverages and occupations brought up to date, as each write of the application does. */
  async rafraichir(): Promise<void> {
    await this.base.transaction((manager) => rafraichirCouvertures(manager));
  }

  private suivant(): number {
    rang += 1;
    return rang;
  }

  /** A valid UAI of the département, counted down from the end of its numbers. */
  nouvelUai(departement = this.departement): string {
    const prefixe = /^\d{3}$/.test(departement) ? departement : '620';
    ecoles += 1;
    const numero = prefixe + String(10_000 - ecoles).padStart(4, '0');
    return numero + cleUai(numero);
  }

  private async inserer(table: string, valeurs: Valeurs): Promise<void>;
  private async inserer(table: string, valeurs: Valeurs, cle: 'id'): Promise<number>;
  private async inserer(table: string, valeurs: Valeurs, cle?: 'id'): Promise<number | void> {
    const colonnes = Object.keys(valeurs);
    const parametres = colonnes.map((_, rang) => `$${rang + 1}`);
    const lignes: { id: number }[] = await this.base.query(
      `INSERT INTO ${table} (${colonnes.join(', ')}) VALUES (${parametres.join(', ')}) ${cle ? 'RETURNING id' : ''}`,
      Object.values(valeurs),
    );
    return cle ? lignes[0]?.id : undefined;
  }
}
