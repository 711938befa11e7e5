import {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  Menu,
  type ContextMenuParams,
  type WebContents,
} from 'electron';
import type { Client } from '../../../shared/contract/client.ts';
import { ExpectedError } from '../../../shared/expected.ts';
import { sentenceOf } from '../../../shared/words/error-words.ts';
import { attachmentIn } from '../../attachments/attachment-path.ts';
import { pageWindows } from '../app-windows.ts';
import { clientOf } from '../clients.ts';
import { inSheet } from '../dialogs/sheets.ts';
import { openExternally } from '../links.ts';
import { isOwnUrl } from '../origin.ts';
import { platform } from '../platform.ts';
import { contextTemplate, type ContextMenuPorts } from './context-template.ts';
import { hasConversation } from './shown.ts';

/** What context menus need of the rest of main. */
export interface ContextMenuOptions {
  /** Asks where to save an attachment. Throws an ExpectedError if it cannot be saved. */
  readonly savePicture: (
    file: { readonly attachment: string; readonly name: string },
    client: Client,
  ) => Promise<void>;
  /** Searches all messages, in the main window. */
  readonly search: (text: string) => void;
  readonly report: (error: unknown) => void;
}

function ownAttachment(url: string): string | null {
  return isOwnUrl(url) ? attachmentIn(new URL(url).pathname) : null;
}

function portsFor(
  contents: WebContents,
  { x, y }: ContextMenuParams,
  window: BrowserWindow,
  { savePicture, search, report }: ContextMenuOptions,
): ContextMenuPorts {
  const client = clientOf(contents);
  /** Tells the person why something failed. */
  const tell = (done: Promise<void>): void => {
    done
      .catch(async (error: unknown) => {
        if (!(error instanceof ExpectedError)) throw error;
        const message = sentenceOf(error.error);
        await inSheet(window, () => dialog.showMessageBox(window, { type: 'error', message }));
      })
      .catch(report);
  };
  return {
    platform: platform(),
    attachmentIn: ownAttachment,
    canQuote: hasConversation(client),
    replaceMisspelling: (word) => contents.replaceMisspelling(word),
    learnWord: (word) => contents.session.addWordToSpellCheckerDictionary(word),
    lookUp: () => contents.showDefinitionForSelection(),
    openLink: (url) => tell(openExternally(url)),
    copy: (text) => clipboard.writeText(text),
    copyPicture: () => contents.copyImageAt(x, y),
    savePicture: (attachment, name) => tell(savePicture({ attachment, name }, client)),
    quote: () => client.send('menu', 'quote_selection'),
    search,
  };
}

/** Shows a context menu wherever a window of the person asks for one. */
export function showContextMenus(options: ContextMenuOptions): void {
  app.on('web-contents-created', (_created, contents) => {
    contents.on('context-menu', (_event, parameters) => {
      const window = BrowserWindow.fromWebContents(contents);
      if (window === null || !pageWindows().includes(window)) return;
      const ports = portsFor(contents, parameters, window, options);
      Menu.buildFromTemplate(contextTemplate(parameters, ports)).popup({
        window,
        // Where it was asked for from, so that the keyboard is enough for the menu, too.
        sourceType: parameters.menuSourceType,
        // For what macOS adds by itself, such as Writing Tools.
        ...(parameters.frame === null ? {} : { frame: parameters.frame }),
      });
    });
  });
}
