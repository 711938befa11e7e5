import * as z from 'zod';
import { t } from '../../../../shared/language/translate.ts';
import { isObject } from '../../../store/fields.ts';
import { textOfValue, textPart, timeOf, type DraftNode, type DraftPart } from '../draft.ts';
import {
  listOf,
  optionalFlag,
  optionalNumber,
  optionalText,
  parsed,
  type Format,
} from './format.ts';

// LM Studio keeps a conversation in `~/.lmstudio/conversations/<time>.conversation.json`. Each
// message has versions; one of them is selected, and later messages follow that one.

const conversationSchema = z.looseObject({
  name: optionalText,
  createdAt: z.unknown().optional(),
  pinned: optionalFlag,
  systemPrompt: optionalText,
  messages: z.array(z.unknown()),
});

const messageSchema = z.looseObject({
  versions: z.array(z.unknown()),
  currentlySelected: optionalNumber,
});

const versionSchema = z.looseObject({
  role: z.string(),
  content: z.unknown().optional(),
  steps: z.unknown().optional(),
  senderInfo: z.unknown().optional(),
});

const stepSchema = z.looseObject({
  type: z.string(),
  content: z.unknown().optional(),
  style: z.looseObject({ type: optionalText }).optional().catch(undefined),
});

const blockSchema = z.looseObject({
  type: z.string(),
  text: optionalText,
  fileIdentifier: optionalText,
  name: optionalText,
  parameters: z.unknown().optional(),
  content: z.unknown().optional(),
  callId: z.unknown().optional(),
  toolCallId: z.unknown().optional(),
});

function idOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function blockParts(value: unknown, isThought: boolean): readonly DraftPart[] {
  const block = parsed(blockSchema, value);
  if (block === null) return [];
  switch (block.type) {
    case 'file': {
      const file = block.fileIdentifier;
      // Its bytes are in another of LM Studio's folders.
      const names = file === undefined ? [] : [file];
      return [
        {
          kind: 'media',
          name: block.name ?? file ?? t('file.unnamed'),
          from: { kind: 'entry', names },
        },
      ];
    }
    case 'toolCallRequest':
      return [
        {
          kind: 'tool_call',
          callId: idOf(block.callId ?? block.toolCallId),
          name: block.name ?? 'tool',
          arguments: textOfValue(block.parameters),
        },
      ];
    case 'toolCallResult':
      return [
        {
          kind: 'tool_result',
          callId: idOf(block.toolCallId ?? block.callId),
          text: textOfValue(block.content),
        },
      ];
    default: {
      const text = block.text ?? '';
      return isThought && text.trim() !== '' ? [{ kind: 'reasoning', text }] : textPart(text);
    }
  }
}

function stepParts(value: unknown): readonly DraftPart[] {
  const step = parsed(stepSchema, value);
  if (step === null) return [];
  const isThought = step.style?.type === 'thinking';
  return listOf(step.content).flatMap((block) => blockParts(block, isThought));
}

function senderOf(senderInfo: unknown): string | undefined {
  const name = isObject(senderInfo) ? senderInfo['senderName'] : null;
  return typeof name === 'string' && name !== '' ? name : undefined;
}

function versionNode(
  value: unknown,
  id: string,
  parentId: string | null,
  time: number | undefined,
): DraftNode | null {
  const version = parsed(versionSchema, value);
  if (version === null) return null;
  const role = version.role === 'user' ? 'user' : 'assistant';
  return {
    id,
    parentId,
    role,
    parts: [
      ...listOf(version.content).flatMap((block) => blockParts(block, false)),
      ...listOf(version.steps).flatMap(stepParts),
    ],
    time,
    model: role === 'assistant' ? senderOf(version.senderInfo) : undefined,
  };
}

const isMessage = (value: unknown): boolean =>
  isObject(value) && Array.isArray(value['versions']) && 'currentlySelected' in value;

/** An LM Studio conversation. */
export const lmStudio: Format = {
  source: 'lm_studio',
  recognises: (value) =>
    isObject(value) && Array.isArray(value['messages']) && value['messages'].some(isMessage),
  read(value) {
    const conversation = parsed(conversationSchema, value);
    if (conversation === null) return [];
    const createdAt = timeOf(conversation.createdAt);
    const nodes: DraftNode[] = [];
    let broken = 0;
    let before: string | null = null;
    for (const [at, item] of conversation.messages.entries()) {
      const message = parsed(messageSchema, item);
      if (message === null) {
        broken += 1;
        continue;
      }
      const selected = message.currentlySelected ?? message.versions.length - 1;
      let next: string | null = before;
      for (const [version, each] of message.versions.entries()) {
        const node = versionNode(each, `${at}.${version}`, before, createdAt);
        if (node === null) {
          broken += 1;
          continue;
        }
        nodes.push(node);
        if (version === selected || next === before) next = node.id;
      }
      before = next;
    }
    const prompt = conversation.systemPrompt?.trim() ?? '';
    return [
      {
        kind: 'draft',
        source: 'lm_studio',
        sourceId: createdAt === undefined ? null : String(createdAt),
        title: conversation.name ?? null,
        createdAt: createdAt ?? null,
        updatedAt: null,
        systemPrompt: prompt === '' ? null : prompt,
        model: nodes.findLast(({ model }) => model !== undefined)?.model ?? null,
        leafId: before,
        pinned: conversation.pinned,
        nodes,
        broken,
      },
    ];
  },
};
