import type { Catalogue } from '../catalogues.ts';
import english from '../locales/en.json' with { type: 'json' };

/**
 * A process speaks this catalogue until another is set; one without a person in front of it always
 * does.
 */
export const defaultCatalogue: Catalogue | null = english;
