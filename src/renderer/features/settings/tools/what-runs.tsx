import type { ReactNode } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import type { ToolTransport } from '../../../../shared/model/tools.ts';
import { visiblePieces } from '../../../../shared/visible-text.ts';
import { RichMessage } from '../../../common/rich-message.tsx';
import styles from './tools.module.css';

/** A field as displayed; the values of secrets are hidden. */
export interface ShownField {
  readonly name: string;
  /** Null for a secret. */
  readonly value: string | null;
}

/** Quotes an argument if a shell would need it. */
function quoted(text: string): string {
  return /^[\w@%+=:,./\\-]+$/u.test(text) ? text : JSON.stringify(text);
}

/** A line about the start of a server. */
export interface StartLine {
  /** `file` and `folder` are paths with words of Parley around them. */
  readonly kind: 'plain' | 'file' | 'folder';
  readonly text: string;
}

/** Everything that is used to start a server, one item per line. */
export function startLines(
  transport: ToolTransport,
  fields: readonly ShownField[],
): readonly StartLine[] {
  const plain = (text: string): StartLine => ({ kind: 'plain', text });
  const between = transport.kind === 'stdio' ? '=' : ': ';
  const given = fields.map(({ name, value }) =>
    plain(`${name}${between}${value ?? t('settings.tools.runs.secret')}`),
  );
  if (transport.kind === 'http') return [plain(transport.url), ...given];
  const { command, arguments: args, folder, variablesFile } = transport;
  const line = plain([command, ...args].map(quoted).join(' '));
  const file: StartLine[] =
    variablesFile === undefined ? [] : [{ kind: 'file', text: variablesFile }];
  return [
    line,
    ...given,
    ...file,
    ...(folder === '' ? [] : [{ kind: 'folder', text: folder } as const]),
  ];
}

/** A foreign text in which invisible characters are marked. */
function Visible({ text: all }: { readonly text: string }) {
  return visiblePieces(all).map(({ text, isHidden }, at) =>
    isHidden ? (
      <mark key={String(at)} title={t('settings.tools.runs.invisible')}>
        {text}
      </mark>
    ) : (
      text
    ),
  );
}

function Line({ kind, text }: StartLine) {
  const path = (): ReactNode => <Visible text={text} />;
  switch (kind) {
    case 'plain':
      return path();
    case 'file':
      return <RichMessage id="settings.tools.runs.file" values={{ path }} />;
    case 'folder':
      return <RichMessage id="settings.tools.runs.folder" values={{ path }} />;
  }
}

/** Shows in full what would run, before it does. Invisible characters are marked. */
export function WhatRuns({
  transport,
  fields,
}: {
  readonly transport: ToolTransport;
  readonly fields: readonly ShownField[];
}) {
  return (
    <div className={styles.runs}>
      <p className={styles.quiet}>{t(`settings.tools.runs.${transport.kind}`)}</p>
      <pre className={styles.code} tabIndex={0} aria-label={t('settings.tools.runs.label')}>
        {startLines(transport, fields).map((line, index) => (
          <span key={String(index)} className={styles.line}>
            <Line {...line} />
          </span>
        ))}
      </pre>
    </div>
  );
}
