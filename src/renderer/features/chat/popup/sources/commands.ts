import { isQuickAction, type WindowAction } from '../../../../../shared/actions.ts';
import { t } from '../../../../../shared/language/translate.ts';
import type { RoomWay } from '../../../../../shared/model/context/room.ts';
import { runWindowAction } from '../../../../client/window-actions.ts';
import { exportFormats } from '../../../../../shared/model/jobs.ts';
import { exportFormatName } from '../../../../common/export-formats.ts';
import { elementNamed } from '../../../../ui/focus-registry.ts';
import type { SourceContext, SourceProvider } from '../composer-source.ts';
import { askWithRoom, makeRoom } from '../../room/make-room.ts';
import { lastAnswer } from './last-answer.ts';

/** What a command does; null if it cannot be done now. */
type Act = (() => void) | null;

/** A built-in command. */
interface Command {
  /** What is typed after the mark. */
  readonly word: string;
  readonly label: () => string;
  readonly detail?: () => string;
  /** True if the menu has it as well. */
  readonly isAction?: true;
  /** Whether it can be done now, and how. */
  readonly find: (context: SourceContext) => Act;
}

/** Presses a button of the window, which has the command as its `data-command`. */
const press = (command: string) => (): Act => {
  const buttons = document.querySelectorAll<HTMLButtonElement>(
    `button[data-command="${command}"]:not(:disabled)`,
  );
  const last = buttons[buttons.length - 1];
  return last === undefined ? null : () => last.click();
};

/** Runs an action of the menu, if this window has it. */
const action =
  (id: WindowAction) =>
  ({ controller }: SourceContext): Act =>
    controller.isQuick && !isQuickAction(id) ? null : () => runWindowAction(id);

/** Runs an action of the menu on the conversation on show. */
const onConversation =
  (id: WindowAction) =>
  (context: SourceContext): Act =>
    context.conversationId === null ? null : action(id)(context);

/** Makes room in the context of the conversation on show. */
const makesRoom =
  (way: RoomWay) =>
  ({ conversationId, controller, page }: SourceContext): Act => {
    const state = controller.store.getState();
    if (conversationId === null || state.heads[conversationId]?.readOnly !== undefined) return null;
    if (state.streaming.has(conversationId) || lastAnswer(state, conversationId) === null)
      return null;
    return () => {
      page.focusComposer();
      void makeRoom(controller, page, conversationId, way);
    };
  };

const exports = exportFormats.map((format): Command => ({
  word: `export ${format}`,
  label: () => t('command.export', { format: exportFormatName(format) }),
  find: ({ conversationId, controller, page }) => {
    if (conversationId === null) return null;
    const what = { kind: 'conversations' as const, conversationIds: [conversationId] };
    return () => {
      void page.ask('export', () => controller.command('library.export', { what, format }));
    };
  },
}));

const commands: readonly Command[] = [
  {
    word: 'model',
    label: () => t('command.model'),
    find: ({ page }) => {
      const picker = elementNamed('model_picker');
      return picker === null || picker.matches(':disabled') ? null : page.focusModel;
    },
  },
  { word: 'assistant', label: () => t('command.assistant'), find: press('assistant') },
  {
    word: 'compare',
    label: () => t('command.compare'),
    find: action('compare_answers'),
  },
  { word: 'tools', label: () => t('command.tools'), find: press('tools') },
  { word: 'parameters', label: () => t('command.parameters'), find: press('parameters') },
  { word: 'system', label: () => t('command.system'), find: press('system') },
  { word: 'attach', label: () => t('command.attach'), find: press('attach') },
  { word: 'clipboard', label: () => t('quick.clipboard'), find: press('clipboard') },
  { word: 'screenshot', label: () => t('quick.screenshot'), find: press('screenshot') },
  { word: 'new', label: () => t('command.new'), find: action('new_conversation'), isAction: true },
  {
    word: 'temporary',
    label: () => t('command.temporary'),
    detail: () => t('command.temporary.detail'),
    find: action('new_temporary'),
    isAction: true,
  },
  { word: 'keep', label: () => t('command.keep'), find: press('keep') },
  { word: 'search', label: () => t('command.search'), find: action('search'), isAction: true },
  {
    word: 'find',
    label: () => t('command.find'),
    find: onConversation('find_in_conversation'),
    isAction: true,
  },
  {
    word: 'branches',
    label: () => t('command.branches'),
    find: onConversation('show_branches'),
    isAction: true,
  },
  { word: 'rename', label: () => t('command.rename'), find: press('rename') },
  {
    word: 'regenerate',
    label: () => t('command.regenerate'),
    find: ({ conversationId, controller, page }) => {
      const messageId = lastAnswer(controller.store.getState(), conversationId);
      if (conversationId === null || messageId === null) return null;
      return () => {
        page.follow();
        page.focusComposer();
        void askWithRoom(controller, page, {
          conversationId,
          key: messageId,
          of: { kind: 'answer', messageId },
          command: (evenIfFull) =>
            controller.command('chat.regenerate', { conversationId, messageId, evenIfFull }),
        });
      };
    },
  },
  {
    word: 'compact',
    label: () => t('command.compact'),
    find: makesRoom('compact'),
  },
  {
    word: 'drop',
    label: () => t('command.drop'),
    find: makesRoom('drop'),
  },
  { word: 'continue', label: () => t('command.continue'), find: press('continue') },
  { word: 'retry', label: () => t('command.retry'), find: press('retry') },
  {
    word: 'edit',
    label: () => t('command.edit'),
    find: ({ conversationId, controller, page }) =>
      lastAnswer(controller.store.getState(), conversationId) === null
        ? null
        : () => void page.editLast(),
  },
  ...exports,
  {
    word: 'prompts',
    label: () => t('command.prompts'),
    find:
      ({ controller }) =>
      () =>
        controller.setDialog({ kind: 'settings', section: 'prompts' }),
  },
  {
    word: 'settings',
    label: () => t('command.settings'),
    find: action('open_settings'),
    isAction: true,
  },
];

/** The words of commands that the menu has as well. */
export const actionWords: ReadonlySet<string> = new Set(
  commands.filter(({ isAction }) => isAction === true).map(({ word }) => word),
);

/** Parley's own commands: each does what its button does. Only those that can be done are listed. */
export const builtInCommands: SourceProvider = {
  mark: '/',
  open(context) {
    const acts = new Map<string, () => void>();
    const items = commands.flatMap(({ word, label, detail, find }) => {
      const act = find(context);
      if (act === null) return [];
      acts.set(word, act);
      return [{ id: word, label: label(), detail: detail?.() ?? '', name: word }];
    });
    return Promise.resolve([
      {
        id: 'commands',
        title: t('popup.commands'),
        waiting: '',
        // A path such as /etc must not be a command.
        matches: 'words',
        items: () => Promise.resolve({ ok: true, value: { items, isCut: false } }),
        choose({ id }) {
          const act = acts.get(id);
          if (act === undefined) throw new Error('The command was not listed.');
          return { kind: 'run', run: act };
        },
      },
    ]);
  },
};
