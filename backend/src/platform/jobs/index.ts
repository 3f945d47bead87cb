export {
  type ContexteJob,
  type DemandeJob,
  type Job,
  type PlanJob,
  schemaJob,
  schemaJobLance,
  type TraitementJob,
} from './job.js';
export { JobsModule } from './jobs.module.js';
export { JobsService } from './jobs.service.js';
