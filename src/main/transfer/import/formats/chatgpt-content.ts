import * as z from 'zod';
import { t } from '../../../../shared/language/translate.ts';
import { isObject } from '../../../store/fields.ts';
import { textOfValue, textPart, type DraftPart } from '../draft.ts';
import { listOf, optional, optionalText, parsed } from './format.ts';
import { fenced } from './written-document.ts';

const contentSchema = z.looseObject({
  content_type: optionalText,
  parts: z.unknown().optional(),
  text: optionalText,
  language: optionalText,
  content: optionalText,
  result: optionalText,
  title: optionalText,
  url: optionalText,
  thoughts: z.unknown().optional(),
  user_profile: optionalText,
  user_instructions: optionalText,
});

const pointerSchema = z.looseObject({
  content_type: optionalText,
  asset_pointer: optionalText,
  text: optionalText,
  audio_asset_pointer: z.unknown().optional(),
});

const attachmentSchema = z.looseObject({ id: z.string(), name: optionalText });
const thoughtSchema = z.looseObject({ summary: optionalText, content: optionalText });
const referenceSchema = z.looseObject({
  matched_text: z.string().min(1),
  alt: optional(z.string()),
});

/**
 * The id at the start of a file name, from `file-service://file-AbC` or `sediment://file_00ab`,
 * possibly followed by `#…`.
 */
function fileId(pointer: string): string | null {
  return /^[\w-]+:\/\/(file[-_][A-Za-z0-9]+)/.exec(pointer)?.[1] ?? null;
}

function media(pointer: string | undefined, name: string): readonly DraftPart[] {
  const id = pointer === undefined ? null : fileId(pointer);
  const from = id === null ? { kind: 'missing' as const } : { kind: 'entry' as const, names: [id] };
  return [{ kind: 'media', from, name }];
}

function multimodal(part: unknown): readonly DraftPart[] {
  if (typeof part === 'string') return textPart(part);
  const value = parsed(pointerSchema, part);
  if (value === null) return [];
  switch (value.content_type ?? '') {
    case 'image_asset_pointer':
      return media(value.asset_pointer, t('file.image'));
    case 'audio_transcription':
      return textPart(value.text);
    case 'audio_asset_pointer':
      return media(value.asset_pointer, t('file.audio'));
    case 'real_time_user_audio_video_asset_pointer': {
      const audio = parsed(pointerSchema, value.audio_asset_pointer);
      return media(audio?.asset_pointer, t('file.audio'));
    }
    default:
      return textPart(value.text);
  }
}

function thoughts(value: unknown): readonly DraftPart[] {
  const text = listOf(value)
    .flatMap((item) => {
      const thought = parsed(thoughtSchema, item);
      if (thought === null) return [];
      const { summary, content } = thought;
      return [[summary === undefined ? '' : `**${summary}**`, content ?? ''].join('\n\n').trim()];
    })
    .join('\n\n');
  return text.trim() === '' ? [] : [{ kind: 'reasoning', text }];
}

/** The custom instructions, or the text of a system message. */
export function instructionsOf(content: unknown): string | null {
  const value = parsed(contentSchema, content);
  if (value?.content_type === 'user_editable_context') {
    return [value.user_profile, value.user_instructions]
      .filter((text) => text !== undefined)
      .join('\n\n');
  }
  if (value?.content_type !== 'text') return null;
  return listOf(value.parts)
    .filter((part) => typeof part === 'string')
    .join('\n');
}

/** The visible parts of a message's content. Unknown kinds yield their text, if they have any. */
export function contentParts(content: unknown): readonly DraftPart[] {
  const value = parsed(contentSchema, content);
  if (value === null) return [];
  switch (value.content_type ?? '') {
    case 'text':
    case 'multimodal_text':
      return listOf(value.parts).flatMap(multimodal);
    case 'code':
      return textPart(value.text === undefined ? null : fenced(value.language, value.text));
    case 'thoughts':
      return thoughts(value.thoughts);
    // Only meaningful to ChatGPT itself.
    case 'reasoning_recap':
    case 'user_editable_context':
    case 'model_editable_context':
      return [];
    case 'tether_quote':
      return textPart(
        [value.title, value.url, value.text].filter((text) => text !== undefined).join('\n\n'),
      );
    case 'tether_browsing_display':
      return textPart(value.result);
    default: {
      const parts = listOf(value.parts).flatMap(multimodal);
      return parts.length > 0 ? parts : textPart(value.text ?? value.content ?? value.result);
    }
  }
}

