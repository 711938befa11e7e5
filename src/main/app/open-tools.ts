import { createFileKeeper } from '../attachments/kept-pictures.ts';
import { newId } from '../conversations/id.ts';
import type { Library } from '../search/library.ts';
import type { AttachmentStore } from '../store/attachments.ts';
import type { Store } from '../store/index.ts';
import { createAttachmentsSource } from '../tools/built-in/attachments.ts';
import { createCalculatorSource } from '../tools/built-in/calculator.ts';
import { createHistorySource, type SearchHistory } from '../tools/built-in/history.ts';
import { createTimeSource } from '../tools/built-in/time.ts';
import type { FilesPort } from '../tools/ports.ts';
import { createToolService, type ToolService, type ToolServiceOptions } from '../tools/service.ts';
import type { LoadAttachment } from '../turns/question.ts';
import type { Core } from './core.ts';

/** The rooms that tools reach. */
export interface OpenToolsOptions extends Pick<ToolServiceOptions, 'onWaiting' | 'report'> {
  readonly store: Pick<Store, 'settings' | 'secrets' | 'tools'>;
  readonly core: Pick<Core, 'turns'>;
  readonly library: Pick<Library, 'searchApart'>;
  readonly attachmentStore: Pick<AttachmentStore, 'put'>;
  readonly loadAttachment: LoadAttachment;
  readonly emit: ToolServiceOptions['tell'];
}

/** Keeps what tools give back, and reads attachments as text. */
export function filesFor(
  attachmentStore: Pick<AttachmentStore, 'put'>,
  load: LoadAttachment,
): FilesPort {
  return {
    keep: createFileKeeper(attachmentStore),
    async readText(part) {
      const content = await load(part);
      switch (content.kind) {
        case 'text':
          return content.text;
        case 'pages':
          return content.pages.map(({ text }) => text).join('\n\n');
        case 'image':
        case 'missing':
        case 'unreadable':
        case 'not_drawn_here':
          return null;
      }
    },
  };
}

function historyOf(library: Pick<Library, 'searchApart'>): SearchHistory {
  return async (query, limit) => {
    const answer = await library.searchApart(query, limit);
    if (answer.kind === 'superseded') return [];
    return answer.hits.map(({ title, time, snippet }) => ({ title, date: time, text: snippet }));
  };
}

/** Opens the tools over the rooms of the app. */
export function openTools(options: OpenToolsOptions): ToolService {
  const { store, core, library } = options;
  return createToolService({
    file: store.tools,
    secrets: store.secrets,
    files: filesFor(options.attachmentStore, options.loadAttachment),
    makeSources: [
      createAttachmentsSource,
      () => createHistorySource(historyOf(library)),
      () => createTimeSource(),
      createCalculatorSource,
    ],
    openServers: null,
    settings: store.settings.read,
    conversation: (id) => core.turns.look(id),
    resume: (conversationId, messageId) => core.turns.resume(conversationId, messageId),
    testSearch: null,
    tell: options.emit,
    onWaiting: options.onWaiting,
    newId,
    now: Date.now,
    report: options.report,
  });
}
