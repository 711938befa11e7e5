import { t } from '../../language/translate.ts';

/** The width that help is laid out for, in columns. */
const helpWidth = 100;

/** Breaks a text at spaces into lines that fit. Languages without spaces keep one line. */
function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** A paragraph of help. */
export function helpText(text: string): string {
  return wrapped(text, helpWidth).join('\n');
}

/** Rows of help: what is typed, and beside it what it does. */
export function helpRows(rows: readonly (readonly [typed: string, does: string])[]): string {
  const column = Math.max(...rows.map(([typed]) => typed.length)) + 4;
  return rows
    .flatMap(([typed, does]) =>
      wrapped(does, helpWidth - column).map(
        (line, index) => (index === 0 ? `  ${typed}` : '').padEnd(column) + line,
      ),
    )
    .join('\n');
}

const mistakes: Readonly<Record<string, 'unknown' | 'value' | 'word'>> = {
  ERR_PARSE_ARGS_UNKNOWN_OPTION: 'unknown',
  ERR_PARSE_ARGS_INVALID_OPTION_VALUE: 'value',
  ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL: 'word',
};

/** Says what is wrong with a command line that `parseArgs` refused. */
export function optionMistake(error: TypeError & { readonly code?: string }): string {
  const option = /--?[\w-]+/u.exec(error.message)?.[0] ?? '';
  const mistake = mistakes[error.code ?? ''];
  if (mistake === undefined) return error.message;
  return mistake === 'word' ? t('terminal.wrong.word') : t(`terminal.wrong.${mistake}`, { option });
}
