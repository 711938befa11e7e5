import { describe, expect, it, test } from 'vitest';
import { largestJson, readAssistantFile } from '../../../src/main/assistants/read-file.ts';
import { exportedAssistant } from '../../../src/main/assistants/formats/parley.ts';
import {
  longestInstructions,
  maxAssistants,
  maxStarters,
} from '../../../src/shared/model/assistants/assistant.ts';
import { assistantSchema } from '../../../src/shared/model/assistants/assistant-schema.ts';
import { translator } from '../../shared/model/assistants/samples.ts';

const here = {
  hasProvider: (id: string) => id === 'p',
  hasSource: (source: string) => source === 'time',
};
const read = (value: unknown) => readAssistantFile(Buffer.from(JSON.stringify(value)), here);
const one = (value: unknown) => {
  const { understood } = read(value);
  expect(understood).toHaveLength(1);
  return understood[0];
};

/** An agent as Cherry Studio exports it (github.com/CherryHQ/cherry-studio, agents.json). */
const cherry = {
  id: '7',
  name: 'Product Manager',
  emoji: '👨‍💼',
  group: ['Career', 'Business'],
  prompt: 'You are an experienced product manager.',
  description: 'Provides insights.',
  type: 'agent',
  topics: [],
  regularPhrases: [{ id: 'x', title: 'Plan', content: 'Plan a release' }],
  settings: {
    temperature: 0.7,
    enableTemperature: true,
    topP: 0.9,
    enableTopP: false,
    maxTokens: 400,
    enableMaxTokens: true,
    contextCount: 5,
  },
  knowledge_bases: [],
};

/** An agent of LobeHub's index (github.com/lobehub/lobe-chat-agents). */
const lobe = {
  author: 'someone',
  identifier: 'poet',
  schemaVersion: 1,
  createdAt: '2024-01-01',
  config: {
    systemRole: 'You write poems.',
    model: 'gpt-4',
    params: { temperature: 1.2, top_p: 5, max_tokens: 900 },
    openingMessage: 'Hello!',
    openingQuestions: ['A haiku?', 'A sonnet?'],
    plugins: ['search'],
  },
  meta: { title: 'Poet', avatar: '🪶', tags: ['art'], description: 'Poems' },
};

/** A character card (github.com/malfoyslastname/character-card-spec-v2). */
const card = {
  spec: 'chara_card_v2',
  spec_version: '2.0',
  data: {
    name: 'Ada',
    description: '{{char}} is a countess who writes to {{user}}.',
    personality: 'Curious',
    scenario: '',
    first_mes: 'Good evening.',
    mes_example: '',
    creator_notes: 'Have fun',
    system_prompt: 'Stay in character. {{original}}',
    post_history_instructions: '',
    alternate_greetings: [],
    character_book: { entries: [{ keys: ['engine'], content: 'Brass' }] },
    tags: ['history'],
    creator: 'me',
    character_version: '1',
    extensions: {},
  },
};

describe('a file of Parley', () => {
  it('comes back as it was', () => {
    const { id: _id, ...form } = translator;
    expect(one(JSON.parse(exportedAssistant(translator)))).toEqual({ form, leftOut: [] });
  });

  it('loses what exists only where it was written', () => {
    const { id: _id, model: _model, ...form } = translator;
    const elsewhere = {
      ...translator,
      model: { providerId: 'theirs', model: 'big-1' },
      tools: { on: ['time', 'their-server'], off: [] },
    };
    expect(one(JSON.parse(exportedAssistant(elsewhere)))).toEqual({
      form: { ...form, tools: { on: ['time'], off: [] } },
      leftOut: ['model big-1', '1 tool'],
    });
  });

  it('loses fields of requests, which could send words elsewhere', () => {
    const furtherFields = '{"models": ["theirs"], "store": true}';
    const { id: _id, ...form } = translator;
    const lured = { ...translator, parameters: { ...translator.parameters, furtherFields } };
    expect(one(JSON.parse(exportedAssistant(lured)))).toEqual({
      form,
      leftOut: ['further fields'],
    });
    const only = { ...translator, parameters: { furtherFields } };
    expect(one(JSON.parse(exportedAssistant(only)))?.form.parameters).toBeUndefined();
  });

  it('loses a damaged field alone', () => {
    const damaged = { ...translator, icon: 'abc', parameters: { temperature: 'hot' }, later: 1 };
    const found = one(JSON.parse(exportedAssistant(damaged as never)));
    expect(found?.form).toMatchObject({
      name: 'Translator',
      icon: '',
      instructions: translator.instructions,
    });
    expect(found?.form.parameters).toBeUndefined();
    expect(found?.leftOut.toSorted()).toEqual(['icon', 'later', 'parameters']);
  });

  it('of a newer version is refused', () => {
    const newer = { format: 'parley-assistant', version: 2, assistant: translator };
    expect(() => read(newer)).toThrow('newer version');
  });
});

