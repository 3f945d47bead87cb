export * from './persistence/entites.js';
export { MessagesModule } from './messages.module.js';
