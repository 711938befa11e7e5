import { useState } from 'react';
import { listText } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import { ownEntry } from '../../../../shared/own-entry.ts';
import { useProblem } from '../../../common/use-problem.ts';
import {
  modelKey,
  parameterNames,
  parameterOrigins,
  refusalsOf,
  settableOrigins,
  type ParameterLevels,
  type ParameterName,
  type ParameterOrigin,
  type RefusedParameter,
  type SettableOrigin,
} from '../../../../shared/model/parameters/parameters.ts';
import { parameterProblemWords } from '../../../../shared/words/parameter-words.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { SelectField } from '../../../ui/field.tsx';
import { ParameterField } from '../../../common/parameters/parameter-field.tsx';
import {
  readParameters,
  typedParameters,
  type TypedParameters,
} from '../../../common/parameters/parameter-form.ts';
import { currentModel, type CurrentModel } from '../page/current-model.ts';
import { useOwnValues } from '../page/own-values.ts';
import type { Turns } from '../page/turns.ts';
import { useSaveParameters } from './use-save-parameters.ts';
import styles from './parameters.module.css';

/** Props of {@link ParametersDialog}. */
export interface ParametersDialogProps {
  readonly conversationId: Id | null;
  readonly turns: Turns;
  readonly open: boolean;
  readonly onClose: () => void;
}

const commonNames: readonly ParameterName[] = ['temperature', 'maxOutputTokens', 'reasoningEffort'];
const furtherNames = parameterNames.filter((name) => !commonNames.includes(name));

/** What is kept, and whose it is. */
interface Kept {
  readonly current: CurrentModel;
  readonly levels: ParameterLevels;
  readonly refused: readonly RefusedParameter[];
  readonly isReadOnly: boolean;
}

function useKept({
  conversationId,
  turns,
}: Pick<ParametersDialogProps, 'conversationId' | 'turns'>): Kept {
  const own = useOwnValues(conversationId, turns);
  const view = useApp((state) => state.settings);
  const current = currentModel(own, view);
  const key = modelKey(current.providerId ?? '', current.model);
  const provider = view?.providers.find(({ id }) => id === current.providerId);
  return {
    current,
    levels: {
      conversation: own.parameters ?? {},
      assistant: own.assistant?.parameters ?? {},
      model: view?.settings.modelParameters[key] ?? {},
      app: view?.settings.parameters ?? {},
    },
    refused: ownEntry(provider?.refusedParameters, current.model) ?? [],
    isReadOnly: own.readOnly !== undefined,
  };
}

type TypedLevels = Readonly<Record<ParameterOrigin, TypedParameters>>;

/** The value that applies to an origin which does not set one itself. */
function inheritedBy(levels: TypedLevels, origin: ParameterOrigin, name: ParameterName) {
  const further = parameterOrigins.slice(parameterOrigins.indexOf(origin) + 1);
  const from = further.find((each) => (levels[each][name] ?? '') !== '');
  return from === undefined ? null : { value: levels[from][name] ?? '', origin: from };
}

function refusalWords(refused: readonly RefusedParameter[]): string | null {
  if (refused.length === 0) return null;
  const values = refused.flatMap(({ value }) => (value === null ? [] : [value]));
  return values.length < refused.length
    ? t('parameters.refused')
    : t('parameters.refused.values', { values: listText(values) });
}

function originLabels({ model }: CurrentModel): Readonly<Record<SettableOrigin, string>> {
  return {
    conversation: t('parameters.set_for.conversation'),
    model:
      model === '' ? t('parameters.set_for.model') : t('parameters.set_for.model_named', { model }),
    app: t('parameters.set_for.app'),
  };
}

function Form({ conversationId, turns, onClose }: Omit<ParametersDialogProps, 'open'>) {
  const controller = useController();
  const { current, levels, refused, isReadOnly } = useKept({ conversationId, turns });
  const [origin, setOrigin] = useState<SettableOrigin>('conversation');
  const [typed, setTyped] = useState<Readonly<Partial<Record<SettableOrigin, TypedParameters>>>>(
    {},
  );
  const [hasTried, setTried] = useState(false);
  const [failure, setFailure] = useProblem();
  const save = useSaveParameters({ conversationId, turns, current });
  const typedOf = (each: SettableOrigin): TypedParameters =>
    typed[each] ?? typedParameters(levels[each] ?? {});
  const typedLevels: TypedLevels = {
    conversation: typedOf('conversation'),
    assistant: typedParameters(levels.assistant ?? {}),
    model: typedOf('model'),
    app: typedOf('app'),
  };
  const here = typedLevels[origin];
  const read = readParameters(here);
  const isLocked = origin === 'conversation' && isReadOnly;

  const submit = async (): Promise<void> => {
    setTried(true);
    for (const each of settableOrigins) {
      const own = typed[each];
      if (own === undefined) continue;
      const result = readParameters(own);
      if (!result.ok) {
        setOrigin(each);
        return;
      }
      const saved = await save(each, result.parameters);
      if (!saved.ok) {
        setFailure(saved.error);
        return;
      }
    }
    onClose();
  };

  const field = (name: ParameterName) => (
    <ParameterField
      key={name}
      name={name}
      value={here[name] ?? ''}
      inherited={inheritedBy(typedLevels, origin, name)}
      refusal={refusalWords(refusalsOf(name, refused))}
      problem={
        hasTried && !read.ok && read.problems[name] !== undefined
          ? parameterProblemWords(read.problems[name])
          : null
      }
      disabled={isLocked}
      onChange={(value) => setTyped({ ...typed, [origin]: { ...here, [name]: value } })}
      onRetry={() => {
        for (const { field: refusedField } of refusalsOf(name, refused)) {
          void controller.command('models.retryParameter', {
            providerId: current.providerId ?? '',
            model: current.model,
            field: refusedField,
          });
        }
      }}
    />
  );

  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <SelectField<SettableOrigin>
        label={t('parameters.set_for')}
        hint={t('parameters.set_for.hint')}
        value={origin}
        options={settableOrigins
          .filter((each) => each !== 'model' || current.model !== '')
          .map((each) => ({ value: each, label: originLabels(current)[each] }))}
        onChange={setOrigin}
      />
      {commonNames.map(field)}
      <details
        className={styles.more}
        open={furtherNames.some((name) => (here[name] ?? '') !== '') || undefined}
      >
        <summary>{t('parameters.more')}</summary>
        <div className={styles.fields}>{furtherNames.map(field)}</div>
      </details>
      {failure !== null && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
      <div className={styles.actions}>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button tone="primary" type="submit" disabled={isLocked}>
          {t('common.save')}
        </Button>
      </div>
    </form>
  );
}

/** The parameters of a conversation, of its model, and of all conversations. */
export function ParametersDialog({ open, onClose, ...rest }: ParametersDialogProps) {
  return (
    <Dialog open={open} onClose={onClose} title={t('parameters.title')}>
      <Form {...rest} onClose={onClose} />
    </Dialog>
  );
}
