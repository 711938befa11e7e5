/** The folders of the data folder that are Parley's own: Chromium keeps its profile beside them. */
export const ownFolders: readonly string[] = [
  'conversations',
  'attachments',
  'drafts',
  'trash',
  'quarantine',
  'before-update',
  'backups',
];

/** The files that hold what cannot be made anew; they go along when the data folder is moved. */
export const ownFiles: readonly string[] = ['settings.json', 'secrets.json', 'api-tokens.json'];

/** Files that stay behind when the data folder is moved: caches, and the way to the moved folder. */
const otherFile = /^(?:heads\.cache|data-folder\.json|library\.sqlite(?:-wal|-shm|-journal)?)$/;
/** What a write leaves that was cut off; Chromium names nothing so. */
const leftover = /^\..+\.tmp$/;

/** True for the name of a file that Parley itself has put into its data folder. */
export function isOwnFile(name: string): boolean {
  return ownFiles.includes(name) || otherFile.test(name) || leftover.test(name);
}
