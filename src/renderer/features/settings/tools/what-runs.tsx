import type { ToolTransport } from '../../../../shared/model/tools.ts';
import { visiblePieces } from '../../../../shared/visible-text.ts';
import styles from './tools.module.css';

/** A field as far as it is shown: secrets by name only. */
export interface ShownField {
  readonly name: string;
  /** null: a secret. */
  readonly value: string | null;
}

/** An argument as one would type it: in quotes where it would fall apart otherwise. */
function quoted(text: string): string {
  return /^[\w@%+=:,./\\-]+$/u.test(text) ? text : JSON.stringify(text);
}

/** All that runs when a server starts, one thing a line. */
export function startLines(
  transport: ToolTransport,
  fields: readonly ShownField[],
): readonly string[] {
  const given = fields.map(({ name, value }) =>
    transport.kind === 'stdio'
      ? `${name}=${value ?? '(secret)'}`
      : `${name}: ${value ?? '(secret)'}`,
  );
  if (transport.kind === 'http') return [transport.url, ...given];
  const { command, arguments: args, folder } = transport;
  const line = [command, ...args].map(quoted).join(' ');
  return [line, ...given, ...(folder === '' ? [] : [`in ${folder}`])];
}

/** What would run, in full, before it does; what is hidden in it is named. */
export function WhatRuns({
  transport,
  fields,
}: {
  readonly transport: ToolTransport;
  readonly fields: readonly ShownField[];
}) {
  return (
    <div className={styles.runs}>
      <p className={styles.quiet}>
        {transport.kind === 'stdio'
          ? 'This runs on your computer with your rights. Start only what you trust:'
          : 'Parley connects to this address, and sends it what models give its tools:'}
      </p>
      <pre className={styles.code} tabIndex={0} aria-label="What runs">
        {startLines(transport, fields).map((line, index) => (
          <span key={String(index)} className={styles.line}>
            {visiblePieces(line).map(({ text, isHidden }, at) =>
              isHidden ? (
                <mark key={String(at)} title="A character that cannot be seen">
                  {text}
                </mark>
              ) : (
                text
              ),
            )}
          </span>
        ))}
      </pre>
    </div>
  );
}
