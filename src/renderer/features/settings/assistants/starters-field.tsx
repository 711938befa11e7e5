import Plus from 'lucide-react/icons/plus';
import X from 'lucide-react/icons/x';
import { t } from '../../../../shared/language/translate.ts';
import { maxStarters } from '../../../../shared/model/assistants/assistant.ts';
import { Button } from '../../../ui/button.tsx';
import { TextArea } from '../../../ui/field.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import styles from './assistants.module.css';

/** Example questions, each in its box. */
export function StartersField({
  starters,
  problem,
  onChange,
}: {
  readonly starters: readonly string[];
  readonly problem: string | null;
  readonly onChange: (starters: readonly string[]) => void;
}) {
  return (
    <fieldset className={styles.starters}>
      <legend className={styles.legend}>{t('settings.assistants.starters')}</legend>
      {starters.map((starter, index) => (
        <div key={index} className={styles.starter}>
          <TextArea
            label={t('settings.assistants.starter', { number: index + 1 })}
            hideLabel
            rows={1}
            dir="auto"
            className={styles.starterBox}
            placeholder={t('settings.assistants.starter.example')}
            value={starter}
            onChange={(event) =>
              onChange(starters.map((each, at) => (at === index ? event.target.value : each)))
            }
          />
          <IconButton
            label={t('settings.assistants.starter.remove', { number: index + 1 })}
            size="small"
            onClick={() => onChange(starters.filter((_each, at) => at !== index))}
          >
            <X size={16} />
          </IconButton>
        </div>
      ))}
      {problem !== null && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
      {starters.length < maxStarters && (
        <Button
          size="small"
          tone="quiet"
          className={styles.add}
          icon={<Plus size={14} aria-hidden />}
          onClick={() => onChange([...starters, ''])}
        >
          {t('settings.assistants.starter.add')}
        </Button>
      )}
      <p className={styles.hint}>{t('settings.assistants.starters_hint')}</p>
    </fieldset>
  );
}
