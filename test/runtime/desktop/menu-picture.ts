/** An item of a menu, as a system would draw it. */
export interface DrawnItem {
  readonly type: string;
  readonly label: string;
  readonly accelerator: string | null;
  readonly isEnabled: boolean;
  readonly isChecked: boolean;
  readonly submenu: readonly DrawnItem[] | null;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** A label without the mark of its letter for Alt, which systems underline only while Alt is down. */
const withoutMnemonic = (label: string): string => label.replaceAll(/&(.)/gu, '$1');

const keyNames: Readonly<Record<string, string>> = {
  CmdOrCtrl: 'Ctrl',
  CommandOrControl: 'Ctrl',
  Plus: '+',
  numadd: '+',
};

const accelerator = (keys: string): string =>
  keys
    .split('+')
    .map((key) => keyNames[key] ?? key)
    .join('+');

/** The mark before an item. */
function markOf({ type, isChecked }: DrawnItem): string {
  if (!isChecked) return '';
  return type === 'radio' ? '●' : '✓';
}

function itemMarkup(item: DrawnItem): string {
  if (item.type === 'separator') return '<li role="separator"></li>';
  const keys = item.accelerator === null ? '' : accelerator(item.accelerator);
  const end = item.submenu === null ? keys : '›';
  const opened = item.submenu === null ? '' : listMarkup(item.submenu);
  const state = item.isEnabled ? '' : ' aria-disabled="true"';
  return `<li role="menuitem"${state}><i>${markOf(item)}</i><span dir="auto">${escaped(withoutMnemonic(item.label))}</span><kbd>${escaped(end)}</kbd></li>${opened}`;
}

function listMarkup(items: readonly DrawnItem[]): string {
  const hasMarks = items.some(({ type }) => type === 'checkbox' || type === 'radio');
  return `<ul role="menu"${hasMarks ? ' data-marks' : ''}>${items.map(itemMarkup).join('')}</ul>`;
}

const style = `
  :root { color-scheme: light dark; font: 14px/1.4 system-ui, sans-serif; }
  body { margin: 0; padding: 16px; background: light-dark(#c9ccd1, #2a2d31); display: grid; justify-items: end; gap: 6px; inline-size: max-content; }
  figure { margin: 0; padding: 4px 8px; border-radius: 6px; background: light-dark(#e4e6e9, #3a3e43); line-height: 0; }
  figure img { inline-size: 22px; block-size: 22px; object-fit: contain; }
  ul { margin: 0; padding: 5px; min-inline-size: 220px; list-style: none; border: 1px solid light-dark(#b6b9be, #4b4f55); border-radius: 8px; background: light-dark(#fafafa, #33363b); color: light-dark(#202124, #eceef0); }
  li { display: grid; grid-template-columns: 0 1fr auto; padding: 5px 10px; }
  [data-marks] > li { grid-template-columns: 22px 1fr auto; }
  li[role='separator'] { block-size: 1px; margin: 5px 4px; padding: 0; background: light-dark(#d5d7da, #4b4f55); }
  li[aria-disabled] { opacity: 0.5; }
  i { font-style: normal; text-align: center; }
  kbd { margin-inline-start: 24px; font: inherit; opacity: 0.65; }
  ul ul { margin: 2px 6px 6px 20px; }
`;

/** The parts from which a desktop would draw a tray icon and its menu. */
export interface OpenedIcon {
  readonly items: readonly DrawnItem[];
  /** As a data URL; null: no icon above the menu. */
  readonly image: string | null;
}

/**
 * A page that draws a native menu from its items. No system's look: it shows what is in the menu,
 * in which order and state.
 */
export function menuPage({ items, image }: OpenedIcon): string {
  const icon = image === null ? '' : `<figure><img src="${image}" alt=""></figure>`;
  return `<!doctype html><style>${style}</style><body>${icon}${listMarkup(items)}`;
}
