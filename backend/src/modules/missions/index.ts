export * from './persistence/entites.js';
