import { importSources, type ImportRemark, type ItemName } from '../model/jobs.ts';

/** Names one item of an import. */
export function itemNameWords(name: ItemName): string {
  if (typeof name === 'string') return name;
  switch (name.kind) {
    case 'conversation':
      return name.source === null
        ? 'A conversation'
        : `A conversation of ${importSources[name.source]}`;
    case 'untitled':
      return 'A conversation without a title';
    case 'topic':
      return `Topic ${String(name.number)}`;
    case 'memories':
      return 'Memories';
    case 'project':
      return name.name === null ? 'A project of Claude' : `Project “${name.name}”`;
    case 'unused_files':
      return `${String(name.count)} files of the export`;
    case 'entry':
      return `${name.file}, entry ${String(name.number)}`;
    case 'entries':
      return `${name.count === 1 ? '1 entry' : `${String(name.count)} entries`} of ${name.file}`;
  }
}

/** A sentence about what was left out of an imported conversation. */
export function remarkWords({ kind, count }: ImportRemark): string {
  switch (kind) {
    case 'media_missing':
      return count === 1
        ? 'One image or file is not part of the export.'
        : `${String(count)} images or files are not part of the export.`;
    case 'messages_broken':
      return count === 1
        ? 'One message could not be understood and was left out.'
        : `${String(count)} messages could not be understood and were left out.`;
    case 'pieces_unknown':
      return count === 1
        ? 'One piece of a message is of an unknown kind and was left out.'
        : `${String(count)} pieces of messages are of an unknown kind and were left out.`;
  }
}
