import { useState } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import type { Result } from '../../../../shared/model/errors.ts';
import type { UsageRow } from '../../../../shared/model/spending/usage-rows.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import { monthlyCsv } from '../../../../shared/words/usage-csv.ts';
import { Button } from '../../../ui/button.tsx';
import { useController } from '../../../client/use-app.ts';
import { rowsIn } from './usage-periods.ts';
import shared from '../settings.module.css';

/** Copies usage by month and model as CSV, or saves all of it by day as a file. */
export function TakeOutUsage({ rows }: { readonly rows: readonly UsageRow[] }) {
  const controller = useController();
  const [said, setSaid] = useState('');
  const say = (result: Result<unknown>, done: string): void =>
    setSaid(result.ok ? done : sentenceOf(result.error));
  const copy = async (): Promise<void> => {
    const text = monthlyCsv(rowsIn(rows, null));
    say(await controller.command('app.copy', { text }), t('common.copied'));
  };
  const save = async (): Promise<void> => {
    const result = await controller.command('library.exportUsage', undefined);
    say(result, result.ok && result.value ? t('settings.usage.saved') : '');
  };
  return (
    <div className={shared.buttons}>
      <Button size="small" onClick={() => void copy()}>
        {t('settings.usage.copy')}
      </Button>
      <Button size="small" onClick={() => void save()}>
        {t('settings.usage.export')}
      </Button>
      <span role="status" className={shared.quiet}>
        {said}
      </span>
    </div>
  );
}
