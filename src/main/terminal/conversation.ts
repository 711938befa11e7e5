import { t } from '../../shared/language/translate.ts';
import type { Notice } from '../../shared/contract/index.ts';
import type { StartedTurn } from '../../shared/model/chat-event.ts';
import {
  textOf,
  type Conversation,
  type Id,
  type Message,
  type Part,
} from '../../shared/model/conversation.ts';
import type { Coded } from '../../shared/model/errors.ts';
import { pathTo } from '../../shared/model/tree.ts';
import type { ToolChoice } from '../../shared/model/tools/tool-choice.ts';
import type { PendingApproval } from '../../shared/model/tools.ts';
import { expected } from '../../shared/expected.ts';
import {
  createConversationService,
  type ConversationService,
  type Emit,
} from '../conversations/conversation-service.ts';
import { newId } from '../conversations/id.ts';
import { restingAnswers } from '../tools/pending.ts';
import type { ToolHandlers } from '../tools/handlers.ts';
import {
  createTurnService,
  type ChosenModel,
  type TurnService,
  type TurnWish,
} from '../turns/turn-service.ts';
import type { Protocol } from '../wire/protocol.ts';
import type { Home, OpenHome } from './home.ts';
import { createReader, type AnswerListener, type TurnEnd } from './reader.ts';

/** How long a stream may be silent before it counts as failed (s), as in the window's settings. */
const idleTimeoutSeconds = 120;

/** Asks the model; resolves when its answer has ended, whatever the outcome. */
export type Turn = (signal: AbortSignal, listener: AnswerListener) => Promise<TurnEnd>;

/** The end of a conversation that is continued. */
export interface Earlier {
  readonly title: string;
  readonly question: string;
  readonly answer: string;
}

/** One conversation. Turns run one after the other. */
export interface TerminalConversation {
  /** The end of the continued conversation; null if this is a new one. */
  readonly earlier: Earlier | null;
  /** A turn that answers a new question. */
  ask(question: string): Turn;
  /** A turn that continues the last answer; null unless that was cut short. */
  continueAnswer(): Turn | null;
  /** A turn that answers the last question again; null if there is none. */
  askAgain(): Turn | null;
  /** A turn that asks about the calls that wait since an earlier run; null if none wait. */
  resume(): Turn | null;
  /** True if the last answer has content but did not finish. */
  canContinue(): boolean;
  clear(): void;
  /** The tools that it may use. */
  tools(): ToolChoice;
  chooseTools(choice: ToolChoice): Promise<void>;
  /** The commands of the tools; loads them. */
  toolCommands(): Promise<ToolHandlers>;
  /** Calls back when calls start or cease to wait for the person; null for none. */
  onWaiting(listener: (pending: PendingApproval | null) => void): void;
  /**
   * Writes everything and ends the tools' servers. Resolves with the reason if something could not
   * be written; null otherwise.
   */
  close(): Promise<Coded | null>;
}

export interface ConversationOptions {
  readonly chosen: ChosenModel;
  /** '' for none. */
  readonly systemPrompt: string;
  readonly openHome: OpenHome;
  /** Goes on with the newest conversation of the home. */
  readonly continues: boolean;
  /** True if a person can be asked about calls; otherwise calls that are not allowed are denied. */
  readonly mayAsk: boolean;
  /** Called with what was found in the data folder, such as damaged files. */
  readonly onNotice: (notice: Notice) => void;
  readonly report: (error: unknown) => void;
}

function pictureRemark(url: string): string {
  const type = /^data:([\w.+/-]{1,80})/.exec(url.slice(0, 100))?.[1] ?? 'image';
  return t('terminal.picture', { type });
}

/** Replaces pictures with remarks: a terminal neither shows nor stores them. */
function withoutPictures(protocol: Protocol, onPicture: (url: string) => Promise<void>): Protocol {
  return {
    ...protocol,
    async *ask(question, signal) {
      for await (const step of protocol.ask(question, signal)) {
        if (step.kind === 'picture') await onPicture(step.url);
        else yield step;
      }
    },
  };
}

/** How many calls of the answer on show wait. */
function restingCallsOf(conversation: Conversation): number {
  const answers = restingAnswers(conversation);
  const shown = answers.find(({ messageId }) => messageId === conversation.leafId);
  return shown?.calls.length ?? 0;
}

function earlierOf({ title, messages, leafId }: Conversation): Earlier {
  const path = pathTo(messages, leafId);
  const lastOf = (role: Message['role']): string => {
    const last = path.findLast((message) => message.role === role);
    return last === undefined ? '' : textOf(last);
  };
  return { title, question: lastOf('user'), answer: lastOf('assistant') };
}

function copyOf({ on, off }: ToolChoice): Conversation['tools'] {
  return { on: [...on], off: [...off] };
}

/** The rooms of a chat. */
interface ChatRooms {
  readonly home: Home;
  readonly conversations: ConversationService;
  readonly turns: TurnService;
  /** Where pictures of the answer go. */
  readonly pictures: { tell: (url: string) => Promise<void> };
}

/** Finds the conversation that was changed last. Throws an ExpectedError if there is none. */
async function newestOf(
  { home, conversations }: ChatRooms,
  onNotice: ConversationOptions['onNotice'],
): Promise<Conversation> {
  // Loading would take its journals over. A call that it asks about would then be asked about twice.
  if (home.isAppAnswering()) throw expected('answered_elsewhere', {});
  for (const notice of await conversations.load()) onNotice(notice);
  const [newest] = conversations
    .heads()
    .filter(({ readOnly }) => readOnly === undefined)
    .toSorted((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1));
  if (newest === undefined) throw expected('nothing_to_go_on_with', {});
  return conversations.get(newest.id);
}

