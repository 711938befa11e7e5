import { readTemplate } from '../../../../shared/model/prompts/variables.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import styles from './prompts.module.css';

const kinds: readonly (readonly [string, string])[] = [
  ['{{topic}}', 'a text'],
  ['{{topic = the sea}}', 'a text that is filled in already'],
  ['{{topic?}}', 'one that may stay empty'],
  ['{{count: number = 3}}', 'a number'],
  ['{{tone: friendly | formal}}', 'a choice'],
  ['{{short: checkbox = Be brief.}}', 'words to put in or leave out'],
  ['{{day: date}}', 'a day'],
  ['{{letter: file}}', 'files, which are attached'],
  ['{{clipboard}}', 'the text you copied'],
  ['{{selection}}', 'the text you selected in the conversation or the message box'],
  ['{{date}}', 'today; asks for nothing'],
  ['\\{{', 'two braces'],
];

/** What a text asks for, and how variables are written. */
export function VariablesHelp({ text }: { readonly text: string }) {
  const { variables, unknownKinds } = readTemplate(text);
  const [unknown] = unknownKinds;
  return (
    <>
      {variables.length > 0 && (
        <p className={styles.hint}>
          Asks for <bdi>{visibleText(variables.map(({ name }) => name).join(', '))}</bdi>
        </p>
      )}
      {unknown !== undefined && (
        <p className={styles.problem} role="status">
          “{visibleText(unknown)}” is no kind of variable. Its braces stay as they are.
        </p>
      )}
      <details className={styles.help}>
        <summary>Variables</summary>
        <dl>
          {kinds.map(([written, means]) => (
            <div key={written}>
              <dt>
                <code>{written}</code>
              </dt>
              <dd>{means}</dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  );
}
