import type { Catalogue } from '../catalogues.ts';
import english from '../locales/en.json' with { type: 'json' };

/** What a process speaks until a language is set, and one that has no person in front of it always. */
export const defaultCatalogue: Catalogue | null = english;
