import * as z from 'zod';
import { t } from '../../../../shared/language/translate.ts';
import type { DraftPart } from '../draft.ts';
import { optionalText, parsed } from './format.ts';
import { createDocumentParts, languageOfFile, type WrittenDocument } from './written-document.ts';

// An artifact is created and changed by calls of the tool `artifacts`, a file by those of
// `create_file` and `str_replace`. Both kinds of change replace one stretch of text with another.

const artifactSchema = z.looseObject({
  id: optionalText,
  type: optionalText,
  title: optionalText,
  language: optionalText,
  command: optionalText,
  content: optionalText,
  old_str: optionalText,
  new_str: optionalText,
});
const fileSchema = z.looseObject({
  path: z.string(),
  file_text: optionalText,
  old_str: optionalText,
  new_str: optionalText,
});

const languages: Readonly<Record<string, string>> = {
  'text/html': 'html',
  'image/svg+xml': 'svg',
  'application/vnd.ant.mermaid': 'mermaid',
  'application/vnd.ant.react': 'jsx',
};

function replaced(
  before: WrittenDocument | undefined,
  from: string | undefined,
  to: string | undefined,
): WrittenDocument | null {
  if (before === undefined || from === undefined || from === '' || !before.text.includes(from))
    return null;
  return { ...before, text: before.text.replace(from, () => to ?? '') };
}

/** Tracks the documents that a conversation's answers wrote. */
export interface ArtifactWatch {
  /** Processes a tool call; returns the document at that point as readable parts. */
  see(tool: string, input: unknown): readonly DraftPart[];
}

/** Creates one for a conversation; messages must be processed in the order they were written. */
export function watchArtifacts(): ArtifactWatch {
  const documentPart = createDocumentParts();
  const documents = new Map<string, WrittenDocument>();
  const artifact = (input: unknown): readonly [string, WrittenDocument | null] => {
    const call = parsed(artifactSchema, input);
    const key = `artifact ${call?.id ?? ''}`;
    const before = documents.get(key);
    if (call === null) return [key, null];
    if (call.content === undefined) return [key, replaced(before, call.old_str, call.new_str)];
    const type = call.type ?? '';
    const language =
      type === 'text/markdown'
        ? null
        : (languages[type] ?? call.language ?? (type === '' ? (before?.language ?? null) : ''));
    return [
      key,
      { title: call.title ?? before?.title ?? t('file.artifact'), language, text: call.content },
    ];
  };
  const file = (input: unknown): readonly [string, WrittenDocument | null] => {
    const call = parsed(fileSchema, input);
    if (call === null) return ['', null];
    const key = `file ${call.path}`;
    if (call.file_text === undefined)
      return [key, replaced(documents.get(key), call.old_str, call.new_str)];
    const title = call.path.split('/').at(-1) ?? call.path;
    return [key, { title, language: languageOfFile(call.path), text: call.file_text }];
  };
  return {
    see(tool, input) {
      const [key, document] =
        tool === 'artifacts'
          ? artifact(input)
          : /^(?:create_file|str_replace)$/.test(tool)
            ? file(input)
            : ['', null];
      if (document === null) return [];
      documents.set(key, document);
      return documentPart(document);
    },
  };
}
