import { useState } from 'react';
import type { ToolPermission, ToolView } from '../../../../shared/model/tools.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { toolProblemWords } from '../../../../shared/words/tool-state-words.ts';
import { toolName } from '../../../../shared/words/tool-words.ts';
import { Button } from '../../../ui/button.tsx';
import styles from './tools.module.css';

const toolsPerStep = 60;

const permissions: Readonly<Record<ToolPermission, string>> = {
  ask: 'Asks each time',
  always: 'Always allowed',
  never: 'Never allowed',
};

/** Describes a tool briefly by its own hints. */
function hintsOf({ hints }: ToolView): string {
  const said = [
    hints.isReadOnly ? 'says it only reads' : null,
    hints.isDestructive ? 'says it may delete or overwrite' : null,
    hints.reachesInternet ? 'reaches the internet' : null,
  ].filter((each) => each !== null);
  return said.join(', ');
}

/** The tools of a source: purpose, cost and permission of each. */
export function ToolList({ tools }: { readonly tools: readonly ToolView[] }) {
  const [shown, setShown] = useState(toolsPerStep);
  if (tools.length === 0) return null;
  const count = tools.length === 1 ? '1 tool' : `${tools.length.toLocaleString()} tools`;
  return (
    <details className={styles.advanced}>
      <summary>{count}</summary>
      <ul className={styles.tools}>
        {tools.slice(0, shown).map((tool) => {
          const hints = hintsOf(tool);
          return (
            <li key={tool.key}>
              <div className={styles.toolHead}>
                <span className={styles.toolName}>{visibleText(toolName(tool.key))}</span>
                <span className={styles.quiet}>
                  {tool.tokens.toLocaleString()} tokens · {permissions[tool.permission]}
                </span>
              </div>
              {tool.problem !== undefined && (
                <p className={styles.warning}>{toolProblemWords(tool.problem)}</p>
              )}
              <p className={styles.description} dir="auto">
                {visibleText(tool.description)}
              </p>
              {hints !== '' && <p className={styles.quiet}>It {hints}.</p>}
            </li>
          );
        })}
      </ul>
      {shown < tools.length && (
        <Button size="small" tone="quiet" onClick={() => setShown(shown + toolsPerStep)}>
          Show more
        </Button>
      )}
    </details>
  );
}
