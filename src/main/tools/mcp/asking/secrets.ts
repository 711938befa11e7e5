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

/** Returns the names of the fields of a form that seem to ask for a secret. */
export function secretFieldsOf(fields: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(fields).flatMap(([name, field]) =>
    secretWords.test(apart(`${name} ${JSON.stringify(field)}`)) ? [name] : [],
  );
}
