import { listText } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
import { readTemplate } from '../../../../shared/model/prompts/variables.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { RichMessage } from '../../../common/rich-message.tsx';
import styles from './prompts.module.css';

/** How each kind of variable is written. */
const written = {
  text: '{{topic}}',
  filled: '{{topic = the sea}}',
  optional: '{{topic?}}',
  number: '{{count: number = 3}}',
  choice: '{{tone: friendly | formal}}',
  checkbox: '{{short: checkbox = Be brief.}}',
  day: '{{day: date}}',
  file: '{{letter: file}}',
  clipboard: '{{clipboard}}',
  selection: '{{selection}}',
  today: '{{date}}',
  braces: '\\{{',
} as const;
const kinds = [
  'text',
  'filled',
  'optional',
  'number',
  'choice',
  'checkbox',
  'day',
  'file',
  'clipboard',
  'selection',
  'today',
  'braces',
] as const satisfies readonly (keyof typeof written)[];

/** The variables that a text asks for, and how they are written. */
export function VariablesHelp({ text }: { readonly text: string }) {
  const { variables, unknownKinds } = readTemplate(text);
  const [unknown] = unknownKinds;
  return (
    <>
      {variables.length > 0 && (
        <p className={styles.hint}>
          <RichMessage
            id="settings.prompts.asks_for"
            values={{
              names: () => <bdi>{listText(variables.map(({ name }) => visibleText(name)))}</bdi>,
            }}
          />
        </p>
      )}
      {unknown !== undefined && (
        <p className={styles.problem} role="status">
          {t('settings.prompts.unknown_kind', { kind: visibleText(unknown) })}
        </p>
      )}
      <details className={styles.help}>
        <summary>{t('settings.prompts.variables')}</summary>
        <dl>
          {kinds.map((kind) => (
            <div key={kind}>
              <dt>
                <code>{written[kind]}</code>
              </dt>
              <dd>{t(`settings.prompts.variable.${kind}`)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  );
}
