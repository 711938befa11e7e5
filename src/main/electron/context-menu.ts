import {
  clipboard,
  Menu,
  type BrowserWindow,
  type ContextMenuParams,
  type MenuItemConstructorOptions,
} from 'electron';
import { safeExternalUrl } from './external-url.ts';

/**
 * The items of a context menu: suggestions for a misspelt word, the edit commands that apply, and
 * the link's address.
 */
export function contextMenuTemplate(
  parameters: Pick<
    ContextMenuParams,
    | 'isEditable'
    | 'selectionText'
    | 'linkURL'
    | 'editFlags'
    | 'dictionarySuggestions'
    | 'misspelledWord'
  >,
  replaceMisspelling: (word: string) => void,
): readonly MenuItemConstructorOptions[] {
  const { editFlags, isEditable } = parameters;
  const items: MenuItemConstructorOptions[] = parameters.dictionarySuggestions.map((word) => ({
    label: word,
    click: () => replaceMisspelling(word),
  }));
  if (items.length > 0) items.push({ type: 'separator' });
  const link = safeExternalUrl(parameters.linkURL);
  if (link !== null) {
    items.push({ label: 'Copy link address', click: () => clipboard.writeText(link) });
  }
  if (isEditable) {
    items.push(
      { role: 'undo', enabled: editFlags.canUndo },
      { role: 'redo', enabled: editFlags.canRedo },
      { type: 'separator' },
      { role: 'cut', enabled: editFlags.canCut },
    );
  }
  if (isEditable || parameters.selectionText !== '') {
    items.push({ role: 'copy', enabled: editFlags.canCopy });
  }
  if (isEditable) items.push({ role: 'paste', enabled: editFlags.canPaste });
  items.push({ role: 'selectAll' });
  return items;
}

/** Shows the context menu. */
export function showContextMenu(window: BrowserWindow, parameters: ContextMenuParams): void {
  const template = contextMenuTemplate(parameters, (word) =>
    window.webContents.replaceMisspelling(word),
  );
  Menu.buildFromTemplate([...template]).popup({ window });
}