async function openRooms(
  { chosen, openHome, report, systemPrompt }: ConversationOptions,
  onWaiting: (pending: PendingApproval | null) => void,
): Promise<ChatRooms> {
  const pictures: ChatRooms['pictures'] = { tell: () => Promise.resolve() };
  const emit: Emit = (name, payload) => {
    if (name === 'approval') onWaiting((payload as { pending: PendingApproval | null }).pending);
  };
  const home = await openHome({
    turns: {
      look: (id) => turns.look(id),
      resume: (id, messageId) => turns.resume(id, messageId),
    },
    emit,
    report,
  });
  const conversations = createConversationService(home.store, { now: Date.now }, newId, emit);
  const protocol = withoutPictures(chosen.protocol, (url) => pictures.tell(url));
  const turns = createTurnService({
    conversations,
    store: home.store,
    newId,
    clients: () => [],
    choose: () => Promise.resolve({ ...chosen, protocol }),
    settings: () => ({
      systemPrompt: systemPrompt === '' ? home.settings().systemPrompt : systemPrompt,
      idleTimeoutSeconds,
    }),
    onAnswered: () => undefined,
    loadAttachment: home.loadAttachment,
    toolsOf: home.toolsOf,
    ...(home.openAccount === undefined ? {} : { openAccount: home.openAccount }),
    report,
  });
  return { home, conversations, turns, pictures };
}

/** Opens a conversation with a model, using the same turn service as the window. */
export async function createConversation(
  options: ConversationOptions,
): Promise<TerminalConversation> {
  const { systemPrompt, mayAsk } = options;
  let onWaiting: (pending: PendingApproval | null) => void = () => undefined;
  const rooms = await openRooms(options, (pending) => onWaiting(pending));
  const { home, conversations, turns, pictures } = rooms;
  const continued = options.continues ? await newestOf(rooms, options.onNotice) : null;
  if (continued !== null) await home.claim(continued.id);
  /** null for what new conversations get. */
  let choice: ToolChoice | null = continued?.tools ?? null;
  let last: Message | null = continued?.messages[continued.leafId ?? ''] ?? null;
  let resting = continued === null ? 0 : restingCallsOf(continued);
  /** null until the first question. */
  let conversation: Promise<Id> | null = continued === null ? null : Promise.resolve(continued.id);

  const begin = async (): Promise<Id> => {
    const { id } = await conversations.create((empty) => ({
      ...empty,
      ...(choice === null ? {} : { tools: copyOf(choice) }),
      ...(systemPrompt === '' ? {} : { systemPrompt }),
    }));
    await home.claim(id);
    return id;
  };

  const turnOf =
    (before: readonly Part[], start: (id: Id, wish: TurnWish) => Promise<StartedTurn>): Turn =>
    async (signal, listener) => {
      const id = await (conversation ??= begin());
      const reader = createReader(before, listener);
      pictures.tell = (url) => listener.onPiece('remark', pictureRemark(url));
      const stop = (): void => void turns.stop(id);
      const { messageId } = await start(id, {
        observe: (step) => reader.read(step),
        // There is no window, so that nothing is asked without a person.
        tools: mayAsk ? 'asked' : 'asked_in_window',
      });
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) stop();
      await turns.whenIdle(id);
      signal.removeEventListener('abort', stop);
      resting = 0;
      last = (await conversations.get(id)).messages[messageId] ?? null;
      const end = reader.end();
      if (end === null) throw new Error('A turn ended without a last step.');
      return end;
    };

  const canContinue = (): boolean =>
    last !== null &&
    last.role === 'assistant' &&
    last.status !== 'complete' &&
    (textOf(last) !== '' || last.parts.some(({ kind }) => kind === 'tool_result'));

  return {
    earlier: continued === null ? null : earlierOf(continued),
    canContinue,
    ask: (question) => turnOf([], (id, wish) => turns.send(id, question, wish)),
    continueAnswer() {
      const answer = last;
      if (answer === null || !canContinue()) return null;
      return turnOf(answer.parts, (id, wish) => turns.continueAnswer(id, answer.id, wish));
    },
    askAgain() {
      const answer = last;
      if (answer?.role !== 'assistant') return null;
      return turnOf([], (id, wish) => turns.retry(id, answer.id, wish));
    },
    resume() {
      const answer = last;
      if (answer === null || resting === 0) return null;
      return turnOf(answer.parts, (id, wish) => turns.resume(id, answer.id, wish));
    },
    clear() {
      last = null;
      resting = 0;
      conversation = null;
    },
    tools: () => choice ?? home.settings().tools,
    async chooseTools(next) {
      choice = next;
      if (conversation === null) return;
      const { written } = await conversations.change(await conversation, (before) => ({
        ...before,
        tools: copyOf(next),
      }));
      await written;
    },
    toolCommands: async () => (await home.loadTools()).handlers,
    onWaiting(listener) {
      onWaiting = listener;
    },
    async close() {
      turns.keepAll();
      await home.close();
      const status = home.store.status();
      return status.kind === 'unsaved' ? status.reason : null;
    },
  };
}
