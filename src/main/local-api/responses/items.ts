import { randomUUID } from 'node:crypto';
import type { OutputItem } from './schemas.ts';

/** Makes an event with the next sequence number. */
export type MakeEvent = (type: string, fields: object) => ResponseEvent;

/** An event of the Responses API. */
export interface ResponseEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

type Kind = 'reasoning' | 'message' | 'function_call';
type Annotation = Extract<
  OutputItem,
  { type: 'message' }
>['content'][number]['annotations'][number];

/** An item made of text. */
interface TextItem {
  readonly kind: Kind;
  readonly id: string;
  readonly index: number;
  readonly pieces: string[];
  readonly call: { readonly id: string; readonly name: string } | null;
  readonly annotations: Annotation[];
  isOver: boolean;
}

const prefixes: Readonly<Record<Kind, string>> = {
  reasoning: 'rs',
  message: 'msg',
  function_call: 'fc',
};

function toOutput({ kind, id, pieces, call, annotations, isOver }: TextItem): OutputItem {
  const text = pieces.join('');
  const status = isOver ? 'completed' : 'in_progress';
  switch (kind) {
    case 'reasoning':
      return { type: kind, id, summary: isOver ? [{ type: 'summary_text', text }] : [] };
    case 'message': {
      const content = isOver ? [{ type: 'output_text' as const, text, annotations }] : [];
      return { type: kind, id, status, role: 'assistant', content };
    }
    case 'function_call': {
      const { id: callId = '', name = '' } = call ?? {};
      return { type: kind, id, status, call_id: callId, name, arguments: isOver ? text : '' };
    }
  }
}

/** How events name the text of an item, its place, and the part that holds it. */
function partOf({ kind, id, index, pieces, annotations }: TextItem) {
  const place = { item_id: id, output_index: index };
  const text = pieces.join('');
  switch (kind) {
    case 'reasoning':
      return {
        text: 'response.reasoning_summary_text',
        part: 'response.reasoning_summary_part',
        place: { ...place, summary_index: 0 },
        value: { type: 'summary_text', text },
      };
    case 'message':
      return {
        text: 'response.output_text',
        part: 'response.content_part',
        place: { ...place, content_index: 0 },
        value: { type: 'output_text', text, annotations },
      };
    case 'function_call':
      return { text: 'response.function_call_arguments', part: null, place, value: null };
  }
}

/** The place of an item's text, without the text itself. */
function placeOf(item: TextItem) {
  const { text, place } = partOf({ ...item, pieces: [] });
  return { text, place };
}

/** The output of a response that is being written. Each function returns the events to send. */
export interface ItemWriter {
  readonly grow: (
    kind: Kind,
    text: string,
    call?: { readonly id: string; readonly name: string },
  ) => readonly ResponseEvent[];
  /** `url`: a data: address. */
  readonly picture: (url: string) => readonly ResponseEvent[];
  readonly cite: (source: {
    readonly url: string;
    readonly title: string;
  }) => readonly ResponseEvent[];
  readonly close: () => readonly ResponseEvent[];
  readonly output: () => OutputItem[];
}

/** Creates an empty output. */
export function createItemWriter(event: MakeEvent): ItemWriter {
  const all: (TextItem | OutputItem)[] = [];
  /** Calls stay open until the end: servers may send their arguments by turns. */
  const calls = new Map<string, TextItem>();
  let current: TextItem | null = null;

  const end = (item: TextItem): readonly ResponseEvent[] => {
    if (item.isOver) return [];
    item.isOver = true;
    const { text, part, place, value } = partOf(item);
    const whole = { output_index: item.index, item: toOutput(item) };
    const told =
      part === null
        ? [event(`${text}.done`, { ...place, arguments: item.pieces.join('') })]
        : [
            event(`${text}.done`, { ...place, text: value.text }),
            event(`${part}.done`, { ...place, part: value }),
          ];
    return [...told, event('response.output_item.done', whole)];
  };

  const endCurrent = (): readonly ResponseEvent[] => {
    const item = current;
    current = null;
    return item === null ? [] : end(item);
  };

  const begin = (kind: Kind, call: TextItem['call']): [TextItem, readonly ResponseEvent[]] => {
    const id = `${prefixes[kind]}_${randomUUID()}`;
    const index = all.length;
    const item: TextItem = { kind, id, index, pieces: [], call, annotations: [], isOver: false };
    all.push(item);
    const { part, place, value } = partOf(item);
    const added = event('response.output_item.added', {
      output_index: index,
      item: toOutput(item),
    });
    const parts = part === null ? [] : [event(`${part}.added`, { ...place, part: value })];
    return [item, [added, ...parts]];
  };

  /** The item for a piece of text, and the events that lead to it. */
  const itemFor = (kind: Kind, call: TextItem['call']): [TextItem, readonly ResponseEvent[]] => {
    const known = call === null ? current : calls.get(call.id);
    if (known?.kind === kind) return [known, []];
    const ended = endCurrent();
    const [item, begun] = begin(kind, call);
    if (call === null) current = item;
    else calls.set(call.id, item);
    return [item, [...ended, ...begun]];
  };

  return {
    grow(kind, text, call) {
      const [item, events] = itemFor(kind, call ?? null);
      if (text === '') return events;
      item.pieces.push(text);
      const { text: name, place } = placeOf(item);
      return [...events, event(`${name}.delta`, { ...place, delta: text })];
    },
    picture(url) {
      const [, format = '', result = ''] = /^data:image\/([\w.+-]+);base64,(.*)$/s.exec(url) ?? [];
      if (result === '') return [];
      const events = endCurrent();
      const index = all.length;
      const item: OutputItem = {
        type: 'image_generation_call',
        id: `ig_${randomUUID()}`,
        status: 'completed',
        result,
        output_format: format,
      };
      all.push(item);
      return [
        ...events,
        event('response.output_item.added', { output_index: index, item: { ...item, result: '' } }),
        event('response.output_item.done', { output_index: index, item }),
      ];
    },
    cite({ url, title }) {
      if (current?.kind !== 'message') return [];
      const annotation: Annotation = {
        type: 'url_citation',
        url,
        title,
        start_index: 0,
        end_index: 0,
      };
      current.annotations.push(annotation);
      const annotation_index = current.annotations.length - 1;
      const { place } = placeOf(current);
      const fields = { ...place, annotation_index, annotation };
      return [event('response.output_text.annotation.added', fields)];
    },
    close: () => [...endCurrent(), ...[...calls.values()].flatMap(end)],
    output: () => all.map((item) => ('pieces' in item ? toOutput(item) : item)),
  };
}
