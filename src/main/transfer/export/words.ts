import { withoutIsolates } from '../../../shared/language/isolate.ts';
import { t } from '../../../shared/language/translate.ts';
import type { ToolState } from '../../../shared/model/conversation.ts';

/**
 * Control characters, line and paragraph separators, and invisible characters that change text
 * direction.
 */
const notInWords = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]+/gu;

/** Longest title, name or model (UTF-16 code units). */
const longestWords = 1000;

/** Makes an untrusted text (a title, a name, a model, a server's message) fit on a single line. */
export function words(text: string): string {
  return text
    .slice(0, longestWords)
    .toWellFormed()
    .replaceAll(notInWords, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
}

/** The title of a call of a tool: its name, and whether it did not simply run. */
export function callTitle(tool: string, state: ToolState): string {
  switch (state) {
    case 'denied':
    case 'failed':
    case 'interrupted':
      return withoutIsolates(t(`export.tool_call.${state}`, { tool }));
    case 'proposed':
    case 'approved':
    case 'running':
    case 'done':
      return withoutIsolates(t('export.tool_call', { tool }));
  }
}

/** The title of what a tool gave back. */
export function resultTitle(isError: boolean): string {
  return isError ? t('export.tool_result.error') : t('export.tool_result');
}

/** Who says a message. */
export function speakerWords(role: 'user' | 'assistant'): string {
  return role === 'user' ? t('export.you') : t('export.assistant');
}

/** Names an image or a file that is not in the text itself. */
export function mediaWords(kind: 'image' | 'file', name: string): string {
  return withoutIsolates(t(`export.${kind}`, { name: words(name) }));
}
