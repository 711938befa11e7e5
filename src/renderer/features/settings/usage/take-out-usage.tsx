import { t } from '../../../../shared/language/translate.ts';
import type { UsageRow } from '../../../../shared/model/spending/usage-rows.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import { monthlyCsv } from '../../../../shared/words/usage-csv.ts';
import { Button } from '../../../ui/button.tsx';
import { useController } from '../../../client/use-app.ts';
import { useSaid } from '../../../common/use-problem.ts';
import { rowsIn } from './usage-periods.ts';
import shared from '../settings.module.css';

/** Copies usage by month and model as CSV, or saves all of it by day as a file. */
export function TakeOutUsage({ rows }: { readonly rows: readonly UsageRow[] }) {
  const controller = useController();
  const [said, say] = useSaid();
  const copy = async (): Promise<void> => {
    const text = monthlyCsv(rowsIn(rows, null));
    const result = await controller.command('app.copy', { text });
    say(() => (result.ok ? t('common.copied') : sentenceOf(result.error)));
  };
  const save = async (): Promise<void> => {
    const result = await controller.command('library.exportUsage', undefined);
    if (!result.ok) say(() => sentenceOf(result.error));
    else say(result.value ? () => t('settings.usage.saved') : null);
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
