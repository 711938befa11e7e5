import { useMemo } from 'react';
import { visibleText } from '../../../../shared/visible-text.ts';
import { t } from '../../../../shared/language/translate.ts';
import type { AskReason } from '../../../../shared/model/tools.ts';
import { NoteCallout } from '../../../ui/callout.tsx';
import { Text } from '../tools/text.tsx';
import { wordDiff } from '../../../../shared/word-diff.ts';
import styles from './approval.module.css';

function Difference({ before, after }: { readonly before: string; readonly after: string }) {
  const pieces = useMemo(() => wordDiff(before, after), [before, after]);
  return (
    <pre
      className={styles.difference}
      tabIndex={0}
      aria-label={t('approval.reason.difference')}
      dir="auto"
    >
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
      return <p className={styles.quiet}>{t('approval.reason.leaves_traces')}</p>;
    case 'not_allowed_yet':
      return <p className={styles.quiet}>{t('approval.reason.not_allowed_yet')}</p>;
    case 'assistant_asks':
      return (
        <p className={styles.quiet}>
          {t('approval.reason.assistant_asks', { assistant: visibleText(reason.name) })}
        </p>
      );
    case 'changed':
      return (
        <NoteCallout tone="warning">
          {t('approval.reason.changed')}
          <Difference before={reason.before} after={reason.after} />
        </NoteCallout>
      );
    case 'unknown_address':
      return (
        <NoteCallout tone="warning">
          {t('approval.reason.unknown_address')}
          <code className={styles.address}>
            <Text>{reason.url}</Text>
          </code>
        </NoteCallout>
      );
    case 'private_address':
      return (
        <NoteCallout tone="warning">
          {t('approval.reason.private_address')}
          <code className={styles.address}>
            <Text>{reason.host}</Text>
          </code>
        </NoteCallout>
      );
  }
}
