import { useState } from 'react';
import CircleUserRound from 'lucide-react/icons/circle-user-round';
import Copy from 'lucide-react/icons/copy';
import Download from 'lucide-react/icons/download';
import Pencil from 'lucide-react/icons/pencil';
import Trash2 from 'lucide-react/icons/trash-2';
import { t } from '../../../../shared/language/translate.ts';
import type { Assistant } from '../../../../shared/model/assistants/assistant.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { ConfirmDialog } from '../../../ui/dialog.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import settings from '../settings.module.css';
import styles from './assistants.module.css';

/** Props of {@link AssistantCard}. */
export interface AssistantCardProps {
  readonly assistant: Assistant;
  readonly onEdit: () => void;
  readonly onDuplicate: () => void;
  readonly onExport: () => void;
  readonly onDelete: () => void;
}

/** One assistant and its actions. */
export function AssistantCard(props: AssistantCardProps) {
  const { id, icon, instructions, ...assistant } = props.assistant;
  const [isAsking, setAsking] = useState(false);
  const name = visibleText(assistant.name);
  const firstLine = instructions.trim().slice(0, 300).split('\n')[0] ?? '';
  return (
    <div className={settings.card}>
      <div className={settings.cardHead}>
        <span className={styles.icon} aria-hidden>
          {icon === '' ? <CircleUserRound size={18} /> : icon}
        </span>
        <div className={styles.words}>
          <span className={settings.cardName} dir="auto">
            {name}
          </span>
          {firstLine !== '' && (
            <span className={styles.firstLine} dir="auto">
              {visibleText(firstLine)}
            </span>
          )}
        </div>
        <div className={settings.cardActions}>
          <IconButton
            label={t('settings.edit', { name })}
            size="small"
            data-opens-form={id}
            onClick={props.onEdit}
          >
            <Pencil size={16} />
          </IconButton>
          <IconButton
            label={t('settings.duplicate', { name })}
            size="small"
            onClick={props.onDuplicate}
          >
            <Copy size={16} />
          </IconButton>
          <IconButton label={t('settings.export', { name })} size="small" onClick={props.onExport}>
            <Download size={16} />
          </IconButton>
          <IconButton
            label={t('settings.delete', { name })}
            size="small"
            onClick={() => setAsking(true)}
          >
            <Trash2 size={16} />
          </IconButton>
        </div>
      </div>
      <ConfirmDialog
        open={isAsking}
        title={t('settings.delete.title', { name })}
        confirm={t('settings.assistants.delete.confirm')}
        onConfirm={() => {
          setAsking(false);
          props.onDelete();
        }}
        onCancel={() => setAsking(false)}
      >
        {t('settings.assistants.delete.body')}
      </ConfirmDialog>
    </div>
  );
}
