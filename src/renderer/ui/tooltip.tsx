import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import styles from './tooltip.module.css';

/** The preferred side of a tooltip. */
export type TooltipSide = 'top' | 'bottom' | 'start' | 'end';

/** The attributes that give a control a tooltip. */
export interface TooltipAttributes {
  readonly 'data-tooltip': string;
  readonly 'data-tooltip-shortcut'?: string | undefined;
  readonly 'data-tooltip-side'?: TooltipSide | undefined;
  readonly 'aria-description'?: string | undefined;
}

/**
 * The tooltip of a control, which also needs an accessible name. `shortcut` is in readable form,
 * such as `⌘B`. Uses attributes rather than a component, because a window contains hundreds of such
 * controls.
 */
export function tooltip(
  text: string,
  shortcut?: string,
  side: TooltipSide = 'bottom',
): TooltipAttributes {
  return {
    'data-tooltip': text,
    'data-tooltip-shortcut': shortcut,
    'data-tooltip-side': side,
    'aria-description': shortcut,
  };
}

/** How long the pointer has to rest before a tooltip shows (ms). */
const delay = 500;
/** How long after a tooltip the next ones show without delay (ms). */
const skipDelay = 200;
/** A removed control fires no event, so we check for it at this interval (ms). */
const check = 200;

/** The tooltip on show and its control. */
interface Shown {
  readonly control: HTMLElement;
  readonly text: string;
  readonly shortcut: string | undefined;
  readonly side: string | undefined;
}

function controlOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-tooltip]') : null;
}

function read(control: HTMLElement): Shown {
  const { tooltip: text = '', tooltipShortcut: shortcut, tooltipSide: side } = control.dataset;
  return { control, text, shortcut, side };
}

/** Decides which tooltip shows and when: after the pointer rests, or at once for keyboard focus. */
function follow(show: (shown: Shown | null) => void, signal: AbortSignal): void {
  let wanted: HTMLElement | null = null;
  /** The pressed control. Its tooltip stays hidden until the pointer returns. */
  let pressed: HTMLElement | null = null;
  let visible = false;
  let hiddenAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hide = (): void => {
    clearTimeout(timer);
    wanted = null;
    if (!visible) return;
    visible = false;
    hiddenAt = performance.now();
    show(null);
  };
  const reveal = (control: HTMLElement): void => {
    clearTimeout(timer);
    wanted = control;
    visible = true;
    show(read(control));
    const watch = (): void => {
      if (wanted !== control) return;
      if (control.isConnected) timer = setTimeout(watch, check);
      else hide();
    };
    timer = setTimeout(watch, check);
  };
  const listen = <K extends keyof DocumentEventMap>(
    name: K,
    listener: (event: DocumentEventMap[K]) => void,
  ): void => document.addEventListener(name, listener, { signal, capture: true, passive: true });

  listen('pointerover', (event) => {
    const control = controlOf(event.target);
    if (control !== pressed) pressed = null;
    if (control === wanted || control === pressed) return;
    hide();
    if (control === null || event.pointerType === 'touch' || event.buttons !== 0) return;
    wanted = control;
    const wait = performance.now() - hiddenAt < skipDelay ? 0 : delay;
    timer = setTimeout(() => reveal(control), wait);
  });
  listen('focusin', (event) => {
    const control = controlOf(event.target);
    if (control?.matches(':focus-visible') === true) reveal(control);
    else hide();
  });
  listen('focusout', hide);
  listen('pointerdown', (event) => {
    hide();
    pressed = controlOf(event.target);
  });
  listen('scroll', hide);
  listen('keydown', (event) => {
    if (event.key === 'Escape' || event.key === 'Enter' || event.key === ' ') hide();
  });
  document.documentElement.addEventListener('pointerleave', hide, { signal });
  window.addEventListener('blur', hide, { signal });
  signal.addEventListener('abort', hide);
}

/** The one tooltip of the window, for all controls with the attributes of {@link tooltip}. */
export function TooltipLayer() {
  const [shown, setShown] = useState<Shown | null>(null);
  const layer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const abort = new AbortController();
    follow(setShown, abort.signal);
    return () => abort.abort();
  }, []);
  useLayoutEffect(() => {
    if (shown === null) return undefined;
    layer.current?.showPopover({ source: shown.control });
    // An action may change the name of its control while the pointer rests on it.
    const observer = new MutationObserver(() => setShown(read(shown.control)));
    observer.observe(shown.control, { attributeFilter: ['data-tooltip'] });
    return () => observer.disconnect();
  }, [shown]);
  if (shown === null) return null;
  return (
    <div
      ref={layer}
      // A popover keeps the anchor it was first shown for, so each tooltip gets a new one.
      key={`${shown.text} ${shown.side ?? ''}`}
      popover="manual"
      role="tooltip"
      className={styles.tooltip}
      data-side={shown.side}
    >
      {shown.text}
      {shown.shortcut !== undefined && <kbd className={styles.shortcut}>{shown.shortcut}</kbd>}
    </div>
  );
}
