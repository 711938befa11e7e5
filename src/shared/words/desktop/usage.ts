import { maxAttachments } from '../../model/attachments.ts';
import type { Misuse } from '../../model/arrival/arrival.ts';

const usage = `Usage:
  parley ask [--send] "text"      fills in a new message; text may also be piped in
  parley open [--send] file...    attaches files to a new message
  parley --quick-ask              shows the small window of quick ask
Nothing is sent without --send.`;

const sentences: Readonly<Record<Misuse, string>> = {
  unknown_option: 'Parley does not know this option.',
  nothing_to_ask: 'There is nothing to ask.',
  too_long: 'This text is too long to be asked. Open it as a file.',
  no_file: 'There is no file to open.',
  not_on_this_computer: 'Parley opens files of this computer.',
  only_alone: 'Nothing comes after --quick-ask.',
  too_many_files: `A message has at most ${String(maxAttachments)} attachments.`,
};

/** Says in a terminal why a command line was not understood, and how it is written. */
export function misuseWords(misuse: Misuse): string {
  return `${sentences[misuse]}\n${usage}`;
}
