import type {
  Bridge,
  CommandInput,
  CommandName,
  CommandOutput,
} from '../../shared/contract/index.ts';
import type { StartedJob } from '../../shared/model/jobs.ts';
import type { Id } from '../../shared/model/conversation.ts';
import type { ParleyError, Result } from '../../shared/model/errors.ts';
import { eachBounded } from '../../shared/each-bounded.ts';
import { eventNames } from '../../shared/contract/event-names.ts';
import type { EventAction } from '../state/action.ts';
import type { Dialog, Reveal } from '../state/app-state.ts';
import { createAcknowledger } from './acknowledger.ts';
import { attentionTo, stillLook, type Look } from './pace/look.ts';
import { reportLeft } from './left.ts';
import { createLoaders } from './loaders.ts';
import { aloneController } from './alone.ts';
import { createOpener } from './opener.ts';
import { keepPosition } from './positions.ts';
import { createStore, type ScheduleFrame, type Store, type TextFrames } from '../state/store.ts';

/** A message to send: its text and its attachments. */
export type Question = Omit<CommandInput<'chat.send'>, 'conversationId' | 'isNew'>;

/** The actions available to views. Commands go to main; their effects come back as events. */
export interface Controller {
  /** The conversation that the window is for; null in the main window. */
  readonly alone: Id | null;
  /** True in the quick window, whose message of a new conversation is its own. */
  readonly isQuick: boolean;
  readonly store: Store;
  /**
   * Subscribes to main's events and fetches the initial state. Call once. Resolves once the state
   * is loaded.
   */
  start(): Promise<void>;
  /**
   * Reports that the initial state is on screen. Main then shows the window, and the rest of the
   * data is fetched.
   */
  drawn(): Promise<void>;
  command<N extends CommandName>(
    name: N,
    input: CommandInput<N>,
  ): Promise<Result<CommandOutput<N>>>;
  /** Shows a conversation; null shows the empty page of a new one. */
  show(conversationId: Id | null): void;
  /** Shows the empty page of a new conversation in this folder. */
  startIn(folder: string): void;
  /** Shows an empty temporary conversation. */
  startTemporary(): Promise<Result<void>>;
  /**
   * Sends to the current conversation, or creates one from `create` first. If the result is not ok,
   * nothing was sent and the result holds the error.
   */
  send(
    question: Question,
    create?: CommandInput<'conversation.create'>,
    onCreated?: (conversationId: Id) => void,
  ): Promise<Result<void>>;
  /** Shows a message of a conversation, whichever branch it is on. */
  reveal(reveal: Reveal): void;
  /**
   * Returns the name by which main knows a dropped or pasted file, or null if the file is not on
   * disk.
   */
  nameFile(file: File): Promise<string | null>;
  /** Imports files that were dropped on the window. */
  importFiles(files: readonly File[]): Promise<Result<StartedJob>>;
  /** Loads the tools in main and requests them. Later changes arrive as events. */
  loadTools(): Promise<Result<void>>;
  /** Loads the assistants; events keep them up to date. */
  loadAssistants(): Promise<Result<void>>;
  /** Loads the prompts; events keep them up to date. */
  loadPrompts(): Promise<Result<void>>;
  setDialog(dialog: Dialog | null): void;
  dismissNotice(id: string): void;
  /** Deletes conversations as one action that can be undone as one. Returns the first error. */
  deleteAll(conversationIds: readonly Id[]): Promise<Result<void>>;
  forgetDeleted(): void;
  forgetJob(jobId: string): void;
}

/** Deleting waits for the disk. Running several at once shortens the total wait. */
const commandsAtOnce = 32;

const unreadableDrop: ParleyError = {
  code: 'drop_not_from_disk',
  params: {},
  kind: 'invalid',
  retryable: false,
};

/**
 * Remembers the conversation on show in this window's history, which survives a reload of its page
 * and is only in memory.
 */
function remember(conversationId: Id | null): void {
  history.replaceState(conversationId, '');
}

function remembered(): Id | null {
  const state: unknown = history.state;
  return typeof state === 'string' ? state : null;
}

/** Makes the function that sends a question, to a new conversation if none is on show. */
function createSend(
  bridge: Bridge,
  store: Store,
  show: (conversationId: Id) => void,
): Controller['send'] {
  return async (question, create = {}, onCreated = () => undefined) => {
    const { activeId, newFolder } = store.getState();
    let conversationId = activeId;
    const isNew = conversationId === null;
    if (conversationId === null) {
      const created = await bridge.command('conversation.create', {
        ...create,
        ...(newFolder === null ? {} : { folder: newFolder }),
      });
      if (!created.ok) return created;
      conversationId = created.value.id;
      onCreated(conversationId);
      if (store.getState().activeId === null) show(conversationId);
    }
    const sent = await bridge.command('chat.send', {
      conversationId,
      ...question,
      ...(isNew ? { isNew } : {}),
    });
    return sent.ok ? { ok: true, value: undefined } : sent;
  };
}

/** Deletes each conversation, as one action. Returns the first error. */
async function deleteEach(
  bridge: Bridge,
  ids: readonly Id[],
  together: string,
): Promise<Result<void>> {
  let problem: Result<void> | null = null;
  await eachBounded(ids, commandsAtOnce, async (conversationId) => {
    const result = await bridge.command('conversation.delete', { conversationId, together });
    if (!result.ok) problem ??= result;
  });
  return problem ?? { ok: true, value: undefined };
}

