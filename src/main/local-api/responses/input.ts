import { t } from '../../../shared/language/translate.ts';
import { refusal, type ApiFailure } from '../errors.ts';
import type { SentMessage } from '../ask.ts';

type Json = Readonly<Record<string, unknown>>;

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');
const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const asJson = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};

type Unsupported = 'content' | 'items' | 'messages' | 'pictures';

function unknownKind(what: Unsupported, type: unknown, param: string): ApiFailure {
  const name = asText(type).slice(0, 60);
  return refusal(400, 'unsupported_input', () => t(`api.unsupported.${what}`, { type: name }), {
    param,
  });
}

/** A content part of Chat Completions. */
type Part = Json & { readonly type: string };

/** The content of this part, as Chat Completions has it. */
function toPart(value: unknown, param: string): Part {
  const part = asJson(value);
  switch (part['type']) {
    case 'input_text':
    case 'output_text':
      return { type: 'text', text: asText(part['text']) };
    case 'refusal':
      return { type: 'text', text: asText(part['refusal']) };
    case 'input_image': {
      const url = asText(part['image_url']);
      if (url === '') throw unknownKind('pictures', 'file_id', param);
      const detail = part['detail'];
      const image = { url, ...(detail === undefined ? {} : { detail }) };
      return { type: 'image_url', image_url: image };
    }
    case 'input_file': {
      const { type: _type, ...file } = part;
      return { type: 'file', file };
    }
    case 'input_audio':
      return { ...part, type: 'input_audio' };
    default:
      throw unknownKind('content', part['type'], param);
  }
}

function wordsOf(parts: readonly { readonly type: string }[]): string {
  return parts
    .map((part) => ('text' in part ? asText(part.text) : ''))
    .filter((words) => words !== '')
    .join('\n\n');
}

/** Plain text where there is nothing else, since that is what every server takes. */
function contentOf(value: unknown, param: string): SentMessage['content'] {
  if (typeof value === 'string') return value;
  const parts = asList(value).map((part) => toPart(part, `${param}.content`));
  return parts.every(({ type }) => type === 'text') ? wordsOf(parts) : parts;
}

function toMessage(item: Json, param: string): SentMessage {
  const role = asText(item['role']);
  const content = contentOf(item['content'], param);
  switch (role) {
    case 'user':
      return { role, content };
    case 'assistant':
    case 'system':
    case 'developer':
      return { role, content: typeof content === 'string' ? content : wordsOf(content ?? []) };
    default:
      throw unknownKind('messages', role, `${param}.role`);
  }
}

function toCall(item: Json): Json {
  const called = { name: asText(item['name']), arguments: asText(item['arguments']) };
  return { id: asText(item['call_id']), type: 'function', function: called };
}

/** Puts items into the messages of Chat Completions, in which Parley takes every question. */
function createMessages() {
  const messages: SentMessage[] = [];
  /** Pictures of outputs, which follow the last output in a message of their own. */
  let pictures: { readonly type: string }[] = [];

  const flush = (): void => {
    if (pictures.length > 0) messages.push({ role: 'user', content: pictures });
    pictures = [];
  };
  return {
    add(message: SentMessage): void {
      flush();
      messages.push(message);
    },
    addCall(call: Json): void {
      flush();
      const last = messages.at(-1);
      if (last?.role !== 'assistant') {
        messages.push({ role: 'assistant', content: null, tool_calls: [call] });
        return;
      }
      const calls = [...asList(last['tool_calls']), call];
      messages[messages.length - 1] = { ...last, tool_calls: calls };
    },
    addOutput(item: Json, param: string): void {
      const content = contentOf(item['output'], param);
      const parts = typeof content === 'string' ? [] : (content ?? []);
      pictures.push(...parts.filter(({ type }) => type !== 'text'));
      messages.push({
        role: 'tool',
        tool_call_id: asText(item['call_id']),
        content: typeof content === 'string' ? content : wordsOf(parts),
      });
    },
    all(): readonly SentMessage[] {
      flush();
      return messages;
    },
  };
}

/**
 * Converts the input of a request to messages. Reasoning is left out: Parley gives none out that
 * could be taken back. Throws an ApiFailure (400) for what only a server with a memory understands.
 */
export function toMessages(input: unknown, instructions: string | null): readonly SentMessage[] {
  const messages = createMessages();
  if (instructions !== null) messages.add({ role: 'system', content: instructions });
  if (typeof input === 'string') messages.add({ role: 'user', content: input });
  for (const [index, value] of asList(input).entries()) {
    const item = asJson(value);
    const param = `input.${String(index)}`;
    switch (item['type'] ?? 'message') {
      case 'message':
        messages.add(toMessage(item, param));
        break;
      case 'function_call':
        messages.addCall(toCall(item));
        break;
      case 'function_call_output':
        messages.addOutput(item, param);
        break;
      case 'reasoning':
        break;
      default:
        throw unknownKind('items', item['type'], `${param}.type`);
    }
  }
  return messages.all();
}
