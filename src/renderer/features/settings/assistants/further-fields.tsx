import { t } from '../../../../shared/language/translate.ts';
import {
  parameterNames,
  type ParameterName,
} from '../../../../shared/model/parameters/parameters.ts';
import { parameterProblemWords } from '../../../../shared/words/parameter-words.ts';
import { ParameterField } from '../../../common/parameters/parameter-field.tsx';
import { LimitFields } from '../../../common/limits/limit-fields.tsx';
import { SelectField, SwitchField, TextArea } from '../../../ui/field.tsx';
import { AssistantPermissions } from '../tools/permissions.tsx';
import type { AssistantProblems, NamingChoice, TypedAssistant } from './form-state.ts';
import { ToolsField } from './tools-field.tsx';
import styles from './assistants.module.css';

/** Props of {@link FurtherFields}. */
export interface FurtherFieldsProps {
  /** Null for a new assistant, which can have no permissions yet. */
  readonly assistantId: string | null;
  readonly typed: TypedAssistant;
  /** Null until the person has tried to save. */
  readonly problems: AssistantProblems | null;
  readonly onChange: (change: Partial<TypedAssistant>) => void;
}

function Naming({ typed, problems, onChange }: FurtherFieldsProps) {
  return (
    <>
      <SelectField<NamingChoice>
        label={t('settings.assistants.titles')}
        value={typed.naming}
        options={[
          { value: 'usual', label: t('settings.assistants.as_all') },
          { value: 'off', label: t('settings.assistants.titles.off') },
          { value: 'instruction', label: t('settings.assistants.titles.instruction') },
        ]}
        onChange={(naming) => onChange({ naming })}
      />
      {typed.naming === 'instruction' && (
        <TextArea
          label={t('settings.assistants.titles.text')}
          rows={2}
          error={problems?.naming}
          placeholder={t('settings.assistants.titles.example')}
          value={typed.namingText}
          onChange={(event) => onChange({ namingText: event.target.value })}
        />
      )}
    </>
  );
}

function Parameters({ typed, problems, onChange }: FurtherFieldsProps) {
  const field = (name: ParameterName) => {
    const problem = problems?.parameters[name];
    return (
      <ParameterField
        key={name}
        name={name}
        value={typed.parameters[name] ?? ''}
        inherited={null}
        refusal={null}
        problem={problem === undefined ? null : parameterProblemWords(problem)}
        disabled={false}
        onChange={(value) => onChange({ parameters: { ...typed.parameters, [name]: value } })}
        onRetry={() => undefined}
      />
    );
  };
  return <div className={styles.parameters}>{parameterNames.map(field)}</div>;
}

/** Fields that most assistants leave alone. */
export function FurtherFields(props: FurtherFieldsProps) {
  const { assistantId, typed, problems, onChange } = props;
  const hasProblem = Object.keys(problems?.parameters ?? {}).length > 0;
  return (
    <>
      <ToolsField value={typed.tools} onChange={(tools) => onChange({ tools })} />
      <SwitchField
        label={t('settings.assistants.asks')}
        hint={t('settings.assistants.asks_hint')}
        checked={typed.asksBeforeTools}
        onChange={(asksBeforeTools) => onChange({ asksBeforeTools })}
      />
      {assistantId !== null && <AssistantPermissions assistantId={assistantId} />}
      <Naming {...props} />
      <details className={styles.more} open={(problems?.limits ?? null) !== null || undefined}>
        <summary>{t('settings.assistants.limits')}</summary>
        <p className={styles.hint}>{t('settings.assistants.limits_hint')}</p>
        <LimitFields
          typed={typed.limits}
          problems={problems?.limits ?? null}
          onChange={(change) => onChange({ limits: { ...typed.limits, ...change } })}
        />
      </details>
      <details className={styles.more} open={hasProblem || undefined}>
        <summary>{t('parameters.title')}</summary>
        <Parameters {...props} />
      </details>
    </>
  );
}