/** Connects main, the store and the window. */
export function createController(
  bridge: Bridge,
  scheduleFrame: ScheduleFrame,
  textFrames: TextFrames,
  alone: Id | null = null,
  look: Look = stillLook,
): Controller {
  const store = createStore(scheduleFrame, textFrames);
  const acknowledger = createAcknowledger({
    acknowledge: (turn, seq) => void bridge.command('chat.acknowledge', { turn, seq }),
    attentionTo: (turn) => attentionTo(store.getState(), turn, look),
    scheduleFrame,
  });
  look.onCloser(acknowledger.look);
  const opener = createOpener(bridge, store, scheduleFrame);

  /**
   * Conversations deleted while a page of the list is in flight, because that page may still
   * include them. Null when no page is in flight.
   */
  let removedMeanwhile: Set<Id> | null = null;

  /**
   * Resolves once the current document is on screen, which is when the second next frame begins.
   */
  const untilPainted = (): Promise<void> =>
    new Promise((resolve) => scheduleFrame(() => scheduleFrame(resolve)));

  const show = (conversationId: Id | null): void => {
    if (conversationId !== null && store.getState().open[conversationId]?.kind === 'failed') {
      opener.openAgain(conversationId);
    }
    store.dispatch({ kind: 'shown', conversationId });
    acknowledger.look();
    remember(conversationId);
  };

  const reveal = (reveal: Reveal): void => {
    // Dispatched before the conversation opens, so that the messages around the target load
    // first.
    store.dispatch({ kind: 'revealing', reveal });
    show(reveal.conversationId);
  };

  const loaders = createLoaders(bridge, store);

  const closeWindow = (): void => void bridge.command('app.closeWindow', undefined);

  const onEvent = (action: EventAction): void => {
    acknowledger.take(action);
    if (action.name === 'removed') removedMeanwhile?.add(action.payload.conversationId);
    if (action.name === 'removed' && action.payload.conversationId === alone) closeWindow();
    store.dispatch(action);
  };

  const controller: Controller = {
    alone,
    isQuick: false,
    store,
    async start() {
      for (const name of eventNames) {
        bridge.on(name, (payload) => onEvent({ kind: 'event', name, payload } as EventAction));
      }
      store.subscribe(opener.openWhatIsNeeded);
      const before = alone ?? remembered();
      const result = await bridge.command('app.start', { shown: before });
      const left = result.ok ? result.value.left : null;
      if (left !== null) keepPosition(left.conversationId, left.position);
      const shown = before ?? left?.conversationId ?? null;
      store.dispatch(
        result.ok
          ? { kind: 'started', start: result.value }
          : { kind: 'start_failed', error: result.error },
      );
      if (shown !== null && store.getState().heads[shown] !== undefined) show(shown);
      // It was deleted while its window opened, before this page could hear of it.
      else if (alone !== null && result.ok) closeWindow();
    },
    async drawn() {
      await untilPainted();
      void bridge.command('app.drawn', undefined);
      reportLeft(bridge, store);
      const prices = await bridge.command('prices.list', undefined);
      if (prices.ok) store.dispatch({ kind: 'event', name: 'prices', payload: prices.value });
      const undo = await bridge.command('undo.state', undefined);
      if (undo.ok) store.dispatch({ kind: 'event', name: 'undo', payload: undo.value });
      for (;;) {
        const gone = new Set<Id>();
        removedMeanwhile = gone;
        const page = await bridge.command('app.listMore', undefined);
        removedMeanwhile = null;
        if (!page.ok) return;
        const heads = page.value.heads.filter(({ id }) => !gone.has(id));
        store.dispatch({ kind: 'listed', heads });
        if (!page.value.hasMore) return;
        // Let the person's input go first.
        await untilPainted();
      }
    },
    command: (name, input) => bridge.command(name, input),
    show,
    startIn(folder) {
      void loaders.loadAssistants();
      store.dispatch({ kind: 'shown', conversationId: null, folder });
      remember(null);
    },
    async startTemporary() {
      const created = await bridge.command('conversation.createTemporary', undefined);
      if (!created.ok) return created;
      show(created.value.id);
      return { ok: true, value: undefined };
    },
    send: createSend(bridge, store, show),
    reveal,
    async nameFile(file) {
      const [name = null] = await bridge.drop([file]);
      return name;
    },
    async importFiles(files) {
      const names = await bridge.drop(files);
      if (names.length === 0) return { ok: false, error: unreadableDrop };
      return bridge.command('library.import', { files: [...names] });
    },
    async deleteAll(conversationIds) {
      const together = crypto.randomUUID();
      store.dispatch({ kind: 'deleting', conversationIds, together });
      const problem = await deleteEach(bridge, conversationIds, together);
      store.dispatch({ kind: 'deleting_ended' });
      return problem;
    },
    ...loaders,
    setDialog: (dialog) => store.dispatch({ kind: 'dialog', dialog }),
    dismissNotice: (id) => store.dispatch({ kind: 'notice_dismissed', id }),
    forgetDeleted: () => store.dispatch({ kind: 'deleted_forgotten' }),
    forgetJob: (jobId) => store.dispatch({ kind: 'job_forgotten', jobId }),
  };
  return alone === null ? controller : aloneController(controller, alone);
}
