import { useState } from 'react';
import { sentences } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
import type { ToolView } from '../../../../shared/model/tools.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { toolProblemWords } from '../../../../shared/words/tool-state-words.ts';
import { toolName } from '../../../../shared/words/tool-words.ts';
import { Button } from '../../../ui/button.tsx';
import styles from './tools.module.css';

const toolsPerStep = 60;

/** Describes a tool briefly by its own hints. */
function hintsOf({ hints }: ToolView): string {
  return sentences(
    hints.isReadOnly ? t('settings.tools.tool.reads') : '',
    hints.isDestructive ? t('settings.tools.tool.destroys') : '',
    hints.reachesInternet ? t('settings.tools.tool.reaches_internet') : '',
  );
}

/** The tools of a source: purpose, cost and permission of each. */
export function ToolList({ tools }: { readonly tools: readonly ToolView[] }) {
  const [shown, setShown] = useState(toolsPerStep);
  if (tools.length === 0) return null;
  return (
    <details className={styles.advanced}>
      <summary>{t('settings.tools.tool.count', { count: tools.length })}</summary>
      <ul className={styles.tools}>
        {tools.slice(0, shown).map((tool) => {
          const hints = hintsOf(tool);
          return (
            <li key={tool.key}>
              <div className={styles.toolHead}>
                <span className={styles.toolName}>{visibleText(toolName(tool.key))}</span>
                <span className={styles.quiet}>
                  {t('settings.tools.tool.tokens', { count: tool.tokens })} ·{' '}
                  {t(`settings.tools.tool.${tool.permission}`)}
                </span>
              </div>
              {tool.problem !== undefined && (
                <p className={styles.warning}>{toolProblemWords(tool.problem)}</p>
              )}
              <p className={styles.description} dir="auto">
                {visibleText(tool.description)}
              </p>
              {hints !== '' && <p className={styles.quiet}>{hints}</p>}
            </li>
          );
        })}
      </ul>
      {shown < tools.length && (
        <Button size="small" tone="quiet" onClick={() => setShown(shown + toolsPerStep)}>
          {t('settings.tools.tool.more')}
        </Button>
      )}
    </details>
  );
}
