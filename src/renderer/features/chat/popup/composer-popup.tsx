import { useEffect, useEffectEvent, useLayoutEffect, useState, type RefObject } from 'react';
import type { Attached } from '../../../../shared/model/attachments.ts';
import type { Result } from '../../../../shared/model/errors.ts';
import type { FilledPrompt } from '../../../../shared/model/tool-sources/offers.ts';
import { useController } from '../../../client/use-app.ts';
import { useLanguage } from '../../../language/language-context.ts';
import type { PageParts } from '../page/page.ts';
import type { SourceContext } from './composer-source.ts';
import { ArgumentFormView } from './form/argument-form.tsx';
import { createFormStore, type FormStore } from './form/form-store.ts';
import { listenTo } from './listen.ts';
import { activeRow, isShown, isWaiting, type PopupRow } from './popup-state.ts';
import { createPopupStore, type PopupStore } from './popup-store.ts';
import { replaceWord, type Word } from './replace-word.ts';
import { selectedText } from './selection.ts';
import type { PopupSession } from './session.ts';
import { openResourcesOf, openSources } from './sources/all.ts';
import { savedPrompts } from './sources/saved-prompts.ts';
import { SuggestionList } from './suggestion-list.tsx';
import { triggerAt } from './trigger.ts';
import { usePreset } from './use-preset.ts';

/** Props of {@link ComposerPopup}. */
export interface ComposerPopupProps {
  readonly session: PopupSession;
  readonly page: PageParts;
  readonly area: RefObject<HTMLTextAreaElement | null>;
  /** Keeps a text that is too long for the box beside it; returns false if it is not. */
  readonly takeLong: (text: string) => boolean;
  /** Attaches files to the draft. `name` is shown until they are there; '' shows nothing. */
  readonly attach: (name: string, work: () => Promise<Result<Attached>>) => void;
  readonly onClose: () => void;
}

function openStore(
  session: PopupSession,
  element: HTMLTextAreaElement | null,
  parts: Pick<SourceContext, 'controller' | 'page'>,
): PopupStore {
  const { mark, start, on, onlyServer, promptId, conversationId, typedOver } = session;
  const selection = (): string => (typedOver === '' ? selectedText() : typedOver);
  const context = { ...parts, conversationId, on, selection };
  if (promptId !== null) return createPopupStore(() => savedPrompts.open(context), '');
  const caret = element?.selectionStart ?? 0;
  const found = element === null ? null : triggerAt(element.value, caret);
  return createPopupStore(
    () => (onlyServer === null ? openSources(mark, context) : openResourcesOf(onlyServer, context)),
    found?.start === start ? found.query : '',
  );
}

/** Returns the word between the mark and the caret. */
function wordOf(element: HTMLTextAreaElement, { start }: PopupSession): Word {
  return { start, text: element.value.slice(start, Math.max(start, element.selectionStart)) };
}

/** The list of suggestions of the message box, then the form of what was chosen. */
export function ComposerPopup(props: ComposerPopupProps) {
  const { session, page, area, takeLong, attach, onClose } = props;
  const controller = useController();
  const [store] = useState(() => openStore(session, area.current, { controller, page }));
  const [asked, setAsked] = useState<{ readonly form: FormStore; readonly word: Word } | null>(
    null,
  );

  const insert = (word: Word, { text, ...files }: FilledPrompt): void => {
    const element = area.current;
    if (element === null) return;
    replaceWord(element, word, takeLong(text) ? '' : text);
    if (files.parts.length + files.problems.length > 0)
      attach('', () => Promise.resolve({ ok: true, value: files }));
    onClose();
  };
  const choose = (row: PopupRow): void => {
    const element = area.current;
    const choice = store.choose(row);
    if (element === null || choice === null) return;
    const word = wordOf(element, session);
    switch (choice.kind) {
      case 'form':
        setAsked({ word, form: createFormStore(choice.form, (filled) => insert(word, filled)) });
        break;
      case 'attach':
        replaceWord(element, word, '');
        attach(choice.name, choice.attach);
        onClose();
        break;
      case 'insert':
        replaceWord(element, word, choice.text);
        onClose();
        break;
      case 'run':
        replaceWord(element, word, '');
        onClose();
        choice.run();
        break;
    }
  };
  const close = (by: 'escape' | 'leaving'): void => {
    const element = area.current;
    // The person did not type this mark.
    if (by === 'escape' && session.onlyServer !== null && element !== null)
      replaceWord(element, wordOf(element, session), '');
    onClose();
  };

  usePreset(store, session.promptId, choose, () => {
    const element = area.current;
    if (element !== null) replaceWord(element, wordOf(element, session), '');
    onClose();
  });
  const language = useLanguage();
  const isAsking = asked === null;
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- In another language, the sources are asked again: their items have words in them.
  useEffect(() => (isAsking ? store.ask() : undefined), [store, language, isAsking]);
  useEffect(() => () => asked?.form.close(), [asked]);
  const settle = useEffectEvent((): void => {
    const state = store.getState();
    if (state.sections.length === 0) return;
    const row = activeRow(state);
    // A list that says what it waits for is on show: from then on, Enter sends.
    if (row === null && isWaiting(state) && !isShown(state)) return;
    session.earlyEnter.settle(row === null ? null : () => choose(row));
  });
  useEffect(() => store.subscribe(() => settle()), [store]);
  useLayoutEffect(() => {
    const element = area.current;
    if (element === null || asked !== null) return undefined;
    return listenTo(element, { store, trigger: session, onChoose: choose, onClose: close });
  });

  if (asked === null && session.promptId !== null) return null;
  if (asked === null) return <SuggestionList store={store} onChoose={choose} />;
  return (
    <ArgumentFormView
      store={asked.form}
      onCancel={() => {
        const element = area.current;
        // Without this, the selected text would be lost with the prompt that was to use it.
        if (element !== null && (session.typedOver !== '' || session.promptId !== null))
          replaceWord(element, asked.word, session.typedOver);
        onClose();
        element?.focus();
      }}
    />
  );
}
