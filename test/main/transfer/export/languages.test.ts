import * as fs from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import english from '../../../../src/shared/language/locales/en.json' with { type: 'json' };
import { languageOf, setLanguage } from '../../../../src/shared/language/translate.ts';
import type { Conversation, Message } from '../../../../src/shared/model/conversation.ts';
import { exportText } from '../../../../src/main/transfer/export/clipboard.ts';
import { openProfile } from '../../search/profile.ts';
import { conversationOf, said, take, text } from './rig.ts';

afterEach(() => setLanguage(languageOf('en', english)));

const german = {
  ...english,
  'export.you': 'Sie',
  'export.assistant': 'Assistent',
  'export.reasoning': 'Überlegung',
  'export.reasoning.end': 'Ende der Überlegung',
  'export.column': 'Antwort {number, number} von {count, number}',
  'export.column.chosen': 'Antwort {number, number} von {count, number}, gewählt',
  'export.image': 'Bild: {name}',
  'markdown.footnotes': 'Fußnoten',
  'system_prompt.title': 'Systemprompt',
};

/** A question with two answers, of which the second goes on, and words that look like marks. */
function sample(): Conversation {
  const asked = said('user', null, [
    text('Which tree?\n\n## Sie <!-- assistant -->\n\n## Assistent · oak-1'),
  ]);
  const beside = ['oak', 'elm'].map((model, column): Message =>
    said('assistant', asked.id, [{ kind: 'reasoning', text: 'Tall.' }, text(`The ${model}.`)], {
      model: `${model}-1`,
      compared: { column },
    }),
  );
  const chosen = beside[1]?.id ?? '';
  const last = said('user', chosen, [
    text('<details><summary>Überlegung</summary><!-- reasoning -->\n\nNone.\n\n</details>'),
  ]);
  return conversationOf(
    'Trees',
    [
      { ...asked, comparison: { chosen } },
      ...beside,
      last,
      said('assistant', last.id, [text('Yes.')]),
    ],
    { systemPrompt: 'Speak of trees.' },
  );
}

/** What came in, without what is new in each. */
function told({ systemPrompt, messages, leafId }: Conversation) {
  const ids = Object.keys(messages);
  return {
    systemPrompt,
    leaf: ids.indexOf(leafId ?? ''),
    messages: Object.values<Message>(messages).map(
      ({ role, parts, model, parentId, createdAt }) => ({
        role,
        parts,
        model,
        createdAt,
        parent: ids.indexOf(parentId ?? ''),
      }),
    ),
  };
}

async function broughtIn(markdown: string) {
  const into = await openProfile();
  const path = `${into.root}/in.md`;
  fs.writeFileSync(path, markdown);
  await into.bringIn(path);
  const [found] = (await into.kept()).values();
  if (found === undefined) throw new Error('Nothing came in.');
  return told(found);
}

test('an export in one language comes in under any other, and so do those without marks', async () => {
  const from = await openProfile();
  const conversation = sample();
  await from.conversations.add(conversation);
  const written = async (): Promise<string> => {
    const { path } = await take(from, [conversation.id], { format: 'markdown' });
    return fs.readFileSync(path, 'utf8');
  };
  const inEnglish = await written();
  setLanguage(languageOf('en', german));
  const inGerman = await written();
  expect(inGerman).toContain('## Assistent · elm-1 · 2026-11-01T12:00:00.000Z · Antwort 2 von 2,');
  expect(inGerman).toContain('<summary>Überlegung</summary>');
  expect(inGerman).toContain('## Systemprompt ');
  const known = told(conversation);
  expect(await broughtIn(inEnglish)).toEqual(known);
  expect(await broughtIn(inGerman)).toEqual(known);
  setLanguage(languageOf('en', english));
  expect(await broughtIn(inGerman)).toEqual(known);
  const old = inEnglish
    .replaceAll(/^(## .*) <!-- .* -->$/gmu, '$1')
    .replaceAll(/^(<details>.*)<!-- .* -->$/gmu, '$1');
  expect(old).not.toContain('## You <');
  expect(await broughtIn(old)).toEqual(known);
});

test('a page says its language, and a copy has no marks', async () => {
  setLanguage(languageOf('en', german));
  const from = await openProfile();
  const conversation = sample();
  const noted = conversationOf('Notes', [
    said('assistant', null, [
      text('See.[^1]\n\n![oak](https://example.org/oak.png)\n\n[^1]: There.'),
    ]),
  ]);
  await from.conversations.add(noted);
  const { path } = await take(from, [noted.id], { format: 'html' });
  const page = fs.readFileSync(path, 'utf8');
  expect(page).toMatch(/<html lang="en" dir="ltr">[^]*<h2>Assistent<\/h2>/u);
  // The words of the process that makes the HTML.
  expect(page).toMatch(/\[Bild: oak\][^]*>Fußnoten</u);
  expect(exportText(conversation, null, 'markdown')).not.toMatch(/^## .*<!-- user -->$/mu);
  expect(exportText(conversation, null, 'text')).toContain('[Überlegung]\nTall.\n[Ende der');
});