test('an agent of Cherry Studio', () => {
  expect(one(cherry)).toEqual({
    form: {
      name: 'Product Manager',
      icon: '👨‍💼',
      instructions: 'You are an experienced product manager.',
      starters: ['Plan a release'],
      parameters: { temperature: 0.7, maxOutputTokens: 400 },
    },
    leftOut: ['group', 'description', 'contextCount'],
  });
});

test('an agent of LobeHub', () => {
  const expected = {
    form: {
      name: 'Poet',
      icon: '🪶',
      instructions: 'You write poems.',
      starters: ['A haiku?', 'A sonnet?'],
      parameters: { temperature: 1.2, maxOutputTokens: 900 },
    },
    leftOut: ['author', 'model', 'top_p', 'openingMessage', 'plugins', 'tags', 'description'],
  };
  expect(one(lobe)).toEqual(expected);
  expect(one({ exportType: 'agents', state: { sessions: [lobe] } })).toEqual(expected);
  const picture = { ...lobe, meta: { title: 'Poet', avatar: 'https://example.com/a.png' } };
  expect(one(picture)?.leftOut).toContain('avatar');
  expect(one(picture)?.form.icon).toBe('');
});

test('a character card, version 1 to 3', () => {
  const instructions =
    'Stay in character. \n\nAda is a countess who writes to the user.\n\nCurious';
  const form = { name: 'Ada', icon: '', instructions, starters: [] };
  const leftOut = [
    'first_mes',
    'creator_notes',
    'character_book',
    'tags',
    'creator',
    'character_version',
  ];
  expect(one(card)).toEqual({ form, leftOut });
  expect(one({ ...card, spec: 'chara_card_v3' })).toEqual({ form, leftOut });
  const { system_prompt: _prompt, creator_notes: _notes, ...first } = card.data;
  expect(one(first)?.form.instructions).toBe(
    'Ada is a countess who writes to the user.\n\nCurious',
  );
});

test('a broken card loses the fields that are named, and nothing else', () => {
  const broken = {
    ...card,
    data: { ...card.data, description: 7, personality: ['a'], name: null },
  };
  const found = one(broken);
  expect(found?.form).toMatchObject({ name: 'Assistant', instructions: 'Stay in character.' });
  expect(found?.leftOut).toEqual(expect.arrayContaining(['description', 'personality']));
});

/** A PNG with these chunks; nobody checks their sums. */
function pngOf(chunks: readonly (readonly [type: string, data: Buffer])[]): Buffer {
  const parts: Uint8Array[] = [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])];
  for (const [type, data] of chunks) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    parts.push(length, Buffer.from(type, 'latin1'), data, Buffer.alloc(4));
  }
  return Buffer.concat(parts);
}
const chara = (value: unknown): Buffer =>
  Buffer.from(`chara\0${Buffer.from(JSON.stringify(value)).toString('base64')}`, 'latin1');

