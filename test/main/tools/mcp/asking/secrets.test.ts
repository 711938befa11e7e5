import { expect, it } from 'vitest';
import { readForm } from '../../../../../src/main/tools/mcp/asking/form.ts';
import { secretFieldsOf } from '../../../../../src/main/tools/mcp/asking/secrets.ts';

/** Returns the names of the fields that ask for a secret. */
function secretsIn(properties: object): readonly string[] {
  const form = readForm({ type: 'object', properties });
  return form.kind === 'form' ? secretFieldsOf(form.fields).map(({ name }) => name) : [form.kind];
}

it('fields of a form that ask for a secret are found', () => {
  const fields = {
    user_name: { type: 'string' },
    password: { type: 'string' },
    pin: { type: 'number' },
    spinner: { type: 'string' },
    code: { type: 'string', description: 'Your API key' },
    accessToken: { type: 'string' },
    apikey: { type: 'string' },
    word: { type: 'string', title: 'Pass\u200Bword' },
    wide: { type: 'string', title: 'Ｐａｓｓｗｏｒｄ' },
    wort: { type: 'string', title: 'Ihr Passwort' },
    clef: { type: 'string', title: 'Votre mot de passe' },
    mima: { type: 'string', title: '密码' },
  };
  expect(secretsIn(fields)).toEqual(
    Object.keys(fields).filter((name) => name !== 'user_name' && name !== 'spinner'),
  );
});

it('fields that only look alike, or cannot hold a secret, are not', () => {
  const fields = {
    max_tokens: { type: 'integer' },
    tokenizer: { type: 'string' },
    secretary: { type: 'string' },
    passenger: { type: 'string' },
    compass: { type: 'string' },
    opinion: { type: 'string' },
    favourite: { type: 'integer', description: 'Do not give us your PIN' },
    hide_password: { type: 'boolean' },
    store: { type: 'string', enum: ['password manager', 'none'] },
  };
  expect(secretsIn(fields)).toEqual([]);
});
