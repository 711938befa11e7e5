import { expect, test } from 'vitest';
import { spellingLanguages } from '../../../src/main/electron/spelling/spelling-languages.ts';

const available = [
  'cs',
  'de-DE',
  'en-GB',
  'en-US',
  'es-ES',
  'fr-FR',
  'it-IT',
  'nb',
  'pl',
  'pt-BR',
  'sv',
];

test.each([
  { name: 'as they are', preferred: ['en-GB', 'de-DE'], languages: ['en-GB', 'de-DE'] },
  {
    name: 'in another country',
    preferred: ['de-CH', 'de-AT', 'fr-CA'],
    languages: ['de-DE', 'fr-FR'],
  },
  { name: 'whatever their case', preferred: ['PT-br'], languages: ['pt-BR'] },
  { name: 'without a country', preferred: ['it', 'cs-CZ'], languages: ['it-IT', 'cs'] },
  { name: 'none that there is', preferred: ['ja-JP', ''], languages: ['en-US'] },
  {
    name: 'not all of many',
    preferred: ['cs', 'de', 'en-US', 'es', 'fr', 'it', 'nb'],
    languages: ['cs', 'de-DE', 'en-US', 'es-ES', 'fr-FR'],
  },
])('languages $name', ({ preferred, languages }) => {
  expect(spellingLanguages(preferred, available)).toEqual(languages);
});

test('without any dictionary there is nothing to choose', () => {
  expect(spellingLanguages(['en-US'], [])).toEqual([]);
});
