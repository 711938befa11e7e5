import type { FormField } from '../../../../shared/model/person/form.ts';

const secretWords =
  /passwor[dt]|pass(?:code|phrase)|secret(?!ar)|token(?!s\b|iz)|api.?key|private.?key|credential|\bpin\b|\bcvv\b|\botp\b|contraseñ|mot de passe|senha|парол|密码|密碼|パスワード|비밀번호/iu;
const hidden = /\p{Default_Ignorable_Code_Point}/gu;

/** Returns a text in which words stand apart: `apiKey` and `api_key` become `api Key`, `api key`. */
function apart(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(hidden, '')
    .replaceAll('_', ' ')
    .replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ');
}

/**
 * The words of a field that say what it asks for. Descriptions of numbers are left out: servers
 * write there what they do not want. Choices cannot hold a secret.
 */
function wordsOf(field: FormField): string {
  const { kind, name, title, description } = field;
  switch (kind) {
    case 'text':
      return `${name} ${title} ${description}`;
    case 'number':
      return `${name} ${title}`;
    case 'boolean':
    case 'choice':
    case 'choices':
      return '';
  }
}

/** Returns the fields of a form that seem to ask for a secret. */
export function secretFieldsOf(fields: readonly FormField[]): readonly FormField[] {
  return fields.filter((field) => secretWords.test(apart(wordsOf(field))));
}
