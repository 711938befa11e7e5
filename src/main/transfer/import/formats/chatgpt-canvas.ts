import * as z from 'zod';
import { t } from '../../../../shared/language/translate.ts';
import type { DraftPart } from '../draft.ts';
import { listOf, optionalFlag, optionalText, parsed } from './format.ts';
import { createDocumentParts, type WrittenDocument } from './written-document.ts';

// A canvas is created by a call of `canmore.create_textdoc` and changed by
// `canmore.update_textdoc`, whose updates are Python regular expressions. Those that are plain
// text, or match the whole document, are applied; an untrusted pattern is never run.

const createSchema = z.looseObject({
  name: optionalText,
  type: optionalText,
  content: z.string(),
});
const updateSchema = z.looseObject({
  pattern: z.string(),
  multiple: optionalFlag,
  replacement: z.string(),
});

/** Longest call to read (UTF-16 code units). */
const longestCall = 16 * 1024 ** 2;

function jsonOf(text: string): unknown {
  if (text.length > longestCall) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function titleOf(name: string | undefined): string {
  const words = (name ?? t('file.canvas')).replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function created(call: string): WrittenDocument | null {
  const document = parsed(createSchema, jsonOf(call));
  if (document === null) return null;
  const language = /^code\/([\w+#-]{1,30})$/.exec(document.type ?? '')?.[1] ?? null;
  return { title: titleOf(document.name), language, text: document.content };
}

const wholeDocument = new Set(['.*', '(?s).*', '^.*$', '[\\s\\S]*', '[\\s\\S]+']);

/** The text that a pattern matches, if it is purely literal; otherwise null. */
function literalOf(pattern: string): string | null {
  if (/\\[A-Za-z0-9]/.test(pattern)) return null;
  return /(?<!\\)[.*+?^$()[\]{}|]/.test(pattern) ? null : pattern.replaceAll(/\\(.)/gs, '$1');
}

function updated(before: WrittenDocument, call: string): WrittenDocument | null {
  const value = jsonOf(call);
  const updates = listOf(
    typeof value === 'object' && value !== null && 'updates' in value ? value.updates : null,
  );
  let { text } = before;
  for (const item of updates.slice(0, 1000)) {
    const update = parsed(updateSchema, item);
    if (update === null) return null;
    const { pattern, replacement } = update;
    if (wholeDocument.has(pattern)) {
      text = replacement;
      continue;
    }
    const literal = literalOf(pattern);
    if (literal === null || literal === '' || !text.includes(literal)) return null;
    text =
      update.multiple === true
        ? text.replaceAll(literal, () => replacement)
        : text.replace(literal, () => replacement);
    if (text.length > longestCall) return null;
  }
  return updates.length === 0 ? null : { ...before, text };
}

/** Tracks a conversation's canvases along its branches. */
export interface CanvasWatch {
  /** Processes a message that calls a tool; returns the canvas at that point as readable parts. */
  see(id: string, parentId: string | null, tool: string, call: string): readonly DraftPart[];
  /** Processes any other message, so that messages below it know the canvas above. */
  pass(id: string, parentId: string | null): void;
}

/** Creates one for a conversation; parents must be processed first. */
export function watchCanvases(): CanvasWatch {
  const documentPart = createDocumentParts();
  const canvases = new Map<string, WrittenDocument>();
  const above = (parentId: string | null): WrittenDocument | null =>
    parentId === null ? null : (canvases.get(parentId) ?? null);
  const pass = (id: string, parentId: string | null): void => {
    const canvas = above(parentId);
    if (canvas !== null) canvases.set(id, canvas);
  };
  return {
    pass,
    see(id, parentId, tool, call) {
      pass(id, parentId);
      const before = above(parentId);
      const canvas =
        tool === 'canmore.create_textdoc'
          ? created(call)
          : tool === 'canmore.update_textdoc' && before !== null
            ? updated(before, call)
            : null;
      if (canvas === null) return [];
      canvases.set(id, canvas);
      return documentPart(canvas);
    },
  };
}
