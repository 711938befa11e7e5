import type { Conversation, Id } from '../../../shared/model/conversation.ts';
import type { ExportFormat } from '../../../shared/model/jobs.ts';
import type { Confined } from '../../confined/confined.ts';
import { messagesAsHtml, textsOf } from './html.ts';
import { conversationAsJson } from './json.ts';
import { messagesAsMarkdown } from './markdown.ts';
import { copyLimits, renderTexts } from './rendered.ts';
import { excerptOf, messagesToWrite } from './selection.ts';
import { messagesAsText } from './text.ts';

/** A conversation, or some of its messages, as text for the clipboard. */
export function exportText(
  conversation: Conversation,
  messageIds: readonly Id[] | null,
  format: Exclude<ExportFormat, 'pdf' | 'html'>,
): string {
  const messages = messagesToWrite(conversation, messageIds);
  switch (format) {
    case 'markdown':
      return messagesAsMarkdown(messages, () => null);
    case 'text':
      return messagesAsText(messages);
    case 'json': {
      const now = new Date().toISOString();
      const chunks = conversationAsJson(excerptOf(conversation, messageIds), null, now);
      return Buffer.concat(chunks).toString('utf8');
    }
  }
}

/** The same as HTML for pasting elsewhere: a fragment, not a page. */
export async function exportHtml(
  conversation: Conversation,
  messageIds: readonly Id[] | null,
  confined: Pick<Confined, 'run'>,
): Promise<string> {
  const messages = messagesToWrite(conversation, messageIds);
  const { signal } = new AbortController();
  const { html } = await renderTexts(textsOf(messages), confined, copyLimits, signal);
  return messagesAsHtml(messages, html);
}
