import { parseArgs } from 'node:util';
import { chooseLanguage } from '../../shared/language/choose.ts';
import { setLanguage } from '../../shared/language/translate.ts';
import { forcedLanguage, terminalLanguages } from './environment.ts';
import { loadLanguage } from './load-language.ts';
import { storedChoice } from './stored-choice.ts';

/** The data folder that a command line or the environment names; '' for none. */
function folderNamed(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): string {
  // Wrong arguments are reported later, once the language is known.
  const { values } = parseArgs({
    args: [...args],
    options: { data: { type: 'string' } },
    strict: false,
  });
  return typeof values.data === 'string' ? values.data : (environment['PARLEY_USER_DATA'] ?? '');
}

/**
 * Speaks the language that was chosen in the data folder, if there is one, or else that of the
 * terminal.
 */
export async function speakInTerminal(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const folder = folderNamed(args, environment);
  const tag =
    forcedLanguage(environment) ??
    (folder === '' ? null : storedChoice(folder)) ??
    chooseLanguage(terminalLanguages(environment));
  setLanguage(await loadLanguage(tag));
}
