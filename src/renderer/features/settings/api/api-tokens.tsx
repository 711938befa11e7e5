import { useState } from 'react';
import Copy from 'lucide-react/icons/copy';
import { t } from '../../../../shared/language/translate.ts';
import type { ApiToken } from '../../../../shared/model/api.ts';
import { useProblem } from '../../../common/use-problem.ts';
import { RichMessage } from '../../../common/rich-message.tsx';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout, NoteCallout } from '../../../ui/callout.tsx';
import { ConfirmDialog } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/field.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { useController } from '../../../client/use-app.ts';
import { SettingHeading } from '../setting-heading.tsx';
import styles from '../settings.module.css';

function TokenCard({ token }: { readonly token: ApiToken }) {
  const controller = useController();
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useProblem();
  const revoke = async (): Promise<void> => {
    setAsking(false);
    const result = await controller.command('api.revokeToken', { tokenId: token.id });
    setProblem(result.ok ? null : result.error);
  };
  return (
    <div className={styles.card}>
      <div className={styles.cardHead}>
        <div className={styles.cardWords}>
          <span className={styles.cardName}>{token.name}</span>
          <span className={styles.quiet}>
            <RichMessage
              id="settings.api.token.created"
              values={{ time: () => <RelativeTime iso={token.createdAt} /> }}
            />
          </span>
        </div>
        <Button
          size="small"
          aria-label={t('settings.api.token.revoke_of', { name: token.name })}
          onClick={() => setAsking(true)}
        >
          {t('settings.api.token.revoke')}
        </Button>
      </div>
      {problem !== null && <ErrorCallout>{problem}</ErrorCallout>}
      <ConfirmDialog
        open={asking}
        title={t('settings.api.token.revoke_title', { name: token.name })}
        confirm={t('settings.api.token.revoke_confirm')}
        onConfirm={() => void revoke()}
        onCancel={() => setAsking(false)}
      >
        {t('settings.api.token.revoke_body')}
      </ConfirmDialog>
    </div>
  );
}

/** A new token, shown here once. */
function NewToken({ token, onDone }: { readonly token: string; readonly onDone: () => void }) {
  const controller = useController();
  return (
    <NoteCallout
      actions={
        <Button size="small" onClick={onDone}>
          {t('common.done')}
        </Button>
      }
    >
      <div className={styles.group}>
        <p>{t('settings.api.token.new')}</p>
        <div className={styles.folder}>
          <code className={styles.path}>{token}</code>
          <Button
            icon={<Copy size={16} />}
            aria-label={t('settings.api.token.copy')}
            onClick={() => void controller.command('app.copy', { text: token })}
          >
            {t('common.copy')}
          </Button>
        </div>
      </div>
    </NoteCallout>
  );
}

/** The programs that may use the API, one token each. */
export function ApiTokens({ tokens }: { readonly tokens: readonly ApiToken[] }) {
  const controller = useController();
  const [name, setName] = useState('');
  const [made, setMade] = useState<string | null>(null);
  const [problem, setProblem] = useProblem();
  const create = async (): Promise<void> => {
    const result = await controller.command('api.createToken', { name: name.trim() });
    setProblem(result.ok ? null : result.error);
    if (!result.ok) return;
    setMade(result.value.token);
    setName('');
  };
  return (
    <section className={styles.group} aria-labelledby="api-tokens">
      <SettingHeading id="api-tokens" setting="apiTokens" />
      {tokens.length > 0 && (
        <ul className={styles.cards}>
          {tokens.map((token) => (
            <li key={token.id}>
              <TokenCard token={token} />
            </li>
          ))}
        </ul>
      )}
      {made !== null && <NewToken token={made} onDone={() => setMade(null)} />}
      <form
        className={styles.group}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') void create();
        }}
      >
        <TextField
          label={t('settings.api.token.program')}
          hint={t('settings.api.token.program_hint')}
          placeholder={t('settings.api.token.program_example')}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <div className={styles.buttons}>
          <Button type="submit" disabled={name.trim() === ''}>
            {t('settings.api.token.create')}
          </Button>
        </div>
      </form>
      {problem !== null && <ErrorCallout>{problem}</ErrorCallout>}
    </section>
  );
}
