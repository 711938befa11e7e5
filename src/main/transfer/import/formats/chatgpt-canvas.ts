import * as z from 'zod';
import type { DraftPart } from '../draft.ts';
import { listOf, optionalFlag, optionalText, parsed } from './format.ts';
import { createDocumentParts, type WrittenDocument } from './written-document.ts';

// A canvas is written by a call of `canmore.create_textdoc` and changed by `canmore.update_textdoc`, whose
// updates are patterns of Python's regular expressions. Those that are plain text, or stand for all of the
// document, are carried out; a stranger's pattern is never run.

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

/** Longest call that is read; characters. */
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
  const words = (name ?? 'Canvas').replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function created(call: string): WrittenDocument | null {
  const document = parsed(createSchema, jsonOf(call));
  if (document === null) return null;
  const language = /^code\/([\w+#-]{1,30})$/.exec(document.type ?? '')?.[1] ?? null;
  return { title: titleOf(document.name), language, text: document.content };
}

const wholeDocument = new Set(['.*', '(?s).*', '^.*$', '[\\s\\S]*', '[\\s\\S]+']);

/** The text that a pattern stands for, if it has no meaning but that; else null. */
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

/** Follows the canvases of a conversation along its branches. */
export interface CanvasWatch {
  /** Takes a message that calls a tool; the canvas as it is then, as parts that can be read. */
  see(id: string, parentId: string | null, tool: string, call: string): readonly DraftPart[];
  /** Takes any other message, so that what comes below it knows the canvas above. */
  pass(id: string, parentId: string | null): void;
}

/** Makes one for a conversation; messages are seen parents first. */
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
