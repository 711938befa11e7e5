import { useLayoutEffect, useRef } from 'react';
import Settings from 'lucide-react/icons/settings';
import { t } from '../../../../shared/language/translate.ts';
import type { ToolChoice, ToolsView } from '../../../../shared/model/tools.ts';
import { toolsCostWords } from '../../../../shared/words/tool-cost-words.ts';
import { AnchoredPopup, type AnchoredPopupProps } from '../../../ui/anchored-popup.tsx';
import { Button } from '../../../ui/button.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import { isSameChoice, withSource, withTool } from '../../../../shared/model/tools/choice.ts';
import { SourceRow } from './source-row.tsx';
import type { Choice } from './use-choice.ts';
import { useCost } from './use-cost.ts';
import styles from './tools-popup.module.css';

/** Props of {@link ToolsPopup}. */
export interface ToolsPopupProps extends Choice, AnchoredPopupProps {}

interface ToolsListProps {
  readonly view: ToolsView | null;
  readonly choice: ToolChoice;
  /** True if the tools of servers are deferred. */
  readonly isDeferred: boolean;
  readonly onChoose: (next: ToolChoice) => void;
  readonly onSettings: () => void;
}

/** The sources and their tools, each with a switch. */
export function ToolsList({ view, choice, isDeferred, onChoose, onSettings }: ToolsListProps) {
  if (view === null) return <p className={styles.quiet}>{t('tool_choice.loading')}</p>;
  if (view.sources.length === 0) {
    return <p className={styles.quiet}>{t('tool_choice.empty')}</p>;
  }
  return (
    <ul className={styles.sources}>
      {view.sources.map((source) => (
        <li key={source.id}>
          <SourceRow
            source={source}
            choice={choice}
            isDeferred={isDeferred && source.kind === 'server'}
            onSource={(isOn) => onChoose(withSource(choice, source.id, isOn))}
            onTool={(key, isOn) => onChoose(withTool(choice, key, isOn))}
            onSettings={onSettings}
          />
        </li>
      ))}
    </ul>
  );
}

/** Lets the person choose the tools of this conversation, and shows their cost. */
export function ToolsPopup(props: ToolsPopupProps) {
  const { choice, usual, from, inherited, place, choose, anchor, isInside, onClose } = props;
  const controller = useController();
  const view = useApp((state) => state.tools);
  const dialog = useRef<HTMLElement>(null);
  useLayoutEffect(() => dialog.current?.focus(), []);
  const cost = useCost(choice, place);
  const toSettings = (): void => {
    onClose(true);
    controller.setDialog({ kind: 'settings', section: 'tools' });
  };
  return (
    <AnchoredPopup anchor={anchor} isInside={isInside} onClose={onClose} className={styles.popup}>
      <section
        ref={dialog}
        role="dialog"
        aria-label={t('tool_choice.title')}
        tabIndex={-1}
        className={styles.dialog}
      >
        <div className={styles.head}>
          <h2 className={styles.title}>{t('tool_choice.title')}</h2>
          <p className={styles.quiet} role="status">
            {cost === null ? '' : toolsCostWords(cost)}
          </p>
          {from === 'assistant' && <p className={styles.quiet}>{t('tool_choice.by_assistant')}</p>}
        </div>
        <div className={styles.list}>
          <ToolsList
            view={view}
            choice={choice}
            isDeferred={cost !== null && cost.deferred !== null}
            onChoose={choose}
            onSettings={toSettings}
          />
        </div>
        <div className={styles.foot}>
          <Button
            size="small"
            tone="quiet"
            icon={<Settings size={14} aria-hidden />}
            onClick={toSettings}
          >
            {t('tool_choice.manage')}
          </Button>
          {from === 'conversation' && inherited.from === 'assistant' && (
            <Button size="small" tone="quiet" onClick={() => choose(null)}>
              {t('tool_choice.use_assistants')}
            </Button>
          )}
          {from !== 'assistant' && !isSameChoice(choice, usual) && (
            <Button
              size="small"
              tone="quiet"
              onClick={() => {
                const tools = { on: [...choice.on], off: [...choice.off] };
                void controller.command('settings.update', { tools });
              }}
            >
              {t('tool_choice.use_in_new')}
            </Button>
          )}
        </div>
      </section>
    </AnchoredPopup>
  );
}