/** The number of content parts that {@link contentParts} cannot show. */
export function unknownPieces(content: unknown): number {
  if (!isObject(content) || !Array.isArray(content['parts'])) return 0;
  return content['parts'].filter((part) => isObject(part) && multimodal(part).length === 0).length;
}

const plotSchema = z.looseObject({ message_type: optionalText, image_url: optionalText });

/** Pictures drawn by executed code; only the result refers to them. */
export function plots(metadata: unknown): readonly DraftPart[] {
  const result = isObject(metadata) ? metadata['aggregate_result'] : null;
  return listOf(isObject(result) ? result['messages'] : null).flatMap((item) => {
    const plot = parsed(plotSchema, item);
    return plot?.message_type === 'image' ? media(plot.image_url, t('file.plot')) : [];
  });
}

/** The most sandbox files to look up for one message. */
const maxSandboxFiles = 100;

/** Files created by executed code: the answer links to them in a sandbox that no longer exists. */
export function sandboxFiles(parts: readonly DraftPart[]): readonly DraftPart[] {
  const names = new Set<string>();
  for (const part of parts) {
    if (part.kind !== 'text') continue;
    for (const [, path] of part.text.matchAll(/\]\(sandbox:([^()\s]{1,500})\)/g)) {
      const name = (path ?? '').split('/').at(-1) ?? '';
      if (name !== '' && names.size < maxSandboxFiles) names.add(name);
    }
  }
  return [...names].map((name) => ({
    kind: 'media',
    name,
    from: { kind: 'entry', names: [name] },
  }));
}

/** Text as a tool saw it, without fences. */
export function rawText(content: unknown): string {
  if (!isObject(content)) return '';
  if (content['content_type'] === 'code' || content['content_type'] === 'execution_output') {
    return textOfValue(content['text']);
  }
  return contentParts(content)
    .map((part) => (part.kind === 'text' || part.kind === 'reasoning' ? part.text : ''))
    .filter((text) => text !== '')
    .join('\n');
}

/** The files attached to a message; an image already shown in the text is not repeated. */
export function attachedFiles(
  metadata: unknown,
  shown: readonly DraftPart[],
): readonly DraftPart[] {
  const known = new Set(
    shown.flatMap((part) =>
      part.kind === 'media' && part.from.kind === 'entry' ? part.from.names : [],
    ),
  );
  return listOf(isObject(metadata) ? metadata['attachments'] : null).flatMap(
    (item): readonly DraftPart[] => {
      const attachment = parsed(attachmentSchema, item);
      if (attachment === null || known.has(attachment.id)) return [];
      const { id, name } = attachment;
      const names = name === undefined ? [id] : [id, name];
      return [{ kind: 'media', from: { kind: 'entry', names }, name: name ?? id }];
    },
  );
}

/** Adds the original names of images, where the message contains them. */
export function withNames(parts: readonly DraftPart[], metadata: unknown): readonly DraftPart[] {
  const names = new Map<string, string>();
  for (const item of listOf(isObject(metadata) ? metadata['attachments'] : null)) {
    const attachment = parsed(attachmentSchema, item);
    if (attachment?.name !== undefined) names.set(attachment.id, attachment.name);
  }
  return parts.map((part) => {
    if (part.kind !== 'media' || part.from.kind !== 'entry') return part;
    const name = names.get(part.from.names[0] ?? '');
    return name === undefined ? part : { ...part, name };
  });
}

/**
 * Private-use characters around `cite turn0search1`: marks that only ChatGPT's own page can render.
 */
const citationMarks = /\ue200[^\ue200\ue201]*\ue201|[\ue200-\ue206]/g;

/** Replaces citation marks with links, and removes marks that have none. */
export function withCitations(
  parts: readonly DraftPart[],
  metadata: unknown,
): readonly DraftPart[] {
  const references = listOf(isObject(metadata) ? metadata['content_references'] : null);
  return parts.map((part) => {
    if (part.kind !== 'text' || !/[\ue200-\ue206]/.test(part.text)) return part;
    let { text } = part;
    for (const item of references.slice(0, 2000)) {
      const reference = parsed(referenceSchema, item);
      if (reference === null || !reference.matched_text.includes('\ue200')) continue;
      text = text.replace(reference.matched_text, () => reference.alt ?? '');
    }
    return { ...part, text: text.replaceAll(citationMarks, '') };
  });
}
