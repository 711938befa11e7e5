import { t } from '../../language/translate.ts';
import { maxAttachments } from '../../model/attachments.ts';
import type { Misuse } from '../../model/arrival/arrival.ts';

function usage(): string {
  return [
    t('usage.title'),
    `  parley ask [--send] "text"      ${t('usage.ask')}`,
    `  parley open [--send] file...    ${t('usage.open')}`,
    `  parley --quick-ask              ${t('usage.quick')}`,
    t('usage.send', { option: '--send' }),
  ].join('\n');
}

function sentenceOf(misuse: Misuse): string {
  switch (misuse) {
    case 'unknown_option':
    case 'nothing_to_ask':
    case 'too_long':
    case 'no_file':
    case 'not_on_this_computer':
      return t(`misuse.${misuse}`);
    case 'only_alone':
      return t('misuse.only_alone', { option: '--quick-ask' });
    case 'too_many_files':
      return t('misuse.too_many_files', { most: maxAttachments });
  }
}

/** Says in a terminal why a command line was not understood, and how it is written. */
export function misuseWords(misuse: Misuse): string {
  return `${sentenceOf(misuse)}\n${usage()}`;
}
