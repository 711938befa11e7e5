// Dependencies of a list of models, loaded when one is first opened.
export { choicesOf, recentModels } from './choices.ts';
export { searchChoices } from './search-choices.ts';
export { filtersFrom, ModelFilters } from './model-filters.tsx';
