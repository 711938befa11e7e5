/** A message of the export, with the minimum that a test needs. */
export interface NodeInput {
  readonly role?: string;
  readonly text?: string;
  readonly parent?: string;
  readonly content?: object;
  readonly recipient?: string;
  readonly metadata?: object;
  readonly time?: number;
  readonly children?: readonly string[];
}

/** When its conversations start (seconds since the epoch). */
export const start = 1_700_000_000;

/** A conversation in the export's format. `children` are derived from the parents unless given. */
export function exported(
  id: string,
  title: string,
  nodes: Readonly<Record<string, NodeInput>>,
  rest: object = {},
) {
  const mapping: Record<string, unknown> = {
    root: {
      id: 'root',
      message: null,
      parent: null,
      children: Object.keys(nodes).filter((key) => nodes[key]?.parent === 'root'),
    },
  };
  let clock = start;
  for (const [key, node] of Object.entries(nodes)) {
    clock += 1;
    mapping[key] = {
      id: key,
      parent: node.parent ?? null,
      children: node.children ?? Object.keys(nodes).filter((child) => nodes[child]?.parent === key),
      message: {
        id: key,
        author: { role: node.role ?? 'user', name: null, metadata: {} },
        create_time: node.time ?? clock + 0.5,
        content: node.content ?? { content_type: 'text', parts: [node.text ?? ''] },
        status: 'finished_successfully',
        end_turn: true,
        weight: 1,
        recipient: node.recipient ?? 'all',
        metadata: node.metadata ?? {},
        a_field_nobody_knows: { deep: [1, { er: null }] },
      },
    };
  }
  return {
    title,
    create_time: start,
    update_time: start + 500,
    mapping,
    moderation_results: [],
    current_node: Object.keys(nodes).at(-1),
    conversation_id: id,
    default_model_slug: 'gpt-5',
    is_archived: false,
    ...rest,
  };
}

/** A question and its answer. */
export const simple = (id: string, title: string) =>
  exported(id, title, {
    u: { text: 'Hello', parent: 'root' },
    a: { role: 'assistant', text: 'Hi there', parent: 'u', metadata: { model_slug: 'gpt-4o' } },
  });
