import Copy from 'lucide-react/icons/copy';
import Pencil from 'lucide-react/icons/pencil';
import Trash2 from 'lucide-react/icons/trash-2';
import { t } from '../../../../shared/language/translate.ts';
import { firstLineOf, type Prompt } from '../../../../shared/model/prompts/prompt.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import settings from '../settings.module.css';
import styles from './prompts.module.css';

/** Props of {@link PromptCard}. */
export interface PromptCardProps {
  readonly prompt: Prompt;
  readonly onEdit: () => void;
  readonly onDuplicate: () => void;
  readonly onDelete: () => void;
}

/** One prompt and its actions. */
export function PromptCard({ prompt, onEdit, onDuplicate, onDelete }: PromptCardProps) {
  const name = visibleText(prompt.name);
  return (
    <div className={settings.card}>
      <div className={settings.cardHead}>
        <div className={styles.words}>
          <span className={settings.cardName} dir="auto">
            {name}
          </span>
          <span className={styles.firstLine} dir="auto">
            {visibleText(firstLineOf(prompt))}
          </span>
        </div>
        <div className={settings.cardActions}>
          <IconButton
            label={t('settings.edit', { name })}
            size="small"
            data-opens-form={prompt.id}
            onClick={onEdit}
          >
            <Pencil size={16} />
          </IconButton>
          <IconButton label={t('settings.duplicate', { name })} size="small" onClick={onDuplicate}>
            <Copy size={16} />
          </IconButton>
          <IconButton label={t('settings.delete', { name })} size="small" onClick={onDelete}>
            <Trash2 size={16} />
          </IconButton>
        </div>
      </div>
    </div>
  );
}
