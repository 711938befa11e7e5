import { t } from '../language/translate.ts';
import { importSources, type ImportRemark, type ItemName } from '../model/jobs.ts';

/** Names a conversation by the program that it comes from; a transcript comes from none. */
function conversationFrom(source: string | null): string {
  return source === null
    ? t('import.item.conversation_from_transcript')
    : t('import.item.conversation_from', { source });
}

/** Names one item of an import. */
export function itemNameWords(name: ItemName): string {
  if (typeof name === 'string') return name;
  switch (name.kind) {
    case 'conversation':
      return name.source === null
        ? t('import.item.conversation')
        : conversationFrom(importSources[name.source]);
    case 'untitled':
    case 'memories':
      return t(`import.item.${name.kind}`);
    case 'topic':
      return t('import.item.topic', { number: name.number });
    case 'project':
      return name.name === null
        ? t('import.item.project_unnamed')
        : t('import.item.project', { name: name.name });
    case 'unused_files':
      return t('import.item.unused_files', { count: name.count });
    case 'entry':
      return t('import.item.entry', { file: name.file, number: name.number });
    case 'entries':
      return t('import.item.entries', { file: name.file, count: name.count });
  }
}

/** A sentence about what was left out of an imported conversation. */
export function remarkWords({ kind, count }: ImportRemark): string {
  return t(`import.remark.${kind}`, { count });
}
