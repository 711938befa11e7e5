import { t } from '../language/translate.ts';
import { importSources, type ImportRemark, type ItemName } from '../model/jobs.ts';

/** Names one item of an import. */
export function itemNameWords(name: ItemName): string {
  if (typeof name === 'string') return name;
  switch (name.kind) {
    case 'conversation':
      return name.source === null
        ? t('import.item.conversation')
        : t('import.item.conversation_from', { source: importSources[name.source] });
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
