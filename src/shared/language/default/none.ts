import type { Catalogue } from '../catalogues.ts';

/** A window loads one catalogue, that of its language, and has none before. */
export const defaultCatalogue: Catalogue | null = null;
