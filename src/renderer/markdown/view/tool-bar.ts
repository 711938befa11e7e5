import { t } from '../../../shared/language/translate.ts';
import type { MarkdownActions } from './actions.ts';

/** A button beside a code block or table. */
export interface Tool {
  /** Unique in its bar: a button stays the same as long as its tool is there. */
  readonly name: string;
  readonly caption: string;
  /** The accessible name, if it is not the caption. */
  readonly label?: string;
  readonly title?: string;
  readonly pressed?: boolean;
  readonly expanded?: boolean;
  readonly run: (button: HTMLElement) => void;
  /** Called when the button is dragged, which is possible with this alone. */
  readonly drag?: (button: HTMLElement) => void;
}

/** What is copied, and how the button is called. */
export interface Copying extends Pick<Tool, 'name' | 'label' | 'title'> {
  /** The visible text, if it is not "Copy". */
  readonly caption?: string;
  readonly text: (button: HTMLElement) => string;
  readonly html?: (button: HTMLElement) => string;
}

/** How long a button shows the result (ms). */
const noticeMs = 1600;

/** Buttons that show a result, whose caption is left alone until then. */
const confirming = new WeakSet<Element>();

/** A copy button that confirms. Its accessible name never changes. */
export function copyTool(
  { text, html, caption = t('common.copy'), ...tool }: Copying,
  copy: MarkdownActions['copy'],
): Tool {
  const run = async (button: HTMLElement): Promise<void> => {
    try {
      await copy(text(button), html?.(button));
      confirm(button, t('common.copied'), caption);
    } catch {
      confirm(button, t('markdown.not_copied'), caption);
    }
  };
  return { ...tool, caption, run: (button) => void run(button) };
}

/** Shows a result in the place of a caption, and says it. */
function confirm(button: HTMLElement, result: string, caption: string): void {
  const [shown] = button.children;
  if (shown === undefined || confirming.has(button)) return;
  confirming.add(button);
  const said = document.createElement('span');
  said.className = 'md-hidden';
  said.setAttribute('role', 'status');
  shown.textContent = result;
  button.append(said);
  said.textContent = result;
  setTimeout(() => {
    confirming.delete(button);
    shown.textContent = caption;
    said.remove();
  }, noticeMs);
}

/** The tools of each bar, which has one listener for all its buttons. */
const bars = new WeakMap<Element, readonly Tool[]>();

/**
 * Returns a ref for the element of a bar, which gets a button for each tool, behind what is in it. An
 * answer may have hundreds of bars: React would keep ten objects of each button, and a state of
 * some.
 */
export function toolBar(tools: readonly Tool[]): (bar: HTMLElement | null) => void {
  return (bar) => {
    if (bar === null) return;
    const before = bars.get(bar);
    if (before === undefined) listen(bar);
    bars.set(bar, tools);
    // A block that grows is rendered in each frame, and its bar stays as it is.
    if (before === undefined || !lookAlike(before, tools)) updateButtons(bar, tools);
  };
}

function lookAlike(before: readonly Tool[], after: readonly Tool[]): boolean {
  return (
    before.length === after.length &&
    before.every((one, index) => {
      const other = after[index];
      return (
        one.name === other?.name &&
        one.caption === other.caption &&
        one.label === other.label &&
        one.title === other.title &&
        one.pressed === other.pressed &&
        one.expanded === other.expanded
      );
    })
  );
}

function listen(bar: HTMLElement): void {
  const pressed = ({ target }: Event): { tool: Tool; button: HTMLElement } | null => {
    const button = target instanceof Element ? target.closest('button') : null;
    const tool = bars.get(bar)?.find(({ name }) => name === button?.dataset['tool']);
    return tool === undefined || button === null ? null : { tool, button };
  };
  bar.addEventListener('click', (event) => {
    const found = pressed(event);
    found?.tool.run(found.button);
  });
  bar.addEventListener('dragstart', (event) => {
    const found = pressed(event);
    if (found?.tool.drag === undefined) return;
    event.preventDefault();
    found.tool.drag(found.button);
  });
}

function updateButtons(bar: HTMLElement, tools: readonly Tool[]): void {
  const before = new Map(
    [...bar.querySelectorAll(':scope > button')].map((button) => [
      button.getAttribute('data-tool'),
      button,
    ]),
  );
  let last: Element | null = null;
  for (const tool of tools.toReversed()) {
    const button = before.get(tool.name) ?? createButton(tool.name);
    before.delete(tool.name);
    update(button, tool);
    // One that is in its place keeps the focus.
    if (button.nextElementSibling !== last || button.parentElement !== bar)
      bar.insertBefore(button, last);
    last = button;
  }
  for (const button of before.values()) button.remove();
}

function createButton(name: string): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'md-tool';
  button.dataset['tool'] = name;
  button.append(document.createElement('span'));
  return button;
}

function update(button: Element, tool: Tool): void {
  const { label, caption, title, pressed, expanded, drag } = tool;
  setAttribute(button, 'aria-label', label);
  setAttribute(button, 'title', title);
  setAttribute(button, 'aria-pressed', pressed?.toString());
  setAttribute(button, 'aria-expanded', expanded?.toString());
  setAttribute(button, 'draggable', drag === undefined ? undefined : 'true');
  const [shown] = button.children;
  if (shown === undefined) return;
  // What is said is the label, which does not change while the result is shown.
  setAttribute(shown, 'aria-hidden', label === undefined ? undefined : 'true');
  if (shown.textContent !== caption && !confirming.has(button)) shown.textContent = caption;
}

function setAttribute(element: Element, name: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
