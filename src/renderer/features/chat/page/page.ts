import type { AttachmentPart, Id } from '../../../../shared/model/conversation.ts';
import type { Attached } from '../../../../shared/model/attachments.ts';
import type { Result } from '../../../../shared/model/errors.ts';
import type { Blocked, ChatPage, PageProblem, Picture } from './page-context.ts';
import type { ScrollKeeper } from '../log/scroll-keeper.ts';
import { elementNamed } from '../../../ui/focus-registry.ts';
import { createValue, type Value } from './value.ts';

/** The content of the "Jump to latest" button; null while the end is visible. */
export interface Beyond {
  /** Messages added since the person scrolled up. */
  readonly news: number;
}

/** Adds to the draft. */
export interface Attach {
  readonly files: (files: readonly File[]) => void;
  /** An attachment of another message. */
  readonly again: (part: AttachmentPart) => void;
  /** What a command attaches; `name` is shown until it is there. */
  readonly stored: (name: string, work: () => Promise<Result<Attached>>) => void;
}

/** The page as its own parts see it, with what they register and watch. */
export interface PageParts extends ChatPage {
  readonly problem: Value<PageProblem | null>;
  readonly beyond: Value<Beyond | null>;
  readonly picture: Value<Picture | null>;
  readonly blocked: Value<Blocked | null>;
  /** The answer that somebody else is about to answer again. */
  readonly regenerating: Value<Id | null>;
  readonly setScroller: (scroller: HTMLElement | null) => void;
  readonly scroller: () => HTMLElement | null;
  readonly setKeeper: (keeper: ScrollKeeper | null) => void;
  readonly keeper: () => ScrollKeeper | null;
  readonly setComposer: (composer: HTMLTextAreaElement | null) => void;
  /** Attaches something to the draft; null while that is impossible. */
  readonly attach: () => Attach | null;
  readonly setAttach: (attach: Attach | null) => void;
  /** Begins the message with a saved prompt, after its form. */
  readonly openPrompt: (promptId: string) => void;
  readonly setOpenPrompt: (open: ((promptId: string) => void) | null) => void;
}

/** The share of the view that PageDown scrolls, so that a line or two stay visible. */
const pageStep = 0.85;

/** Number of frames in which a change may be drawn. */
const maxFrames = 30;

/** Makes the object that connects the parts of the page. It outlives the conversations it shows. */
export function createPage(): PageParts {
  let scroller: HTMLElement | null = null;
  let keeper: ScrollKeeper | null = null;
  let composer: HTMLTextAreaElement | null = null;
  let attach: Attach | null = null;
  let openPrompt: ((promptId: string) => void) | null = null;
  const underWay = new Set<string>();
  const problem = createValue<PageProblem | null>(null);
  const picture = createValue<Picture | null>(null);
  const blocked = createValue<Blocked | null>(null);
  const regenerating = createValue<Id | null>(null);
  const tell: ChatPage['tell'] = async (command) => {
    const result = await command();
    problem.set(result.ok ? null : result.error);
    return result.ok;
  };
  return {
    problem,
    picture,
    blocked,
    block: blocked.set,
    showPicture: picture.set,
    regenerating,
    regenerateWith: regenerating.set,
    attach: () => attach,
    setAttach: (next) => {
      attach = next;
    },
    openPrompt: (promptId) => openPrompt?.(promptId),
    setOpenPrompt: (next) => {
      openPrompt = next;
    },
    beyond: createValue<Beyond | null>(null),
    setScroller: (next) => {
      scroller = next;
    },
    scroller: () => scroller,
    setKeeper: (next) => {
      keeper = next;
    },
    keeper: () => keeper,
    setComposer: (next) => {
      composer = next;
    },
    focusComposer: () => composer?.focus(),
    focusModel() {
      const box = elementNamed('model_picker');
      box?.focus();
      box?.click();
    },
    focusAction(messageId, action) {
      const selector = `[data-message-id="${CSS.escape(messageId)}"] button[data-action="${action}"]`;
      const look = (framesLeft: number): void => {
        const button = scroller?.querySelector<HTMLElement>(selector);
        const isFree = document.activeElement === null || document.activeElement === document.body;
        if (button !== null && button !== undefined && isFree)
          button.focus({ preventScroll: true });
        else if (framesLeft > 0) requestAnimationFrame(() => look(framesLeft - 1));
      };
      look(maxFrames);
    },
    suggest(text) {
      if (composer === null) return;
      composer.value = text;
      composer.dispatchEvent(new Event('input', { bubbles: true }));
      composer.focus();
      composer.setSelectionRange(text.length, text.length);
    },
    editLast() {
      const buttons = scroller?.querySelectorAll<HTMLElement>('[data-edit]');
      const last = buttons?.[buttons.length - 1];
      last?.click();
      return last !== undefined;
    },
    letGo: () => keeper?.letGo(),
    follow: () => keeper?.follow(),
    scrollPages(pages) {
      if (scroller === null) return;
      const dock = composer?.closest<HTMLElement>('[data-dock]')?.offsetHeight ?? 0;
      if (pages < 0) keeper?.letGo();
      scroller.scrollBy({ top: pages * pageStep * (scroller.clientHeight - dock) });
    },
    tell,
    async ask(key, command) {
      if (underWay.has(key)) return false;
      underWay.add(key);
      const done = await tell(command);
      underWay.delete(key);
      return done;
    },
    report: problem.set,
  };
}
