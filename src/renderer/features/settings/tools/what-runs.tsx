import type { ToolTransport } from '../../../../shared/model/tools.ts';
import { visiblePieces } from '../../../../shared/visible-text.ts';
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

/** Everything that is used to start a server, one item per line. */
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
  const { command, arguments: args, folder, variablesFile } = transport;
  const line = [command, ...args].map(quoted).join(' ');
  const file = variablesFile === undefined ? [] : [`with the variables in ${variablesFile}`];
  return [line, ...given, ...file, ...(folder === '' ? [] : [`in ${folder}`])];
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
