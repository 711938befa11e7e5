import type { CallToolResult, ContentBlock } from '@modelcontextprotocol/client';
import type { ResultContent } from '../../../shared/model/conversation.ts';
import type { ServerNote } from '../../../shared/words/server-notes.ts';
import type { FilesPort, Tool, ToolOutput } from '../ports.ts';
import { mismatch } from './output-schema.ts';

/** Dependencies of the result reader. */
export interface ResultOptions {
  readonly files: Pick<FilesPort, 'keep'>;
  readonly conversationId: string;
  /** Adds a warning to the log. */
  readonly note: (note: ServerNote) => void;
}

const endings: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/svg+xml': 'svg',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'application/pdf': 'pdf',
};

function nameFor(kind: string, mediaType: string): string {
  return `${kind}.${endings[mediaType.toLowerCase().split(';')[0] ?? ''] ?? 'bin'}`;
}

/** Returns the last segment of a URI as a file name. */
function nameIn(uri: string): string {
  const path = uri.split(/[?#]/)[0] ?? '';
  const last = path.split(/[/\\]/).findLast((piece) => piece !== '') ?? '';
  return last.slice(0, 200);
}

async function keepBytes(
  { files, note, conversationId }: ResultOptions,
  base64: string,
  named: { readonly name: string; readonly mediaType: string },
): Promise<ResultContent> {
  try {
    return await files.keep(Buffer.from(base64, 'base64'), named, conversationId);
  } catch (error) {
    // A full disk must not discard the rest of the result.
    note({ kind: 'result_unkept', name: named.name, said: String(error) });
    return { kind: 'text', text: `[${named.name} (${named.mediaType}) could not be kept]` };
  }
}

/** Returns the only audience of a block; undefined if it is meant for both or does not say. */
function audienceOf({ annotations }: ContentBlock): 'user' | 'assistant' | undefined {
  const [only, ...others] = new Set(annotations?.audience);
  return others.length === 0 ? only : undefined;
}

async function contentOf(block: ContentBlock, options: ResultOptions): Promise<ResultContent> {
  switch (block.type) {
    case 'text':
      return { kind: 'text', text: block.text };
    case 'image':
    case 'audio': {
      const { mimeType: mediaType, data } = block;
      return keepBytes(options, data, { name: nameFor(block.type, mediaType), mediaType });
    }
    case 'resource': {
      const { resource } = block;
      if ('text' in resource) return { kind: 'text', text: resource.text };
      const mediaType = resource.mimeType ?? 'application/octet-stream';
      const name = nameIn(resource.uri) || nameFor('file', mediaType);
      return keepBytes(options, resource.blob, { name, mediaType });
    }
    case 'resource_link': {
      const { uri, name, title, description, mimeType } = block;
      return {
        kind: 'link',
        uri,
        name: title ?? name,
        ...(description === undefined ? {} : { description }),
        ...(mimeType === undefined ? {} : { mediaType: mimeType }),
      };
    }
  }
}

async function structuredOf(
  data: unknown,
  tool: Tool | null,
  { note }: ResultOptions,
): Promise<readonly ResultContent[]> {
  const structured: ResultContent = { kind: 'structured', json: JSON.stringify(data) };
  if (tool?.outputSchema === undefined) return [structured];
  const wrong = await mismatch(tool.outputSchema, data);
  if (wrong === null) return [structured];
  note({ kind: 'result_mismatch', tool: tool.name, said: wrong });
  const text = `[The data is not what the tool announces: ${wrong}]`;
  return [structured, { kind: 'text', text }];
}

/** Converts a server's result; its bytes are stored as files. */
export async function outputOf(
  result: CallToolResult,
  tool: Tool | null,
  options: ResultOptions,
): Promise<ToolOutput> {
  const content: ResultContent[] = [];
  // Sequential, so that a result with a hundred pictures is not decoded all at once.
  for (const block of result.content) {
    const read = await contentOf(block, options);
    const audience = audienceOf(block);
    const isFree = audience === undefined || read.kind === 'structured';
    content.push(isFree ? read : { ...read, audience });
  }
  if (result.structuredContent !== undefined)
    content.push(...(await structuredOf(result.structuredContent, tool, options)));
  return { content, isError: result.isError === true };
}
