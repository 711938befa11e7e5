/** Parley's own folders in the data folder; Chromium keeps its profile beside them. */
export const ownFolders: readonly string[] = [
  'conversations',
  'attachments',
  'drafts',
  'trash',
  'quarantine',
  'before-update',
  'backups',
  'tool-servers',
  'spending',
];

/** Folders with what can be fetched again: a move leaves them behind. */
export const otherFolders: readonly string[] = ['updates'];

/** Files that cannot be recreated; they are included when the data folder is moved. */
export const ownFiles: readonly string[] = [
  'settings.json',
  'library.json',
  'secrets.json',
  'api-tokens.json',
  'tools.json',
  'assistants.json',
  'prompts.json',
];

/**
 * Files that stay behind when the data folder is moved: caches, and the pointer to the moved
 * folder.
 */
const otherFile =
  /^(?:heads\.cache|models\.cache|data-folder\.json|library\.sqlite(?:-wal|-shm|-journal)?)$/;
/** Leftovers of interrupted writes; Chromium uses no such names. */
const leftover = /^\..+\.tmp$/;

/** True for a file that Parley itself has put into its data folder. */
export function isOwnFile(name: string): boolean {
  return ownFiles.includes(name) || otherFile.test(name) || leftover.test(name);
}
