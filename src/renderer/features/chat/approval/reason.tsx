import { useMemo } from 'react';
import type { AskReason } from '../../../../shared/model/tools.ts';
import { NoteCallout } from '../../../ui/callout.tsx';
import { Text } from '../tools/text.tsx';
import { wordDiff } from '../../../../shared/word-diff.ts';
import styles from './approval.module.css';

function Difference({ before, after }: { readonly before: string; readonly after: string }) {
  const pieces = useMemo(() => wordDiff(before, after), [before, after]);
  return (
    <pre className={styles.difference} tabIndex={0} aria-label="What has changed" dir="auto">
      {pieces.map(({ kind, text }, index) => {
        const key = String(index);
        switch (kind) {
          case 'same':
            return (
              <span key={key}>
                <Text>{text}</Text>
              </span>
            );
          case 'added':
            return (
              <ins key={key}>
                <Text>{text}</Text>
              </ins>
            );
          case 'removed':
            return (
              <del key={key}>
                <Text>{text}</Text>
              </del>
            );
        }
      })}
    </pre>
  );
}

/** Explains why a call needs approval. */
export function Reason({ reason }: { readonly reason: AskReason }) {
  switch (reason.kind) {
    case 'leaves_traces':
      return (
        <p className={styles.quiet}>
          You always allow this tool. Temporary conversations ask all the same.
        </p>
      );
    case 'not_allowed_yet':
      return <p className={styles.quiet}>You have not allowed this tool yet.</p>;
    case 'assistant_asks':
      return (
        <p className={styles.quiet}>
          <Text>{reason.name}</Text> asks before each call.
        </p>
      );
    case 'changed':
      return (
        <NoteCallout tone="warning">
          You allowed this tool, but what its server says of it has changed since:
          <Difference before={reason.before} after={reason.after} />
        </NoteCallout>
      );
    case 'unknown_address':
      return (
        <NoteCallout tone="warning">
          Neither you nor a search has named this address. What stands in it reaches its owner:
          <code className={styles.address}>
            <Text>{reason.url}</Text>
          </code>
        </NoteCallout>
      );
    case 'private_address':
      return (
        <NoteCallout tone="warning">
          This address is on your machine or your local network:
          <code className={styles.address}>
            <Text>{reason.host}</Text>
          </code>
        </NoteCallout>
      );
  }
}
