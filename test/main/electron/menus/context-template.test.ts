import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import {
  contextTemplate,
  type ClickedPlace,
  type ContextMenuPorts,
} from '../../../../src/main/electron/menus/context-template.ts';

const nothing: ClickedPlace = {
  isEditable: false,
  selectionText: '',
  linkURL: '',
  mediaType: 'none',
  hasImageContents: false,
  srcURL: '',
  altText: '',
  misspelledWord: '',
  dictionarySuggestions: [],
  editFlags: {
    canUndo: false,
    canRedo: false,
    canCut: false,
    canCopy: false,
    canPaste: false,
    canDelete: false,
    canSelectAll: true,
    canEditRichly: false,
  },
};

function opened(place: Partial<ClickedPlace>, more: Partial<ContextMenuPorts> = {}) {
  const done: unknown[] = [];
  const note =
    (what: string) =>
    (...given: readonly unknown[]): void =>
      void done.push([what, ...given]);
  const template = contextTemplate(
    { ...nothing, ...place },
    {
      platform: 'linux',
      attachmentIn: (url) => /^app:\/\/parley\/attachments\/(\w+)$/u.exec(url)?.[1] ?? null,
      canQuote: true,
      replaceMisspelling: note('replace'),
      learnWord: note('learn'),
      lookUp: note('lookUp'),
      openLink: note('open'),
      copy: note('copy'),
      copyPicture: note('copyPicture'),
      savePicture: note('save'),
      quote: note('quote'),
      search: note('search'),
      ...more,
    },
  );
  const press = (label: string): unknown => {
    const item = template.find((each) => each.label === label);
    if (item === undefined) throw new Error(`There is no “${label}”.`);
    (item.click as (() => void) | undefined)?.();
    return done.at(-1);
  };
  return { template, names: template.map(nameOf), press };
}

function nameOf({ role, label, type }: MenuItemConstructorOptions): string {
  return role ?? label ?? type ?? '';
}

const edit = [
  'undo',
  'redo',
  'separator',
  'cut',
  'copy',
  'paste',
  'pasteAndMatchStyle',
  'delete',
  'selectAll',
];

test('a text field has its edit commands, each as the page can do it', () => {
  const { template, names } = opened({
    isEditable: true,
    editFlags: { ...nothing.editFlags, canPaste: true, canUndo: true },
  });
  expect(names).toEqual(edit);
  const isOn = new Map(template.map((item) => [nameOf(item), item.enabled]));
  expect(isOn.get('paste')).toBe(true);
  expect(isOn.get('undo')).toBe(true);
  expect(isOn.get('cut')).toBe(false);
  expect(isOn.get('pasteAndMatchStyle')).toBe(true);
});

test('a misspelt word has suggestions, and can be learnt', () => {
  const place = { isEditable: true, misspelledWord: 'teh' };
  const { names, press } = opened({ ...place, dictionarySuggestions: ['the', 'ten & more'] });
  expect(names).toEqual(['the', 'ten && more', 'Add to dictionary', 'separator', ...edit]);
  expect(press('ten && more')).toEqual(['replace', 'ten & more']);
  expect(press('Add to dictionary')).toEqual(['learn', 'teh']);
  const without = opened({ ...place });
  expect(without.template[0]).toEqual({ label: 'No suggestions', enabled: false });
  const many = opened({ ...place, dictionarySuggestions: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] });
  expect(many.names.indexOf('Add to dictionary')).toBe(5);
});

test('a link is opened and copied, if it may leave Parley', () => {
  const { names, press } = opened({ linkURL: 'https://example.org/a?b' });
  expect(names).toEqual(['Open link', 'Copy link address', 'separator', 'selectAll']);
  expect(press('Open link')).toEqual(['open', 'https://example.org/a?b']);
  expect(press('Copy link address')).toEqual(['copy', 'https://example.org/a?b']);
  const mail = opened({ linkURL: 'mailto:a%2Bb@example.org?subject=x' });
  expect(mail.press('Copy email address')).toEqual(['copy', 'a+b@example.org']);
  for (const linkURL of [
    'file:///etc/passwd',
    'javascript:alert(1)',
    'app://parley/',
    'parley://x',
  ]) {
    expect(opened({ linkURL }).names).toEqual(['selectAll']);
  }
});

test('a picture is copied, and saved if Parley keeps it', () => {
  const picture = { mediaType: 'image', hasImageContents: true, altText: 'A wren.png' } as const;
  const kept = opened({ ...picture, srcURL: 'app://parley/attachments/abc' });
  expect(kept.press('Copy picture')).toEqual(['copyPicture']);
  expect(kept.press('Save picture…')).toEqual(['save', 'abc', 'A wren.png']);
  expect(opened({ ...picture, srcURL: 'blob:app://parley/1' }).names).not.toContain(
    'Save picture…',
  );
  expect(opened({ ...picture, hasImageContents: false }).names).toEqual(['selectAll']);
});

test('a selection is copied, quoted and searched for', () => {
  const selectionText = ' A & B and\nmuch more that does not fit into a menu ';
  const { names, press } = opened({ selectionText });
  const search = 'Search conversations for “A && B and much more that does…”';
  expect(names).toEqual(['copy', 'Quote', search, 'separator', 'selectAll']);
  expect(press('Quote')).toEqual(['quote']);
  expect(press(search)).toEqual(['search', selectionText.trim()]);
  expect(opened({ selectionText }, { canQuote: false }).names).not.toContain('Quote');
  expect(opened({ selectionText: ' \n' }).names).toEqual(['selectAll']);
});

test('macOS looks words up and speaks them', () => {
  const { names, press } = opened({ selectionText: 'wren' }, { platform: 'mac' });
  expect(names).toEqual([
    'Look up “wren”',
    'separator',
    'copy',
    'Quote',
    'Search conversations for “wren”',
    'separator',
    'selectAll',
    'separator',
    'Speech',
  ]);
  expect(press('Look up “wren”')).toEqual(['lookUp']);
  expect(opened({}, { platform: 'mac' }).names).toEqual(['selectAll']);
});
