import { t } from '../language/translate.ts';
import type { SearchTrouble } from '../model/library.ts';
import type { SearchProblem } from '../search/query.ts';

/** Says why the system denies access to the index, and the next step. */
function refusalWords({ code, folder, path }: Extract<SearchTrouble, { kind: 'refused' }>): string {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return t('search.trouble.refused.disk_full');
    case 'EROFS':
      return t('search.trouble.refused.read_only');
    case 'EACCES':
    case 'EPERM':
      return t('search.trouble.refused.no_permission', { folder });
    case 'ENOENT':
    case 'ENODEV':
    case 'ENXIO':
      return t('search.trouble.refused.missing', { folder });
    case 'ENOTDIR':
    case 'EEXIST':
      return t('search.trouble.refused.file_there', { folder });
    case 'EISDIR':
      return t('search.trouble.refused.folder_there', { path });
    case 'ELOOP':
      return t('search.trouble.refused.link_loop', { folder });
    case 'EBUSY':
    case 'ETXTBSY':
      return t('search.trouble.refused.busy');
    case 'EMFILE':
    case 'ENFILE':
      return t('search.trouble.refused.too_many_files');
    case 'ENOMEM':
      return t('search.trouble.refused.memory_full');
    case 'EFBIG':
      return t('search.trouble.refused.too_big');
    case 'EIO':
      return t('search.trouble.refused.disk_error');
    default:
      return t('search.trouble.refused', { code });
  }
}

/** Explains why messages cannot be searched, and what helps. */
export function searchTroubleWords(trouble: SearchTrouble): string {
  switch (trouble.kind) {
    case 'refused':
      return refusalWords(trouble);
    case 'no_full_text':
    case 'damaged':
    case 'thread_failed':
    case 'unknown':
      return t(`search.trouble.${trouble.kind}`);
  }
}

/** Explains why a part of a query was ignored. */
export function searchProblemWords(problem: SearchProblem): string {
  switch (problem.kind) {
    case 'nothing_to_find':
      return t('search.problem.nothing_to_find', { text: problem.text });
    case 'no_such_folder':
      return t('search.problem.no_such_folder', { folder: problem.folder });
    case 'folder_missing':
    case 'role_unknown':
    case 'model_missing':
    case 'thing_unknown':
      return t(`search.problem.${problem.kind}`);
    case 'date_unknown': {
      const filter = `${problem.filter}:`;
      return t('search.problem.date_unknown', {
        filter,
        day: `${filter}2025-03-31`,
        month: `${filter}2025-03`,
        year: `${filter}2025`,
      });
    }
  }
}
