import { t } from '../../../shared/language/translate.ts';
import {
  longestInstructions,
  longestName,
  maxDocuments,
} from '../../../shared/model/assistants/assistant.ts';
import type { AttachmentPart } from '../../../shared/model/conversation.ts';
import type { ImportItem } from '../../../shared/model/jobs.ts';
import type { ImportLimits } from '../../disk/import-limits.ts';
import type { FoundAssistant } from './formats/format.ts';
import { attachmentPart, type MediaFetcher } from './media.ts';
import type { ImportTarget } from './target.ts';

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** The same id each time, so that a second import of the project adds nothing. */
function idOf({ source, sourceId }: FoundAssistant): string {
  return `${source}-${sourceId.replaceAll(/[^\w-]/g, '').slice(0, 80)}`;
}

/** Creates the function that makes assistants of projects. It throws only if the disk fails. */
export function createBringAssistant(
  target: ImportTarget,
  media: MediaFetcher,
  limits: ImportLimits,
): (found: FoundAssistant) => Promise<ImportItem> {
  async function keepDocuments(found: FoundAssistant): Promise<readonly AttachmentPart[]> {
    const parts: AttachmentPart[] = [];
    for (const { name, text } of found.documents) {
      const bytes = Buffer.from(text);
      if (parts.length === maxDocuments || bytes.byteLength > limits.attachment) continue;
      const part = attachmentPart(await media.keep(once(bytes)), name);
      const isKnown = parts.some(({ attachment }) => attachment === part.attachment);
      if (!isKnown) parts.push(part);
    }
    return parts;
  }

  return async (found) => {
    const name = (found.name === '' ? t('import.project') : found.name)
      .slice(0, longestName)
      .trim();
    const item = { kind: 'project', name } as const;
    if (found.instructions.length > longestInstructions) {
      const reason = { code: 'import_project_too_long', params: {} } as const;
      return { kind: 'skipped', name: item, reason };
    }
    const id = idOf(found);
    if (target.hasAssistant(id)) return { kind: 'assistant_there', name };
    const documents = await keepDocuments(found);
    await target.addAssistant({
      id,
      name,
      icon: '',
      instructions: found.instructions,
      starters: [],
      ...(documents.length === 0 ? {} : { documents }),
    });
    const leftOut = found.documents.length - documents.length;
    return { kind: 'assistant', name, documents: documents.length, leftOut };
  };
}
