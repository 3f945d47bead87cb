import { HttpClient, type HttpEvent } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import { type Observable } from 'rxjs';
import { Api } from '../../api/api';
import { importsAbandonner } from '../../api/fn/imports/imports-abandonner';
import { importsConfirmer } from '../../api/fn/imports/imports-confirmer';
import { importsLire } from '../../api/fn/imports/imports-lire';
import { type ImportsLister$Params, importsLister } from '../../api/fn/imports/imports-lister';
import { reglagesImportsApercu } from '../../api/fn/imports/reglages-imports-apercu';
import { reglagesImportsCorrespondances } from '../../api/fn/imports/reglages-imports-correspondances';
import { reglagesImportsGarder } from '../../api/fn/imports/reglages-imports-garder';
import { reglagesImportsPlanification } from '../../api/fn/imports/reglages-imports-planification';
import {
  type ResultatsImportsChangements$Params,
  resultatsImportsChangements,
} from '../../api/fn/imports/resultats-imports-changements';
import {
  type ResultatsImportsDifferences$Params,
  resultatsImportsDifferences,
} from '../../api/fn/imports/resultats-imports-differences';
import { resultatsImportsExporter } from '../../api/fn/imports/resultats-imports-exporter';
import { resultatsImportsLignesRejetees } from '../../api/fn/imports/resultats-imports-lignes-rejetees';
import { resultatsImportsRejets } from '../../api/fn/imports/resultats-imports-rejets';
import { resultatsImportsSignalements } from '../../api/fn/imports/resultats-imports-signalements';
import {
  type ApercuImport,
  type ChangementImport,
  type CorrespondancesImport,
  type CorrespondancesSaisies,
  type DifferenceImport,
  type Import,
  type ImportLance,
  type LigneRejetee,
  type PageChangementsImport,
  type PageDifferencesImport,
  type PageImports,
  type PageLignesRejetees,
  type PlanificationImports,
} from '../../api/models';
import { type EtatListe, ecrireTri } from '../../ui/data-table/etat-liste';

export type {
  ApercuImport,
  ChangementImport,
  CorrespondancesImport,
  DifferenceImport,
  Import,
  ImportLance,
  LigneRejetee,
  PlanificationImports,
};

export type Source = Import['source'];
export type Encodage = CorrespondancesSaisies['encodage'];
export type FiltreDifferences = Pick<ResultatsImportsDifferences$Params, 'genre' | 'objet' | 'q'>;

/** What is sent to be imported, and how it is read. */
export interface Envoi {
  readonly source: Source;
  readonly fichiers: readonly File[];
  readonly encodage: Encodage;
  /** Null: those kept for the source. */
  readonly correspondances: Readonly<Record<string, string>> | null;
  /** Of the schools: first day of the changes of PIAL. */
  readonly aCompterDu: string | null;
  readonly simulation: boolean;
}

const CHEMINS: Readonly<Record<Source, string>> = {
  EPP: 'rh/EPP',
  ASSED: 'rh/ASSED',
  ECOLES: 'ecoles',
  ERSEH: 'erseh',
};
/** As much of the file as the preview reads. */
const DEBUT_OCTETS = 512 * 1024;

@Injectable({ providedIn: 'root' })
export class ImportsApi {
  private readonly api = inject(Api);
  private readonly http = inject(HttpClient);

  lister({ q, tri, page, taille, filtres }: EtatListe): Observable<PageImports> {
    const parametres = { q: q || undefined, sort: ecrireTri(tri), page, size: taille, ...filtres };
    return this.api.invoke(importsLister, parametres as ImportsLister$Params);
  }

  lire(id: Import['id']): Observable<Import> {
    return this.api.invoke(importsLire, { id });
  }

  planification(): Observable<PlanificationImports> {
    return this.api.invoke(reglagesImportsPlanification);
  }

  correspondances(source: Source): Observable<CorrespondancesImport> {
    return this.api.invoke(reglagesImportsCorrespondances, { source });
  }

  garder(source: Source, reglages: CorrespondancesSaisies): Observable<CorrespondancesImport> {
    return this.api.invoke(reglagesImportsGarder, { source, body: reglages });
  }

  apercu(source: Source, encodage: Encodage, fichier: File): Observable<ApercuImport> {
    const debut = new File([fichier.slice(0, DEBUT_OCTETS)], fichier.name);
    return this.api.invoke(reglagesImportsApercu, { body: { source, encodage, fichier: debut } });
  }

  /** The sending as it goes: a file may be long to send. */
  envoyer(envoi: Envoi): Observable<HttpEvent<ImportLance>> {
    const corps = new FormData();
    if (envoi.correspondances !== null) {
      corps.append('correspondances', JSON.stringify(envoi.correspondances));
    }
    for (const fichier of envoi.fichiers) {
      corps.append('fichier', fichier, fichier.name);
    }
    const params: Record<string, string> = { dryRun: String(envoi.simulation), encodage: envoi.encodage };
    if (envoi.source === 'ECOLES' && envoi.aCompterDu !== null) {
      params['aCompterDu'] = envoi.aCompterDu;
    }
    return this.http.post<ImportLance>(`${this.api.rootUrl}/api/imports/${CHEMINS[envoi.source]}`, corps, {
      params,
      observe: 'events',
      reportProgress: true,
    });
  }

  confirmer(id: Import['id']): Observable<ImportLance> {
    return this.api.invoke(importsConfirmer, { id });
  }

  abandonner(id: Import['id']): Observable<Import> {
    return this.api.invoke(importsAbandonner, { id });
  }

  differences(
    id: Import['id'],
    filtre: FiltreDifferences,
    page: number,
    size: number,
  ): Observable<PageDifferencesImport> {
    return this.api.invoke(resultatsImportsDifferences, { id, ...filtre, page, size });
  }

  telechargerDifferences(id: Import['id'], filtre: FiltreDifferences): Observable<Blob> {
    return this.api.invoke(resultatsImportsExporter, { id, ...filtre });
  }

  lignesRejetees(id: Import['id'], signalements: boolean, page: number, size: number): Observable<PageLignesRejetees> {
    return this.api.invoke(resultatsImportsLignesRejetees, {
      id,
      signalements: signalements ? 'true' : 'false',
      page,
      size,
    });
  }

  telechargerRejets(id: Import['id'], signalements: boolean): Observable<Blob> {
    return this.api.invoke(signalements ? resultatsImportsSignalements : resultatsImportsRejets, { id });
  }

  changements({ page, taille, filtres }: EtatListe): Observable<PageChangementsImport> {
    const parametres = { page, size: taille, ...filtres };
    return this.api.invoke(resultatsImportsChangements, parametres as ResultatsImportsChangements$Params);
  }
}
