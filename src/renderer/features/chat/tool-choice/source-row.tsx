import { useState } from 'react';
import ChevronRight from 'lucide-react/icons/chevron-right';
import { numberText } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
import type { ToolChoice, ToolSourceView, ToolView } from '../../../../shared/model/tools.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { stateWords, toolProblemWords } from '../../../../shared/words/tool-state-words.ts';
import { sourceAbout, sourceName, toolName } from '../../../../shared/words/tool-words.ts';
import { Button } from '../../../ui/button.tsx';
import { SwitchField } from '../../../ui/field.tsx';
import { ShowMore, useSteps } from '../tools/show-more.tsx';
import { tokensOf } from '../../../../shared/model/tools/choice.ts';
import styles from './tools-popup.module.css';

const toolsPerStep = 60;

function ToolRow({
  tool,
  isOn,
  onChange,
}: {
  readonly tool: ToolView;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}) {
  const problem =
    tool.problem !== undefined
      ? toolProblemWords(tool.problem)
      : tool.permission === 'never'
        ? t('tool_choice.never_allowed')
        : null;
  return (
    <li>
      <label className={styles.tool} title={visibleText(tool.description)}>
        <input
          type="checkbox"
          checked={isOn && problem === null}
          disabled={problem !== null}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span className={styles.toolName}>{visibleText(toolName(tool.key))}</span>
        <span className={styles.tokens}>{problem ?? numberText(tool.tokens)}</span>
      </label>
    </li>
  );
}

/** The text below the name of a source. */
function hintOf(source: ToolSourceView): string {
  const about = sourceAbout(source.id);
  if (source.kind === 'built_in') return about ?? '';
  if (source.state.kind !== 'ready') return stateWords(source.state);
  if (wantsSignIn(source)) return t('tool_choice.wants_access');
  return t('tool_choice.tools', { count: source.tools.length });
}

/** Returns true if the person has to sign in, or again, before all tools of a source work. */
function wantsSignIn({ state, signIn }: ToolSourceView): boolean {
  if (state.kind === 'sign_in') return true;
  return signIn?.kind === 'signed_in' && signIn.wanted !== null;
}

interface SourceRowProps {
  readonly source: ToolSourceView;
  readonly choice: ToolChoice;
  /** True if the model must search for the tools of this source. */
  readonly isDeferred: boolean;
  readonly onSource: (isOn: boolean) => void;
  readonly onTool: (key: string, isOn: boolean) => void;
  readonly onSettings: () => void;
}

/** A source of tools with a switch. Unfolds to its tools and the cost of each. */
export function SourceRow(props: SourceRowProps) {
  const { source, choice, isDeferred, onSource, onTool, onSettings } = props;
  const { id, name, tools, needsSetup = false } = source;
  const [isOpen, setOpen] = useState(false);
  const { shown, left, more } = useSteps(tools.length, toolsPerStep);
  const isOn = choice.on.includes(id);
  const label = visibleText(sourceName(id, name));
  const tokens = tokensOf(source, choice);
  return (
    <div className={styles.source}>
      <SwitchField label={label} hint={hintOf(source)} checked={isOn} onChange={onSource} />
      {wantsSignIn(source) && isOn && (
        <div className={styles.setup}>
          <Button size="small" onClick={onSettings}>
            {t('tool_choice.sign_in', { server: label })}
          </Button>
        </div>
      )}
      {needsSetup && isOn && (
        <div className={styles.setup}>
          <p className={styles.quiet}>{t('tool_choice.no_search')}</p>
          <Button size="small" onClick={onSettings}>
            {t('tool_choice.set_up')}
          </Button>
        </div>
      )}
      {isOn && tools.length > 0 && (
        <>
          <button
            type="button"
            className={styles.fold}
            aria-expanded={isOpen}
            aria-label={
              isDeferred
                ? t('tool_choice.tools_of_deferred', { source: label, tokens })
                : t('tool_choice.tools_of', { source: label, tokens })
            }
            onClick={() => setOpen(!isOpen)}
          >
            <ChevronRight size={12} aria-hidden />
            {isDeferred
              ? t('tool_choice.tokens_deferred', { tokens })
              : t('tool_choice.tokens', { tokens })}
          </button>
          {isOpen && (
            <ul className={styles.tools}>
              {tools.slice(0, shown).map((tool) => (
                <ToolRow
                  key={tool.key}
                  tool={tool}
                  isOn={!choice.off.includes(tool.key)}
                  onChange={(next) => onTool(tool.key, next)}
                />
              ))}
              {left > 0 && (
                <li>
                  <ShowMore left={left} step={toolsPerStep} onMore={more} />
                </li>
              )}
            </ul>
          )}
        </>
      )}
    </div>
  );
}
