import { use } from 'react';
import { ToolsButton } from '../tool-choice/tools-button.tsx';
import { useChoice, type ChoicePlace } from '../tool-choice/use-choice.ts';
import { AttachButton } from './attach-button.tsx';
import { ExtraButtonsContext, type ExtraButtonsProps } from './extra-buttons.ts';

/** Props of {@link BarButtons}. */
export interface BarButtonsProps
  extends ChoicePlace, Pick<ExtraButtonsProps, 'addText' | 'attachFrom'> {
  readonly onFiles: () => void;
  readonly onServer: (serverId: string) => void;
}

/** The buttons that depend on the tools of the conversation. Each one needs its own (`key`). */
export function BarButtons(props: BarButtonsProps) {
  const { onFiles, onServer, addText, attachFrom, ...place } = props;
  const choice = useChoice(place);
  const extra = use(ExtraButtonsContext);
  return (
    <>
      {extra({ addText, attachFrom, conversationId: place.conversationId })}
      <AttachButton on={choice.choice.on} onFiles={onFiles} onServer={onServer} />
      <ToolsButton {...choice} />
    </>
  );
}
