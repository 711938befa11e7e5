import type { ContentBlock, ReadResourceResult } from '@modelcontextprotocol/client';
import type { OfferedContent } from '../../offers/ports.ts';

/** Converts the parts of a read resource. */
export function resourceContents(
  contents: ReadResourceResult['contents'],
): readonly OfferedContent[] {
  return contents.map(({ uri, mimeType = '', ...each }) => ({
    kind: 'file',
    uri,
    mediaType: mimeType,
    bytes:
      'text' in each && typeof each.text === 'string'
        ? Buffer.from(each.text)
        : Buffer.from('blob' in each && typeof each.blob === 'string' ? each.blob : '', 'base64'),
  }));
}

/** Converts a part of a prompt's message. */
export function promptContent(block: ContentBlock): readonly OfferedContent[] {
  switch (block.type) {
    case 'text':
      return [{ kind: 'text', text: block.text }];
    case 'image':
    case 'audio': {
      const bytes = Buffer.from(block.data, 'base64');
      return [{ kind: 'file', uri: '', mediaType: block.mimeType, bytes }];
    }
    case 'resource':
      return resourceContents([block.resource]);
    case 'resource_link':
      return [{ kind: 'link', uri: block.uri, title: block.title ?? block.name }];
  }
}
