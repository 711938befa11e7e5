import * as z from 'zod';
import { isObject } from '../../../store/fields.ts';
import { textOfValue, textPart, type DraftPart } from '../draft.ts';
import { listOf, optionalNumber, optionalText, parsed } from './format.ts';

const itemSchema = z.looseObject({
  type: z.string(),
  content: z.unknown().optional(),
  duration: optionalNumber,
  call_id: optionalText,
  name: optionalText,
  arguments: z.unknown().optional(),
  output: z.unknown().optional(),
});

function joined(content: unknown): string {
  return listOf(content)
    .map((item) => (isObject(item) && typeof item['text'] === 'string' ? item['text'] : ''))
    .join('');
}

/** The steps of an answer in `output`, where newer versions store them; empty if there are none. */
export function outputParts(output: unknown): readonly DraftPart[] {
  return listOf(output).flatMap((value): readonly DraftPart[] => {
    const item = parsed(itemSchema, value);
    if (item === null) return [];
    switch (item.type) {
      case 'reasoning': {
        const text = joined(item.content);
        const durationMs = item.duration === undefined ? undefined : item.duration * 1000;
        return text === '' ? [] : [{ kind: 'reasoning', text, durationMs }];
      }
      case 'function_call':
        return [
          {
            kind: 'tool_call',
            callId: item.call_id ?? '',
            name: item.name ?? 'tool',
            arguments: textOfValue(item.arguments),
          },
        ];
      case 'function_call_output': {
        const text = typeof item.output === 'string' ? item.output : joined(item.output);
        return [{ kind: 'tool_result', callId: item.call_id ?? '', text }];
      }
      case 'message':
        return textPart(joined(item.content));
      default:
        return [];
    }
  });
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#x27': "'",
  '#39': "'",
};

function unescaped(text: string): string {
  return text.replaceAll(
    /&([a-z]+|#x?[0-9a-f]+);/gi,
    (whole, name: string) => entities[name] ?? whole,
  );
}

function attributesOf(tag: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name, value] of tag.matchAll(/(?<![\w-])([\w-]+)="([^"]*)"/g)) {
    attributes.set(name ?? '', unescaped(value ?? ''));
  }
  return attributes;
}

function detailPart(tag: string, inner: string, index: number): readonly DraftPart[] {
  const attributes = attributesOf(tag);
  const body = unescaped(inner.replace(/^\s*<summary>.*?<\/summary>/s, '').trim());
  const duration = Number(attributes.get('duration'));
  switch (attributes.get('type') ?? '') {
    case 'reasoning': {
      const text = body.replaceAll(/^> ?/gm, '').trim();
      const durationMs = duration > 0 ? duration * 1000 : undefined;
      return text === '' ? [] : [{ kind: 'reasoning', text, durationMs }];
    }
    case 'tool_calls': {
      const callId = attributes.get('id') ?? `call-${index}`;
      const name = attributes.get('name') ?? 'tool';
      const result = attributes.get('result') ?? body;
      return [
        { kind: 'tool_call', callId, name, arguments: attributes.get('arguments') ?? '' },
        ...(result === '' ? [] : [{ kind: 'tool_result' as const, callId, text: result }]),
      ];
    }
    default:
      return textPart(body);
  }
}

/**
 * Extracts reasoning and tool calls from the `<details>` elements that older versions write into
 * the text.
 */
export function splitDetails(content: string): readonly DraftPart[] {
  const parts: DraftPart[] = [];
  const details =
    /<details( type="(?:reasoning|tool_calls|code_interpreter)"[^>]*)>([\s\S]*?)<\/details>/g;
  let end = 0;
  let index = 0;
  // Cut off at the last closing tag: otherwise every unclosed tag would search to the end of the
  // text.
  const closed = content.slice(0, content.lastIndexOf('</details>') + '</details>'.length);
  for (const match of closed.matchAll(details)) {
    parts.push(...textPart(content.slice(end, match.index).trim()));
    parts.push(...detailPart(match[1] ?? '', match[2] ?? '', index));
    end = match.index + match[0].length;
    index += 1;
  }
  return index === 0 ? textPart(content) : [...parts, ...textPart(content.slice(end).trim())];
}
