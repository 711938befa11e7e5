import type { ContextMenuParams, MenuItemConstructorOptions } from 'electron';
import type { Platform } from '../../../shared/actions.ts';
import { t } from '../../../shared/language/translate.ts';
import { safeExternalUrl } from '../external-url.ts';
import { grouped, plainLabel } from './grouped.ts';
import { roleItem } from './role-item.ts';

/** What Chromium says of the place that was clicked, as far as the menu needs it. */
export type ClickedPlace = Pick<
  ContextMenuParams,
  | 'isEditable'
  | 'selectionText'
  | 'linkURL'
  | 'mediaType'
  | 'hasImageContents'
  | 'srcURL'
  | 'altText'
  | 'editFlags'
  | 'dictionarySuggestions'
  | 'misspelledWord'
>;

/** What the items of a context menu do. */
export interface ContextMenuPorts {
  readonly platform: Platform;
  /** The hash in the address of an attachment; null for any other address. */
  readonly attachmentIn: (url: string) => string | null;
  /** True if what is selected can be quoted in the message box. */
  readonly canQuote: boolean;
  readonly replaceMisspelling: (word: string) => void;
  readonly learnWord: (word: string) => void;
  readonly lookUp: () => void;
  readonly openLink: (url: string) => void;
  readonly copy: (text: string) => void;
  readonly copyPicture: () => void;
  readonly savePicture: (attachment: string, name: string) => void;
  readonly quote: () => void;
  readonly search: (text: string) => void;
}

type Items = readonly MenuItemConstructorOptions[];

const mostSuggestions = 5;
/** The longest text in a label (UTF-16 units). */
const longestLabel = 30;
/** The longest text that is searched for (UTF-16 units), as in the box. */
const longestSearch = 1000;

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  if (line.length <= longestLabel) return plainLabel(line);
  // Half of a character may be left at the cut.
  return plainLabel(
    `${line
      .slice(0, longestLabel)
      .toWellFormed()
      .replace(/\uFFFD$/u, '')
      .trimEnd()}…`,
  );
}

function spellingItems(place: ClickedPlace, ports: ContextMenuPorts): Items {
  const { misspelledWord: word, dictionarySuggestions } = place;
  if (word === '') return [];
  const suggestions = dictionarySuggestions.slice(0, mostSuggestions).map((suggestion) => ({
    label: plainLabel(suggestion),
    click: () => ports.replaceMisspelling(suggestion),
  }));
  return [
    ...(suggestions.length === 0
      ? [{ label: t('menu.no_suggestions'), enabled: false }]
      : suggestions),
    { label: t('menu.add_to_dictionary'), click: () => ports.learnWord(word) },
  ];
}

function linkItems({ linkURL }: ClickedPlace, ports: ContextMenuPorts): Items {
  const link = safeExternalUrl(linkURL);
  if (link === null) return [];
  const { protocol, pathname } = new URL(link);
  const isMail = protocol === 'mailto:';
  return [
    { label: t('menu.open_link'), click: () => ports.openLink(link) },
    isMail
      ? { label: t('menu.copy_mail_address'), click: () => ports.copy(decodedAddress(pathname)) }
      : { label: t('menu.copy_link'), click: () => ports.copy(link) },
  ];
}

function decodedAddress(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    // A percent sign that encodes nothing is part of the address.
    return address;
  }
}

function pictureItems(place: ClickedPlace, ports: ContextMenuPorts): Items {
  if (place.mediaType !== 'image' || !place.hasImageContents) return [];
  const attachment = ports.attachmentIn(place.srcURL);
  const name = place.altText === '' ? t('menu.picture') : place.altText;
  return [
    { label: t('menu.copy_picture'), click: () => ports.copyPicture() },
    ...(attachment === null
      ? []
      : [{ label: t('menu.save_picture'), click: () => ports.savePicture(attachment, name) }]),
  ];
}

function editGroups({ editFlags }: ClickedPlace): readonly Items[] {
  return [
    [
      roleItem('undo', { enabled: editFlags.canUndo }),
      roleItem('redo', { enabled: editFlags.canRedo }),
    ],
    [
      roleItem('cut', { enabled: editFlags.canCut }),
      roleItem('copy', { enabled: editFlags.canCopy }),
      roleItem('paste', { enabled: editFlags.canPaste }),
      roleItem('pasteAndMatchStyle', { enabled: editFlags.canPaste }),
      roleItem('delete', { enabled: editFlags.canDelete }),
      roleItem('selectAll', { enabled: editFlags.canSelectAll }),
    ],
  ];
}

function selectionItems(place: ClickedPlace, text: string, ports: ContextMenuPorts): Items {
  return [
    roleItem('copy', { enabled: place.editFlags.canCopy }),
    ...(ports.canQuote ? [{ label: t('menu.quote'), click: () => ports.quote() }] : []),
    {
      label: t('menu.search_for', { text: shortened(text) }),
      click: () => ports.search(text.slice(0, longestSearch)),
    },
  ];
}

/** The items of a context menu. None are there that could do nothing at such a place. */
export function contextTemplate(
  place: ClickedPlace,
  ports: ContextMenuPorts,
): MenuItemConstructorOptions[] {
  const text = place.selectionText.trim();
  const hasText = text !== '';
  const isMac = ports.platform === 'mac';
  return grouped(
    spellingItems(place, ports),
    isMac && hasText
      ? [{ label: t('menu.look_up', { text: shortened(text) }), click: () => ports.lookUp() }]
      : [],
    linkItems(place, ports),
    pictureItems(place, ports),
    ...(place.isEditable ? editGroups(place) : []),
    hasText && !place.isEditable ? selectionItems(place, text, ports) : [],
    place.isEditable ? [] : [roleItem('selectAll', { enabled: place.editFlags.canSelectAll })],
    isMac && hasText
      ? [
          {
            label: t('menu.speech'),
            submenu: [roleItem('startSpeaking'), roleItem('stopSpeaking')],
          },
        ]
      : [],
  );
}
