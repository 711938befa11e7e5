import type { SettingEntry } from './entries.ts';

/** For how many frames a page may load. */
const maxFrames = 180;
/** Frames for which what a setting belongs to is not enough yet: the setting may come with data. */
const settleFrames = 20;

const controls =
  'button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled)';

/** Finds the label or heading of a setting on the page, and the control that belongs to it. */
function placeOf(
  page: Element,
  id: string,
): { readonly at: HTMLElement; readonly control: HTMLElement | null } | null {
  const at = page.querySelector<HTMLElement>(`[data-setting="${CSS.escape(id)}"]`);
  if (at === null) return null;
  if (at instanceof HTMLLabelElement) return { at, control: at.control };
  const scope = at.closest('section, form, li, [role="group"]');
  return { at, control: scope?.querySelector<HTMLElement>(controls) ?? null };
}

function arrive({ at, control }: NonNullable<ReturnType<typeof placeOf>>): void {
  const target = control ?? at;
  if (control === null) at.tabIndex = -1;
  at.scrollIntoView({ block: 'center' });
  target.focus({ preventScroll: true });
  // The ring also after a click, until the person moves on.
  target.dataset['found'] = '';
  target.addEventListener('blur', () => delete target.dataset['found'], { once: true });
}

/**
 * Focuses a setting on its page, once that is there. Gives up if the person goes elsewhere
 * meanwhile.
 */
export function goToSetting(entry: SettingEntry, findPage: () => Element | null): void {
  const from = document.activeElement;
  const look = (frame: number): void => {
    if (document.activeElement !== from && document.activeElement !== document.body) return;
    const page = findPage();
    const place = page === null ? null : placeOf(page, entry.id);
    const around =
      page === null || entry.within === undefined || frame < settleFrames
        ? null
        : placeOf(page, entry.within);
    const found = place ?? around;
    if (found !== null) arrive(found);
    else if (frame < maxFrames) requestAnimationFrame(() => look(frame + 1));
    else if (page instanceof HTMLElement) page.focus();
  };
  look(0);
}