describe('a card in a picture', () => {
  const header = ['IHDR', Buffer.alloc(13)] as const;

  it('is found behind other chunks', () => {
    const comment = ['tEXt', Buffer.from('Comment\0chara\0nothing', 'latin1')] as const;
    const picture = pngOf([header, comment, ['tEXt', chara(card)], ['IEND', Buffer.alloc(0)]]);
    expect(readAssistantFile(picture, here).understood[0]?.form.name).toBe('Ada');
  });

  it('is not found in a picture without one, cut off, or with a length that lies', () => {
    const whole = pngOf([header, ['tEXt', chara(card)]]);
    const lying = Buffer.from(whole);
    lying.writeUInt32BE(0xffff_ffff, 8);
    const pictures = [
      pngOf([header, ['IEND', Buffer.alloc(0)], ['tEXt', chara(card)]]),
      whole.subarray(0, whole.length - 10),
      whole.subarray(0, 9),
      lying,
      pngOf([['tEXt', Buffer.from('chara\0%%%', 'latin1')]]),
    ];
    for (const picture of pictures) {
      expect(() => readAssistantFile(picture, here)).toThrow('not an assistant');
    }
  });
});

describe('a hostile file', () => {
  it('is refused if it holds no assistant', () => {
    for (const value of [null, 7, 'x', [], {}, [[]], { name: 'x' }, { state: { sessions: {} } }]) {
      expect(() => read(value)).toThrow('not an assistant');
    }
    const deep = Buffer.from(`${'['.repeat(500_000)}${']'.repeat(500_000)}`);
    expect(() => readAssistantFile(deep, here)).toThrow('not an assistant');
    expect(() => readAssistantFile(Buffer.from([0xff, 0xfe, 0]), here)).toThrow('not an assistant');
  });

  it('is refused if it is too long, also inside a picture', () => {
    const long = Buffer.alloc(largestJson + 1, ' ');
    expect(() => readAssistantFile(long, here)).toThrow('larger than 4 MB');
    const text = Buffer.from(`chara\0${long.toString('base64')}`, 'latin1');
    expect(() => readAssistantFile(pngOf([['tEXt', text]]), here)).toThrow('larger than 4 MB');
  });

  it('gives only what an assistant may hold', () => {
    const text = 'x'.repeat(longestInstructions + 1);
    const hostile = [
      { ...cherry, prompt: text, emoji: `e${'\u0301'.repeat(500)}`, name: `a\n\u0000${text}` },
      { ...lobe, config: { ...lobe.config, systemRole: text, openingQuestions: [text] } },
      {
        ...card,
        data: { ...card.data, description: '{{char}}'.repeat(20_000), name: 'n'.repeat(9000) },
      },
      JSON.parse('{"__proto__": {"name": "x"}, "name": "Proto", "prompt": "p", "constructor": 1}'),
      { ...cherry, regularPhrases: Array.from({ length: 500 }, () => ({ content: 'a' })) },
      { ...cherry, prompt: '\ud800 lone' },
    ];
    const { understood } = read(hostile);
    expect(understood).toHaveLength(hostile.length);
    for (const { form, leftOut } of understood) {
      expect(assistantSchema.safeParse({ ...form, id: 'x' }).error).toBeUndefined();
      expect(leftOut.length).toBeLessThanOrEqual(50);
      expect(leftOut.every((name) => name.length <= 100)).toBe(true);
    }
    expect(understood[0]?.leftOut).toContain('prompt');
    expect(understood[1]?.leftOut).toContain('systemRole');
    expect(understood[2]?.leftOut).toContain('description');
    expect(understood[3]?.form.name).toBe('Proto');
    expect(understood[4]?.form.starters).toHaveLength(maxStarters);
  });

  it('gives no more assistants than there may be', () => {
    const many = Array.from({ length: maxAssistants + 5 }, () => cherry);
    const { understood, skipped } = read(many);
    expect(understood).toHaveLength(maxAssistants);
    expect(skipped).toBe(5);
  });
});
