import { ToolsButton } from '../tool-choice/tools-button.tsx';
import { useChoice, type ChoicePlace } from '../tool-choice/use-choice.ts';
import { AttachButton } from './attach-button.tsx';

/** Props of {@link BarButtons}. */
export interface BarButtonsProps extends ChoicePlace {
  readonly onFiles: () => void;
  readonly onServer: (serverId: string) => void;
}

/** The buttons that depend on the tools of the conversation. Each one needs its own (`key`). */
export function BarButtons({ onFiles, onServer, ...place }: BarButtonsProps) {
  const choice = useChoice(place);
  return (
    <>
      <AttachButton on={choice.choice.on} onFiles={onFiles} onServer={onServer} />
      <ToolsButton {...choice} />
    </>
  );
}
