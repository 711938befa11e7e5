import { basename } from 'node:path';
import type { Arrival, Filling, WantedModel } from '../../shared/model/arrival/arrival.ts';
import type { ModelChoice } from '../../shared/model/assistants/assistant.ts';
import type { Id } from '../../shared/model/conversation.ts';
import type { ShareWish, WindowWish } from './wish.ts';

/** Everything the router can do: look up and hand on. */
export interface RouterPorts {
  /** The ids of the messages of a conversation; null if it is not there. */
  readonly messagesOf: (conversationId: Id) => Promise<ReadonlySet<Id> | null>;
  /** A model of this name; null if none is known. Asks no server. */
  readonly modelNamed: (name: string) => Promise<ModelChoice | null>;
  /** Gives files names by which the window can attach them. */
  readonly nameFiles: (paths: readonly string[]) => readonly string[];
  /** Shows the window and tells it. */
  readonly deliver: (arrival: Arrival) => void;
}

async function wantedModel(ports: RouterPorts, name: string | null): Promise<WantedModel | null> {
  if (name === null) return null;
  const model = await ports.modelNamed(name);
  return model === null ? { kind: 'unknown', name } : { kind: 'known', model };
}

async function opened(
  ports: RouterPorts,
  conversationId: Id,
  messageId: Id | null,
): Promise<Arrival> {
  const messages = await ports.messagesOf(conversationId);
  if (messages === null) return { kind: 'no_conversation' };
  const isMessageMissing = messageId !== null && !messages.has(messageId);
  return {
    kind: 'conversation',
    conversationId,
    messageId: isMessageMissing ? null : messageId,
    isMessageMissing,
  };
}

function shared({ nameFiles }: RouterPorts, { text, paths, send }: ShareWish): Arrival {
  const names = nameFiles(paths);
  const filling: Filling = {
    from: 'command_line',
    text,
    model: null,
    files: names.map((file, at) => ({ file, name: basename(paths[at] ?? '') })),
  };
  return { kind: send ? 'send' : 'fill', filling };
}

async function arrivalOf(ports: RouterPorts, wish: WindowWish): Promise<Arrival> {
  switch (wish.kind) {
    case 'open':
      return opened(ports, wish.conversationId, wish.messageId);
    case 'search':
      return { kind: 'search', query: wish.query };
    case 'settings':
      return { kind: 'settings', page: wish.page };
    case 'new': {
      const model = await wantedModel(ports, wish.model);
      return { kind: 'fill', filling: { from: 'link', text: wish.prompt, model, files: [] } };
    }
    case 'share':
      return shared(ports, wish);
  }
}

/** Turns what other programs ask for into what a window shows, in order. */
export function createRouter(
  ports: RouterPorts,
  report: (error: unknown) => void,
): (wish: WindowWish) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return (wish) => {
    last = last.then(async () => ports.deliver(await arrivalOf(ports, wish))).catch(report);
    return last;
  };
}
