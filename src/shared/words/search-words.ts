import type { SearchTrouble } from '../model/library.ts';
import type { SearchProblem } from '../search/query.ts';

/** Why the system denies access and the next step, to follow "because". */
function refusalWords(code: string, folder: string, path: string): string {
  const byItself = 'and search works again by itself';
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `the disk is full. Free some space, ${byItself}.`;
    case 'EROFS':
      return `the disk of your data folder is read-only. Make it writable, ${byItself}.`;
    case 'EACCES':
    case 'EPERM':
      return `Parley is not allowed to write to ${folder}. Allow it in the permissions of the folder, ${byItself}.`;
    case 'ENOENT':
    case 'ENODEV':
    case 'ENXIO':
      return `the data folder is missing: ${folder}. Connect its disk or put it back, ${byItself}.`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `there is a file where the data folder should be: ${folder}. Move that file away, ${byItself}.`;
    case 'EISDIR':
      return `there is a folder where the search index should be: ${path}. Move that folder away, ${byItself}.`;
    case 'ELOOP':
      return `a link on the way to ${folder} leads back to itself. Mend the link, ${byItself}.`;
    case 'EBUSY':
    case 'ETXTBSY':
      return `another program holds the search index open. Close it, ${byItself}.`;
    case 'EMFILE':
    case 'ENFILE':
      return `too many files are open on this computer. Close some programs, ${byItself}.`;
    case 'ENOMEM':
      return `the memory of this computer is full. Close some programs, ${byItself}.`;
    case 'EFBIG':
      return `the search index has become too big for this disk. Move your data folder to another disk in Settings, under Data.`;
    case 'EIO':
      return `the disk reported an error. Check the disk; Parley tries again by itself.`;
    default:
      return `the system refused (${code}). Parley tries again by itself.`;
  }
}

const because = (why: string): string => `Messages cannot be searched now, because ${why}`;

/** Explains why messages cannot be searched, and what helps. */
export function searchTroubleWords(trouble: SearchTrouble): string {
  switch (trouble.kind) {
    case 'no_full_text':
      return 'Messages cannot be searched here, because this build of Parley has no full-text search; titles can.';
    case 'damaged':
      return because(
        'the search index is damaged, also after it was made anew. Check the disk; Parley tries again by itself.',
      );
    case 'refused':
      return because(refusalWords(trouble.code, trouble.folder, trouble.path));
    case 'thread_failed':
      return because('what searches them has failed. Parley tries again by itself.');
    case 'unknown':
      return because('of an error that Parley does not know. It tries again by itself.');
  }
}

/** Explains why a part of a query was ignored. */
export function searchProblemWords(problem: SearchProblem): string {
  switch (problem.kind) {
    case 'nothing_to_find':
      return `“${problem.text}” has no letters or digits to search for.`;
    case 'no_such_folder':
      return `There is no folder called “${problem.folder}”.`;
    case 'folder_missing':
      return 'Type the name of a folder after in: — with quotation marks if it has spaces.';
    case 'role_unknown':
      return 'After from: comes me or assistant.';
    case 'model_missing':
      return 'Type a part of a model’s name after model:, such as model:gpt.';
    case 'thing_unknown':
      return 'After has: comes code, image or file.';
    case 'date_unknown': {
      const { filter } = problem;
      return `After ${filter}: comes a day, month or year, such as ${filter}:2025-03-31, ${filter}:2025-03 or ${filter}:2025.`;
    }
  }
}
